/** The control API over HTTP. */
import { randomUUID } from 'node:crypto';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ControlRoute, controlRoutes } from '../../routes/emulator/index.js';
import { badRequest, GraphError, methodNotAllowed, unreadablePayload } from '../errors.js';
import type { Host } from '../host.js';
import type { Answer } from '../operation.js';
import { failure } from '../serve.js';
import { tenantName } from './address.js';
import { send } from './graph.js';
import { refusalOf } from './refusals.js';

/** Registers the control API as a plugin of its own: its bodies are parsed and validated by their schemas. */
export async function controlPlugin(fastify: FastifyInstance, { host }: { host: Host }): Promise<void> {
  const typed = fastify.withTypeProvider<TypeBoxTypeProvider>();
  typed.setValidatorCompiler(TypeBoxValidatorCompiler);
  typed.addHook('preValidation', async (request) => {
    request.body = parsed(request.body);
  });
  typed.setErrorHandler((error, request, reply) => {
    const refusal = (error as { validation?: unknown }).validation ? badRequest((error as Error).message) : error;
    answer(host, request, reply, refusalOf(refusal));
  });
  for (const prefix of ['', '/t/:tenant']) {
    for (const url of [`${prefix}/_emulator`, `${prefix}/_emulator/*`])
      typed.all(url, async (request) => unknown(request));
    for (const route of controlRoutes) {
      typed.route({
        method: route.method,
        url: `${prefix}/_emulator${route.path}`,
        schema: { ...(route.body && { body: route.body }) },
        handler: async (request, reply) => run(host, route, request, reply),
      });
    }
  }
}

/** Refuses what is no route: a path that has none, or a method that the path has none for. */
function unknown(request: FastifyRequest): never {
  const { tenant, '*': rest = '' } = request.params as { tenant?: string; '*'?: string };
  tenantName(tenant);
  if (controlRoutes.some(({ path }) => path === `/${rest}`)) throw methodNotAllowed();
  const paths = [...new Set(controlRoutes.map(({ path }) => `/_emulator${path}`))].join(', ');
  throw new GraphError(404, 'NotFound', `The control API has no '/_emulator/${rest}'; it has ${paths}.`);
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw unreadablePayload();
  }
}

async function run(
  host: Host,
  route: ControlRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { tenant } = request.params as { tenant?: string };
  const result = await route.run({ host, tenant: host.tenants.get(tenantName(tenant)), body: request.body as never });
  return reply.type('application/json').send(JSON.stringify(result));
}

function answer(host: Host, request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const requestId = randomUUID();
  const header = (name: string) => request.raw.headers[name] as string | undefined;
  const refusal: Answer = failure(host.service, { header, requestId }, error);
  send(reply, refusal, requestId, header('client-request-id') ?? requestId);
}
