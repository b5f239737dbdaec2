/** Navigations that no single index answers. */
import type { Reader, Row, Table } from '../reader.js';
import * as tables from './tables.js';

function partsOf<R extends Row>(table: Table<R>, catalog: Row, reader: Reader): readonly R[] {
  const parts: R[] = [];
  reader.equal(tables.resources, 'catalogId', catalog.id, (resource) => {
    reader.equal(table, 'resourceId', resource.id, (part) => {
      parts.push(part);
    });
  });
  return parts;
}

/** The roles of all resources of a catalog. */
export function catalogRoles(catalog: tables.Catalog, reader: Reader): readonly tables.ResourceRole[] {
  return partsOf(tables.resourceRoles, catalog, reader);
}

export function catalogScopes(catalog: tables.Catalog, reader: Reader): readonly tables.ResourceScope[] {
  return partsOf(tables.resourceScopes, catalog, reader);
}

export function catalogOfPolicy(policy: tables.Policy, reader: Reader): tables.Catalog | undefined {
  const accessPackage = reader.get(tables.accessPackages, policy.accessPackageId);
  return accessPackage && reader.get(tables.catalogs, accessPackage.catalogId);
}

/** What a person may ask for: visible packages of published catalogs with a policy that takes requests of users. */
export function availablePackages(_: Row, reader: Reader): readonly tables.AccessPackage[] {
  const available: tables.AccessPackage[] = [];
  reader.scan(tables.accessPackages, (accessPackage) => {
    if (accessPackage.isHidden || reader.get(tables.catalogs, accessPackage.catalogId)?.state !== 'published') return;
    let open = false;
    reader.equal(tables.policies, 'accessPackageId', accessPackage.id, (policy) => {
      const { requestorSettings, allowedTargetScope } = policy;
      open = allowedTargetScope !== 'notSpecified' && Boolean(requestorSettings?.enableTargetsToSelfAddAccess);
      return !open;
    });
    if (open) available.push(accessPackage);
  });
  return available;
}

const DEFAULT_SETTINGS: tables.Settings = {
  id: 'singleton',
  externalUserLifecycleAction: 'blockSignInAndDelete',
  durationUntilExternalUserDeletedAfterBlocked: 'P30D',
};

export function settingsOf(_: Row, reader: Reader): tables.Settings {
  return reader.get(tables.settings, DEFAULT_SETTINGS.id) ?? DEFAULT_SETTINGS;
}

/** A role that no package grants yet shows the zero id in beta. */
export function roleIdInBeta(role: tables.ResourceRole, reader: Reader): string {
  return reader.countEqual(tables.resourceRoleScopes, 'roleId', role.id) > 0 ? role.id : UNUSED_ROLE;
}

export const UNUSED_ROLE = '00000000-0000-0000-0000-000000000000';

/** beta names the person itself where the record names the subject made for it. */
export function objectIdOfTarget(held: { readonly targetId?: string | null }, reader: Reader): string | null {
  const subject = held.targetId ? reader.get(tables.subjects, held.targetId) : undefined;
  return subject?.objectId ?? subject?.id ?? null;
}

export function isAssignedTo(decision: tables.ApprovalDecision, _: Reader, caller?: string): boolean {
  return caller !== undefined && decision.status === 'InProgress' && decision.approverIds.includes(caller);
}
