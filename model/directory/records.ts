/**
 * What a tenant stores of the directory. Both versions call these properties alike, so a canonical field has the name of
 * its property; records hold only fields that were ever set, since most of a user's hundred properties never are. Typed
 * here are the fields that commands read and write.
 */
import type { Row } from '../reader.js';

/** The kinds of directory object that a tenant can hold. */
export type DirectoryKind =
  | 'user'
  | 'group'
  | 'application'
  | 'servicePrincipal'
  | 'device'
  | 'orgContact'
  | 'directoryRole'
  | 'directoryRoleTemplate'
  | 'organization'
  | 'administrativeUnit';

export interface DirectoryObject extends Row {
  readonly kind: DirectoryKind;
  readonly deletedDateTime?: string | null;
  readonly displayName?: string | null;
}

export interface User extends DirectoryObject {
  readonly kind: 'user';
  readonly userPrincipalName: string;
  readonly accountEnabled?: boolean | null;
  readonly mail?: string | null;
  readonly mailNickname?: string | null;
  readonly userType?: string | null;
  readonly managerId?: string | null;
  readonly createdDateTime?: string | null;
  readonly passwordProfile?: {
    readonly password?: string | null;
    readonly forceChangePasswordNextSignIn?: boolean | null;
    readonly forceChangePasswordNextSignInWithMfa?: boolean | null;
  } | null;
  readonly proxyAddresses?: readonly string[];
  readonly otherMails?: readonly string[];
  readonly identities?: readonly ObjectIdentity[];
  readonly assignedLicenses?: readonly AssignedLicense[];
  readonly externalUserState?: string | null;
  readonly externalUserStateChangeDateTime?: string | null;
  readonly lastPasswordChangeDateTime?: string | null;
  readonly signInSessionsValidFromDateTime?: string | null;
  readonly [property: string]: unknown;
}

/** How a user signs in, and who vouches for that. */
export interface ObjectIdentity {
  readonly signInType?: string | null;
  readonly issuer?: string | null;
  readonly issuerAssignedId?: string | null;
}

export interface AssignedLicense {
  readonly skuId?: string | null;
  readonly disabledPlans?: readonly string[];
}

export interface Group extends DirectoryObject {
  readonly kind: 'group';
  readonly groupTypes: readonly string[];
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly securityEnabled: boolean;
  readonly uniqueName?: string | null;
  readonly membershipRule?: string | null;
  readonly membershipRuleProcessingState?: string | null;
  readonly isAssignableToRole?: boolean | null;
  readonly createdDateTime?: string | null;
  readonly renewedDateTime?: string | null;
  readonly createdByAppId?: string | null;
  readonly createdOnBehalfOfId?: string | null;
  readonly assignedLicenses?: readonly AssignedLicense[];
  readonly proxyAddresses?: readonly string[];
  readonly visibility?: string | null;
  readonly [property: string]: unknown;
}

export interface AppRole {
  readonly id: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly value?: string | null;
  readonly isEnabled?: boolean;
  readonly allowedMemberTypes?: readonly string[];
  readonly origin?: string | null;
}

/** A key or a password of an application: what both have. */
export interface Credential {
  readonly keyId?: string | null;
  readonly displayName?: string | null;
  /** Of a password: what signs in. */
  readonly secretText?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
  readonly [property: string]: unknown;
}

export interface Application extends DirectoryObject {
  readonly kind: 'application';
  readonly appId: string;
  readonly createdDateTime?: string | null;
  readonly createdOnBehalfOfId?: string | null;
  readonly uniqueName?: string | null;
  readonly appRoles?: readonly AppRole[];
  readonly identifierUris?: readonly string[];
  readonly keyCredentials?: readonly Credential[];
  readonly passwordCredentials?: readonly Credential[];
  readonly [property: string]: unknown;
}

export interface ServicePrincipal extends DirectoryObject {
  readonly kind: 'servicePrincipal';
  readonly appId: string;
  readonly accountEnabled?: boolean | null;
  readonly appDisplayName?: string | null;
  readonly appOwnerOrganizationId?: string | null;
  readonly appRoles?: readonly AppRole[];
  readonly servicePrincipalNames?: readonly string[];
  readonly servicePrincipalType?: string | null;
  readonly keyCredentials?: readonly Credential[];
  readonly passwordCredentials?: readonly Credential[];
  readonly [property: string]: unknown;
}

export interface Device extends DirectoryObject {
  readonly kind: 'device';
  readonly deviceId?: string | null;
  readonly [property: string]: unknown;
}

/** A contact of the organization, known from its mail system. */
export interface OrgContact extends DirectoryObject {
  readonly kind: 'orgContact';
  readonly mail?: string | null;
  readonly managerId?: string | null;
  readonly proxyAddresses?: readonly string[];
  readonly [property: string]: unknown;
}

/** A role that is active in the tenant; its members are links, as a group's are. */
export interface DirectoryRole extends DirectoryObject {
  readonly kind: 'directoryRole';
  readonly roleTemplateId: string;
  readonly description?: string | null;
  readonly [property: string]: unknown;
}

export interface DirectoryRoleTemplate extends DirectoryObject {
  readonly kind: 'directoryRoleTemplate';
  readonly description?: string | null;
}

export interface Organization extends DirectoryObject {
  readonly kind: 'organization';
  readonly createdDateTime?: string | null;
  readonly verifiedDomains: readonly VerifiedDomain[];
  readonly [property: string]: unknown;
}

export interface VerifiedDomain {
  readonly name: string;
  readonly type?: string | null;
  readonly isDefault?: boolean;
  readonly isInitial?: boolean;
  readonly capabilities?: string | null;
}

/** The id of a domain is its name. */
export interface Domain extends Row {
  readonly isDefault: boolean;
  readonly isInitial: boolean;
  readonly isVerified: boolean;
  readonly [property: string]: unknown;
}

export interface Invitation extends Row {
  readonly invitedUserId: string;
  readonly invitedUserEmailAddress: string;
  readonly inviteRedirectUrl: string;
  readonly status?: string | null;
  readonly [property: string]: unknown;
}

/** A role of an application, given to a user, group or service principal. */
export interface AppRoleAssignment extends Row {
  readonly appRoleId: string;
  readonly principalId: string;
  /** The service principal whose role it is. */
  readonly resourceId: string;
  readonly createdDateTime?: string | null;
  readonly deletedDateTime?: string | null;
}

/** The systems whose roles are managed through `roleManagement`. */
export type RbacProvider = 'directory' | 'entitlementManagement';

export interface RoleDefinition extends Row {
  readonly provider: RbacProvider;
  readonly displayName: string;
  readonly description?: string | null;
  readonly isBuiltIn: boolean;
  readonly isEnabled: boolean;
  readonly templateId?: string | null;
  readonly rolePermissions?: readonly { readonly allowedResourceActions: readonly string[] }[];
  readonly [property: string]: unknown;
}

export interface RoleAssignment extends Row {
  readonly provider: RbacProvider;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/`, or the object in the directory to which the role is limited. */
  readonly directoryScopeId?: string | null;
  /** `/`, or the object of the application: `/AccessPackageCatalog/{id}`. */
  readonly appScopeId?: string | null;
  readonly condition?: string | null;
}

/** One pair of a relation that a deleted object stood in: its other end, and where it stands itself. */
export interface LostLink {
  readonly relation: string;
  readonly end: 'left' | 'right';
  readonly other: string;
}

/** A directory object as it was when it was deleted, kept to be restored with its links. */
export interface DeletedItem extends DirectoryObject {
  readonly deletedDateTime: string;
  readonly lostLinks: readonly LostLink[];
  readonly [property: string]: unknown;
}
