/** Named snapshots of a tenant: its state, its clock, and the ids that follow. */
import { GraphError } from '../errors/index.js';
import { guidGenerator } from '../ids.js';
import { Clock, systemTime, toInstant } from '../lifecycle/clock.js';
import type { Snapshot } from '../store/index.js';
import type { Tenant } from '../tenant.js';

export interface NamedSnapshot {
  readonly name: string;
  /** The tenant's time when it was taken. */
  readonly takenAt: number;
  /** By how much the tenant's clock was ahead. */
  readonly ahead: number;
  readonly state: Snapshot;
  /** Ids that are made after it was restored follow from this; no other snapshot has the same. */
  readonly idSeed: string;
}

export interface SnapshotInfo {
  readonly name: string;
  readonly takenDateTime: string;
}

const NAME = /^[\w. -]{1,64}$/;

/** The snapshots of one tenant. */
export class Snapshots {
  readonly #byName = new Map<string, NamedSnapshot>();
  #taken = 0;

  constructor(readonly tenant: Tenant) {}

  list(): SnapshotInfo[] {
    return [...this.#byName.values()].map(info);
  }

  /** Takes a snapshot; one of the same name is replaced. @throws GraphError 400 for what can be no name */
  take(name: string): SnapshotInfo {
    if (!NAME.test(name))
      throw new GraphError(
        400,
        'InvalidName',
        `'${name}' is no name: use 1 to 64 letters, digits, ' ', '.', '_' and '-'.`,
      );
    const { tenant } = this;
    const takenAt = tenant.clock.now();
    const snapshot: NamedSnapshot = {
      name,
      takenAt,
      ahead: takenAt - systemTime(),
      state: tenant.timeline.snapshot(),
      idSeed: tenant.idSeed(`snapshot-${++this.#taken}`),
    };
    this.#byName.set(name, snapshot);
    return info(snapshot);
  }

  /** Returns to a snapshot, any number of times: the same calls behind it make the same ids. @throws GraphError 404 */
  restore(name: string): SnapshotInfo {
    const snapshot = this.#byName.get(name);
    if (!snapshot) throw this.#unknown(name);
    const { tenant } = this;
    tenant.timeline.restore(snapshot.state);
    tenant.clock = new Clock();
    tenant.clock.moveTo(systemTime() + snapshot.ahead);
    tenant.newId = guidGenerator(snapshot.idSeed);
    return info(snapshot);
  }

  /** @throws GraphError 404 */
  delete(name: string): void {
    if (!this.#byName.delete(name)) throw this.#unknown(name);
  }

  #unknown(name: string): GraphError {
    const known = [...this.#byName.keys()].map((one) => `'${one}'`).join(', ') || 'none';
    return new GraphError(404, 'NotFound', `There is no snapshot '${name}'; there are: ${known}.`);
  }
}

const info = ({ name, takenAt }: NamedSnapshot): SnapshotInfo => ({ name, takenDateTime: toInstant(takenAt) });
