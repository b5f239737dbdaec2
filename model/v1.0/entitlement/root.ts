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
    accessPackages: many('accessPackage', all, contained),
    /** Worked out for a caller by the collection's function; there is no list of all. */
    accessPackageSuggestions: many('accessPackageSuggestion', { computed: () => [] }, contained),
    assignmentPolicies: many('accessPackageAssignmentPolicy', all, contained),
    assignmentRequests: many('accessPackageAssignmentRequest', all, contained),
    assignments: many('accessPackageAssignment', all, contained),
    availableAccessPackages: many('availableAccessPackage', { computed: availablePackages }, contained),
    catalogs: many('accessPackageCatalog', all, contained),
    connectedOrganizations: many('connectedOrganization', all, contained),
    controlConfigurations: many('controlConfiguration', all, contained),
    resourceEnvironments: many('accessPackageResourceEnvironment', all, { ...contained, requiresFilter: true }),
    resourceRequests: many('accessPackageResourceRequest', all, contained),
    resourceRoleScopes: many('accessPackageResourceRoleScope', all, contained),
    resources: many('accessPackageResource', all, contained),
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
