import { complex, dateTime, entityType, flag, list, many, onCreate, one, readOnly, text } from '../../edm.js';
import { customExtensionCalloutInstance } from '../../entitlement/extension-values.js';
import { filled, targetObjectId, words } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { accessPackageAssignmentState } from '../../v1.0/entitlement/request-values.js';
import { requestSchedule } from './requests.js';

const contained = { contained: true } as const;

export const accessPackageAssignment = entityType(
  'accessPackageAssignment',
  { base: 'entity', table: tables.assignments },
  {
    catalogId: text(readOnly),
    accessPackageId: text(onCreate),
    assignmentPolicyId: text(onCreate),
    targetId: text({ of: targetObjectId, ...onCreate }),
    assignmentStatus: text({ of: 'status', ...readOnly }),
    assignmentState: text({ of: 'state', codec: words(accessPackageAssignmentState), ...readOnly }),
    customExtensionCalloutInstances: list(complex(customExtensionCalloutInstance), readOnly),
    expiredDateTime: dateTime(readOnly),
    isExtended: flag({ ...readOnly, initial: false }),
    schedule: complex(requestSchedule, { of: filled('schedule') }),
  },
  {
    accessPackage: one('accessPackage', { key: 'accessPackageId' }, contained),
    accessPackageAssignmentPolicy: one(
      'accessPackageAssignmentPolicy',
      { key: 'assignmentPolicyId' },
      { ...contained, as: 'assignmentPolicy' },
    ),
    accessPackageAssignmentRequests: many('accessPackageAssignmentRequest', { inverse: 'assignmentId' }, contained),
    accessPackageAssignmentResourceRoles: many(
      'accessPackageAssignmentResourceRole',
      { link: tables.grants, end: 'left' },
      contained,
    ),
    target: one('accessPackageSubject', { key: 'targetId' }, contained),
  },
);

/** A role that somebody holds through assignments. */
export const accessPackageAssignmentResourceRole = entityType(
  'accessPackageAssignmentResourceRole',
  { base: 'entity', table: tables.assignmentResourceRoles },
  { originId: text(readOnly), originSystem: text(readOnly), status: text(readOnly) },
  {
    accessPackageAssignments: many('accessPackageAssignment', { link: tables.grants, end: 'right' }, contained),
    accessPackageResourceRole: one('accessPackageResourceRole', { key: 'roleId' }, { ...contained, as: 'role' }),
    accessPackageResourceScope: one('accessPackageResourceScope', { key: 'scopeId' }, { ...contained, as: 'scope' }),
    accessPackageSubject: one('accessPackageSubject', { key: 'subjectId' }, { ...contained, as: 'subject' }),
  },
);
