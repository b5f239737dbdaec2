import { complex, complexType, duration, enumeration, flag, list, member } from '../../edm.js';
import { fallback, firstChoice } from '../../entitlement/spelling.js';
import { extensionValue } from './extensions.js';
import { subjectSet } from './subject-sets.js';

export const approverInformationVisibility = enumeration('approverInformationVisibility', [
  'default',
  'notVisible',
  'visible',
  'unknownFutureValue',
]);

export const accessPackageApprovalStage = complexType('accessPackageApprovalStage', {
  approverInformationVisibility: member(approverInformationVisibility, { initial: 'default' }),
  durationBeforeAutomaticDenial: duration(),
  durationBeforeEscalation: duration(),
  escalationApprovers: list(complex(subjectSet), { of: firstChoice('escalationApprovers') }),
  fallbackEscalationApprovers: list(complex(subjectSet), { of: fallback('escalationApprovers') }),
  fallbackPrimaryApprovers: list(complex(subjectSet), { of: fallback('primaryApprovers') }),
  isApproverJustificationRequired: flag({ initial: false }),
  isEscalationEnabled: flag({ initial: false }),
  primaryApprovers: list(complex(subjectSet), { of: firstChoice('primaryApprovers') }),
});

/** A custom extension names the approvers. */
export const accessPackageDynamicApprovalStage = complexType(
  'accessPackageDynamicApprovalStage',
  { customExtension: complex(extensionValue) },
  { base: accessPackageApprovalStage },
);

export const accessPackageAssignmentApprovalSettings = complexType('accessPackageAssignmentApprovalSettings', {
  isApprovalRequiredForAdd: flag({ initial: false }),
  isApprovalRequiredForUpdate: flag({ initial: false }),
  isRequestorJustificationRequired: flag({ initial: false }),
  stages: list(complex(accessPackageApprovalStage)),
});
