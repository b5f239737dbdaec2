/** What a command of the life cycle works with: one transaction of one tenant, its time, its ids, and who asks. */

import type { IdGenerator } from '../ids.js';
import type { Transaction } from '../store/index.js';
import { toInstant } from './clock.js';
import { type Due, due, dueId } from './due.js';

/** Who asks: a user or an application of the tenant, by object id. */
export interface Caller {
  readonly kind: 'user' | 'application';
  readonly id: string;
}

export interface Context {
  readonly tx: Transaction;
  /** Milliseconds on the tenant's clock, the same throughout a request. */
  readonly time: number;
  readonly newId: IdGenerator;
  readonly caller: Caller;
  /** Of an event: what it schedules for its own instant follows in the same transaction, without waiting as a row. */
  readonly atOnce?: Pick<Due, 'event' | 'subject'>[];
}

/** The time of the request or event, as the service prints instants. */
export const now = (context: Context): string => toInstant(context.time);

/**
 * Lets `event` happen to `subject` at `dueAt` (milliseconds; now, if it is left out). It happens once: scheduled again
 * before it did, it happens at the new time alone.
 */
export function schedule(context: Context, event: string, subject: string, dueAt = context.time): void {
  const id = dueId(subject, event);
  context.tx.remove(due, id);
  if (context.atOnce && dueAt <= context.time) {
    context.atOnce.push({ event, subject });
    return;
  }
  context.tx.insert(due, { id, dueAt, event, subject });
}

/** Takes back what is scheduled for a subject. */
export function unschedule(context: Context, subject: string, event: string): void {
  context.tx.remove(due, dueId(subject, event));
}
