import { permissionScope, resourceSpecificPermission } from '../../directory/application-values.js';
import * as shared from '../../directory/service-principal.js';
import { servicePrincipals } from '../../directory/tables.js';
import { complex, entityType, list, readOnly } from '../../edm.js';

export const servicePrincipal = entityType(
  'servicePrincipal',
  {
    base: 'directoryObject',
    table: servicePrincipals,
    discriminator: 'servicePrincipal',
    workload: 'directory',
    alternateKeys: { appId: { index: 'appId', fold: true } },
  },
  {
    ...shared.properties,
    oauth2PermissionScopes: list(complex(permissionScope)),
    resourceSpecificApplicationPermissions: list(complex(resourceSpecificPermission), readOnly),
  },
  shared.navigations,
);
