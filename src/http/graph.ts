/** Graph over HTTP: both versions of every tenant. What the router does not know by its exact spelling comes here too. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { segmentNotFound } from '../errors/index.js';
import type { Host } from '../host.js';
import type { Answer } from '../operation.js';
import { failure, serve } from '../serve.js';
import { prefixOf, type Tenant } from '../tenant.js';
import { type Address, addressOf } from './address.js';
import { readable } from './cors.js';
import { disturb } from './disturb.js';
import { decodeBody } from './encoding.js';
import { refusalOf } from './refusals.js';

const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Emulator', Slice: 'E', Ring: '0', ScaleUnit: '000', RoleInstance: 'LOCALHOST' },
});

/** The first segment of what is no Graph URL, behind the tenant's name if there is one. */
const OUTSIDE = /^(?:\/t\/[^/?]+(?=\/))?\/([^/?]*)/i;

/** Answers a Graph request; with `unknown`, also what is no Graph URL at all. */
export function graphHandler(host: Host) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { headers, url = '/' } = request.raw;
    const requestId = randomUUID();
    const header = (name: string) => headers[name] as string | undefined;
    let answer: Answer;
    try {
      const address = addressOf(url);
      if (!address) throw segmentNotFound(OUTSIDE.exec(url)?.[1] ?? '');
      // Named one by one: objects made by spreading have no common shape, which slows all that reads them.
      answer = serve(host.service, tenantOf(host, address, headers.authorization), {
        method: request.raw.method ?? 'GET',
        version: address.version,
        path: address.path,
        query: address.query,
        header,
        body: typeof request.body === 'string' ? request.body : undefined,
        base: `${request.protocol}://${headers.host ?? 'localhost'}${prefixOf(address.tenant)}`,
        requestId,
      });
    } catch (error) {
      answer = failure(host.service, { header, requestId }, error);
    }
    if (answer.disturbance) disturb(request, reply, answer.disturbance, () => send(request, reply, answer, requestId));
    else send(request, reply, answer, requestId);
  };
}

/** The URL says which tenant it is, or else the token. */
function tenantOf({ tenants, service }: Host, { tenant }: Address, authorization: string | undefined): Tenant {
  return tenant === undefined ? service.identity.callers.tenantOf(tenants, authorization) : tenants.get(tenant);
}

/** Puts the headers round an answer that every answer of Graph has. */
export function send(request: FastifyRequest, reply: FastifyReply, answer: Answer, requestId: string): void {
  reply.code(answer.status).headers({
    'cache-control': 'no-cache',
    'strict-transport-security': 'max-age=31536000',
    'request-id': requestId,
    'client-request-id': request.raw.headers['client-request-id'] ?? requestId,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
  });
  readable(request, reply);
  if (answer.headers) reply.headers(answer.headers);
  if (answer.body === undefined) {
    reply.send();
    return;
  }
  reply.header('content-type', answer.contentType ?? 'application/json');
  if (answer.status < 400) reply.header('odata-version', '4.0').send(answer.body);
  // The service names no charset in errors; Fastify adds one to JSON that is text.
  else reply.send(Buffer.from(answer.body));
}

/** Answers with what went wrong, in the place of all that was to be said: it may be what went wrong. */
export function refuse({ service }: Host, request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
  const requestId = randomUUID();
  const header = (name: string) => request.raw.headers[name] as string | undefined;
  send(request, reply, failure(service, { header, requestId }, refusalOf(error)), requestId);
}

/** Registers a wildcard per version, for the default tenant and for named ones. */
export function graphRoutes(fastify: FastifyInstance, host: Host): void {
  const handler = graphHandler(host);
  for (const prefix of ['', '/t/:tenant']) {
    for (const version of ['v1.0', 'beta']) {
      const url = `${prefix}/${version}/*`;
      fastify.route({ method: 'GET', url, handler });
      // Apart from GET, which would pay for the hook as well.
      fastify.route({ method: ['POST', 'PATCH', 'PUT', 'DELETE'], url, handler, preParsing: decodeBody });
    }
  }
}
