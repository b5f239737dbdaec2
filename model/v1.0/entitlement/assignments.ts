import { complex, dateTime, entityType, list, member, onCreate, one, readOnly, text } from '../../edm.js';
import { customExtensionCalloutInstance } from '../../entitlement/extension-values.js';
import { filled, targetObjectId } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { accessPackageAssignmentState, entitlementManagementSchedule } from './request-values.js';

/** v1.0 prints no foreign keys, yet requests name what they are for by them. */
const sentInRequests = {
  ...onCreate,
  readable: 'filter',
  source: '/graph/api/entitlementmanagement-post-assignmentrequests: adminAdd',
} as const;

export const accessPackageAssignment = entityType(
  'accessPackageAssignment',
  { base: 'entity', table: tables.assignments },
  {
    customExtensionCalloutInstances: list(complex(customExtensionCalloutInstance), readOnly),
    expiredDateTime: dateTime(readOnly),
    schedule: complex(entitlementManagementSchedule, { of: filled('schedule') }),
    state: member(accessPackageAssignmentState, readOnly),
    status: text(readOnly),
    accessPackageId: text(sentInRequests),
    assignmentPolicyId: text(sentInRequests),
    targetId: text({ of: targetObjectId, ...sentInRequests }),
  },
  {
    accessPackage: one('accessPackage', { key: 'accessPackageId' }),
    assignmentPolicy: one('accessPackageAssignmentPolicy', { key: 'assignmentPolicyId' }),
    target: one('accessPackageSubject', { key: 'targetId' }),
  },
);
