/**
 * Exports a tenant as a seed. What the readable part does not say exactly is added record by record, so that loading an
 * export makes the same tenant.
 */
import { Value } from 'typebox/value';
import type { EventHandlers } from '../../lifecycle/drain.js';
import { type Sealed, Timeline } from '../../store/index.js';
import type { Tenant } from '../../tenant.js';
import { difference } from '../patch.js';
import { SeedError } from './errors.js';
import { loadSeed } from './load.js';
import { checkSeed } from './parse.js';
import { printSeed } from './print.js';
import { Seed } from './schema.js';

/** @param base the state that a tenant without any seed begins with */
export function exportTenant({ timeline, clock }: Tenant, base: Sealed, events: EventHandlers): Seed {
  // A record may have more than a seed has words for.
  const readable = Value.Clean(Seed, plain(printSeed(timeline, base))) as Seed;
  const trial = Timeline.over(base);
  const seed = loads(trial, readable, clock.now(), events) ? readable : {};
  const records = plain(difference(trial, timeline)) as NonNullable<Seed['records']>;
  return Object.keys(records).length > 0 ? { ...seed, records } : seed;
}

/** What JSON leaves of a value. */
const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

/**
 * Whether a seed can be loaded; if so, it is. A tenant can come to hold what no seed could bring about (a policy that
 * names a group which is deleted): it is then exported as records alone.
 */
function loads(trial: Timeline, seed: Seed, time: number, events: EventHandlers): boolean {
  try {
    trial.load((tx) => loadSeed(checkSeed(seed), { tx, time, events }));
    return true;
  } catch (error) {
    if (error instanceof SeedError) return false;
    throw error;
  }
}
