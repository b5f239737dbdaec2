/** The organization, its domains and its roles in beta. */

import * as rules from '../../directory/filter-rules.js';
import * as roles from '../../directory/roles.js';
import {
  domains,
  organizations,
  type RoleAssignment,
  roleAssignments,
  roleDefinitions,
} from '../../directory/tables.js';
import * as tenant from '../../directory/tenant.js';
import { complex, dateTime, entityType, flag, member, readOnly, text } from '../../edm.js';
import { allowedRolePrincipalTypes, certificateConnectorSetting, partnerInformation } from './values.js';

export const organization = entityType(
  'organization',
  { base: 'directoryObject', table: organizations, discriminator: 'organization', workload: 'directory' },
  {
    ...tenant.organizationProperties,
    certificateConnectorSetting: complex(certificateConnectorSetting),
    onPremisesLastPasswordSyncDateTime: dateTime(readOnly),
    partnerInformation: complex(partnerInformation, readOnly),
  },
);

export const domain = entityType(
  'domain',
  { base: 'entity', table: domains, workload: 'directory' },
  tenant.domainProperties,
);

export const unifiedRoleDefinition = entityType(
  'unifiedRoleDefinition',
  { base: 'entity', table: roleDefinitions, workload: 'directory' },
  {
    ...roles.roleDefinitionProperties,
    allowedPrincipalTypes: member(allowedRolePrincipalTypes, { ...readOnly, filter: rules.onlyEqual }),
    isPrivileged: flag({ ...readOnly, filter: rules.onlyEqual }),
  },
);

export const unifiedRoleAssignment = entityType(
  'unifiedRoleAssignment',
  { base: 'entity', table: roleAssignments, workload: 'directory' },
  {
    ...roles.roleAssignmentProperties,
    principalOrganizationId: text(readOnly),
    /** The older name of the scope, of either kind. */
    resourceScope: text({ of: (assignment: RoleAssignment) => assignment.directoryScopeId ?? assignment.appScopeId }),
  },
  roles.roleAssignmentNavigations,
);
