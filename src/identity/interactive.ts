/** Sign-ins that somebody makes in a browser: the authorization endpoint, device codes, signing out, who is signed in. */
import { randomInt } from 'node:crypto';
import { GraphError } from '../errors/index.js';
import type { IdentityAnswer, IdentityCall } from './call.js';
import type { Identified } from './callers.js';
import {
  applicationNotFound,
  interactionRequired,
  malformedRequest,
  parameterMissing,
  redirectMismatch,
  SignInError,
  tokenInvalid,
  unsupportedResponseType,
} from './errors.js';
import { askedFor, signedIn } from './grants.js';
import { deviceCodePage, formPostPage, messagePage, usersPage } from './pages.js';
import { type Client, clientOf, tenantIdOf } from './principals.js';
import { DEVICE_LIFETIME, type SignIn } from './sessions.js';
import { clientInfo } from './token-endpoint.js';
import { pairwise } from './tokens.js';

/**
 * The authorization endpoint: "OAuth 2.0 authorization code flow". Whoever is named by `login_hint` is signed in at once,
 * unless `prompt` asks for a choice; otherwise a page lets choose.
 *
 * @throws SignInError for what cannot be told to the client, because where it is reached is not known
 */
export function authorize(call: IdentityCall): IdentityAnswer {
  const { query, tenant, base, directory } = call;
  const redirectUri = redirectOf(call);
  try {
    const began = signInOf(call, redirectUri);
    const prompt = query.get('prompt');
    const name = query.get('user') ?? (prompt === 'select_account' ? null : query.get('login_hint'));
    if (name === null) {
      if (prompt === 'none') throw interactionRequired();
      return { page: usersPage(tenant, 'Pick an account', `${base}/${directory}/oauth2/v2.0/authorize`, query) };
    }
    const user = signedIn(call, name);
    const code = call.identity.sessions.codes.put({ ...began, userId: user.id });
    const info = query.get('client_info') === '1' && { client_info: clientInfo(call, user) };
    return sendBack(query, redirectUri, { code, ...info });
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const description = `AADSTS${error.number}: ${error.message}`;
    return sendBack(query, redirectUri, { error: error.error, error_description: description });
  }
}

function signInOf({ query, tenant }: IdentityCall, redirectUri: string): SignIn {
  const type = query.get('response_type') ?? '';
  if (type !== 'code') throw unsupportedResponseType(type);
  const nonce = query.get('nonce');
  const challenge = query.get('code_challenge');
  return {
    tenant: tenant.name,
    clientId: (query.get('client_id') ?? '').toLowerCase(),
    scope: askedFor(query, 'openid').text,
    redirectUri,
    ...(nonce && { nonce }),
    ...(challenge && { challenge, challengeMethod: query.get('code_challenge_method') ?? 'plain' }),
  };
}

/** Where the client wants its answer. @throws SignInError for an unknown client, or an address that is not registered */
function redirectOf({ query, identity, tenant }: IdentityCall): string {
  const clientId = query.get('client_id');
  if (!clientId) throw parameterMissing('client_id');
  const client = clientOf(tenant.timeline, clientId);
  if (!identity.trusting && !client.known) throw applicationNotFound(clientId, tenantIdOf(tenant.timeline));
  const registered = redirectUrisOf(client);
  const redirectUri = query.get('redirect_uri') ?? registered[0];
  if (!redirectUri) throw parameterMissing('redirect_uri');
  const isScript = /^\s*(javascript|data|vbscript):/i.test(redirectUri);
  const isRegistered = registered.length === 0 || registered.some((one) => sameAddress(one, redirectUri));
  if (isScript || (!identity.trusting && !isRegistered)) throw redirectMismatch(redirectUri, clientId);
  return redirectUri;
}

function redirectUrisOf({ application, principal }: Client): readonly string[] {
  const ofPlatforms = ['web', 'spa', 'publicClient'].flatMap((platform) => {
    const settings = application?.[platform] as { redirectUris?: readonly string[] } | null | undefined;
    return settings?.redirectUris ?? [];
  });
  return [...ofPlatforms, ...((principal?.['replyUrls'] ?? []) as readonly string[])];
}

/** On this machine, the port does not matter (RFC 8252). */
function sameAddress(registered: string, sent: string): boolean {
  const portless = (uri: string) => uri.replace(/^(http:\/\/(?:localhost|127\.0\.0\.1)):\d+/, '$1').replace(/\/$/, '');
  return portless(registered) === portless(sent);
}

function sendBack(query: URLSearchParams, redirectUri: string, result: Record<string, string>): IdentityAnswer {
  const state = query.get('state');
  const fields = Object.entries({ ...result, ...(state !== null && { state }) });
  const mode = query.get('response_mode');
  if (mode === 'form_post') return { page: formPostPage(redirectUri, fields) };
  const sent = new URLSearchParams(fields).toString();
  if (mode === 'fragment') return { redirect: `${redirectUri}#${sent}` };
  return { redirect: `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${sent}` };
}

/** Without vowels, so that no words come about. */
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789';

/** "OAuth 2.0 device authorization grant flow": the device gets a code to ask by, and one to show. */
export function deviceAuthorization(call: IdentityCall): IdentityAnswer {
  const { form, identity, tenant, base, directory } = call;
  const clientId = form.get('client_id');
  if (!clientId) throw parameterMissing('client_id');
  if (!identity.trusting && !clientOf(tenant.timeline, clientId).known) {
    throw applicationNotFound(clientId, tenantIdOf(tenant.timeline));
  }
  const userCode = Array.from({ length: 9 }, () => USER_CODE_LETTERS[randomInt(USER_CODE_LETTERS.length)]).join('');
  const device = {
    tenant: tenant.name,
    clientId: clientId.toLowerCase(),
    scope: askedFor(form, 'openid').text,
    userCode,
    userId: undefined,
  };
  const deviceCode = identity.sessions.devices.put(device);
  identity.sessions.devicesByUserCode.put(device, userCode);
  const address = `${base}/${directory}/oauth2/deviceauth`;
  return {
    json: {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: address,
      verification_url: address,
      expires_in: DEVICE_LIFETIME,
      interval: 1,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`,
    },
  };
}

/** The page on which somebody enters the code of a device and signs in for it. */
export function deviceSignIn(call: IdentityCall): IdentityAnswer {
  const { query, identity, tenant, base, directory } = call;
  const path = `${base}/${directory}/oauth2/deviceauth`;
  const code = (query.get('user_code') ?? query.get('otc'))?.trim().toUpperCase();
  if (!code) return { page: deviceCodePage(path) };
  const device = identity.sessions.devicesByUserCode.get(code);
  if (!device || device.tenant !== tenant.name) throw malformedRequest('no device waits with this code.');
  const name = query.get('user') ?? query.get('login_hint');
  if (!name) return { page: usersPage(tenant, 'Pick an account', path, query) };
  const user = signedIn(call, name);
  device.userId = user.id;
  return { page: messagePage('Signed in', `You have signed in as ${user.userPrincipalName} on your device.`) };
}

export function signOut({ query }: IdentityCall): IdentityAnswer {
  const to = query.get('post_logout_redirect_uri');
  if (!to || !/^https?:/i.test(to)) return { page: messagePage('Signed out', 'You have signed out.') };
  const state = query.get('state');
  return { redirect: state === null ? to : `${to}${to.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}` };
}

/** `/oidc/userinfo`: who the bearer of an access token is. @throws SignInError 50013 */
export function userInfo(call: IdentityCall): IdentityAnswer {
  const { tenant } = call;
  const caller = bearerOf(call);
  if (caller?.kind !== 'user') throw tokenInvalid();
  const user = signedIn(call, caller.id);
  return {
    json: {
      sub: pairwise(user.id, caller.appId ?? ''),
      name: user.displayName ?? user.userPrincipalName,
      ...(user['givenName'] ? { given_name: user['givenName'] } : {}),
      ...(user['surname'] ? { family_name: user['surname'] } : {}),
      ...(user.mail && { email: user.mail }),
      picture: `${call.origin}${tenant.prefix}/v1.0/me/photo/$value`,
    },
  };
}

/** Who has the access token that the request carries; undefined for nobody. */
function bearerOf({ identity, tenant, header }: IdentityCall): Identified | undefined {
  const authorization = header('authorization');
  if (!authorization) return undefined;
  try {
    return identity.callerOf(tenant, authorization);
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}
