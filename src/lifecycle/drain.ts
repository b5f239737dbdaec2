/** Lets what is due happen: before every request of a tenant, and while its clock is being moved. */
import type { Tenant } from '../tenant.js';
import type { Caller, Context, Happening } from './context.js';
import { type Due, nextDue, waitNoMore } from './due.js';

/** What happens when an event falls due; `subject` is the id it was scheduled for. */
export type EventHandler = (context: Context, subject: string) => void;
export type EventHandlers = Readonly<Record<string, EventHandler>>;

/** Events are the service's own doing; records that print a name print this one. */
export const SERVICE: Caller = { kind: 'application', id: '' };

/** Runs one event in a transaction of its own, at the time it fell due, and with it what it brings about at once. */
function happen(tenant: Tenant, handlers: EventHandlers, { id: subject, event, dueAt }: Due, now: number): void {
  try {
    tenant.timeline.transact((tx) => {
      const atOnce: Happening[] = [{ event, subject }];
      const context = { tx, time: Math.min(dueAt, now), newId: tenant.newId, caller: SERVICE, atOnce };
      for (const next of atOnce) handlers[next.event]?.(context, next.subject);
      // Last, because many events schedule themselves again, which then changes one row and does not remove and make one.
      waitNoMore(tx, subject, event, dueAt);
    });
  } catch (error) {
    // An event that fails must not come up again before every request.
    tenant.timeline.transact((tx) => waitNoMore(tx, subject, event, dueAt));
    throw error;
  }
}

/** Runs all that is due at `until` (by default now), in order; events that events schedule are run too. */
export function drain(tenant: Tenant, handlers: EventHandlers, until = tenant.clock.now()): void {
  tenant.changes.forgetOld(until);
  for (let event = nextDue(tenant.timeline, until); event; event = nextDue(tenant.timeline, until)) {
    happen(tenant, handlers, event, until);
  }
}

/** As many milliseconds of events may run before other requests are let through. */
const SLICE = 10;

/** Moves the tenant's clock and runs what falls due on the way. Other requests are answered between slices of events. */
export async function advance(tenant: Tenant, handlers: EventHandlers, until: number): Promise<void> {
  let sliceEnds = performance.now() + SLICE;
  for (let event = nextDue(tenant.timeline, until); event; event = nextDue(tenant.timeline, until)) {
    tenant.clock.moveTo(event.dueAt);
    happen(tenant, handlers, event, until);
    if (performance.now() > sliceEnds) {
      await new Promise(setImmediate);
      sliceEnds = performance.now() + SLICE;
    }
  }
  tenant.clock.moveTo(until);
}
