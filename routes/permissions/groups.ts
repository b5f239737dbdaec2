/** Permissions of groups. */
import { APP_ROLES, DIRECTORY_WRITE, GROUP, GROUP_MEMBERS, GROUP_WRITE } from './names.js';
import { both, each, type Permissions, type PermissionTable } from './vocabulary.js';

const LIST = ['GroupMember.Read.All', ...GROUP, 'Group.ManageProtection.All', 'Group-NestingSupport.ReadWrite.All'];
const TRANSITIVE = ['GroupMember.ReadBasic.All', 'Group.ReadBasic.All', ...GROUP_MEMBERS];
const UPDATE = [...GROUP_WRITE, 'Group.ManageProtection.All', 'Group-NestingSupport.ReadWrite.All'];

const ROLE_ASSIGNABLE = { roleAssignable: 'RoleManagement.ReadWrite.Directory' };
const write: Permissions = { ...both(GROUP_WRITE, { role: 'groups' }), ...ROLE_ASSIGNABLE };
const writeMembers: Permissions = {
  ...both(['GroupMember.ReadWrite.All', ...GROUP_WRITE], { role: 'groupMembers' }),
  ...ROLE_ASSIGNABLE,
};
/**
 * What members take besides, by their kind: "Add members". Users take nothing more, whatever the page says of them:
 * microsoft-graph-docs#8923.
 */
const MEMBERS = {
  device: ['Device.ReadWrite.All', ...DIRECTORY_WRITE],
  group: GROUP_WRITE,
  orgContact: ['OrgContact.Read.All', 'Directory.Read.All', ...DIRECTORY_WRITE],
  servicePrincipal: ['Application.ReadWrite.All', ...DIRECTORY_WRITE],
};

export const groupPages: PermissionTable = {
  // Everyone may create a group, and then owns it.
  'group-post-groups': {
    delegated: ['Group.ReadWrite.All', 'Directory.ReadWrite.All', 'Group-PreferredDataLocation.ReadWrite.All'],
    application: ['Group.Create', ...GROUP_WRITE, 'Group-PreferredDataLocation.ReadWrite.All'],
    referring: MEMBERS,
    ...ROLE_ASSIGNABLE,
  },
  ...each(['group-update', 'group-upsert'], {
    ...both(UPDATE, { role: 'groups' }),
    referring: MEMBERS,
    ...ROLE_ASSIGNABLE,
  }),
  ...each(['group-delete', 'group-renew', 'group-post-owners', 'group-delete-owners'], write),
  'group-post-members': { ...writeMembers, referring: MEMBERS },
  'group-delete-members': writeMembers,
  ...each(['group-validateproperties', 'directoryobject-validateproperties'], both(GROUP)),
  'group-assignlicense': both(['LicenseAssignment.ReadWrite.All', ...GROUP_WRITE], { role: 'licenses' }),
  ...each(
    ['group-post-approleassignments', 'group-delete-approleassignments'],
    both(['AppRoleAssignment.ReadWrite.All', ...DIRECTORY_WRITE], { role: 'applications' }),
  ),
};

export const groupReads: PermissionTable = {
  '/groups': both(LIST),
  ...each(['/groups/{id}/members', '/groups/{id}/owners', '/groups/{id}/memberOf'], both(GROUP_MEMBERS)),
  ...each(['/groups/{id}/transitiveMembers', '/groups/{id}/transitiveMemberOf'], both(TRANSITIVE)),
  '/groups/{id}/appRoleAssignments': both(APP_ROLES),
};
