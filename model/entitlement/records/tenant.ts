/** What stands beside catalogs: organizations, extensions, settings. */

import type { Row } from '../../reader.js';
import type { Audited, Instant } from './audited.js';

export interface ConnectedOrganization extends Audited {
  readonly displayName: string;
  readonly description?: string | null;
  readonly state: 'configured' | 'proposed';
  readonly identitySources: readonly IdentitySource[];
}

/** An organization's users, by how they sign in. `kind` is v1.0's type name. */
export interface IdentitySource {
  readonly kind: string;
  readonly displayName?: string | null;
  readonly tenantId?: string | null;
  readonly cloudInstance?: string;
  readonly domainName?: string | null;
  readonly issuerUri?: string | null;
  readonly socialIdentitySourceType?: string;
}

export interface CustomExtension extends Row {
  readonly kind:
    | 'accessPackageAssignmentRequestWorkflowExtension'
    | 'accessPackageAssignmentWorkflowExtension'
    | 'customAccessPackageWorkflowExtension';
  readonly catalogId: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly authenticationConfiguration?: object | null;
  readonly clientConfiguration?: object | null;
  readonly endpointConfiguration?: object | null;
  readonly callbackConfiguration?: { readonly kind?: string; readonly timeoutDuration?: string | null } | null;
  readonly createdBy?: string | null;
  readonly createdDateTime?: Instant | null;
  readonly lastModifiedBy?: string | null;
  readonly lastModifiedDateTime?: Instant | null;
}

/** What applies to a tenant's entitlement management as a whole; its id is `singleton`. */
export interface Settings extends Row {
  readonly externalUserLifecycleAction: 'none' | 'blockSignIn' | 'blockSignInAndDelete';
  readonly durationUntilExternalUserDeletedAfterBlocked?: string | null;
}

export interface ControlConfiguration extends Audited {
  readonly kind: 'endUserSettings';
  readonly isEnabled: boolean;
  readonly relatedPeopleInsightLevel?: string | null;
  readonly showApproverDetailsToMembers?: boolean;
}

/** A package proposed to a person, with the reasons; worked out when asked for. */
export interface Suggestion extends Row {
  readonly accessPackageId: string;
  readonly reasons: readonly object[];
}
