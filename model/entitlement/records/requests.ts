/** Whom access is for, and how they come by it: subjects, requests, approvals, assignments. */

import type { Row } from '../../reader.js';
import type { Instant } from './audited.js';
import type { Answer, CalloutInstance, Schedule } from './policies.js';

/** A person or application that a request is for or comes from; made when first needed. */
export interface Subject extends Row {
  readonly objectId?: string | null;
  readonly displayName?: string | null;
  readonly email?: string | null;
  readonly principalName?: string | null;
  readonly onPremisesSecurityIdentifier?: string | null;
  readonly altSecId?: string | null;
  readonly subjectType: 'notSpecified' | 'user' | 'servicePrincipal';
  readonly subjectLifecycle: 'notDefined' | 'notGoverned' | 'governed';
  readonly connectedOrganizationId?: string | null;
  readonly cleanupScheduledDateTime?: Instant | null;
}

export interface Request extends Row {
  readonly requestType: string;
  /** The type in the words and the case that a client sent: of the answer that creates it alone, it is not kept. */
  readonly sentAs?: string;
  /** An update that beta calls `UserExtend`. */
  readonly isExtension?: boolean;
  readonly state: string;
  readonly status: string;
  readonly createdDateTime?: Instant | null;
  readonly completedDateTime?: Instant | null;
  readonly expirationDateTime?: Instant | null;
  readonly isValidationOnly?: boolean;
  readonly justification?: string | null;
  readonly answers?: readonly Answer[];
  readonly schedule?: Schedule | null;
  readonly accessPackageId: string;
  readonly assignmentPolicyId?: string | null;
  /** The assignment that the request made, changes or ends. */
  readonly assignmentId?: string | null;
  /** Subject ids. */
  /** "The subject who requested or, if a direct assignment, was assigned" ("accessPackageAssignmentRequest resource type"). */
  readonly requestorId?: string | null;
  /** The subject who sent the request, where that is not the requestor. */
  readonly createdById?: string | null;
  readonly targetId?: string | null;
  readonly customExtensionCalloutInstances?: readonly CalloutInstance[];
  readonly verifiedCredentialsData?: readonly object[];
  readonly history?: readonly object[];
}

export interface Assignment extends Row {
  readonly accessPackageId: string;
  readonly assignmentPolicyId: string;
  readonly catalogId: string;
  /** A subject's id. */
  readonly targetId: string;
  readonly state: 'delivering' | 'partiallyDelivered' | 'delivered' | 'expired' | 'deliveryFailed';
  readonly status: string;
  readonly schedule: Schedule;
  readonly expiredDateTime?: Instant | null;
  readonly isExtended: boolean;
  readonly customExtensionCalloutInstances?: readonly CalloutInstance[];
}

/** One subject's hold of one role on one scope, shared by all assignments that grant it. */
export interface AssignmentResourceRole extends Row {
  readonly subjectId: string;
  readonly roleId: string;
  readonly scopeId: string;
  readonly originId: string;
  readonly originSystem: string;
  readonly status: string;
}

/** A decision that approvers make in turn, for a request of the same id. */
export interface Approval extends Row {
  readonly stages: readonly ApprovalDecision[];
}

/** One stage of an approval: v1.0's `approvalStage`, beta's `approvalStep`. */
export interface ApprovalDecision extends Row {
  readonly displayName?: string | null;
  readonly justification: string;
  readonly reviewResult: string;
  readonly reviewedBy?: object | null;
  readonly reviewedDateTime?: Instant | null;
  readonly status: string;
  /** Object ids of those who may decide. */
  readonly approverIds: readonly string[];
}
