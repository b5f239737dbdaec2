/** The library: an emulator inside the process of a test, on a port of its own or without a socket. */
import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ahead } from '../routes/emulator/index.js';
import { type ControlClient, controlClient } from './control/client.js';
import type { DataFile } from './control/data-file.js';
import { type Kept, keep, type Recording, record } from './control/handles.js';
import { type Seeds, seededBase } from './control/seeding.js';
import { createHost, events, type Host, type HostOptions, pristine } from './host.js';
import { tenantName } from './http/address.js';
import type { HttpsOptions, Secured } from './http/https.js';
import { TENANT } from './identity/claims.js';
import { toInstant } from './lifecycle/clock.js';
import { advance } from './lifecycle/drain.js';
import { checkOptions, OptionError } from './options.js';
import { buildServer, type ServerOptions } from './server.js';
import type { Tenant } from './tenant.js';

export { type ControlClient, ControlError, controlClient } from './control/client.js';
export type { Kept, Recording } from './control/handles.js';
export type { SeedSize } from './control/seed/generate.js';
export { OptionError } from './options.js';

export interface EmulatorOptions extends Omit<HostOptions, 'base'>, ServerOptions, Seeds {
  /** 0 takes any free one. */
  readonly port?: number;
  readonly host?: string;
  /** A file that keeps the tenants and, unless `keys` does, the signing key: read at the start, written at intervals and when the emulator is closed. */
  readonly data?: string;
  /** Milliseconds between two savings (default 1000). */
  readonly dataInterval?: number;
  /** Listens for HTTPS, too. */
  readonly https?: HttpsOptions | boolean;
  /** Told what its user should know, in the place of the log. */
  readonly onWarning?: (message: string) => void;
}

/** A client's view of one tenant: by default as the administrator, or as somebody else. */
export interface Client {
  /** Like the global `fetch`, but in this process: no socket. Paths are relative to the tenant (`/v1.0/users`). */
  fetch(path: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The same client, as this user (an object id). */
  asUser(id: string): Client;
  /** The bearer token by which the emulator knows the caller; undefined for the administrator, at the level `open`. */
  token(): Promise<string | undefined>;
}

export interface TenantHandle extends Client {
  /** Where the tenant is reached; for an emulator without a socket, what its links begin with. */
  readonly url: string;
  /** The control API of the tenant, typed: `control.addFault({ status: 503, count: 1 })`. */
  readonly control: ControlClient;
  /** Back to the seed. */
  reset(): Promise<void>;
  /** Keeps the present moment, to go back to. */
  snapshot(): Promise<Kept>;
  /** Begins to record what is asked and answered. */
  journal(): Promise<Recording>;
  /** Moves the clock by an ISO 8601 duration and answers the new time. */
  advance(duration: string): Promise<string>;
}

export interface Emulator extends TenantHandle {
  /** The tenant of this name, made on first use. */
  tenant(name: string): TenantHandle;
  /** HTTPS, where it was asked for. */
  readonly https: HttpsAddress | undefined;
  /** Stops it, once requests under way are answered, or after five seconds. Called again, it waits for none of them. */
  close(): Promise<void>;
}

export interface HttpsAddress {
  readonly url: string;
  /** The certificate that clients have to trust, as PEM, and the file where it is. */
  readonly ca: string;
  readonly caFile: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::(1|ffff:7f[\da-f]{2}:[\da-f]+)\])$/;
const HOST = '127.0.0.1';

/** Whether an address, however it is written, is of this machine alone. */
function isLoopback(host: string): boolean {
  const url = `http://${isIPv6(host) ? `[${host}]` : host}`;
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}

/** What is said to whoever listens to more than this machine. */
function exposure({ host = HOST, control = true, controlKey }: EmulatorOptions): string | undefined {
  if (isLoopback(host)) return undefined;
  const advice =
    control && controlKey === undefined
      ? ' Guard the control API with a key (--control-key, controlKey), or switch it off (--no-control, control: false).'
      : '';
  return `listening on ${host}, so that whoever reaches this machine can read and change what the emulator holds.${advice}`;
}

/** Starts an emulator that listens on a port. @throws OptionError, or when the port is taken */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const { server, host } = await prepare(options);
  const address = options.host ?? HOST;
  try {
    const secured = options.https ? await secureServer(server, options) : undefined;
    host.ca = secured?.ca;
    const url = await server.listen({ port: options.port ?? 8365, host: address });
    const warning = exposure(options);
    if (warning !== undefined) warn(server, options, warning);
    const https = secured && { ca: secured.ca, caFile: secured.caFile, url: await secured.listen(address) };
    return emulatorOver(server, host, { origin: url, key: options.controlKey, https, cut: secured?.cut });
  } catch (error) {
    await server.close();
    throw error;
  }
}

function warn(server: FastifyInstance, { onWarning }: EmulatorOptions, message: string): void {
  if (onWarning) onWarning(message);
  else server.log.warn(message);
}

/** What HTTPS takes is loaded only when it is asked for. */
async function secureServer(server: FastifyInstance, options: EmulatorOptions): Promise<Secured> {
  const { secure } = await import('./http/https.js');
  return secure(server, typeof options.https === 'object' ? options.https : {}, options);
}

/** An emulator without a socket: `fetch` of the handle is the way in. @throws OptionError */
export async function createEmulator(options: Omit<EmulatorOptions, Listening> = {}): Promise<Emulator> {
  checkOptions(options);
  refuseListening(options);
  const { server, host } = await prepare(options);
  await server.ready();
  return emulatorOver(server, host, { origin: 'http://localhost:8365', key: options.controlKey });
}

const LISTENING = ['port', 'host', 'https'] as const;
type Listening = (typeof LISTENING)[number];

/** @throws OptionError for what only an emulator that listens can do */
function refuseListening(options: EmulatorOptions): void {
  const idle = LISTENING.find((option) => (options[option] ?? false) !== false);
  if (idle)
    throw new OptionError(`options.${idle} is for an emulator that listens: use startEmulator, or leave it out.`);
}

async function prepare(options: EmulatorOptions): Promise<{ server: FastifyInstance; host: Host }> {
  let server: FastifyInstance | undefined;
  const base = await seededBase(pristine(), events, options);
  const onFailure = (error: unknown) => server?.log.error(error);
  const made = createHost({ onFailure, ...options, base });
  const warnings: string[] = [];
  const data = options.data === undefined ? undefined : await openData(made, options.data, options, warnings);
  const host = { ...made, data };
  server = buildServer(host, options);
  // The log is the server's.
  for (const warning of warnings) warn(server, options, warning);
  if (data) server.addHook('onClose', () => data.close());
  return { server, host };
}

async function openData(
  { tenants, service }: Host,
  path: string,
  { dataInterval: interval }: EmulatorOptions,
  warnings: string[],
): Promise<DataFile> {
  const { DataFile } = await import('./control/data-file.js');
  return DataFile.open(path, tenants, pristine(), {
    interval,
    keys: service.identity.keys,
    onError: service.onFailure,
    onWarning: (message) => void warnings.push(message),
  });
}

interface Reached {
  readonly origin: string;
  readonly key: string | undefined;
  readonly https?: HttpsAddress | undefined;
  readonly cut?: Secured['cut'] | undefined;
}

function emulatorOver(server: FastifyInstance, host: Host, { origin, key, https, cut }: Reached): Emulator {
  const handle = (name: string | undefined): TenantHandle => {
    const known = tenantName(name);
    // Asked for each time: it may have been forgotten meanwhile, and begun again.
    const tenant = () => host.tenants.get(known);
    const url = `${origin}${tenant().prefix}`;
    const client = clientOf(server, url, (user) => tokenFor(host, tenant(), user));
    const control = controlClient(client.fetch, key);
    return Object.assign(client, {
      url,
      control,
      reset: async () => tenant().reset(),
      snapshot: () => keep(control),
      journal: () => record(control),
      advance: async (duration: string) => {
        const moved = tenant();
        await advance(moved, host.service.events, ahead(moved, duration));
        return toInstant(moved.clock.now());
      },
    });
  };
  return Object.assign(handle(undefined), { tenant: handle, https, close: closer(server, cut) });
}

/** What is under way has this long to end (milliseconds): container engines kill after ten seconds. */
const GRACE = 5000;

function closer(server: FastifyInstance, cutSecured?: () => void): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const cut = () => {
    server.server.closeAllConnections();
    cutSecured?.();
  };
  return () => {
    if (closed) cut();
    else {
      const late = setTimeout(cut, GRACE);
      closed = server.close().finally(() => clearTimeout(late));
    }
    return closed;
  };
}

type TokenFor = (user: string | undefined) => Promise<string | undefined>;

/**
 * What names a caller in this process: at the level `open`, where tokens are taken at their word, one that is signed by
 * nobody, and none for the administrator; otherwise a real one, with all permissions.
 */
async function tokenFor({ service }: Host, tenant: Tenant, user: string | undefined): Promise<string | undefined> {
  const { identity, administrator } = service;
  if (identity.trusting)
    return user && unsignedToken({ oid: user, idtyp: 'user', ...(tenant.name && { [TENANT]: tenant.name }) });
  return identity.mintForProcess(tenant, user ?? administrator);
}

function clientOf(server: FastifyInstance, base: string, tokenOf: TokenFor, user?: string): Client {
  // Made when first needed: the first of all takes a key pair.
  let known: Promise<string | undefined> | undefined;
  const token = () => {
    known ??= tokenOf(user);
    return known;
  };
  return {
    token,
    fetch: (input, init = {}) =>
      unlessAborted(init.signal ?? (input instanceof Request ? input.signal : undefined), async () => {
        const isPath = typeof input === 'string' && !/^https?:/.test(input);
        const request = new Request(isPath ? `${base}${input}` : input, init);
        const url = new URL(request.url);
        const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
        const bearer = await token();
        const headers = {
          host: url.host,
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...Object.fromEntries(request.headers),
        };
        const answer = await server.inject({
          method: request.method as 'GET',
          url: placeIn(base, url),
          headers,
          ...(payload && { payload }),
        });
        return asResponse(answer);
      }),
    asUser: (id) => clientOf(server, base, tokenOf, id),
  };
}

/** A URL of Graph that names no tenant is one of the client's own. */
function placeIn(base: string, { pathname, search }: URL): string {
  const prefix = new URL(base).pathname.replace(/\/$/, '');
  return /^\/(v1\.0|beta)(\/|$)/i.test(pathname) ? `${prefix}${pathname}${search}` : `${pathname}${search}`;
}

/** What is asked, unless a signal says before its end that nobody wants it any more. @throws the reason of the signal */
async function unlessAborted<Answer>(signal: AbortSignal | undefined, ask: () => Promise<Answer>): Promise<Answer> {
  if (!signal) return ask();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    ask()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

function asResponse(answer: { statusCode: number; headers: NodeJS.Dict<unknown>; rawPayload: Buffer }): Response {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const hasBody = answer.statusCode !== 204 && answer.statusCode !== 304;
  return new Response(hasBody ? new Uint8Array(answer.rawPayload) : null, { status: answer.statusCode, headers });
}

function unsignedToken(claims: object): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}
