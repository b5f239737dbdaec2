/**
 * Members of directory roles. `directoryRoles` and `roleManagement/directory` tell of the same thing: who is a member of
 * a role has an assignment of its definition in the whole directory, and the other way about.
 */
import {
  type DirectoryRole,
  directoryRoles,
  directoryRoleTemplates,
  members,
  type RoleAssignment,
  roleAssignments,
} from '../../../model/directory/tables.js';
import { objectNotFound } from '../../errors/index.js';
import type { Transaction } from '../../store/index.js';

/** The scope that is the whole tenant. */
export const WHOLE_TENANT = '/';

export interface DirectoryRoleGrant {
  readonly templateId: string;
  readonly principalId: string;
  /** The id of the role, should it not be active yet. */
  readonly roleId: string;
  readonly assignmentId: string;
}

/** Gives a role in the whole directory, which makes the role active. */
export function assignDirectoryRole(tx: Transaction, grant: DirectoryRoleGrant): RoleAssignment {
  const role = activeRole(tx, grant.templateId) ?? activateRole(tx, grant.templateId, grant.roleId);
  tx.link(members, role.id, grant.principalId);
  return tx.insert(roleAssignments, {
    id: grant.assignmentId,
    provider: 'directory',
    principalId: grant.principalId,
    roleDefinitionId: grant.templateId,
    directoryScopeId: WHOLE_TENANT,
  });
}

/** The role that was made of a template, if it is active. */
export function activeRole(tx: Transaction, templateId: string): DirectoryRole | undefined {
  return tx.find(directoryRoles, 'roleTemplateId', templateId.toLowerCase());
}

/** Makes a role of a template. @throws GraphError 404 for a template that does not exist */
export function activateRole(tx: Transaction, templateId: string, id: string): DirectoryRole {
  const template = tx.get(directoryRoleTemplates, templateId.toLowerCase());
  if (!template) throw objectNotFound(templateId);
  return tx.insert(directoryRoles, {
    id,
    kind: 'directoryRole',
    roleTemplateId: template.id,
    displayName: template.displayName ?? null,
    description: template.description ?? null,
  });
}

/** Takes an assignment back, and with one in the whole directory the membership that tells of it. */
export function unassignRole(tx: Transaction, assignment: RoleAssignment): void {
  tx.remove(roleAssignments, assignment.id);
  if (assignment.directoryScopeId !== WHOLE_TENANT) return;
  const role = activeRole(tx, assignment.roleDefinitionId);
  if (role) tx.unlink(members, role.id, assignment.principalId);
}
