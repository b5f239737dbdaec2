/**
 * What a tenant stores of entitlement management: canonical records, richer than either version's words.
 *
 * Fields are called as v1.0 calls them; what only beta says (`createdBy`, `isExtended` …) keeps beta's name. A reference
 * is the other record's id in `<navigation>Id`.
 */
import type { Row } from '../reader.js';

/** Instants are kept as ISO 8601 text in UTC, as they are printed. */
type Instant = string;

interface Audited extends Row {
  readonly createdBy?: string | null;
  readonly createdDateTime?: Instant | null;
  readonly modifiedBy?: string | null;
  readonly modifiedDateTime?: Instant | null;
}

export interface Catalog extends Audited {
  readonly displayName: string;
  readonly description?: string | null;
  readonly catalogType: 'userManaged' | 'serviceDefault' | 'serviceManaged';
  readonly state: 'unpublished' | 'published';
  readonly isExternallyVisible: boolean;
  readonly uniqueName?: string | null;
}

export interface Resource extends Audited {
  readonly kind: 'accessPackageResource' | 'customDataProvidedResource';
  readonly catalogId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly originId: string;
  readonly originSystem: string;
  /** beta's word for what the origin is: `Security Group`, `Application`. */
  readonly resourceType?: string | null;
  readonly url?: string | null;
  readonly isPendingOnboarding?: boolean;
  readonly attributes?: readonly ResourceAttribute[];
  readonly environmentId?: string | null;
  readonly connectorId?: string | null;
  /** Of a custom data provided resource: whom to tell that data is awaited. */
  readonly notificationEndpointConfiguration?: object | null;
}

/** What a resource wants to know of its users. */
export interface ResourceAttribute {
  readonly name?: string | null;
  readonly isEditable?: boolean | null;
  readonly isPersistedOnAssignmentRemoval?: boolean | null;
  readonly source?: { readonly kind?: string; readonly question?: Question | null } | null;
  readonly destination?: { readonly kind?: string } | null;
}

interface ResourcePart extends Row {
  readonly resourceId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly originId: string;
  readonly originSystem: string;
}

export interface ResourceRole extends ResourcePart {
  readonly type?: string | null;
}

export interface ResourceScope extends ResourcePart {
  readonly isRootScope: boolean;
  readonly roleOriginId?: string | null;
  readonly url?: string | null;
}

/** Where resources come from, when a tenant has several such places: a SharePoint geo location. */
export interface ResourceEnvironment extends Audited {
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly originId: string;
  readonly originSystem: string;
  readonly isDefaultEnvironment?: boolean;
  readonly connectionInfo?: { readonly url?: string | null } | null;
}

/** Files handed in for a custom data provided resource. */
export interface UploadSession extends Row {
  readonly kind: 'customDataProvidedResourceAccessReviewUploadSession';
  readonly resourceId: string;
  readonly referenceId?: string | null;
  readonly createdDateTime?: Instant | null;
  readonly isUploadDone: boolean;
  readonly status: 'active' | 'complete' | 'expired';
  readonly data?: object | null;
  readonly stats?: { readonly filesUploaded: number; readonly totalBytesUploaded: number };
}

export interface UploadedFile extends Row {
  readonly sessionId: string;
  readonly name: string;
  readonly size: number;
  readonly uploadedDateTime?: Instant | null;
}

/** A connection to a system that holds resources of its own (SAP). */
export interface OriginConnector extends Audited {
  readonly displayName: string;
  readonly description?: string | null;
  readonly connectorType: string;
  readonly connectionInfo?: object | null;
}

export interface ResourceRequest extends Row {
  readonly catalogId: string;
  readonly resourceId?: string | null;
  /** The resource as the client sent it, for answers that echo it. */
  readonly resource?: object;
  readonly requestType: string;
  readonly state: string;
  readonly status: string;
  readonly createdDateTime?: Instant | null;
  readonly expirationDateTime?: Instant | null;
  readonly justification?: string | null;
  readonly isValidationOnly?: boolean;
  readonly executeImmediately?: boolean;
  readonly requestorId?: string | null;
  readonly history?: readonly object[];
}

export interface AccessPackage extends Audited {
  readonly catalogId: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly isHidden: boolean;
  readonly isRoleScopesVisible?: boolean;
  readonly uniqueName?: string | null;
}

/** A role on a scope that a package grants. The id is `{roleId}_{scopeId}`: unique within a package, so `key` holds both. */
export interface ResourceRoleScope extends Audited {
  readonly accessPackageId: string;
  readonly resourceId: string;
  readonly roleId: string;
  readonly scopeId: string;
  /** What the URL calls it: `{roleId}_{scopeId}`. */
  readonly publicId: string;
}

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

/** A person or application that a request is for or comes from; made when first needed. */
export interface Subject extends Row {
  readonly objectId?: string | null;
  readonly displayName?: string | null;
  readonly email?: string | null;
  readonly principalName?: string | null;
  readonly onPremisesSecurityIdentifier?: string | null;
  readonly altSecId?: string | null;
  readonly subjectType: 'notSpecified' | 'user' | 'servicePrincipal';
  readonly subjectLifecycle: 'notDefined' | 'notGoverned' | 'governed';
  readonly connectedOrganizationId?: string | null;
  readonly cleanupScheduledDateTime?: Instant | null;
}

export interface Request extends Row {
  readonly requestType: string;
  /** The type in the words and the case that a client sent: of the answer that creates it alone, it is not kept. */
  readonly sentAs?: string;
  /** An update that beta calls `UserExtend`. */
  readonly isExtension?: boolean;
  readonly state: string;
  readonly status: string;
  readonly createdDateTime?: Instant | null;
  readonly completedDateTime?: Instant | null;
  readonly expirationDateTime?: Instant | null;
  readonly isValidationOnly?: boolean;
  readonly justification?: string | null;
  readonly answers?: readonly Answer[];
  readonly schedule?: Schedule | null;
  readonly accessPackageId: string;
  readonly assignmentPolicyId?: string | null;
  /** The assignment that the request made, changes or ends. */
  readonly assignmentId?: string | null;
  /** Subject ids. */
  /** "The subject who requested or, if a direct assignment, was assigned" ("accessPackageAssignmentRequest resource type"). */
  readonly requestorId?: string | null;
  /** The subject who sent the request, where that is not the requestor. */
  readonly createdById?: string | null;
  readonly targetId?: string | null;
  readonly customExtensionCalloutInstances?: readonly CalloutInstance[];
  readonly verifiedCredentialsData?: readonly object[];
  readonly history?: readonly object[];
}

export interface Assignment extends Row {
  readonly accessPackageId: string;
  readonly assignmentPolicyId: string;
  readonly catalogId: string;
  /** A subject's id. */
  readonly targetId: string;
  readonly state: 'delivering' | 'partiallyDelivered' | 'delivered' | 'expired' | 'deliveryFailed';
  readonly status: string;
  readonly schedule: Schedule;
  readonly expiredDateTime?: Instant | null;
  readonly isExtended: boolean;
  readonly customExtensionCalloutInstances?: readonly CalloutInstance[];
}

/** One subject's hold of one role on one scope, shared by all assignments that grant it. */
export interface AssignmentResourceRole extends Row {
  readonly subjectId: string;
  readonly roleId: string;
  readonly scopeId: string;
  readonly originId: string;
  readonly originSystem: string;
  readonly status: string;
}

/** A decision that approvers make in turn, for a request of the same id. */
export interface Approval extends Row {
  readonly stages: readonly ApprovalDecision[];
}

/** One stage of an approval: v1.0's `approvalStage`, beta's `approvalStep`. */
export interface ApprovalDecision extends Row {
  readonly displayName?: string | null;
  readonly justification: string;
  readonly reviewResult: string;
  readonly reviewedBy?: object | null;
  readonly reviewedDateTime?: Instant | null;
  readonly status: string;
  /** Object ids of those who may decide. */
  readonly approverIds: readonly string[];
}

export interface ConnectedOrganization extends Audited {
  readonly displayName: string;
  readonly description?: string | null;
  readonly state: 'configured' | 'proposed';
  readonly identitySources: readonly IdentitySource[];
}

/** An organization's users, by how they sign in. `kind` is v1.0's type name. */
export interface IdentitySource {
  readonly kind: string;
  readonly displayName?: string | null;
  readonly tenantId?: string | null;
  readonly cloudInstance?: string;
  readonly domainName?: string | null;
  readonly issuerUri?: string | null;
  readonly socialIdentitySourceType?: string;
}

export interface CustomExtension extends Row {
  readonly kind:
    | 'accessPackageAssignmentRequestWorkflowExtension'
    | 'accessPackageAssignmentWorkflowExtension'
    | 'customAccessPackageWorkflowExtension';
  readonly catalogId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly authenticationConfiguration?: object | null;
  readonly clientConfiguration?: object | null;
  readonly endpointConfiguration?: object | null;
  readonly callbackConfiguration?: { readonly kind?: string; readonly timeoutDuration?: string | null } | null;
  readonly createdBy?: string | null;
  readonly createdDateTime?: Instant | null;
  readonly lastModifiedBy?: string | null;
  readonly lastModifiedDateTime?: Instant | null;
}

/** What applies to a tenant's entitlement management as a whole; its id is `singleton`. */
export interface Settings extends Row {
  readonly externalUserLifecycleAction: 'none' | 'blockSignIn' | 'blockSignInAndDelete';
  readonly durationUntilExternalUserDeletedAfterBlocked?: string | null;
}

export interface ControlConfiguration extends Audited {
  readonly kind: 'endUserSettings';
  readonly isEnabled: boolean;
  readonly relatedPeopleInsightLevel?: string | null;
  readonly showApproverDetailsToMembers?: boolean;
}

/** A package proposed to a person, with the reasons; worked out when asked for. */
export interface Suggestion extends Row {
  readonly accessPackageId: string;
  readonly reasons: readonly object[];
}
