/** Asks an emulator in the same process, without a socket. */
import type { FastifyInstance } from 'fastify';
import type { Host } from './host.js';
import { TENANT } from './identity/claims.js';
import type { Tenant } from './tenant.js';

/** A client's view of one tenant: by default as the administrator, or as somebody else. */
export interface Client {
  /** Like the global `fetch`, but in this process: no socket. Paths are relative to the tenant (`/v1.0/users`). */
  fetch(path: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The same client, as this user (an object id). */
  asUser(id: string): Client;
  /** The bearer token by which the emulator knows the caller; undefined for the administrator, at the level `open`. */
  token(): Promise<string | undefined>;
}

type TokenFor = (user: string | undefined) => Promise<string | undefined>;

/**
 * What names a caller in this process: at the level `open`, where tokens are taken at their word, one that is signed by
 * nobody, and none for the administrator; otherwise a real one, with all permissions.
 */
export async function tokenFor(
  { service }: Host,
  tenant: Tenant,
  user: string | undefined,
): Promise<string | undefined> {
  const { identity, administrator } = service;
  if (identity.trusting)
    return user && unsignedToken({ oid: user, idtyp: 'user', ...(tenant.name && { [TENANT]: tenant.name }) });
  return identity.mintForProcess(tenant, user ?? administrator);
}

export function clientOf(server: FastifyInstance, base: string, tokenOf: TokenFor, user?: string): Client {
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
