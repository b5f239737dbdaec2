/** Permissions of the directory: users, groups, applications, roles, the tenant. */
import { both, delegatedOnly, each, type Permissions, type PermissionTable } from './vocabulary.js';

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const DIRECTORY_WRITE = ['Directory.ReadWrite.All'];
const USER = ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY];
const USER_WRITE = ['User.ReadWrite.All', ...DIRECTORY_WRITE];
const GROUP = ['Group.Read.All', 'Group.ReadWrite.All', ...DIRECTORY];
const GROUP_LIST = [
  'GroupMember.Read.All',
  ...GROUP,
  'Group.ManageProtection.All',
  'Group-NestingSupport.ReadWrite.All',
];
const GROUP_MEMBERS = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', ...GROUP];
const GROUP_TRANSITIVE = ['GroupMember.ReadBasic.All', 'Group.ReadBasic.All', ...GROUP_MEMBERS];
const GROUP_WRITE = ['Group.ReadWrite.All', ...DIRECTORY_WRITE];
const GROUP_UPDATE = [...GROUP_WRITE, 'Group.ManageProtection.All', 'Group-NestingSupport.ReadWrite.All'];
const APPLICATION = ['Application.Read.All', 'Application.ReadWrite.All', ...DIRECTORY];
const APP_ROLES = ['AppRoleAssignment.ReadWrite.All', ...DIRECTORY];
const DELETED = [...USER, 'Group.Read.All', 'Application.Read.All'];
const ROLES = [
  'RoleManagement.Read.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.ReadWrite.Directory',
  ...DIRECTORY,
];
const OWN = ['User.Read', 'User.ReadWrite'];

const readApplications: Permissions = {
  delegated: APPLICATION,
  application: ['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', ...DIRECTORY],
};
/** `Application.ReadWrite.OwnedBy` reaches no further than ownership does, which is enough by itself. */
const writeApplications = both(['Application.ReadWrite.All', ...DIRECTORY_WRITE], { role: 'applicationsOwned' });
const createApplications: Permissions = {
  delegated: writeApplications.delegated,
  application: ['Application.ReadWrite.OwnedBy', ...writeApplications.application],
};
const writeUsers = both(USER_WRITE, { role: 'users' });
const ROLE_ASSIGNABLE = { roleAssignable: 'RoleManagement.ReadWrite.Directory' };
const writeGroups: Permissions = { ...both(GROUP_WRITE, { role: 'groups' }), ...ROLE_ASSIGNABLE };
const writeGroupMembers: Permissions = {
  ...both(['GroupMember.ReadWrite.All', ...GROUP_WRITE], { role: 'groupMembers' }),
  ...ROLE_ASSIGNABLE,
};
const writeDirectoryRoles = both(['RoleManagement.ReadWrite.Directory', ...DIRECTORY_WRITE], {
  role: 'directoryRoles',
});
const assignLicenses = both(['LicenseAssignment.ReadWrite.All', ...USER_WRITE], { role: 'licenses' });
const assignAppRoles = both(['AppRoleAssignment.ReadWrite.All', ...DIRECTORY_WRITE], { role: 'applications' });
const assignAppRolesOfPrincipal = both(
  [
    'AppRoleAssignment.ReadWrite.All+Application.Read.All',
    'AppRoleAssignment.ReadWrite.All+Directory.Read.All',
    ...DIRECTORY_WRITE,
  ],
  { role: 'applications' },
);

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

const readUsers: Permissions = {
  delegated: ['User.ReadBasic.All', ...USER],
  application: USER,
  own: OWN,
  shows: { 'User.ReadBasic.All': BASIC_PROFILE },
};
/** "Permissions for specific scenarios", "Update user". */
const PROPERTIES_OF_USER = {
  'User.EnableDisableAccount.All+User.Read.All': new Set(['accountEnabled']),
  'User-Mail.ReadWrite.All': new Set(['otherMails']),
  'User-PasswordProfile.ReadWrite.All': new Set(['passwordProfile']),
  'User-Phone.ReadWrite.All': new Set(['businessPhones', 'mobilePhone']),
  'User.ManageIdentities.All': new Set(['identities']),
};
/** "Sensitive actions for users", "Working with users in Microsoft Graph". */
const SENSITIVE_OF_USER = new Set([
  'accountenabled',
  'businessphones',
  'mobilephone',
  'onpremisesimmutableid',
  'othermails',
  'passwordprofile',
  'userprincipalname',
]);
const USER_UPDATE = ['User.ReadUpdate.All', ...USER_WRITE];

const readOfUser = both(USER, { own: OWN });

export const directoryPages: PermissionTable = {
  ...each(
    ['user-post-users', 'user-post-manager', 'user-delete-manager', 'user-post-sponsors', 'user-delete-sponsors'],
    writeUsers,
  ),
  'user-post-users': both(['User.Create', ...USER_WRITE], { role: 'users' }),
  'user-delete': { ...writeUsers, sensitive: 'everything' },
  'user-update': {
    ...both(USER_UPDATE, { role: 'users', own: ['User.ReadWrite', ...USER_UPDATE] }),
    changes: PROPERTIES_OF_USER,
    sensitive: SENSITIVE_OF_USER,
  },
  'user-changepassword': delegatedOnly([], {
    own: ['Directory.AccessAsUser.All', 'User-PasswordProfile.ReadWrite.All'],
  }),
  'user-revokesigninsessions': both(['User.RevokeSessions.All', ...USER_WRITE], {
    role: 'passwords',
    own: ['User.ReadWrite'],
  }),
  ...each(['user-assignlicense', 'user-reprocesslicenseassignment'], assignLicenses),
  // Guests may be invited by everyone, as a tenant allows by default.
  'invitation-post': both(['User.Invite.All', ...USER_WRITE]),

  // Everyone may create a group or register an application, which they then own.
  'group-post-groups': {
    delegated: ['Group.ReadWrite.All', 'Directory.ReadWrite.All', 'Group-PreferredDataLocation.ReadWrite.All'],
    application: ['Group.Create', ...GROUP_WRITE, 'Group-PreferredDataLocation.ReadWrite.All'],
    ...ROLE_ASSIGNABLE,
  },
  'application-post-applications': {
    delegated: ['AppRegistration.Create', 'Application.ReadWrite.All', ...DIRECTORY_WRITE],
    application: ['AppRegistration.Create', ...createApplications.application],
  },

  ...each(['group-update', 'group-upsert'], { ...both(GROUP_UPDATE, { role: 'groups' }), ...ROLE_ASSIGNABLE }),
  ...each(['group-delete', 'group-renew', 'group-post-owners', 'group-delete-owners'], writeGroups),
  ...each(['group-post-members', 'group-delete-members'], writeGroupMembers),
  ...each(['group-validateproperties', 'directoryobject-validateproperties'], both(GROUP)),
  'group-assignlicense': both(['LicenseAssignment.ReadWrite.All', ...GROUP_WRITE], { role: 'licenses' }),

  'directoryobject-delete': {
    delegated: ['Directory.AccessAsUser.All', ...DIRECTORY_WRITE],
    application: DIRECTORY_WRITE,
    role: 'deletedItems',
  },
  ...each(['directoryobject-getbyids', 'directoryobject-get', 'directoryobject-delta'], both(DIRECTORY)),
  ...each(['directory-deleteditems-list', 'directory-deleteditems-get'], both(DELETED)),
  'directory-deleteditems-getuserownedobjects': both(['User.Read.All', 'Group.Read.All', ...DIRECTORY]),
  ...each(
    ['directory-deleteditems-restore', 'directory-deleteditems-delete'],
    both(['User.DeleteRestore.All', ...USER_WRITE, 'Group.ReadWrite.All', 'Application.ReadWrite.All'], {
      role: 'deletedItems',
    }),
  ),
  ...memberships('', both(DIRECTORY)),
  ...memberships('users/', both(['User.ReadBasic.All+GroupMember.Read.All', ...USER], { own: OWN })),
  ...memberships('groups/', both(GROUP_MEMBERS)),
  ...memberships('servicePrincipals/', both(APPLICATION)),
  ...memberships('devices/', both(['Device.Read.All+GroupMember.Read.All', ...DIRECTORY])),
  ...memberships('contacts/', both(['OrgContact.Read.All+GroupMember.Read.All', ...DIRECTORY])),

  ...ofBothApplications(['update', 'upsert', 'delete', 'addpassword', 'removepassword', 'addkey', 'removekey']),
  ...ofBothApplications(['post-owners', 'delete-owners']),
  'serviceprincipal-post-serviceprincipals': { ...createApplications, role: 'applications' },
  ...each(['user-post-approleassignments', 'user-delete-approleassignments'], assignAppRoles),
  ...each(['group-post-approleassignments', 'group-delete-approleassignments'], assignAppRoles),
  ...each(
    ['post-approleassignments', 'delete-approleassignments', 'post-approleassignedto', 'delete-approleassignedto'].map(
      (page) => `serviceprincipal-${page}`,
    ),
    assignAppRolesOfPrincipal,
  ),

  ...each(
    ['directoryrole-post-directoryroles', 'directoryrole-post-members', 'directoryrole-delete-member'],
    writeDirectoryRoles,
  ),
  ...each(
    [
      'device-post-devices',
      ...['post-registeredowners', 'delete-registeredowners', 'post-registeredusers', 'delete-registeredusers'].map(
        (page) => `device-${page}`,
      ),
    ],
    delegatedOnly(['Directory.AccessAsUser.All'], { role: 'devices' }),
  ),
  ...each(['device-update', 'device-delete'], {
    delegated: ['Directory.AccessAsUser.All'],
    application: ['Device.ReadWrite.All', ...DIRECTORY_WRITE],
    role: 'devices',
  }),
  'organization-update': both(['Organization.ReadWrite.All'], { role: 'globalAdministrator' }),
};

/** The four pages that tell of all that an object is a member of. */
function memberships(root: string, permissions: Permissions): PermissionTable {
  const pages = ['checkmembergroups', 'checkmemberobjects', 'getmembergroups', 'getmemberobjects'];
  return each(
    pages.map((page) => `${root}directoryobject-${page}`),
    permissions,
  );
}

function ofBothApplications(pages: readonly string[]): PermissionTable {
  return each(
    pages.flatMap((page) => [`application-${page}`, `serviceprincipal-${page}`]),
    writeApplications,
  );
}

export const directoryReads: PermissionTable = {
  '/users': readUsers,
  ...each(
    ['manager', 'directReports', 'transitiveReports', 'ownedObjects', 'createdObjects', 'ownedDevices', 'sponsors'].map(
      (name) => `/users/{id}/${name}`,
    ),
    readOfUser,
  ),
  '/users/{id}/registeredDevices': readOfUser,
  ...each(
    ['/users/{id}/memberOf', '/users/{id}/transitiveMemberOf'],
    both(['GroupMember.Read.All', 'Group.Read.All', ...USER], { own: OWN }),
  ),
  '/users/{id}/appRoleAssignments': both(APP_ROLES),
  '/groups': both(GROUP_LIST),
  ...each(['/groups/{id}/members', '/groups/{id}/owners', '/groups/{id}/memberOf'], both(GROUP_MEMBERS)),
  ...each(['/groups/{id}/transitiveMembers', '/groups/{id}/transitiveMemberOf'], both(GROUP_TRANSITIVE)),
  '/groups/{id}/appRoleAssignments': both(APP_ROLES),
  '/applications': readApplications,
  '/servicePrincipals': readApplications,
  '/servicePrincipals/{id}/appRoleAssignments': both([
    'Application.Read.All',
    'Application.ReadWrite.All',
    ...APP_ROLES,
  ]),
  '/devices': both(['Device.Read.All', ...DIRECTORY]),
  '/contacts': both(['OrgContact.Read.All', ...DIRECTORY]),
  '/directoryObjects': both(DIRECTORY),
  '/directory': both(DIRECTORY),
  '/directory/deletedItems': both(DELETED),
  '/directoryRoles': both(ROLES),
  '/directoryRoleTemplates': both(ROLES),
  '/domains': both(['Domain.Read.All', 'Domain.ReadWrite.All', ...DIRECTORY]),
  '/organization': {
    delegated: ['User.Read', 'Organization.Read.All', 'Organization.ReadWrite.All', ...DIRECTORY],
    application: ['Organization.Read.All', 'Organization.ReadWrite.All', ...DIRECTORY],
  },
  '/invitations': both(['User.Invite.All', ...USER]),
};

export const directoryRoleReads = ROLES;
