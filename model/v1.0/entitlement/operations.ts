import { type BoundOperation, complex, complexType, enumeration, flag, list, member, text } from '../../edm.js';
import { accessPackageCustomExtensionStage } from '../../entitlement/extension-values.js';
import { filterByCurrentUser, sharedOperations } from '../../entitlement/operation-values.js';
import { accessPackageApprovalStage } from './approval-settings.js';
import { questionValue } from './questions.js';
import { entitlementManagementSchedule } from './request-values.js';

const polymorphic = { polymorphic: true } as const;

/** What an extension sends back when it resumes a request. */
export const customExtensionData = complexType('customExtensionData', {}, { abstract: true, ...polymorphic });
export const accessPackageAssignmentRequestCallbackData = complexType(
  'accessPackageAssignmentRequestCallbackData',
  {
    customExtensionStageInstanceDetail: text(),
    customExtensionStageInstanceId: text(),
    stage: member(accessPackageCustomExtensionStage),
    state: text(),
  },
  { base: customExtensionData, ...polymorphic },
);
export const assignmentRequestApprovalStageCallbackData = complexType(
  'assignmentRequestApprovalStageCallbackData',
  { approvalStage: complex(accessPackageApprovalStage) },
  { base: accessPackageAssignmentRequestCallbackData, ...polymorphic },
);

/** What one policy of a package asks of the caller. */
export const accessPackageAssignmentRequestRequirements = complexType('accessPackageAssignmentRequestRequirements', {
  allowCustomAssignmentSchedule: flag(),
  isApprovalRequiredForAdd: flag(),
  isApprovalRequiredForUpdate: flag(),
  isRequestorJustificationRequired: flag(),
  policyDescription: text(),
  policyDisplayName: text(),
  policyId: text(),
  questions: list(complex(questionValue)),
  schedule: complex(entitlementManagementSchedule),
});

export const accessPackageSuggestionFilterByCurrentUserOptions = enumeration(
  'accessPackageSuggestionFilterByCurrentUserOptions',
  { none: 0, relatedPeopleAssignments: 1, assignmentHistory: 2, unknownFutureValue: 4 },
  { flags: true },
);

export const operations: readonly BoundOperation[] = [
  ...sharedOperations,
  filterByCurrentUser('accessPackageSuggestion', accessPackageSuggestionFilterByCurrentUserOptions),
  {
    kind: 'action',
    name: 'getApplicablePolicyRequirements',
    on: 'accessPackage',
    returns: { property: complex(accessPackageAssignmentRequestRequirements), collection: true },
  },
  {
    kind: 'action',
    name: 'resume',
    on: 'accessPackageAssignmentRequest',
    parameters: { source: text(), type: text(), data: complex(customExtensionData) },
  },
];
