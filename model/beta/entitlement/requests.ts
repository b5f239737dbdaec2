import { complex, complexType, dateTime, entityType, flag, list, member, one, readOnly, text } from '../../edm.js';
import { customExtensionCalloutInstance } from '../../entitlement/extension-values.js';
import { expirationPattern, patternedRecurrence } from '../../entitlement/shared-values.js';
import {
  filled,
  handlerInstances,
  requestTypeInBeta,
  requestTypeRetold,
  stopDateTime,
  words,
} from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { accessPackageRequestState, accessPackageRequestType } from '../../v1.0/entitlement/request-values.js';
import { customExtensionHandlerInstance } from './extensions.js';
import { accessPackageAnswer } from './questions.js';

const source = '/graph/api/entitlementmanagement-post-assignmentrequests: its fifth example';
const inV1Words = {
  source: '/graph/api/entitlementmanagement-list-assignmentrequests: the members it prints',
} as const;
const filterOnly = { ...readOnly, ...inV1Words, readable: 'filter' } as const;

export const requestSchedule = complexType('requestSchedule', {
  expiration: complex(expirationPattern, { initial: {} }),
  recurrence: complex(patternedRecurrence),
  startDateTime: dateTime(),
  stopDateTime: dateTime({ of: stopDateTime, readable: 'filter', source }),
});

/** What was proved with a verifiable credential. */
export const verifiedCredentialClaims = complexType('verifiedCredentialClaims', {}, { open: true });
export const verifiedCredentialData = complexType('verifiedCredentialData', {
  authority: text(),
  claims: complex(verifiedCredentialClaims),
  type: list(text()),
});

export const requestActivity = complexType('requestActivity', {
  action: text(),
  actionDateTime: dateTime(),
  detail: text(),
  scheduledDateTime: dateTime(),
  userDisplayName: text(),
  userPrincipalName: text(),
});

export const accessPackageAssignmentRequest = entityType(
  'accessPackageAssignmentRequest',
  { base: 'entity', table: tables.requests },
  {
    answers: list(complex(accessPackageAnswer)),
    completedDate: dateTime({ of: 'completedDateTime', ...readOnly }),
    createdDateTime: dateTime(readOnly),
    customExtensionCalloutInstances: list(complex(customExtensionCalloutInstance), readOnly),
    customExtensionHandlerInstances: list(complex(customExtensionHandlerInstance), {
      of: handlerInstances,
      ...readOnly,
    }),
    expirationDateTime: dateTime(readOnly),
    history: list(complex(requestActivity), readOnly),
    isValidationOnly: flag({ initial: false }),
    justification: text(),
    requestState: text({ of: 'state', codec: words(accessPackageRequestState), ...readOnly }),
    requestStatus: text({ of: 'status', ...readOnly }),
    requestType: text({ of: requestTypeInBeta(accessPackageRequestType), required: true }),
    schedule: complex(requestSchedule, { of: filled('schedule') }),
    verifiedCredentialsData: list(complex(verifiedCredentialData)),
    completedDateTime: dateTime(filterOnly),
    state: member(accessPackageRequestState, filterOnly),
    status: text(filterOnly),
  },
  {
    accessPackage: one('accessPackage', { key: 'accessPackageId' }),
    accessPackageAssignment: one(
      'accessPackageAssignment',
      { key: 'assignmentId' },
      { contained: true, as: 'assignment' },
    ),
    requestor: one('accessPackageSubject', { key: 'requestorId' }, { contained: true }),
    assignment: one('accessPackageAssignment', { key: 'assignmentId' }, { notExpandable: true, source }),
  },
);

/** A request in the set `assignmentRequests`: beta's pages on it print v1.0's members beside its own. */
export const assignmentRequest = entityType(
  'assignmentRequest',
  { base: 'accessPackageAssignmentRequest', table: tables.requests, retold: true },
  {
    completedDateTime: dateTime({ ...readOnly, ...inV1Words }),
    requestType: text({ of: requestTypeRetold(accessPackageRequestType), required: true }),
    state: member(accessPackageRequestState, { ...readOnly, ...inV1Words }),
    status: text({ ...readOnly, ...inV1Words }),
  },
  { assignment: one('accessPackageAssignment', { key: 'assignmentId' }, { contained: true, source }) },
);
