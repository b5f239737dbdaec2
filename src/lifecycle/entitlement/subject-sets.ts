/** Subject sets: who is meant by a user, a group's members, a manager, sponsors. */
import { directoryObject, members, owners, sponsors, users } from '../../../model/directory/tables.js';
import {
  externalSponsors,
  internalSponsors,
  type Subject,
  type SubjectSet,
} from '../../../model/entitlement/tables.js';
import type { Link, Reader } from '../../../model/reader.js';
import { ruleOf } from '../directory/membership-rule/rule-of.js';
import { asUser, organizationOf } from './subjects.js';

/** Whom a set may refer to without naming them: the person who asks, and the one it is for. Object ids. */
export interface Parties {
  readonly requestorId?: string | null;
  readonly target?: Pick<Subject, 'objectId' | 'email' | 'connectedOrganizationId'>;
}

type Person = string;
type Test = (reader: Reader, set: SubjectSet, person: Person, parties: Parties) => boolean;

/** By `kind`. */
const TESTS: Readonly<Record<string, Test>> = {
  singleUser: (_, { userId }, person) => userId?.toLowerCase() === person,
  singleServicePrincipal: (_, { servicePrincipalId }, person) => servicePrincipalId?.toLowerCase() === person,
  attributeRuleMembers: (reader, set, person) => {
    const user = reader.get(users, person);
    return user !== undefined && ruleOf(set)(user);
  },
  groupMembers: (reader, { groupId }, person) => isWithin(reader, groupId?.toLowerCase(), person),
  connectedOrganizationMembers: (reader, { connectedOrganizationId }, person) =>
    connectedOrganizationId !== undefined && organizationIdOf(reader, person) === connectedOrganizationId,
  requestorManager: (reader, { managerLevel }, person, { requestorId }) =>
    managerOf(reader, requestorId, managerLevel) === person,
  targetManager: (reader, { managerLevel }, person, { target }) =>
    managerOf(reader, target?.objectId, managerLevel) === person,
  targetUserSponsors: (reader, _, person, { target }) => isLinked(reader, sponsors, target?.objectId, person),
  targetApplicationOwners: (reader, _, person, { target }) => isLinked(reader, owners, target?.objectId, person),
  targetAgentIdentitySponsorsOrOwners: (reader, _, person, { target }) =>
    isLinked(reader, sponsors, target?.objectId, person) || isLinked(reader, owners, target?.objectId, person),
  internalSponsors: (reader, _, person, { target }) =>
    isLinked(reader, internalSponsors, target?.connectedOrganizationId, person),
  externalSponsors: (reader, _, person, { target }) =>
    isLinked(reader, externalSponsors, target?.connectedOrganizationId, person),
};

/** Whether a set means the person with this object id. */
export function isIn(reader: Reader, set: SubjectSet, person: Person, parties: Parties = {}): boolean {
  return TESTS[set.kind]?.(reader, set, person, parties) ?? false;
}

/** Whether an object is a member of a group, directly or through groups in it. */
export function isWithin(reader: Reader, groupId: string | undefined, objectId: string): boolean {
  const seen = new Set([objectId]);
  // The set grows while it is walked.
  for (const at of seen) {
    reader.lefts(members, at, (container) => {
      seen.add(container);
    });
    if (groupId !== undefined && at !== groupId && seen.has(groupId)) return true;
  }
  return false;
}

/** The manager so many levels above a person; the direct one by default. */
export function managerOf(reader: Reader, objectId: string | null | undefined, level = 1): string | undefined {
  let at = objectId ?? undefined;
  for (let step = 0; step < level && at !== undefined; step++) at = reader.get(users, at)?.managerId ?? undefined;
  return at === objectId ? undefined : at;
}

/** The sponsors of an organization may be groups: their members count. */
function isLinked(reader: Reader, link: Link, left: string | null | undefined, person: Person): boolean {
  if (!left) return false;
  if (reader.linked(link, left, person)) return true;
  let found = false;
  reader.rights(link, left, (right) => {
    found = isWithin(reader, right, person);
    return !found;
  });
  return found;
}

function organizationIdOf(reader: Reader, person: Person): string | undefined {
  const user = asUser(directoryObject(reader, person));
  return organizationOf(reader, user?.mail ?? user?.userPrincipalName)?.id;
}
