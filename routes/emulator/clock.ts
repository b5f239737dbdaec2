/** The tenant's clock. */
import Type from 'typebox';
import { badRequest } from '../../src/errors/index.js';
import { after, isDuration } from '../../src/lifecycle/clock.js';
import { advance } from '../../src/lifecycle/drain.js';
import type { Tenant } from '../../src/tenant.js';
import { closed, control } from './declare.js';

export const Clock = Type.Object({ now: Type.String({ format: 'date-time', description: "The tenant's time." }) });

export const clockAnswer = (tenant: Tenant) => ({ now: tenant.clock.instant() });

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant that is a duration ahead of the tenant's time. @throws GraphError 400 for what is no duration */
export function ahead(tenant: Tenant, duration: string): number {
  if (!isDuration(duration)) {
    throw badRequest(`'advance' is '${duration}', which is no ISO 8601 duration such as P30D.`);
  }
  const instant = after(tenant.clock.now(), duration);
  if (!(instant <= LAST_INSTANT))
    throw badRequest(`'advance' is '${duration}', which is too far: dates end with the year 9999.`);
  return instant;
}

/** Where the clock is to go: a duration from now, or an instant that has not passed. */
function destination(tenant: Tenant, body: { advance?: string; now?: string }): number {
  if ((body.advance === undefined) === (body.now === undefined)) {
    throw badRequest("Send either 'advance' (an ISO 8601 duration such as P30D) or 'now' (an instant).");
  }
  if (body.advance !== undefined) return ahead(tenant, body.advance);
  const instant = INSTANT.test(body.now ?? '') ? Date.parse(body.now ?? '') : Number.NaN;
  if (Number.isNaN(instant))
    throw badRequest(`'now' is '${body.now}', which is no instant such as 2027-01-01T00:00:00Z.`);
  if (instant < tenant.clock.now())
    throw badRequest(`The clock does not go back: it is ${tenant.clock.instant()} already.`);
  return instant;
}

export const clockRoutes = {
  clock: control({
    method: 'GET',
    path: '/clock',
    summary: "Answers the tenant's time.",
    answer: Clock,
    run: ({ tenant }) => clockAnswer(tenant),
  }),
  moveClock: control({
    method: 'POST',
    path: '/clock',
    summary:
      "Moves the tenant's clock forward, by a duration or to an instant, and runs what falls due on the way, in order.",
    body: closed({ advance: Type.Optional(Type.String()), now: Type.Optional(Type.String()) }),
    answer: Clock,
    run: async ({ host, tenant, body }) => {
      await advance(tenant, host.service.events, destination(tenant, body));
      return clockAnswer(tenant);
    },
  }),
};
