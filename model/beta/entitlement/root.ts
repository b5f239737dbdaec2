import { entityType, many, one } from '../../edm.js';
import { availablePackages, settingsOf } from '../../entitlement/walks.js';

const all = { all: true } as const;
const contained = { contained: true } as const;

export const entitlementManagement = entityType(
  'entitlementManagement',
  { base: 'entity' },
  {},
  {
    accessPackageAssignmentApprovals: many('approval', all, contained),
    accessPackageAssignmentPolicies: many('accessPackageAssignmentPolicy', all, contained),
    accessPackageAssignmentRequests: many('accessPackageAssignmentRequest', all, contained),
    accessPackageAssignmentResourceRoles: many('accessPackageAssignmentResourceRole', all, contained),
    accessPackageAssignments: many('accessPackageAssignment', all, contained),
    accessPackageCatalogs: many('accessPackageCatalog', all, contained),
    accessPackageResourceEnvironments: many('accessPackageResourceEnvironment', all, {
      ...contained,
      requiresFilter: true,
    }),
    accessPackageResourceRequests: many('accessPackageResourceRequest', all, contained),
    accessPackageResourceRoleScopes: many('accessPackageResourceRoleScope', all, contained),
    accessPackageResources: many('accessPackageResource', all, contained),
    accessPackages: many('accessPackage', all, contained),
    /** Worked out for a caller by the collection's function; there is no list of all. */
    accessPackageSuggestions: many('accessPackageSuggestion', { computed: () => [] }, contained),
    assignmentRequests: many('assignmentRequest', all, contained),
    availableAccessPackages: many('availableAccessPackage', { computed: availablePackages }, contained),
    connectedOrganizations: many('connectedOrganization', all, contained),
    controlConfigurations: many('controlConfiguration', all, contained),
    externalOriginResourceConnectors: many('externalOriginResourceConnector', all, contained),
    settings: one('entitlementManagementSettings', { computed: settingsOf }, contained),
    subjects: many('accessPackageSubject', all, contained),
  },
);

export const identityGovernance = entityType(
  'identityGovernance',
  {},
  {},
  {
    /** Catalogs once more, as pages on custom data provided resources address them. */
    catalogs: many('accessPackageCatalog', all, contained),
    entitlementManagement: one(
      'entitlementManagement',
      { computed: () => ({ id: 'entitlementManagement' }) },
      { contained: true },
    ),
  },
);
