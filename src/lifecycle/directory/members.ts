/** Who is in a group, and who owns what. */
import {
  type Application,
  type DirectoryKind,
  type DirectoryObject,
  directoryObject,
  type Group,
  groups,
  members,
  owners,
  type ServicePrincipal,
} from '../../../model/directory/tables.js';
import type { Link } from '../../../model/reader.js';
import { objectNotFound, referencesExist, requestDenied, requestRefused } from '../../errors/index.js';
import type { Context } from '../context.js';
import { isDynamic, isUnified } from './group-rules.js';

export type Owned = Group | Application | ServicePrincipal;

const MEMBERS_OF_SECURITY_GROUPS: readonly DirectoryKind[] = [
  'user',
  'group',
  'device',
  'servicePrincipal',
  'orgContact',
];
const MEMBERS_OF_UNIFIED_GROUPS: readonly DirectoryKind[] = ['user'];
const OWNERS: readonly DirectoryKind[] = ['user', 'servicePrincipal'];

const unfit = (property: string) =>
  requestRefused(`An invalid operation was included in the following modified references: '${property}'.`);

const reference = ({ kind, id }: DirectoryObject) =>
  `[ResourceType=${kind.charAt(0).toUpperCase()}${kind.slice(1)},Id=${id}]`;

const namedTwice = (from: DirectoryObject, object: DirectoryObject) =>
  requestRefused(
    `Object '${reference(object)}' referenced from '${reference(from)}' can only be present once as an add/remove change.`,
  );

/**
 * Adds members to a group, all or none: the "Add members" page.
 *
 * @throws GraphError 400 for a kind of object that the group cannot have, or one that is in it; 403 when a rule says
 * who is in the group; 404 for an object that does not exist
 */
export function addMembers(context: Context, group: Group, ids: readonly string[]): void {
  if (ids.length === 0) return;
  if (isDynamic(group)) throw requestDenied();
  addAll(context, members, 'members', group, ids, (object) => canBeMember(context, group, object));
}

function canBeMember({ tx }: Context, group: Group, object: DirectoryObject): boolean {
  if (isUnified(group)) return MEMBERS_OF_UNIFIED_GROUPS.includes(object.kind);
  if (!MEMBERS_OF_SECURITY_GROUPS.includes(object.kind)) return false;
  const nested = object.kind === 'group' ? tx.get(groups, object.id) : undefined;
  return !nested || (nested.id !== group.id && !isUnified(nested) && !group.isAssignableToRole);
}

/**
 * Adds owners to a group, application or service principal, all or none: the "Add owners" page.
 *
 * @throws GraphError 400 for a kind of object that owns nothing, or one that is an owner; 404 for one that does not exist
 */
export function addOwners(context: Context, owned: Owned, ids: readonly string[]): void {
  addAll(context, owners, 'owners', owned, ids, (object) => OWNERS.includes(object.kind));
}

function addAll(
  { tx }: Context,
  link: Link,
  property: string,
  to: DirectoryObject,
  ids: readonly string[],
  fits: (object: DirectoryObject) => boolean,
): void {
  for (const [at, id] of ids.entries()) {
    const object = directoryObject(tx, id);
    if (!object) throw objectNotFound(id);
    if (ids.indexOf(id) < at) throw namedTwice(to, object);
    if (!fits(object)) throw unfit(property);
    if (!tx.link(link, to.id, id)) throw referencesExist(property);
  }
}

/**
 * Takes a member out of a group: the "Remove member" page.
 *
 * @throws GraphError 404 naming the group when the object is not in it; 403 when a rule says who is
 */
export function removeMember({ tx }: Context, group: Group, id: string): void {
  if (isDynamic(group)) throw requestDenied();
  if (!tx.unlink(members, group.id, id)) throw objectNotFound(group.id);
}

/**
 * Takes an owner away: the "Remove group owner" page.
 *
 * @throws GraphError 404 naming what is owned when the object is no owner; 400 for the last user who owns a group
 */
export function removeOwner(context: Context, owned: Owned, id: string): void {
  const { tx } = context;
  if (owned.kind === 'group' && isLastUser(context, owned, id)) {
    throw requestRefused('The group must have at least one owner, hence this owner cannot be removed.');
  }
  if (!tx.unlink(owners, owned.id, id)) throw objectNotFound(owned.id);
}

function isLastUser({ tx }: Context, group: Group, id: string): boolean {
  const users: string[] = [];
  tx.rights(owners, group.id, (owner) => {
    if (directoryObject(tx, owner)?.kind === 'user') users.push(owner);
  });
  return users.length === 1 && users[0] === id;
}
