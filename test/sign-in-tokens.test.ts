/** Tokens: how clients find the endpoints, how applications and users get tokens, and what is in them. */
import { createLocalJWKSet, jwtVerify } from 'jose';
import t from 'tap';
import { ADMIN, claimsOf, type Door, door, GRAPH, STRANGER, TENANT_ID } from './support/sign-in.js';

const DEFAULT = `${GRAPH}/.default`;
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const V2 = '/oauth2/v2.0/token';

const newUser = (name: string, more: object = {}) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@contoso.onmicrosoft.com`,
  passwordProfile: { password: 'Contoso1234' },
  ...more,
});

/** Registers an application with a secret, as its administrators do. */
async function register(at: Door, name: string) {
  const admin = await at.mint({ user: ADMIN });
  const application = (await at.ask('POST', '/v1.0/applications', admin, { displayName: name })).body;
  const principal = (await at.ask('POST', '/v1.0/servicePrincipals', admin, { appId: application.appId })).body;
  const added = await at.ask('POST', `/v1.0/applications/${application.id}/addPassword`, admin, {});
  return {
    admin,
    id: application.id as string,
    appId: application.appId as string,
    principalId: principal.id as string,
    secret: added.body.secretText as string,
  };
}

const withSecret = (client_id: string, client_secret: string, more: object = {}) => ({
  grant_type: 'client_credentials',
  scope: DEFAULT,
  client_id,
  client_secret,
  ...more,
});

t.test('clients find the endpoints by the documents of discovery', async (t) => {
  const at = await door();
  for (const directory of [TENANT_ID, 'common', 'organizations', 'contoso.onmicrosoft.com']) {
    const { status, body } = await at.ask('GET', `/${directory}/v2.0/.well-known/openid-configuration`);
    t.equal(status, 200, directory);
    t.equal(body.issuer, `${at.url}/${TENANT_ID}/v2.0`);
    t.equal(body.token_endpoint, `${at.url}/${directory}${V2}`);
    t.match(body.response_types_supported, ['code']);
    const keys = await at.ask('GET', new URL(body.jwks_uri).pathname.replace(new URL(at.url).pathname, ''));
    t.match(keys.body.keys, [{ kty: 'RSA', use: 'sig', e: 'AQAB', kid: /\S/ }]);
  }
  const v1 = await at.ask('GET', `/${TENANT_ID}/.well-known/openid-configuration`);
  t.equal(v1.body.token_endpoint, `${at.url}/${TENANT_ID}/oauth2/token`);
  const authority = encodeURIComponent(`${at.url}/${TENANT_ID}/oauth2/v2.0/authorize`);
  const query = `api-version=1.1&authorization_endpoint=${authority}`;
  const instance = await at.ask('GET', `/common/discovery/instance?${query}`);
  t.match(instance.body.tenant_discovery_endpoint, /\/v2\.0\/\.well-known\/openid-configuration$/);
  t.same(instance.body.metadata[0].aliases, ['localhost:8365']);
  const realm = await at.ask('GET', `/common/userrealm/${ADMIN}?api-version=1.0`);
  t.match(realm.body, { account_type: 'Managed', domain_name: 'contoso.onmicrosoft.com' });
  t.same((await at.ask('GET', '/subscriptions?api-version=2019-11-01')).body.value, [], 'for the Azure CLI');
  t.match((await at.ask('GET', '/tenants')).body.value, [{ tenantId: TENANT_ID }]);
  const cloud = await at.ask('GET', '/metadata/endpoints?api-version=2022-09-01');
  t.match(cloud.body, { microsoftGraphResourceId: at.url, authentication: { loginEndpoint: at.url } });
});

t.test('the token of an application says which it is and what it may do', async (t) => {
  const at = await door();
  const app = await register(at, 'daemon');
  const token = await at.token(withSecret(app.appId, app.secret));
  const keys = (await at.ask('GET', `/${TENANT_ID}/discovery/v2.0/keys`)).body;
  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), { audience: GRAPH });
  t.equal(protectedHeader.alg, 'RS256');
  t.match(payload, {
    aud: GRAPH,
    iss: `https://sts.windows.net/${TENANT_ID}/`,
    tid: TENANT_ID,
    oid: app.principalId,
    sub: app.principalId,
    appid: app.appId,
    app_displayname: 'daemon',
    idtyp: 'app',
    roles: [],
    wids: [],
    ver: '1.0',
  });
  t.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3600);
  t.equal(payload.nbf, payload.iat);
});

t.test('roles that an application was given are in its tokens', async (t) => {
  const at = await door();
  const { admin, appId, principalId, secret } = await register(at, 'reader');
  const filter = encodeURIComponent("appId eq '00000003-0000-0000-c000-000000000000'");
  const [graph] = (await at.ask('GET', `/v1.0/servicePrincipals?$filter=${filter}`, admin)).body.value;
  const { id: appRoleId } = graph.appRoles.find((role: { value: string }) => role.value === 'User.Read.All');
  const given = await at.ask('POST', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`, admin, {
    principalId,
    appRoleId,
    resourceId: graph.id,
  });
  t.equal(given.status, 201);
  t.same(claimsOf(await at.token(withSecret(appId, secret)))['roles'], ['User.Read.All']);
});

t.test('at the level open any secret of any application is right', async (t) => {
  const at = await door();
  const token = await at.token(withSecret(STRANGER, 'whatever'));
  t.match(claimsOf(token), { appid: STRANGER, oid: STRANGER, idtyp: 'app' });
  t.ok((claimsOf(token)['roles'] as string[]).includes('EntitlementManagement.ReadWrite.All'), 'it may do everything');
  t.equal((await at.ask('GET', '/v1.0/me', token)).status, 400, 'it acts as an application');
  t.equal((await at.ask('GET', '/v1.0/users', token)).status, 200);
  const elsewhere = await at.tenant.fetch(`/11111111-1111-4111-8111-111111111111${V2}`, {
    method: 'POST',
    body: new URLSearchParams(withSecret(STRANGER, 'x')),
  });
  t.equal(elsewhere.status, 200, 'whichever tenant a configuration names');
});

t.test('version 1.0 of the token endpoint names a resource', async (t) => {
  const at = await door();
  const { body } = await at.form('/oauth2/token', {
    grant_type: 'client_credentials',
    client_id: STRANGER,
    client_secret: 'x',
    resource: `${GRAPH}/`,
  });
  t.match(body, { token_type: 'Bearer', expires_in: '3599', resource: GRAPH, expires_on: /^\d+$/ });
  t.equal(claimsOf(body.access_token)['aud'], GRAPH);
});

t.test('at stricter levels an application proves who it is', async (t) => {
  const at = await door({ auth: 'identify' });
  const { appId, secret, admin, id } = await register(at, 'strict');
  t.ok(await at.token(withSecret(appId, secret)), 'the secret that addPassword told');
  const basic = Buffer.from(`${appId}:${encodeURIComponent(secret)}`).toString('base64');
  const inHeader = await at.form(
    V2,
    { grant_type: 'client_credentials', scope: DEFAULT },
    { authorization: `Basic ${basic}` },
  );
  t.equal(inHeader.status, 200, 'the secret as HTTP Basic');
  const wrong = await at.form(V2, withSecret(appId, 'wrong'));
  t.equal(wrong.status, 401);
  t.match(wrong.body, {
    error: 'invalid_client',
    error_codes: [7000215],
    error_description: /^AADSTS7000215: Invalid client secret provided.+Trace ID: \S+ Correlation ID: \S+ Timestamp: /,
    timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
    trace_id: /\S/,
    correlation_id: /\S/,
  });
  const stranger = await at.form(V2, withSecret(STRANGER, 'x'));
  t.equal(stranger.status, 400);
  t.match(stranger.body, { error: 'unauthorized_client', error_codes: [700016] });
  const none = await at.form(V2, { grant_type: 'client_credentials', scope: DEFAULT, client_id: appId });
  t.match(none.body.error_codes, [7000218]);
  await at.tenant.advance('P3Y');
  t.match((await at.form(V2, withSecret(appId, secret))).body.error_codes, [7000222], 'secrets expire by the clock');
  const [key] = (await at.ask('GET', `/v1.0/applications/${id}`, admin)).body.passwordCredentials;
  await at.ask('POST', `/v1.0/applications/${id}/removePassword`, admin, { keyId: key.keyId });
  t.match((await at.form(V2, withSecret(appId, secret))).body.error_codes, [7000215], 'and can be removed');
});

t.test('an application without a service principal in the tenant is refused', async (t) => {
  const at = await door({ auth: 'identify' });
  const admin = await at.mint({ user: ADMIN });
  const { id, appId } = (await at.ask('POST', '/v1.0/applications', admin, { displayName: 'half' })).body;
  const { secretText } = (await at.ask('POST', `/v1.0/applications/${id}/addPassword`, admin, {})).body;
  t.match((await at.form(V2, withSecret(appId, secretText))).body.error_codes, [7000229]);
});

t.test('what is wrong with a request for a token is said as the service says it', async (t) => {
  const at = await door({ auth: 'identify' });
  const { appId, secret } = await register(at, 'clumsy');
  const refusals: [Record<string, string>, string, number][] = [
    [{ client_id: appId }, 'invalid_request', 900144],
    [{ grant_type: 'x', client_id: appId }, 'unsupported_grant_type', 70003],
    [{ grant_type: 'client_credentials', scope: DEFAULT }, 'invalid_request', 900144],
    [withSecret(appId, secret, { scope: `${GRAPH}/User.Read` }), 'invalid_scope', 1002012],
    [withSecret(appId, secret, { scope: 'https://elsewhere.example/.default' }), 'invalid_resource', 500011],
    [withSecret(appId, secret, { scope: `${GRAPH}/.default https://b.example/x` }), 'invalid_scope', 70011],
  ];
  for (const [fields, error, number] of refusals) {
    const { status, body } = await at.form(V2, fields);
    t.equal(status, 400, error);
    t.match(body, { error, error_codes: [number] });
  }
  const unknown = await at.ask('GET', '/22222222-2222-4222-8222-222222222222/v2.0/.well-known/openid-configuration');
  t.match(unknown.body, { error: 'invalid_request', error_codes: [90002] });
});

t.test('a user signs in by a password', async (t) => {
  const at = await door({ auth: 'identify' });
  const admin = await at.mint({ user: ADMIN });
  const anna = (await at.ask('POST', '/v1.0/users', admin, newUser('anna'))).body;
  await at.ask('POST', '/v1.0/users', admin, newUser('bert', { accountEnabled: false }));
  const { appId } = await register(at, 'console');
  const fields = {
    grant_type: 'password',
    client_id: appId,
    scope: `${GRAPH}/User.Read openid profile offline_access`,
    username: anna.userPrincipalName,
    password: 'Contoso1234',
    client_info: '1',
  };
  const { body } = await at.form(V2, fields);
  t.match(claimsOf(body.access_token), {
    oid: anna.id,
    upn: anna.userPrincipalName,
    name: 'anna',
    idtyp: 'user',
    appid: appId,
    scp: 'openid profile User.Read',
  });
  t.match(claimsOf(body.id_token), { aud: appId, iss: `${at.url}/${TENANT_ID}/v2.0`, oid: anna.id, ver: '2.0' });
  t.equal(body.scope, `openid profile ${GRAPH}/User.Read`);
  t.same(JSON.parse(Buffer.from(body.client_info, 'base64url').toString()), { uid: anna.id, utid: TENANT_ID });
  t.equal((await at.ask('GET', '/v1.0/me', body.access_token)).body.id, anna.id);
  const info = await at.ask('GET', '/oidc/userinfo', body.access_token);
  t.equal(info.body.sub, claimsOf(body.id_token)['sub'], 'the same subject everywhere');
  t.match((await at.form(V2, { ...fields, password: 'wrong' })).body, { error: 'invalid_grant', error_codes: [50126] });
  t.match((await at.form(V2, { ...fields, username: 'nobody@contoso.com' })).body.error_codes, [50034]);
  const bert = { ...fields, username: 'bert@contoso.onmicrosoft.com' };
  t.match((await at.form(V2, bert)).body.error_codes, [50057], 'a disabled account');
});

t.test('a refresh token gives another access token', async (t) => {
  const at = await door();
  const signIn = { grant_type: 'password', client_id: STRANGER, username: ADMIN, password: 'x' };
  const first = (await at.form(V2, { ...signIn, scope: `${GRAPH}/User.Read offline_access` })).body;
  const refresh = { grant_type: 'refresh_token', client_id: STRANGER, refresh_token: first.refresh_token };
  const second = (await at.form(V2, refresh)).body;
  t.match(claimsOf(second.access_token), { upn: ADMIN, scp: 'User.Read' });
  t.ok(second.refresh_token, 'and another of itself');
  const broken = await at.form(V2, { ...refresh, refresh_token: first.access_token });
  t.match(broken.body, { error: 'invalid_grant', error_codes: [70000] }, 'an access token is none');
  const other = await at.form(V2, { ...refresh, client_id: '00000000-1111-4111-8111-111111111111' });
  t.match(other.body, { error: 'invalid_grant' }, 'it is of one client only');
});

t.test('.default asks for all permissions that there are', async (t) => {
  const at = await door();
  const fields = { grant_type: 'password', client_id: STRANGER, username: ADMIN, password: 'x', scope: DEFAULT };
  const claims = claimsOf(await at.token(fields));
  const scopes = String(claims['scp']).split(' ');
  t.ok(scopes.includes('EntitlementManagement.ReadWrite.All') && scopes.includes('User.ReadWrite.All'));
  t.same(claims['wids'], [GLOBAL_ADMINISTRATOR]);
});

t.test('an API that is registered in the tenant gets tokens of its own', async (t) => {
  const at = await door();
  const admin = await at.mint({ user: ADMIN });
  const api = { displayName: 'api', identifierUris: ['api://orders'] };
  const { appId } = (await at.ask('POST', '/v1.0/applications', admin, api)).body;
  const claims = claimsOf(await at.token(withSecret(STRANGER, 'x', { scope: 'api://orders/.default' })));
  t.match(claims, { aud: appId, azp: STRANGER, ver: '2.0', iss: `${at.url}/${TENANT_ID}/v2.0` });
  t.equal((await at.ask('GET', '/v1.0/users', await at.mint({ user: ADMIN }))).status, 200);
});

t.test('tokens are minted for tests', async (t) => {
  const at = await door({ auth: 'identify' });
  const user = await at.mint({ user: ADMIN, scopes: ['User.Read', 'Group.Read.All'] });
  t.match(claimsOf(user), { upn: ADMIN, scp: 'User.Read Group.Read.All' });
  const application = await at.mint({ application: STRANGER, roles: ['Group.Create'] });
  t.match(claimsOf(application), { appid: STRANGER, idtyp: 'app', roles: ['Group.Create'] });
  const both = await at.mint({ user: ADMIN, application: STRANGER });
  t.match(claimsOf(both), { upn: ADMIN, appid: STRANGER });
  t.equal((await at.ask('POST', '/_emulator/tokens', undefined, {})).status, 400);
  t.equal((await at.ask('POST', '/_emulator/tokens', undefined, { user: 'nobody@contoso.com' })).status, 404);
});

t.test('a tenant can be named where libraries expect the id of one', async (t) => {
  const at = await door({ auth: 'identify' });
  const name = at.url.split('/').at(-1) ?? '';
  const { appId, secret } = await register(at, 'by-name');
  const response = await at.tenant.fetch(`http://localhost:8365/${name}${V2}`, {
    method: 'POST',
    body: new URLSearchParams(withSecret(appId, secret)),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  t.equal((await at.ask('GET', '/v1.0/users', token)).status, 200);
});
