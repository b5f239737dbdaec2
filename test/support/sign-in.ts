/** Speaks to the sign-in service as client libraries do: forms there, JSON back. */
import { createEmulator, type Emulator, type EmulatorOptions, type TenantHandle } from '../../src/emulator.js';
import type { Reply } from './emulator.js';

export const TENANT_ID = 'd3030981-8fb9-4919-9980-5580caeddd75';
export const ADMIN = 'admin@contoso.onmicrosoft.com';
export const GRAPH = 'https://graph.microsoft.com';
/** Of no application in the tenant. */
export const STRANGER = '5a4d2b0c-63a8-4c6b-9f2f-6a1f0b7d9c11';

/** A tenant, asked with or without a token. */
export interface Door {
  readonly tenant: TenantHandle;
  readonly url: string;
  /** A request of Graph or of the control API, with this token; `undefined` for none. */
  ask(method: string, path: string, token?: string, body?: unknown): Promise<Reply>;
  /** A form, sent below the tenant's authority. */
  form(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
  /** The token that a form sent to the token endpoint gives. @throws when it gives none */
  token(fields: Record<string, string>): Promise<string>;
  /** As `POST /_emulator/tokens`. */
  mint(body: object): Promise<string>;
}

const emulators = new Map<string, Promise<Emulator>>();
let made = 0;

/** A tenant of its own, of an emulator that the tests of a file with these options share. */
export async function door(options: EmulatorOptions = {}): Promise<Door> {
  const key = JSON.stringify(options);
  const emulator = emulators.get(key) ?? createEmulator({ logLevel: 'error', ...options });
  emulators.set(key, emulator);
  const host = await emulator;
  const name = `door-${made++}`;
  return doorOf(host.tenant(name));
}

function doorOf(tenant: TenantHandle): Door {
  const { url } = tenant;
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    // An empty header of its own keeps a request from being the administrator's.
    const headers = { authorization: '', ...init.headers } as Record<string, string>;
    const response = await tenant.fetch(path, { ...init, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text || undefined };
  };
  const ask: Door['ask'] = (method, path, token, body) =>
    send(path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const form: Door['form'] = (path, fields, headers = {}) =>
    send(`/${TENANT_ID}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const tokenIn = (reply: Reply): string => {
    if (reply.status !== 200) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body.access_token;
  };
  return {
    tenant,
    url,
    ask,
    form,
    token: async (fields) => tokenIn(await form('/oauth2/v2.0/token', fields)),
    mint: async (body) => tokenIn(await ask('POST', '/_emulator/tokens', undefined, body)),
  };
}

/** What a token says, whoever signed it. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
