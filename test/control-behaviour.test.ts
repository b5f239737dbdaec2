/** How the service behaves on a bad day: it lags, throttles, or lacks a licence; and deliveries that take their time. */
import t from 'tap';
import { emulator, type Graph } from './support/emulator.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const newGroup = (displayName = 'x') => ({ displayName, mailEnabled: false, mailNickname: 'x', securityEnabled: true });

const set = async (graph: Graph, path: string, body: object) => {
  const answer = await graph.post(`/_emulator/${path}`, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const count = async (graph: Graph, path: string) => (await graph.get(path)).body.value.length;

t.test('without the licence entitlement management answers 403 NoLicense', async (t) => {
  const graph = await emulator(t);
  t.same(await set(graph, 'license', { licensed: false }), { licensed: false });
  for (const path of [`${EM}/catalogs`, '/beta/identityGovernance/entitlementManagement/accessPackages']) {
    const answer = await graph.get(path);
    t.equal(answer.status, 403, path);
    t.match(answer.body.error, {
      code: 'NoLicense',
      message: 'User is not authorized to perform the operation. Reason: Tenant does not meet license requirement!',
      details: [],
    });
  }
  t.equal((await graph.get('/v1.0/users')).status, 200, 'the directory needs none');
  const batch = await graph.post('/v1.0/$batch', {
    requests: [{ id: '1', method: 'GET', url: `${EM.slice('/v1.0'.length)}/catalogs` }],
  });
  t.equal(batch.body.responses[0].status, 403);
  await set(graph, 'license', { licensed: true });
  t.equal((await graph.get(`${EM}/catalogs`)).status, 200);
});

t.test('with a lag, what is created is missing until the time is over', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'replication', { lag: 'PT10S' });
  const made = await graph.post('/v1.0/groups', newGroup('late'));
  t.equal(made.status, 201);
  const { id } = made.body;
  t.match(await graph.get(`/v1.0/groups/${id}`), {
    status: 404,
    body: { error: { code: 'Request_ResourceNotFound' } },
  });
  t.equal(await count(graph, '/v1.0/groups'), 0);
  t.equal((await graph.get('/v1.0/groups/$count', { consistencylevel: 'eventual' })).body, '0');
  t.equal((await graph.patch(`/v1.0/groups/${id}`, { description: 'x' })).status, 404);
  t.equal(await count(graph, "/v1.0/groups?$filter=displayName eq 'late'"), 0);
  await graph.advance('PT9S');
  t.equal((await graph.get(`/v1.0/groups/${id}`)).status, 404);
  await graph.advance('PT1S');
  t.equal((await graph.get(`/v1.0/groups/${id}`)).status, 200);
  t.equal(await count(graph, '/v1.0/groups'), 1);
  t.equal((await graph.patch(`/v1.0/groups/${id}`, { description: 'x' })).status, 204);
  t.equal((await graph.get(`/v1.0/groups/${id}`)).body.description, 'x', 'changes do not lag');
});

t.test('a lag of so many requests', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'replication', { lag: 2 });
  const { id } = (await graph.post('/v1.0/groups', newGroup())).body;
  const all: number[] = [];
  for (let at = 0; at < 4; at++) all.push((await graph.get(`/v1.0/groups/${id}`)).status);
  t.same(all, [404, 404, 200, 200], 'what has been seen stays');
});

t.test('who has just been created can not be added, nor its group to a catalog', async (t) => {
  const graph = await emulator(t);
  const old = (await graph.post('/v1.0/groups', newGroup('old'))).body.id;
  await set(graph, 'replication', { lag: 'PT1H' });
  const { id } = (await graph.post('/v1.0/groups', newGroup('new'))).body;
  const reference = { '@odata.id': `${graph.url}/v1.0/directoryObjects/${id}` };
  t.equal((await graph.post(`/v1.0/groups/${old}/members/$ref`, reference)).status, 404);
  const catalog = (await graph.get(`${EM}/catalogs`)).body.value[0].id;
  const request = {
    requestType: 'adminAdd',
    resource: { originId: id, originSystem: 'AadGroup' },
    catalog: { id: catalog },
  };
  const refused = await graph.post(`${EM}/resourceRequests`, request);
  t.match(refused, { status: 400, body: { error: { code: 'ResourceNotFoundInOriginSystem' } } });
  await graph.advance('PT1H');
  t.equal((await graph.post(`${EM}/resourceRequests`, request)).status, 201);
  t.equal((await graph.post(`/v1.0/groups/${old}/members/$ref`, reference)).status, 204);
});

t.test('the lag ends when it is taken back, and with a reset', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'replication', { lag: 'P1D' });
  await graph.post('/v1.0/groups', newGroup());
  t.equal(await count(graph, '/v1.0/groups'), 0);
  t.same(await set(graph, 'replication', { lag: null }), { lag: null });
  t.equal(await count(graph, '/v1.0/groups'), 1);
  await set(graph, 'replication', { lag: 3 });
  await graph.reset();
  t.same((await graph.get('/_emulator/replication')).body, { lag: null });
  for (const lag of ['soon', 0, -1, 1.5, true]) {
    t.equal((await graph.post('/_emulator/replication', { lag })).status, 400, String(lag));
  }
});

t.test('throttling by resource units, told of before it comes', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'throttling', { enabled: true, factor: 0.002 });
  const costs = async (path: string) => (await graph.get(path)).headers.get('x-ms-resource-unit');
  t.equal(await costs('/v1.0/users'), '2');
  t.equal(await costs('/v1.0/users?$select=id'), '1');
  t.equal(await costs('/v1.0/users?$expand=manager'), '3');
  const last = await graph.get('/v1.0/groups');
  t.equal(last.status, 200);
  t.equal(last.headers.get('x-ms-throttle-limit-percentage'), '1.0');
  const refused = await graph.get('/v1.0/groups');
  t.equal(refused.status, 429);
  t.match(refused.body.error, { code: 'TooManyRequests', innerError: { code: '429', status: '429' } });
  t.match(refused.headers.get('x-ms-throttle-scope'), /^Tenant_Application\/ReadWrite\/[\w-]{36}\/[\w-]{36}$/);
  t.equal(refused.headers.get('x-ms-throttle-information'), 'ResourceUnitLimitExceeded');
  const wait = Number(refused.headers.get('retry-after'));
  t.ok(wait >= 1 && wait <= 10);
  t.equal((await graph.get(`${EM}/catalogs`)).status, 200, 'entitlement management has no published limit');
  await graph.advance(`PT${wait}S`);
  t.equal((await graph.get('/v1.0/groups')).status, 200);
});

t.test('writes are throttled by their number, each application for itself', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'throttling', { enabled: true, factor: 0.001 });
  const token = (appid: string) =>
    `Bearer e30.${Buffer.from(JSON.stringify({ appid, oid: me.body.id as string })).toString('base64url')}.`;
  const me = await graph.get('/v1.0/me');
  const write = async (appid: string) =>
    (await graph.post('/v1.0/groups', newGroup(), { authorization: token(appid) })).status;
  t.same([await write('a'), await write('a'), await write('a'), await write('a')], [201, 201, 201, 429]);
  t.equal(await write('b'), 201);
  const batch = {
    requests: [1, 2, 3].map((id) => ({
      id: `${id}`,
      method: 'POST',
      url: '/groups',
      headers: { 'content-type': 'application/json' },
      body: newGroup(),
    })),
  };
  const { status, body } = await graph.post('/v1.0/$batch', batch, { authorization: token('b') });
  t.equal(status, 200);
  const parts = body.responses.map((part: { status: number; headers: Record<string, string> }) => part.status);
  t.same(parts, [201, 201, 429], 'parts count for themselves');
  t.ok(body.responses[2].headers['Retry-After']);
  await set(graph, 'throttling', { enabled: false });
  t.equal(await write('a'), 201);
});

/** The tables of "Identity and access service limits", "Microsoft Graph service-specific throttling limits". */
t.test('requests cost what the page says', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'throttling', { enabled: true });
  const me = '/v1.0/users/admin@contoso.onmicrosoft.com';
  const group = (await graph.post('/v1.0/groups', newGroup())).body.id as string;
  const reads: [string, number][] = [
    ['/v1.0/applications', 2],
    ['/v1.0/applications?$top=5', 1],
    [`/v1.0/groups/${group}`, 1],
    [`/v1.0/groups/${group}/members`, 3],
    [`/v1.0/groups/${group}/transitiveMembers`, 5],
    [`/v1.0/groups/${group}/memberOf`, 1],
    [`${me}/memberOf`, 2],
    ['/v1.0/me/transitiveMemberOf', 2],
    ['/beta/me/ownedObjects', 2],
  ];
  for (const [path, units] of reads) {
    t.equal((await graph.get(path)).headers.get('x-ms-resource-unit'), `${units}`, path);
  }
  const posts: [string, object, number][] = [
    [`${me}/getMemberGroups`, { securityEnabledOnly: false }, 2],
    ['/v1.0/me/checkMemberGroups', { groupIds: [group] }, 4],
    ['/v1.0/directoryObjects/getByIds', { ids: [group] }, 3],
    ['/v1.0/groups', newGroup(), 1],
  ];
  for (const [path, body, units] of posts) {
    t.equal((await graph.post(path, body)).headers.get('x-ms-resource-unit'), `${units}`, path);
  }
});

t.test('writes take resource units, too, and have scopes of their own', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'throttling', { enabled: true, factor: 0.001 });
  t.equal((await graph.get('/v1.0/users')).status, 200);
  t.equal((await graph.post('/v1.0/groups', newGroup())).status, 201);
  const units = await graph.post('/v1.0/groups', newGroup());
  t.equal(units.headers.get('x-ms-throttle-information'), 'ResourceUnitLimitExceeded', '3 of 3 are spent');
  await graph.advance('PT10S');
  for (const status of [201, 201]) t.equal((await graph.post('/v1.0/groups', newGroup())).status, status);
  const refused = await graph.post('/v1.0/groups', newGroup());
  t.equal(refused.status, 429);
  t.equal(refused.headers.get('x-ms-throttle-information'), 'WriteLimitExceeded');
  t.match(refused.headers.get('x-ms-throttle-scope'), /^Tenant_Application\/Write\/[\w-]{36}\/[\w-]{36}$/);
  t.equal((await graph.get('/v1.0/groups')).status, 200, 'reading goes on');
});

t.test('low priority is refused first, and high priority last', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'throttling', { enabled: true, factor: 0.003 });
  const ask = (priority?: string) =>
    graph.get('/v1.0/groups', priority === undefined ? {} : { 'x-ms-throttle-priority': priority });
  for (let count = 0; count < 8; count++) t.equal((await ask('Low')).status, 200);
  t.equal((await ask()).headers.get('x-ms-throttle-limit-percentage'), '0.9');
  t.equal((await ask('low')).status, 429, 'above four fifths');
  t.equal((await ask('whatever')).status, 200, 'any other value is normal');
  t.equal((await ask()).status, 429, 'the limit');
  const high = await ask('High');
  t.equal(high.status, 200);
  t.equal(high.headers.get('x-ms-throttle-limit-percentage'), '1.1');
  for (let count = 0; count < 7; count++) t.equal((await ask('high')).status, 200);
  t.equal((await ask('high')).status, 429);
});

t.test('applications for personal accounts are written seldom', async (t) => {
  const graph = await emulator(t);
  await set(graph, 'throttling', { enabled: true, factor: 0.05 });
  const register = async (signInAudience: string) =>
    (await graph.post('/v1.0/applications', { displayName: 'app', signInAudience })).status;
  const personal = 'PersonalMicrosoftAccount';
  t.same([await register(personal), await register(personal), await register(personal)], [201, 201, 201]);
  t.equal(await register(personal), 429, '60 in a minute');
  t.equal(await register('AzureADMyOrg'), 201);
});

t.test('deliveries wait until they are run', async (t) => {
  const graph = await emulator(t);
  t.same((await graph.get('/_emulator/delivery')).body, { mode: 'immediate' });
  t.same(await set(graph, 'delivery', { mode: 'manual' }), { mode: 'manual' });
  t.same(await set(graph, 'delivery/run', {}), { delivered: [] });
  t.equal((await graph.post('/_emulator/delivery/run')).status, 200, 'a body is not needed');
  t.equal((await graph.post('/_emulator/delivery', { mode: 'sometimes' })).status, 400);
  await graph.reset();
  t.same((await graph.get('/_emulator/delivery')).body, { mode: 'immediate' });
});
