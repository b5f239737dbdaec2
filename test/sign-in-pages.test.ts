/** Signing in with a browser: the authorization code flow, device codes, signing out; and calls from pages. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { ADMIN, claimsOf, type Door, door, GRAPH, STRANGER, TENANT_ID } from './support/sign-in.js';

const V2 = '/oauth2/v2.0';
const BACK = 'http://localhost:3000/back';

const authorizeAt = (fields: Record<string, string>) =>
  `/${TENANT_ID}${V2}/authorize?${new URLSearchParams({
    client_id: STRANGER,
    response_type: 'code',
    redirect_uri: BACK,
    scope: `${GRAPH}/User.Read openid offline_access`,
    state: 'a b&c',
    ...fields,
  })}`;

const withCode = (code: string, more: object = {}) => ({
  grant_type: 'authorization_code',
  client_id: STRANGER,
  redirect_uri: BACK,
  code,
  ...more,
});

const located = (location: string | null) => new URL(location ?? '', 'http://nowhere').searchParams;

async function codeFor(at: Door, fields: Record<string, string>): Promise<string> {
  const { headers } = await at.ask('GET', authorizeAt({ login_hint: ADMIN, ...fields }));
  return located(headers.get('location')).get('code') ?? '';
}

t.test('a page lets choose who signs in, and gives the client a code', async (t) => {
  const at = await door();
  const page = await at.ask('GET', authorizeAt({}));
  t.match(page.headers.get('content-type'), /^text\/html/);
  t.match(page.body, ADMIN);
  const [, link = ''] = /<a href="([^"]+)"/.exec(page.body) ?? [];
  const chosen = new URL(link.replaceAll('&amp;', '&'));
  const { status, headers } = await at.ask('GET', `${chosen.pathname}${chosen.search}`.replace(/^\/t\/[^/]+/, ''));
  t.equal(status, 302);
  t.match(headers.get('location'), /^http:\/\/localhost:3000\/back\?code=/);
  const back = located(headers.get('location'));
  t.equal(back.get('state'), 'a b&c');
  const { body } = await at.form(`${V2}/token`, withCode(back.get('code') ?? ''));
  t.match(claimsOf(body.access_token), { upn: ADMIN, scp: 'openid User.Read' });
  t.ok(body.refresh_token && body.id_token);
});

t.test('a code is good once, for its client, its address and its proof key', async (t) => {
  const at = await door();
  const verifier = 'x'.repeat(50);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256', nonce: 'n-1' };
  const redeem = async (more: object, code?: string) =>
    (await at.form(`${V2}/token`, withCode(code ?? (await codeFor(at, pkce)), more))).body;
  t.match((await redeem({})).error_codes, [900144], 'no proof key');
  t.match((await redeem({ code_verifier: 'wrong' })).error_codes, [501481]);
  t.match((await redeem({ code_verifier: verifier, redirect_uri: 'http://x.example' })).error_codes, [50011]);
  t.match(
    (await redeem({ code_verifier: verifier, client_id: '00000000-1111-4111-8111-111111111111' })).error_codes,
    [70000],
  );
  const code = await codeFor(at, pkce);
  const first = await redeem({ code_verifier: verifier }, code);
  t.equal(claimsOf(first.id_token)['nonce'], 'n-1');
  t.match((await redeem({ code_verifier: verifier }, code)).error_codes, [54005], 'a second time');
  t.match((await redeem({}, 'made up')).error_codes, [70000]);
});

t.test('answers come back as the client wants them', async (t) => {
  const at = await door();
  const fragment = await at.ask('GET', authorizeAt({ login_hint: ADMIN, response_mode: 'fragment' }));
  t.match(fragment.headers.get('location'), /^http:\/\/localhost:3000\/back#code=/);
  const posted = await at.ask('GET', authorizeAt({ login_hint: ADMIN, response_mode: 'form_post', state: '"><b>' }));
  t.match(posted.body, /<form method="post" action="http:\/\/localhost:3000\/back">/);
  t.match(posted.body, 'value="&quot;&gt;&lt;b&gt;"', 'what the client sent is escaped');
  const refusals: [Record<string, string>, string][] = [
    [{ prompt: 'none' }, 'interaction_required'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ login_hint: 'nobody@contoso.com' }, 'invalid_grant'],
  ];
  for (const [fields, error] of refusals) {
    const { headers } = await at.ask('GET', authorizeAt(fields));
    t.equal(located(headers.get('location')).get('error'), error);
  }
  const choice = await at.ask('GET', authorizeAt({ login_hint: ADMIN, prompt: 'select_account' }));
  t.equal(choice.status, 200, 'a choice, because the client asks for one');
  t.match((await at.ask('GET', authorizeAt({ redirect_uri: 'javascript:alert(1)' }))).body.error_codes, [50011]);
});

t.test('at stricter levels only registered addresses get a code', async (t) => {
  const at = await door({ auth: 'identify' });
  const admin = await at.mint({ user: ADMIN });
  const site = { displayName: 'site', web: { redirectUris: ['https://site.example/back', 'http://localhost/back'] } };
  const { appId } = (await at.ask('POST', '/v1.0/applications', admin, site)).body;
  const visit = (redirect_uri: string, client_id = appId) =>
    at.ask('GET', authorizeAt({ client_id, redirect_uri, login_hint: ADMIN }));
  t.equal((await visit('https://site.example/back')).status, 302);
  t.equal((await visit('http://localhost:5173/back')).status, 302, 'on this machine, by any port');
  t.match((await visit('https://evil.example/back')).body.error_codes, [50011]);
  t.match((await visit('https://site.example/back', STRANGER)).body.error_codes, [700016]);
});

t.test('somebody signs in for a device', async (t) => {
  const at = await door();
  const begun = (await at.form(`${V2}/devicecode`, { client_id: STRANGER, scope: `${GRAPH}/User.Read` })).body;
  t.match(begun, { user_code: /^[B-Z2-9]{9}$/, expires_in: 900, message: /enter the code/ });
  const poll = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: STRANGER,
    device_code: begun.device_code,
  };
  t.match((await at.form(`${V2}/token`, poll)).body, { error: 'authorization_pending', error_codes: [70016] });
  const path = `/${TENANT_ID}/oauth2/deviceauth`;
  t.match((await at.ask('GET', path)).body, /Enter the code/);
  t.equal((await at.ask('GET', `${path}?user_code=WRONG`)).status, 400);
  t.match((await at.ask('GET', `${path}?user_code=${begun.user_code.toLowerCase()}`)).body, ADMIN, 'a choice');
  t.match((await at.ask('GET', `${path}?user_code=${begun.user_code}&user=${ADMIN}`)).body, /You have signed in/);
  t.match(claimsOf(await at.token(poll)), { upn: ADMIN, scp: 'User.Read' });
  t.match((await at.form(`${V2}/token`, poll)).body.error, 'expired_token', 'only once');
});

t.test('whoever signs out is sent back', async (t) => {
  const at = await door();
  const path = `/${TENANT_ID}${V2}/logout`;
  t.match((await at.ask('GET', path)).body, /signed out/);
  const sent = await at.ask(
    'GET',
    `${path}?post_logout_redirect_uri=${encodeURIComponent('https://a.example/?x=1')}&state=s`,
  );
  t.equal(sent.headers.get('location'), 'https://a.example/?x=1&state=s');
});

t.test('pages of any origin may call', async (t) => {
  const at = await door({ auth: 'identify' });
  const page = { origin: 'https://spa.example' };
  for (const path of ['/v1.0/users', '/beta/$batch', `/${TENANT_ID}${V2}/token`, '/_emulator/clock', '/anything']) {
    const preflight = await at.tenant.fetch(path, {
      method: 'OPTIONS',
      headers: {
        ...page,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,consistencylevel',
      },
    });
    t.equal(preflight.status, 204, path);
    t.equal(preflight.headers.get('access-control-allow-origin'), '*');
    t.match(preflight.headers.get('access-control-allow-methods'), /PATCH/);
    t.equal(preflight.headers.get('access-control-allow-headers'), 'authorization,consistencylevel');
  }
  const answer = await at.tenant.fetch('/v1.0/users', { headers: page });
  t.equal(answer.headers.get('access-control-allow-origin'), '*');
  t.match(answer.headers.get('access-control-expose-headers'), /request-id/);
  const refused = await at.tenant.fetch('/v1.0/users', { headers: { ...page, authorization: 'Bearer x' } });
  t.equal(refused.headers.get('access-control-allow-origin'), '*', 'refusals can be read, too');
  const token = await at.tenant.fetch(`/${TENANT_ID}${V2}/token`, { method: 'POST', headers: page, body: '' });
  t.equal(token.headers.get('access-control-allow-origin'), '*');
  const plain = await at.tenant.fetch('/v1.0/users');
  t.equal(plain.headers.get('access-control-allow-origin'), null, 'who comes from no page is told nothing of it');
});
