/** What a command of the life cycle works with: one transaction of one tenant, its time, its ids, and who asks. */
import { toInstant } from './clock.js';
import { due } from './due.js';
import type { IdGenerator } from '../ids.js';
import type { Transaction } from '../store/index.js';

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
}

/** The time of the request or event, as the service prints instants. */
export const now = (context: Context): string => toInstant(context.time);

/** Lets `event` happen to `subject` at `dueAt` (milliseconds; now, if it is left out). */
export function schedule(context: Context, event: string, subject: string, dueAt = context.time): void {
  context.tx.insert(due, { id: context.newId(), dueAt, event, subject });
}

/** Takes back what is scheduled for a subject (only `event`, if it is named). */
export function unschedule(context: Context, subject: string, event?: string): void {
  const found: string[] = [];
  context.tx.equal(due, 'subject', subject, (row) => {
    if (event === undefined || row.event === event) found.push(row.id);
  });
  for (const id of found) context.tx.remove(due, id);
}
