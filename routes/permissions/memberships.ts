/** Permissions of the four actions that tell of what an object is a member of. */
import { readDevices } from './directory.js';
import { APPLICATION, DIRECTORY, GROUP, OWN, USER } from './names.js';
import { both, each, type Permissions, type PermissionTable } from './vocabulary.js';

/** Both are needed: one of each list. */
const together = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.flatMap((one) => others.map((other) => `${one}+${other}`));

const READS_GROUPS = ['GroupMember.Read.All', 'Group.Read.All'];

/** "checkMemberGroups" and "getMemberGroups": of people, who reads them and groups. */
const groupsOfUser: Permissions = {
  delegated: [...together(['User.ReadBasic.All', 'User.Read.All'], READS_GROUPS), ...DIRECTORY],
  own: together(['User.Read'], READS_GROUPS),
  application: [...together(['User.Read.All'], READS_GROUPS), ...DIRECTORY],
};
const groupsOf: Readonly<Record<string, Permissions>> = {
  directoryObjects: groupsOfUser,
  users: groupsOfUser,
  groups: both(['GroupMember.Read.All', ...GROUP]),
  servicePrincipals: both(APPLICATION),
  contacts: both(DIRECTORY),
  devices: readDevices,
};
/** "checkMemberObjects" and "getMemberObjects". */
const objectsOf: Readonly<Record<string, Permissions>> = {
  ...groupsOf,
  directoryObjects: both(DIRECTORY),
  users: both(USER, { own: OWN }),
};

export const membershipPages: PermissionTable = {
  ...pages(groupsOf, ['checkmembergroups', 'getmembergroups']),
  ...pages(objectsOf, ['checkmemberobjects', 'getmemberobjects']),
};

function pages(tables: typeof groupsOf, actions: readonly string[]): PermissionTable {
  const tablesOfSets = Object.entries(tables).map(([set, permissions]) =>
    each(
      actions.map((action) => `${set}/directoryobject-${action}`),
      { ...permissions, tellsMembers: true },
    ),
  );
  return Object.assign({}, ...tablesOfSets);
}
