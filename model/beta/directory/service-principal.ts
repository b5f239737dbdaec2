import { permissionScope } from '../../directory/application-values.js';
import * as shared from '../../directory/service-principal.js';
import { servicePrincipals } from '../../directory/tables.js';
import { complex, dateTime, entityType, list, readOnly, text } from '../../edm.js';
import { passwordSingleSignOnSettings } from './values.js';

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
    errorUrl: text(),
    passwordSingleSignOnSettings: complex(passwordSingleSignOnSettings, readOnly),
    preferredTokenSigningKeyEndDateTime: dateTime(readOnly),
    publishedPermissionScopes: list(complex(permissionScope), { of: 'oauth2PermissionScopes' }),
    publisherName: text(readOnly),
    samlMetadataUrl: text(),
  },
  shared.navigations,
);
