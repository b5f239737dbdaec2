/** Catalogs, their resources, and the packages of them. */

import type { Row } from '../../reader.js';
import type { Audited, Instant } from './audited.js';
import type { Question } from './policies.js';

export interface Catalog extends Audited {
  readonly displayName: string;
  readonly description?: string | null;
  readonly catalogType: 'userManaged' | 'serviceDefault' | 'serviceManaged';
  readonly state: 'unpublished' | 'published';
  readonly isExternallyVisible: boolean;
  readonly uniqueName?: string | null;
}

export interface Resource extends Audited {
  readonly kind: 'accessPackageResource' | 'customDataProvidedResource';
  readonly catalogId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly originId: string;
  readonly originSystem: string;
  /** beta's word for what the origin is: `Security Group`, `Application`. */
  readonly resourceType?: string | null;
  readonly url?: string | null;
  readonly isPendingOnboarding?: boolean;
  readonly attributes?: readonly ResourceAttribute[];
  readonly environmentId?: string | null;
  readonly connectorId?: string | null;
  /** Of a custom data provided resource: whom to tell that data is awaited. */
  readonly notificationEndpointConfiguration?: object | null;
}

/** What a resource wants to know of its users. */
export interface ResourceAttribute {
  readonly name?: string | null;
  readonly isEditable?: boolean | null;
  readonly isPersistedOnAssignmentRemoval?: boolean | null;
  readonly source?: { readonly kind?: string; readonly question?: Question | null } | null;
  readonly destination?: { readonly kind?: string } | null;
}

interface ResourcePart extends Row {
  readonly resourceId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly originId: string;
  readonly originSystem: string;
}

export interface ResourceRole extends ResourcePart {
  readonly type?: string | null;
}

export interface ResourceScope extends ResourcePart {
  readonly isRootScope: boolean;
  readonly roleOriginId?: string | null;
  readonly url?: string | null;
}

/** Where resources come from, when a tenant has several such places: a SharePoint geo location. */
export interface ResourceEnvironment extends Audited {
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly originId: string;
  readonly originSystem: string;
  readonly isDefaultEnvironment?: boolean;
  readonly connectionInfo?: { readonly url?: string | null } | null;
}

/** Files handed in for a custom data provided resource. */
export interface UploadSession extends Row {
  readonly kind: 'customDataProvidedResourceAccessReviewUploadSession';
  readonly resourceId: string;
  readonly referenceId?: string | null;
  readonly createdDateTime?: Instant | null;
  readonly isUploadDone: boolean;
  readonly status: 'active' | 'complete' | 'expired';
  readonly data?: object | null;
  readonly stats?: { readonly filesUploaded: number; readonly totalBytesUploaded: number };
}

export interface UploadedFile extends Row {
  readonly sessionId: string;
  readonly name: string;
  readonly size: number;
  readonly uploadedDateTime?: Instant | null;
}

/** A connection to a system that holds resources of its own (SAP). */
export interface OriginConnector extends Audited {
  readonly displayName: string;
  readonly description?: string | null;
  readonly connectorType: string;
  readonly connectionInfo?: object | null;
}

export interface ResourceRequest extends Row {
  readonly catalogId: string;
  readonly resourceId?: string | null;
  /** The resource as the client sent it, for answers that echo it. */
  readonly resource?: object;
  readonly requestType: string;
  readonly state: string;
  readonly status: string;
  readonly createdDateTime?: Instant | null;
  readonly expirationDateTime?: Instant | null;
  readonly justification?: string | null;
  readonly isValidationOnly?: boolean;
  readonly executeImmediately?: boolean;
  readonly requestorId?: string | null;
  readonly history?: readonly object[];
}

export interface AccessPackage extends Audited {
  readonly catalogId: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly isHidden: boolean;
  readonly isRoleScopesVisible?: boolean;
  readonly uniqueName?: string | null;
}

/** A role on a scope that a package grants. The id is `{roleId}_{scopeId}`: unique within a package, so `key` holds both. */
export interface ResourceRoleScope extends Audited {
  readonly accessPackageId: string;
  readonly resourceId: string;
  readonly roleId: string;
  readonly scopeId: string;
  /** What the URL calls it: `{roleId}_{scopeId}`. */
  readonly publicId: string;
}
