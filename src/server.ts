/** The HTTP server: every plugin and route is registered here, and nowhere else. */
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { GraphError, badRequest, payloadTooLarge } from './errors.js';
import type { Host } from './host.js';
import { controlPlugin } from './http/control.js';
import { graphHandler, graphRoutes, send } from './http/graph.js';
import { failure } from './serve.js';

export interface ServerOptions {
  /** `silent`, `warn`, `info` … as pino calls them. */
  readonly logLevel?: string;
}

const BODY_LIMIT = 4 * 1024 * 1024;
const MAX_URL_PART = 8192;

export function buildServer(host: Host, options: ServerOptions = {}): FastifyInstance {
  const level = options.logLevel ?? 'warn';
  const fastify = Fastify({
    logger: level === 'silent' ? false : { level },
    disableRequestLogging: level !== 'info' && level !== 'debug' && level !== 'trace',
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: MAX_URL_PART, querystringParser: () => ({}) },
  });
  // Bodies stay text: whether one is needed, and as what, is the operation's to say, in the service's words.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  fastify.register(controlPlugin, { host });
  graphRoutes(fastify, host);
  fastify.setNotFoundHandler(graphHandler(host));
  fastify.setErrorHandler((error, request, reply) => {
    const requestId = randomUUID();
    const header = (name: string) => request.raw.headers[name] as string | undefined;
    send(reply, failure(host.service, { header, requestId }, refusalOf(error)), requestId, header('client-request-id') ?? requestId);
  });
  return fastify;
}

/** Fastify's own refusals (a body too large, a bad URL) in Graph's form. */
function refusalOf(error: unknown): unknown {
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (error instanceof GraphError) return error;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return payloadTooLarge(BODY_LIMIT);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return badRequest(message ?? 'The request is malformed.');
  return error;
}
