/** Assignment requests: taken in, refused, and kept until they are carried out. */
import type { Draft } from '../../../model/edm.js';
import { type Answer, assignments, type Request, requests } from '../../../model/entitlement/tables.js';
import { invalidModel, own } from '../../errors/index.js';
import { type Context, now, schedule } from '../context.js';
import { withQuestions } from './answers.js';
import { questionsFor } from './attributes.js';
import { forget } from './events.js';
import { type Asked, type Intent, intentOf } from './intents.js';
import { isOpen, step } from './machine.js';
import { some } from './records.js';
import { requestTypes, sendable } from './request-types.js';
import { keepTerms } from './terms.js';
import { timers } from './timers.js';

/**
 * Takes in a request. It is carried out later, by an event of its own.
 *
 * @param named whether the caller said who they are; if not, a person's own request is made in the target's name
 * @throws GraphError 400 when policy, scope, an open request or an assignment stand against it, 404 for what is not there
 * @see https://learn.microsoft.com/graph/api/entitlementmanagement-post-assignmentrequests
 */
export function submitRequest(context: Context, fields: Draft, named: boolean): Request {
  const { tx } = context;
  const asked = readRequest(fields);
  const intent = intentOf(context, asked, named);
  refuseOpen(context, intent);
  const request = describe(context, asked, intent);
  tx.insert(requests, request);
  if (intent.policy) keepTerms(tx, request.id, intent.policy);
  schedule(context, timers.accept, request.id);
  return request;
}

/** The body, once it is known to be a request that clients may send. */
function readRequest(fields: Draft): Asked {
  const sent = fields as Partial<Request> & { assignment?: Draft | null; accessPackage?: Draft | null };
  const { requestType = '' } = sent;
  const type = sendable.includes(requestType) ? requestTypes[requestType] : undefined;
  if (!type) throw invalidModel(`'requestType' must be one of ${sendable.join(', ')}.`);
  // Named one by one: an object that is begun by spreading has a shape of its own, which slows all that reads it.
  return {
    change: type.change,
    by: type.by,
    requestType,
    assignment: sent.assignment ?? {},
    packageId: sent.assignment?.accessPackageId ?? sent.accessPackageId ?? undefined,
    schedule: sent.schedule ?? null,
    answers: sent.answers ?? [],
    justification: sent.justification ?? null,
    isExtension: sent.isExtension ?? false,
    isValidationOnly: sent.isValidationOnly ?? false,
  };
}

/** @throws GraphError 400 when a request for the same is open */
function refuseOpen({ tx }: Context, { accessPackage, target, assignment, change }: Intent): void {
  const open = (request: Request) => isOpen(request) && request.accessPackageId === accessPackage.id;
  const found =
    change === 'add'
      ? some(tx, requests, 'targetId', target.id, open)
      : some(tx, requests, 'assignmentId', assignment?.id ?? '', open);
  if (found) throw own.openRequest();
}

function describe(context: Context, asked: Asked, intent: Intent): Request {
  const { policy, assignment, target } = intent;
  return {
    id: context.newId(),
    requestType: asked.requestType,
    isExtension: intent.extends,
    state: 'submitted',
    status: 'Accepted',
    createdDateTime: now(context),
    completedDateTime: null,
    expirationDateTime: null,
    isValidationOnly: asked.isValidationOnly,
    justification: asked.justification,
    answers: answersWhole(context, asked, intent),
    schedule: asked.schedule,
    accessPackageId: intent.accessPackage.id,
    assignmentPolicyId: policy?.id ?? assignment?.assignmentPolicyId ?? null,
    assignmentId: assignment?.id ?? null,
    ...requestedBy(asked, intent),
    targetId: target.id,
    customExtensionCalloutInstances: [],
    verifiedCredentialsData: [],
  };
}

function answersWhole({ tx }: Context, { answers }: Asked, { policy, target }: Intent): readonly Answer[] {
  return policy && answers.length > 0 ? withQuestions(questionsFor(tx, policy, target.objectId), answers) : answers;
}

/** Of a direct assignment the requestor is whoever is assigned, not the administrator. */
function requestedBy(
  { change, by }: Asked,
  { target, requestor }: Intent,
): Pick<Request, 'requestorId' | 'createdById'> {
  const sender = requestor?.id ?? null;
  const isDirect = change === 'add' && by === 'administrator';
  return isDirect ? { requestorId: target.id, createdById: sender } : { requestorId: sender };
}

/**
 * Takes a request back before it is carried out.
 *
 * @throws GraphError 400 when it is too late
 */
export function cancelRequest(context: Context, request: Request): void {
  if (!step(context, request.id, 'cancel')) throw own.requestState('canceled', request.state);
}

/** Carries out a failed request once more. @throws GraphError 400 for one that did not fail, or failed too long ago */
export function reprocessRequest(context: Context, request: Request): void {
  if (!step(context, request.id, 'reprocess')) throw own.requestState('reprocessed', request.state);
}

/** Removes a request that is over. @throws GraphError 400 while it is not, or while its assignment is */
export function deleteRequest(context: Context, request: Request): void {
  const assignment = request.assignmentId ? context.tx.get(assignments, request.assignmentId) : undefined;
  if (isOpen(request) || (assignment && assignment.state !== 'expired'))
    throw own.requestState('deleted', request.state);
  forget(context, request.id);
}
