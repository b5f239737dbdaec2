/** Complex values and enumerations of entitlement management, held against Microsoft's published types by the compiler. */
import type * as V1 from '@microsoft/microsoft-graph-types';
import type * as Beta from '@microsoft/microsoft-graph-types-beta';
import type * as betaApprovalSettings from '../../model/beta/entitlement/approval-settings.js';
import type * as betaExtensions from '../../model/beta/entitlement/extensions.js';
import type * as betaOperations from '../../model/beta/entitlement/operations.js';
import type * as betaPolicies from '../../model/beta/entitlement/policies.js';
import type * as betaQuestions from '../../model/beta/entitlement/questions.js';
import type * as betaRequests from '../../model/beta/entitlement/requests.js';
import type * as betaResources from '../../model/beta/entitlement/resources.js';
import type * as betaReviewSettings from '../../model/beta/entitlement/review-settings.js';
import type * as betaUserSets from '../../model/beta/entitlement/user-sets.js';
import type { Properties } from '../../model/edm.js';
import type * as controlConfigurations from '../../model/entitlement/control-configurations.js';
import type * as extensionValues from '../../model/entitlement/extension-values.js';
import type * as identitySources from '../../model/entitlement/identity-sources.js';
import type * as operationValues from '../../model/entitlement/operation-values.js';
import type * as sharedValues from '../../model/entitlement/shared-values.js';
import type * as v1ApprovalSettings from '../../model/v1.0/entitlement/approval-settings.js';
import type * as v1Catalogs from '../../model/v1.0/entitlement/catalogs.js';
import type * as v1Extensions from '../../model/v1.0/entitlement/extensions.js';
import type * as v1Operations from '../../model/v1.0/entitlement/operations.js';
import type * as v1Policies from '../../model/v1.0/entitlement/policies.js';
import type * as v1Questions from '../../model/v1.0/entitlement/questions.js';
import type * as v1RequestValues from '../../model/v1.0/entitlement/request-values.js';
import type * as v1Resources from '../../model/v1.0/entitlement/resources.js';
import type * as v1SubjectSets from '../../model/v1.0/entitlement/subject-sets.js';
import type * as v1Subjects from '../../model/v1.0/entitlement/subjects.js';
import type { All, HasMembers, Holds } from './check.js';
import type { Unpublished } from './entitlement-departures.js';

/** A derived type: its base is declared and held for itself. */
type Derives<T extends { readonly properties: Properties }, Published extends object, Base extends object> = Holds<
  T,
  Published,
  { inherits: Base }
>;

export type V1Values = All<
  [
    Holds<
      typeof v1ApprovalSettings.accessPackageApprovalStage,
      V1.AccessPackageApprovalStage,
      { extra: Unpublished['stageV1'] }
    >,
    Holds<
      typeof v1ApprovalSettings.accessPackageAssignmentApprovalSettings,
      V1.AccessPackageAssignmentApprovalSettings
    >,
    HasMembers<typeof v1Catalogs.accessPackageCatalogType, V1.AccessPackageCatalogType>,
    HasMembers<typeof v1Catalogs.accessPackageCatalogState, V1.AccessPackageCatalogState>,
    Derives<typeof v1Extensions.extensionValue, V1.CustomCalloutExtension, V1.Entity>,
    Derives<
      typeof v1Extensions.requestExtensionValue,
      V1.AccessPackageAssignmentRequestWorkflowExtension,
      V1.CustomCalloutExtension
    >,
    Derives<
      typeof v1Extensions.assignmentExtensionValue,
      V1.AccessPackageAssignmentWorkflowExtension,
      V1.CustomCalloutExtension
    >,
    Holds<typeof v1Operations.customExtensionData, V1.CustomExtensionData>,
    Derives<
      typeof v1Operations.accessPackageAssignmentRequestCallbackData,
      V1.AccessPackageAssignmentRequestCallbackData,
      V1.CustomExtensionData
    >,
    Holds<
      typeof v1Operations.accessPackageAssignmentRequestRequirements,
      V1.AccessPackageAssignmentRequestRequirements
    >,
    HasMembers<typeof v1Policies.allowedTargetScope, V1.AllowedTargetScope | Unpublished['targetScope']>,
    HasMembers<typeof v1Policies.accessReviewExpirationBehavior, V1.AccessReviewExpirationBehavior>,
    Holds<typeof v1Policies.accessPackageAutomaticRequestSettings, V1.AccessPackageAutomaticRequestSettings>,
    Holds<typeof v1Policies.accessPackageAssignmentRequestorSettings, V1.AccessPackageAssignmentRequestorSettings>,
    Holds<typeof v1Policies.accessPackageAssignmentReviewSettings, V1.AccessPackageAssignmentReviewSettings>,
    Holds<typeof v1Questions.accessPackageAnswerChoice, V1.AccessPackageAnswerChoice>,
    Derives<typeof v1Questions.questionValue, V1.AccessPackageQuestion, V1.Entity>,
    Derives<typeof v1Questions.multipleChoiceValue, V1.AccessPackageMultipleChoiceQuestion, V1.AccessPackageQuestion>,
    Derives<typeof v1Questions.textInputValue, V1.AccessPackageTextInputQuestion, V1.AccessPackageQuestion>,
    Holds<typeof v1Questions.accessPackageAnswer, V1.AccessPackageAnswer>,
    Derives<typeof v1Questions.accessPackageAnswerString, V1.AccessPackageAnswerString, V1.AccessPackageAnswer>,
    HasMembers<
      typeof v1RequestValues.accessPackageRequestType,
      V1.AccessPackageRequestType | Unpublished['requestType']
    >,
    HasMembers<typeof v1RequestValues.accessPackageRequestState, V1.AccessPackageRequestState>,
    HasMembers<typeof v1RequestValues.accessPackageAssignmentState, V1.AccessPackageAssignmentState>,
    Holds<
      typeof v1RequestValues.entitlementManagementSchedule,
      V1.EntitlementManagementSchedule,
      { extra: Unpublished['schedule'] }
    >,
    Holds<typeof v1Resources.accessPackageResourceAttributeDestination, V1.AccessPackageResourceAttributeDestination>,
    Derives<
      typeof v1Resources.accessPackageUserDirectoryAttributeStore,
      V1.AccessPackageUserDirectoryAttributeStore,
      V1.AccessPackageResourceAttributeDestination
    >,
    Holds<typeof v1Resources.accessPackageResourceAttributeSource, V1.AccessPackageResourceAttributeSource>,
    Derives<
      typeof v1Resources.accessPackageResourceAttributeQuestion,
      V1.AccessPackageResourceAttributeQuestion,
      V1.AccessPackageResourceAttributeSource
    >,
    Holds<typeof v1Resources.accessPackageResourceAttribute, V1.AccessPackageResourceAttribute>,
    Holds<typeof v1Resources.connectionInfo, V1.ConnectionInfo>,
    Holds<typeof v1SubjectSets.subjectSet, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.attributeRuleMembers, V1.AttributeRuleMembers, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.connectedOrganizationMembers, V1.ConnectedOrganizationMembers, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.externalSponsors, V1.ExternalSponsors, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.groupMembers, V1.GroupMembers, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.internalSponsors, V1.InternalSponsors, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.requestorManager, V1.RequestorManager, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.singleServicePrincipal, V1.SingleServicePrincipal, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.singleUser, V1.SingleUser, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.targetApplicationOwners, V1.TargetApplicationOwners, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.targetManager, V1.TargetManager, V1.SubjectSet>,
    Derives<typeof v1SubjectSets.targetUserSponsors, V1.TargetUserSponsors, V1.SubjectSet>,
    HasMembers<typeof v1Subjects.accessPackageSubjectType, V1.AccessPackageSubjectType>,
    HasMembers<
      typeof controlConfigurations.accessPackageExternalUserLifecycleAction,
      V1.AccessPackageExternalUserLifecycleAction
    >,
    HasMembers<typeof extensionValues.accessPackageCustomExtensionStage, V1.AccessPackageCustomExtensionStage>,
    HasMembers<typeof extensionValues.customExtensionCalloutInstanceStatus, V1.CustomExtensionCalloutInstanceStatus>,
    Holds<typeof extensionValues.customExtensionCalloutInstance, V1.CustomExtensionCalloutInstance>,
    Holds<
      typeof extensionValues.customExtensionAuthenticationConfiguration,
      V1.CustomExtensionAuthenticationConfiguration
    >,
    Derives<
      typeof extensionValues.azureAdPopTokenAuthentication,
      V1.AzureAdPopTokenAuthentication,
      V1.CustomExtensionAuthenticationConfiguration
    >,
    Derives<
      typeof extensionValues.azureAdTokenAuthentication,
      V1.AzureAdTokenAuthentication,
      V1.CustomExtensionAuthenticationConfiguration
    >,
    Holds<typeof extensionValues.customExtensionClientConfiguration, V1.CustomExtensionClientConfiguration>,
    Holds<typeof extensionValues.customExtensionEndpointConfiguration, V1.CustomExtensionEndpointConfiguration>,
    Derives<
      typeof extensionValues.httpRequestEndpoint,
      V1.HttpRequestEndpoint,
      V1.CustomExtensionEndpointConfiguration
    >,
    Derives<
      typeof extensionValues.logicAppTriggerEndpointConfiguration,
      V1.LogicAppTriggerEndpointConfiguration,
      V1.CustomExtensionEndpointConfiguration
    >,
    Holds<
      typeof extensionValues.customExtensionCallbackConfiguration,
      V1.CustomExtensionCallbackConfiguration,
      { extra: Unpublished['callbackConfiguration'] }
    >,
    HasMembers<typeof identitySources.connectedOrganizationState, V1.ConnectedOrganizationState>,
    HasMembers<typeof identitySources.socialIdentitySourceType, V1.SocialIdentitySourceType>,
    Holds<typeof identitySources.identitySource, V1.IdentitySource>,
    Derives<typeof identitySources.azureActiveDirectoryTenant, V1.AzureActiveDirectoryTenant, V1.IdentitySource>,
    Derives<
      typeof identitySources.crossCloudAzureActiveDirectoryTenant,
      V1.CrossCloudAzureActiveDirectoryTenant,
      V1.IdentitySource
    >,
    Derives<typeof identitySources.domainIdentitySource, V1.DomainIdentitySource, V1.IdentitySource>,
    Derives<typeof identitySources.externalDomainFederation, V1.ExternalDomainFederation, V1.IdentitySource>,
    Derives<typeof identitySources.socialIdentitySource, V1.SocialIdentitySource, V1.IdentitySource>,
    HasMembers<
      typeof operationValues.accessPackageFilterByCurrentUserOptions,
      V1.AccessPackageFilterByCurrentUserOptions
    >,
    HasMembers<
      typeof operationValues.accessPackageAssignmentFilterByCurrentUserOptions,
      V1.AccessPackageAssignmentFilterByCurrentUserOptions | Unpublished['assignmentsOf']
    >,
    HasMembers<
      typeof operationValues.accessPackageAssignmentRequestFilterByCurrentUserOptions,
      V1.AccessPackageAssignmentRequestFilterByCurrentUserOptions | Unpublished['requestsOf']
    >,
    HasMembers<typeof operationValues.approvalFilterByCurrentUserOptions, V1.ApprovalFilterByCurrentUserOptions>,
    HasMembers<typeof sharedValues.expirationPatternType, V1.ExpirationPatternType>,
    Holds<typeof sharedValues.expirationPattern, V1.ExpirationPattern>,
    HasMembers<typeof sharedValues.weekIndex, V1.WeekIndex>,
    HasMembers<typeof sharedValues.recurrencePatternType, V1.RecurrencePatternType>,
    HasMembers<typeof sharedValues.recurrenceRangeType, V1.RecurrenceRangeType>,
    Holds<typeof sharedValues.recurrencePattern, V1.RecurrencePattern>,
    Holds<typeof sharedValues.recurrenceRange, V1.RecurrenceRange>,
    Holds<typeof sharedValues.patternedRecurrence, V1.PatternedRecurrence>,
    Holds<typeof sharedValues.accessPackageLocalizedText, V1.AccessPackageLocalizedText>,
    Holds<typeof sharedValues.accessPackageNotificationSettings, V1.AccessPackageNotificationSettings>,
    Holds<typeof sharedValues.identity, V1.Identity>,
    Derives<typeof sharedValues.userIdentity, V1.UserIdentity, V1.Identity>,
  ]
>;

export type BetaValues = All<
  [
    Holds<typeof betaApprovalSettings.approvalStage, Beta.ApprovalStage>,
    Derives<
      typeof betaApprovalSettings.accessPackageDynamicApprovalStage,
      Beta.AccessPackageDynamicApprovalStage,
      Beta.ApprovalStage
    >,
    Holds<typeof betaApprovalSettings.approvalSettings, Beta.ApprovalSettings>,
    Holds<typeof betaApprovalSettings.accessPackageApprovalStage, Beta.AccessPackageApprovalStage>,
    Derives<typeof betaExtensions.extensionValue, Beta.CustomCalloutExtension, Beta.Entity>,
    Derives<
      typeof betaExtensions.requestExtensionValue,
      Beta.AccessPackageAssignmentRequestWorkflowExtension,
      Beta.CustomCalloutExtension
    >,
    Derives<
      typeof betaExtensions.assignmentExtensionValue,
      Beta.AccessPackageAssignmentWorkflowExtension,
      Beta.CustomCalloutExtension
    >,
    HasMembers<
      typeof betaExtensions.accessPackageCustomExtensionHandlerStatus,
      Beta.AccessPackageCustomExtensionHandlerStatus
    >,
    Holds<typeof betaExtensions.customExtensionHandlerInstance, Beta.CustomExtensionHandlerInstance>,
    Holds<typeof betaOperations.customExtensionData, Beta.CustomExtensionData>,
    Derives<
      typeof betaOperations.accessPackageAssignmentRequestCallbackData,
      Beta.AccessPackageAssignmentRequestCallbackData,
      Beta.CustomExtensionData
    >,
    Derives<
      typeof betaOperations.assignmentRequestApprovalStageCallbackData,
      Beta.AssignmentRequestApprovalStageCallbackData,
      Beta.AccessPackageAssignmentRequestCallbackData
    >,
    Holds<typeof betaOperations.verifiableCredentialRequirementStatus, Beta.VerifiableCredentialRequirementStatus>,
    Derives<
      typeof betaOperations.verifiableCredentialRequired,
      Beta.VerifiableCredentialRequired,
      Beta.VerifiableCredentialRequirementStatus
    >,
    Derives<
      typeof betaOperations.verifiableCredentialRetrieved,
      Beta.VerifiableCredentialRetrieved,
      Beta.VerifiableCredentialRequirementStatus
    >,
    Derives<
      typeof betaOperations.verifiableCredentialVerified,
      Beta.VerifiableCredentialVerified,
      Beta.VerifiableCredentialRequirementStatus
    >,
    Holds<
      typeof betaOperations.accessPackageAssignmentRequestRequirements,
      Beta.AccessPackageAssignmentRequestRequirements
    >,
    Holds<
      typeof betaPolicies.requestorSettingsType,
      Beta.RequestorSettings,
      { extra: Unpublished['requestorSettings'] }
    >,
    Holds<typeof betaPolicies.verifiableCredentialType, Beta.VerifiableCredentialType>,
    Holds<typeof betaPolicies.verifiableCredentialSettings, Beta.VerifiableCredentialSettings>,
    Holds<typeof betaQuestions.accessPackageLocalizedContent, Beta.AccessPackageLocalizedContent>,
    Holds<typeof betaQuestions.accessPackageAnswerChoice, Beta.AccessPackageAnswerChoice>,
    Holds<typeof betaQuestions.accessPackageQuestion, Beta.AccessPackageQuestion>,
    Derives<
      typeof betaQuestions.accessPackageMultipleChoiceQuestion,
      Beta.AccessPackageMultipleChoiceQuestion,
      Beta.AccessPackageQuestion
    >,
    Derives<
      typeof betaQuestions.accessPackageTextInputQuestion,
      Beta.AccessPackageTextInputQuestion,
      Beta.AccessPackageQuestion
    >,
    Holds<typeof betaQuestions.accessPackageAnswer, Beta.AccessPackageAnswer>,
    Derives<typeof betaQuestions.accessPackageAnswerString, Beta.AccessPackageAnswerString, Beta.AccessPackageAnswer>,
    Holds<typeof betaRequests.requestSchedule, Beta.RequestSchedule, { extra: Unpublished['schedule'] }>,
    Holds<typeof betaRequests.verifiedCredentialClaims, Beta.VerifiedCredentialClaims>,
    Holds<typeof betaRequests.verifiedCredentialData, Beta.VerifiedCredentialData>,
    Holds<typeof betaRequests.requestActivity, Beta.RequestActivity>,
    Holds<
      typeof betaResources.accessPackageResourceAttributeDestination,
      Beta.AccessPackageResourceAttributeDestination
    >,
    Derives<
      typeof betaResources.accessPackageUserDirectoryAttributeStore,
      Beta.AccessPackageUserDirectoryAttributeStore,
      Beta.AccessPackageResourceAttributeDestination
    >,
    Holds<typeof betaResources.accessPackageResourceAttributeSource, Beta.AccessPackageResourceAttributeSource>,
    Derives<
      typeof betaResources.accessPackageResourceAttributeQuestion,
      Beta.AccessPackageResourceAttributeQuestion,
      Beta.AccessPackageResourceAttributeSource
    >,
    Holds<typeof betaResources.accessPackageResourceAttribute, Beta.AccessPackageResourceAttribute>,
    Holds<typeof betaResources.connectionInfo, Beta.ConnectionInfo>,
    HasMembers<typeof betaReviewSettings.accessReviewTimeoutBehavior, Beta.AccessReviewTimeoutBehavior>,
    Holds<typeof betaReviewSettings.assignmentReviewSettings, Beta.AssignmentReviewSettings>,
    Holds<typeof betaUserSets.userSet, Beta.UserSet>,
    Derives<typeof betaUserSets.connectedOrganizationMembers, Beta.ConnectedOrganizationMembers, Beta.UserSet>,
    Derives<typeof betaUserSets.externalSponsors, Beta.ExternalSponsors, Beta.UserSet>,
    Derives<typeof betaUserSets.groupMembers, Beta.GroupMembers, Beta.UserSet>,
    Derives<typeof betaUserSets.internalSponsors, Beta.InternalSponsors, Beta.UserSet>,
    Derives<typeof betaUserSets.requestorManager, Beta.RequestorManager, Beta.UserSet>,
    Derives<typeof betaUserSets.singleUser, Beta.SingleUser, Beta.UserSet>,
    Derives<typeof betaUserSets.targetUserSponsors, Beta.TargetUserSponsors, Beta.UserSet>,
    HasMembers<typeof extensionValues.accessPackageCustomExtensionStage, Beta.AccessPackageCustomExtensionStage>,
    HasMembers<typeof extensionValues.customExtensionCalloutInstanceStatus, Beta.CustomExtensionCalloutInstanceStatus>,
    Holds<typeof extensionValues.customExtensionCalloutInstance, Beta.CustomExtensionCalloutInstance>,
    Holds<
      typeof extensionValues.customExtensionAuthenticationConfiguration,
      Beta.CustomExtensionAuthenticationConfiguration
    >,
    Derives<
      typeof extensionValues.azureAdPopTokenAuthentication,
      Beta.AzureAdPopTokenAuthentication,
      Beta.CustomExtensionAuthenticationConfiguration
    >,
    Derives<
      typeof extensionValues.azureAdTokenAuthentication,
      Beta.AzureAdTokenAuthentication,
      Beta.CustomExtensionAuthenticationConfiguration
    >,
    Holds<typeof extensionValues.customExtensionClientConfiguration, Beta.CustomExtensionClientConfiguration>,
    Holds<typeof extensionValues.customExtensionEndpointConfiguration, Beta.CustomExtensionEndpointConfiguration>,
    Derives<
      typeof extensionValues.httpRequestEndpoint,
      Beta.HttpRequestEndpoint,
      Beta.CustomExtensionEndpointConfiguration
    >,
    Derives<
      typeof extensionValues.logicAppTriggerEndpointConfiguration,
      Beta.LogicAppTriggerEndpointConfiguration,
      Beta.CustomExtensionEndpointConfiguration
    >,
    Holds<
      typeof extensionValues.customExtensionCallbackConfiguration,
      Beta.CustomExtensionCallbackConfiguration,
      { extra: Unpublished['callbackConfiguration'] }
    >,
    Derives<
      typeof extensionValues.accessPackageRequestApprovalStageCallbackConfiguration,
      Beta.AccessPackageRequestApprovalStageCallbackConfiguration,
      Beta.CustomExtensionCallbackConfiguration
    >,
    HasMembers<typeof identitySources.connectedOrganizationState, Beta.ConnectedOrganizationState>,
    HasMembers<typeof identitySources.socialIdentitySourceType, Beta.SocialIdentitySourceType>,
    Holds<typeof identitySources.identitySource, Beta.IdentitySource>,
    Derives<typeof identitySources.azureActiveDirectoryTenant, Beta.AzureActiveDirectoryTenant, Beta.IdentitySource>,
    Derives<
      typeof identitySources.crossCloudAzureActiveDirectoryTenant,
      Beta.CrossCloudAzureActiveDirectoryTenant,
      Beta.IdentitySource
    >,
    Derives<typeof identitySources.domainIdentitySource, Beta.DomainIdentitySource, Beta.IdentitySource>,
    Derives<typeof identitySources.externalDomainFederation, Beta.ExternalDomainFederation, Beta.IdentitySource>,
    Derives<typeof identitySources.socialIdentitySource, Beta.SocialIdentitySource, Beta.IdentitySource>,
    HasMembers<
      typeof operationValues.accessPackageFilterByCurrentUserOptions,
      Beta.AccessPackageFilterByCurrentUserOptions
    >,
    HasMembers<
      typeof operationValues.accessPackageAssignmentFilterByCurrentUserOptions,
      Beta.AccessPackageAssignmentFilterByCurrentUserOptions | Unpublished['assignmentsOf']
    >,
    HasMembers<
      typeof operationValues.accessPackageAssignmentRequestFilterByCurrentUserOptions,
      Beta.AccessPackageAssignmentRequestFilterByCurrentUserOptions | Unpublished['requestsOf']
    >,
    HasMembers<typeof operationValues.approvalFilterByCurrentUserOptions, Beta.ApprovalFilterByCurrentUserOptions>,
    HasMembers<typeof sharedValues.expirationPatternType, Beta.ExpirationPatternType>,
    Holds<typeof sharedValues.expirationPattern, Beta.ExpirationPattern>,
    HasMembers<typeof sharedValues.weekIndex, Beta.WeekIndex>,
    HasMembers<typeof sharedValues.recurrencePatternType, Beta.RecurrencePatternType>,
    HasMembers<typeof sharedValues.recurrenceRangeType, Beta.RecurrenceRangeType>,
    Holds<typeof sharedValues.recurrencePattern, Beta.RecurrencePattern>,
    Holds<typeof sharedValues.recurrenceRange, Beta.RecurrenceRange>,
    Holds<typeof sharedValues.patternedRecurrence, Beta.PatternedRecurrence>,
    Holds<typeof sharedValues.accessPackageLocalizedText, Beta.AccessPackageLocalizedText>,
    Holds<typeof sharedValues.accessPackageNotificationSettings, Beta.AccessPackageNotificationSettings>,
    Holds<typeof sharedValues.identity, Beta.Identity>,
    Derives<typeof sharedValues.userIdentity, Beta.UserIdentity, Beta.Identity>,
  ]
>;
