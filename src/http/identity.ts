/** The sign-in service over HTTP. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type IdentityRoute, identityRoutes } from '../../routes/identity/index.js';
import type { Host } from '../host.js';
import { type IdentityAnswer, type IdentityCall, tenantNamed } from '../identity/call.js';
import { malformedRequest, SignInError, signInErrorBody } from '../identity/errors.js';
import type { Identity } from '../identity/identity.js';
import { systemTime } from '../lifecycle/clock.js';
import { tenantName } from './address.js';
import { allowBrowsers } from './cors.js';

export interface IdentityPluginOptions {
  readonly host: Host;
  readonly identity: Identity;
}

/** Registers the sign-in service as a plugin of its own: its errors have a form of their own. */
export async function identityPlugin(fastify: FastifyInstance, options: IdentityPluginOptions): Promise<void> {
  allowBrowsers(fastify);
  fastify.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (!(error instanceof SignInError) && status >= 500) throw error;
    refuse(error instanceof SignInError ? error : malformedRequest((error as Error).message), request, reply);
  });
  for (const prefix of ['', '/t/:tenant']) {
    for (const route of identityRoutes) {
      fastify.route({
        method: route.method,
        url: `${prefix}${route.path}`,
        handler: async (request, reply) => answer(reply, await route.run(callOf(options, route, request))),
      });
    }
  }
}

function callOf(
  { host, identity }: IdentityPluginOptions,
  route: IdentityRoute,
  request: FastifyRequest,
): IdentityCall {
  const params = request.params as Readonly<Record<string, string>>;
  const { headers, url = '/' } = request.raw;
  const { directory = 'common' } = params;
  const within = tenantName(params['tenant']);
  const origin = `${request.protocol}://${headers.host ?? 'localhost'}`;
  const body = route.method === 'POST' && typeof request.body === 'string' ? request.body : '';
  // What names no tenant at all is about the bearer of a token.
  const ofBearer = params['directory'] === undefined && identity.callers.tenantOf(host.tenants, headers.authorization);
  return {
    identity,
    tenant: tenantNamed(host.tenants, within ?? (ofBearer ? ofBearer.name : undefined), directory, identity.trusting),
    directory,
    origin,
    base: within === undefined ? origin : `${origin}/t/${within}`,
    params,
    query: new URLSearchParams(url.split(/\?(.*)/s)[1] ?? ''),
    form: new URLSearchParams(body),
    header: (name) => headers[name] as string | undefined,
  };
}

function answer(reply: FastifyReply, given: IdentityAnswer): FastifyReply {
  reply.header('cache-control', 'no-store, no-cache').header('pragma', 'no-cache');
  if ('redirect' in given) return reply.redirect(given.redirect, 302);
  if ('page' in given) return reply.type('text/html; charset=utf-8').send(given.page);
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(given.json));
}

function refuse(error: SignInError, request: FastifyRequest, reply: FastifyReply): void {
  const correlationId = String(request.headers['client-request-id'] ?? randomUUID());
  const body = signInErrorBody(error, correlationId, systemTime());
  reply.header('cache-control', 'no-store, no-cache').code(error.status).type('application/json; charset=utf-8');
  reply.send(JSON.stringify(body));
}
