/** Permissions of entitlement management, and of the roles that are managed beside it. */
import { readRoles } from './directory.js';
import { both, delegatedOnly, each, type Permissions, type PermissionTable, type RoleRule } from './vocabulary.js';

const WRITE = ['EntitlementManagement.ReadWrite.All'];
const READ = ['EntitlementManagement.Read.All', ...WRITE];
/** What people need to ask for access themselves. */
const SUBJECT = 'EntitlementMgmt-SubjectAccess.ReadWrite';
const ROLES_WRITE = 'RoleManagement.ReadWrite.EntitlementManagement';

const write = (role: RoleRule): Permissions => both(WRITE, { role });
const read = both(READ, { role: 'entitlementRead' });
/** What people do for themselves: no role is needed. */
const forOneself = delegatedOnly(READ);
const asSubject = delegatedOnly([SUBJECT, ...READ]);

const EXTENSION = 'accesspackageassignmentrequestworkflowextension';
const ORGANIZATION = 'connectedorganization';

export const entitlementPages: PermissionTable = {
  'entitlementmanagement-post-resourcerequests': { ...write('catalogs'), ofOwned: true },
  'entitlementmanagement-post-catalogs': write('catalogCreation'),
  ...each(
    [
      'accesspackagecatalog-update',
      'accesspackagecatalog-delete',
      'accesspackageresource-refresh',
      'accesspackagecatalog-post-accesspackagecustomworkflowextensions',
      `${EXTENSION}-update`,
      `${EXTENSION}-delete`,
      'customdataprovidedresourceuploadsession-uploadfile',
    ],
    write('catalogs'),
  ),

  ...each(
    [
      'entitlementmanagement-post-accesspackages',
      'accesspackage-update',
      'accesspackage-delete',
      'accesspackage-movetocatalog',
      'accesspackage-post-resourcerolescopes',
      'accesspackage-delete-resourcerolescopes',
      'accesspackage-post-incompatibleaccesspackage',
      'accesspackage-delete-incompatibleaccesspackage',
      'accesspackage-post-incompatiblegroup',
      'accesspackage-delete-incompatiblegroup',
      'entitlementmanagement-post-assignmentpolicies',
      'accesspackageassignmentpolicy-update',
      'accesspackageassignmentpolicy-delete',
    ],
    write('packages'),
  ),

  'entitlementmanagement-post-assignmentrequests': {
    delegated: [SUBJECT, ...WRITE],
    application: WRITE,
    role: 'assignmentRequests',
  },
  ...each(
    [
      'accesspackageassignment-reprocess',
      'accesspackageassignmentrequest-reprocess',
      'accesspackageassignmentrequest-resume',
      'accesspackageassignmentrequest-delete',
    ],
    write('assignments'),
  ),

  ...each(
    [
      'accesspackage-filterbycurrentuser',
      'accesspackage-getapplicablepolicyrequirements',
      'accesspackageassignment-additionalaccess',
      'accesspackageassignment-filterbycurrentuser',
    ],
    forOneself,
  ),
  ...each(
    [
      'accesspackageassignmentrequest-filterbycurrentuser',
      'entitlementmanagement-list-availableaccesspackages',
      'availableaccesspackage-get',
    ],
    asSubject,
  ),
  'availableaccesspackage-list-resourcerolescopes': { ...asSubject, application: READ },
  'accesspackageassignmentrequest-cancel': delegatedOnly(WRITE, { own: [SUBJECT, ...WRITE], role: 'assignments' }),
  'accesspackagesuggestions-filterbycurrentuser': both(READ),
  ...each(['approval-filterbycurrentuser', 'approvalstage-update', 'approvalstep-update'], delegatedOnly(WRITE)),

  ...each(
    [
      'entitlementmanagement-post-connectedorganizations',
      ...['update', 'delete', 'post-internalsponsors', 'delete-internalsponsors'].map(
        (one) => `${ORGANIZATION}-${one}`,
      ),
      ...['post-externalsponsors', 'delete-externalsponsors'].map((one) => `${ORGANIZATION}-${one}`),
      'entitlementmanagementsettings-update',
      'controlconfiguration-update',
      'accesspackagesubject-update',
      'entitlementmanagement-post-externaloriginresourceconnectors',
      'externaloriginresourceconnector-update',
      'externaloriginresourceconnector-delete',
    ],
    write('entitlement'),
  ),

  ...managedRoles(
    'roleManagement/directory/',
    both(['RoleManagement.ReadWrite.Directory'], { role: 'directoryRoles' }),
  ),
  ...managedRoles('roleManagement/entitlementManagement/', both([ROLES_WRITE, ...WRITE], { role: 'catalogs' })),
};

function managedRoles(root: string, permissions: Permissions): PermissionTable {
  const pages = [
    'rbacapplication-post-roleassignments',
    'unifiedroleassignment-delete',
    'rbacapplication-post-roledefinitions',
    'unifiedroledefinition-update',
    'unifiedroledefinition-delete',
  ];
  return each(
    pages.map((page) => `${root}${page}`),
    permissions,
  );
}

/** What the service declares and does not implement has no page. */
export const entitlementWrites: PermissionTable = { '/identityGovernance': write('catalogs') };

const ROOT = '/identityGovernance/entitlementManagement';

export const entitlementReads: PermissionTable = {
  '/identityGovernance': read,
  ...each(
    ['assignments', 'accessPackageAssignments', 'assignmentRequests', 'accessPackageAssignmentRequests'].map(
      (list) => `${ROOT}/${list}`,
    ),
    { ...read, ofOnePackage: true },
  ),
  // What concerns the tenant as a whole is shown to its administrators.
  ...each(
    ['connectedOrganizations', 'externalOriginResourceConnectors', 'controlConfigurations'].map(
      (list) => `${ROOT}/${list}`,
    ),
    both(READ, { role: 'entitlementSetUp' }),
  ),
  // An approval is shown to those who decide it, and to those who asked.
  [`${ROOT}/accessPackageAssignmentApprovals`]: delegatedOnly(READ, { own: READ, role: 'approvals' }),
  [`${ROOT}/availableAccessPackages`]: asSubject,
  [`${ROOT}/accessPackageSuggestions`]: both(READ),
  '/roleManagement': both(readRoles),
  '/roleManagement/entitlementManagement': both([
    'RoleManagement.Read.EntitlementManagement',
    ROLES_WRITE,
    'RoleManagement.Read.All',
    ...READ,
  ]),
};
