/** Browsers may call the emulator from any page, as they may call the service. */
import type { FastifyInstance } from 'fastify';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
/** Headers of answers that scripts may read. */
const EXPOSED = [
  'client-request-id',
  'deprecation',
  'location',
  'odata-version',
  'preference-applied',
  'request-id',
  'retry-after',
  'x-ms-ags-diagnostic',
];
const MAX_AGE = 600;

/** Requests that come from no page (without `Origin`) are answered as before. */
export function allowBrowsers(fastify: FastifyInstance): void {
  fastify.register(import('@fastify/cors'), {
    delegator: ({ headers }, done) => {
      if (headers.origin === undefined) return done(null, { origin: false });
      done(null, { origin: '*', methods: METHODS, exposedHeaders: EXPOSED, maxAge: MAX_AGE, strictPreflight: false });
    },
  });
}
