/** Refusals of entitlement management: another backend, other codes. */
import { GraphError } from './graph-error.js';

/** A tenant without the licence for it (AzureAD/AzureAD-Governance-Assessment#2). */
export const noLicense = () =>
  new GraphError(
    403,
    'NoLicense',
    'User is not authorized to perform the operation. Reason: Tenant does not meet license requirement!',
    { details: [] },
  );

export const resourceNotFound = () => new GraphError(404, 'ResourceNotFound', 'The resource was not found.');

export const roleNotFound = () => new GraphError(404, 'RoleNotFound', 'The role was not found.');

/** The body does not bind. The service says no more than the first sentence; ours names what to change. */
export const invalidModel = (reason: string) => new GraphError(400, 'InvalidModel', `The model is invalid. ${reason}`);

export const invalidFilter = (reason: string) =>
  new GraphError(400, 'InvalidFilter', `OData query is invalid: ${reason}`);

export const alreadyOnboarded = () =>
  new GraphError(400, 'ResourceAlreadyOnboarded', 'The specified resource is already onboarded to ELM.');

export const originNotFound = (originId: string) =>
  new GraphError(
    400,
    'ResourceNotFoundInOriginSystem',
    `The resource '${originId}' was not found in the origin system.`,
  );

export const resourceHasEntitlements = (displayName: string) =>
  new GraphError(
    400,
    'InvalidDeleteResourceHasEntitlements',
    `The resource: ${displayName} can not be deleted because there are active entitlements.`,
  );

export const duplicateKey = () => new GraphError(409, 'DuplicateKey', 'There is already a duplicated entity');

/** Declared by the service's metadata and not implemented by the service. */
export const notImplementedThere = (path: string) =>
  new GraphError(404, 'UnknownError', `No HTTP resource was found that matches the request URI '${path}'.`);

export const notAnApprover = () =>
  new GraphError(403, 'UnAuthorized', 'User is not authorized to perform the operation. Reason: Unauthorized', {
    details: [],
  });

export const policyRequirements = () =>
  new GraphError(400, 'PolicyRequirements', "You don't meet policy requirements to request this entitlement.");

/** A policy is to be replaced by one that names no package. */
export const missingKey = () =>
  new GraphError(400, 'ArgumentNullException', 'Value cannot be null.\r\nParameter name: Id');

export const connectedOrganizationNotFound = () =>
  new GraphError(400, 'ConnectedOrganizationNotFound', 'Connected Organization Not Found');

export const noValidPolicy = () => new GraphError(400, 'NoValidPolicy', 'No valid policy was found in the request');

/** Whoever asks has not the permission, or not the role. */
export const unauthorized = (reason: 'The caller is not authorized.' | 'Unauthorized') =>
  new GraphError(403, 'UnAuthorized', `User is not authorized to perform the operation. Reason: ${reason}`, {
    details: [],
  });

/** As hashicorp/terraform-provider-azuread#1066 prints it. */
export const notResourceOwner = () =>
  new GraphError(400, 'CallerNotResourceOwner', 'The caller is not the resource owner.', { details: [] });
