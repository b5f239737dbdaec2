/** Permissions of what else is in the directory: objects of any kind, devices, contacts, roles, the tenant. */
import { APPLICATION, DIRECTORY, DIRECTORY_WRITE, GROUP_MEMBERS, OWN, USER } from './names.js';
import { both, delegatedOnly, each, type Permissions, type PermissionTable } from './vocabulary.js';

export const directoryPages: PermissionTable = {
  'directoryobject-delete': {
    delegated: ['Directory.AccessAsUser.All', ...DIRECTORY_WRITE],
    application: DIRECTORY_WRITE,
    role: 'anyObject',
  },
  ...each(['directoryobject-getbyids', 'directoryobject-get', 'directoryobject-delta'], both(DIRECTORY)),
  ...memberships('', both(DIRECTORY)),
  ...memberships('users/', both(['User.ReadBasic.All+GroupMember.Read.All', ...USER], { own: OWN })),
  ...memberships('groups/', both(GROUP_MEMBERS)),
  ...memberships('servicePrincipals/', both(APPLICATION)),
  ...memberships('devices/', both(['Device.Read.All+GroupMember.Read.All', ...DIRECTORY])),
  ...memberships('contacts/', both(['OrgContact.Read.All+GroupMember.Read.All', ...DIRECTORY])),

  ...each(
    ['directoryrole-post-directoryroles', 'directoryrole-post-members', 'directoryrole-delete-member'],
    both(['RoleManagement.ReadWrite.Directory', ...DIRECTORY_WRITE], { role: 'directoryRoles' }),
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
    { ...permissions, tellsMembers: true },
  );
}

/** What signing in shows of the organization: "Remarks" on user permissions, "Microsoft Graph permissions reference". */
const BASIC_COMPANY = new Set(['displayName', 'id', 'verifiedDomains']);
const ORGANIZATION = ['Organization.Read.All', 'Organization.ReadWrite.All', ...DIRECTORY];

export const readRoles = [
  'RoleManagement.Read.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.ReadWrite.Directory',
  ...DIRECTORY,
];

export const directoryReads: PermissionTable = {
  '/devices': both(['Device.Read.All', ...DIRECTORY]),
  '/contacts': both(['OrgContact.Read.All', ...DIRECTORY]),
  '/directoryObjects': both(DIRECTORY),
  '/directory': both(DIRECTORY),
  '/directoryRoles': both(readRoles),
  '/directoryRoleTemplates': both(readRoles),
  '/domains': both(['Domain.Read.All', 'Domain.ReadWrite.All', ...DIRECTORY]),
  '/organization': {
    delegated: ['User.Read', ...ORGANIZATION],
    application: ORGANIZATION,
    shows: { 'User.Read': BASIC_COMPANY },
  },
};
