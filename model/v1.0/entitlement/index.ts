/** Entitlement management as v1.0 tells of it. */
import type { Declarations } from '../../dialect.js';
import { controlConfiguration, endUserSettings } from '../../entitlement/control-configurations.js';
import { accessPackageSuggestion, availableAccessPackage } from '../../entitlement/suggestions.js';
import * as uploads from '../../entitlement/uploads.js';
import * as approvals from './approvals.js';
import { accessPackageAssignment } from './assignments.js';
import { accessPackageCatalog } from './catalogs.js';
import { connectedOrganization } from './connected-organizations.js';
import {
  accessPackageAssignmentRequestWorkflowExtension,
  accessPackageAssignmentWorkflowExtension,
  customCalloutExtension,
  customExtensionStageSetting,
} from './extensions.js';
import { operations } from './operations.js';
import { accessPackage } from './packages.js';
import { accessPackageAssignmentPolicy } from './policies.js';
import {
  accessPackageMultipleChoiceQuestion,
  accessPackageQuestion,
  accessPackageTextInputQuestion,
} from './questions.js';
import { accessPackageAssignmentRequest } from './requests.js';
import * as resources from './resources.js';
import * as root from './root.js';
import { entitlementManagementSettings } from './settings.js';
import { accessPackageSubject } from './subjects.js';

export const entitlement: Declarations = {
  types: [
    root.identityGovernance,
    root.entitlementManagement,
    accessPackageCatalog,
    accessPackage,
    availableAccessPackage,
    accessPackageSuggestion,
    resources.accessPackageResource,
    resources.customDataProvidedResource,
    resources.accessPackageResourceEnvironment,
    resources.accessPackageResourceRequest,
    resources.accessPackageResourceRole,
    resources.accessPackageResourceRoleScope,
    resources.accessPackageResourceScope,
    uploads.customDataProvidedResourceUploadSession,
    uploads.customDataProvidedResourceAccessReviewUploadSession,
    uploads.customDataProvidedResourceFile,
    accessPackageAssignmentPolicy,
    accessPackageQuestion,
    accessPackageMultipleChoiceQuestion,
    accessPackageTextInputQuestion,
    customExtensionStageSetting,
    customCalloutExtension,
    accessPackageAssignmentRequestWorkflowExtension,
    accessPackageAssignmentWorkflowExtension,
    accessPackageAssignmentRequest,
    accessPackageAssignment,
    accessPackageSubject,
    connectedOrganization,
    approvals.approval,
    approvals.approvalStage,
    entitlementManagementSettings,
    controlConfiguration,
    endUserSettings,
  ],
  singletons: { identityGovernance: 'identityGovernance' },
  operations,
};
