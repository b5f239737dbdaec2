/** The roles that a package grants. */
import type { Draft } from '../../../model/edm.js';
import {
  type AccessPackage,
  assignmentResourceRoles,
  assignments,
  type Catalog,
  type Resource,
  type ResourceRole,
  type ResourceRoleScope,
  type ResourceScope,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
} from '../../../model/entitlement/tables.js';
import { UNUSED_ROLE } from '../../../model/entitlement/walks.js';
import { duplicateKey, invalidModel, own, resourceNotFound, roleNotFound } from '../../errors/index.js';
import type { Context } from '../context.js';
import { giveRole, isInForce, takeRole } from './grants.js';
import { all, created, existing, modified, some } from './records.js';
import { findResource, namedResource } from './resources.js';

type Sent = Draft | null | undefined;

/**
 * Adds a role on a scope to what a package grants; who has the package already gets it at once.
 *
 * @throws GraphError 404 for a resource that is not in the catalog, 404 `RoleNotFound`, 409 when the package has it
 * @see https://learn.microsoft.com/graph/api/accesspackage-post-resourcerolescopes
 */
export function addRoleScope(context: Context, accessPackage: AccessPackage, fields: Draft): ResourceRoleScope {
  const { tx } = context;
  const sentRole = fields.role as Sent;
  const sentScope = fields.scope as Sent;
  if (!sentRole) throw invalidModel("The property 'role' is required.");
  if (!sentScope) throw invalidModel("The property 'scope' is required.");
  const resource = resourceMeant(context, accessPackage.catalogId, sentRole, sentScope);
  const role = roleMeant(context, resource, sentRole);
  const scope = scopeMeant(context, resource, sentScope);
  const publicId = `${role.id}_${scope.id}`;
  const known = some(tx, resourceRoleScopes, 'publicId', publicId, (one) => one.accessPackageId === accessPackage.id);
  if (known) throw duplicateKey();
  const roleScope = tx.insert(resourceRoleScopes, {
    id: context.newId(),
    accessPackageId: accessPackage.id,
    resourceId: resource.id,
    roleId: role.id,
    scopeId: scope.id,
    publicId,
    ...created(context),
  });
  for (const assignment of all(tx, assignments, 'accessPackageId', accessPackage.id)) {
    if (isInForce(assignment)) giveRole(context, assignment, roleScope);
  }
  return roleScope;
}

/** The resource that a role's or scope's own reference names, else the one that its origin id belongs to. */
function resourceMeant({ tx }: Context, catalogId: string, role: Draft, scope: Draft): Resource {
  const described = (role.resource ?? scope.resource) as Sent;
  if (described) return namedResource(tx, catalogId, described);
  if (isId(role.id)) {
    const resource = existing(tx, resources, existing(tx, resourceRoles, role.id).resourceId);
    if (resource.catalogId === catalogId) return resource;
  } else if (typeof scope.originId === 'string') {
    const resource = findResource(tx, catalogId, scope.originId);
    if (resource) return resource;
  } else throw invalidModel("The property 'role/resource' is required.");
  throw resourceNotFound();
}

/** An id that says something: lists of roles print zeros for roles that are not used yet. */
function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id !== UNUSED_ROLE;
}

function roleMeant({ tx }: Context, resource: Resource, sent: Draft): ResourceRole {
  const roles = all(tx, resourceRoles, 'resourceId', resource.id);
  const { id, originId } = sent;
  const found = roles.find((role) => (isId(id) ? role.id === id.toLowerCase() : sameText(role.originId, originId)));
  if (!found) throw roleNotFound();
  return found;
}

function scopeMeant({ tx }: Context, resource: Resource, sent: Draft): ResourceScope {
  const scopes = all(tx, resourceScopes, 'resourceId', resource.id);
  const { id, originId } = sent;
  const found = scopes.find((scope) => (isId(id) ? scope.id === id.toLowerCase() : sameText(scope.originId, originId)));
  if (!found) throw resourceNotFound();
  return found;
}

const sameText = (text: string, other: unknown) =>
  typeof other === 'string' && text.toLowerCase() === other.toLowerCase();

/** Removes a role from what a package grants; who has the package loses it, unless another package grants it too. */
export function removeRoleScope(context: Context, roleScope: ResourceRoleScope): void {
  const { tx } = context;
  tx.remove(resourceRoleScopes, roleScope.id);
  for (const assignment of all(tx, assignments, 'accessPackageId', roleScope.accessPackageId)) {
    takeRole(context, assignment, roleScope);
  }
}

/**
 * Lets the role scopes of a package stand for the same roles in another catalog, and what is held by them too.
 *
 * @throws GraphError 400 when the catalog has not all of the package's resources
 */
export function mapRoleScopes(context: Context, accessPackage: AccessPackage, catalog: Catalog): void {
  const { tx } = context;
  for (const roleScope of all(tx, resourceRoleScopes, 'accessPackageId', accessPackage.id)) {
    const from = existing(tx, resources, roleScope.resourceId);
    const resource = findResource(tx, catalog.id, from.originId, from.originSystem);
    if (!resource) throw own.resourcesNotInCatalog(from.displayName ?? from.originId);
    const role = roleMeant(context, resource, { originId: existing(tx, resourceRoles, roleScope.roleId).originId });
    const scope = scopeMeant(context, resource, { originId: existing(tx, resourceScopes, roleScope.scopeId).originId });
    const moved = { resourceId: resource.id, roleId: role.id, scopeId: scope.id, publicId: `${role.id}_${scope.id}` };
    tx.replace(resourceRoleScopes, { ...roleScope, ...moved, ...modified(context) });
    moveHeld(context, accessPackage, roleScope, { ...roleScope, ...moved });
  }
}

/** What assignees hold by the old role scope they hold by the new one. */
function moveHeld(
  context: Context,
  accessPackage: AccessPackage,
  from: ResourceRoleScope,
  to: ResourceRoleScope,
): void {
  const { tx } = context;
  for (const assignment of all(tx, assignments, 'accessPackageId', accessPackage.id)) {
    const held = tx.find(assignmentResourceRoles, 'grant', `${assignment.targetId} ${from.roleId} ${from.scopeId}`);
    if (!held || !isInForce(assignment)) continue;
    giveRole(context, assignment, to);
    takeRole(context, assignment, from);
  }
}
