import { complex, complexType, dateTime, enumeration } from '../../edm.js';
import { expirationPattern, patternedRecurrence } from '../../entitlement/shared-values.js';
import { stopDateTime } from '../../entitlement/spelling.js';

export const accessPackageRequestType = enumeration('accessPackageRequestType', [
  'notSpecified',
  'userAdd',
  'userUpdate',
  'userRemove',
  'adminAdd',
  'adminUpdate',
  'adminRemove',
  'systemAdd',
  'systemUpdate',
  'systemRemove',
  'onBehalfAdd',
  'unknownFutureValue',
  'approverRemove',
]);

export const accessPackageRequestState = enumeration('accessPackageRequestState', [
  'submitted',
  'pendingApproval',
  'delivering',
  'delivered',
  'deliveryFailed',
  'denied',
  'scheduled',
  'canceled',
  'partiallyDelivered',
  'unknownFutureValue',
]);

export const accessPackageAssignmentState = enumeration('accessPackageAssignmentState', [
  'delivering',
  'partiallyDelivered',
  'delivered',
  'expired',
  'deliveryFailed',
  'unknownFutureValue',
]);

export const entitlementManagementSchedule = complexType('entitlementManagementSchedule', {
  expiration: complex(expirationPattern, { initial: {} }),
  recurrence: complex(patternedRecurrence),
  startDateTime: dateTime(),
  stopDateTime: dateTime({
    of: stopDateTime,
    readable: 'filter',
    source: '/graph/api/entitlementmanagement-post-assignmentrequests: sent by its fifth example',
  }),
});
