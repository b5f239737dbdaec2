/** Functions of collections: what concerns the caller, and access beside other access. */
import { nameOf } from '../../model/dialect.js';
import { type AccessPackage, accessPackages, incompatiblePackages } from '../../model/entitlement/tables.js';
import { list } from '../../src/answers.js';
import { invalidModel, resourceNotFound } from '../../src/errors/index.js';
import { filterByCurrentUser, ownRows } from '../../src/lifecycle/entitlement/current-user.js';
import { existing } from '../../src/lifecycle/entitlement/records.js';
import { additionalAccess } from '../../src/lifecycle/entitlement/separation.js';
import { contextOf } from '../../src/odata/context-url.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { type ByVersion, behind, functionParameters, operation, rowsAnswer, typeOf, withinPath } from './parts.js';

/** The collections that have the function, and the page of each. */
const FILTERED: readonly (readonly [ByVersion, string])[] = [
  [{ 'v1.0': '/accessPackages', beta: '/accessPackages' }, 'accesspackage-filterbycurrentuser'],
  [{ 'v1.0': '/assignments', beta: '/accessPackageAssignments' }, 'accesspackageassignment-filterbycurrentuser'],
  [
    {
      'v1.0': '/assignmentRequests',
      beta: [
        '/accessPackageAssignmentRequests',
        '/assignmentRequests',
        '/accessPackageAssignments/{id}/accessPackageAssignmentRequests',
      ],
    },
    'accesspackageassignmentrequest-filterbycurrentuser',
  ],
  [
    { 'v1.0': '/accessPackageAssignmentApprovals', beta: '/accessPackageAssignmentApprovals' },
    'approval-filterbycurrentuser',
  ],
  [
    { 'v1.0': '/accessPackageSuggestions', beta: '/accessPackageSuggestions' },
    'accesspackagesuggestions-filterbycurrentuser',
  ],
];

/** The items and, behind `/$count`, their number. */
function collectionFunction(places: ByVersion, name: string, doc: string, run: (call: Call) => Answer): Operation[] {
  return ['', '/$count'].flatMap((suffix) => operation('GET', behind(places, `/${name}${suffix}`), doc, run));
}

/** Applications have no access of their own: the function is there for signed-in users only. */
function forCaller(call: Call): Answer {
  const { on } = functionParameters(call);
  if (!on) throw invalidModel("The parameter 'on' is required.");
  const name = nameOf(typeOf(call));
  const found = filterByCurrentUser(name, on, call.tx, call.caller.id);
  // Suggestions are not there before they are asked for: no collection has them.
  const rows = name === 'accessPackageSuggestion' ? found : withinPath(call, found);
  return rowsAnswer(call, rows, `${contextOf(call.path)}/filterByCurrentUser(on='${on}')`, isTyped(call));
}

/** beta says of every entity that these functions find what it is, as both versions do of approvals. */
const isTyped = (call: Call) => call.path.dialect.version === 'beta' || typeOf(call).name === 'approval';

/** v1.0 wants both packages; beta takes every package that the one is incompatible with when the other is left out. */
function additional(call: Call): Answer {
  const { accesspackageid: packageId, incompatibleaccesspackageid: otherId } = functionParameters(call);
  const accessPackage = existing(call.tx, accessPackages, packageId);
  if (otherId === undefined && call.path.dialect.version === 'v1.0') {
    throw invalidModel("The parameter 'incompatibleAccessPackageId' is required.");
  }
  const others =
    otherId === undefined ? incompatibleWith(call, accessPackage) : [existing(call.tx, accessPackages, otherId).id];
  if (others.includes(accessPackage.id)) throw invalidModel('The two access packages must differ.');
  return rowsAnswer(call, additionalAccess(call.tx, accessPackage.id, others), undefined, isTyped(call));
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
  '/accessPackageAssignments/{id}/accessPackageAssignmentResourceRoles',
];

function ownedByCaller(call: Call): Answer {
  return rowsAnswer(call, withinPath(call, ownRows[nameOf(typeOf(call))]?.(call.tx, call.caller.id) ?? []));
}

/** Its older function that answers everything under the query options. */
function everything(call: Call): Answer {
  const target = call.target();
  if (target.kind !== 'collection') throw resourceNotFound();
  return list(call, call.plan(typeOf(call)), target.source);
}

export const functionOperations: readonly Operation[] = [
  ...FILTERED.flatMap(([places, doc]) => collectionFunction(places, 'filterByCurrentUser', doc, forCaller)),
  ...collectionFunction(
    { 'v1.0': '/assignments', beta: '/accessPackageAssignments' },
    'additionalAccess',
    'accesspackageassignment-additionalaccess',
    additional,
  ),
  ...OWNED.flatMap((place) =>
    collectionFunction({ beta: place }, 'My', 'accesspackageassignment-filterbycurrentuser', ownedByCaller),
  ),
  ...['/accessPackages', '/accessPackageCatalogs'].flatMap((place) =>
    operation('GET', { beta: `${place}/Search` }, 'entitlementmanagement-list-accesspackages', everything),
  ),
];
