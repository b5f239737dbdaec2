/** Requests that the service makes in its own name. */
import { type Assignment, type Policy, type Request, requests } from '../../../model/entitlement/tables.js';
import { type Context, now, schedule } from '../context.js';
import { step } from './machine.js';
import { keepTerms } from './terms.js';
import { timers } from './timers.js';

type Purpose = Pick<Request, 'requestType' | 'accessPackageId' | 'assignmentPolicyId' | 'assignmentId' | 'targetId'>;

function request(context: Context, purpose: Purpose): Request {
  return context.tx.insert(requests, {
    id: context.newId(),
    requestType: purpose.requestType,
    state: 'submitted',
    status: 'Accepted',
    createdDateTime: now(context),
    completedDateTime: null,
    accessPackageId: purpose.accessPackageId,
    assignmentPolicyId: purpose.assignmentPolicyId ?? null,
    assignmentId: purpose.assignmentId ?? null,
    targetId: purpose.targetId ?? null,
  });
}

/** Ends an assignment: its time is over, or its reason. */
export function removeBySystem(context: Context, assignment: Assignment): void {
  const { id: assignmentId, accessPackageId, assignmentPolicyId, targetId } = assignment;
  const purpose = { requestType: 'systemRemove', accessPackageId, assignmentPolicyId, assignmentId, targetId };
  step(context, request(context, purpose).id, 'accept');
}

/** Assigns a package because a policy says so. */
export function addBySystem(context: Context, policy: Policy, targetId: string): void {
  const { id: assignmentPolicyId, accessPackageId } = policy;
  const { id } = request(context, { requestType: 'systemAdd', accessPackageId, assignmentPolicyId, targetId });
  keepTerms(context.tx, id, policy);
  schedule(context, timers.accept, id);
}
