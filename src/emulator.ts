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
import { type Client, clientOf, tokenFor } from './in-process.js';
import { toInstant } from './lifecycle/clock.js';
import { advance } from './lifecycle/drain.js';
import { checkOptions, OptionError } from './options.js';
import { buildServer, type ServerOptions } from './server.js';

export { type ControlClient, ControlError, controlClient } from './control/client.js';
export type { Kept, Recording } from './control/handles.js';
export type { SeedSize } from './control/seed/generate.js';
export type { Client } from './in-process.js';
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
