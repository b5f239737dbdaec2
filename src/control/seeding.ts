/** The state that the tenants of a process begin with: the built-in one, with seeds and settings on top. */
import { readFile, stat } from 'node:fs/promises';
import { systemTime } from '../lifecycle/clock.js';
import type { EventHandlers } from '../lifecycle/drain.js';
import { type Delivery, setDelivery } from '../lifecycle/entitlement/delivery-speed.js';
import { type Sealed, Timeline } from '../store/index.js';
import type { SeedSize } from './seed/generate.js';
import type { ReadSeed, Seed } from './seed/index.js';

/** What tenants are to hold from the start, and again after a reset. */
export interface Seeds {
  /** Files (YAML or JSON) and seeds themselves, loaded one after the other. */
  readonly seed?: string | Seed | readonly (string | Seed)[];
  /** Made-up objects, so many of each kind. */
  readonly seedSize?: SeedSize;
  /** How long deliveries take, unless the control API says otherwise. */
  readonly delivery?: Delivery;
  /** Told how far the loading is. */
  readonly onSeedProgress?: (done: number, of: number) => void;
}

/**
 * The base with seeds loaded into it; the base itself where there are none. What reads seeds is only loaded when there
 * are some.
 *
 * @throws SeedError naming file, line and what to change, GraphError for no way of delivery
 */
export async function seededBase(base: Sealed, events: EventHandlers, seeds: Seeds): Promise<Sealed> {
  const given = seeds.seed === undefined ? [] : [seeds.seed].flat();
  const { seedSize, delivery, onSeedProgress: onProgress } = seeds;
  if (given.length === 0 && !seedSize && delivery === undefined) return base;
  const { generate, loadSeed, SeedError } = await import('./seed/index.js');
  const timeline = Timeline.over(base);
  const time = systemTime();
  if (seedSize) timeline.load((tx) => generate(tx, seedSize, time, onProgress));
  for (const one of given) {
    const { seed, locate } = await readOne(one as string | Seed);
    try {
      timeline.load((tx) => loadSeed(seed, { tx, time, events, onProgress }));
    } catch (error) {
      throw error instanceof SeedError ? locate(error) : error;
    }
  }
  // Last, because what seeds assign is there from the start.
  if (delivery !== undefined) timeline.load((tx) => setDelivery({ tx }, delivery));
  return timeline.seal();
}

async function readOne(given: string | Seed): Promise<ReadSeed> {
  const { checkSeed, readSeed, SeedError } = await import('./seed/index.js');
  if (typeof given === 'string') {
    const isFolder = (await stat(given)).isDirectory();
    if (isFolder) throw new SeedError('is a folder; name the file in it that is the seed', [], given);
    return readSeed(await readFile(given, 'utf8'), given);
  }
  return { seed: checkSeed(given), locate: (error) => error };
}
