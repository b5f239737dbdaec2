/** Roles that are managed: `directoryRoles`, `roleManagement/directory` and `roleManagement/entitlementManagement`. */

import {
  type DirectoryKind,
  type DirectoryRole,
  directoryObject,
  type Group,
  groups,
  members,
  type RbacProvider,
  type RoleAssignment,
  type RoleDefinition,
  roleAssignments,
  roleDefinitions,
} from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { catalogs } from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import {
  invalidValue,
  objectNotFound,
  readOnlyProperty,
  referencesExist,
  requestRefused,
  resourceNotFound,
} from '../../errors/index.js';
import type { Context } from '../context.js';
import { activateRole, activeRole, assignDirectoryRole, WHOLE_TENANT } from './role-members.js';
import { withUniqueKeys } from './unique.js';

/** What an application's role can be limited to: all of it, or a catalog. */
const CATALOG_SCOPE = /^\/AccessPackageCatalog\/([0-9a-f-]{36})$/i;
const ASSIGNABLE: readonly DirectoryKind[] = ['user', 'servicePrincipal', 'group'];
const ASSIGNMENT = 'UnifiedRoleAssignment';

/**
 * Makes a role of its template, so that it can have members: the "Activate directoryRole" page.
 *
 * @throws GraphError 400 when the role is active, 404 for a template that does not exist
 */
export function activateDirectoryRole(context: Context, templateId: string): DirectoryRole {
  if (activeRole(context.tx, templateId)) {
    throw requestRefused(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    );
  }
  return activateRole(context.tx, templateId, context.newId());
}

/** The "Add directory role member" page. @throws GraphError 400 for one who has the role, or cannot have it; 404 */
export function addRoleMembers(context: Context, role: DirectoryRole, ids: readonly string[]): void {
  for (const principalId of ids) {
    refuseUnfitPrincipal(context, principalId, 'members');
    if (context.tx.linked(members, role.id, principalId)) throw referencesExist('members');
    assignDirectoryRole(context.tx, {
      templateId: role.roleTemplateId,
      principalId,
      roleId: role.id,
      assignmentId: directoryAssignmentId(context, principalId),
    });
  }
}

/** The "Remove directory role member" page. @throws GraphError 404 naming the role when the object is no member */
export function removeRoleMember({ tx }: Context, role: DirectoryRole, principalId: string): void {
  if (!tx.unlink(members, role.id, principalId)) throw objectNotFound(role.id);
  const found: RoleAssignment[] = [];
  tx.equal(roleAssignments, 'principalId', principalId, (assignment) => {
    const ofRole = assignment.provider === 'directory' && assignment.roleDefinitionId === role.roleTemplateId;
    if (ofRole && assignment.directoryScopeId === WHOLE_TENANT) found.push(assignment);
  });
  for (const { id } of found) tx.remove(roleAssignments, id);
}

function refuseUnfitPrincipal({ tx }: Context, id: string, property: string): void {
  const principal = directoryObject(tx, id);
  if (!principal) throw objectNotFound(id);
  if (!ASSIGNABLE.includes(principal.kind)) throw invalidValue(property, ASSIGNMENT);
}

/** A group has a role in the directory only when it was made for that. */
function refuseUnassignableGroup({ tx }: Context, provider: RbacProvider, id: string): void {
  const group: Group | undefined = tx.get(groups, id);
  if (provider !== 'directory' || !group || group.isAssignableToRole) return;
  throw requestRefused('The group is not assignable to roles: its isAssignableToRole is not true.');
}

/**
 * Gives a role to a principal: the "Create unifiedRoleAssignment" page.
 *
 * @throws GraphError 400 without a scope, for a scope of the other kind, for a role or principal that does not fit, and
 * for what is assigned already; 404 for a principal that does not exist
 */
export function createRoleAssignment(context: Context, provider: RbacProvider, fields: Draft): RoleAssignment {
  const { tx } = context;
  const principalId = String(fields['principalId']).toLowerCase();
  refuseUnfitPrincipal(context, principalId, 'principalId');
  refuseUnassignableGroup(context, provider, principalId);
  const definition = tx.get(roleDefinitions, String(fields['roleDefinitionId']).toLowerCase());
  if (definition?.provider !== provider) throw invalidValue('roleDefinitionId', ASSIGNMENT);
  const scope = scopeOf(context, provider, fields);
  const roleDefinitionId = definition.id;
  refuseSecondAssignment(context, { provider, principalId, roleDefinitionId, ...scope });
  if (provider === 'directory' && definition.isBuiltIn && scope.directoryScopeId === WHOLE_TENANT) {
    const assignmentId = directoryAssignmentId(context, principalId);
    return assignDirectoryRole(tx, {
      templateId: roleDefinitionId,
      principalId,
      roleId: context.newId(),
      assignmentId,
    });
  }
  const id = provider === 'directory' ? directoryAssignmentId(context, principalId) : context.newId();
  return tx.insert(roleAssignments, { id, provider, principalId, roleDefinitionId, ...scope });
}

type Scope = Pick<RoleAssignment, 'directoryScopeId' | 'appScopeId'>;

/**
 * Scopes of the directory are its own objects, those of entitlement management are catalogs; `/` is the whole of either.
 * A scope of entitlement management stands in the whole directory, as Terraform says.
 */
function scopeOf({ tx }: Context, provider: RbacProvider, { directoryScopeId, appScopeId }: Draft): Scope {
  const both = directoryScopeId && appScopeId && !(provider !== 'directory' && directoryScopeId === WHOLE_TENANT);
  if (both || !(directoryScopeId || appScopeId)) {
    throw requestRefused('Either directoryScopeId or appScopeId is required, and not both of them.');
  }
  const property = provider === 'directory' ? 'directoryScopeId' : 'appScopeId';
  const scope = { directoryScopeId, appScopeId }[property];
  if (typeof scope !== 'string') throw invalidValue(property, ASSIGNMENT);
  if (scope !== WHOLE_TENANT) refuseUnknownScope(tx, provider, property, scope);
  return { [property]: scope };
}

function refuseUnknownScope(tx: Reader, provider: RbacProvider, property: string, scope: string): void {
  if (provider === 'directory') {
    if (!directoryObject(tx, scope.split('/').at(-1) ?? '')) throw invalidValue(property, ASSIGNMENT);
    return;
  }
  const catalog = CATALOG_SCOPE.exec(scope)?.[1]?.toLowerCase();
  if (catalog === undefined) throw invalidValue(property, ASSIGNMENT);
  if (!tx.get(catalogs, catalog)) throw resourceNotFound();
}

function refuseSecondAssignment({ tx }: Context, wanted: Omit<RoleAssignment, 'id'>): void {
  tx.equal(roleAssignments, 'principalId', wanted.principalId, (other) => {
    const same =
      other.provider === wanted.provider &&
      other.roleDefinitionId === wanted.roleDefinitionId &&
      (other.directoryScopeId ?? other.appScopeId) === (wanted.directoryScopeId ?? wanted.appScopeId);
    if (same) {
      throw requestRefused(
        'A conflicting object with one or more of the specified property values is present in the directory.',
      );
    }
  });
}

/** The directory's ids of assignments are no GUIDs: two of them as text for URLs, and `-1` behind. */
function directoryAssignmentId({ newId }: Context, principalId: string): string {
  return `${Buffer.from(`${newId()}${principalId}`.replaceAll('-', ''), 'hex').toString('base64url')}-1`;
}

/** A role of the tenant's own: the "Create unifiedRoleDefinition" page. */
export function createRoleDefinition(context: Context, fields: Draft): RoleDefinition {
  const id = context.newId();
  const record = {
    templateId: id,
    ...fields,
    id,
    provider: 'directory',
    isBuiltIn: false,
  } as unknown as RoleDefinition;
  return withUniqueKeys(() => context.tx.insert(roleDefinitions, record));
}

/** The "Update unifiedRoleDefinition" page. @throws GraphError 400 for a built-in role */
export function updateRoleDefinition({ tx }: Context, definition: RoleDefinition, fields: Draft): void {
  if (definition.isBuiltIn) throw readOnlyProperty(Object.keys(fields)[0] ?? 'isBuiltIn');
  tx.replace(roleDefinitions, { ...definition, ...fields } as RoleDefinition);
}

/** The "Delete unifiedRoleDefinition" page. @throws GraphError 400 for a built-in role and for one that somebody has */
export function deleteRoleDefinition({ tx }: Context, definition: RoleDefinition): void {
  if (definition.isBuiltIn) throw requestRefused('A built-in role definition cannot be deleted.');
  if (tx.countEqual(roleAssignments, 'roleDefinitionId', definition.id) > 0) {
    throw requestRefused('A role definition that is assigned cannot be deleted.');
  }
  tx.remove(roleDefinitions, definition.id);
}
