/**
 * What falls due: events of the life cycle as rows of the tenant's own state, so that snapshot, restore and reset carry
 * them. They happen in order of time; within one instant, those of the subject come first that began to wait first.
 */
import { type Row, table } from '../../model/reader.js';
import type { Transaction } from '../store/index.js';

/** An event, and when it is to happen: milliseconds on the tenant's clock. */
export interface Timed {
  readonly event: string;
  readonly dueAt: number;
}

/** What waits for one subject, whose id it has: the next event, and those behind it in their order. */
export interface Due extends Row, Timed {
  readonly later?: readonly Timed[];
}

/** The time of an event that waits until it is asked for. */
export const NEVER = Number.MAX_SAFE_INTEGER;

export const due = table<Due>('due', { ordered: { dueAt: (row) => row.dueAt } });

/** The next subject for which something is due at `now`, if any. */
export function nextDue(reader: Pick<Transaction, 'count' | 'range'>, now: number): Due | undefined {
  if (reader.count(due) === 0) return undefined;
  let next: Due | undefined;
  reader.range(due, 'dueAt', { to: now }, (row) => {
    next = row;
    return false;
  });
  return next;
}

/** Lets an event wait for a subject, at most once: scheduled again before it happened, it happens at the new time alone. */
export function wait(tx: Transaction, subject: string, event: string, dueAt: number): void {
  const waiting = tx.get(due, subject);
  if (!waiting) tx.insert(due, { id: subject, event, dueAt });
  else if (waiting.event === event && !waiting.later) tx.replace(due, { id: subject, event, dueAt });
  else
    tx.replace(due, rowOf(subject, [...timedOf(waiting).filter((other) => other.event !== event), { event, dueAt }]));
}

/** Takes an event back; with `dueAt`, only if it waits for that very time. */
export function waitNoMore(tx: Transaction, subject: string, event: string, dueAt?: number): void {
  const waiting = tx.get(due, subject);
  if (!waiting) return;
  const isIt = (timed: Timed) => timed.event === event && (dueAt === undefined || timed.dueAt === dueAt);
  if (!waiting.later) {
    if (isIt(waiting)) tx.remove(due, subject);
    return;
  }
  const rest = timedOf(waiting).filter((timed) => !isIt(timed));
  if (rest.length <= waiting.later.length) tx.replace(due, rowOf(subject, rest));
}

const timedOf = ({ event, dueAt, later = [] }: Due): Timed[] => [{ event, dueAt }, ...later];

/** The row of one event or several; the sort is stable. */
function rowOf(id: string, timed: Timed[]): Due {
  const [next, ...later] = timed.sort((a, b) => a.dueAt - b.dueAt) as [Timed, ...Timed[]];
  return later.length === 0 ? { id, ...next } : { id, ...next, later };
}
