/** The life of an assignment request: one table of what happens to it in which state. */
import { type Request, requests } from '../../../model/entitlement/tables.js';
import type { Context } from '../context.js';
import { type EffectName, effects } from './effects.js';
import { type GuardName, guards } from './guards.js';
import { type Change, changeOf } from './request-types.js';

export type State =
  | 'submitted'
  | 'pendingApproval'
  | 'scheduled'
  | 'delivering'
  | 'delivered'
  | 'partiallyDelivered'
  | 'deliveryFailed'
  | 'denied'
  | 'canceled';

export type Event =
  | 'accept'
  | 'wait'
  | 'escalate'
  | 'approveStage'
  | 'approve'
  | 'deny'
  | 'timeOut'
  | 'start'
  | 'fulfilled'
  | 'partlyFulfilled'
  | 'failed'
  | 'notify'
  | 'cancel'
  | 'reprocess';

interface Transition {
  readonly from: State;
  readonly on: Event;
  /** Only for requests that make this change. */
  readonly of?: Change;
  /** Only while this holds. */
  readonly when?: GuardName;
  readonly to: State;
  readonly status: string;
  /** What else happens, in order; the request is in its new state by then. */
  readonly effects: readonly EffectName[];
}

/** Of several rows for one state and event the first that fits is taken. */
// biome-ignore format: a table is read by columns
const transitions: readonly Transition[] = [
  { from: 'submitted', on: 'wait', to: 'submitted', status: 'WaitingForCallback', effects: [] },
  { from: 'submitted', on: 'deny', to: 'denied', status: 'Denied', effects: ['stopWaiting', 'complete'] },
  { from: 'submitted', on: 'accept', when: 'needsApproval', to: 'pendingApproval', status: 'PendingApproval', effects: ['awaitDecision'] },
  { from: 'submitted', on: 'accept', when: 'startsLater', to: 'scheduled', status: 'PendingNotBefore', effects: ['awaitStart'] },
  { from: 'submitted', on: 'accept', of: 'add', to: 'delivering', status: 'Delivering', effects: ['openAssignment', 'deliver'] },
  { from: 'submitted', on: 'accept', to: 'delivering', status: 'Delivering', effects: ['deliver'] },

  { from: 'pendingApproval', on: 'escalate', to: 'pendingApproval', status: 'PendingApprovalEscalated', effects: ['askOthers'] },
  { from: 'pendingApproval', on: 'approveStage', to: 'pendingApproval', status: 'PendingApproval', effects: ['stopWaiting', 'awaitDecision'] },
  { from: 'pendingApproval', on: 'wait', to: 'pendingApproval', status: 'WaitingForCallback', effects: ['stopDeciding'] },
  { from: 'pendingApproval', on: 'approve', when: 'startsLater', to: 'scheduled', status: 'PendingNotBefore', effects: ['stopWaiting', 'awaitStart'] },
  { from: 'pendingApproval', on: 'approve', of: 'add', to: 'delivering', status: 'Delivering', effects: ['stopWaiting', 'openAssignment', 'deliver'] },
  { from: 'pendingApproval', on: 'approve', to: 'delivering', status: 'Delivering', effects: ['stopWaiting', 'deliver'] },
  { from: 'pendingApproval', on: 'deny', to: 'denied', status: 'Denied', effects: ['stopWaiting', 'endDecisions', 'complete'] },
  { from: 'pendingApproval', on: 'timeOut', to: 'denied', status: 'Expired', effects: ['stopWaiting', 'endDecisions', 'complete'] },

  { from: 'scheduled', on: 'start', of: 'add', to: 'delivering', status: 'Delivering', effects: ['openAssignment', 'deliver'] },
  { from: 'scheduled', on: 'start', to: 'delivering', status: 'Delivering', effects: ['deliver'] },

  { from: 'delivering', on: 'wait', to: 'delivering', status: 'WaitingForCallback', effects: [] },
  { from: 'delivering', on: 'fulfilled', of: 'add', to: 'delivered', status: 'Fulfilled', effects: ['startAssignment', 'complete', 'notify'] },
  { from: 'delivering', on: 'fulfilled', of: 'update', to: 'delivered', status: 'Fulfilled', effects: ['changeAssignment', 'complete', 'notify'] },
  { from: 'delivering', on: 'fulfilled', of: 'remove', to: 'delivered', status: 'Fulfilled', effects: ['endAssignment', 'complete', 'notify'] },
  { from: 'delivering', on: 'partlyFulfilled', of: 'add', to: 'partiallyDelivered', status: 'PartiallyFulfilled', effects: ['startAssignmentPartly', 'complete'] },
  { from: 'delivering', on: 'partlyFulfilled', to: 'partiallyDelivered', status: 'PartiallyFulfilled', effects: ['complete'] },
  { from: 'delivering', on: 'failed', of: 'add', to: 'deliveryFailed', status: 'DeliveryFailed', effects: ['failAssignment', 'complete'] },
  { from: 'delivering', on: 'failed', to: 'deliveryFailed', status: 'DeliveryFailed', effects: ['complete'] },
  { from: 'delivered', on: 'notify', of: 'remove', to: 'delivered', status: 'FulfilledNotificationTriggered', effects: ['tellOfEnd'] },
  { from: 'delivered', on: 'notify', to: 'delivered', status: 'FulfilledNotificationTriggered', effects: [] },

  { from: 'deliveryFailed', on: 'reprocess', of: 'add', when: 'endedLately', to: 'delivering', status: 'Delivering', effects: ['reopen', 'reopenAssignment', 'deliver'] },
  { from: 'deliveryFailed', on: 'reprocess', when: 'endedLately', to: 'delivering', status: 'Delivering', effects: ['reopen', 'deliver'] },
  { from: 'partiallyDelivered', on: 'reprocess', of: 'add', when: 'endedLately', to: 'delivering', status: 'Delivering', effects: ['reopen', 'reopenAssignment', 'deliver'] },
  { from: 'partiallyDelivered', on: 'reprocess', when: 'endedLately', to: 'delivering', status: 'Delivering', effects: ['reopen', 'deliver'] },

  { from: 'submitted', on: 'cancel', to: 'canceled', status: 'Canceled', effects: ['stopWaiting', 'complete'] },
  { from: 'pendingApproval', on: 'cancel', to: 'canceled', status: 'Canceled', effects: ['stopWaiting', 'endDecisions', 'complete'] },
  { from: 'scheduled', on: 'cancel', to: 'canceled', status: 'Canceled', effects: ['stopWaiting', 'complete'] },
  { from: 'deliveryFailed', on: 'cancel', of: 'add', to: 'canceled', status: 'Canceled', effects: ['endAssignment'] },
  { from: 'deliveryFailed', on: 'cancel', to: 'canceled', status: 'Canceled', effects: [] },
];

const OPEN: ReadonlySet<string> = new Set<State>(['submitted', 'pendingApproval', 'scheduled', 'delivering']);

/** Whether a request is still to be decided or carried out. */
export const isOpen = ({ state }: Pick<Request, 'state'>): boolean => OPEN.has(state);

/** Lets an event happen to a request. False when nothing follows from it in the request's state. */
export function step(context: Context, id: string, event: Event): boolean {
  const request = context.tx.get(requests, id);
  if (!request) return false;
  const change = changeOf(request);
  const transition = transitions.find(
    ({ from, on, of, when }) =>
      from === request.state &&
      on === event &&
      (of === undefined || of === change) &&
      (when === undefined || guards[when](context, request)),
  );
  if (!transition) return false;
  const { to: state, status } = transition;
  context.tx.replace(requests, { ...request, state, status });
  for (const name of transition.effects) {
    const now = context.tx.get(requests, id);
    if (now) effects[name](context, now);
  }
  return true;
}
