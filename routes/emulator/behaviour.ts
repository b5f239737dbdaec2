/** How the service behaves on a bad day: it throttles, lags, or lacks a licence. All off by default. */
import Type from 'typebox';
import { controlsOf, letGo } from '../../src/control/of.js';
import { checkLag } from '../../src/control/replication.js';
import { Throttle } from '../../src/control/throttling.js';
import { closed, control } from './declare.js';

const Throttling = Type.Object({ enabled: Type.Boolean(), factor: Type.Number() });
const Replication = Type.Object({
  lag: Type.Union([Type.String(), Type.Integer(), Type.Null()], {
    description:
      "What is created in the directory answers 404 and is not listed for so long: an ISO 8601 duration on the tenant's clock, or a number of requests.",
  }),
});
const License = Type.Object({ licensed: Type.Boolean() });

export const behaviourRoutes = {
  throttling: control({
    method: 'GET',
    path: '/throttling',
    summary: 'Tells whether the tenant throttles.',
    answer: Throttling,
    run: ({ tenant }) => {
      const throttle = tenant.controls?.throttle;
      return { enabled: throttle !== undefined, factor: throttle?.factor ?? 1 };
    },
  }),
  setThrottling: control({
    method: 'POST',
    path: '/throttling',
    summary:
      "Throttles the directory by the service's own limits, on the tenant's clock: resource units in 10 seconds, writes in 150, requests of low priority first. 'factor' makes the limits smaller (0.01: a hundredth).",
    body: closed({
      enabled: Type.Boolean(),
      factor: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1, description: '1 by default.' })),
    }),
    answer: Throttling,
    run: ({ tenant, body: { enabled, factor = 1 } }) => {
      controlsOf(tenant).throttle = enabled ? new Throttle(factor) : undefined;
      letGo(tenant);
      return { enabled, factor };
    },
  }),
  replication: control({
    method: 'GET',
    path: '/replication',
    summary: 'Tells how long what is created in the directory is missing.',
    answer: Replication,
    run: ({ tenant }) => ({ lag: tenant.controls?.lag ?? null }),
  }),
  setReplication: control({
    method: 'POST',
    path: '/replication',
    summary:
      'Lets what is created in the directory from now on be missing for a while; null lets it be there at once. What has been seen stays.',
    body: closed({ lag: Type.Union([Type.String(), Type.Integer(), Type.Null()]) }),
    answer: Replication,
    run: ({ tenant, body: { lag } }) => {
      controlsOf(tenant).lag = lag === null ? undefined : checkLag(lag);
      letGo(tenant);
      return { lag };
    },
  }),
  license: control({
    method: 'GET',
    path: '/license',
    summary: 'Tells whether the tenant has the licence that entitlement management needs.',
    answer: License,
    run: ({ tenant }) => ({ licensed: tenant.controls?.licensed ?? true }),
  }),
  setLicense: control({
    method: 'POST',
    path: '/license',
    summary: 'Takes the licence away, or gives it back: without it entitlement management answers 403 NoLicense.',
    body: closed({ licensed: Type.Boolean() }),
    answer: License,
    run: ({ tenant, body: { licensed } }) => {
      controlsOf(tenant).licensed = licensed;
      letGo(tenant);
      return { licensed };
    },
  }),
};
