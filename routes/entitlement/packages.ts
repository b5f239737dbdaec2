/** Access packages: what they grant, what they are incompatible with, and who may ask for them. */
import {
  type AccessPackage,
  incompatibleGroups,
  incompatiblePackages,
  type ResourceRoleScope,
  resourceRoleScopes,
} from '../../model/entitlement/tables.js';
import { readProperty } from '../../model/lens.js';
import { created, empty, entity, noContent, value } from '../../src/answers.js';
import { resourceNotFound } from '../../src/errors/index.js';
import { availablePackage, availableTo, requirementsFor } from '../../src/lifecycle/entitlement/current-user.js';
import {
  addIncompatibleGroup,
  addIncompatiblePackage,
  createPackage,
  deletePackage,
  movePackage,
  removeIncompatible,
  updatePackage,
} from '../../src/lifecycle/entitlement/packages.js';
import { all } from '../../src/lifecycle/entitlement/records.js';
import { addRoleScope, removeRoleScope } from '../../src/lifecycle/entitlement/role-scopes.js';
import { contextOf } from '../../src/odata/context-url.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { lastKey, ownerInPath, queryOption, referenceInBody } from '../directory/parts.js';
import { bindBody, operation, rowsAnswer, typeOf } from './parts.js';

const roleScopes = {
  'v1.0': '/accessPackages/{id}/resourceRoleScopes',
  beta: '/accessPackages/{id}/accessPackageResourceRoleScopes',
} as const;
const roleScope = { 'v1.0': `${roleScopes['v1.0']}/{id}`, beta: `${roleScopes.beta}/{id}` } as const;

/** The other end of an incompatibility: the last key, or `@id` of the query. */
function otherEnd(call: Call): string {
  const url = queryOption(call, '@id') ?? queryOption(call, '$id');
  return url === undefined ? lastKey(call) : call.reference(url);
}

/** Adding to and removing from a navigation of incompatible things, by `$ref`. */
function incompatibility(
  name: 'incompatibleAccessPackages' | 'incompatibleGroups',
  page: string,
  add: (call: Call, accessPackage: AccessPackage, id: string) => void,
): Operation[] {
  const link = name === 'incompatibleGroups' ? incompatibleGroups : incompatiblePackages;
  const remove = (call: Call): Answer => {
    removeIncompatible(call, link, ownerInPath<AccessPackage>(call), otherEnd(call));
    return noContent;
  };
  return [
    ...operation('POST', `/accessPackages/{id}/${name}/$ref`, `accesspackage-post-${page}`, (call) => {
      add(call, ownerInPath<AccessPackage>(call), referenceInBody(call));
      return noContent;
    }),
    ...operation('DELETE', `/accessPackages/{id}/${name}/{id}/$ref`, `accesspackage-delete-${page}`, remove),
    ...operation('DELETE', `/accessPackages/{id}/${name}/$ref`, `accesspackage-delete-${page}`, remove),
  ];
}

/** Whose requirements are asked for: beta lets a body name somebody else than the caller. */
function subjectAsked(call: Call): string {
  if (call.header('content-type') === undefined || call.path.dialect.version === 'v1.0') return call.caller.id;
  const { subject } = call.parameters() as { subject?: { objectId?: string } };
  return subject?.objectId?.toLowerCase() ?? call.caller.id;
}

function requirements(call: Call): Answer {
  const rows = requirementsFor(call.tx, call.entity<AccessPackage>(), subjectAsked(call));
  const step = call.path.steps.at(-1);
  const property = step?.kind === 'operation' ? step.operation.returns?.property : undefined;
  if (!property) throw new Error('getApplicablePolicyRequirements answers nothing in the model');
  const named = { name: 'value', is: { ...property, collection: true } };
  const { dialect } = call.path;
  const json = readProperty(dialect, named, { value: rows } as object as { id: string }, call.tx);
  const told = dialect.version === 'beta' ? inOlderWords(json) : json;
  return value(call, 'Collection(microsoft.graph.accessPackageAssignmentRequestRequirements)', told);
}

const OLDER_TYPES: Readonly<Record<string, string>> = {
  '#microsoft.graph.accessPackageTextInputQuestion': '#microsoft.graph.textInputQuestion',
  '#microsoft.graph.accessPackageMultipleChoiceQuestion': '#microsoft.graph.multipleChoiceQuestion',
  '#microsoft.graph.accessPackageAnswerString': '#microsoft.graph.answerString',
};

/** beta's page on the action prints names that its other pages no longer have, and an empty list as schedule. */
function inOlderWords(json: unknown): unknown {
  const older = (key: string, own: unknown) => {
    if (key === 'schedule') return [];
    return key === '@odata.type' ? (OLDER_TYPES[String(own)] ?? own) : own;
  };
  return JSON.parse(JSON.stringify(json), older);
}

/** The package in the path, as long as the caller may ask for it: administrators are not excepted. */
function available(call: Call): AccessPackage {
  const found = availablePackage(call.tx, call.caller.id, call.path.keys[0] ?? '');
  if (!found) throw resourceNotFound();
  return found;
}

function availableEntity(call: Call): Answer {
  const context = contextOf(call.path).replace(/\('[^']*'\)$/, '');
  return entity(call, 200, typeOf(call), available(call), { plan: call.plan(typeOf(call)), context });
}

function availableRoleScopes(call: Call): Answer {
  return rowsAnswer(call, all(call.tx, resourceRoleScopes, 'accessPackageId', available(call).id));
}

export const packageOperations: readonly Operation[] = [
  ...operation('POST', '/accessPackages', 'entitlementmanagement-post-accesspackages', (call) =>
    created(call, typeOf(call), createPackage(call, bindBody(call, 'create').fields)),
  ),
  ...operation('PATCH', '/accessPackages/{id}', 'accesspackage-update', (call) => {
    updatePackage(call, call.entity<AccessPackage>(), bindBody(call, 'patch').fields);
    return noContent;
  }),
  ...operation('DELETE', '/accessPackages/{id}', 'accesspackage-delete', (call) => {
    deletePackage(call, call.entity<AccessPackage>());
    return noContent;
  }),
  ...operation('POST', { beta: '/accessPackages/{id}/moveToCatalog' }, 'accesspackage-movetocatalog', (call) => {
    movePackage(call, call.entity<AccessPackage>(), call.parameters().catalogId);
    return empty(200);
  }),
  ...operation('POST', roleScopes, 'accesspackage-post-resourcerolescopes', (call) => {
    const added = addRoleScope(call, ownerInPath<AccessPackage>(call), bindBody(call, 'create').fields);
    const headers = { Location: `${call.root}/${contextOf(call.path)}('${added.publicId}')` };
    return created(call, typeOf(call), added, { headers });
  }),
  ...operation('DELETE', roleScope, 'accesspackage-delete-resourcerolescopes', (call) => {
    removeRoleScope(call, call.entity<ResourceRoleScope>());
    return noContent;
  }),
  ...incompatibility('incompatibleAccessPackages', 'incompatibleaccesspackage', addIncompatiblePackage),
  ...incompatibility('incompatibleGroups', 'incompatiblegroup', addIncompatibleGroup),
  ...operation(
    'POST',
    '/accessPackages/{id}/getApplicablePolicyRequirements',
    'accesspackage-getapplicablepolicyrequirements',
    requirements,
  ),
  ...['', '/$count'].flatMap((suffix) =>
    operation(
      'GET',
      `/availableAccessPackages${suffix}`,
      'entitlementmanagement-list-availableaccesspackages',
      (call) => rowsAnswer(call, availableTo(call.tx, call.caller.id)),
    ),
  ),
  ...operation('GET', '/availableAccessPackages/{id}', 'availableaccesspackage-get', availableEntity),
  ...operation(
    'GET',
    '/availableAccessPackages/{id}/resourceRoleScopes',
    'availableaccesspackage-list-resourcerolescopes',
    availableRoleScopes,
  ),
];
