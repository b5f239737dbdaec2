/**
 * Directory roles and the roles that are managed through `roleManagement`, in the directory and in entitlement
 * management: what both versions declare alike.
 */
import { complex, entityType, flag, list, many, onCreate, one, readOnly, text } from '../edm.js';
import type { Reader, Row } from '../reader.js';
import * as rules from './filter-rules.js';
import { selectable } from './navigations.js';
import * as tables from './tables.js';
import { unifiedRolePermission } from './tenant-values.js';

export const directoryRole = entityType(
  'directoryRole',
  {
    base: 'directoryObject',
    table: tables.directoryRoles,
    discriminator: 'directoryRole',
    workload: 'directory',
    alternateKeys: { roleTemplateId: { index: 'roleTemplateId', fold: true } },
  },
  {
    description: text({ ...readOnly, filter: rules.onlyEqual, tokenized: true }),
    displayName: text({ ...readOnly, filter: rules.onlyEqual, tokenized: true }),
    roleTemplateId: text({ ...onCreate, filter: rules.onlyEqual, required: true }),
  },
  { members: many('directoryObject', { link: tables.members, end: 'left' }, { limits: selectable }) },
);

export const directoryRoleTemplate = entityType(
  'directoryRoleTemplate',
  {
    base: 'directoryObject',
    table: tables.directoryRoleTemplates,
    discriminator: 'directoryRoleTemplate',
    workload: 'directory',
  },
  { description: text(readOnly), displayName: text(readOnly) },
);

/** Known as a type, so that lists can be cast to it. No set of units is served. */
export const administrativeUnit = entityType(
  'administrativeUnit',
  {
    base: 'directoryObject',
    table: tables.administrativeUnits,
    discriminator: 'administrativeUnit',
    workload: 'directory',
  },
  {
    description: text({ filter: rules.begins, tokenized: true }),
    displayName: text({ filter: rules.beginsOrNull, sort: 'basic', tokenized: true, maxLength: 256 }),
    isMemberManagementRestricted: flag(onCreate),
    membershipRule: text(),
    membershipRuleProcessingState: text(),
    membershipType: text(),
    visibility: text(onCreate),
  },
  { members: many('directoryObject', { link: tables.members, end: 'left' }, { limits: selectable }) },
);

export const roleDefinitionProperties = {
  description: text(),
  displayName: text({ filter: rules.equal, required: true }),
  isBuiltIn: flag({ ...readOnly, filter: rules.equal, initial: false }),
  isEnabled: flag({ required: true }),
  resourceScopes: list(text()),
  rolePermissions: list(complex(unifiedRolePermission), { required: true }),
  templateId: text(onCreate),
  version: text(),
};

export const roleAssignmentProperties = {
  appScopeId: text({ ...onCreate, filter: rules.equal }),
  condition: text(onCreate),
  directoryScopeId: text({ ...onCreate, filter: rules.equal }),
  principalId: text({ ...onCreate, required: true, filter: rules.equal }),
  roleDefinitionId: text({ ...onCreate, required: true, filter: rules.equal }),
};

/** `/administrativeUnits/{id}` and `/{id}` name an object; `/` is the whole directory, which is none. */
function directoryScope(assignment: tables.RoleAssignment, reader: Reader): Row | undefined {
  const id = assignment.directoryScopeId?.split('/').at(-1);
  return id ? tables.directoryObject(reader, id) : undefined;
}

export const roleAssignmentNavigations = {
  directoryScope: one('directoryObject', { computed: directoryScope }),
  principal: one('directoryObject', { key: 'principalId' }),
  roleDefinition: one('unifiedRoleDefinition', { key: 'roleDefinitionId' }),
};

/** Entitlement management lists role assignments only by principal, definition or scope. */
const onlyFiltered = (application: Row) => application.id === 'entitlementManagement';

/** One system whose roles are managed; its id is the name of the provider. */
export const rbacApplication = entityType(
  'rbacApplication',
  { base: 'entity', workload: 'directory' },
  {},
  {
    roleAssignments: many(
      'unifiedRoleAssignment',
      { inverse: 'provider' },
      { contained: true, requiresFilter: onlyFiltered },
    ),
    roleDefinitions: many('unifiedRoleDefinition', { inverse: 'provider' }, { contained: true }),
  },
);

const provider = (id: tables.RbacProvider) => ({ computed: (): Row => ({ id }) });

export const roleManagement = entityType(
  'roleManagement',
  { workload: 'directory' },
  {},
  {
    directory: one('rbacApplication', provider('directory'), { contained: true }),
    entitlementManagement: one('rbacApplication', provider('entitlementManagement'), { contained: true }),
  },
);
