import {
  complex,
  complexType,
  dateTime,
  duration,
  entityType,
  enumeration,
  flag,
  list,
  many,
  member,
  one,
  readOnly,
  text,
} from '../../edm.js';
import { accessPackageNotificationSettings, expirationPattern } from '../../entitlement/shared-values.js';
import { fallback, filled, firstChoice } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { catalogOfPolicy } from '../../entitlement/walks.js';
import { accessPackageAssignmentApprovalSettings } from './approval-settings.js';
import { entitlementManagementSchedule } from './request-values.js';
import { subjectSet } from './subject-sets.js';

export const allowedTargetScope = enumeration('allowedTargetScope', [
  'notSpecified',
  'specificDirectoryUsers',
  'specificConnectedOrganizationUsers',
  'specificDirectoryServicePrincipals',
  'allMemberUsers',
  'allDirectoryUsers',
  'allDirectoryServicePrincipals',
  'allConfiguredConnectedOrganizationUsers',
  'allExternalUsers',
  'allDirectoryAgentIdentities',
  'unknownFutureValue',
]);

export const accessReviewExpirationBehavior = enumeration('accessReviewExpirationBehavior', {
  keepAccess: 0,
  removeAccess: 1,
  acceptAccessRecommendation: 2,
  unknownFutureValue: 99,
});

export const accessPackageAutomaticRequestSettings = complexType('accessPackageAutomaticRequestSettings', {
  gracePeriodBeforeAccessRemoval: duration(),
  removeAccessWhenTargetLeavesAllowedTargets: flag(),
  requestAccessForAllowedTargets: flag(),
});

export const accessPackageAssignmentRequestorSettings = complexType('accessPackageAssignmentRequestorSettings', {
  allowCustomAssignmentSchedule: flag({ initial: false }),
  enableOnBehalfRequestorsToAddAccess: flag({ initial: false }),
  enableOnBehalfRequestorsToRemoveAccess: flag({ initial: false }),
  enableOnBehalfRequestorsToUpdateAccess: flag({ initial: false }),
  enableTargetsToSelfAddAccess: flag({ initial: false }),
  enableTargetsToSelfRemoveAccess: flag({ initial: false }),
  enableTargetsToSelfUpdateAccess: flag({ initial: false }),
  onBehalfRequestors: list(complex(subjectSet)),
});

export const accessPackageAssignmentReviewSettings = complexType('accessPackageAssignmentReviewSettings', {
  expirationBehavior: member(accessReviewExpirationBehavior, { initial: 'keepAccess' }),
  fallbackReviewers: list(complex(subjectSet), { of: fallback('primaryReviewers') }),
  isEnabled: flag({ initial: false }),
  isRecommendationEnabled: flag({ initial: false }),
  isReviewerJustificationRequired: flag({ initial: false }),
  isSelfReview: flag({ initial: false }),
  primaryReviewers: list(complex(subjectSet), { of: firstChoice('primaryReviewers') }),
  schedule: complex(entitlementManagementSchedule),
});

const contained = { contained: true } as const;

export const accessPackageAssignmentPolicy = entityType(
  'accessPackageAssignmentPolicy',
  { base: 'entity', table: tables.policies },
  {
    allowedTargetScope: member(allowedTargetScope, { initial: 'notSpecified' }),
    automaticRequestSettings: complex(accessPackageAutomaticRequestSettings),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text(),
    expiration: complex(expirationPattern, { of: filled('expiration') }),
    modifiedDateTime: dateTime(readOnly),
    notificationSettings: complex(accessPackageNotificationSettings, { of: filled('notificationSettings') }),
    requestApprovalSettings: complex(accessPackageAssignmentApprovalSettings, {
      of: filled('requestApprovalSettings'),
    }),
    requestorSettings: complex(accessPackageAssignmentRequestorSettings, { of: filled('requestorSettings') }),
    reviewSettings: complex(accessPackageAssignmentReviewSettings),
    specificAllowedTargets: list(complex(subjectSet)),
  },
  {
    accessPackage: one('accessPackage', { key: 'accessPackageId' }),
    catalog: one('accessPackageCatalog', { computed: catalogOfPolicy }),
    customExtensionStageSettings: many('customExtensionStageSetting', { embedded: 'customExtensionStageSettings' }),
    questions: many('accessPackageQuestion', { embedded: 'questions' }, { ...contained, inline: true }),
  },
);
