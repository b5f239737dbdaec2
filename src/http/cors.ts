/**
 * Browsers may call the emulator from any page, as they may call the service. Our own, because requests that come from no
 * page (without `Origin`) then pay for one comparison; with @fastify/cors they took 10 microseconds longer.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** For every answer to a page. */
const ANSWER = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'client-request-id,deprecation,location,odata-version,preference-applied,request-id,retry-after,x-ms-ags-diagnostic',
};

const PREFLIGHT = {
  'access-control-allow-methods': 'GET,POST,PATCH,PUT,DELETE',
  'access-control-max-age': '600',
  vary: 'access-control-request-headers',
};

/** Lets the page that asked read the answer (Fetch standard, "CORS protocol"). */
export function readable({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.headers.origin !== undefined) reply.headers(ANSWER);
}

/** Answers a preflight request. False for any other. */
function answersPreflight({ raw: { headers, method } }: FastifyRequest, reply: FastifyReply): boolean {
  const isOne = headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
  if (method !== 'OPTIONS' || !isOne) return false;
  const asked = headers['access-control-request-headers'];
  reply.headers(ANSWER).headers(PREFLIGHT);
  if (asked !== undefined) reply.header('access-control-allow-headers', asked);
  reply.code(204).send();
  return true;
}

/** All answers of a plugin are for pages too. Graph's own see to it as they are sent, without the price of a hook. */
export function allowBrowsers(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (answersPreflight(request, reply)) return;
    readable(request, reply);
    done();
  });
}

/** Answers preflight requests to paths of no plugin, and leaves other OPTIONS to `otherwise`. */
export function preflight(
  fastify: FastifyInstance,
  otherwise: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  fastify.options('*', (request, reply) => {
    if (!answersPreflight(request, reply)) otherwise(request, reply);
  });
}
