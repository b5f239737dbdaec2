/** Who decides about a request in a stage of its policy's approval. */
import { directoryObject, members, sponsors, users } from '../../../model/directory/tables.js';
import {
  type ApprovalStage,
  externalSponsors,
  internalSponsors,
  type Request,
  type SubjectSet,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Link, Reader } from '../../../model/reader.js';
import { managerOf, type Parties } from './subject-sets.js';

/** The people whom the sets of an approval can mean, by kind; sets of other kinds approve nothing. */
const PEOPLE: Readonly<Record<string, (reader: Reader, set: SubjectSet, parties: Parties) => readonly string[]>> = {
  singleUser: (_, { userId }) => (userId ? [userId.toLowerCase()] : []),
  groupMembers: (reader, { groupId }) => (groupId ? usersWithin(reader, groupId.toLowerCase()) : []),
  requestorManager: (reader, { managerLevel }, { requestorId }) =>
    [managerOf(reader, requestorId, managerLevel)].filter((id) => id !== undefined),
  targetManager: (reader, { managerLevel }, { target }) =>
    [managerOf(reader, target?.objectId, managerLevel)].filter((id) => id !== undefined),
  targetUserSponsors: (reader, _, { target }) => linkedUsers(reader, sponsors, target?.objectId),
  internalSponsors: (reader, _, { target }) => linkedUsers(reader, internalSponsors, target?.connectedOrganizationId),
  externalSponsors: (reader, _, { target }) => linkedUsers(reader, externalSponsors, target?.connectedOrganizationId),
};

/** The users in a group, directly or through groups in it; the object itself, if it is a user. */
function usersWithin(reader: Reader, objectId: string): string[] {
  const seen = new Set([objectId]);
  // The set grows while it is walked.
  for (const at of seen) {
    reader.rights(members, at, (member) => {
      seen.add(member);
    });
  }
  return [...seen].filter((id) => directoryObject(reader, id)?.kind === 'user');
}

function linkedUsers(reader: Reader, link: Link, left: string | null | undefined): string[] {
  const found: string[] = [];
  if (left) {
    reader.rights(link, left, (right) => {
      found.push(...usersWithin(reader, right));
    });
  }
  return found;
}

/** Those of a list who may decide: the backups only where nobody else is found. Nobody decides about their own request. */
function chosen(reader: Reader, sets: readonly SubjectSet[], parties: Parties): string[] {
  const people = (backup: boolean) =>
    sets
      .filter(({ isBackup = false }) => isBackup === backup)
      .flatMap((set) => PEOPLE[set.kind]?.(reader, set, parties) ?? [])
      .filter((id) => id !== parties.requestorId && reader.get(users, id) !== undefined);
  const first = people(false);
  return [...new Set(first.length > 0 ? first : people(true))];
}

/** Object ids of those who decide about a request in a stage, or are asked too when nobody did. */
export function approversOf(
  reader: Reader,
  request: Request,
  stage: ApprovalStage,
  list: 'primaryApprovers' | 'escalationApprovers',
): string[] {
  const subject = (id: string | null | undefined) => (id ? reader.get(subjects, id) : undefined);
  const target = subject(request.targetId);
  const requestorId = subject(request.requestorId)?.objectId ?? null;
  return chosen(reader, stage[list] ?? [], { requestorId, ...(target && { target }) });
}
