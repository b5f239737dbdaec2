/** Permissions of the recycle bin: each kind of object has a row of its own on its pages. */
import { readApplications } from './applications.js';
import { APPLICATION_WRITE, DIRECTORY, GROUP, GROUP_WRITE, ROLE_ASSIGNABLE, USER, USER_WRITE } from './names.js';
import { both, each, type Permissions, type PermissionTable } from './vocabulary.js';

/** Objects of a kind that no row is about. */
const others = both(DIRECTORY);
const othersRead = both(DIRECTORY, { role: 'deletedUsersRead' });
const othersWrite = both(['Directory.ReadWrite.All'], { role: 'globalAdministrator' });

/** Of those that the caller, or another user, owned. */
const readOwned: Permissions = {
  ...others,
  ofKind: { user: both(USER), group: both(GROUP), application: readApplications, servicePrincipal: readApplications },
};
const ofApplications: Permissions = { ...readApplications, role: 'deletedApplicationsRead' };
const read: Permissions = {
  ...othersRead,
  ofKind: {
    user: both(USER, { role: 'deletedUsersRead' }),
    group: both(GROUP, { role: 'deletedGroupsRead' }),
    application: ofApplications,
    servicePrincipal: ofApplications,
  },
};

const applications = both(APPLICATION_WRITE, { role: 'deletedApplications' });
const groups: Permissions = { ...both(GROUP_WRITE, { role: 'deletedGroups' }), ...ROLE_ASSIGNABLE };
const users: Permissions = {
  ...both(['User.DeleteRestore.All', ...USER_WRITE], { role: 'userDeletion' }),
  sensitive: 'everything',
};
const restore: Permissions = {
  ...othersWrite,
  ofKind: { user: users, group: groups, application: applications, servicePrincipal: applications },
};
/** By themselves, applications delete no groups for good, and people with one permission only. */
const purge: Permissions = {
  ...othersWrite,
  ofKind: {
    ...restore.ofKind,
    user: { ...users, application: ['User.DeleteRestore.All'] },
    group: { ...groups, application: [] },
  },
};

export const deletedItemPages: PermissionTable = {
  ...each(['directory-deleteditems-list', 'directory-deleteditems-get'], read),
  'directory-deleteditems-getuserownedobjects': readOwned,
  'directory-deleteditems-restore': restore,
  'directory-deleteditems-delete': purge,
};

export const deletedItemReads: PermissionTable = { '/directory/deletedItems': read };
