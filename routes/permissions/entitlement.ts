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
const asSubject = delegatedOnly([SUBJECT, ...READ]);

const EXTENSION = 'accesspackageassignmentrequestworkflowextension';
const ORGANIZATION = 'connectedorganization';

/** "Create accessPackageResourceRequest", "Delegation and roles in entitlement management". */
const ORIGINS: Permissions['ofOwned'] = {
  aadgroup: { any: ['Group.ReadWrite.All'], role: 'catalogedGroups' },
  aadapplication: { any: ['Application.ReadWrite.All'], role: 'catalogedApplications' },
  sharepointonline: { any: ['Sites.FullControl.All'], role: 'catalogedSites' },
  directoryrole: { any: [], role: 'directoryRoles' },
};

export const entitlementPages: PermissionTable = {
  'entitlementmanagement-post-resourcerequests': { ...write('catalogs'), ofOwned: ORIGINS },
  'entitlementmanagement-post-catalogs': write('catalogCreation'),
  ...each(
    [
      'accesspackagecatalog-update',
      'accesspackagecatalog-delete',
      'accesspackagecatalog-post-accesspackagecustomworkflowextensions',
      `${EXTENSION}-update`,
      `${EXTENSION}-delete`,
      'customdataprovidedresourceuploadsession-uploadfile',
    ],
    write('catalogs'),
  ),
  'accesspackagecatalog-post-customaccesspackageworkflowextensions': delegatedOnly(WRITE, { role: 'catalogs' }),

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
  'accesspackageresource-refresh': write('packages'),

  'entitlementmanagement-post-assignmentrequests': {
    ...write('assignments'),
    own: [SUBJECT, ...WRITE],
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
      'accesspackageassignment-filterbycurrentuser',
      'accesspackageassignmentrequest-filterbycurrentuser',
      'entitlementmanagement-list-availableaccesspackages',
      'availableaccesspackage-get',
    ],
    asSubject,
  ),
  'availableaccesspackage-list-resourcerolescopes': { ...asSubject, application: READ },
  'accesspackageassignmentrequest-cancel': delegatedOnly(WRITE, { own: [SUBJECT, ...WRITE], role: 'assignments' }),
  'accesspackage-getapplicablepolicyrequirements': delegatedOnly(READ, {
    own: [SUBJECT, ...READ],
    role: 'assignments',
  }),
  'accesspackageassignment-additionalaccess': { ...read, applicationIn: 'v1.0' },
  'accesspackagesuggestions-filterbycurrentuser': { ...asSubject, application: READ },
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
      'entitlementmanagement-post-externaloriginresourceconnectors',
      'externaloriginresourceconnector-update',
      'externaloriginresourceconnector-delete',
    ],
    write('entitlement'),
  ),

  'accesspackagesubject-update': write('catalogOwners'),

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

const readManagedRoles = ['RoleManagement.Read.EntitlementManagement', ROLES_WRITE, ...READ];
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
    ['connectedOrganizations', 'externalOriginResourceConnectors', 'controlConfigurations', 'settings'].map(
      (list) => `${ROOT}/${list}`,
    ),
    both(READ, { role: 'entitlementSetUp' }),
  ),
  // An approval is shown to those who decide it, and to those who asked.
  [`${ROOT}/accessPackageAssignmentApprovals`]: delegatedOnly(READ, { own: READ, role: 'approvals' }),
  [`${ROOT}/availableAccessPackages`]: asSubject,
  [`${ROOT}/accessPackageSuggestions`]: { ...asSubject, application: READ },
  '/roleManagement': both(readRoles),
  '/roleManagement/directory/roleAssignments': both(['RoleManagement.Read.All', ...readRoles], {
    role: 'roleAssignmentsRead',
  }),
  '/roleManagement/entitlementManagement': both(readManagedRoles, { role: 'entitlementRead' }),
};
