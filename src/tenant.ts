/** A tenant: its state, its clock, its identifiers. Each is an island; nothing is shared but the frozen seed. */
import { Clock } from './lifecycle/clock.js';
import { type IdGenerator, guidGenerator } from './ids.js';
import { type Sealed, Timeline } from './store/index.js';

export class Tenant {
  readonly timeline: Timeline;
  clock = new Clock();
  newId: IdGenerator;

  constructor(
    /** Undefined for the one that is addressed without a name. */
    readonly name: string | undefined,
    seed: Sealed,
    readonly randomSeed: string,
  ) {
    this.timeline = Timeline.over(seed);
    this.newId = this.#generator();
  }

  /** The prefix of its URLs: `` or `/t/name`. */
  get prefix(): string {
    return this.name === undefined ? '' : `/t/${this.name}`;
  }

  /** Back to the seed: state, clock and identifiers as they were at the start. */
  reset(): void {
    this.timeline.reset();
    this.clock = new Clock();
    this.newId = this.#generator();
  }

  #generator(): IdGenerator {
    return guidGenerator(`${this.randomSeed}/${this.name ?? ''}`);
  }
}

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

  #make(name: string | undefined): Tenant {
    const tenant = new Tenant(name, this.seed, this.randomSeed);
    this.furnish(tenant);
    return tenant;
  }
}
