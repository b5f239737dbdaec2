/** A tenant of its own for every test, spoken to over HTTP as a user would, without a socket. */
import {
  type Client,
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  type TenantHandle,
} from '../../src/emulator.js';

// biome-ignore lint/suspicious/noExplicitAny: the bodies of answers are what the tests look into.
type Body = any;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; text where the answer is text; undefined for none. */
  readonly body: Body;
}

export interface Graph {
  readonly url: string;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, headers?: Record<string, string>): Promise<Reply>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  asUser(id: string): Graph;
  reset(): Promise<void>;
  /** Moves the tenant's clock. */
  advance(duration: string): Promise<string>;
}

const quiet = { logLevel: 'error', randomSeed: 'test' };
let shared: Promise<Emulator> | undefined;
let made = 0;

/** What an emulator of a test's own is started with. */
export type Options = Pick<EmulatorOptions, 'lenient' | 'delivery' | 'seed'>;

/** A fresh tenant of an emulator that the tests of a file share. `name` is anything that says `name`, such as a tap test. */
export async function emulator(test?: { name?: string }, options?: Options): Promise<Graph> {
  const label = (test?.name ?? 'tenant').replace(/\W+/g, '-').slice(0, 40);
  const host = await (options ? createEmulator({ ...quiet, ...options }) : sharedHost());
  return speak(host.tenant(`${label}-${made++}`));
}

function sharedHost(): Promise<Emulator> {
  shared ??= createEmulator(quiet);
  return shared;
}

function speak(tenant: TenantHandle, client: Client = tenant): Graph {
  const send: Graph['send'] = async (method, path, body, headers = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await client.fetch(path, {
      method,
      headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(text !== undefined && { body: text }),
    });
    return { status: response.status, headers: response.headers, body: await parse(response) };
  };
  return {
    url: tenant.url,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    asUser: (id) => speak(tenant, tenant.asUser(id)),
    reset: () => tenant.reset(),
    advance: (duration) => tenant.advance(duration),
  };
}

async function parse(response: Response): Promise<Body> {
  const text = await response.text();
  if (text === '') return undefined;
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
