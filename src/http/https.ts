/** HTTPS beside HTTP: the same routes, for clients that speak nothing else. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import {
  AUTHORITY_FILE,
  authorityIn,
  type Certified,
  defaultFolder,
  SERVER_NAMES,
  serverCertificate,
} from '../identity/certificates.js';
import { guard, httpOptions, type Limits } from './limits.js';

export interface HttpsOptions {
  /** 0 takes any free one; 8366, if not said. */
  readonly port?: number;
  /** The folder where the generated authority is kept; one of the user's data, if not said. */
  readonly certificates?: string;
  /** Names that the generated certificate is for, besides `localhost` and those of the service. */
  readonly names?: readonly string[];
  /** Files with a certificate (and its chain) and a private key to use instead of generated ones, as PEM. */
  readonly cert?: string;
  readonly key?: string;
}

/** HTTPS, ready to listen. */
export interface Secured {
  /** The certificate to trust, as PEM, and the file where it is. */
  readonly ca: string;
  readonly caFile: string;
  /** Listens on an address and answers the URL. @throws when the port is taken */
  listen(host: string): Promise<string>;
  /** Ends what is under way. */
  cut(): void;
}

const PORT = 8366;
const SERVICE_HOST = /\.(microsoft|microsoftonline|windows|azure)\.(com|net)$/i;

/**
 * Prepares HTTPS for a server that has not started yet.
 *
 * @throws when files cannot be read or written
 */
export async function secure(fastify: FastifyInstance, options: HttpsOptions, limits: Limits): Promise<Secured> {
  const { server: certified, ca, caFile } = await certificatesFor(options);
  const server = createServer({ ...certified, ...httpOptions(limits) }, (request, reply) =>
    fastify.routing(request, reply),
  );
  guard(server, 'secureConnection', limits);
  server.on('clientError', (error, socket) => fastify.server.emit('clientError', error, socket));
  fastify.addHook('onSend', async (request, reply) => {
    // A browser would remember it, and never again speak HTTP to any port of this machine.
    if (!SERVICE_HOST.test(request.hostname)) reply.removeHeader('strict-transport-security');
  });
  let closed: Promise<unknown> | undefined;
  fastify.addHook('preClose', async () => {
    closed = new Promise((done) => server.close(done));
  });
  fastify.addHook('onClose', () => closed);
  return {
    ca,
    caFile,
    cut: () => server.closeAllConnections(),
    listen: (host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port ?? PORT, host, () => resolve(urlOf(server.address() as AddressInfo)));
      }),
  };
}

async function certificatesFor(options: HttpsOptions): Promise<{ server: Certified; ca: string; caFile: string }> {
  const { cert, key, names = [] } = options;
  if (cert !== undefined || key !== undefined) {
    if (cert === undefined || key === undefined)
      throw new Error('a certificate and its key go together: --cert and --key.');
    const own = readFileSync(cert, 'utf8');
    return { server: { cert: own, key: readFileSync(key, 'utf8') }, ca: own, caFile: cert };
  }
  const folder = options.certificates ?? defaultFolder();
  const authority = await authorityIn(folder);
  const server = await serverCertificate(authority, [...new Set([...SERVER_NAMES, ...names])]);
  return { server, ca: authority.cert, caFile: join(folder, AUTHORITY_FILE) };
}

/** Whoever listens everywhere is reached on this machine. */
function urlOf({ address, port, family }: AddressInfo): string {
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `https://${host}:${port}`;
}
