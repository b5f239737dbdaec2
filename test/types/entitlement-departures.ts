/**
 * Where declarations of entitlement management depart from Microsoft's published types, each with its source.
 *
 * `$metadata` is the service's own, which is ahead of the published types.
 */

/** Declared, though not published. */
export interface Unpublished {
  /** $metadata of v1.0. */
  readonly rootV1: 'accessPackageSuggestions' | 'availableAccessPackages' | 'controlConfigurations' | 'subjects';
  /** Paths of Microsoft's beta SDKs; "List externalOriginResourceConnectors" page. */
  readonly rootBeta:
    | 'accessPackageSuggestions'
    | 'availableAccessPackages'
    | 'controlConfigurations'
    | 'externalOriginResourceConnectors';
  /** $metadata of v1.0; "customDataProvidedResourceUploadSession: uploadFile" page of beta. */
  readonly governance: 'catalogs';
  /** $metadata of v1.0. */
  readonly resourceV1: 'uploadSessions';
  /** Paths of Microsoft's beta SDKs. */
  readonly resourceBeta: 'externalOriginResourceConnector' | 'uploadSessions';
  /** $metadata of v1.0. */
  readonly roleV1: 'type';
  readonly subjectV1: 'subjectLifecycle';
  readonly stageV1: 'approverInformationVisibility';
  readonly targetScope: 'allDirectoryAgentIdentities';
  readonly requestType: 'approverRemove';
  readonly assignmentsOf: 'targetAgentIdentitySponsorOrOwner' | 'targetManager';
  readonly requestsOf: 'requestForOthers' | 'targetAgentIdentitySponsorOrOwner' | 'targetManager' | 'targetOrRequestor';
  /** What an assignment request names its assignment by: "Create accessPackageAssignmentRequest" page of v1.0. */
  readonly assignmentV1: 'accessPackageId' | 'assignmentPolicyId' | 'targetId';
  /** The other version's name, sent by samples of the same page, in v1.0 and in beta. */
  readonly requestV1: 'accessPackageAssignment';
  /** … and its members, which the beta page that lists `assignmentRequests` prints. */
  readonly requestBeta: 'assignment' | 'completedDateTime' | 'state' | 'status';
  /** Sent by the beta page's fifth example. */
  readonly subjectBeta: 'subjectType';
  /** Sent by the beta page's fifth example. */
  readonly schedule: 'stopDateTime';
  /** Sent by the fourth and fifth example of the "Create accessPackageAssignmentPolicy" page. */
  readonly policyBeta: 'expiration';
  readonly requestorSettings: 'isOnBehalfAllowed';
  /** How all samples spell `timeoutDuration`. */
  readonly callbackConfiguration: 'durationBeforeTimeout';
}

/** Declared with more members than published: see `targetScope` and `requestType` above. */
export interface Wider {
  readonly policyV1: 'allowedTargetScope';
  readonly requestV1: 'requestType';
}

/** Other services under the same root. */
export type OtherServices =
  | 'accessReviews'
  | 'appConsent'
  | 'lifecycleWorkflows'
  | 'permissionsAnalytics'
  | 'permissionsManagement'
  | 'privilegedAccess'
  | 'roleManagementAlerts'
  | 'termsOfUse';
