/** What falls due in entitlement management, and what happens then. */
import { type Assignment, approvals, assignments, requests } from '../../../model/entitlement/tables.js';
import type { Context } from '../context.js';
import type { EventHandler, EventHandlers } from '../drain.js';
import { applyPolicy, endGrace, reassess } from './automatic.js';
import { accept, launchBeforeEnd, timeOutCallbacks } from './callouts.js';
import { carryOut } from './delivery.js';
import { deliveryMarks, deliveryViews } from './delivery-speed.js';
import { endOf, NOTICES, watchEnd } from './effects.js';
import { isInForce } from './grants.js';
import { removeGuest } from './guests.js';
import { type Event, step } from './machine.js';
import { removeBySystem } from './system-requests.js';
import { requestTerms } from './terms.js';
import { timers } from './timers.js';

const happens =
  (event: Event): EventHandler =>
  (context, requestId) => {
    step(context, requestId, event);
  };

/** The end of an assignment comes near, which is told; or it comes, and the assignment is removed. */
function nearEnd(context: Context, id: string): void {
  const assignment = context.tx.get(assignments, id);
  const end = assignment && endOf(assignment);
  if (!assignment || end === undefined || assignment.state === 'expired') return;
  if (end <= context.time) {
    removeBySystem(context, assignment);
    return;
  }
  const notice = NOTICES.findLast(({ before }) => end - before <= context.time);
  if (notice && isInForce(assignment)) tell(context, assignment, notice);
  watchEnd(context, assignment, end);
}

function tell(context: Context, assignment: Assignment, { status, stage }: (typeof NOTICES)[number]): void {
  const calls = launchBeforeEnd(context, assignment, stage);
  const { customExtensionCalloutInstances: before = [] } = assignment;
  const told = calls.length > 0 ? { customExtensionCalloutInstances: [...before, ...calls] } : {};
  context.tx.replace(assignments, { ...assignment, status, ...told });
}

export const entitlementEvents: EventHandlers = {
  [timers.accept]: accept,
  [timers.callback]: timeOutCallbacks,
  [timers.start]: happens('start'),
  [timers.escalate]: happens('escalate'),
  [timers.timeOut]: happens('timeOut'),
  [timers.notify]: happens('notify'),
  [timers.deliver]: carryOut,
  [timers.forget]: forget,
  [timers.end]: nearEnd,
  [timers.removeGuest]: removeGuest,
  [timers.apply]: applyPolicy,
  [timers.reassess]: reassess,
  [timers.grace]: endGrace,
};

/** A request leaves the tenant with all that was kept for it. */
export function forget({ tx }: Context, requestId: string): void {
  tx.remove(requests, requestId);
  tx.remove(requestTerms, requestId);
  tx.remove(approvals, requestId);
  tx.remove(deliveryMarks, requestId);
  tx.remove(deliveryViews, requestId);
}
