/** Permissions of the recycle bin: each kind of object has a row of its own on its pages. */
import { readApplications } from './applications.js';
import { APPLICATION_WRITE, DIRECTORY, GROUP, GROUP_WRITE, USER, USER_WRITE } from './names.js';
import { both, delegatedOnly, each, type Permissions, type PermissionTable } from './vocabulary.js';

const ROLE_ASSIGNABLE = { roleAssignable: 'RoleManagement.ReadWrite.Directory' };

/** Objects of a kind that no row is about. */
const others = both(DIRECTORY);
const othersWrite = both(['Directory.ReadWrite.All'], { role: 'globalAdministrator' });

const read: Permissions = {
  ...others,
  ofKind: { user: both(USER), group: both(GROUP), application: readApplications, servicePrincipal: readApplications },
};

const restoreApplications = both(APPLICATION_WRITE, { role: 'restoredApplications' });
const restore: Permissions = {
  ...othersWrite,
  ofKind: {
    user: { ...both(['User.DeleteRestore.All', ...USER_WRITE], { role: 'deletedUsers' }), sensitive: 'everything' },
    group: { ...both(GROUP_WRITE, { role: 'deletedGroups' }), ...ROLE_ASSIGNABLE },
    application: restoreApplications,
    servicePrincipal: restoreApplications,
  },
};

const purgeApplications = both(APPLICATION_WRITE, { role: 'purgedApplications' });
const purge: Permissions = {
  ...othersWrite,
  ofKind: {
    user: {
      ...both(['User.DeleteRestore.All'], { role: 'deletedUsers' }),
      delegated: ['User.DeleteRestore.All', ...USER_WRITE],
      sensitive: 'everything',
    },
    group: { ...delegatedOnly(GROUP_WRITE, { role: 'deletedGroups' }), ...ROLE_ASSIGNABLE },
    application: purgeApplications,
    servicePrincipal: purgeApplications,
  },
};

export const deletedItemPages: PermissionTable = {
  ...each(
    ['directory-deleteditems-list', 'directory-deleteditems-get', 'directory-deleteditems-getuserownedobjects'],
    read,
  ),
  'directory-deleteditems-restore': restore,
  'directory-deleteditems-delete': purge,
};

export const deletedItemReads: PermissionTable = { '/directory/deletedItems': read };
