/** Functions of collections: what concerns the caller, and access beside other access. */
import { type AccessPackage, accessPackages, incompatiblePackages } from '../../model/entitlement/tables.js';
import { invalidModel } from '../../src/errors.js';
import { filterByCurrentUser, ownRows } from '../../src/lifecycle/entitlement/current-user.js';
import { existing } from '../../src/lifecycle/entitlement/records.js';
import { additionalAccess } from '../../src/lifecycle/entitlement/separation.js';
import { contextOf } from '../../src/odata/context-url.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { functionParameters, operation, type Places, rowsAnswer, typeOf } from './parts.js';

/** The collections that have the function, and the page of each. */
const FILTERED: readonly (readonly [Exclude<Places, string>, string])[] = [
  [{ 'v1.0': '/accessPackages', beta: '/accessPackages' }, 'accesspackage-filterbycurrentuser'],
  [{ 'v1.0': '/assignments', beta: '/accessPackageAssignments' }, 'accesspackageassignment-filterbycurrentuser'],
  [
    { 'v1.0': '/assignmentRequests', beta: ['/accessPackageAssignmentRequests', '/assignmentRequests'] },
    'accesspackageassignmentrequest-filterbycurrentuser',
  ],
  [
    { 'v1.0': '/accessPackageAssignmentApprovals', beta: '/accessPackageAssignmentApprovals' },
    'approval-filterbycurrentuser',
  ],
  [{ 'v1.0': '/accessPackageSuggestions', beta: '/accessPackageSuggestions' }, 'accesspackagesuggestions-filterbycurrentuser'],
];

function extended(places: Exclude<Places, string>, rest: string): Places {
  const extend = (at: string | readonly string[] = []) => [at].flat().map((place) => `${place}${rest}`);
  return { 'v1.0': extend(places['v1.0']), beta: extend(places.beta) };
}

/** The items and, behind `/$count`, their number. */
function collectionFunction(places: Exclude<Places, string>, name: string, doc: string, run: (call: Call) => Answer): Operation[] {
  return ['', '/$count'].flatMap((suffix) => operation('GET', extended(places, `/${name}${suffix}`), doc, run));
}

/** Applications have no access of their own: the function is there for signed-in users only. */
function forCaller(call: Call): Answer {
  const { on } = functionParameters(call);
  if (!on) throw invalidModel("The parameter 'on' is required.");
  const rows = filterByCurrentUser(typeOf(call).name, on, call.tx, call.caller.id);
  return rowsAnswer(call, rows, `${contextOf(call.path)}/filterByCurrentUser(on='${on}')`);
}

/** v1.0 wants both packages; beta takes every package that the one is incompatible with when the other is left out. */
function additional(call: Call): Answer {
  const { accesspackageid: packageId, incompatibleaccesspackageid: otherId } = functionParameters(call);
  const accessPackage = existing(call.tx, accessPackages, packageId);
  if (otherId === undefined && call.path.dialect.version === 'v1.0') {
    throw invalidModel("The parameter 'incompatibleAccessPackageId' is required.");
  }
  const others = otherId === undefined ? incompatibleWith(call, accessPackage) : [existing(call.tx, accessPackages, otherId).id];
  if (others.includes(accessPackage.id)) throw invalidModel('The two access packages must differ.');
  return rowsAnswer(call, additionalAccess(call.tx, accessPackage.id, others));
}

function incompatibleWith({ tx }: Call, { id }: AccessPackage): string[] {
  const ids: string[] = [];
  tx.rights(incompatiblePackages, id, (other) => {
    ids.push(other);
  });
  return ids;
}

/** beta's older functions that answer what is the caller's own. */
const OWNED = [
  '/accessPackageAssignments',
  '/accessPackageAssignmentRequests',
  '/assignmentRequests',
  '/accessPackageAssignmentResourceRoles',
];

function ownedByCaller(call: Call): Answer {
  return rowsAnswer(call, ownRows[typeOf(call).name]?.(call.tx, call.caller.id) ?? []);
}

export const functionOperations: readonly Operation[] = [
  ...FILTERED.flatMap(([places, doc]) => collectionFunction(places, 'filterByCurrentUser', doc, forCaller)),
  ...collectionFunction(
    { 'v1.0': '/assignments', beta: '/accessPackageAssignments' },
    'additionalAccess',
    'accesspackageassignment-additionalaccess',
    additional,
  ),
  ...OWNED.flatMap((place) => collectionFunction({ beta: place }, 'My', 'accesspackageassignment-filterbycurrentuser', ownedByCaller)),
];
