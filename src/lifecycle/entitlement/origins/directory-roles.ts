/** Roles of the directory as resources: eligible or active membership. */
import {
  type DirectoryRole,
  directoryObject,
  directoryRoles,
  directoryRoleTemplates,
  members,
} from '../../../../model/directory/tables.js';
import type { Reader } from '../../../../model/reader.js';
import { addRoleMembers, removeRoleMember } from '../../directory/role-management.js';
import { activateRole, activeRole } from '../../directory/role-members.js';
import { accepted, type Origin, type OriginRole } from './origin.js';

const ELIGIBLE: OriginRole = { originId: 'Eligible', displayName: 'Eligible Member', type: 'eligible' };
const ACTIVE: OriginRole = { originId: 'Active', displayName: 'Active Member', type: 'active' };

/** Templates of roles that are given as eligible only. */
const PRIVILEGED: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13', // Privileged Authentication Administrator
]);

function readRole(reader: Reader, templateId: string): DirectoryRole | undefined {
  return reader.find(directoryRoles, 'roleTemplateId', templateId.toLowerCase());
}

export const directoryRoleOrigin: Origin = {
  find: (reader, originId) => {
    const role = reader.get(directoryRoleTemplates, originId) ?? readRole(reader, originId);
    if (!role) return undefined;
    return {
      displayName: role.displayName ?? null,
      description: role.description ?? null,
      resourceType: 'Directory Role',
      url: null,
      roles: PRIVILEGED.has(originId) ? [ELIGIBLE] : [ELIGIBLE, ACTIVE],
    };
  },
  // Nothing that is served tells who is eligible: the role that is held says it all.
  grant: (context, { originId, roleOriginId, principalId }) => {
    const { tx } = context;
    if (!directoryObject(tx, principalId) || !tx.get(directoryRoleTemplates, originId)) return false;
    if (roleOriginId !== ACTIVE.originId) return true;
    const role = activeRole(tx, originId) ?? activateRole(tx, originId, context.newId());
    return tx.linked(members, role.id, principalId) || accepted(() => addRoleMembers(context, role, [principalId]));
  },
  revoke: (context, { originId, roleOriginId, principalId }) => {
    const role = activeRole(context.tx, originId);
    if (role && roleOriginId === ACTIVE.originId) accepted(() => removeRoleMember(context, role, principalId));
  },
};
