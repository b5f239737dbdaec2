import {
  complex,
  complexType,
  dateTime,
  entityType,
  flag,
  int32,
  list,
  many,
  onCreate,
  one,
  readOnly,
  text,
} from '../../edm.js';
import {
  durationInDays,
  expiration,
  expirationDateTime,
  requestorSettings,
  scopeType,
} from '../../entitlement/beta-policy.js';
import { accessPackageNotificationSettings, expirationPattern } from '../../entitlement/shared-values.js';
import { filled, within } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { catalogOfPolicy } from '../../entitlement/walks.js';
import { approvalSettings } from './approval-settings.js';
import { accessPackageQuestion } from './questions.js';
import { assignmentReviewSettings } from './review-settings.js';
import { userSet } from './user-sets.js';

const source = '/graph/api/entitlementmanagement-post-accesspackageassignmentpolicies: its fourth and fifth example';

/** Its canonical fields are the policy's. */
export const requestorSettingsType = complexType('requestorSettings', {
  acceptRequests: flag({ of: within('requestorSettings.enableTargetsToSelfAddAccess'), initial: false }),
  allowedRequestors: list(complex(userSet), { of: 'specificAllowedTargets' }),
  scopeType: text({ of: scopeType }),
  /** Sent by samples, never printed. */
  isOnBehalfAllowed: flag({
    of: within('requestorSettings.enableOnBehalfRequestorsToAddAccess'),
    readable: 'filter',
    source,
  }),
});

export const verifiableCredentialType = complexType('verifiableCredentialType', {
  credentialType: text(),
  issuers: list(text()),
});
export const verifiableCredentialSettings = complexType('verifiableCredentialSettings', {
  credentialTypes: list(complex(verifiableCredentialType)),
});

export const accessPackageAssignmentPolicy = entityType(
  'accessPackageAssignmentPolicy',
  { base: 'entity', table: tables.policies },
  {
    accessPackageId: text(onCreate),
    accessPackageNotificationSettings: complex(accessPackageNotificationSettings, {
      of: filled('notificationSettings'),
    }),
    accessReviewSettings: complex(assignmentReviewSettings, { of: 'reviewSettings' }),
    canExtend: flag({ of: within('requestorSettings.enableTargetsToSelfUpdateAccess'), initial: false }),
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text(),
    durationInDays: int32({ of: durationInDays }),
    expirationDateTime: dateTime({ of: expirationDateTime }),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
    questions: list(complex(accessPackageQuestion)),
    requestApprovalSettings: complex(approvalSettings, { of: filled('requestApprovalSettings') }),
    requestorSettings: complex(requestorSettingsType, { of: requestorSettings }),
    verifiableCredentialSettings: complex(verifiableCredentialSettings),
    expiration: complex(expirationPattern, { of: expiration, readable: 'set', source }),
  },
  {
    accessPackage: one('accessPackage', { key: 'accessPackageId' }),
    accessPackageCatalog: one(
      'accessPackageCatalog',
      { computed: catalogOfPolicy },
      { contained: true, as: 'catalog' },
    ),
    customExtensionHandlers: many('customExtensionHandler', { embedded: 'customExtensionHandlers' }),
    customExtensionStageSettings: many('customExtensionStageSetting', { embedded: 'customExtensionStageSettings' }),
  },
);
