/**
 * Replication lag: what was created in the directory is not found and not listed for a while. Once an object has been
 * seen it stays.
 */
import { applications, devices, groups, orgContacts, servicePrincipals, users } from '../../model/directory/tables.js';
import { GraphError } from '../errors/index.js';
import { after, isDuration } from '../lifecycle/clock.js';
import type { AnyTable, Change } from '../store/index.js';

/** An ISO 8601 duration on the tenant's clock, or a number of requests of the tenant. */
export type Lag = string | number;

const REPLICATED: ReadonlySet<AnyTable> = new Set([
  users,
  groups,
  applications,
  servicePrincipals,
  devices,
  orgContacts,
]);

/** @throws GraphError 400 */
export function checkLag(lag: Lag): Lag {
  const fits = typeof lag === 'number' ? Number.isInteger(lag) && lag > 0 : isDuration(lag);
  if (fits) return lag;
  throw new GraphError(
    400,
    'InvalidLag',
    `'lag' is ${JSON.stringify(lag)}; it must be an ISO 8601 duration such as PT10S, a number of requests, or null for none.`,
  );
}

export class Replication {
  /** By id: until which time, or until which request, an object is not there. */
  readonly #hidden = new Map<string, number>();
  #requests = 0;

  constructor(
    readonly lag: Lag,
    readonly now: () => number,
  ) {}

  /** Hides what a change has brought into being. */
  follow(change: Change): void {
    if (!('table' in change) || !REPLICATED.has(change.table)) return;
    if (change.kind === 'inserted') this.#hidden.set(change.id, this.#until());
    if (change.kind === 'removed') this.#hidden.delete(change.id);
  }

  /** A further request has come: what has waited for long enough is there from now on. */
  settle(): void {
    this.#requests++;
    const reached = typeof this.lag === 'number' ? this.#requests : this.now();
    for (const [id, until] of this.#hidden) if (until <= reached) this.#hidden.delete(id);
  }

  get isIdle(): boolean {
    return this.#hidden.size === 0;
  }

  isHidden(id: string): boolean {
    return this.#hidden.has(id);
  }

  #until(): number {
    // The request that creates is not one of those that miss.
    return typeof this.lag === 'number' ? this.#requests + this.lag + 1 : after(this.now(), this.lag);
  }
}
