import { dateTime, entityType, enumeration, flag, many, member, readOnly, text } from '../../edm.js';
import * as tables from '../../entitlement/tables.js';
import { catalogRoles, catalogScopes } from '../../entitlement/walks.js';

export const accessPackageCatalogType = enumeration('accessPackageCatalogType', {
  userManaged: 1,
  serviceDefault: 2,
  serviceManaged: 3,
  unknownFutureValue: 4,
});

export const accessPackageCatalogState = enumeration('accessPackageCatalogState', {
  unpublished: 1,
  published: 2,
  unknownFutureValue: 3,
});

const contained = { contained: true } as const;

export const accessPackageCatalog = entityType(
  'accessPackageCatalog',
  { base: 'entity', table: tables.catalogs, alternateKeys: { uniqueName: { index: 'uniqueName', fold: true } } },
  {
    catalogType: member(accessPackageCatalogType, { ...readOnly, initial: 'userManaged' }),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text({ required: true }),
    isExternallyVisible: flag({ initial: false }),
    modifiedDateTime: dateTime(readOnly),
    state: member(accessPackageCatalogState, { initial: 'published' }),
  },
  {
    accessPackages: many('accessPackage', { inverse: 'catalogId' }, contained),
    customWorkflowExtensions: many('customCalloutExtension', { inverse: 'catalogId' }, contained),
    resourceRoles: many(
      'accessPackageResourceRole',
      { computed: catalogRoles },
      { ...contained, requiresFilter: true },
    ),
    resources: many(
      'accessPackageResource',
      { inverse: 'catalogId' },
      { ...contained, notImplemented: 'entity', source: 'microsoftgraph/msgraph-sdk-powershell#2493' },
    ),
    resourceScopes: many('accessPackageResourceScope', { computed: catalogScopes }, contained),
  },
);
