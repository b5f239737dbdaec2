/** Delivery: a request's change is carried out in the directory, wholly, in part, or not at all. */
import { assignments, type Request, requests } from '../../../model/entitlement/tables.js';
import type { Context } from '../context.js';
import { holdsDelivery } from './callouts.js';
import { type Outcome, outcomeOf } from './delivery-speed.js';
import { giveRoles } from './grants.js';
import { admit } from './guests.js';
import { type Event, step } from './machine.js';
import { type Change, changeOf } from './request-types.js';

type Result = Extract<Event, 'fulfilled' | 'partlyFulfilled' | 'failed'>;

/** Carries out what a request is for, unless it is to stay as it is. */
export function carryOut(context: Context, requestId: string): void {
  const request = context.tx.get(requests, requestId);
  if (request?.state !== 'delivering') return;
  const outcome = outcomeOf(context.tx, request);
  if (outcome === 'stay') return;
  const result = WORK[changeOf(request)](context, request, outcome);
  if (result !== 'fulfilled' || !holdsDelivery(context, request)) step(context, request.id, result);
}

const FORCED: Partial<Readonly<Record<Outcome, Result>>> = { fail: 'failed', partial: 'partlyFulfilled' };

const WORK: Readonly<Record<Change, (context: Context, request: Request, outcome: Outcome) => Result>> = {
  add: give,
  update: ({ tx }, { assignmentId }, outcome) => {
    const state = assignmentId ? tx.get(assignments, assignmentId)?.state : undefined;
    return state === undefined || state === 'expired' ? 'failed' : (FORCED[outcome] ?? 'fulfilled');
  },
  remove: (_context, _request, outcome) => FORCED[outcome] ?? 'fulfilled',
};

/** Somebody who is only known by an address is invited. */
function give(context: Context, request: Request, outcome: Outcome): Result {
  const opened = request.assignmentId ? context.tx.get(assignments, request.assignmentId) : undefined;
  if (!opened || outcome === 'fail') return 'failed';
  const assignment = admit(context, opened);
  if (!assignment) return 'failed';
  const { given, missed } = giveRoles(context, assignment, outcome === 'partial' ? 1 : 0);
  if (outcome === 'partial') return 'partlyFulfilled';
  if (missed === 0) return 'fulfilled';
  return given === 0 ? 'failed' : 'partlyFulfilled';
}
