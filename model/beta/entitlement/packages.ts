import { dateTime, entityType, flag, many, onCreate, one, readOnly, text } from '../../edm.js';
import * as tables from '../../entitlement/tables.js';

const contained = { contained: true } as const;

export const accessPackage = entityType(
  'accessPackage',
  { base: 'entity', table: tables.accessPackages, alternateKeys: { uniqueName: { index: 'uniqueName', fold: true } } },
  {
    catalogId: text(onCreate),
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text({ required: true }),
    isHidden: flag({ initial: false }),
    isRoleScopesVisible: flag({ initial: false }),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
    uniqueName: text(),
  },
  {
    accessPackageAssignmentPolicies: many(
      'accessPackageAssignmentPolicy',
      { inverse: 'accessPackageId' },
      { ...contained, as: 'assignmentPolicies' },
    ),
    accessPackageCatalog: one('accessPackageCatalog', { key: 'catalogId' }, { as: 'catalog' }),
    accessPackageResourceRoleScopes: many(
      'accessPackageResourceRoleScope',
      { inverse: 'accessPackageId' },
      { ...contained, as: 'resourceRoleScopes' },
    ),
    accessPackagesIncompatibleWith: many('accessPackage', { link: tables.incompatiblePackages, end: 'right' }),
    incompatibleAccessPackages: many('accessPackage', { link: tables.incompatiblePackages, end: 'left' }),
    incompatibleGroups: many('group', { link: tables.incompatibleGroups, end: 'left' }, contained),
  },
);
