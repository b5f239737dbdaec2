/** How long deliveries take, how they end, and letting those that wait be delivered: a part of the control API. */
import { accessPackages, requests } from '../../model/entitlement/tables.js';
import { badRequest, resourceNotFound } from '../../src/errors.js';
import type { Context } from '../../src/lifecycle/context.js';
import { drain, SERVICE } from '../../src/lifecycle/drain.js';
import {
  type Delivery,
  deliverWaiting,
  deliveryOf,
  markDelivery,
  type Outcome,
  OUTCOMES,
  setDelivery,
} from '../../src/lifecycle/entitlement/delivery-speed.js';
import { entitlementEvents } from '../../src/lifecycle/entitlement/events.js';
import type { Tenant } from '../../src/tenant.js';

/** Of `POST /_emulator/delivery`; each part may stand alone. */
export interface DeliveryBody {
  /** `immediate`, `manual`, an ISO 8601 duration, or a number of answers that show it as not delivered yet. */
  readonly mode?: Delivery;
  /** The request whose delivery ends as `outcome` says, or the package whose requests all do. */
  readonly request?: string;
  readonly accessPackage?: string;
  readonly outcome?: Outcome;
}

export interface DeliveryAnswer {
  readonly mode: Delivery;
}

/** One transaction in the service's own name. */
function inService<T>(tenant: Tenant, work: (context: Context) => T): T {
  return tenant.timeline.transact((tx) =>
    work({ tx, time: tenant.clock.now(), newId: tenant.newId, caller: SERVICE }),
  );
}

/** Answers how long deliveries take. */
export function getDelivery(tenant: Tenant): DeliveryAnswer {
  return { mode: deliveryOf(tenant.timeline) };
}

/**
 * Sets how long deliveries take, or how those of a request or package end.
 *
 * @throws GraphError 400 for what is no mode or outcome, 404 for a request or package that is not there
 */
export function postDelivery(tenant: Tenant, body: DeliveryBody): DeliveryAnswer {
  inService(tenant, (context) => {
    if (body.mode !== undefined) setDelivery(context, body.mode);
    const id = body.request ?? body.accessPackage;
    if (id === undefined) return;
    if (!body.outcome || !OUTCOMES.includes(body.outcome)) throw badRequest(`'outcome' must be one of ${OUTCOMES.join(', ')}.`);
    const known = body.request ? context.tx.get(requests, id) : context.tx.get(accessPackages, id);
    if (!known) throw resourceNotFound();
    markDelivery(context, id, body.outcome);
  });
  return getDelivery(tenant);
}

/** Delivers what waits: one request, or all of them. Answers the ids of the requests. */
export function runDelivery(tenant: Tenant, body: { readonly request?: string } = {}): { delivered: string[] } {
  drain(tenant, entitlementEvents);
  const delivered = inService(tenant, (context) => deliverWaiting(context, body.request));
  drain(tenant, entitlementEvents);
  return { delivered };
}
