import { GraphError } from './graph-error.js';

/**
 * Refusals that are documented while their code and text are not public: these are ours, kept together so that they can
 * be changed at once when the service's become known.
 */
export const own = {
  packageHasAssignments: () =>
    new GraphError(
      400,
      'InvalidDeleteEntitlementHasActiveGrants',
      'The access package can not be deleted because there are active assignments.',
    ),
  policyHasAssignments: () =>
    new GraphError(
      400,
      'InvalidDeletePolicyHasActiveAssignments',
      'The policy can not be deleted because there are active assignments through it.',
    ),
  catalogHasPackages: () =>
    new GraphError(
      400,
      'InvalidDeleteCatalogHasAccessPackages',
      'The catalog can not be deleted because there are access packages in it.',
    ),
  catalogIsBuiltIn: () =>
    new GraphError(400, 'InvalidDeleteBuiltInCatalog', 'The built-in catalog can not be deleted.'),
  duplicateAccessPackage: (displayName: string) =>
    new GraphError(409, 'DuplicateAccessPackage', `The catalog already has an access package named '${displayName}'.`),
  requestState: (action: string, state: string) =>
    new GraphError(400, 'InvalidRequestState', `A request in the state '${state}' can not be ${action}.`),
  alreadyDecided: () => new GraphError(409, 'Conflict', 'The stage of the approval has already been decided.'),
  openRequest: () =>
    new GraphError(
      400,
      'ExistingOpenRequest',
      'There is already an open request of this target for the access package.',
    ),
  existingGrant: () =>
    new GraphError(400, 'ExistingGrant', 'The target already has an assignment to the access package.'),
  incompatible: () =>
    new GraphError(
      400,
      'IncompatibleAccessPackage',
      'The target has access that is incompatible with the access package.',
    ),
  unsupportedResource: (displayName: string, reason: string) =>
    new GraphError(
      400,
      'UnsupportedResource',
      `The resource '${displayName}' can not be added to a catalog: ${reason}.`,
    ),
  resourcesNotInCatalog: (displayName: string) =>
    new GraphError(
      400,
      'ResourcesNotInCatalog',
      `The resource '${displayName}' of the access package is not in the target catalog.`,
    ),
  scheduleNotAllowed: () =>
    new GraphError(400, 'CustomScheduleNotAllowed', 'The policy does not allow requests to choose their own schedule.'),
  scheduleInvalid: (reason: string) => new GraphError(400, 'InvalidSchedule', reason),
  assignmentState: (state: string) =>
    new GraphError(
      400,
      'InvalidAssignmentState',
      `The assignment is in the state '${state}', which does not allow this.`,
    ),
  organizationInUse: () =>
    new GraphError(
      400,
      'ConnectedOrganizationInUse',
      'The connected organization can not be deleted because a policy names it.',
    ),
  extensionInUse: () =>
    new GraphError(400, 'CustomExtensionInUse', 'The custom extension can not be deleted because a policy calls it.'),
  uploadOver: () => new GraphError(400, 'UploadSessionNotActive', 'The upload session is over.'),
} as const;
