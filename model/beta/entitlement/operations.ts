import {
  type BoundOperation,
  complex,
  complexType,
  dateTime,
  enumeration,
  flag,
  list,
  member,
  text,
} from '../../edm.js';
import { accessPackageCustomExtensionStage } from '../../entitlement/extension-values.js';
import { filterByCurrentUser, sharedOperations } from '../../entitlement/operation-values.js';
import { accessPackageApprovalStage } from './approval-settings.js';
import { accessPackageAnswer, accessPackageQuestion } from './questions.js';
import { requestSchedule } from './requests.js';

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

export const verifiableCredentialRequirementStatus = complexType(
  'verifiableCredentialRequirementStatus',
  {},
  { abstract: true, ...polymorphic },
);
const credential = { base: verifiableCredentialRequirementStatus, ...polymorphic } as const;
export const verifiableCredentialRequired = complexType(
  'verifiableCredentialRequired',
  { expiryDateTime: dateTime(), url: text() },
  credential,
);
export const verifiableCredentialRetrieved = complexType(
  'verifiableCredentialRetrieved',
  { expiryDateTime: dateTime() },
  credential,
);
export const verifiableCredentialVerified = complexType('verifiableCredentialVerified', {}, credential);

/** What one policy of a package asks of the caller. */
export const accessPackageAssignmentRequestRequirements = complexType('accessPackageAssignmentRequestRequirements', {
  existingAnswers: list(complex(accessPackageAnswer)),
  isApprovalRequired: flag({ of: 'isApprovalRequiredForAdd' }),
  isApprovalRequiredForExtension: flag({ of: 'isApprovalRequiredForUpdate' }),
  isCustomAssignmentScheduleAllowed: flag({ of: 'allowCustomAssignmentSchedule' }),
  isRequestorJustificationRequired: flag(),
  policyDescription: text(),
  policyDisplayName: text(),
  policyId: text(),
  questions: list(complex(accessPackageQuestion)),
  schedule: complex(requestSchedule),
  verifiableCredentialRequirementStatus: complex(verifiableCredentialRequirementStatus),
});

export const accessPackageSuggestionFilterByCurrentUserOptions = enumeration(
  'accessPackageSuggestionFilterByCurrentUserOptions',
  { none: 0, relatedPeopleAssignments: 1, assignmentHistory: 2, all: 3, unknownFutureValue: 4 },
  { flags: true },
);

/** Functions of a collection that give what concerns the caller, or everything. */
function older(name: 'My' | 'Search', type: string): BoundOperation {
  return { kind: 'function', name, on: type, collection: true, composable: true, returns: { type, collection: true } };
}

export const operations: readonly BoundOperation[] = [
  ...sharedOperations,
  filterByCurrentUser('accessPackageSuggestion', accessPackageSuggestionFilterByCurrentUserOptions),
  {
    kind: 'action',
    name: 'getApplicablePolicyRequirements',
    on: 'accessPackage',
    entities: { subject: { type: 'accessPackageSubject' } },
    returns: { property: complex(accessPackageAssignmentRequestRequirements), collection: true },
  },
  {
    kind: 'action',
    name: 'moveToCatalog',
    on: 'accessPackage',
    parameters: { catalogId: text({ required: true }) },
  },
  {
    kind: 'action',
    name: 'resume',
    on: 'accessPackageAssignmentRequest',
    parameters: { source: text(), type: text(), data: complex(customExtensionData) },
  },
  older('My', 'accessPackageAssignment'),
  older('My', 'accessPackageAssignmentRequest'),
  older('My', 'accessPackageAssignmentResourceRole'),
  older('Search', 'accessPackage'),
  older('Search', 'accessPackageCatalog'),
];
