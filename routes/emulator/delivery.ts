/** How long deliveries of access take, how they end, and letting those that wait be delivered. */
import Type from 'typebox';
import { accessPackages, requests } from '../../model/entitlement/tables.js';
import { badRequest, resourceNotFound } from '../../src/errors/index.js';
import type { Context } from '../../src/lifecycle/context.js';
import { drain, type EventHandlers, SERVICE } from '../../src/lifecycle/drain.js';
import {
  deliverWaiting,
  deliveryOf,
  markDelivery,
  type Outcome,
  setDelivery,
} from '../../src/lifecycle/entitlement/delivery-speed.js';
import type { Tenant } from '../../src/tenant.js';
import { closed, control } from './declare.js';

const Mode = Type.Union([Type.String(), Type.Integer({ minimum: 0 })], {
  description:
    "'immediate' (by the next request), 'manual' (when it is run), an ISO 8601 duration on the tenant's clock, or after so many answers that show it as not delivered yet.",
});
const Delivery = Type.Object({ mode: Mode });
const How = Type.Union([Type.Literal('deliver'), Type.Literal('fail'), Type.Literal('partial'), Type.Literal('stay')], {
  description: "Wholly, not at all, without its first role, never. 'deliver' takes the others back.",
});

interface Change {
  readonly mode?: string | number;
  readonly request?: string;
  readonly accessPackage?: string;
  readonly outcome?: Outcome;
}

/** One transaction in the service's own name. */
function inService<T>(tenant: Tenant, work: (context: Context) => T): T {
  return tenant.timeline.transact((tx) => work({ tx, time: tenant.clock.now(), newId: tenant.newId, caller: SERVICE }));
}

/** @throws GraphError 400 for what is no mode, or half of a mark; 404 for a request or package that is not there */
function change(tenant: Tenant, { mode, request, accessPackage, outcome }: Change): void {
  inService(tenant, (context) => {
    if (mode !== undefined) setDelivery(context, mode);
    const id = request ?? accessPackage;
    if ((id === undefined) !== (outcome === undefined)) {
      throw badRequest("'outcome' is said of a 'request' or of an 'accessPackage'.");
    }
    if (id === undefined || outcome === undefined) return;
    const known = request ? context.tx.get(requests, id) : context.tx.get(accessPackages, id);
    if (!known) throw resourceNotFound();
    markDelivery(context, id, outcome);
  });
}

/** Delivers what waits; answers the ids of the requests that did not stay as they were. */
function run(tenant: Tenant, handlers: EventHandlers, request: string | undefined): string[] {
  drain(tenant, handlers);
  const asked = inService(tenant, (context) => deliverWaiting(context, request));
  drain(tenant, handlers);
  return asked.filter((id) => tenant.timeline.get(requests, id)?.state !== 'delivering');
}

export const deliveryRoutes = {
  delivery: control({
    method: 'GET',
    path: '/delivery',
    summary: 'Tells how long deliveries take.',
    answer: Delivery,
    run: ({ tenant }) => ({ mode: deliveryOf(tenant.timeline) }),
  }),
  setDelivery: control({
    method: 'POST',
    path: '/delivery',
    summary:
      'Sets how long deliveries take from now on, and how those of one request, or of all requests for a package, end. It is a part of the tenant: snapshots and resets carry it.',
    body: closed({
      mode: Type.Optional(Mode),
      request: Type.Optional(Type.String({ description: 'The id of a request.' })),
      accessPackage: Type.Optional(Type.String({ description: 'The id of a package.' })),
      outcome: Type.Optional(How),
    }),
    answer: Delivery,
    run: ({ tenant, body }) => {
      change(tenant, body);
      return { mode: deliveryOf(tenant.timeline) };
    },
  }),
  runDelivery: control({
    method: 'POST',
    path: '/delivery/run',
    summary: 'Delivers what waits to be delivered: one request, or all.',
    body: closed({ request: Type.Optional(Type.String({ description: 'The id of a request.' })) }),
    optional: true,
    answer: Type.Object({ delivered: Type.Array(Type.String(), { description: 'The ids of the requests.' }) }),
    run: ({ host, tenant, body }) => ({ delivered: run(tenant, host.service.events, body.request) }),
  }),
};
