/** What a command of the life cycle works with: one transaction of one tenant, its time, its ids, and who asks. */

import type { IdGenerator } from '../ids.js';
import type { Transaction } from '../store/index.js';
import { toInstant } from './clock.js';
import { wait, waitNoMore } from './due.js';

/** Who asks: a user or an application of the tenant, by object id. */
export interface Caller {
  readonly kind: 'user' | 'application';
  readonly id: string;
}

/** An event that happens to a subject, by the id that it was scheduled for. */
export interface Happening {
  readonly event: string;
  readonly subject: string;
}

export interface Context {
  readonly tx: Transaction;
  /** Milliseconds on the tenant's clock, the same throughout a request. */
  readonly time: number;
  readonly newId: IdGenerator;
  readonly caller: Caller;
  /** Of an event: what it schedules for its own instant follows in the same transaction, without waiting as a row. */
  readonly atOnce?: Happening[];
}

/** The time of the request or event, as the service prints instants. */
export const now = (context: Context): string => toInstant(context.time);

/**
 * Lets `event` happen to `subject` at `dueAt` (milliseconds; now, if it is left out). It happens once: scheduled again
 * before it did, it happens at the new time alone.
 */
export function schedule(context: Context, event: string, subject: string, dueAt = context.time): void {
  if (!context.atOnce || dueAt > context.time) {
    wait(context.tx, subject, event, dueAt);
    return;
  }
  waitNoMore(context.tx, subject, event);
  context.atOnce.push({ event, subject });
}

/** Takes back what is scheduled for a subject. */
export function unschedule(context: Context, subject: string, event: string): void {
  waitNoMore(context.tx, subject, event);
}
