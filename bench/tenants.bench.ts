// What it costs to give every test a tenant of its own.
import { createHost, type Host } from '../src/host.js';
import { serve } from '../src/serve.js';
import type { Tenant } from '../src/tenant.js';
import type { Bench } from './harness.js';
import { bytesEach } from './support/heap.js';

const TENANTS = 1_000;

const GROUP = JSON.stringify({ displayName: 'One', mailEnabled: false, mailNickname: 'one', securityEnabled: true });

/** One host with its tenants, each of them shown to `use`. */
function tenants(use: (host: Host, tenant: Tenant) => void = () => {}): Host {
  const host = createHost({ randomSeed: 'bench' });
  for (let n = 0; n < TENANTS; n += 1) use(host, host.tenants.get(`test-${n}`));
  return host;
}

/** Creates a group, as a request does. */
function write({ service }: Host, tenant: Tenant): void {
  const answer = serve(service, tenant, {
    method: 'POST',
    version: 'v1.0',
    path: '/groups',
    query: '',
    header: (name) => (name === 'content-type' ? 'application/json' : undefined),
    body: GROUP,
    base: 'http://localhost:8365',
    requestId: '00000000-0000-4000-8000-000000000000',
  });
  if (answer.status !== 201) throw new Error(`a group was refused: ${answer.body}`);
}

const time: Bench = {
  name: `tenants: to make ${TENANTS}, milliseconds`,
  bound: { atMost: 100 },
  setup: () => ({
    measured() {
      const begun = performance.now();
      const { tenants: made } = tenants();
      const passed = performance.now() - begun;
      if (made.list().length !== TENANTS + 1) throw new Error('tenants are missing');
      return passed;
    },
    // The bound is a time of its own.
    yardstick: () => 1,
  }),
};

const weighing = (what: string, atMost: number, use?: (host: Host, tenant: Tenant) => void): Bench => ({
  name: `tenants: kilobytes of each of ${TENANTS}, ${what}`,
  bound: { atMost },
  rounds: 7,
  setup: () => ({
    measured: () => bytesEach(TENANTS, () => tenants(use)) / 1024,
    yardstick: () => 1,
  }),
});

const benches: Bench[] = [time, weighing('untouched', 5), weighing('after one write', 20, write)];

export default benches;
