/** What a tenant holds: loaded from seeds, exported as one. */
import Type from 'typebox';
import { GraphError } from '../../src/errors/index.js';
import { pristine } from '../../src/host.js';
import { tenantIdOf } from '../../src/identity/principals.js';
import type { Tenant, Tenants } from '../../src/tenant.js';
import { control } from './declare.js';

/** Bytes of a seed that is sent. */
const LONGEST_SEED = 256 * 1024 * 1024;

/** Tenants are signed in to by their ids. */
const ANOTHER_HAS_IT = 'is the id of another tenant; leave it out, or give this tenant one of its own';

/** Seeds are described by a schema of their own, `schema/seed.json`. */
const SeedBody = Type.Record(Type.String(), Type.Unknown(), {
  description: 'A seed as schema/seed.json describes it, in JSON or YAML.',
});

async function load(
  tenants: Tenants,
  tenant: Tenant,
  text: string,
  events: Parameters<typeof import('../../src/control/seed/index.js').exportTenant>[2],
) {
  // What reads seeds is only loaded when there are some.
  const { loadSeed, readSeed, SeedError } = await import('../../src/control/seed/index.js');
  try {
    const { seed, locate } = readSeed(text, 'body');
    try {
      return tenant.timeline.transact((tx) => {
        const before = tenantIdOf(tx);
        const loaded = loadSeed(seed, { tx, time: tenant.clock.now(), events });
        const id = tenantIdOf(tx);
        const hasIt = (other: Tenant) => other !== tenant && tenantIdOf(other.timeline) === id;
        if (id !== before && tenants.list().some(hasIt)) throw new SeedError(ANOTHER_HAS_IT, ['organization', 'id']);
        return loaded;
      });
    } catch (error) {
      throw error instanceof SeedError ? locate(error) : error;
    }
  } catch (error) {
    throw error instanceof SeedError ? new GraphError(400, 'InvalidSeed', error.message) : error;
  }
}

export const stateRoutes = {
  seed: control({
    method: 'POST',
    path: '/seed',
    summary:
      'Adds what a seed describes to what the tenant holds, all or nothing; what is there under the same id or name is changed. A reset takes it away again.',
    body: SeedBody,
    text: LONGEST_SEED,
    answer: Type.Object({ loaded: Type.Record(Type.String(), Type.Integer()) }),
    run: async ({ host, tenant, body }) => ({
      loaded: await load(host.tenants, tenant, String(body ?? ''), host.service.events),
    }),
  }),
  save: control({
    method: 'POST',
    path: '/save',
    summary: 'Writes all tenants to the data file now, if there is one, and not only at the next interval.',
    answer: Type.Object({ saved: Type.Boolean() }),
    run: async ({ host }) => {
      await host.data?.save();
      return { saved: host.data !== undefined };
    },
  }),
  exportSeed: control({
    method: 'GET',
    path: '/export',
    summary: 'Answers a seed that makes a tenant such as this one out of one without any seed.',
    answer: SeedBody,
    run: async ({ host, tenant }) => {
      const { exportTenant } = await import('../../src/control/seed/index.js');
      return exportTenant(tenant, pristine(), host.service.events) as Record<string, unknown>;
    },
  }),
};
