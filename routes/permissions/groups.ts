/** Permissions of groups. */
import {
  APP_ROLES,
  APPLICATION,
  DIRECTORY,
  DIRECTORY_WRITE,
  GROUP,
  GROUP_MEMBERS,
  GROUP_WRITE,
  ROLE_ASSIGNABLE,
  USER,
} from './names.js';
import { both, type Demand, each, type Permissions, type PermissionTable } from './vocabulary.js';

const LIST = ['GroupMember.Read.All', ...GROUP, 'Group.ManageProtection.All', 'Group-NestingSupport.ReadWrite.All'];
const TRANSITIVE = ['GroupMember.ReadBasic.All', 'Group.ReadBasic.All', ...GROUP_MEMBERS];

const write: Permissions = { ...both(GROUP_WRITE, { role: 'groups' }), ...ROLE_ASSIGNABLE };
const writeMembers: Permissions = {
  ...both(['GroupMember.ReadWrite.All', ...GROUP_WRITE], { role: 'groupMembers' }),
  ...ROLE_ASSIGNABLE,
};
/** `Directory.ReadWrite.All` deletes no users and no groups: "Microsoft Graph permissions reference". */
export const deleteGroups: Permissions = { ...both(['Group.ReadWrite.All'], { role: 'groups' }), ...ROLE_ASSIGNABLE };

/** What members take besides, by their kind: "Add members". */
const MEMBERS: Permissions['referring'] = {
  device: {
    delegated: ['Device.Read.All', ...DIRECTORY],
    application: ['Device.ReadWrite.All', ...DIRECTORY_WRITE],
  },
  orgContact: both(['OrgContact.Read.All', ...DIRECTORY]),
  servicePrincipal: both(['Application.ReadWrite.All', ...DIRECTORY_WRITE]),
};
/** With `Group.Create` an application names those whom it can read: "Create group". */
const NAMED: Permissions['referring'] = {
  user: { application: [...USER, ...GROUP_WRITE] },
  servicePrincipal: { application: [...APPLICATION, ...GROUP_WRITE] },
};

/** "Permissions for specific scenarios", "Update group". */
const PROPERTIES = {
  'Group-NestingSupport.ReadWrite.All': new Set(['disablenesting']),
  'Group-PreferredDataLocation.ReadWrite.All': new Set(['preferreddatalocation']),
  'Group.ManageProtection.All': new Set(['assignedlabels']),
  // "Add members", example 2.
  'GroupMember.ReadWrite.All': new Set(['members@odata.bind']),
};
const inMailbox: Demand = { any: ['Group.ReadWrite.All'] };
const update: Permissions = {
  ...write,
  referring: MEMBERS,
  demands: Object.fromEntries(
    [
      ...['accesstype', 'allowexternalsenders', 'autosubscribenewmembers', 'hidefromaddresslists'],
      ...['hidefromoutlookclients', 'isfavorite', 'issubscribedbymail'],
      ...['unseenconversationscount', 'unseencount', 'unseenmessagescount'],
    ].map((name) => [name, inMailbox]),
  ),
};
const assignAppRoles = both(
  ['AppRoleAssignment.ReadWrite.All+Group.Read.All', 'AppRoleAssignment.ReadWrite.All+Directory.Read.All'],
  { role: 'appRoles' },
);

/** Everyone may create a group, and then owns it. */
const create: Permissions = {
  delegated: [...GROUP_WRITE, 'Group-PreferredDataLocation.ReadWrite.All'],
  application: ['Group.Create', ...GROUP_WRITE, 'Group-PreferredDataLocation.ReadWrite.All'],
  referring: NAMED,
  ...ROLE_ASSIGNABLE,
};

export const groupPages: PermissionTable = {
  'group-post-groups': create,
  'group-update': { ...update, changes: PROPERTIES, ofNew: create },
  'group-delete': deleteGroups,
  ...each(['group-renew', 'group-post-owners', 'group-delete-owners'], write),
  'group-post-members': { ...writeMembers, referring: MEMBERS },
  'group-delete-members': writeMembers,
  ...each(['group-validateproperties', 'directoryobject-validateproperties'], both(GROUP)),
  'group-assignlicense': both(['LicenseAssignment.ReadWrite.All', ...GROUP_WRITE], { role: 'groupLicenses' }),
  'group-delta': both(['GroupMember.Read.All', ...GROUP]),
  ...each(['group-post-approleassignments', 'group-delete-approleassignments'], assignAppRoles),
};

export const groupReads: PermissionTable = {
  '/groups': both(LIST),
  '/groups/{id}': both(['GroupMember.Read.All', ...GROUP]),
  ...each(['/groups/{id}/members', '/groups/{id}/owners', '/groups/{id}/memberOf'], both(GROUP_MEMBERS)),
  ...each(['/groups/{id}/transitiveMembers', '/groups/{id}/transitiveMemberOf'], both(TRANSITIVE)),
  '/groups/{id}/appRoleAssignments': both(APP_ROLES, { role: 'appRolesRead' }),
};
