/** What the service's metadata declares and its backend does not have: it answers as for a path that is not there. */
import { notImplementedThere } from '../../src/errors/index.js';
import type { Call, Operation } from '../../src/operation.js';
import { operation } from './parts.js';

function refuse(call: Call): never {
  throw notImplementedThere(call.url);
}

const assignment = { 'v1.0': '/assignments/{id}', beta: '/accessPackageAssignments/{id}' } as const;
const request = {
  'v1.0': '/assignmentRequests/{id}',
  beta: ['/accessPackageAssignmentRequests/{id}', '/assignmentRequests/{id}'],
} as const;
const resources = {
  'v1.0': '/catalogs/{id}/resources',
  beta: '/accessPackageCatalogs/{id}/accessPackageResources',
} as const;
const policies = {
  'v1.0': ['/accessPackages/{id}/assignmentPolicies', '/catalogs/{id}/accessPackages/{id}/assignmentPolicies'],
  beta: [
    '/accessPackages/{id}/accessPackageAssignmentPolicies',
    '/accessPackageCatalogs/{id}/accessPackages/{id}/accessPackageAssignmentPolicies',
  ],
} as const;

const operations: readonly Operation[] = [
  ...operation('DELETE', assignment, 'entitlementmanagement-list-assignments', refuse),
  ...operation('PATCH', request, 'accesspackageassignmentrequest-get', refuse),
  ...operation('POST', resources, 'accesspackagecatalog-list-resources', refuse),
  ...operation('POST', policies, 'entitlementmanagement-post-assignmentpolicies', refuse),
];

export const notImplementedOperations = operations.map((one): Operation => ({ ...one, refuses: true }));
