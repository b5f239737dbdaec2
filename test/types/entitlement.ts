/** Entity types of entitlement management, held against Microsoft's published types by the compiler: navigations included. */
import type * as V1 from '@microsoft/microsoft-graph-types';
import type * as Beta from '@microsoft/microsoft-graph-types-beta';
import type * as betaApprovals from '../../model/beta/entitlement/approvals.js';
import type * as betaAssignments from '../../model/beta/entitlement/assignments.js';
import type * as betaCatalogs from '../../model/beta/entitlement/catalogs.js';
import type * as betaConnectedOrganizations from '../../model/beta/entitlement/connected-organizations.js';
import type * as betaExtensions from '../../model/beta/entitlement/extensions.js';
import type * as betaPackages from '../../model/beta/entitlement/packages.js';
import type * as betaPolicies from '../../model/beta/entitlement/policies.js';
import type * as betaRequests from '../../model/beta/entitlement/requests.js';
import type * as betaResources from '../../model/beta/entitlement/resources.js';
import type * as betaRoot from '../../model/beta/entitlement/root.js';
import type * as betaSettings from '../../model/beta/entitlement/settings.js';
import type * as betaSubjects from '../../model/beta/entitlement/subjects.js';
import type { Properties } from '../../model/edm.js';
import type * as v1Approvals from '../../model/v1.0/entitlement/approvals.js';
import type * as v1Assignments from '../../model/v1.0/entitlement/assignments.js';
import type * as v1Catalogs from '../../model/v1.0/entitlement/catalogs.js';
import type * as v1ConnectedOrganizations from '../../model/v1.0/entitlement/connected-organizations.js';
import type * as v1Extensions from '../../model/v1.0/entitlement/extensions.js';
import type * as v1Packages from '../../model/v1.0/entitlement/packages.js';
import type * as v1Policies from '../../model/v1.0/entitlement/policies.js';
import type * as v1Questions from '../../model/v1.0/entitlement/questions.js';
import type * as v1Requests from '../../model/v1.0/entitlement/requests.js';
import type * as v1Resources from '../../model/v1.0/entitlement/resources.js';
import type * as v1Root from '../../model/v1.0/entitlement/root.js';
import type * as v1Settings from '../../model/v1.0/entitlement/settings.js';
import type * as v1Subjects from '../../model/v1.0/entitlement/subjects.js';
import type { All, Holds } from './check.js';
import type { OtherServices, Unpublished, Wider } from './entitlement-departures.js';

/** A derived type: its base is declared and held for itself. */
type Derives<T extends { readonly properties: Properties }, Published extends object, Base extends object> = Holds<
  T,
  Published,
  { inherits: Base }
>;

export type V1Types = All<
  [
    Derives<typeof v1Approvals.approval, V1.Approval, V1.Entity>,
    Derives<typeof v1Approvals.approvalStage, V1.ApprovalStage, V1.Entity>,
    Holds<
      typeof v1Assignments.accessPackageAssignment,
      V1.AccessPackageAssignment,
      { inherits: V1.Entity; extra: Unpublished['assignmentV1'] }
    >,
    Derives<typeof v1Catalogs.accessPackageCatalog, V1.AccessPackageCatalog, V1.Entity>,
    Derives<typeof v1ConnectedOrganizations.connectedOrganization, V1.ConnectedOrganization, V1.Entity>,
    Derives<typeof v1Extensions.customCalloutExtension, V1.CustomCalloutExtension, V1.Entity>,
    Derives<
      typeof v1Extensions.accessPackageAssignmentRequestWorkflowExtension,
      V1.AccessPackageAssignmentRequestWorkflowExtension,
      V1.CustomCalloutExtension
    >,
    Derives<
      typeof v1Extensions.accessPackageAssignmentWorkflowExtension,
      V1.AccessPackageAssignmentWorkflowExtension,
      V1.CustomCalloutExtension
    >,
    Derives<typeof v1Extensions.customExtensionStageSetting, V1.CustomExtensionStageSetting, V1.Entity>,
    Derives<typeof v1Packages.accessPackage, V1.AccessPackage, V1.Entity>,
    Holds<
      typeof v1Policies.accessPackageAssignmentPolicy,
      V1.AccessPackageAssignmentPolicy,
      { inherits: V1.Entity; differs: Wider['policyV1'] }
    >,
    Derives<typeof v1Questions.accessPackageQuestion, V1.AccessPackageQuestion, V1.Entity>,
    Derives<
      typeof v1Questions.accessPackageMultipleChoiceQuestion,
      V1.AccessPackageMultipleChoiceQuestion,
      V1.AccessPackageQuestion
    >,
    Derives<
      typeof v1Questions.accessPackageTextInputQuestion,
      V1.AccessPackageTextInputQuestion,
      V1.AccessPackageQuestion
    >,
    Holds<
      typeof v1Requests.accessPackageAssignmentRequest,
      V1.AccessPackageAssignmentRequest,
      { inherits: V1.Entity; extra: Unpublished['requestV1']; differs: Wider['requestV1'] }
    >,
    Holds<
      typeof v1Resources.accessPackageResource,
      V1.AccessPackageResource,
      { inherits: V1.Entity; extra: Unpublished['resourceV1'] }
    >,
    Holds<
      typeof v1Resources.accessPackageResourceRole,
      V1.AccessPackageResourceRole,
      { inherits: V1.Entity; extra: Unpublished['roleV1'] }
    >,
    Derives<typeof v1Resources.accessPackageResourceScope, V1.AccessPackageResourceScope, V1.Entity>,
    Derives<typeof v1Resources.accessPackageResourceRoleScope, V1.AccessPackageResourceRoleScope, V1.Entity>,
    Derives<typeof v1Resources.accessPackageResourceEnvironment, V1.AccessPackageResourceEnvironment, V1.Entity>,
    Holds<
      typeof v1Resources.accessPackageResourceRequest,
      V1.AccessPackageResourceRequest,
      { inherits: V1.Entity; differs: Wider['requestV1'] }
    >,
    Holds<
      typeof v1Root.entitlementManagement,
      V1.EntitlementManagement,
      { inherits: V1.Entity; extra: Unpublished['rootV1'] }
    >,
    Holds<
      typeof v1Root.identityGovernance,
      V1.IdentityGovernance,
      { leftOut: OtherServices; extra: Unpublished['governance'] }
    >,
    Derives<typeof v1Settings.entitlementManagementSettings, V1.EntitlementManagementSettings, V1.Entity>,
    Holds<
      typeof v1Subjects.accessPackageSubject,
      V1.AccessPackageSubject,
      { inherits: V1.Entity; extra: Unpublished['subjectV1'] }
    >,
  ]
>;

export type BetaTypes = All<
  [
    Derives<typeof betaApprovals.approval, Beta.Approval, Beta.Entity>,
    Derives<typeof betaApprovals.approvalStep, Beta.ApprovalStep, Beta.Entity>,
    Derives<typeof betaAssignments.accessPackageAssignment, Beta.AccessPackageAssignment, Beta.Entity>,
    Derives<
      typeof betaAssignments.accessPackageAssignmentResourceRole,
      Beta.AccessPackageAssignmentResourceRole,
      Beta.Entity
    >,
    Derives<typeof betaCatalogs.accessPackageCatalog, Beta.AccessPackageCatalog, Beta.Entity>,
    Derives<typeof betaConnectedOrganizations.connectedOrganization, Beta.ConnectedOrganization, Beta.Entity>,
    Derives<typeof betaExtensions.customCalloutExtension, Beta.CustomCalloutExtension, Beta.Entity>,
    Derives<
      typeof betaExtensions.accessPackageAssignmentRequestWorkflowExtension,
      Beta.AccessPackageAssignmentRequestWorkflowExtension,
      Beta.CustomCalloutExtension
    >,
    Derives<
      typeof betaExtensions.accessPackageAssignmentWorkflowExtension,
      Beta.AccessPackageAssignmentWorkflowExtension,
      Beta.CustomCalloutExtension
    >,
    Derives<
      typeof betaExtensions.customAccessPackageWorkflowExtension,
      Beta.CustomAccessPackageWorkflowExtension,
      Beta.CustomCalloutExtension
    >,
    Derives<typeof betaExtensions.customExtensionStageSetting, Beta.CustomExtensionStageSetting, Beta.Entity>,
    Derives<typeof betaExtensions.customExtensionHandler, Beta.CustomExtensionHandler, Beta.Entity>,
    Derives<typeof betaPackages.accessPackage, Beta.AccessPackage, Beta.Entity>,
    Holds<
      typeof betaPolicies.accessPackageAssignmentPolicy,
      Beta.AccessPackageAssignmentPolicy,
      { inherits: Beta.Entity; extra: Unpublished['policyBeta'] }
    >,
    Holds<
      typeof betaRequests.accessPackageAssignmentRequest,
      Beta.AccessPackageAssignmentRequest,
      { inherits: Beta.Entity; extra: Unpublished['requestBeta'] }
    >,
    Holds<
      typeof betaResources.accessPackageResource,
      Beta.AccessPackageResource,
      { inherits: Beta.Entity; extra: Unpublished['resourceBeta'] }
    >,
    Derives<typeof betaResources.accessPackageResourceRole, Beta.AccessPackageResourceRole, Beta.Entity>,
    Derives<typeof betaResources.accessPackageResourceScope, Beta.AccessPackageResourceScope, Beta.Entity>,
    Derives<typeof betaResources.accessPackageResourceRoleScope, Beta.AccessPackageResourceRoleScope, Beta.Entity>,
    Derives<typeof betaResources.accessPackageResourceEnvironment, Beta.AccessPackageResourceEnvironment, Beta.Entity>,
    Derives<typeof betaResources.accessPackageResourceRequest, Beta.AccessPackageResourceRequest, Beta.Entity>,
    Holds<
      typeof betaRoot.entitlementManagement,
      Beta.EntitlementManagement,
      { inherits: Beta.Entity; extra: Unpublished['rootBeta'] }
    >,
    Holds<
      typeof betaRoot.identityGovernance,
      Beta.IdentityGovernance,
      { leftOut: OtherServices; extra: Unpublished['governance'] }
    >,
    Derives<typeof betaSettings.entitlementManagementSettings, Beta.EntitlementManagementSettings, Beta.Entity>,
    Holds<
      typeof betaSubjects.accessPackageSubject,
      Beta.AccessPackageSubject,
      { inherits: Beta.Entity; extra: Unpublished['subjectBeta'] }
    >,
  ]
>;
