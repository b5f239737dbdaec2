/** A tenant: its state, its clock, its identifiers. Each is an island; nothing is shared but the frozen seed. */

import type { Controls } from './control/controls.js';
import { Snapshots } from './control/snapshots.js';
import { guidGenerator, type IdGenerator } from './ids.js';
import { Clock } from './lifecycle/clock.js';
import { KeptChanges } from './lifecycle/kept-changes.js';
import { type Sealed, Timeline } from './store/index.js';

export class Tenant {
  readonly timeline: Timeline;
  /** Of the directory, for delta queries. */
  readonly changes: KeptChanges;
  clock = new Clock();
  newId: IdGenerator;
  /** What a test has asked of it besides Graph; undefined as long as that is nothing. */
  controls: Controls | undefined;
  readonly snapshots = new Snapshots(this);
  #run = 0;
  /** The tenant's time. */
  readonly now = (): Date => new Date(this.clock.now());

  constructor(
    /** Undefined for the one that is addressed without a name. */
    readonly name: string | undefined,
    seed: Sealed,
    readonly randomSeed: string,
  ) {
    this.timeline = Timeline.over(seed);
    this.changes = new KeptChanges(this.timeline);
    this.newId = this.#generator();
  }

  /** The prefix of its URLs: `` or `/t/name`. */
  get prefix(): string {
    return prefixOf(this.name);
  }

  /** Back to the seed: state, clock and identifiers as they were at the start. Snapshots stay, and can be restored. */
  reset(): void {
    this.controls?.reset();
    this.timeline.reset();
    this.clock = new Clock();
    this.newId = this.#generator();
  }

  /** How many processes have gone on with what it holds. */
  get run(): number {
    return this.#run;
  }

  /** Goes on with what earlier processes have made: ids follow from a seed of this run's own, so that none comes again. */
  continueAs(run: number): void {
    this.#run = run;
    this.newId = guidGenerator(this.idSeed('start'));
  }

  /** What the ids of this run follow from behind a moment. */
  idSeed(moment: string): string {
    const run = this.#run === 0 ? '' : `/run-${this.#run}`;
    return `${this.randomSeed}/${this.name ?? ''}${run}/${moment}`;
  }

  #generator(): IdGenerator {
    return guidGenerator(`${this.randomSeed}/${this.name ?? ''}`);
  }
}

/** Whether a tenant may be called so; `.` and `..` are no segments of a URL. */
export const isTenantName = (name: string): boolean => /^(?!\.{1,2}$)[\w.-]{1,64}$/.test(name);

export const prefixOf = (name: string | undefined): string => (name === undefined ? '' : `/t/${name}`);

/** All tenants of a process, each made when it is first addressed. */
export class Tenants {
  readonly #named = new Map<string, Tenant>();
  readonly default: Tenant;

  constructor(
    readonly seed: Sealed,
    readonly randomSeed: string,
    /** Called with each new tenant before anyone sees it. */
    readonly furnish: (tenant: Tenant) => void = () => {},
  ) {
    this.default = this.#make(undefined);
  }

  get(name: string | undefined): Tenant {
    if (name === undefined) return this.default;
    let tenant = this.#named.get(name);
    if (!tenant) {
      tenant = this.#make(name);
      this.#named.set(name, tenant);
    }
    return tenant;
  }

  /** Those that were addressed so far, the one without a name first. */
  list(): readonly Tenant[] {
    return [this.default, ...this.#named.values()];
  }

  /** Forgets a tenant and all that it holds; addressed again, it begins with the seed. False when there is none. */
  drop(name: string): boolean {
    return this.#named.delete(name);
  }

  #make(name: string | undefined): Tenant {
    const tenant = new Tenant(name, this.seed, this.randomSeed);
    this.furnish(tenant);
    return tenant;
  }
}
