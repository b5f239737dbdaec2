/** Policies: whom they let ask for a package, who approves, how long it lasts. */
import type { Audited, Instant } from './audited.js';

export type TargetScope =
  | 'notSpecified'
  | 'specificDirectoryUsers'
  | 'specificConnectedOrganizationUsers'
  | 'specificDirectoryServicePrincipals'
  | 'allMemberUsers'
  | 'allDirectoryUsers'
  | 'allDirectoryServicePrincipals'
  | 'allConfiguredConnectedOrganizationUsers'
  | 'allExternalUsers'
  | 'allDirectoryAgentIdentities';

/** A user, a group's members, a manager … `kind` is v1.0's type name (`singleUser`, `groupMembers`). */
export interface SubjectSet {
  readonly kind: string;
  readonly description?: string | null;
  readonly userId?: string;
  readonly groupId?: string;
  readonly connectedOrganizationId?: string;
  readonly servicePrincipalId?: string;
  readonly managerLevel?: number;
  readonly membershipRule?: string;
  /** beta's flag on entries of one list, where v1.0 has a list of its own for them. */
  readonly isBackup?: boolean;
}

export interface ExpirationPattern {
  readonly type: 'notSpecified' | 'noExpiration' | 'afterDateTime' | 'afterDuration';
  readonly endDateTime?: Instant | null;
  readonly duration?: string | null;
}

export interface Schedule {
  readonly startDateTime?: Instant | null;
  readonly recurrence?: object | null;
  readonly expiration?: ExpirationPattern | null;
}

export interface RequestorSettings {
  readonly enableTargetsToSelfAddAccess: boolean;
  readonly enableTargetsToSelfUpdateAccess: boolean;
  readonly enableTargetsToSelfRemoveAccess: boolean;
  readonly allowCustomAssignmentSchedule: boolean;
  readonly enableOnBehalfRequestorsToAddAccess: boolean;
  readonly enableOnBehalfRequestorsToUpdateAccess: boolean;
  readonly enableOnBehalfRequestorsToRemoveAccess: boolean;
  readonly onBehalfRequestors: readonly SubjectSet[];
}

export interface ApprovalStage {
  readonly durationBeforeAutomaticDenial?: string | null;
  readonly isApproverJustificationRequired?: boolean | null;
  readonly isEscalationEnabled?: boolean | null;
  /** A stage whose approvers a custom extension names is an `accessPackageDynamicApprovalStage`. */
  readonly kind?: 'accessPackageApprovalStage' | 'accessPackageDynamicApprovalStage';
  readonly customExtension?: { readonly kind?: string; readonly id?: string } | null;
  readonly durationBeforeEscalation?: string | null;
  readonly approverInformationVisibility?: string | null;
  /** Primary and escalation approvers in the order sent, backups among them (`isBackup`). */
  readonly primaryApprovers: readonly SubjectSet[];
  readonly escalationApprovers: readonly SubjectSet[];
}

export interface ReviewSettings {
  readonly isEnabled?: boolean | null;
  readonly expirationBehavior?: string | null;
  readonly isRecommendationEnabled?: boolean | null;
  readonly isReviewerJustificationRequired?: boolean | null;
  readonly isSelfReview?: boolean | null;
  readonly schedule?: Schedule | null;
  /** Reviewers in the order sent, fallback reviewers among them (`isBackup`). */
  readonly primaryReviewers?: readonly SubjectSet[];
  /** beta's words as they were sent; what they mean is in the fields above as well. */
  readonly reviewerType?: string | null;
  readonly recurrenceType?: string | null;
  readonly isAgenticExperienceEnabled?: boolean | null;
}

/** A custom extension called at a stage of a request's or assignment's life. */
export interface StageSetting {
  readonly id?: string;
  readonly stage: string;
  readonly customExtensionId: string;
}

export interface LocalizedText {
  readonly languageCode?: string | null;
  readonly text?: string | null;
}

export interface Question {
  readonly kind: 'accessPackageTextInputQuestion' | 'accessPackageMultipleChoiceQuestion';
  readonly id?: string;
  readonly sequence?: number | null;
  readonly isRequired?: boolean | null;
  readonly isAnswerEditable?: boolean | null;
  readonly text?: string | null;
  readonly localizations?: readonly LocalizedText[];
  readonly isSingleLineQuestion?: boolean | null;
  readonly regexPattern?: string | null;
  readonly isMultipleSelectionAllowed?: boolean | null;
  readonly choices?: readonly {
    readonly actualValue?: string | null;
    readonly text?: string | null;
    readonly localizations?: readonly LocalizedText[];
  }[];
}

export interface Answer {
  readonly kind: 'accessPackageAnswerString';
  readonly value?: string | null;
  readonly displayValue?: string | null;
  /** The question as it was answered; in a request body its id alone. */
  readonly answeredQuestion?: Partial<Question> | null;
}

export interface CalloutInstance {
  readonly id?: string | null;
  readonly customExtensionId?: string | null;
  readonly detail?: string | null;
  readonly externalCorrelationId?: string | null;
  readonly status?: string | null;
  /** Only beta's older list of the same calls tells of it. */
  readonly stage?: string | null;
}

export interface ApprovalSettings {
  readonly isApprovalRequiredForAdd: boolean;
  readonly isApprovalRequiredForUpdate: boolean;
  readonly isRequestorJustificationRequired: boolean;
  /** beta's word; follows from the stages where v1.0 wrote them. */
  readonly approvalMode?: string;
  readonly stages: readonly ApprovalStage[];
}

export interface Policy extends Audited {
  readonly accessPackageId: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly allowedTargetScope: TargetScope;
  /** beta's word for the scope, where it has two for one. */
  readonly scopeType?: string | null;
  readonly specificAllowedTargets: readonly SubjectSet[];
  readonly expiration: ExpirationPattern;
  /** beta took the end as a pattern, as v1.0 does, and not in days or as a time. */
  readonly isPatternSent?: boolean;
  readonly requestorSettings: RequestorSettings;
  readonly requestApprovalSettings: ApprovalSettings;
  readonly reviewSettings?: ReviewSettings | null;
  readonly notificationSettings?: object | null;
  readonly automaticRequestSettings?: AutomaticRequestSettings | null;
  readonly verifiableCredentialSettings?: object | null;
  readonly questions?: readonly Question[];
  readonly customExtensionStageSettings?: readonly StageSetting[];
  /** beta's older list, of `betaExtensions`. */
  readonly customExtensionHandlers?: readonly StageSetting[];
}

export interface AutomaticRequestSettings {
  readonly requestAccessForAllowedTargets?: boolean | null;
  readonly removeAccessWhenTargetLeavesAllowedTargets?: boolean | null;
  /** A duration. */
  readonly gracePeriodBeforeAccessRemoval?: string | null;
}
