/**
 * Keeps the tenants of a process in a file, so that the next process goes on with them. The file is replaced as a whole
 * at intervals and at the end: whenever the process dies, there is a file that is whole, from the last time.
 */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { guidGenerator } from '../ids.js';
import { systemTime } from '../lifecycle/clock.js';
import { type Sealed, Timeline } from '../store/index.js';
import type { Tenant, Tenants } from '../tenant.js';
import { applyPatch, difference, type Patch } from './patch.js';

const FORMAT = 'graph-entitlement-emulator/1';
const USUAL_INTERVAL = 2000;

interface SavedTenant {
  readonly name: string | null;
  /** Milliseconds by which its clock was ahead. */
  readonly ahead: number;
  /** How often it has been loaded: the ids of each run follow from a seed of their own. */
  readonly runs: number;
  /** What it has beyond a tenant without any seed. */
  readonly state: Patch;
}

interface Saved {
  readonly format: typeof FORMAT;
  readonly tenants: readonly SavedTenant[];
}

export interface DataFileOptions {
  /** Milliseconds between two savings; the most that is lost when the process is killed. */
  readonly interval?: number | undefined;
  readonly onError: (error: unknown) => void;
}

export class DataFile {
  readonly #runs = new Map<Tenant, number>();
  #savedMark = '';
  #saving: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  /** @param base what the differences are to: a tenant without any seed */
  private constructor(
    readonly path: string,
    readonly tenants: Tenants,
    readonly base: Sealed,
  ) {}

  /** Fills the tenants with what a file has, if there is one, and keeps them in it. @throws Error for any other file */
  static async open(path: string, tenants: Tenants, base: Sealed, options: DataFileOptions): Promise<DataFile> {
    const file = new DataFile(path, tenants, base);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) for (const saved of parse(path, text).tenants) file.#load(saved);
    file.#savedMark = text === undefined ? '' : file.#mark();
    // A file that can not be written is told of now, not when it is too late.
    if (text === undefined) await file.save();
    file.#timer = setInterval(() => void file.save().catch(options.onError), options.interval ?? USUAL_INTERVAL);
    file.#timer.unref();
    return file;
  }

  /** Writes what has changed since the last time, if anything has. */
  save(): Promise<void> {
    this.#saving = this.#saving.catch(() => {}).then(() => this.#write());
    return this.#saving;
  }

  /** Saves a last time. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.save();
  }

  #load({ name, ahead, runs, state }: SavedTenant): void {
    const tenant = this.tenants.get(name ?? undefined);
    const timeline = Timeline.over(this.base);
    timeline.load((tx) => applyPatch(tx, state));
    tenant.timeline.restore(timeline.snapshot());
    tenant.clock.moveTo(systemTime() + ahead);
    tenant.newId = guidGenerator(`${tenant.randomSeed}/${tenant.name ?? ''}/run-${runs + 1}`);
    this.#runs.set(tenant, runs + 1);
  }

  /** Differs whenever there is something to save. */
  #mark(): string {
    const marks = this.tenants.list().map((tenant) => {
      const { timeline } = tenant;
      return [tenant.name, timeline.epoch, timeline.feed.latest, secondsAhead(tenant)].join(' ');
    });
    return marks.join('\n');
  }

  async #write(): Promise<void> {
    const mark = this.#mark();
    if (mark === this.#savedMark) return;
    const saved: Saved = {
      format: FORMAT,
      tenants: this.tenants
        .list()
        .filter((one) => this.#isWorthIt(one))
        .map((one) => this.#print(one)),
    };
    await replaceFile(this.path, JSON.stringify(saved));
    this.#savedMark = mark;
  }

  /** Tenants that are as every new one need no saving. */
  #isWorthIt(tenant: Tenant): boolean {
    const isFresh = tenant.timeline.feed.latest === this.tenants.seed.state.feed.latest && secondsAhead(tenant) === 0;
    return !isFresh || this.#runs.has(tenant);
  }

  #print(tenant: Tenant): SavedTenant {
    return {
      name: tenant.name ?? null,
      ahead: secondsAhead(tenant) * 1000,
      runs: this.#runs.get(tenant) ?? 0,
      state: difference(this.base, tenant.timeline),
    };
  }
}

const secondsAhead = (tenant: Tenant) => Math.round((tenant.clock.now() - systemTime()) / 1000);

function parse(path: string, text: string): Saved {
  let saved: Partial<Saved> | null;
  try {
    saved = JSON.parse(text) as Partial<Saved> | null;
  } catch {
    throw new Error(`${path} is no data file of the emulator: it is not JSON. It was left as it is.`);
  }
  if (saved?.format === FORMAT && Array.isArray(saved.tenants)) return saved as Saved;
  throw new Error(`${path} is no data file of this version of the emulator ('${FORMAT}'). It was left as it is.`);
}

/** Writes beside the file and puts it in its place, which is done at once or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
