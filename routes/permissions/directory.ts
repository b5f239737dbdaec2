/** Permissions of what else is in the directory: objects of any kind, devices, contacts, roles, the tenant. */
import { writeApplications } from './applications.js';
import { deleteGroups } from './groups.js';
import { APPLICATION, AS_USER, DIRECTORY, DIRECTORY_WRITE, GROUP, USER } from './names.js';
import { deleteUsers } from './users.js';
import { both, delegatedOnly, each, type Permissions, type PermissionTable } from './vocabulary.js';

export const readRoles = ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', ...DIRECTORY];

export const readDevices: Permissions = {
  delegated: ['Device.Read.All', ...DIRECTORY],
  application: ['Device.Read.All', 'Device.ReadWrite.All', ...DIRECTORY],
};
const deleteDevices: Permissions = {
  delegated: [AS_USER],
  application: ['Device.ReadWrite.All'],
  role: 'devicesInCloud',
};
const writeDevices = delegatedOnly([AS_USER], { role: 'devices' });

export const directoryPages: PermissionTable = {
  'directoryobject-delete': {
    ...both(DIRECTORY_WRITE, { role: 'globalAdministrator' }),
    ofKind: {
      user: deleteUsers,
      group: deleteGroups,
      application: writeApplications,
      servicePrincipal: writeApplications,
      device: deleteDevices,
    },
  },
  ...each(['directoryobject-getbyids', 'directoryobject-get'], both(DIRECTORY)),
  'directoryobject-delta': {
    ...both(DIRECTORY),
    ofKind: {
      user: both(USER),
      group: both(GROUP),
      application: both(APPLICATION),
      servicePrincipal: both(APPLICATION),
      device: both(['Device.Read.All', ...DIRECTORY]),
      orgContact: both(['OrgContact.Read.All', ...DIRECTORY]),
      directoryRole: both(readRoles),
    },
  },
  ...each(
    ['directoryrole-post-directoryroles', 'directoryrole-post-members', 'directoryrole-delete-member'],
    both(['RoleManagement.ReadWrite.Directory'], { role: 'directoryRoles' }),
  ),
  ...each(
    [
      'device-post-devices',
      ...['post-registeredowners', 'delete-registeredowners', 'post-registeredusers', 'delete-registeredusers'].map(
        (page) => `device-${page}`,
      ),
    ],
    writeDevices,
  ),
  'device-update': { ...deleteDevices, application: ['Device.ReadWrite.All', ...DIRECTORY_WRITE] },
  'device-delete': deleteDevices,
  'organization-update': both(['Organization.ReadWrite.All'], { role: 'organization' }),
};

/** What signing in shows of the organization: "Remarks" on user permissions, "Microsoft Graph permissions reference". */
const BASIC_COMPANY = new Set(['displayName', 'id', 'verifiedDomains']);
const ORGANIZATION = ['Organization.Read.All', 'Organization.ReadWrite.All', ...DIRECTORY];

export const directoryReads: PermissionTable = {
  '/devices': readDevices,
  '/contacts': both(['OrgContact.Read.All', ...DIRECTORY]),
  '/contacts/{id}/directReports': both(['OrgContact.Read.All', 'Group.Read.All', ...DIRECTORY]),
  ...each(
    ['/contacts/{id}/memberOf', '/contacts/{id}/transitiveMemberOf'],
    both(['OrgContact.Read.All+Group.Read.All', ...DIRECTORY]),
  ),
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
