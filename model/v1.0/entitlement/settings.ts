import { duration, entityType, member } from '../../edm.js';
import { accessPackageExternalUserLifecycleAction } from '../../entitlement/control-configurations.js';
import * as tables from '../../entitlement/tables.js';

export const entitlementManagementSettings = entityType(
  'entitlementManagementSettings',
  { base: 'entity', table: tables.settings },
  {
    durationUntilExternalUserDeletedAfterBlocked: duration(),
    externalUserLifecycleAction: member(accessPackageExternalUserLifecycleAction),
  },
);
