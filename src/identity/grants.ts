/** The grants of the token endpoint: what each takes, and whom it gives a token for. */
import { createHash } from 'node:crypto';
import type { User } from '../../model/directory/tables.js';
import type { IdentityCall } from './call.js';
import type { Authenticated } from './clients.js';
import {
  authorizationPending,
  codeExpired,
  codeInvalid,
  codeRedeemed,
  deviceCodeExpired,
  malformedRequest,
  parameterMissing,
  passwordInvalid,
  redirectMismatch,
  scopeNotDefault,
  userDisabled,
  userNotFound,
  verifierInvalid,
} from './errors.js';
import { jose } from './jose.js';
import { tenantIdOf, userOf } from './principals.js';
import { type Asked, parseScopes } from './resources.js';
import type { SignIn } from './sessions.js';

/** What a grant comes to. Without a user, the application has asked for itself. */
export interface Outcome {
  readonly asked: Asked;
  readonly user?: User;
  readonly nonce?: string;
}

export interface Grant {
  /** Only applications that prove who they are may use it. */
  readonly confidential?: true;
  readonly redeem: (call: IdentityCall, by: Authenticated) => Outcome | Promise<Outcome>;
}

/** By `grant_type`. */
export const grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['client_credentials', { confidential: true, redeem: clientCredentials }],
  ['password', { redeem: password }],
  ['authorization_code', { redeem: authorizationCode }],
  ['refresh_token', { redeem: refreshToken }],
  ['urn:ietf:params:oauth:grant-type:device_code', { redeem: deviceCode }],
  ['device_code', { redeem: deviceCode }],
]);

/** `scope` of version 2.0; `resource` of version 1.0 stands for all permissions there. */
export function askedFor(form: URLSearchParams, fallback = ''): Asked {
  const resource = form.get('resource');
  const scope = form.get('scope') ?? fallback;
  return parseScopes(resource ? `${scope} ${resource.replace(/\/+$/, '')}/.default` : scope);
}

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw parameterMissing(name);
  return value;
}

function clientCredentials({ form }: IdentityCall): Outcome {
  if (!form.has('resource')) needed(form, 'scope');
  const asked = askedFor(form);
  if (asked.permissions.length !== 1 || asked.permissions[0]?.toLowerCase() !== '.default') {
    throw scopeNotDefault(asked.text);
  }
  return { asked };
}

/**
 * Whoever has no password in the directory signs in with any, and so does everyone at the level `open`.
 *
 * @throws SignInError 50034, 50126
 */
function password(call: IdentityCall): Outcome {
  const { form, identity } = call;
  const user = signedIn(call, needed(form, 'username'));
  const given = needed(form, 'password');
  const wanted = user.passwordProfile?.password;
  if (!identity.trusting && wanted && wanted !== given) throw passwordInvalid();
  return { user, asked: askedFor(form, 'openid') };
}

/** The user who may sign in under a name. @throws SignInError 50034, 50057 */
export function signedIn({ tenant }: IdentityCall, name: string): User {
  const user = userOf(tenant.timeline, name);
  if (!user) throw userNotFound(name, tenantIdOf(tenant.timeline));
  if (user.accountEnabled === false) throw userDisabled();
  return user;
}

function authorizationCode(call: IdentityCall, { client }: Authenticated): Outcome {
  const { form, identity, tenant } = call;
  const { codes, redeemed } = identity.sessions;
  const code = needed(form, 'code');
  const began = codes.take(code);
  if (!began) throw redeemed.get(code) ? codeRedeemed() : codeInvalid();
  redeemed.put(true, code);
  if (began.tenant !== tenant.name || began.clientId !== client.appId) throw codeInvalid();
  const redirectUri = form.get('redirect_uri') ?? began.redirectUri;
  if (redirectUri !== began.redirectUri) throw redirectMismatch(redirectUri ?? '', client.appId);
  checkVerifier(began, form.get('code_verifier'));
  return {
    user: signedIn(call, began.userId),
    asked: askedFor(form.has('scope') || form.has('resource') ? form : new URLSearchParams({ scope: began.scope })),
    ...(began.nonce !== undefined && { nonce: began.nonce }),
  };
}

/** Proof key for code exchange (RFC 7636). */
function checkVerifier({ challenge, challengeMethod }: SignIn, verifier: string | null): void {
  if (challenge === undefined) return;
  if (!verifier) throw parameterMissing('code_verifier');
  const made = challengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (made !== challenge) throw verifierInvalid();
}

/** A refresh token tells by itself what it is for, so that it outlives the process if the key does. */
async function refreshToken(call: IdentityCall, { client }: Authenticated): Promise<Outcome> {
  const { form, identity, tenant } = call;
  const { compactVerify } = await jose();
  const verified = await compactVerify(needed(form, 'refresh_token'), identity.keys.publicKey, {
    algorithms: ['RS256'],
  }).catch(() => {
    throw codeInvalid();
  });
  const claims = JSON.parse(new TextDecoder().decode(verified.payload)) as Record<string, string | number | undefined>;
  const isOurs = claims['use'] === REFRESH && claims['tenant'] === tenant.name && claims['client'] === client.appId;
  if (!isOurs) throw codeInvalid();
  if (Number(claims['exp']) <= identity.now(tenant)) throw codeExpired();
  return { user: signedIn(call, String(claims['user'])), asked: askedFor(form, String(claims['scope'])) };
}

const REFRESH = 'refresh';
const REFRESH_DAYS = 90;

/** A refresh token for what was granted. */
export function refreshTokenFor(
  { identity, tenant }: IdentityCall,
  user: User,
  clientId: string,
  scope: string,
): Promise<string> {
  const exp = identity.now(tenant) + REFRESH_DAYS * 24 * 3600;
  return identity.keys.sign({ use: REFRESH, tenant: tenant.name, client: clientId, user: user.id, scope, exp });
}

function deviceCode(call: IdentityCall, { client }: Authenticated): Outcome {
  const { form, identity, tenant } = call;
  const { devices } = identity.sessions;
  const code = form.get('device_code') ?? needed(form, 'code');
  const device = devices.get(code);
  if (!device) throw deviceCodeExpired();
  if (device.tenant !== tenant.name || device.clientId !== client.appId) {
    throw malformedRequest('the device code is of another client.');
  }
  if (device.userId === undefined) throw authorizationPending();
  devices.take(code);
  return { user: signedIn(call, device.userId), asked: parseScopes(device.scope) };
}
