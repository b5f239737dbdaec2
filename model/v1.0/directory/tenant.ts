/** The organization, its domains and its roles in v1.0. */
import * as roles from '../../directory/roles.js';
import { domains, organizations, roleAssignments, roleDefinitions } from '../../directory/tables.js';
import * as tenant from '../../directory/tenant.js';
import { entityType, readOnly, text } from '../../edm.js';

export const organization = entityType(
  'organization',
  { base: 'directoryObject', table: organizations, discriminator: 'organization', workload: 'directory' },
  tenant.organizationProperties,
);

export const domain = entityType(
  'domain',
  { base: 'entity', table: domains, workload: 'directory' },
  { ...tenant.domainProperties, manufacturer: text(), model: text() },
);

export const unifiedRoleDefinition = entityType(
  'unifiedRoleDefinition',
  { base: 'entity', table: roleDefinitions, workload: 'directory' },
  roles.roleDefinitionProperties,
);

export const unifiedRoleAssignment = entityType(
  'unifiedRoleAssignment',
  { base: 'entity', table: roleAssignments, workload: 'directory' },
  {
    ...roles.roleAssignmentProperties,
    principalOrganizationId: text({ ...readOnly, readable: 'set', source: '$metadata of Microsoft Graph' }),
  },
  roles.roleAssignmentNavigations,
);
