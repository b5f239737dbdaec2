/** Entitlement management as beta tells of it. */
import type { Declarations } from '../../dialect.js';
import { controlConfiguration, endUserSettings } from '../../entitlement/control-configurations.js';
import { accessPackageSuggestion, availableAccessPackage } from '../../entitlement/suggestions.js';
import * as uploads from '../../entitlement/uploads.js';
import { approval, approvalStep } from './approvals.js';
import { accessPackageAssignment, accessPackageAssignmentResourceRole } from './assignments.js';
import { accessPackageCatalog } from './catalogs.js';
import { connectedOrganization } from './connected-organizations.js';
import * as extensions from './extensions.js';
import { operations } from './operations.js';
import { accessPackage } from './packages.js';
import { accessPackageAssignmentPolicy } from './policies.js';
import { accessPackageAssignmentRequest, assignmentRequest } from './requests.js';
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
    resources.externalOriginResourceConnector,
    uploads.customDataProvidedResourceUploadSession,
    uploads.customDataProvidedResourceAccessReviewUploadSession,
    uploads.customDataProvidedResourceFile,
    accessPackageAssignmentPolicy,
    extensions.customExtensionStageSetting,
    extensions.customExtensionHandler,
    extensions.customCalloutExtension,
    extensions.accessPackageAssignmentRequestWorkflowExtension,
    extensions.accessPackageAssignmentWorkflowExtension,
    extensions.customAccessPackageWorkflowExtension,
    accessPackageAssignmentRequest,
    assignmentRequest,
    accessPackageAssignment,
    accessPackageAssignmentResourceRole,
    accessPackageSubject,
    connectedOrganization,
    approval,
    approvalStep,
    entitlementManagementSettings,
    controlConfiguration,
    endUserSettings,
  ],
  singletons: { identityGovernance: 'identityGovernance' },
  operations,
};
