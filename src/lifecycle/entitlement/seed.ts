/** What entitlement management holds in a new tenant. */
import { catalogs, settings } from '../../../model/entitlement/tables.js';
import type { Transaction } from '../../store/index.js';
import { seedSites } from './origins/sites.js';

/** The id of the built-in catalog, the same in every tenant. */
export const GENERAL_CATALOG = 'cec5d6ab-c75d-47c0-9c1c-92e89f66e384';

const LONG_AGO = '2020-05-30T10:58:05.363Z';

/** Writes the General catalog, the settings, and the sites that can be added to catalogs from the start. */
export function seedEntitlement(tx: Transaction): void {
  tx.insert(catalogs, {
    id: GENERAL_CATALOG,
    displayName: 'General',
    description: 'Built-in catalog.',
    catalogType: 'serviceDefault',
    state: 'published',
    isExternallyVisible: true,
    createdBy: 'Azure AD',
    createdDateTime: LONG_AGO,
    modifiedBy: 'Azure AD',
    modifiedDateTime: LONG_AGO,
  });
  tx.insert(settings, {
    id: 'singleton',
    externalUserLifecycleAction: 'blockSignInAndDelete',
    durationUntilExternalUserDeletedAfterBlocked: 'P30D',
  });
  seedSites(tx);
}
