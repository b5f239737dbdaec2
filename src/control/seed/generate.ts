/** Makes up large tenants: for tests of paging, of searches, and of patience. */
import { type Group, groups, members, type User, users } from '../../../model/directory/tables.js';
import { defaultDomain } from '../../lifecycle/directory/values.js';
import type { Transaction } from '../../store/index.js';
import { groupDefaults, userDefaults } from './directory-defaults.js';
import { SeedError } from './errors.js';
import { derivedId } from './names.js';

/** How many are made up. */
export interface SeedSize {
  readonly users?: number;
  readonly groups?: number;
  /** Members in all groups together. */
  readonly memberships?: number;
}

const FIRST = [
  'Adele',
  'Alex',
  'Allan',
  'Ben',
  'Christie',
  'Debra',
  'Diego',
  'Emily',
  'Grady',
  'Henrietta',
  'Irvin',
  'Isaiah',
  'Joni',
  'Lee',
  'Lidia',
  'Lynne',
  'Megan',
  'Miriam',
  'Nestor',
  'Patti',
  'Pradeep',
];
const LAST = [
  'Vance',
  'Wilber',
  'Deyoung',
  'Walters',
  'Cline',
  'Berger',
  'Siciliani',
  'Braun',
  'Archie',
  'Mueller',
  'Sasso',
  'Langer',
  'Sherman',
  'Gu',
  'Holloway',
  'Robbins',
  'Bowen',
  'Graham',
  'Fernandez',
  'Gupta',
];
const DEPARTMENTS = [
  'Finance',
  'Engineering',
  'Sales',
  'Marketing',
  'Legal',
  'Operations',
  'Human Resources',
  'Research',
];
const TEAMS = ['Project', 'Team', 'Readers of', 'Editors of', 'Owners of', 'Site'];

/** How often a large tenant says how far it is. */
const STEP = 1000;

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

/**
 * Writes so many users, groups and members; the same in every run.
 *
 * @throws SeedError for more members than there are users for
 */
export function generate(
  tx: Transaction,
  size: SeedSize,
  time: number,
  onProgress?: (done: number, of: number) => void,
): void {
  refuseImpossible(size);
  const { users: userCount = 0, groups: groupCount = 0, memberships = 0 } = size;
  const total = userCount + groupCount + memberships;
  let done = 0;
  const step = () => {
    done++;
    if (done % STEP === 0 || done === total) onProgress?.(done, total);
  };
  const domain = defaultDomain(tx);
  const at = { reader: tx, time };
  const userIds: string[] = [];
  for (let number = 0; number < userCount; number++, step()) {
    const [givenName, surname] = [pick(FIRST, number), pick(LAST, Math.floor(number / FIRST.length))];
    const local = `${givenName}.${surname}.${number}`.toLowerCase();
    const said = {
      id: derivedId(`generated/users/${number}`),
      userPrincipalName: `${local}@${domain}`,
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      mail: `${local}@${domain}`,
      department: pick(DEPARTMENTS, number),
      employeeId: String(number),
    };
    userIds.push(said.id);
    tx.insert(users, { ...userDefaults(said, at), ...said } as unknown as User);
  }
  const groupIds: string[] = [];
  for (let number = 0; number < groupCount; number++, step()) {
    const displayName = `${pick(TEAMS, number)} ${pick(DEPARTMENTS, Math.floor(number / TEAMS.length))} ${number}`;
    const said = { id: derivedId(`generated/groups/${number}`), displayName };
    groupIds.push(said.id);
    tx.insert(groups, { ...groupDefaults(said, at), ...said } as unknown as Group);
  }
  for (let number = 0; number < memberships; number++, step()) {
    const [group, round] = [number % groupCount, Math.floor(number / groupCount)];
    // Each group begins with a user of its own and takes those who follow: as even as it can be, and nobody comes twice.
    const first = Math.floor((group * userCount) / groupCount);
    tx.link(members, groupIds[group] as string, pick(userIds, first + round));
  }
}

/** @throws SeedError for more memberships than there can be */
function refuseImpossible({ users: userCount = 0, groups: groupCount = 0, memberships = 0 }: SeedSize): void {
  const possible = userCount * groupCount;
  if (memberships <= possible) return;
  throw new SeedError(
    `memberships=${memberships} is too large a size: ${userCount} users can have no more than ${possible} in ${groupCount} groups; ask for fewer, or for more users or groups`,
  );
}
