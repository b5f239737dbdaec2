/** Roles of applications and who has them. */
import type { DirectoryObject } from '../../model/directory/tables.js';
import { created, noContent } from '../../src/answers.js';
import { assignAppRole, removeAppRole, type Side } from '../../src/lifecycle/directory/app-roles.js';
import type { Operation } from '../../src/operation.js';
import { operation, ownerInPath } from './parts.js';

/** The navigations by which assignments are reached: what the path fixes, and the documentation pages. */
const places: readonly { path: string; side: Side; page: string }[] = [
  { path: '/users/{id}/appRoleAssignments', side: 'principalId', page: 'user-%-approleassignments' },
  { path: '/groups/{id}/appRoleAssignments', side: 'principalId', page: 'group-%-approleassignments' },
  {
    path: '/servicePrincipals/{id}/appRoleAssignments',
    side: 'principalId',
    page: 'serviceprincipal-%-approleassignments',
  },
  {
    path: '/servicePrincipals/{id}/appRoleAssignedTo',
    side: 'resourceId',
    page: 'serviceprincipal-%-approleassignedto',
  },
];

export const appRoleOperations: readonly Operation[] = places.flatMap(({ path, side, page }) => [
  operation('POST', path, page.replace('%', 'post'), (call) => {
    const bound = call.bind('create');
    const { id } = ownerInPath<DirectoryObject>(call);
    return created(call, bound.type, assignAppRole(call, bound.fields, side, id));
  }),
  operation('DELETE', `${path}/{id}`, page.replace('%', 'delete'), (call) => {
    removeAppRole(call, call.entity());
    return noContent;
  }),
]);
