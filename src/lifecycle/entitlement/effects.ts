/** What follows when a request changes its state: effects by the names that the table of its life has for them. */
import {
  type Assignment,
  accessPackages,
  assignments,
  type Request,
  requests,
} from '../../../model/entitlement/tables.js';
import { after } from '../clock.js';
import { type Context, now, schedule, unschedule } from '../context.js';
import { askOthers, beginStage, endStages } from './approval-stages.js';
import { clearAttributes, writeAttributes } from './attributes.js';
import { scheduleDelivery } from './delivery-speed.js';
import { promiseRoles, takeRoles } from './grants.js';
import { letGo } from './guests.js';
import { endAfterUpdate, endFrom } from './periods.js';
import { termsOf } from './terms.js';
import { KEPT, timers } from './timers.js';

const DECIDING = [timers.escalate, timers.timeOut];
const WAITING = [...DECIDING, timers.accept, timers.start, timers.callback];

type Effect = (context: Context, request: Request) => void;

export type EffectName =
  | 'awaitDecision'
  | 'askOthers'
  | 'endDecisions'
  | 'awaitStart'
  | 'stopDeciding'
  | 'stopWaiting'
  | 'openAssignment'
  | 'deliver'
  | 'startAssignment'
  | 'startAssignmentPartly'
  | 'failAssignment'
  | 'changeAssignment'
  | 'endAssignment'
  | 'tellOfEnd'
  | 'notify'
  | 'complete'
  | 'reopen'
  | 'reopenAssignment';

export const effects: Readonly<Record<EffectName, Effect>> = {
  awaitDecision: beginStage,
  askOthers,
  endDecisions: endStages,
  awaitStart: (context, { id, schedule: asked }) => {
    schedule(context, timers.start, id, Date.parse(asked?.startDateTime ?? now(context)));
  },
  stopDeciding: (context, { id }) => {
    for (const timer of DECIDING) unschedule(context, id, timer);
  },
  stopWaiting: (context, { id }) => {
    for (const timer of WAITING) unschedule(context, id, timer);
  },
  openAssignment,
  deliver: scheduleDelivery,
  startAssignment: (context, request) => begin(context, request, 'delivered', 'Delivered'),
  startAssignmentPartly: (context, request) => begin(context, request, 'partiallyDelivered', 'PartiallyDelivered'),
  failAssignment: (context, request) => amend(context, request, { state: 'deliveryFailed', status: 'DeliveryFailed' }),
  changeAssignment,
  endAssignment,
  tellOfEnd: (context, request) => amend(context, request, { status: 'ExpiredNotificationTriggered' }),
  notify: (context, { id }) => schedule(context, timers.notify, id),
  complete: (context, request) => {
    context.tx.replace(requests, { ...request, completedDateTime: now(context) });
    schedule(context, timers.forget, request.id, after(context.time, KEPT));
  },
  reopen: (context, request) => {
    context.tx.replace(requests, { ...request, completedDateTime: null });
    unschedule(context, request.id, timers.forget);
  },
  reopenAssignment: (context, request) => amend(context, request, { state: 'delivering', status: 'Delivering' }),
};

/** The assignment that a request is about, changed. */
function amend({ tx }: Context, { assignmentId }: Request, change: Partial<Assignment>): Assignment | undefined {
  const assignment = assignmentId ? tx.get(assignments, assignmentId) : undefined;
  return assignment && tx.replace(assignments, { ...assignment, ...change });
}

/** The assignment has the id of the request that makes it. */
function openAssignment(context: Context, request: Request): void {
  const { tx } = context;
  const assignment = tx.insert(assignments, {
    id: request.id,
    accessPackageId: request.accessPackageId,
    assignmentPolicyId: request.assignmentPolicyId ?? '',
    catalogId: tx.get(accessPackages, request.accessPackageId)?.catalogId ?? '',
    targetId: request.targetId ?? '',
    state: 'delivering',
    status: 'Delivering',
    schedule: { startDateTime: null, recurrence: null, expiration: { type: 'notSpecified' } },
    expiredDateTime: null,
    isExtended: false,
  });
  tx.replace(requests, { ...request, assignmentId: assignment.id });
  promiseRoles(context, assignment);
}

function begin(context: Context, request: Request, state: Assignment['state'], status: string): void {
  const policy = termsOf(context.tx, request);
  const expiration = endFrom(context.time, policy?.expiration, request.schedule?.expiration);
  const recurrence = request.schedule?.recurrence ?? null;
  const period = { startDateTime: now(context), recurrence, expiration };
  const assignment = amend(context, request, { state, status, schedule: period });
  if (!assignment) return;
  writeAttributes(context, request);
  watchEnd(context, assignment);
}

/** A new period, a new policy, or only new answers, which stand in the request itself. */
function changeAssignment(context: Context, request: Request): void {
  const assignment = request.assignmentId ? context.tx.get(assignments, request.assignmentId) : undefined;
  if (!assignment) return;
  writeAttributes(context, request);
  const policyChange = request.assignmentPolicyId ? { assignmentPolicyId: request.assignmentPolicyId } : {};
  if (!request.isExtension) {
    amend(context, request, policyChange);
    return;
  }
  const expiration = endAfterUpdate(context.time, assignment, termsOf(context.tx, request), request);
  const period = { ...assignment.schedule, expiration };
  const extended = amend(context, request, {
    ...policyChange,
    schedule: period,
    isExtended: true,
    status: 'Delivered',
  });
  if (extended) watchEnd(context, extended);
}

/** The person loses what no other assignment gives; the assignment stays listed. */
function endAssignment(context: Context, request: Request): void {
  const ended = amend(context, request, { state: 'expired', status: 'Expired', expiredDateTime: now(context) });
  if (!ended) return;
  unschedule(context, ended.id, timers.end);
  takeRoles(context, ended);
  clearAttributes(context, ended);
  letGo(context, ended.targetId);
}

const DAY = 86_400_000;

/** When an assignment ends (milliseconds), if it does. */
export function endOf({ schedule: { expiration } }: Assignment): number | undefined {
  return expiration?.endDateTime ? Date.parse(expiration.endDateTime) : undefined;
}

/** What is told of an assignment whose end comes near, how long before, and the stage at which extensions are called. */
export const NOTICES = [
  {
    before: 14 * DAY,
    status: 'NearExpiry14DayNotificationTriggered',
    stage: 'assignmentFourteenDaysBeforeExpiration',
  },
  { before: DAY, status: 'NearExpiry1DayNotificationTriggered', stage: 'assignmentOneDayBeforeExpiration' },
] as const;

/**
 * Lets the next thing come that the end of an assignment brings: a notice, or the end itself. Each schedules the one
 * after it, so that what waits is one event for each assignment.
 */
export function watchEnd(context: Context, assignment: Assignment, end = endOf(assignment)): void {
  if (end === undefined) {
    unschedule(context, assignment.id, timers.end);
    return;
  }
  const notice = NOTICES.find(({ before }) => end - before > context.time);
  schedule(context, timers.end, assignment.id, end - (notice?.before ?? 0));
}
