/** What every answer is wrapped in, and the many spellings of one URL. */
import t from 'tap';
import { startEmulator } from '../src/emulator.js';
import { person } from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';
import { raw } from './support/raw.js';
import { GUID } from './support/shape.js';

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const EM = '/v1.0/identityGovernance/entitlementManagement';

interface Page {
  readonly value: readonly { readonly id: string }[];
  readonly '@odata.nextLink'?: string;
}

const newGroup = (name: string) => ({
  displayName: name,
  mailEnabled: false,
  mailNickname: name.replace(/\W/g, ''),
  securityEnabled: true,
});

/** An unsigned token that says these claims. */
function token(claims: object): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

async function create(graph: Graph, set: 'users' | 'groups', body: object) {
  const answer = await graph.post(`/v1.0/${set}`, body);
  if (answer.status !== 201) throw new Error(`${set} was refused: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

t.test('every answer carries the headers of the service', async (t) => {
  const graph = await emulator(t);
  const answers = [
    await graph.get('/v1.0/users'),
    await graph.get('/v1.0/nothing'),
    await graph.get('/v1.0/$metadata'),
    await graph.post('/v1.0/users', 'no JSON'),
    await graph.post('/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: '/users' }] }),
  ];
  for (const { headers } of answers) {
    t.match(headers.get('request-id'), GUID);
    t.equal(headers.get('client-request-id'), headers.get('request-id'), 'the client named none');
    t.equal(headers.get('strict-transport-security'), 'max-age=31536000');
    t.equal(headers.get('cache-control'), 'no-cache');
    t.type(JSON.parse(headers.get('x-ms-ags-diagnostic') ?? '').ServerInfo.DataCenter, 'string');
  }
  t.equal(new Set(answers.map(({ headers }) => headers.get('request-id'))).size, answers.length, 'ids of their own');
});

t.test('the id that a client gives a request comes back, in errors too', async (t) => {
  const graph = await emulator(t);
  const id = '9c35a1f1-6c7e-4e0e-a2a7-64dff2bd8b31';
  const good = await graph.get('/v1.0/users', { 'client-request-id': id });
  t.equal(good.headers.get('client-request-id'), id);
  t.not(good.headers.get('request-id'), id);
  const bad = await graph.get('/v1.0/users/nobody', { 'client-request-id': id });
  t.equal(bad.headers.get('client-request-id'), id);
  t.hasStrict(bad.body.error.innerError, { 'client-request-id': id, 'request-id': bad.headers.get('request-id') });
});

t.test('content types: JSON of OData, plain JSON for errors, text for counts, nothing for nothing', async (t) => {
  const graph = await emulator(t);
  const list = await graph.get('/v1.0/users');
  t.equal(list.headers.get('content-type'), JSON_TYPE);
  t.equal(list.headers.get('odata-version'), '4.0');
  const error = await graph.get('/v1.0/users/nobody');
  t.equal(error.headers.get('content-type'), 'application/json');
  t.equal(error.headers.get('odata-version'), null);
  const count = await graph.get('/v1.0/users/$count', { consistencylevel: 'eventual' });
  t.match(count.headers.get('content-type'), /^text\/plain/);
  t.match(count.body, /^\d+$/);
  const group = await create(graph, 'groups', newGroup('Short lived'));
  const gone = await graph.delete(`/v1.0/groups/${group.id}`);
  t.equal(gone.status, 204);
  t.equal(gone.body, undefined);
  t.equal(gone.headers.get('content-type'), null);
});

t.test('a 201 says where the new entity is', async (t) => {
  const graph = await emulator(t);
  for (const [set, body] of [
    ['/v1.0/groups', newGroup('Found')],
    ['/beta/groups', newGroup('Found in beta')],
    [`${EM}/catalogs`, { displayName: 'Found' }],
  ] as const) {
    const made = await graph.post(set, body);
    t.equal(made.status, 201, JSON.stringify(made.body));
    const location = made.headers.get('location') ?? '';
    t.ok(location.startsWith(graph.url), `${location} is on the host of the request`);
    const found = await graph.get(location);
    t.equal(found.body.id, made.body.id);
  }
});

t.test('a $ may be percent-encoded, and left out of options', async (t) => {
  const graph = await emulator(t);
  const group = await create(graph, 'groups', newGroup('Encoded'));
  const plain = await graph.get("/v1.0/groups?$select=displayName&$filter=displayName eq 'Encoded'");
  t.same(plain.body.value, [{ displayName: 'Encoded' }]);
  for (const query of [
    '%24select=displayName&%24filter=displayName%20eq%20%27Encoded%27',
    'select=displayName&filter=displayName+eq+%27Encoded%27',
  ]) {
    t.same((await graph.get(`/v1.0/groups?${query}`)).body, plain.body, query);
  }
  const eventual = { consistencylevel: 'eventual' };
  t.match((await graph.get('/v1.0/groups/%24count', eventual)).body, /^\d+$/);
  t.equal((await graph.get('/v1.0/%24metadata')).status, 200);
  t.equal((await graph.get(`/v1.0/groups/${group.id}/members/%24ref`)).status, 200);
  const batch = { requests: [{ id: '1', method: 'GET', url: `/groups/${group.id}` }] };
  t.equal((await graph.post('/v1.0/%24batch', batch)).body.responses[0].status, 200);
});

t.test('one entity under the many spellings of its URL', async (t) => {
  const graph = await emulator(t);
  const { id } = await create(graph, 'users', person('anna'));
  const catalog = (await graph.post(`${EM}/catalogs`, { displayName: 'Spelt' })).body;
  const spellings = [
    [id, `/v1.0/users/${id}`],
    [id, `/v1.0/users('${id}')`],
    [id, `/v1.0/users(%27${id}%27)`],
    [id, `/v1.0/users/${id}/`],
    [id, `/v1.0//users/${id}`],
    [id, `/V1.0/USERS/${id.toUpperCase()}`],
    [id, '/v1.0/users/anna@contoso.onmicrosoft.com'],
    [id, '/v1.0/users/ANNA%40contoso.onmicrosoft.com'],
    [id, "/v1.0/Users('anna@contoso.onmicrosoft.com')"],
    [catalog.id, `/v1.0/identitygovernance/ENTITLEMENTMANAGEMENT/Catalogs/${catalog.id}`],
    [catalog.id, `${EM}/catalogs('${catalog.id}')`],
    [catalog.id, `/BETA/identityGovernance/entitlementManagement/accesspackagecatalogs(id='${catalog.id}')`],
  ];
  for (const [wanted, url] of spellings) {
    const answer = await graph.get(url as string);
    t.equal(answer.status, 200, url);
    t.equal(answer.body?.id, wanted, url);
  }
  const shouted = await graph.get(`/V1.0/USERS/${id}?$select=id`);
  t.equal(
    shouted.body['@odata.context'],
    `${graph.url}/v1.0/$metadata#users(id)/$entity`,
    'contexts are in the one spelling',
  );
});

t.test('text outside ASCII arrives and returns', async (t) => {
  const graph = await emulator(t);
  const name = 'Zoë Łukasz 日本 👩‍💻 O’Brien & "Söhne" 50%';
  const { id } = await create(graph, 'groups', { ...newGroup('x'), displayName: name });
  t.equal((await graph.get(`/v1.0/groups/${id}`)).body.displayName, name);
  const query = `$filter=displayName eq '${name}'&$select=id`;
  const encoded = query.split('&$select')[0]?.replace(name, encodeURIComponent(name)) ?? '';
  t.same((await graph.get(`/v1.0/groups?${encoded}`)).body.value.length, 1);
});

t.test('an action without parameters takes an empty body, whatever its content type', async (t) => {
  const graph = await emulator(t);
  const { id } = await create(graph, 'users', person('signedin'));
  for (const type of [undefined, 'application/json', 'text/plain']) {
    const headers = type === undefined ? undefined : { 'content-type': type };
    const answer = await graph.send('POST', `/v1.0/users/${id}/revokeSignInSessions`, undefined, headers);
    t.equal(answer.status, 200, JSON.stringify(answer.body));
    t.equal(answer.body.value, true);
  }
  const json = { 'content-type': 'application/json' };
  t.equal((await graph.get(`/v1.0/users/${id}`, json)).status, 200, 'a GET with a content type and no body');
  t.equal((await graph.delete(`/v1.0/users/${id}`, json)).status, 204, 'a DELETE with a content type and no body');
});

t.test('HEAD, OPTIONS and other methods are refused as methods', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    const answer = await raw(running.url, [`${method} /v1.0/users HTTP/1.1`, 'host: localhost']);
    t.equal(answer.status, 405, method);
    t.match(answer.headers.get('request-id'), GUID, method);
    if (method === 'HEAD') t.equal(answer.text, '', 'a HEAD is answered without a body');
    else t.equal(JSON.parse(answer.text).error.code, 'Request_BadRequest', method);
  }
});

t.test('an endpoint given with a slash at its end is the same endpoint', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  // As the Azure CLI asks when a cloud is registered.
  for (const path of ['//metadata/endpoints?api-version=2022-09-01', '//v1.0/users', 'http://localhost//v1.0/users']) {
    const answer = await raw(running.url, [`GET ${path} HTTP/1.1`, 'host: localhost']);
    t.equal(answer.status, 200, path);
  }
});

t.test('links are on the host that the client asked', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  for (const n of [1, 2, 3]) {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(newGroup(`Paged ${n}`));
    t.equal((await fetch(`${running.url}/v1.0/groups`, { method: 'POST', headers, body })).status, 201);
  }
  const host = 'graph.emulator.test:8080';
  const answer = await raw(running.url, ['GET /v1.0/groups?$top=2 HTTP/1.1', `host: ${host}`]);
  const { '@odata.context': context, '@odata.nextLink': nextLink } = JSON.parse(answer.text);
  t.equal(context, `http://${host}/v1.0/$metadata#groups`);
  t.ok(nextLink.startsWith(`http://${host}/v1.0/groups?$top=2&$skiptoken=`), nextLink);
  const seen = new Set<string>();
  const pageAt = async (url: string) => (await (await fetch(url)).json()) as Page;
  let next: string | undefined = `${running.url}/v1.0/groups?$top=2`;
  while (next) {
    const page: Page = await pageAt(next);
    for (const { id } of page.value) seen.add(id);
    next = page['@odata.nextLink'];
  }
  const whole = await pageAt(`${running.url}/v1.0/groups?$top=999`);
  t.same([...seen].sort(), whole.value.map(({ id }) => id).sort(), 'the pages together are the whole');
});

t.test('any token is accepted, and the claims of a JWT name the caller', async (t) => {
  const graph = await emulator(t);
  const { id } = await create(graph, 'users', person('caller'));
  const administrator = (await graph.get('/v1.0/me')).body;
  t.match(administrator.userPrincipalName, /^admin@/, 'without a token: the administrator');
  for (const headers of [
    bearer('anything'),
    bearer('a.b.c'),
    bearer(token({ aud: 'x' })),
    { authorization: 'Basic dTpw' },
  ]) {
    t.equal((await graph.get('/v1.0/me', headers)).body.id, administrator.id, headers.authorization);
  }
  t.equal((await graph.get('/v1.0/me', bearer(token({ oid: id, appid: GUID.source })))).body.id, id, 'oid is the user');
  t.equal((await graph.get('/v1.0/me', bearer(token({ oid: id.toUpperCase() })))).body.id, id);
  t.equal((await graph.asUser(id).get('/v1.0/me')).body.id, id);
  const appId = 'de8bc8b5-d9f9-48b1-a8ad-b748da725064';
  const application = await graph.get('/v1.0/me', bearer(token({ appid: appId, idtyp: 'app' })));
  t.equal(application.status, 400);
  t.equal(application.body.error.message, '/me request is only valid with delegated authentication flow.');
  const unknown = await graph.get('/v1.0/me', bearer(token({ oid: appId })));
  t.equal(unknown.body.id, administrator.id, 'who is nobody of the tenant is foreign');
});
