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

/** All answers of a plugin are for pages too. Graph's own see to it as they are sent, without the price of a hook. */
export function allowBrowsers(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    readable(request, reply);
    done();
  });
}

/** Answers preflight requests to any path, and leaves other OPTIONS to `otherwise`. */
export function preflight(
  fastify: FastifyInstance,
  otherwise: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  fastify.options('*', (request, reply) => {
    const { headers } = request.raw;
    if (headers.origin === undefined || headers['access-control-request-method'] === undefined)
      return otherwise(request, reply);
    const asked = headers['access-control-request-headers'];
    reply.headers(ANSWER).headers(PREFLIGHT);
    if (asked !== undefined) reply.header('access-control-allow-headers', asked);
    reply.code(204).send();
  });
}
