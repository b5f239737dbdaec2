import { complex, complexType, duration, flag, int32, list, text } from '../../edm.js';
import { approvalMode } from '../../entitlement/beta-policy.js';
import { fallback, firstChoice, inDays, inMinutes, within } from '../../entitlement/spelling.js';
import { extensionValue } from './extensions.js';
import { userSet } from './user-sets.js';

export const approvalStage = complexType(
  'approvalStage',
  {
    approvalStageTimeOutInDays: int32({ of: within('durationBeforeAutomaticDenial', inDays) }),
    escalationApprovers: list(complex(userSet)),
    escalationTimeInMinutes: int32({ of: within('durationBeforeEscalation', inMinutes) }),
    isApproverJustificationRequired: flag({ initial: false }),
    isEscalationEnabled: flag({ initial: false }),
    primaryApprovers: list(complex(userSet)),
  },
  { discriminator: 'accessPackageApprovalStage' },
);

/** A custom extension names the approvers. */
export const accessPackageDynamicApprovalStage = complexType(
  'accessPackageDynamicApprovalStage',
  { customExtension: complex(extensionValue) },
  { base: approvalStage },
);

export const approvalSettings = complexType('approvalSettings', {
  approvalMode: text({ of: approvalMode }),
  approvalStages: list(complex(approvalStage), { of: 'stages' }),
  isApprovalRequired: flag({ of: 'isApprovalRequiredForAdd', initial: false }),
  isApprovalRequiredForExtension: flag({ of: 'isApprovalRequiredForUpdate', initial: false }),
  isRequestorJustificationRequired: flag({ initial: false }),
});

/** A stage as an extension names its approvers when it resumes a request. */
export const accessPackageApprovalStage = complexType('accessPackageApprovalStage', {
  durationBeforeAutomaticDenial: duration(),
  durationBeforeEscalation: duration(),
  escalationApprovers: list(complex(userSet), { of: firstChoice('escalationApprovers') }),
  fallbackEscalationApprovers: list(complex(userSet), { of: fallback('escalationApprovers') }),
  fallbackPrimaryApprovers: list(complex(userSet), { of: fallback('primaryApprovers') }),
  isApproverJustificationRequired: flag({ initial: false }),
  isEscalationEnabled: flag({ initial: false }),
  primaryApprovers: list(complex(userSet), { of: firstChoice('primaryApprovers') }),
});
