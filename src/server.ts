/** The HTTP server: every plugin and route is registered here, and nowhere else. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { withoutSecretOptions } from './control/secrets.js';
import type { Host } from './host.js';
import { verifyTokens } from './http/authorization.js';
import { endConnections } from './http/closing.js';
import { controlPlugin } from './http/control.js';
import { preflight } from './http/cors.js';
import { graphHandler, graphRoutes, refuse } from './http/graph.js';
import { identityPlugin } from './http/identity.js';
import { guard, httpOptions, type Limits, REQUEST_TIMEOUT } from './http/limits.js';
import { BODY_LIMIT, malformed, write } from './http/refusals.js';
import { failure } from './serve.js';

export interface ServerOptions extends Limits {
  /** `silent`, `warn`, `info` … as pino calls them. */
  readonly logLevel?: string;
  /** False switches the control API off, all but its health. */
  readonly control?: boolean;
  /** Without it in the header `x-emulator-key` the control API answers nobody. */
  readonly controlKey?: string;
}

const MAX_URL_PART = 8192;
const ROOTED = /^\/(?!\/)/;
const ABSOLUTE = /^https?:\/\/[^/?#]+(\/.*)$/is;
const LOGS_REQUESTS = new Set(['info', 'debug', 'trace']);

export function buildServer(host: Host, options: ServerOptions = {}): FastifyInstance {
  const level = options.logLevel ?? 'warn';
  const refused = (error: unknown, request: FastifyRequest, reply: FastifyReply) => refuse(host, request, reply, error);
  const fastify = Fastify({
    logger: level === 'silent' ? false : { level, serializers: { req: logged } },
    logController: new LogController({ disableRequestLogging: !LOGS_REQUESTS.has(level) }),
    // A logger of its own for each request costs as much as the look-up of a user; it is made where requests are logged.
    ...(!LOGS_REQUESTS.has(level) && { childLoggerFactory: (logger) => logger }),
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    http: httpOptions(options),
    requestTimeout: options.requestTimeout ?? REQUEST_TIMEOUT,
    routerOptions: { maxParamLength: MAX_URL_PART, querystringParser: () => ({}) },
    rewriteUrl: ({ url = '/' }) => (ROOTED.test(url) ? url : pathOf(url)),
    frameworkErrors: refused,
    clientErrorHandler: (error, socket) => refuseConnection(host, error, socket),
  });
  guard(fastify.server, 'connection', options);
  endConnections(fastify);
  // Bodies stay text: whether one is needed, and as what, is the operation's to say, in the service's words.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  fastify.register(controlPlugin, { host, enabled: options.control, key: options.controlKey });
  const { identity } = host.service;
  verifyTokens(fastify, identity);
  fastify.register(identityPlugin, { host, identity });
  graphRoutes(fastify, host);
  const anything = graphHandler(host);
  preflight(fastify, anything);
  fastify.setNotFoundHandler(anything);
  fastify.setErrorHandler(refused);
  return fastify;
}

/** What the log says of a request: as Fastify has it, without the secrets that stand in its URL. */
const logged = ({ method, url, host, ip, socket }: FastifyRequest) => ({
  method,
  url: withoutSecretOptions(url),
  host,
  remoteAddress: ip,
  remotePort: socket?.remotePort,
});

/** Answers what Node could not read as a request, or what is refused before. */
function refuseConnection(host: Host, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const requestId = randomUUID();
  write(socket, failure(host.service, { header: () => undefined, requestId }, malformed(error)), requestId);
}

/**
 * The path of the absolute form of a request line, which RFC 9112 (3.2.2) asks servers to take; and of one that begins
 * with two slashes, because a client was given an endpoint with a slash at its end.
 */
function pathOf(url: string): string {
  return (ABSOLUTE.exec(url)?.[1] ?? url).replace(/^\/{2,}/, '/');
}
