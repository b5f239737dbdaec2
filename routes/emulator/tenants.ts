/** The process and its tenants. */
import Type from 'typebox';
import pkg from '../../package.json' with { type: 'json' };
import { badRequest, GraphError } from '../../src/errors/index.js';
import type { Tenant } from '../../src/tenant.js';
import { Clock, clockAnswer } from './clock.js';
import { control, Named } from './declare.js';

const TenantInfo = Type.Object({
  name: Type.Union([Type.String(), Type.Null()], { description: 'null: the tenant that is addressed without a name.' }),
  url: Type.String({ description: 'What its paths begin with.' }),
  now: Type.String({ format: 'date-time' }),
});

const describe = (tenant: Tenant) => ({ name: tenant.name ?? null, url: tenant.prefix, now: tenant.clock.instant() });

export const tenantRoutes = {
  health: control({
    method: 'GET',
    path: '/health',
    summary: 'Says that the emulator answers.',
    open: true,
    answer: Type.Object({ status: Type.Literal('ok') }),
    run: () => ({ status: 'ok' as const }),
  }),
  info: control({
    method: 'GET',
    path: '/info',
    summary: 'Tells the version, the options that the process was started with, and its tenants.',
    answer: Type.Object({
      name: Type.String(),
      version: Type.String(),
      options: Type.Record(Type.String(), Type.Unknown()),
      tenants: Type.Array(TenantInfo),
    }),
    run: ({ host }) => ({
      name: pkg.name,
      version: pkg.version,
      options: { randomSeed: host.tenants.randomSeed, lenient: host.service.lenient },
      tenants: host.tenants.list().map(describe),
    }),
  }),
  certificate: control({
    method: 'GET',
    path: '/ca.pem',
    summary: 'Answers the certificate that clients have to trust for HTTPS, as PEM; 404 where nothing listens for it.',
    open: true,
    type: 'application/x-pem-file',
    answer: Type.String(),
    run: ({ host: { ca } }) => {
      if (ca === undefined) throw new GraphError(404, 'NotFound', 'Nothing listens for HTTPS: start with --https.');
      return ca;
    },
  }),
  reset: control({
    method: 'POST',
    path: '/reset',
    summary:
      'Puts the tenant back to its seed: state, clock and identifiers. Faults, throttling, lag and a missing licence are taken back, the journal is emptied; snapshots stay.',
    answer: Clock,
    run: ({ tenant }) => {
      tenant.reset();
      return clockAnswer(tenant);
    },
  }),
  tenants: control({
    method: 'GET',
    path: '/tenants',
    summary: 'Lists the tenants that were addressed so far.',
    answer: Type.Object({ value: Type.Array(TenantInfo) }),
    run: ({ host }) => ({ value: host.tenants.list().map(describe) }),
  }),
  dropTenant: control({
    method: 'DELETE',
    path: '/tenants/:name',
    summary: 'Forgets a tenant with all that it holds, its snapshots too. Addressed again, it begins with the seed.',
    params: Named,
    answer: Type.Object({ dropped: Type.String() }),
    run: ({ host, tenant, params: { name } }) => {
      if (tenant.name === name) throw badRequest('A tenant is dropped through another one: use /_emulator/tenants.');
      if (!host.tenants.drop(name)) throw new GraphError(404, 'NotFound', `There is no tenant '${name}'.`);
      return { dropped: name };
    },
  }),
};
