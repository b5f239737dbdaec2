/** Where declarations of the directory depart from Microsoft's published types, each with its source. */

/** Declared, though not published. */
export interface Unpublished {
  /** Printed for users in v1.0: tutorial "Manage access to resources in entitlement management". */
  readonly userV1: 'infoCatalogs';
  /** Printed for groups in v1.0: the same tutorial, and examples 2 and 3 of the "Create group" page. */
  readonly groupV1:
    | 'createdByAppId'
    | 'creationOptions'
    | 'infoCatalogs'
    | 'organizationId'
    | 'resourceBehaviorOptions'
    | 'resourceProvisioningOptions'
    | 'writebackConfiguration';
  /** Printed by v1.0, published in beta: "Get organization" page. */
  readonly organizationV1: 'directorySizeQuota' | 'isMultipleDataLocationsForServicesEnabled';
  /** Printed for groups: "List groups" page. */
  readonly groupBeta: 'creationOptions';
}
