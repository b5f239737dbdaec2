/** Roles of the directory and of entitlement management. */
import type { RbacProvider } from '../../model/directory/tables.js';
import { created, noContent } from '../../src/answers.js';
import {
  activateDirectoryRole,
  addRoleMembers,
  createRoleAssignment,
  createRoleDefinition,
  deleteRoleDefinition,
  removeRoleMember,
  updateRoleDefinition,
} from '../../src/lifecycle/directory/role-management.js';
import { unassignRole } from '../../src/lifecycle/directory/role-members.js';
import type { Operation } from '../../src/operation.js';
import { operation } from './parts.js';
import { references } from './references.js';

const directoryRoleOperations: readonly Operation[] = [
  operation('POST', '/directoryRoles', 'directoryrole-post-directoryroles', (call) => {
    const bound = call.bind('create');
    return created(call, bound.type, activateDirectoryRole(call, String(bound.fields['roleTemplateId'])));
  }),
  ...references(
    '/directoryRoles/{id}/members',
    { add: 'directoryrole-post-members', remove: 'directoryrole-delete-member' },
    {
      add: addRoleMembers,
      remove: removeRoleMember,
    },
  ),
];

function assignedRoles(provider: RbacProvider): readonly Operation[] {
  const assignments = `/roleManagement/${provider}/roleAssignments`;
  return [
    operation('POST', assignments, 'rbacapplication-post-roleassignments', (call) => {
      const bound = call.bind('create');
      return created(call, bound.type, createRoleAssignment(call, provider, bound.fields));
    }),
    operation('DELETE', `${assignments}/{id}`, 'unifiedroleassignment-delete', (call) => {
      unassignRole(call.tx, call.entity());
      return noContent;
    }),
  ];
}

/** The pages name the directory among the providers that take roles of one's own, and not entitlement management. */
const definitions = '/roleManagement/directory/roleDefinitions';

const definedRoles: readonly Operation[] = [
  operation('POST', definitions, 'rbacapplication-post-roledefinitions', (call) => {
    const bound = call.bind('create');
    return created(call, bound.type, createRoleDefinition(call, bound.fields));
  }),
  operation('PATCH', `${definitions}/{id}`, 'unifiedroledefinition-update', (call) => {
    updateRoleDefinition(call, call.entity(), call.bind('patch').fields);
    return noContent;
  }),
  operation('DELETE', `${definitions}/{id}`, 'unifiedroledefinition-delete', (call) => {
    deleteRoleDefinition(call, call.entity());
    return noContent;
  }),
];

export const roleOperations: readonly Operation[] = [
  ...directoryRoleOperations,
  ...assignedRoles('directory'),
  ...assignedRoles('entitlementManagement'),
  ...definedRoles,
];
