import { dateTime, entityType, flag, many, readOnly, text } from '../../edm.js';
import { words } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { catalogRoles, catalogScopes } from '../../entitlement/walks.js';
import { accessPackageCatalogState, accessPackageCatalogType } from '../../v1.0/entitlement/catalogs.js';

const contained = { contained: true } as const;

export const accessPackageCatalog = entityType(
  'accessPackageCatalog',
  { base: 'entity', table: tables.catalogs, alternateKeys: { uniqueName: { index: 'uniqueName', fold: true } } },
  {
    catalogStatus: text({ of: 'state', codec: words(accessPackageCatalogState), initial: 'published' }),
    catalogType: text({ codec: words(accessPackageCatalogType), ...readOnly, initial: 'userManaged' }),
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text({ required: true }),
    isExternallyVisible: flag({ initial: false }),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
    uniqueName: text(),
  },
  {
    accessPackageCustomWorkflowExtensions: many(
      'customCalloutExtension',
      { inverse: 'catalogId' },
      { ...contained, as: 'customWorkflowExtensions' },
    ),
    accessPackageResourceRoles: many(
      'accessPackageResourceRole',
      { computed: catalogRoles },
      { ...contained, as: 'resourceRoles', requiresFilter: true },
    ),
    accessPackageResources: many(
      'accessPackageResource',
      { inverse: 'catalogId' },
      // The tutorial's context names the set, not the path.
      { ...contained, as: 'resources', context: 'accessPackageResources' },
    ),
    accessPackageResourceScopes: many(
      'accessPackageResourceScope',
      { computed: catalogScopes },
      { ...contained, as: 'resourceScopes' },
    ),
    accessPackages: many('accessPackage', { inverse: 'catalogId' }, contained),
    customAccessPackageWorkflowExtensions: many(
      'customAccessPackageWorkflowExtension',
      { inverse: 'catalogId' },
      contained,
    ),
  },
);
