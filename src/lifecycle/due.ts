/**
 * What falls due: events of the life cycle as rows of the tenant's own state, so that snapshot, restore and reset carry
 * them. They run in order of time and, within one instant, in the order in which they were scheduled.
 */
import { type Row, table } from '../../model/reader.js';
import type { Transaction } from '../store/index.js';

/** An event: what is to happen (`event`) to what (`subject`, an id). */
export interface Due extends Row {
  /** Milliseconds on the tenant's clock. Infinity: it waits until it is asked for. */
  readonly dueAt: number;
  readonly event: string;
  readonly subject: string;
}

export const due = table<Due>('due', { ordered: { dueAt: (row) => row.dueAt } });

/** An event waits at most once for a subject, and is found by both: a year of expiries makes and takes half a million. */
export const dueId = (subject: string, event: string): string => `${subject} ${event}`;

/** The next event that is due at `now`, if any. */
export function nextDue(reader: Pick<Transaction, 'count' | 'range'>, now: number): Due | undefined {
  if (reader.count(due) === 0) return undefined;
  let next: Due | undefined;
  reader.range(due, 'dueAt', { to: now }, (row) => {
    next = row;
    return false;
  });
  return next;
}
