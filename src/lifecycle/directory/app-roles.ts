/** Roles of applications, given to users, groups and service principals: the "Grant an appRoleAssignment" pages. */

import {
  type AppRoleAssignment,
  appRoleAssignments,
  directoryObject,
  servicePrincipals,
} from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { invalidValue, objectNotFound, requestRefused } from '../../errors/index.js';
import { toInstant } from '../clock.js';
import type { Context } from '../context.js';

/** The role of an application that has none: access and no more. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';
const RESOURCE = 'AppRoleAssignment';
const MEMBER_TYPES: Readonly<Record<string, string>> = { user: 'User', group: 'User', servicePrincipal: 'Application' };

/** Fixed by the path: the principal under `appRoleAssignments`, the resource under `appRoleAssignedTo`. */
export type Side = 'principalId' | 'resourceId';

/**
 * Gives a role. `at` is the object in the path, which the body names too.
 *
 * @throws GraphError 400 for a role that the resource does not have, or not for this kind of principal, and for one that
 * the principal has; 404 for a principal or resource that does not exist
 */
export function assignAppRole(context: Context, fields: Draft, side: Side, at: string): AppRoleAssignment {
  const { tx } = context;
  const [principalId, resourceId, appRoleId] = ['principalId', 'resourceId', 'appRoleId'].map((name) =>
    String(fields[name]).toLowerCase(),
  ) as [string, string, string];
  if ({ principalId, resourceId }[side] !== at) throw invalidValue(side, RESOURCE);
  refuseUnfitRole(context, principalId, resourceId, appRoleId);
  tx.equal(appRoleAssignments, 'principalId', principalId, (other) => {
    if (other.resourceId === resourceId && other.appRoleId === appRoleId) {
      throw requestRefused('Permission being assigned already exists on the object');
    }
  });
  return tx.insert(appRoleAssignments, {
    id: assignmentId(context, principalId),
    appRoleId,
    principalId,
    resourceId,
    createdDateTime: toInstant(context.time),
  });
}

function refuseUnfitRole({ tx }: Context, principalId: string, resourceId: string, appRoleId: string): void {
  const principal = directoryObject(tx, principalId);
  if (!principal) throw objectNotFound(principalId);
  const resource = tx.get(servicePrincipals, resourceId);
  if (!resource) throw objectNotFound(resourceId);
  const memberType = MEMBER_TYPES[principal.kind];
  if (!memberType) throw invalidValue('principalId', RESOURCE);
  const roles = (resource.appRoles ?? []).filter(({ isEnabled }) => isEnabled !== false);
  const role = roles.find(({ id }) => id.toLowerCase() === appRoleId);
  const forUsers = roles.some(({ allowedMemberTypes = [] }) => allowedMemberTypes.includes('User'));
  if (appRoleId === DEFAULT_ACCESS && !(memberType === 'User' && forUsers)) return;
  if (!role?.allowedMemberTypes?.includes(memberType)) {
    throw requestRefused('Permission being assigned was not found on application');
  }
}

/** The service joins the bytes of two GUIDs: 43 characters that can stand in a URL. */
function assignmentId({ newId }: Context, principalId: string): string {
  return Buffer.from(`${principalId}${newId()}`.replaceAll('-', ''), 'hex').toString('base64url');
}

/** Takes a role away: the "Delete appRoleAssignment" pages. */
export function removeAppRole({ tx }: Context, assignment: AppRoleAssignment): void {
  tx.remove(appRoleAssignments, assignment.id);
}
