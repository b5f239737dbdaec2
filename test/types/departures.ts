/** Where declarations of the directory depart from Microsoft's published types, each with its source. */

/** Declared, though not published. */
export interface Unpublished {
  /** Printed for users in v1.0: tutorial "Manage access to resources in entitlement management"; and metadata. */
  readonly userV1: 'infoCatalogs' | InMetadata['user'];
  /** Printed for groups in v1.0: the same tutorial, and examples 2 and 3 of the "Create group" page. */
  readonly groupV1:
    | InMetadata['group']
    | 'accessType'
    | 'createdByAppId'
    | 'creationOptions'
    | 'infoCatalogs'
    | 'isFavorite'
    | 'organizationId'
    | 'resourceBehaviorOptions'
    | 'resourceProvisioningOptions'
    | 'unseenConversationsCount'
    | 'unseenMessagesCount'
    | 'writebackConfiguration';
  /** Printed by v1.0, published in beta: "Get organization" page. */
  readonly organizationV1: 'directorySizeQuota' | 'isMultipleDataLocationsForServicesEnabled';
  /** Printed for groups: "List groups" page. */
  readonly groupBeta: 'creationOptions' | InMetadata['group'];
  readonly userBeta: InMetadata['user'];
  readonly application: InMetadata['application'];
  /** Published in v1.0: Terraform's provider reads and writes it in beta. */
  readonly applicationBeta: InMetadata['application'] | 'oauth2RequirePostResponse';
  readonly servicePrincipal: InMetadata['servicePrincipal'];
  /** Published in beta: the metadata document of v1.0 has it too. */
  readonly roleAssignmentV1: 'principalOrganizationId';
}

/** In Microsoft's metadata documents, of which the published types are older: https://graph.microsoft.com/v1.0/$metadata. */
interface InMetadata {
  readonly user: 'identityParentId';
  readonly group: 'onPremisesExtensionAttributes' | 'welcomeMessageEnabled';
  readonly application: 'createdByAppId' | 'isDisabled' | 'managerApplications';
  readonly servicePrincipal: 'createdByAppId' | 'isDisabled';
}
