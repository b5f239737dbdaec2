/** Groups as resources: membership and ownership. */
import { type Group, groups, members, organizations, owners } from '../../../../model/directory/tables.js';
import type { Link, Reader } from '../../../../model/reader.js';
import { own } from '../../../errors/index.js';
import type { Context } from '../../context.js';
import { addMembers, addOwners, removeMember, removeOwner } from '../../directory/members.js';
import { accepted, type Hold, type Origin } from './origin.js';

interface GroupRole {
  readonly link: Link;
  readonly add: (context: Context, group: Group, ids: readonly string[]) => void;
  readonly remove: (context: Context, group: Group, id: string) => void;
}

/** By the word before the `_` of a role's origin id: `Member_{id of the group}`. */
const ROLES: Readonly<Record<string, GroupRole>> = {
  Member: { link: members, add: addMembers, remove: removeMember },
  Owner: { link: owners, add: addOwners, remove: removeOwner },
};

const roleOf = ({ roleOriginId }: Hold): GroupRole | undefined => ROLES[roleOriginId.split('_')[0] ?? ''];

/** Why a group's membership can not be given by anyone but its own system. */
function refusalOf(group: Group): string | undefined {
  if (group['onPremisesSyncEnabled']) return 'it is synchronized from on-premises';
  if (group.groupTypes.includes('DynamicMembership')) return 'its membership follows a rule';
  if (group.mailEnabled && !group.groupTypes.includes('Unified')) return 'it is managed in Exchange';
  return undefined;
}

/** The id of the tenant, as links into its portal have it. */
function tenantIdOf(reader: Reader): string {
  let id = '';
  reader.scan(organizations, (organization) => {
    id = organization.id;
    return false;
  });
  return id;
}

export const groupOrigin: Origin = {
  find: (reader, originId) => {
    const group = reader.get(groups, originId);
    if (!group) return undefined;
    const refusal = refusalOf(group);
    if (refusal) throw own.unsupportedResource(group.displayName ?? group.id, refusal);
    const description = group['description'];
    return {
      displayName: group.displayName ?? null,
      description: typeof description === 'string' ? description : null,
      resourceType: group.groupTypes.includes('Unified') ? 'O365 Group' : 'Security Group',
      url: `https://account.activedirectory.windowsazure.com/r?tenantId=${tenantIdOf(reader)}#/manageMembership?objectType=Group&objectId=${group.id}`,
      roles: Object.keys(ROLES).map((name) => ({ originId: `${name}_${group.id}`, displayName: name })),
    };
  },
  grant: (context, hold) => {
    const role = roleOf(hold);
    const group = context.tx.get(groups, hold.originId);
    if (!role || !group) return false;
    const has = context.tx.linked(role.link, group.id, hold.principalId);
    return has || accepted(() => role.add(context, group, [hold.principalId]));
  },
  // The directory keeps the last owner of a group.
  revoke: (context, hold) => {
    const role = roleOf(hold);
    const group = context.tx.get(groups, hold.originId);
    if (role && group) accepted(() => role.remove(context, group, hold.principalId));
  },
};
