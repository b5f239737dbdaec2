/** Assignment policies: made, replaced whole, deleted. */
import type { Policy } from '../../model/entitlement/tables.js';
import { created, entity, noContent } from '../../src/answers.js';
import { createPolicy, deletePolicy, replacePolicy } from '../../src/lifecycle/entitlement/policies.js';
import type { Operation } from '../../src/operation.js';
import { behind, bindBody, operation, typeOf } from './parts.js';

const policies = { 'v1.0': '/assignmentPolicies', beta: '/accessPackageAssignmentPolicies' } as const;

export const policyOperations: readonly Operation[] = [
  ...operation('POST', policies, 'entitlementmanagement-post-assignmentpolicies', (call) =>
    created(call, typeOf(call), createPolicy(call, bindBody(call, 'create').fields)),
  ),
  ...operation('PUT', behind(policies, '/{id}'), 'accesspackageassignmentpolicy-update', (call) => {
    const policy = replacePolicy(call, call.entity<Policy>(), bindBody(call, 'replace').fields);
    return entity(call, 200, typeOf(call), policy);
  }),
  ...operation('DELETE', behind(policies, '/{id}'), 'accesspackageassignmentpolicy-delete', (call) => {
    deletePolicy(call, call.entity<Policy>());
    return noContent;
  }),
];
