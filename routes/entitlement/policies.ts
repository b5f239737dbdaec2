/** Assignment policies: made, replaced whole, deleted. */
import type { Policy } from '../../model/entitlement/tables.js';
import { created, entity, noContent } from '../../src/answers.js';
import { createPolicy, deletePolicy, replacePolicy } from '../../src/lifecycle/entitlement/policies.js';
import { entityContextOf } from '../../src/odata/context-url.js';
import type { Operation } from '../../src/operation.js';
import { behind, bindBody, operation, typeOf } from './parts.js';

const policies = { 'v1.0': '/assignmentPolicies', beta: '/accessPackageAssignmentPolicies' } as const;

export const policyOperations: readonly Operation[] = [
  ...operation('POST', policies, 'entitlementmanagement-post-assignmentpolicies', (call) =>
    created(call, typeOf(call), createPolicy(call, bindBody(call, 'create').fields)),
  ),
  ...operation('PUT', behind(policies, '/{id}'), 'accesspackageassignmentpolicy-update', (call) => {
    const { id, ...fields } = bindBody(call, 'replace').fields;
    // beta's page names another policy in the body and is answered that of the URL.
    const sent = call.path.dialect.version === 'beta' || id === undefined ? fields : { ...fields, id };
    const replaced = replacePolicy(call, call.entity<Policy>(), sent);
    return entity(call, 200, typeOf(call), replaced, { context: entityContextOf(call.path) });
  }),
  ...operation('DELETE', behind(policies, '/{id}'), 'accesspackageassignmentpolicy-delete', (call) => {
    deletePolicy(call, call.entity<Policy>());
    return noContent;
  }),
];
