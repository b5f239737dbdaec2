/** Assignment policies: who may have a package, how they get it, and for how long. */
import type { Draft } from '../../../model/edm.js';
import {
  type AccessPackage,
  type ApprovalSettings,
  accessPackages,
  assignments,
  type Policy,
  policies,
  type Question,
  type RequestorSettings,
  type StageSetting,
} from '../../../model/entitlement/tables.js';
import { duplicateKey, invalidModel, missingKey, own } from '../../errors/index.js';
import { type Context, schedule } from '../context.js';
import { cancelWaiting, isActive } from './packages.js';
import { checkPolicy } from './policy-rules.js';
import { created, existing, modified, named, some } from './records.js';
import { timers } from './timers.js';

const NO_SELF_SERVICE: RequestorSettings = {
  enableTargetsToSelfAddAccess: false,
  enableTargetsToSelfUpdateAccess: false,
  enableTargetsToSelfRemoveAccess: false,
  allowCustomAssignmentSchedule: false,
  enableOnBehalfRequestorsToAddAccess: false,
  enableOnBehalfRequestorsToUpdateAccess: false,
  enableOnBehalfRequestorsToRemoveAccess: false,
  onBehalfRequestors: [],
};

const NO_APPROVAL: ApprovalSettings = {
  isApprovalRequiredForAdd: false,
  isApprovalRequiredForUpdate: false,
  isRequestorJustificationRequired: false,
  stages: [],
};

/** @throws GraphError 404 for an unknown package, 409 for a name that it has already, 400 for what makes no policy */
export function createPolicy(context: Context, fields: Draft): Policy {
  const { tx } = context;
  const accessPackage = named(tx, accessPackages, fields.accessPackageId, 'accessPackage');
  const policy = { id: context.newId(), ...settle(context, accessPackage, fields), ...created(context) };
  refuseDuplicate(context, policy);
  checkPolicy(tx, policy);
  if (policy.automaticRequestSettings) schedule(context, timers.apply, policy.id);
  return tx.insert(policies, policy);
}

/**
 * Puts a whole policy in the place of another. Requests that wait, and assignments, keep to the old one.
 *
 * @throws GraphError as for a new one; 400 `ArgumentNullException` when the body names no package
 */
export function replacePolicy(context: Context, policy: Policy, fields: Draft): Policy {
  const { tx } = context;
  if (!fields.accessPackageId) throw missingKey();
  if (fields.id !== undefined && fields.id !== policy.id)
    throw invalidModel("The 'id' in the body is not that of the URL.");
  const accessPackage = existing(tx, accessPackages, fields.accessPackageId);
  const { id, createdBy, createdDateTime } = policy;
  const next = {
    ...settle(context, accessPackage, fields, policy),
    id,
    createdBy,
    createdDateTime,
    ...modified(context),
  };
  refuseDuplicate(context, next);
  checkPolicy(tx, next);
  if (next.automaticRequestSettings) schedule(context, timers.apply, next.id);
  return tx.replace(policies, next);
}

/** A policy as a body describes it, with what is not said filled in. */
function settle(context: Context, accessPackage: AccessPackage, fields: Draft, before?: Policy): Omit<Policy, 'id'> {
  const sent = fields as Partial<Policy>;
  return {
    accessPackageId: accessPackage.id,
    displayName: sent.displayName ?? before?.displayName ?? '',
    description: sent.description ?? null,
    allowedTargetScope: sent.allowedTargetScope ?? 'notSpecified',
    scopeType: sent.scopeType ?? null,
    specificAllowedTargets: sent.specificAllowedTargets ?? [],
    expiration: { type: 'noExpiration', endDateTime: null, duration: null, ...sent.expiration },
    isPatternSent: sent.isPatternSent ?? false,
    requestorSettings: { ...NO_SELF_SERVICE, ...said(sent.requestorSettings) },
    requestApprovalSettings: { ...NO_APPROVAL, ...said(sent.requestApprovalSettings) },
    reviewSettings: sent.reviewSettings ?? null,
    notificationSettings: sent.notificationSettings ?? { isAssignmentNotificationDisabled: false },
    automaticRequestSettings: sent.automaticRequestSettings ?? null,
    verifiableCredentialSettings: sent.verifiableCredentialSettings ?? null,
    questions: questionsOf(context, sent, before),
    customExtensionStageSettings: withIds(
      context,
      sent.customExtensionStageSettings ?? before?.customExtensionStageSettings,
    ),
    customExtensionHandlers: withIds(context, sent.customExtensionHandlers ?? before?.customExtensionHandlers),
  };
}

/** What a body says of a group of settings: null leaves a setting as it is without it. */
function said<T extends object>(settings: T | null | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(settings ?? {}).filter(([, value]) => value !== null)) as Partial<T>;
}

/** A question keeps the id by which an earlier state of the policy knew it; every other one gets an id of the service. */
function questionsOf(context: Context, { questions = [] }: Partial<Policy>, before: Policy | undefined): Question[] {
  const known = new Map(before?.questions?.map(({ id }) => [id?.toLowerCase(), id]));
  return questions.map((question) => ({ ...question, id: known.get(question.id?.toLowerCase()) ?? context.newId() }));
}

function withIds(context: Context, settings: readonly StageSetting[] | undefined): StageSetting[] {
  return (settings ?? []).map(({ id = context.newId(), stage, customExtensionId }) => ({
    id,
    stage,
    customExtensionId,
  }));
}

function refuseDuplicate({ tx }: Context, { id, accessPackageId, displayName }: Policy): void {
  const same = (other: Policy) => other.accessPackageId === accessPackageId && other.id !== id;
  if (some(tx, policies, 'displayName', displayName.toLowerCase(), same)) throw duplicateKey();
}

/** Deletes a policy; requests under it that wait are canceled. @throws GraphError 400 while there are assignments */
export function deletePolicy(context: Context, policy: Policy): void {
  const { tx } = context;
  if (some(tx, assignments, 'assignmentPolicyId', policy.id, (one) => isActive(tx, one)))
    throw own.policyHasAssignments();
  cancelWaiting(context, ({ assignmentPolicyId }) => assignmentPolicyId === policy.id, policy.accessPackageId);
  tx.remove(policies, policy.id);
}
