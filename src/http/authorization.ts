/** Verifies the token of a request before it is served, so that serving it has to wait for nothing. */
import type { FastifyInstance } from 'fastify';
import type { Identity } from '../identity/identity.js';

/** At the level `open` nothing is verified, and no request pays for it. */
export function verifyTokens(fastify: FastifyInstance, { callers }: Identity): void {
  if (callers.trusting) return;
  fastify.addHook('onRequest', (request, _reply, done) => {
    const pending = callers.admit(request.raw.headers.authorization);
    if (pending) pending.then(() => done(), done);
    else done();
  });
}
