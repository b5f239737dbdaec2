/** Access packages: what may be asked for as one. */
import { groups } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import {
  type AccessPackage,
  type Assignment,
  accessPackages,
  assignments,
  catalogs,
  incompatibleGroups,
  incompatiblePackages,
  policies,
  requests,
  resourceRoleScopes,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Link } from '../../../model/reader.js';
import { invalidModel, own, resourceNotFound } from '../../errors/index.js';
import type { Transaction } from '../../store/index.js';
import type { Context } from '../context.js';
import { isOpen, step } from './machine.js';
import { all, changes, created, existing, insert, modified, named, replace, some } from './records.js';
import { mapRoleScopes } from './role-scopes.js';
import { isKept } from './subjects.js';

/** @throws GraphError 404 for an unknown catalog, 409 when the catalog has a package of this name */
export function createPackage(context: Context, fields: Draft): AccessPackage {
  const { tx } = context;
  const sent = fields as Partial<AccessPackage>;
  const catalog = named(tx, catalogs, sent.catalogId, 'catalog');
  const displayName = sent.displayName ?? '';
  refuseDuplicate(tx, catalog.id, displayName);
  return insert(tx, accessPackages, {
    id: context.newId(),
    catalogId: catalog.id,
    displayName,
    description: sent.description ?? null,
    isHidden: sent.isHidden ?? false,
    isRoleScopesVisible: sent.isRoleScopesVisible ?? false,
    uniqueName: sent.uniqueName ?? null,
    ...created(context),
  });
}

function refuseDuplicate(tx: Transaction, catalogId: string, displayName: string, except?: string): void {
  const taken = some(
    tx,
    accessPackages,
    'displayName',
    displayName.toLowerCase(),
    (one) => one.catalogId === catalogId && one.id !== except,
  );
  if (taken) throw own.duplicateAccessPackage(displayName);
}

const CHANGEABLE = ['displayName', 'description', 'isHidden', 'isRoleScopesVisible', 'uniqueName'] as const;

/** Changes what was sent. @throws GraphError 409 when the catalog has a package of the new name */
export function updatePackage(context: Context, accessPackage: AccessPackage, fields: Draft): AccessPackage {
  const { tx } = context;
  if (fields.catalogId !== undefined && fields.catalogId !== accessPackage.catalogId) {
    throw invalidModel('The catalog of an access package is changed by its moveToCatalog action.');
  }
  const sent = changes<AccessPackage>(fields, CHANGEABLE, ['description', 'uniqueName']);
  if (sent.displayName !== undefined) refuseDuplicate(tx, accessPackage.catalogId, sent.displayName, accessPackage.id);
  return replace(tx, accessPackages, { ...accessPackage, ...sent, ...modified(context) });
}

/** Whether an assignment still counts: it is not over, and its person can still come back. */
export function isActive(tx: Transaction, { state, targetId }: Assignment): boolean {
  if (state === 'expired') return false;
  const subject = tx.get(subjects, targetId);
  return subject === undefined || isKept(tx, subject);
}

/**
 * Deletes a package with its policies and role scopes; requests for it that wait are canceled.
 *
 * @throws GraphError 400 while there are assignments
 */
export function deletePackage(context: Context, accessPackage: AccessPackage): void {
  const { tx } = context;
  const { id } = accessPackage;
  if (some(tx, assignments, 'accessPackageId', id, (one) => isActive(tx, one))) throw own.packageHasAssignments();
  cancelWaiting(context, (request) => request.accessPackageId === id, id);
  for (const roleScope of all(tx, resourceRoleScopes, 'accessPackageId', id))
    tx.remove(resourceRoleScopes, roleScope.id);
  for (const policy of all(tx, policies, 'accessPackageId', id)) tx.remove(policies, policy.id);
  unlinkAll(tx, incompatiblePackages, id);
  unlinkAll(tx, incompatibleGroups, id);
  tx.remove(accessPackages, id);
}

/** Cancels the requests for a package that wait for something, of those that `chosen` is true of. */
export function cancelWaiting(
  context: Context,
  chosen: (request: { accessPackageId: string; assignmentPolicyId?: string | null }) => boolean,
  packageId: string,
): void {
  for (const request of all(context.tx, requests, 'accessPackageId', packageId)) {
    if (isOpen(request) && chosen(request)) step(context, request.id, 'cancel');
  }
}

function unlinkAll(tx: Transaction, link: Link, id: string): void {
  const pairs: [string, string][] = [];
  tx.rights(link, id, (right) => {
    pairs.push([id, right]);
  });
  tx.lefts(link, id, (left) => {
    pairs.push([left, id]);
  });
  for (const [left, right] of pairs) tx.unlink(link, left, right);
}

/**
 * Moves a package into another catalog, which must have all its resources already.
 *
 * @throws GraphError 400 when it has not, 404 for an unknown catalog, 409 when it has a package of this name
 * @see https://learn.microsoft.com/graph/api/accesspackage-movetocatalog
 */
export function movePackage(context: Context, accessPackage: AccessPackage, catalogId: unknown): void {
  const { tx } = context;
  const catalog = named(tx, catalogs, catalogId, 'catalogId');
  if (catalog.id === accessPackage.catalogId) return;
  refuseDuplicate(tx, catalog.id, accessPackage.displayName);
  mapRoleScopes(context, accessPackage, catalog);
  for (const assignment of all(tx, assignments, 'accessPackageId', accessPackage.id)) {
    tx.replace(assignments, { ...assignment, catalogId: catalog.id });
  }
  tx.replace(accessPackages, { ...accessPackage, catalogId: catalog.id, ...modified(context) });
}

/** Whoever holds `otherId` may not get the package. @throws GraphError 400 for itself, 404 for what is no package */
export function addIncompatiblePackage({ tx }: Context, accessPackage: AccessPackage, otherId: string): void {
  const other = existing(tx, accessPackages, otherId);
  if (other.id === accessPackage.id) throw invalidModel('An access package can not be incompatible with itself.');
  tx.link(incompatiblePackages, accessPackage.id, other.id);
}

/** Whoever is in the group may not get the package. @throws GraphError 404 for what is no group */
export function addIncompatibleGroup({ tx }: Context, accessPackage: AccessPackage, groupId: string): void {
  tx.link(incompatibleGroups, accessPackage.id, existing(tx, groups, groupId).id);
}

/** @throws GraphError 404 when it was not marked as incompatible */
export function removeIncompatible(
  { tx }: Context,
  link: typeof incompatiblePackages,
  accessPackage: AccessPackage,
  otherId: string,
): void {
  if (!tx.unlink(link, accessPackage.id, otherId)) throw resourceNotFound();
}
