/**
 * Keeps the tenants of a process, and the key of its tokens, in a file, so that the next process goes on with them. At intervals and at the end, what
 * has changed since the last time is added to it: a process that is killed loses at most the last interval.
 */
import type { SigningKeys } from '../identity/keys.js';
import { systemTime } from '../lifecycle/clock.js';
import { type Sealed, type Snapshot, Timeline } from '../store/index.js';
import type { Tenant, Tenants } from '../tenant.js';
import { type Held, hold } from './data-hold.js';
import { DataLog } from './data-log.js';
import { applyPatches, type Patch, patches } from './patch.js';

/** Half of what may be lost: a saving takes its time, too. */
const USUAL_INTERVAL = 1000;

/**
 * A line of the file: the key of tokens, a tenant that is forgotten, its clock, or a part of what it has. Without a name it
 * is the default.
 */
interface Line extends Patch {
  /** As PEM. */
  readonly signingKey?: string;
  readonly tenant?: string | undefined;
  readonly dropped?: true;
  /** Milliseconds by which its clock is ahead. */
  readonly ahead?: number;
  /** How often it has been loaded: the ids of each run follow from a seed of their own. */
  readonly runs?: number;
}

/** A tenant as the file has it. */
interface Kept {
  readonly tenant: Tenant;
  readonly version: number;
  readonly state: Snapshot;
  readonly ahead: number;
}

export interface DataFileOptions {
  /** Milliseconds between two savings; what changes in it, and while it is saved, is lost when the process is killed. */
  readonly interval?: number | undefined;
  readonly keys: SigningKeys;
  readonly onError: (error: unknown) => void;
  readonly onWarning: (message: string) => void;
}

export class DataFile {
  #kept: ReadonlyMap<string | undefined, Kept> = new Map();
  #signingKey: string | undefined;
  #saving: Promise<void> = Promise.resolve();
  #replacing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param base what the file tells differences to: a tenant without any seed */
  private constructor(
    readonly held: Held,
    readonly tenants: Tenants,
    readonly base: Sealed,
    readonly log: DataLog,
    readonly options: DataFileOptions,
  ) {}

  /** Fills the tenants with what a file has, if there is one, and keeps them in it. @throws Error as `hold` and `DataLog.open` */
  static async open(path: string, tenants: Tenants, base: Sealed, options: DataFileOptions): Promise<DataFile> {
    const held = await hold(path);
    try {
      const saved = new SavedTenants(base);
      const log = await DataLog.open(held.path, (lines) => saved.add(lines as Line[]), options.onWarning);
      const file = new DataFile(held, tenants, base, log, options);
      file.#kept = saved.restore(tenants);
      file.#signingKey = saved.signingKey;
      if (saved.signingKey !== undefined) options.keys.continueWith(saved.signingKey);
      // A file that can not be written is told of now, not when it is too late.
      await file.save();
      file.#timer = setInterval(() => void file.save().catch(options.onError), options.interval ?? USUAL_INTERVAL);
      file.#timer.unref();
      return file;
    } catch (error) {
      held.release();
      throw error;
    }
  }

  get path(): string {
    return this.held.path;
  }

  /** Writes what has changed since the last time, if anything has. */
  save(): Promise<void> {
    return this.#inTurn(() => this.#write());
  }

  /** Saves a last time. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    try {
      await this.save();
    } finally {
      await this.#replacing;
      await this.log.close();
      this.held.release();
    }
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    this.#saving = this.#saving.catch(() => {}).then(write);
    return this.#saving;
  }

  async #write(): Promise<void> {
    const present = this.#present();
    const signingKey = this.options.keys.pem ?? this.#signingKey;
    const newKey = signingKey === this.#signingKey ? undefined : signingKey;
    if (isSame(this.#kept, present) && newKey === undefined) return;
    await this.log.append(this.#lines(this.#kept, present, newKey));
    this.#kept = present;
    this.#signingKey = signingKey;
    if (this.log.isLong) this.#replacing ??= this.#replace();
  }

  /** Writes the file anew, while it goes on to be added to: a process that is killed meanwhile loses no more than any other. */
  async #replace(): Promise<void> {
    try {
      await this.log.replace(this.#lines(new Map(), this.#kept, this.#signingKey), (end) => this.#inTurn(end));
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.#replacing = undefined;
    }
  }

  /** What is to be kept now. Tenants that are as every new one are not. */
  #present(): Map<string | undefined, Kept> {
    const present = new Map<string | undefined, Kept>();
    for (const tenant of this.tenants.list()) {
      const before = this.#kept.get(tenant.name);
      const known = before?.tenant === tenant ? before : undefined;
      const { version } = tenant.timeline;
      const ahead = secondsAhead(tenant) * 1000;
      // To take a snapshot costs the next write something.
      const state = known?.version === version ? known.state : tenant.timeline.snapshot();
      const isNew = state.state === this.tenants.seed.state && ahead === 0;
      if (!isNew) present.set(tenant.name, { tenant, version, state, ahead });
    }
    return present;
  }

  *#lines(
    before: ReadonlyMap<string | undefined, Kept>,
    present: ReadonlyMap<string | undefined, Kept>,
    signingKey: string | undefined,
  ) {
    if (signingKey !== undefined) yield { signingKey } satisfies Line;
    for (const [tenant, { tenant: kept }] of before) {
      if (present.get(tenant)?.tenant !== kept) yield { tenant, dropped: true } satisfies Line;
    }
    for (const [tenant, now] of present) {
      const known = before.get(tenant);
      const was = known?.tenant === now.tenant ? known : undefined;
      if (was && isAsBefore(was, now)) continue;
      yield { tenant, ahead: now.ahead, runs: now.tenant.run } satisfies Line;
      for (const patch of patches(was?.state ?? this.base, now.state)) yield { tenant, ...patch } satisfies Line;
    }
  }
}

function isSame(a: ReadonlyMap<string | undefined, Kept>, b: ReadonlyMap<string | undefined, Kept>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, kept] of a) {
    const other = b.get(name);
    if (!other || !isAsBefore(kept, other)) return false;
  }
  return true;
}

const isAsBefore = (was: Kept, now: Kept) =>
  was.tenant === now.tenant && was.state === now.state && was.ahead === now.ahead;

const secondsAhead = (tenant: Tenant) => Math.round((tenant.clock.now() - systemTime()) / 1000);

interface Saved {
  readonly timeline: Timeline;
  ahead: number;
  runs: number;
}

/** The tenants of a file while it is read, and the key. */
class SavedTenants {
  signingKey: string | undefined;
  readonly #byName = new Map<string | undefined, Saved>();

  constructor(readonly base: Sealed) {}

  add(lines: readonly Line[]): void {
    const changed = new Map<Saved, Patch[]>();
    for (const { signingKey, tenant, dropped, ahead, runs, ...patch } of lines) {
      if (signingKey !== undefined) {
        this.signingKey = signingKey;
        continue;
      }
      if (dropped) {
        this.#byName.delete(tenant);
        continue;
      }
      const saved = this.#saved(tenant);
      if (ahead !== undefined) saved.ahead = ahead;
      if (runs !== undefined) saved.runs = runs;
      const patches = changed.get(saved) ?? [];
      changed.set(saved, patches);
      patches.push(patch);
    }
    for (const [{ timeline }, patches] of changed) timeline.load((tx) => applyPatches(tx, patches));
  }

  #saved(name: string | undefined): Saved {
    let saved = this.#byName.get(name);
    if (!saved) {
      saved = { timeline: Timeline.over(this.base), ahead: 0, runs: 0 };
      this.#byName.set(name, saved);
    }
    return saved;
  }

  /** Lets the tenants go on where they were. */
  restore(tenants: Tenants): Map<string | undefined, Kept> {
    const kept = new Map<string | undefined, Kept>();
    for (const [name, { timeline, ahead, runs }] of this.#byName) {
      const tenant = tenants.get(name);
      const state = timeline.snapshot();
      tenant.timeline.restore(state);
      tenant.clock.moveTo(systemTime() + ahead);
      tenant.continueAs(runs + 1);
      kept.set(name, { tenant, version: tenant.timeline.version, state, ahead });
    }
    return kept;
  }
}
