import t from 'tap';
import { byId, createUser, createUsers, type Item, latest, round } from './support/delta.js';
import { emulator } from './support/emulator.js';

t.test('a filter tracks single objects', async (t) => {
  const graph = await emulator(t);
  const [a, b, c] = [await createUser(graph), await createUser(graph), await createUser(graph)];
  const filter = encodeURIComponent(`id eq '${a.id}' or id eq '${b.id.toUpperCase()}'`);
  const { items, deltaLink } = await round(graph, `/v1.0/users/delta?$filter=${filter}&$select=displayName`);
  t.same(new Set(items.map(({ id }) => id)), new Set([a.id, b.id]));
  await graph.patch(`/v1.0/users/${c.id}`, { displayName: 'C' });
  await graph.patch(`/v1.0/users/${b.id}`, { displayName: 'B' });
  t.same((await round(graph, deltaLink)).items, [{ displayName: 'B', id: b.id }]);
});

t.test('fifty objects are the most that a filter tracks', async (t) => {
  const graph = await emulator(t);
  const ids = (count: number) =>
    Array.from({ length: count }, (_, at) => `id eq '00000000-0000-4000-8000-${String(at).padStart(12, '0')}'`);
  const get = (count: number) => graph.get(`/v1.0/users/delta?$filter=${encodeURIComponent(ids(count).join(' or '))}`);
  t.match(await get(50), { status: 200, body: { value: [] } });
  t.match(await get(51), { status: 400, body: { error: { message: /50 objects/ } } });
});

t.test('options that delta queries do not have are refused by name', async (t) => {
  const graph = await emulator(t);
  const options = {
    $expand: 'manager',
    $top: '5',
    $skip: '5',
    $orderby: 'displayName',
    $search: '"displayName:a"',
    $count: 'true',
  };
  for (const [name, value] of Object.entries(options)) {
    const { status, body } = await graph.get(`/v1.0/users/delta?${name}=${encodeURIComponent(value)}`);
    t.equal(status, 400, name);
    t.ok(body.error.message.includes(`'${name}'`), name);
  }
  for (const filter of ["displayName eq 'a'", "id ne 'a'", "id eq 'a' and id eq 'b'", "isof('microsoft.graph.user')"]) {
    const { status, body } = await graph.get(`/v1.0/users/delta?$filter=${encodeURIComponent(filter)}`);
    t.equal(status, 400, filter);
    t.match(body.error.message, /\$filter/);
  }
  t.match(await graph.get('/v1.0/users/delta?$select=nothing'), {
    status: 400,
    body: { error: { code: 'BadRequest', message: /named 'nothing' on type 'microsoft\.graph\.user'/ } },
  });
  t.match(await graph.get('/v1.0/users/delta?$select=skills'), {
    status: 501,
    body: { error: { code: 'NotImplemented' } },
  });
  const everything = encodeURIComponent("isof('microsoft.graph.directoryObject')");
  t.match(await graph.get(`/v1.0/directoryObjects/delta?$filter=${everything}`), { status: 400 });
  t.match(await graph.get('/v1.0/users/delta?$select=transitiveMemberOf'), { status: 400 });
  t.match(await graph.get('/v1.0/users/delta?$filter=id eq'), { status: 400, body: { error: { code: 'BadRequest' } } });
});

t.test('names are known in any case and told as they are declared', async (t) => {
  const graph = await emulator(t);
  const { body } = await graph.get('/v1.0/users/delta?$select=DISPLAYNAME,Manager');
  t.equal(body['@odata.context'], `${graph.url}/v1.0/$metadata#users(displayName,manager)`);
  t.same(Object.keys(body.value[0]), ['displayName', 'id']);
});

t.test('options are part of the token', async (t) => {
  const graph = await emulator(t);
  const { id } = await createUser(graph, { jobTitle: 'Clerk' });
  const deltaLink = await latest(graph, '/v1.0/users/delta?$select=displayName');
  t.match(await graph.get(`${deltaLink}&$filter=id eq '${id}'`), {
    status: 400,
    body: { error: { message: /\$filter/ } },
  });
  await graph.patch(`/v1.0/users/${id}`, { jobTitle: 'Boss' });
  t.same((await round(graph, deltaLink)).items, []);
  const reselected = await round(graph, `${deltaLink}&$select=jobTitle`);
  t.same(reselected.items, [{ jobTitle: 'Boss', id }], 'a deltaLink takes another selection');
  await graph.patch(`/v1.0/users/${id}`, { jobTitle: 'Chief' });
  t.same((await round(graph, reselected.deltaLink)).items, [{ jobTitle: 'Chief', id }]);
});

t.test('a token lives for seven days', async (t) => {
  const graph = await emulator(t);
  const deltaLink = await latest(graph, '/v1.0/users/delta?$select=displayName');
  await graph.advance('P6DT23H');
  const renewed = await graph.get(deltaLink);
  t.equal(renewed.status, 200);
  await graph.advance('PT2H');
  const { status, body, headers } = await graph.get(deltaLink);
  t.equal(status, 410);
  t.equal(body.error.code, 'syncStateNotFound');
  const location = headers.get('location') ?? '';
  t.equal(location, `${graph.url}/v1.0/users/delta?$select=displayName&$deltatoken=`);
  const anew = await round(graph, location);
  t.ok(anew.items.length > 0);
  t.same(Object.keys(anew.items[0] as Item), ['displayName', 'id']);
  t.equal((await graph.get(renewed.body['@odata.deltaLink'])).status, 200, 'every round begins another seven days');
});

t.test('a token does not outlive a reset', async (t) => {
  const graph = await emulator(t);
  const ids = await createUsers(graph, 201);
  const filter = encodeURIComponent(`id eq '${ids[0]}'`);
  const links = [
    (await graph.get('/v1.0/users/delta')).body['@odata.nextLink'],
    await latest(graph, `/v1.0/users/delta?$filter=${filter}`),
  ];
  await graph.reset();
  for (const link of links)
    t.match(await graph.get(link), { status: 410, body: { error: { code: 'syncStateNotFound' } } });
  const { headers } = await graph.get(links[1]);
  t.equal(headers.get('location'), `${graph.url}/v1.0/users/delta?$filter=${filter}&$deltatoken=`);
});

t.test('what is no token of the link is refused', async (t) => {
  const graph = await emulator(t);
  const deltaLink = await latest(graph, '/v1.0/users/delta');
  const token = deltaLink.split('=')[1] as string;
  const wrong = [
    '/v1.0/users/delta?$deltatoken=nonsense',
    '/v1.0/users/delta?$skiptoken=',
    `/v1.0/users/delta?$deltatoken=${token.slice(0, -1)}`,
    `/v1.0/users/delta?$deltatoken=${token.slice(1)}`,
    `/v1.0/users/delta?$skiptoken=${token}`,
    `/v1.0/groups/delta?$deltatoken=${token}`,
    `/beta/users/delta?$deltatoken=${token}`,
    `/v1.0/users/delta?$deltatoken=${token}&$skiptoken=${token}`,
  ];
  for (const url of wrong) {
    const { status, body } = await graph.get(url);
    t.equal(status, 400, url);
    t.match(body.error, { code: 'BadRequest', message: 'Badly formed token.' });
  }
});

t.test('the function is known by its qualified name, in both versions', async (t) => {
  const graph = await emulator(t);
  const { id } = await createUser(graph, { department: 'Sales' });
  for (const version of ['v1.0', 'beta']) {
    for (const name of ['delta', 'delta()', 'microsoft.graph.delta', 'microsoft.graph.delta()']) {
      const { items, deltaLink } = await round(graph, `/${version}/users/${name}`);
      t.equal(byId(items, id).length, 1, `${version} ${name}`);
      t.ok(deltaLink.startsWith(`${graph.url}/${version}/users/${name}?$deltatoken=`));
    }
  }
  const { items } = await round(graph, '/beta/users/delta');
  t.match(byId(items, id), [{ department: 'Sales' }], 'the default set of beta is wider');
});
