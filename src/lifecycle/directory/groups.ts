/** Commands on groups. */

import { type Group, groups, servicePrincipals, users } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { requestRefused } from '../../errors/index.js';
import type { Context } from '../context.js';
import { isAdministrator } from './administrators.js';
import { isMailboxChange, isUnified, refuseInvalidGroup, refuseMailboxProperties } from './group-rules.js';
import { addMembers, addOwners } from './members.js';
import { refuseTakenAddresses, withUniqueKeys } from './unique.js';
import { defaultDomain, securityIdentifier, stamp } from './values.js';

/** Objects that a group is to have, by id. */
export interface GroupReferences {
  readonly members?: readonly string[];
  readonly owners?: readonly string[];
}

/** Relationships in one request. */
const MOST_REFERENCES = 20;

/** Graph Explorer: the client of callers who do not say which they use. */
export const UNNAMED_CLIENT = 'de8bc8b5-d9f9-48b1-a8ad-b748da725064';

/**
 * Creates a group with its first owners and members: the "Create group" page.
 *
 * @throws GraphError 400 for a value or combination that the service refuses, 404 for an owner or member that is not
 */
export function createGroup(context: Context, fields: Draft, references: GroupReferences = {}): Group {
  refuseMailboxProperties(fields);
  const owners = ownersOf(context, references.owners ?? []);
  const { members = [] } = references;
  refuseTooMany(owners.length + members.length);
  const id = context.newId();
  const created = stamp(context);
  const draft = { groupTypes: [], ...fields, id, kind: 'group' } as unknown as Group;
  refuseInvalidGroup(draft);
  const record: Group = {
    ...draft,
    ...addressesOf(context, draft),
    createdDateTime: created,
    renewedDateTime: created,
    createdByAppId: clientOf(context),
    ...(context.caller.kind === 'user' && { createdOnBehalfOfId: context.caller.id }),
    securityIdentifier: securityIdentifier(id),
    visibility: draft.visibility || defaultVisibility(draft),
    preferredDataLocation: draft['preferredDataLocation'] ?? locationOf(context, draft),
  };
  const group = withUniqueKeys(() => context.tx.insert(groups, record));
  addOwners(context, group, owners);
  addMembers(context, group, members);
  return group;
}

/**
 * Who owns a new group: those who are named, else the user who makes it. A user without an administrator's role is an
 * owner in any case and must not be named again ("group resource type" page, `owners`).
 */
function ownersOf({ tx, caller }: Context, named: readonly string[]): readonly string[] {
  if (new Set(named).size < named.length) throw duplicateValues();
  if (caller.kind !== 'user') return named;
  if (named.length === 0) return [caller.id];
  if (isAdministrator(tx, caller.id)) return named;
  if (named.includes(caller.id)) throw duplicateValues();
  return [caller.id, ...named];
}

const duplicateValues = () => requestRefused('Request contains a property with duplicate values.');

function refuseTooMany(count: number): void {
  if (count <= MOST_REFERENCES) return;
  throw requestRefused(`A request can have ${MOST_REFERENCES} object references at most; this one has ${count}.`);
}

interface Addresses {
  readonly mail?: string;
  readonly proxyAddresses?: readonly string[];
}

/** A group of Microsoft 365 has an address, made of its nickname. */
function addressesOf(context: Context, group: Group): Addresses {
  if (!isUnified(group)) return {};
  const mail = `${group.mailNickname}@${defaultDomain(context.tx)}`;
  const proxyAddresses = [`SMTP:${mail}`];
  refuseTakenAddresses(context.tx, proxyAddresses, group.id);
  return { mail, proxyAddresses };
}

function defaultVisibility(group: Group): string | null {
  if (group.isAssignableToRole) return 'Private';
  return isUnified(group) ? 'Public' : null;
}

/** Where a group of Microsoft 365 keeps its data: where its creator does ("group resource type" page). */
function locationOf({ tx, caller }: Context, group: Group): unknown {
  return isUnified(group) ? (tx.get(users, caller.id)?.['preferredDataLocation'] ?? null) : null;
}

function clientOf({ tx, caller }: Context): string {
  const application = caller.kind === 'application' ? tx.get(servicePrincipals, caller.id) : undefined;
  return application?.appId ?? UNNAMED_CLIENT;
}

/**
 * Changes a group and adds owners and members to it, all or nothing: the "Update group" and "Add members" pages.
 *
 * @returns whether the change was one of the group's mailbox, which the service answers differently
 * @throws GraphError 400 for a value or combination that the service refuses, 404 for an owner or member that is not
 */
export function updateGroup(context: Context, group: Group, fields: Draft, references: GroupReferences = {}): boolean {
  const ofMailbox = isMailboxChange(fields);
  const { members = [], owners = [] } = references;
  refuseTooMany(members.length + owners.length);
  const draft = { ...group, ...fields, ...(fields['visibility'] === '' && { visibility: 'Public' }) } as Group;
  refuseInvalidGroup(draft, group);
  const changed = draft.mailNickname === group.mailNickname ? draft : withNickname(context, draft);
  if (Object.keys(fields).length > 0) withUniqueKeys(() => context.tx.replace(groups, changed));
  addOwners(context, changed, owners);
  addMembers(context, changed, members);
  return ofMailbox;
}

/** A changed nickname gives a group of Microsoft 365 another address beside its own. */
function withNickname(context: Context, group: Group): Group {
  const { proxyAddresses: [address = ''] = [] } = addressesOf(context, group);
  if (address === '') return group;
  const kept = (group.proxyAddresses ?? []).filter((one) => one.toLowerCase() !== address.toLowerCase());
  return { ...group, proxyAddresses: [...kept, address.replace('SMTP:', 'smtp:')] };
}

/** Puts off the end of a group that has one: the "group: renew" page. */
export function renewGroup(context: Context, group: Group): void {
  context.tx.replace(groups, { ...group, renewedDateTime: stamp(context) });
}
