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
export function nextDue(reader: Pick<Transaction, 'first'>, now: number): Due | undefined {
  const next = reader.first(due, 'dueAt');
  return next && next.dueAt <= now ? next : undefined;
}

/** Lets an event wait for a subject, at most once: scheduled again before it happened, it happens at the new time alone. */
export function wait(tx: Transaction, subject: string, event: string, dueAt: number): void {
  const waiting = tx.get(due, subject);
  if (!waiting) {
    tx.insert(due, { id: subject, event, dueAt });
    return;
  }
  if (waiting.event === event && !waiting.later) {
    tx.replace(due, { id: subject, event, dueAt });
    return;
  }
  const others = othersOf(waiting, event);
  const at = others.findLastIndex((other) => other.dueAt <= dueAt) + 1;
  others.splice(at, 0, { event, dueAt });
  tx.replace(due, rowOf(subject, others));
}

/** Takes an event back; with `dueAt`, only if it waits for that very time. */
export function waitNoMore(tx: Transaction, subject: string, event: string, dueAt?: number): void {
  const waiting = tx.get(due, subject);
  if (!waiting) return;
  const found = eventOf(waiting, event);
  if (!found || (dueAt !== undefined && found.dueAt !== dueAt)) return;
  if (waiting.later) tx.replace(due, rowOf(subject, othersOf(waiting, event)));
  else tx.remove(due, subject);
}

/** Whether an event waits for a subject. */
export function isWaiting(reader: Pick<Transaction, 'get'>, subject: string, event: string): boolean {
  const waiting = reader.get(due, subject);
  return waiting !== undefined && eventOf(waiting, event) !== undefined;
}

function eventOf(waiting: Due, event: string): Timed | undefined {
  return waiting.event === event ? waiting : waiting.later?.find((other) => other.event === event);
}

/** What waits for a subject besides an event, in order. */
function othersOf({ event, dueAt, later }: Due, besides: string): Timed[] {
  const others: Timed[] = event === besides ? [] : [{ event, dueAt }];
  for (const other of later ?? []) if (other.event !== besides) others.push(other);
  return others;
}

function rowOf(id: string, timed: readonly Timed[]): Due {
  const { event, dueAt } = timed[0] as Timed;
  return timed.length === 1 ? { id, event, dueAt } : { id, event, dueAt, later: timed.slice(1) };
}
