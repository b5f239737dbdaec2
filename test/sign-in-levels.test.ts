/** Who is taken for whom: tokens at the levels open and identify. */
import { generateKeyPairSync, sign } from 'node:crypto';
import t from 'tap';
import { ADMIN, claimsOf, door, STRANGER } from './support/sign-in.js';

const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A token with these claims, signed by a key of nobody's. */
function forged(claims: object, head: object = { alg: 'RS256', typ: 'JWT' }): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

t.test('at the level open, who has no token is the administrator', async (t) => {
  const at = await door();
  t.match((await at.ask('GET', '/v1.0/me')).body.userPrincipalName, ADMIN);
  const foreign = forged({ tid: '72f988bf-86f1-41af-91ab-2d7cd011db47', oid: STRANGER, idtyp: 'user' });
  t.match((await at.ask('GET', '/v1.0/me', foreign)).body.userPrincipalName, ADMIN, 'nor one of another tenant');
  t.match((await at.ask('GET', '/v1.0/me', 'opaque')).body.userPrincipalName, ADMIN, 'nor one that is no JWT');
});

t.test('at the level identify a token is needed, and must be right', async (t) => {
  const at = await door({ auth: 'identify' });
  const token = await at.mint({ user: ADMIN, scopes: [] });
  t.equal((await at.ask('GET', '/v1.0/users', token)).status, 200, 'its permissions do not matter');
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = claimsOf(token);
  const elsewhere = await door({ auth: 'identify' });
  const refused: [string, string | undefined, RegExp][] = [
    ['none', undefined, /^Access token is empty\.$/],
    ['no JWT', 'opaque', /^IDX14100: JWT is not well formed, .*'EncodedHeader\.EncodedPayload\.EncodedSignature'/s],
    ['signed by nobody', `${part({ alg: 'none' })}.${body}.`, /Invalid signature/],
    ['signed by another key', forged(claims), /Invalid signature/],
    ['signed by a secret that is the public key', forged(claims, { alg: 'HS256' }), /Invalid signature/],
    ['changed', `${head}.${part({ ...claims, oid: STRANGER })}.${signature}`, /Invalid signature/],
    ['expired', await at.mint({ user: ADMIN, expiresIn: -1 }), /^Lifetime validation failed, the token is expired\.$/],
    ['of another tenant', await elsewhere.mint({ user: ADMIN }), /Invalid audience/],
  ];
  for (const [name, sent, message] of refused) {
    const answer = await at.ask('GET', '/v1.0/users', sent);
    t.equal(answer.status, 401, name);
    t.match(answer.body.error, { code: 'InvalidAuthenticationToken', message }, name);
    t.match(answer.headers.get('www-authenticate'), /^Bearer realm=""/, name);
  }
  t.equal((await at.ask('GET', '/v1.0/$metadata')).status, 200, 'metadata needs none');
  t.equal((await at.ask('GET', '/_emulator/health')).status, 200, 'nor does the control API');
});

t.test('a token for another API is refused', async (t) => {
  const at = await door({ auth: 'identify' });
  const admin = await at.mint({ user: ADMIN });
  const api = { displayName: 'api', identifierUris: ['api://stock'] };
  const application = (await at.ask('POST', '/v1.0/applications', admin, api)).body;
  await at.ask('POST', '/v1.0/servicePrincipals', admin, { appId: application.appId });
  const token = await at.token({
    grant_type: 'password',
    client_id: application.appId,
    username: ADMIN,
    password: 'x',
    scope: 'api://stock/.default',
  });
  const { status, body } = await at.ask('GET', '/v1.0/users', token);
  t.equal(status, 401);
  t.equal(body.error.message, 'Access token validation failure. Invalid audience.');
});

t.test('a token outlives its user in vain', async (t) => {
  const at = await door({ auth: 'identify' });
  const admin = await at.mint({ user: ADMIN });
  const made = await at.ask('POST', '/v1.0/users', admin, {
    accountEnabled: true,
    displayName: 'leaver',
    mailNickname: 'leaver',
    userPrincipalName: 'leaver@contoso.onmicrosoft.com',
    passwordProfile: { password: 'Contoso1234' },
  });
  const token = await at.mint({ user: made.body.id });
  t.equal((await at.ask('GET', '/v1.0/me', token)).status, 200);
  await at.ask('DELETE', `/v1.0/users/${made.body.id}`, admin);
  t.match((await at.ask('GET', '/v1.0/me', token)).body.error, { code: 'Authorization_IdentityNotFound' });
});

t.test('a batch is asked by whoever its own token names', async (t) => {
  const at = await door({ auth: 'identify' });
  const requests = [{ id: '1', method: 'GET', url: '/me' }];
  t.equal((await at.ask('POST', '/v1.0/$batch', undefined, { requests })).status, 401);
  const token = await at.mint({ user: ADMIN });
  const { body } = await at.ask('POST', '/v1.0/$batch', token, { requests });
  t.match(body.responses, [{ status: 200, body: { userPrincipalName: ADMIN } }]);
});

t.test('tokens expire by real time, or by the clock of the tenant', async (t) => {
  const real = await door({ auth: 'identify' });
  const lasting = await real.mint({ user: ADMIN });
  await real.tenant.advance('P1D');
  t.equal((await real.ask('GET', '/v1.0/me', lasting)).status, 200, 'real time has not passed');
  const emulated = await door({ auth: 'identify', tokensFollowClock: true });
  const passing = await emulated.mint({ user: ADMIN });
  t.equal((await emulated.ask('GET', '/v1.0/me', passing)).status, 200);
  await emulated.tenant.advance('PT61M');
  t.equal((await emulated.ask('GET', '/v1.0/me', passing)).status, 401);
  t.equal((await emulated.ask('GET', '/v1.0/me', await emulated.mint({ user: ADMIN }))).status, 200);
});

t.test('clients in the process carry tokens of their own at every level', async (t) => {
  for (const auth of ['open', 'identify', 'enforce'] as const) {
    const { tenant } = await door({ auth });
    const me = (await (await tenant.fetch('/v1.0/me')).json()) as { id: string; userPrincipalName: string };
    t.equal(me.userPrincipalName, ADMIN, auth);
    t.equal((await tenant.asUser(me.id).fetch('/v1.0/users')).status, 200, auth);
  }
});
