/** Permissions of applications, service principals, and the roles that these give. */
import { APP_ROLES, APPLICATION, APPLICATION_WRITE, DIRECTORY, DIRECTORY_WRITE } from './names.js';
import { both, each, type Permissions, type PermissionTable } from './vocabulary.js';

/** `Application.ReadWrite.OwnedBy` reaches no further than ownership does, which is enough by itself. */
const write = both(APPLICATION_WRITE, { role: 'applicationsOwned' });
const create: Permissions = {
  delegated: APPLICATION_WRITE,
  application: ['Application.ReadWrite.OwnedBy', ...APPLICATION_WRITE],
};
const assignRoles = both(
  [
    'AppRoleAssignment.ReadWrite.All+Application.Read.All',
    'AppRoleAssignment.ReadWrite.All+Directory.Read.All',
    ...DIRECTORY_WRITE,
  ],
  { role: 'applications' },
);

export const applicationPages: PermissionTable = {
  // Everyone may register an application, and then owns it.
  'application-post-applications': {
    delegated: ['AppRegistration.Create', ...APPLICATION_WRITE],
    application: ['AppRegistration.Create', ...create.application],
  },
  'serviceprincipal-post-serviceprincipals': { ...create, role: 'applications' },
  ...ofBoth(['update', 'upsert', 'delete', 'addpassword', 'removepassword', 'addkey', 'removekey']),
  ...ofBoth(['post-owners', 'delete-owners']),
  ...each(
    ['post-approleassignments', 'delete-approleassignments', 'post-approleassignedto', 'delete-approleassignedto'].map(
      (page) => `serviceprincipal-${page}`,
    ),
    assignRoles,
  ),
};

function ofBoth(pages: readonly string[]): PermissionTable {
  return each(
    pages.flatMap((page) => [`application-${page}`, `serviceprincipal-${page}`]),
    write,
  );
}

export const readApplications: Permissions = {
  delegated: APPLICATION,
  application: ['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', ...DIRECTORY],
};

export const applicationReads: PermissionTable = {
  '/applications': readApplications,
  '/servicePrincipals': readApplications,
  '/servicePrincipals/{id}/appRoleAssignments': both([
    'Application.Read.All',
    'Application.ReadWrite.All',
    ...APP_ROLES,
  ]),
};
