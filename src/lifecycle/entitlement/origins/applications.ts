/** Applications as resources: the app roles of their service principals. */
import {
  type AppRoleAssignment,
  appRoleAssignments,
  domains,
  type ServicePrincipal,
  servicePrincipals,
} from '../../../../model/directory/tables.js';
import type { Reader } from '../../../../model/reader.js';
import type { Transaction } from '../../../store/index.js';
import { assignAppRole, removeAppRole } from '../../directory/app-roles.js';
import { all } from '../records.js';
import { accepted, type Hold, type Origin, type OriginRole } from './origin.js';

/** The app role of an application that declares none. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

function rolesOf(principal: ServicePrincipal): OriginRole[] {
  const given = (principal.appRoles ?? []).filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled !== false && (allowedMemberTypes ?? ['User']).includes('User'),
  );
  if (given.length === 0) return [{ originId: DEFAULT_ACCESS, displayName: 'Default Access' }];
  return given.map(({ id, displayName, description }) => ({
    originId: id,
    displayName: displayName ?? id,
    description: description ?? null,
  }));
}

function signInUrl(reader: Reader, { appId, displayName }: ServicePrincipal): string {
  let domain = '';
  reader.scan(domains, (one) => {
    domain = one.id;
    return !one.isDefault;
  });
  return `https://myapps.microsoft.com/${domain}/signin/${encodeURIComponent(displayName ?? '')}/${appId}/`;
}

/** The assignments that give this role to this principal. */
function held(tx: Transaction, { originId, roleOriginId, principalId }: Hold): AppRoleAssignment[] {
  return all(tx, appRoleAssignments, 'principalId', principalId).filter(
    ({ resourceId, appRoleId }) => resourceId === originId && appRoleId === roleOriginId,
  );
}

export const applicationOrigin: Origin = {
  find: (reader, originId) => {
    const principal = reader.get(servicePrincipals, originId);
    if (!principal) return undefined;
    const description = principal['description'];
    return {
      displayName: principal.displayName ?? null,
      description: typeof description === 'string' ? description : null,
      resourceType: 'Application',
      url: signInUrl(reader, principal),
      roles: rolesOf(principal),
    };
  },
  grant: (context, hold) => {
    if (held(context.tx, hold).length > 0) return true;
    const { principalId, originId: resourceId, roleOriginId: appRoleId } = hold;
    return accepted(() => assignAppRole(context, { principalId, resourceId, appRoleId }, 'principalId', principalId));
  },
  revoke: (context, hold) => {
    for (const assignment of held(context.tx, hold)) removeAppRole(context, assignment);
  },
};
