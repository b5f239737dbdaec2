/** The journal: what was asked of a tenant and what it answered. */
import t from 'tap';
import { emulator, type Graph } from './support/emulator.js';
import { GUID, INSTANT } from './support/shape.js';

const newGroup = { displayName: 'Noted', mailEnabled: false, mailNickname: 'x', securityEnabled: true };
const newUser = {
  accountEnabled: true,
  displayName: 'Adele',
  mailNickname: 'adele',
  userPrincipalName: 'adele@contoso.com',
  passwordProfile: { password: 'Hunter2-Hunter2' },
};

const journal = async (graph: Graph, query = '') => (await graph.get(`/_emulator/journal${query}`)).body;
const recording = async (graph: Graph) => {
  await graph.post('/_emulator/journal', { record: true });
  return graph;
};

t.test('nothing is recorded unless it is asked for', async (t) => {
  const graph = await emulator(t);
  await graph.get('/v1.0/users');
  t.same(await journal(graph), { recording: false, value: [] });
});

t.test('a request and its answer', async (t) => {
  const graph = await recording(await emulator(t));
  const made = await graph.post('/v1.0/groups?x=1', newGroup, { ConsistencyLevel: 'eventual' });
  const { recording: isOn, value } = await journal(graph);
  t.equal(isOn, true);
  t.match(value, [
    {
      id: made.headers.get('request-id'),
      at: INSTANT,
      method: 'POST',
      version: 'v1.0',
      path: '/groups',
      query: 'x=1',
      headers: { 'content-type': 'application/json', consistencylevel: 'eventual' },
      body: newGroup,
      answer: { status: 201, headers: { Location: /groups/ }, body: { id: GUID, displayName: 'Noted' } },
    },
  ]);
  t.equal(value.length, 1, 'the control API is not in it');
});

t.test('secrets are left out', async (t) => {
  const graph = await recording(await emulator(t));
  await graph.post('/v1.0/users', newUser, { authorization: 'Bearer top.secret.token' });
  await graph.post('/v1.0/users', '{"passwordProfile":{"password":"Hunter2', {});
  const app = (await graph.post('/v1.0/applications', { displayName: 'App' })).body;
  const added = await graph.post(`/v1.0/applications/${app.id}/addPassword`, {});
  t.ok(added.body.secretText);
  const text = JSON.stringify(await journal(graph));
  for (const secret of ['Hunter2', 'top.secret', added.body.secretText]) t.notOk(text.includes(secret), secret);
  t.match((await journal(graph)).value[0].body, { passwordProfile: { password: '***' }, displayName: 'Adele' });
});

t.test('secrets are left out wherever they stand, and whatever they are', async (t) => {
  const graph = await recording(await emulator(t));
  const packed = Buffer.from(JSON.stringify({ password: 'X-packed' })).toString('base64url');
  const json = { 'content-type': 'application/json' };
  await graph.post('/v1.0/$batch', {
    requests: [
      { id: '1', method: 'GET', url: '/users?access_token=X-part', headers: { Authorization: 'Bearer X-header' } },
      { id: '2', method: 'POST', url: '/users', headers: { ...json, cookie: ['X-cookie'] }, body: packed },
    ],
  });
  for (const name of ['access_token', 'client_secret', 'Client-Secret', 'code', '%61ssertion', 'password']) {
    await graph.get(`/v1.0/users?$top=1&${name}=X-option`);
  }
  await graph.get('/v1.0/users%3Faccess_token=X-path');
  for (const query of [
    "$filter=passwordProfile/password eq 'X-compared'",
    "$filter=startswith(displayName,'a') or passwordCredentials/any(p:p/secretText eq 'X-of''X-any')",
    '$expand=owners($filter=passwordProfile/password%20eq%20%27X-encoded%27)',
    '$search="password:X-searched"',
    'p;client_secret=X-behind',
    'p=q;client_secret=X-behind;X-more',
    'redirect_uri=http://x/%3Fa=b%26access_token=X-within',
  ]) {
    await graph.get(`/v1.0/users?${query}`);
    await graph.post('/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: `/users?${query}` }] });
  }
  for (const body of [
    { password: ['X-list'], passwordProfile: 'X-profile', newPassword: { is: 'X-object' }, secretText: 12345678 },
    { passwordProfile: [['X-inner']], keyCredentials: [{ displayName: 'shown' }, ['X-inner']] },
    { passwordProfile: ['X-profiles'], passwordCredentials: 'X-credentials', client_assertion: ['X-assertion'] },
    JSON.stringify(JSON.stringify({ password: 'X-twice' })),
  ]) {
    await graph.post('/v1.0/users', body);
  }
  await graph.post('/_emulator/faults', {
    status: 503,
    headers: { 'set-cookie': 'X-set', 'x-api-key': 'X-key', location: '/?token=X-told' },
  });
  await graph.get('/v1.0/users');
  const { value } = await journal(graph);
  const shown = JSON.stringify(value);
  t.same(shown.match(/X-\w+/g), null);
  t.notMatch(shown, '12345678');
  const batch = value.find(({ path }: { path: string }) => path === '/$batch');
  t.match(batch.body.requests, [
    { url: '/users?access_token=***', headers: { Authorization: '***' } },
    { headers: { 'content-type': 'application/json', cookie: '***' }, body: { password: '***' } },
  ]);
  t.match(value[3].query, '$top=1&access_token=***', 'the rest of a query is shown');
  t.match(shown, "startswith(displayName,'***')", 'the rest of an expression is shown');
  t.match(shown, '"code":"BadRequest"', 'the code of an error is no secret');
});

t.test('parts of a batch are entries of their own, beside the batch', async (t) => {
  const graph = await recording(await emulator(t));
  const requests = [
    { id: '1', method: 'GET', url: '/users?$top=1' },
    { id: '2', method: 'GET', url: '/nothing' },
  ];
  const batch = await graph.post('/v1.0/$batch', { requests });
  const id = batch.headers.get('request-id');
  const { value } = await journal(graph);
  t.match(value, [
    { method: 'GET', path: '/users', query: '$top=1', batch: id, answer: { status: 200 } },
    { method: 'GET', path: '/nothing', batch: id, answer: { status: 400 } },
    { method: 'POST', path: '/$batch', id, answer: { status: 200 } },
  ]);
});

t.test('entries by method, path, version, status and text', async (t) => {
  const graph = await recording(await emulator(t));
  const { id } = (await graph.post('/v1.0/groups', newGroup)).body;
  await graph.get(`/v1.0/groups/${id}`);
  await graph.get("/beta/groups?$filter=displayName eq 'needle'");
  await graph.get('/v1.0/groups/no-such');
  const count = async (query: string) => (await journal(graph, query)).value.length;
  t.equal(await count(''), 4);
  t.equal(await count('?method=POST'), 1);
  t.equal(await count('?path=/groups/*'), 2);
  t.equal(await count('?path=/groups/**&method=GET'), 3);
  t.equal(await count('?version=beta'), 1);
  t.equal(await count('?status=201'), 1);
  t.equal(await count('?text=needle'), 1);
  t.equal(await count('?text=Noted'), 1);
  t.match(
    (await graph.get('/_emulator/journal?staus=201')).body.error.message,
    /./,
    'a filter that there is not is refused',
  );
  t.equal((await graph.get('/_emulator/journal?staus=201')).status, 400);
});

t.test('the latest are kept; clearing and a reset forget them and go on', async (t) => {
  const graph = await emulator(t);
  await graph.post('/_emulator/journal', { record: true, size: 3 });
  for (let at = 0; at < 10; at++) await graph.get(`/v1.0/users?n=${at}`);
  const queries = async () => (await journal(graph)).value.map(({ query }: { query: string }) => query);
  t.same(await queries(), ['n=7', 'n=8', 'n=9']);
  await graph.delete('/_emulator/journal');
  t.same(await queries(), []);
  await graph.get('/v1.0/users?n=a');
  await graph.reset();
  await graph.get('/v1.0/users?n=b');
  t.same(await queries(), ['n=b']);
  await graph.post('/_emulator/journal', { record: false });
  await graph.get('/v1.0/users');
  t.same(await journal(graph), { recording: false, value: [] });
});

t.test('faults are told of', async (t) => {
  const graph = await recording(await emulator(t));
  const { id } = (await graph.post('/_emulator/faults', { status: 503 })).body;
  await graph.get('/v1.0/users');
  t.match((await journal(graph)).value, [{ path: '/users', fault: id, answer: { status: 503 } }]);
});

t.test('waiting for requests that are still to come', async (t) => {
  const graph = await emulator(t);
  const waiting = graph.post('/_emulator/journal/wait', { path: '/groups', method: 'POST', count: 2 });
  await graph.get('/_emulator/health');
  await graph.post('/v1.0/groups', newGroup);
  await graph.get('/v1.0/groups');
  await graph.post('/v1.0/groups', newGroup);
  const { status, body } = await waiting;
  t.equal(status, 200);
  t.match(body.value, [{ method: 'POST', answer: { status: 201 } }, { method: 'POST' }]);
  t.equal(body.value.length, 2);
  const again = await graph.post('/_emulator/journal/wait', { path: '/groups', method: 'GET' });
  t.equal(again.status, 200, 'those of before count');
});

t.test('waiting in vain', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.post('/_emulator/journal/wait', { path: '/groups', count: 2, timeout: 5 });
  t.equal(status, 408);
  t.match(body.error, { code: 'RequestTimeout', message: /0 of the 2/ });
});
