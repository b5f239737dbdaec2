/**
 * Extensions that a policy names for the stages of its requests and assignments. Some are launched and waited for: they
 * say when the request may go on ("Trigger Logic Apps with custom extensions in entitlement management"). Whoever plays
 * the extension resumes the request; nobody is called outside.
 */
import {
  type Assignment,
  type CalloutInstance,
  customExtensions,
  type Policy,
  policies,
  type Request,
  requests,
} from '../../../model/entitlement/tables.js';
import { invalidModel, own } from '../../errors/index.js';
import { after } from '../clock.js';
import { type Context, schedule, unschedule } from '../context.js';
import { guards } from './guards.js';
import { step } from './machine.js';
import { type Change, changeOf } from './request-types.js';
import { termsOf } from './terms.js';
import { LONGEST_CALLBACK, timers } from './timers.js';

/** The stages at which a request can be denied. */
type DeniableStage = 'assignmentRequestCreated' | 'assignmentRequestApproved';
type Stage = DeniableStage | 'assignmentRequestGranted' | 'assignmentRequestRemoved';

const DENIABLE: readonly string[] = ['assignmentRequestCreated', 'assignmentRequestApproved'] satisfies DeniableStage[];

/** Lets a request that was made go on, as far as no extension holds it. */
export function accept(context: Context, id: string): void {
  const request = context.tx.get(requests, id);
  if (request?.state !== 'submitted' || holds(context, request, 'assignmentRequestCreated')) return;
  // What needs nobody's approval has it by itself.
  if (!guards.needsApproval(context, request) && holds(context, request, 'assignmentRequestApproved')) return;
  step(context, id, 'accept');
}

/** The same for a request that everybody has approved. */
export function approve(context: Context, id: string): void {
  const request = context.tx.get(requests, id);
  if (request && !holds(context, request, 'assignmentRequestApproved')) step(context, id, 'approve');
}

const DELIVERED: Partial<Readonly<Record<Change, Stage>>> = {
  add: 'assignmentRequestGranted',
  remove: 'assignmentRequestRemoved',
};

/** Whether a request whose change is carried out waits for extensions before that is told. */
export function holdsDelivery(context: Context, request: Request): boolean {
  const stage = DELIVERED[changeOf(request)];
  return stage !== undefined && holds(context, request, stage);
}

/** Whether a request waits for extensions at a stage. They are named once, when the request comes to the stage. */
function holds(context: Context, { id }: Request, stage: Stage): boolean {
  const request = context.tx.get(requests, id);
  // What gives access up is no request for an assignment.
  if (!request || (changeOf(request) === 'remove' && DENIABLE.includes(stage))) return false;
  const known = instancesOf(request).filter((instance) => instance.stage === stage);
  const waiting = known.length > 0 ? known.some(isWaiting) : launch(context, request, stage);
  if (waiting) step(context, id, 'wait');
  return waiting;
}

/** Most tenants have none, and need no look at their policies. */
const hasExtensions = ({ tx }: Context) => tx.count(customExtensions) > 0;

const instancesOf = ({ customExtensionCalloutInstances: instances = [] }: Request) => instances;
const isWaiting = ({ status }: CalloutInstance) => status === 'waitingForCallback';

/** Launches the extensions of a stage, and begins to wait for those that answer. */
function launch(context: Context, request: Request, stage: Stage): boolean {
  if (!hasExtensions(context)) return false;
  const { tx, time } = context;
  const launched = callsAt(context, termsOf(tx, request), stage);
  if (launched.length === 0) return false;
  tx.replace(requests, { ...request, customExtensionCalloutInstances: [...instancesOf(request), ...launched] });
  const ends = launched.filter(isWaiting).map(({ customExtensionId }) => {
    const callback = tx.get(customExtensions, customExtensionId ?? '')?.callbackConfiguration;
    return after(time, callback?.timeoutDuration ?? LONGEST_CALLBACK);
  });
  if (ends.length > 0) schedule(context, timers.callback, request.id, Math.min(...ends));
  return ends.length > 0;
}

/** A call of each extension that a policy names for a stage; nobody waits for those without a callback. */
function callsAt({ tx, newId }: Context, policy: Policy | undefined, stage: string): CalloutInstance[] {
  const settings = policy?.customExtensionStageSettings?.filter((setting) => setting.stage === stage) ?? [];
  return settings.map(({ customExtensionId }) => ({
    id: newId(),
    customExtensionId,
    detail: null,
    externalCorrelationId: null,
    status: tx.get(customExtensions, customExtensionId)?.callbackConfiguration ? 'waitingForCallback' : 'calloutSent',
    stage,
  }));
}

/** Launches the extensions that are to know of an assignment's end before it comes. Nobody waits for them. */
export function launchBeforeEnd(context: Context, assignment: Assignment, stage: string): CalloutInstance[] {
  if (!hasExtensions(context)) return [];
  return callsAt(context, context.tx.get(policies, assignment.assignmentPolicyId), stage);
}

/** What an extension says when it lets a request go on. */
export interface CallbackData {
  readonly stage?: string | null;
  readonly state?: string | null;
  readonly customExtensionStageInstanceId?: string | null;
  readonly customExtensionStageInstanceDetail?: string | null;
  readonly approvalStage?: unknown;
}

/**
 * Takes an extension's answer: the request goes on when no other is waited for, or it ends.
 *
 * @throws GraphError 400 for a request that waits for nothing, and for an answer that it does not wait for
 * @see https://learn.microsoft.com/graph/api/accesspackageassignmentrequest-resume
 */
export function resume(context: Context, request: Request, data: CallbackData): void {
  if (request.status !== 'WaitingForCallback') throw own.requestState('resumed', request.state);
  if (data.approvalStage) throw invalidModel('Approvers are not taken from extensions.');
  const instance = instanceMeant(request, data);
  const state = data.state?.toLowerCase() ?? null;
  if (state !== null && state !== 'denied' && state !== 'canceled') {
    throw invalidModel("'data/state' must be 'denied' or 'canceled'.");
  }
  if (state !== null && !DENIABLE.includes(instance.stage ?? '')) {
    throw invalidModel(`A request can not be ended at the stage '${instance.stage}'.`);
  }
  const detail = data.customExtensionStageInstanceDetail ?? null;
  settle(context, request, (one) => (one.id === instance.id ? { status: 'callbackReceived', detail } : {}));
  if (state !== null) step(context, request.id, state === 'denied' ? 'deny' : 'cancel');
  else goOn(context, request, instance);
}

function goOn(context: Context, { id, state }: Request, { stage }: CalloutInstance): void {
  const request = context.tx.get(requests, id);
  if (!request || instancesOf(request).some((one) => one.stage === stage && isWaiting(one))) return;
  unschedule(context, id, timers.callback);
  if (state === 'submitted') accept(context, id);
  else if (state === 'delivering') step(context, id, 'fulfilled');
  else approve(context, id);
}

function instanceMeant(request: Request, { customExtensionStageInstanceId: id, stage }: CallbackData): CalloutInstance {
  const waiting = instancesOf(request).filter(isWaiting);
  const found = waiting.find((one) => (id ? one.id === id.toLowerCase() : one.stage === stage));
  if (!found) throw invalidModel(`The request does not wait for '${id ?? stage}'.`);
  if (stage && stage !== found.stage) throw invalidModel(`The request waits at the stage '${found.stage}'.`);
  return found;
}

function settle({ tx }: Context, request: Request, change: (one: CalloutInstance) => Partial<CalloutInstance>): void {
  const instances = instancesOf(request).map((one) => ({ ...one, ...change(one) }));
  tx.replace(requests, { ...request, customExtensionCalloutInstances: instances });
}

/** Nobody answered in time: "this process would be considered a failure". */
export function timeOutCallbacks(context: Context, id: string): void {
  const request = context.tx.get(requests, id);
  if (request?.status !== 'WaitingForCallback') return;
  settle(context, request, (one) => (isWaiting(one) ? { status: 'callbackTimedOut' } : {}));
  step(context, id, request.state === 'delivering' ? 'failed' : 'deny');
}
