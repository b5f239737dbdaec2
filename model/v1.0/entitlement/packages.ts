import { dateTime, entityType, flag, many, one, readOnly, text } from '../../edm.js';
import * as tables from '../../entitlement/tables.js';

const contained = { contained: true } as const;

export const accessPackage = entityType(
  'accessPackage',
  { base: 'entity', table: tables.accessPackages, alternateKeys: { uniqueName: { index: 'uniqueName', fold: true } } },
  {
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text({ required: true }),
    isHidden: flag({ initial: false }),
    modifiedDateTime: dateTime(readOnly),
  },
  {
    accessPackagesIncompatibleWith: many('accessPackage', { link: tables.incompatiblePackages, end: 'right' }),
    assignmentPolicies: many('accessPackageAssignmentPolicy', { inverse: 'accessPackageId' }, contained),
    catalog: one('accessPackageCatalog', { key: 'catalogId' }),
    incompatibleAccessPackages: many('accessPackage', { link: tables.incompatiblePackages, end: 'left' }),
    incompatibleGroups: many('group', { link: tables.incompatibleGroups, end: 'left' }, contained),
    resourceRoleScopes: many('accessPackageResourceRoleScope', { inverse: 'accessPackageId' }, contained),
  },
);
