/** The library: an emulator inside the process of a test, on a port of its own or without a socket. */
import type { FastifyInstance } from 'fastify';
import { ahead } from '../routes/emulator/index.js';
import { createHost, type Host, type HostOptions } from './host.js';
import { tenantName } from './http/address.js';
import { toInstant } from './lifecycle/clock.js';
import { advance } from './lifecycle/drain.js';
import { buildServer } from './server.js';

export interface EmulatorOptions extends HostOptions {
  /** 0 takes any free one. */
  readonly port?: number;
  readonly host?: string;
  readonly logLevel?: string;
}

/** A client's view of one tenant: by default as the administrator, or as somebody else. */
export interface Client {
  /** Like the global `fetch`, but in this process: no socket. Paths are relative to the tenant (`/v1.0/users`). */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The same client, as this user (an object id). */
  asUser(id: string): Client;
  /** The bearer token by which the emulator knows the caller; undefined for the administrator. */
  readonly token: string | undefined;
}

export interface TenantHandle extends Client {
  /** Where the tenant is reached; for an emulator without a socket, what its links begin with. */
  readonly url: string;
  /** Back to the seed. */
  reset(): Promise<void>;
  /** Moves the clock by an ISO 8601 duration and answers the new time. */
  advance(duration: string): Promise<string>;
}

export interface Emulator extends TenantHandle {
  /** The tenant of this name, made on first use. */
  tenant(name: string): TenantHandle;
  close(): Promise<void>;
}

/** Starts an emulator that listens on a port. @throws when the port is taken */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { server, host } = prepare(options);
  const url = await server.listen({ port: options.port ?? 8365, host: options.host ?? '127.0.0.1' });
  return emulatorOver(server, host, url);
}

/** An emulator without a socket: `fetch` of the handle is the way in. */
export async function createEmulator(options: Omit<EmulatorOptions, 'port' | 'host'> = {}): Promise<Emulator> {
  const { server, host } = prepare(options);
  await server.ready();
  return emulatorOver(server, host, 'http://localhost:8365');
}

function prepare(options: EmulatorOptions): { server: FastifyInstance; host: Host } {
  let server: FastifyInstance | undefined;
  const host = createHost({ onFailure: (error) => server?.log.error(error), ...options });
  server = buildServer(host, { logLevel: options.logLevel ?? 'warn' });
  return { server, host };
}

function emulatorOver(server: FastifyInstance, host: Host, origin: string): Emulator {
  const handle = (name: string | undefined): TenantHandle => {
    const tenant = host.tenants.get(tenantName(name));
    const url = `${origin}${tenant.prefix}`;
    return {
      ...clientOf(server, url, undefined),
      url,
      reset: async () => tenant.reset(),
      advance: async (duration) => {
        await advance(tenant, host.service.events, ahead(tenant, duration));
        return toInstant(tenant.clock.now());
      },
    };
  };
  return { ...handle(undefined), tenant: handle, close: () => server.close() };
}

function clientOf(server: FastifyInstance, base: string, token: string | undefined): Client {
  return {
    token,
    fetch: async (path, init = {}) => {
      const request = new Request(/^https?:/.test(path) ? path : `${base}${path}`, init);
      const url = new URL(request.url);
      const payload =
        init.body === undefined || init.body === null ? undefined : Buffer.from(await request.arrayBuffer());
      const headers = {
        host: url.host,
        ...Object.fromEntries(request.headers),
        ...(token && { authorization: `Bearer ${token}` }),
      };
      const answer = await server.inject({
        method: request.method as 'GET',
        url: `${url.pathname}${url.search}`,
        headers,
        ...(payload && { payload }),
      });
      return asResponse(answer);
    },
    asUser: (id) => clientOf(server, base, unsignedToken({ oid: id, idtyp: 'user' })),
  };
}

function asResponse(answer: { statusCode: number; headers: NodeJS.Dict<unknown>; rawPayload: Buffer }): Response {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const hasBody = answer.statusCode !== 204 && answer.statusCode !== 304;
  return new Response(hasBody ? new Uint8Array(answer.rawPayload) : null, { status: answer.statusCode, headers });
}

/** A token that names its caller and is signed by nobody: enough while tokens are taken at their word. */
function unsignedToken(claims: object): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}
