/** What Node's servers are to take, over HTTP and HTTPS alike, and what they refuse before anybody asks for a route. */
import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest, type GraphError, tooManyConnections } from '../errors/index.js';

export interface Limits {
  /** Milliseconds that a request may take to arrive, headers and body (default 60000). */
  readonly requestTimeout?: number;
  /** How many connections a port keeps (default 4096). */
  readonly maxConnections?: number;
}

/** The request line and the headers together, in bytes: a long filter and a large token. */
const MAX_HEAD = 64 * 1024;
export const REQUEST_TIMEOUT = 60_000;
const MAX_CONNECTIONS = 4096;
/** Connections beyond the maximum that are told so; there is no answer for those beyond them. */
const TURNED_AWAY = 1024;
/** Milliseconds between two looks for requests whose time is up, and those that a client beyond the maximum has to ask. */
const [LOOK, PATIENCE] = [5000, 1000];

export const httpOptions = ({ requestTimeout = REQUEST_TIMEOUT }: Limits): ServerOptions => ({
  maxHeaderSize: MAX_HEAD,
  requestTimeout,
  connectionsCheckingInterval: Math.min(requestTimeout, LOOK),
  // Node would refuse without a word.
  requireHostHeader: false,
});

/** Lets a server refuse connections beyond the maximum, and requests without a host, as it refuses what is no HTTP. */
export function guard(
  server: Server,
  connecting: 'connection' | 'secureConnection',
  { maxConnections = MAX_CONNECTIONS }: Limits,
): void {
  const refuse = (socket: Socket, error: GraphError) => server.emit('clientError', error, socket);
  let open = 0;
  server.maxConnections = maxConnections + TURNED_AWAY;
  before(server, connecting, (socket: Socket) => {
    if (open >= maxConnections) {
      turnAway(socket, () => refuse(socket, tooManyConnections(maxConnections)));
      return false;
    }
    open++;
    socket.once('close', () => open--);
    return true;
  });
  before(server, 'request', ({ headers, httpVersion, socket }: IncomingMessage) => {
    if (headers.host !== undefined || httpVersion === '1.0') return true;
    refuse(socket, badRequest("The request has no header 'Host'."));
    return false;
  });
}

/** Lets an event reach those who listen to it already only if it is let through. */
function before<Subject>(server: Server, event: string, letsThrough: (subject: Subject) => boolean): void {
  const listeners = server.listeners(event);
  server.removeAllListeners(event);
  server.on(event, (subject: Subject, more: unknown) => {
    if (letsThrough(subject)) for (const listener of listeners) listener.call(server, subject, more);
  });
}

/** Refuses as soon as something is asked: clients do not expect an answer before. What they send is read, and forgotten. */
function turnAway(socket: Socket, refuse: () => void): void {
  const timer = setTimeout(refuse, PATIENCE);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => clearTimeout(timer));
  socket.once('data', refuse);
}
