/** Permissions of applications, service principals, and the roles that these give. */
import { APP_ROLES, APPLICATION, APPLICATION_WRITE, DIRECTORY } from './names.js';
import { both, each, type Permissions, type PermissionTable } from './vocabulary.js';

const WRITE = ['Application.ReadWrite.All'];

/** `Application.ReadWrite.OwnedBy` reaches no further than ownership does, which is enough by itself. */
export const writeApplications = both(WRITE, { role: 'applicationsOwned' });
const writeCredentials = both(APPLICATION_WRITE, { role: 'applicationsOwned' });
/** Whoever is named has to be read: "Add owner". */
const writeOwners: Permissions = {
  ...writeCredentials,
  referring: { user: both(DIRECTORY), servicePrincipal: both(DIRECTORY) },
};
const OWNED = 'Application.ReadWrite.OwnedBy';

const GIVES = 'AppRoleAssignment.ReadWrite.All';
const giveRoles = both([`${GIVES}+Application.Read.All`, `${GIVES}+Directory.Read.All`], { role: 'appRoles' });

export const applicationPages: PermissionTable = {
  // Everyone may register an application, and then owns it.
  'application-post-applications': {
    delegated: ['AppRegistration.Create', ...WRITE],
    application: ['AppRegistration.Create', OWNED, ...WRITE],
  },
  'serviceprincipal-post-serviceprincipals': {
    delegated: APPLICATION_WRITE,
    application: [OWNED, ...APPLICATION_WRITE],
    role: 'applications',
  },
  ...each(['application-update', 'application-delete', 'serviceprincipal-delete'], writeApplications),
  'serviceprincipal-update': writeCredentials,
  ...each(
    ['addpassword', 'removepassword', 'addkey', 'removekey', 'delete-owners'].flatMap((page) => [
      `application-${page}`,
      `serviceprincipal-${page}`,
    ]),
    writeCredentials,
  ),
  'application-post-owners': writeOwners,
  'serviceprincipal-post-owners': writeCredentials,
  ...each(['serviceprincipal-post-approleassignments', 'serviceprincipal-post-approleassignedto'], giveRoles),
  'serviceprincipal-delete-approleassignments': both([GIVES, ...WRITE], { role: 'appRoles' }),
  'serviceprincipal-delete-approleassignedto': both([GIVES], { role: 'appRoles' }),
};

export const readApplications: Permissions = {
  delegated: APPLICATION,
  application: ['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', ...DIRECTORY],
};

export const applicationReads: PermissionTable = {
  '/applications': readApplications,
  '/servicePrincipals': readApplications,
  ...each(
    ['/servicePrincipals/{id}/appRoleAssignments', '/servicePrincipals/{id}/appRoleAssignedTo'],
    both(['Application.Read.All', 'Application.ReadWrite.All', ...APP_ROLES], { role: 'appRolesRead' }),
  ),
};
