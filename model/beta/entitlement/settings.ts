import { entityType, int32, text } from '../../edm.js';
import { accessPackageExternalUserLifecycleAction } from '../../entitlement/control-configurations.js';
import { inDays, within, words } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';

export const entitlementManagementSettings = entityType(
  'entitlementManagementSettings',
  { base: 'entity', table: tables.settings },
  {
    daysUntilExternalUserDeletedAfterBlocked: int32({
      of: within('durationUntilExternalUserDeletedAfterBlocked', inDays),
    }),
    externalUserLifecycleAction: text({ codec: words(accessPackageExternalUserLifecycleAction) }),
  },
);
