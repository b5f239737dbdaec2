// What a tenant's state costs: to drop it, and to keep it.
import { type User, users } from '../model/directory/tables.js';
import { Tenant } from '../src/tenant.js';
import type { Bench } from './harness.js';
import { directory, userAt, usersUpTo } from './support/directory.js';
import { bytesEach } from './support/heap.js';

const SEEDED = 100_000;
const WRITTEN = 10_000;

const reset: Bench = {
  name: `state: reset after ${WRITTEN} writes over ${SEEDED} users, milliseconds`,
  bound: { atMost: 1 },
  setup() {
    const { tenant: seeded, host } = directory(usersUpTo(SEEDED));
    const tenant = new Tenant('reset', seeded.timeline.seal(), 'bench');
    host.tenants.furnish(tenant);
    const dirty = () => {
      for (let n = 1; n <= WRITTEN; n += 1) {
        tenant.timeline.transact((tx) => {
          if (n % 3 === 0) tx.remove(users, userAt(n).id);
          else if (n % 3 === 1) tx.insert(users, userAt(SEEDED + n));
          else tx.replace(users, { ...userAt(n), displayName: `Renamed ${n}` });
        });
      }
    };
    return {
      measured() {
        dirty();
        const begun = performance.now();
        tenant.reset();
        const passed = performance.now() - begun;
        if (tenant.timeline.count(users) < SEEDED) throw new Error('the seed is not back');
        return passed;
      },
      // The bound is a time of its own.
      yardstick: () => 1,
    };
  },
};

const memory: Bench = {
  name: `state: bytes per user at ${SEEDED}, against the bare records in a Map`,
  bound: { atMost: 3 },
  rounds: 7,
  setup: () => ({
    measured: () => bytesEach(SEEDED, () => directory(usersUpTo(SEEDED))),
    yardstick: () => bytesEach(SEEDED, () => new Map<string, User>(usersUpTo(SEEDED).map((user) => [user.id, user]))),
  }),
};

const benches: Bench[] = [reset, memory];

export default benches;
