/** The control API over HTTP. */
import { timingSafeEqual } from 'node:crypto';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ControlRoute, controlRoutes } from '../../routes/emulator/index.js';
import { badRequest, GraphError, methodNotAllowed, unreadablePayload } from '../errors/index.js';
import type { Host } from '../host.js';
import { tenantName } from './address.js';
import { allowBrowsers } from './cors.js';
import { refuse } from './graph.js';

export interface ControlOptions {
  readonly host: Host;
  /** False: only what is open to everybody answers. */
  readonly enabled?: boolean | undefined;
  /** What the header `x-emulator-key` must say. */
  readonly key?: string | undefined;
}

/** Registers the control API as a plugin of its own: its bodies are parsed and validated by their schemas. */
export async function controlPlugin(fastify: FastifyInstance, options: ControlOptions): Promise<void> {
  const { host, enabled = true } = options;
  allowBrowsers(fastify);
  const typed = fastify.withTypeProvider<TypeBoxTypeProvider>();
  typed.setValidatorCompiler(TypeBoxValidatorCompiler);
  typed.setErrorHandler((error, request, reply) => {
    const refusal = (error as { validation?: unknown }).validation ? badRequest((error as Error).message) : error;
    refuse(host, request, reply, refusal);
  });
  const served = enabled ? controlRoutes : controlRoutes.filter(({ open }) => open);
  for (const prefix of ['', '/t/:tenant']) {
    for (const url of [`${prefix}/_emulator`, `${prefix}/_emulator/*`])
      typed.all(url, async (request) => unknown(request, enabled));
    for (const route of served) register(typed, prefix, route, options);
  }
}

function register(fastify: FastifyInstance, prefix: string, route: ControlRoute, { host, key }: ControlOptions): void {
  const { method, path, params, query, body, text, open, type } = route;
  fastify.route({
    method,
    url: `${prefix}/_emulator${path}`,
    ...(text !== undefined && { bodyLimit: text }),
    schema: { ...(query && { querystring: query }), ...(body && text === undefined && { body }) },
    preValidation: async (request) => {
      if (key !== undefined && !open) checkKey(request, key);
      request.query = Object.fromEntries(new URLSearchParams(request.raw.url?.split(/\?(.*)/s)[1] ?? ''));
      if (text === undefined) request.body = parsed(request.body, route.optional);
    },
    handler: async (request, reply) => {
      const { tenant, ...given } = request.params as Record<string, string>;
      const result = await route.run({
        host,
        tenant: host.tenants.get(tenantName(tenant)),
        body: request.body as never,
        params: (params ? given : {}) as never,
        query: request.query as never,
      });
      return reply.type(type ?? 'application/json').send(type === undefined ? JSON.stringify(result) : result);
    },
  });
}

/** @throws GraphError 401 without the key, or with another */
function checkKey(request: FastifyRequest, key: string): void {
  const given = Buffer.from(String(request.headers['x-emulator-key'] ?? ''));
  const wanted = Buffer.from(key);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new GraphError(401, 'Unauthorized', "The control API asks for its key in the header 'x-emulator-key'.");
}

/** Refuses what is no route: a path that has none, or a method that the path has none for. */
function unknown(request: FastifyRequest, enabled: boolean): never {
  const { tenant, '*': rest = '' } = request.params as { tenant?: string; '*'?: string };
  tenantName(tenant);
  if (!enabled) throw new GraphError(404, 'NotFound', 'The control API is switched off.');
  if (controlRoutes.some(({ path }) => fits(path, `/${rest}`))) throw methodNotAllowed();
  const paths = [...new Set(controlRoutes.map(({ path }) => `/_emulator${path}`))].join(', ');
  throw new GraphError(404, 'NotFound', `The control API has no '/_emulator/${rest}'; it has ${paths}.`);
}

/** Whether a path is one of a route's, whose parameters are written `:name`. */
function fits(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at]);
}

function parsed(body: unknown, optional: true | undefined): unknown {
  if (typeof body !== 'string' || body.trim() === '') return optional ? {} : undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw unreadablePayload();
  }
}
