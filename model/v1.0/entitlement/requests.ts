import { complex, dateTime, entityType, list, member, one, readOnly, text } from '../../edm.js';
import { customExtensionCalloutInstance } from '../../entitlement/extension-values.js';
import { filled } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { accessPackageAnswer } from './questions.js';
import {
  accessPackageRequestState,
  accessPackageRequestType,
  entitlementManagementSchedule,
} from './request-values.js';

export const accessPackageAssignmentRequest = entityType(
  'accessPackageAssignmentRequest',
  { base: 'entity', table: tables.requests },
  {
    answers: list(complex(accessPackageAnswer)),
    completedDateTime: dateTime(readOnly),
    createdDateTime: dateTime(readOnly),
    customExtensionCalloutInstances: list(complex(customExtensionCalloutInstance), readOnly),
    justification: text(),
    requestType: member(accessPackageRequestType, { required: true }),
    schedule: complex(entitlementManagementSchedule, { of: filled('schedule') }),
    state: member(accessPackageRequestState, readOnly),
    status: text(readOnly),
  },
  {
    accessPackage: one('accessPackage', { key: 'accessPackageId' }),
    assignment: one('accessPackageAssignment', { key: 'assignmentId' }),
    requestor: one('accessPackageSubject', { key: 'requestorId' }),
    accessPackageAssignment: one(
      'accessPackageAssignment',
      { key: 'assignmentId' },
      {
        as: 'assignment',
        notExpandable: true,
        source:
          '/graph/api/entitlementmanagement-post-assignmentrequests: the name in its fourth example and later ones',
      },
    ),
  },
);
