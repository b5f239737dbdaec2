/** Permissions of users, and of inviting guests. */
import { APP_ROLES, AS_USER, OWN, USER, USER_WRITE } from './names.js';
import { both, type Demand, delegatedOnly, each, type Permissions, type PermissionTable } from './vocabulary.js';

/** `User.ReadBasic.All`, "Microsoft Graph permissions reference". */
const BASIC_PROFILE = new Set([
  'displayName',
  'givenName',
  'id',
  'mail',
  'photo',
  'securityIdentifier',
  'surname',
  'userPrincipalName',
]);

/** What people change of themselves: "Remarks" on user permissions, "Microsoft Graph permissions reference". */
const OWN_PROFILE = new Set([
  'aboutme',
  'birthday',
  'hiredate',
  'interests',
  'mobilephone',
  'mysite',
  'pastprojects',
  'photo',
  'preferredname',
  'responsibilities',
  'schools',
  'skills',
]);

/** "Permissions for specific scenarios", "Update user". */
const PROPERTIES = {
  [AS_USER]: new Set(['passwordprofile']),
  'User.EnableDisableAccount.All+User.Read.All': new Set(['accountenabled']),
  'User.Read.All+User-LifeCycleInfo.ReadWrite.All': new Set(['employeeleavedatetime']),
  'User-Mail.ReadWrite.All': new Set(['othermails']),
  'User-PasswordProfile.ReadWrite.All': new Set(['passwordprofile']),
  'User-Phone.ReadWrite.All': new Set(['businessphones', 'mobilephone']),
  'User.ManageIdentities.All': new Set(['identities']),
};

/** "Sensitive actions for users", "Working with users in Microsoft Graph". */
const SENSITIVE = new Set([
  'accountenabled',
  'businessphones',
  'mobilephone',
  'onpremisesimmutableid',
  'othermails',
  'passwordprofile',
  'userprincipalname',
]);

/** "user resource type". */
const readLeaveDate: Demand = {
  any: ['User-LifeCycleInfo.Read.All', 'User-LifeCycleInfo.ReadWrite.All'],
  role: 'leaveDates',
};
const writeLeaveDate: Demand = { any: ['User-LifeCycleInfo.ReadWrite.All'], role: 'globalAdministrator' };

/** "user resource type"; that the permissions to write users are not enough: microsoft-graph-docs#13135. */
const resetPassword: Demand = {
  any: ['User-PasswordProfile.ReadWrite.All', AS_USER],
  applicationRole: 'passwords',
};

const write = both(USER_WRITE, { role: 'users' });
const demands = { employeeleavedatetime: writeLeaveDate };
/** `Directory.ReadWrite.All` deletes no users and no groups: "Microsoft Graph permissions reference". */
export const deleteUsers: Permissions = {
  ...both(['User.DeleteRestore.All', 'User.ReadWrite.All'], { role: 'userDeletion' }),
  sensitive: 'everything',
};
const REVOKE = ['User.RevokeSessions.All', ...USER_WRITE];
const INVITE = ['User.Invite.All', ...USER_WRITE];
const UPDATE = ['User.ReadUpdate.All', ...USER_WRITE];

export const userPages: PermissionTable = {
  ...each(['user-post-manager', 'user-delete-manager', 'user-post-sponsors', 'user-delete-sponsors'], write),
  'user-post-users': { ...both(['User.Create', ...USER_WRITE], { role: 'users' }), demands },
  'user-delete': deleteUsers,
  'user-delta': { delegated: [...OWN, 'User.ReadBasic.All', ...USER], application: USER },
  'user-update': {
    ...both(UPDATE, { role: 'users', own: ['User.ReadWrite', ...UPDATE] }),
    ownChanges: OWN_PROFILE,
    changes: PROPERTIES,
    demands: { ...demands, identities: { any: ['User.ManageIdentities.All'] }, passwordprofile: resetPassword },
    sensitive: SENSITIVE,
  },
  'user-changepassword': delegatedOnly([], {
    own: [AS_USER, 'User-PasswordProfile.ReadWrite.All'],
  }),
  'user-revokesigninsessions': {
    ...both(REVOKE, { role: 'passwords', own: REVOKE }),
    sensitive: 'sessions',
  },
  ...each(
    ['user-assignlicense', 'user-reprocesslicenseassignment'],
    both(['LicenseAssignment.ReadWrite.All', ...USER_WRITE], { role: 'userLicenses' }),
  ),
  ...each(
    ['user-post-approleassignments', 'user-delete-approleassignments'],
    both(['AppRoleAssignment.ReadWrite.All'], { role: 'appRoles' }),
  ),
  // Guests may be invited by everyone, as a tenant allows by default.
  'invitation-post': {
    ...both(INVITE),
    // "invitation resource type".
    demands: {
      invitedusertype: { any: INVITE, value: 'member', role: 'users' },
      resetredemption: { any: INVITE, value: true, role: 'redemptions' },
    },
    sensitive: new Set(['resetredemption']),
  },
};

const readUsers: Permissions = {
  delegated: ['User.ReadBasic.All', ...USER],
  application: USER,
  own: OWN,
  shows: { 'User.ReadBasic.All': BASIC_PROFILE },
  demands: { signinactivity: { any: ['AuditLog.Read.All'] } },
  // Null without: microsoft-graph-docs#21182, Azure/LogicAppsUX#4925.
  withheld: { employeeLeaveDateTime: readLeaveDate },
};
const readOfUser = both(USER, { own: OWN });

export const userReads: PermissionTable = {
  '/users': readUsers,
  ...each(
    [
      ...['directReports', 'transitiveReports', 'sponsors'],
      ...['ownedObjects', 'createdObjects', 'ownedDevices', 'registeredDevices'],
    ].map((name) => `/users/{id}/${name}`),
    readOfUser,
  ),
  '/users/{id}/manager': both(USER),
  ...each(
    ['/users/{id}/memberOf', '/users/{id}/transitiveMemberOf'],
    both(['GroupMember.Read.All', 'Group.Read.All', ...USER], { own: OWN }),
  ),
  '/users/{id}/appRoleAssignments': both(APP_ROLES, { role: 'appRolesOfUsersRead' }),
  '/invitations': both(['User.Invite.All', ...USER]),
};
