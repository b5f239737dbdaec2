/** The token endpoints of versions 1.0 and 2.0: "Microsoft identity platform and OAuth 2.0" pages of each flow. */
import type { User } from '../../model/directory/tables.js';
import { type IdentityAnswer, type IdentityCall, issuerOf } from './call.js';
import { type Authenticated, authenticate } from './clients.js';
import { parameterMissing, unsupportedGrant } from './errors.js';
import { grants, type Outcome, refreshTokenFor } from './grants.js';
import { tenantIdOf } from './principals.js';
import { type Resource, resourceOf } from './resources.js';
import { applicationToken, consented, type Issue, idToken, LIFETIME, userToken } from './tokens.js';

/** @throws SignInError */
export async function tokenEndpoint(call: IdentityCall): Promise<IdentityAnswer> {
  const { outcome, by } = await redeemed(call);
  const { issue, resource } = issueFor(call, by, outcome);
  const lifetime = { token_type: 'Bearer', expires_in: LIFETIME - 1, ext_expires_in: LIFETIME - 1 };
  const { user } = outcome;
  if (!user) return { json: { ...lifetime, access_token: await applicationToken(call.identity.keys, issue) } };
  const scopes = consented(resource, outcome.asked.permissions);
  return { json: { ...lifetime, ...(await forUser(call, issue, outcome, user, scopes)) } };
}

/** Version 1.0 says numbers as text, and the resource instead of scopes. @throws SignInError */
export async function tokenEndpointV1(call: IdentityCall): Promise<IdentityAnswer> {
  const { outcome, by } = await redeemed(call);
  const { issue, resource } = issueFor(call, by, outcome);
  const { user } = outcome;
  const scopes = consented(resource, outcome.asked.permissions);
  const answer = user
    ? await forUser(call, issue, outcome, user, scopes)
    : { access_token: await applicationToken(call.identity.keys, issue) };
  return {
    json: {
      token_type: 'Bearer',
      expires_in: String(LIFETIME - 1),
      ext_expires_in: String(LIFETIME - 1),
      expires_on: String(issue.now + LIFETIME),
      not_before: String(issue.now),
      resource: outcome.asked.resource ?? resource.audience,
      ...answer,
    },
  };
}

async function redeemed(call: IdentityCall): Promise<{ outcome: Outcome; by: Authenticated }> {
  const type = call.form.get('grant_type');
  if (!type) throw parameterMissing('grant_type');
  const grant = grants.get(type);
  if (!grant) throw unsupportedGrant(type);
  const by = await authenticate(call, grant.confidential ?? false);
  return { outcome: await grant.redeem(call, by), by };
}

function issueFor(call: IdentityCall, by: Authenticated, { asked }: Outcome): { issue: Issue; resource: Resource } {
  const { identity, tenant, origin, base } = call;
  const resource = resourceOf(tenant.timeline, asked.resource, [origin, base], !identity.trusting);
  return {
    resource,
    issue: {
      tenant,
      resource,
      client: by.client,
      proof: by.proof,
      now: identity.now(tenant),
      issuer: issuerOf(call),
    },
  };
}

/** What a user's sign-in gives a client: an access token, and an id token and refresh token if it asked for them. */
async function forUser(
  call: IdentityCall,
  issue: Issue,
  { asked, nonce }: Outcome,
  user: User,
  permissions: readonly string[],
): Promise<object> {
  const { keys } = call.identity;
  const openid = asked.openid.filter((name) => name !== 'offline_access');
  const prefix = asked.resource === undefined ? '' : `${asked.resource}/`;
  const requested = asked.permissions.map((name) => `${prefix}${name}`);
  const granted = permissions.map((name) => `${prefix}${name}`);
  return {
    scope: [...new Set([...openid, ...granted, ...requested])].join(' '),
    access_token: await userToken(keys, issue, user, [...openid, ...permissions]),
    ...(asked.openid.includes('offline_access') && {
      refresh_token: await refreshTokenFor(call, user, issue.client.appId, asked.text),
    }),
    ...(asked.openid.includes('openid') && { id_token: await idToken(keys, issue, user, nonce) }),
    ...(call.form.get('client_info') === '1' && { client_info: clientInfo(call, user) }),
  };
}

/** How libraries of Microsoft know an account from another. */
export function clientInfo({ tenant }: IdentityCall, user: User): string {
  const info = { uid: user.id, utid: tenantIdOf(tenant.timeline) };
  return Buffer.from(JSON.stringify(info)).toString('base64url');
}
