/** `odata.metadata` of `Accept` and `$format`: how much control information an answer has. */
import t from 'tap';
import { emulator, type Graph } from './support/emulator.js';

const level = (word: string) => ({ accept: `application/json;odata.metadata=${word}` });

async function withAnn(test: { name?: string }): Promise<{ graph: Graph; id: string }> {
  const graph = await emulator(test);
  const sent = {
    accountEnabled: true,
    displayName: 'Ann',
    mailNickname: 'ann',
    userPrincipalName: 'ann@contoso.com',
    passwordProfile: { password: 'Secret-1234' },
    businessPhones: ['+1 1'],
  };
  const { status, body } = await graph.post('/v1.0/users', sent);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { graph, id: body.id };
}

t.test('minimal is what is answered by default', async (t) => {
  const { graph, id } = await withAnn(t);
  const plain = await graph.get(`/v1.0/users/${id}`);
  const formats = ['json', 'JSON', 'application/json', 'application%2Fjson%3Bodata.metadata%3Dminimal'];
  const same = [
    graph.get(`/v1.0/users/${id}`, level('minimal')),
    graph.get(`/v1.0/users/${id}`, { accept: 'text/html, */*;q=0.1' }),
    graph.get(`/v1.0/users/${id}`, { accept: 'application/json;odata.streaming=true, text/plain' }),
    ...formats.map((format) => graph.get(`/v1.0/users/${id}?$format=${format}`)),
  ];
  for (const { status, body, headers } of await Promise.all(same)) {
    t.equal(status, 200);
    t.same(body, plain.body);
    t.match(headers.get('content-type'), 'application/json;odata.metadata=minimal;');
  }
});

t.test('none has no context and no types, and keeps what only the service knows', async (t) => {
  const { graph } = await withAnn(t);
  const counted = { ...level('none'), consistencylevel: 'eventual' };
  const users = await graph.get('/v1.0/users?$top=1&$count=true&$expand=memberOf', counted);
  t.match(users.headers.get('content-type'), 'odata.metadata=none;');
  t.notOk('@odata.context' in users.body);
  t.type(users.body['@odata.count'], 'number');
  t.type(users.body['@odata.nextLink'], 'string');
  t.notOk(JSON.stringify(users.body.value).includes('@odata.'));
  const delta = await graph.get('/v1.0/users/delta', level('none'));
  t.same(Object.keys(delta.body), ['@odata.deltaLink', 'value']);
  t.same(Object.keys((await graph.get('/v1.0/users/delta?$format=application/json;odata.metadata=none')).body), [
    '@odata.deltaLink',
    'value',
  ]);
});

t.test('full says of what type everything is, and where', async (t) => {
  const { graph, id } = await withAnn(t);
  const root = `${graph.url}/v1.0`;
  const path = `/v1.0/users/${id}?$select=id,displayName,businessPhones,createdDateTime,passwordProfile,manager`;
  const { body, headers } = await graph.get(path, level('full'));
  t.match(headers.get('content-type'), 'odata.metadata=full;');
  t.match(body, {
    '@odata.type': '#microsoft.graph.user',
    '@odata.id': `${root}/directoryObjects/${id}`,
    '@odata.editLink': `users('${id}')`,
    'businessPhones@odata.type': '#Collection(String)',
    'createdDateTime@odata.type': '#DateTimeOffset',
  });
  t.equal(Object.keys(body)[0], '@odata.context');
  t.notOk('displayName@odata.type' in body);
  t.notOk('memberOf@odata.navigationLink' in body, 'nobody selected it');
  t.equal((await graph.get(`/v1.0/${body['@odata.editLink']}`)).body.id, id);

  const { body: whole } = await graph.get('/v1.0/users?$top=1', level('full'));
  const [first] = whole.value;
  t.equal(first['memberOf@odata.navigationLink'], `${root}/users('${first.id}')/memberOf`);
  t.equal((await graph.get(first['memberOf@odata.navigationLink'].slice(graph.url.length))).status, 200);
});

t.test('full, of what is contained and of what is created', async (t) => {
  const { graph } = await withAnn(t);
  const catalogs = '/v1.0/identityGovernance/entitlementManagement/catalogs';
  const { status, body } = await graph.post(catalogs, { displayName: 'c' }, level('full'));
  t.equal(status, 201);
  t.match(body, {
    '@odata.type': '#microsoft.graph.accessPackageCatalog',
    '@odata.id': `${graph.url}${catalogs}('${body.id}')`,
    '@odata.editLink': `identityGovernance/entitlementManagement/catalogs('${body.id}')`,
    'state@odata.type': '#microsoft.graph.accessPackageCatalogState',
  });
  const settings = await graph.get('/v1.0/identityGovernance/entitlementManagement/settings', level('full'));
  t.equal(settings.body['@odata.editLink'], 'identityGovernance/entitlementManagement/settings');
});

t.test('what is no JSON is not to be had, and nothing is written for it', async (t) => {
  const { graph } = await withAnn(t);
  const answers = await Promise.all([
    graph.get('/v1.0/users', { accept: 'application/xml' }),
    graph.get('/v1.0/users', { accept: 'application/json;q=0, text/html' }),
    graph.get('/v1.0/users', level('everything')),
    graph.get('/v1.0/users?$format=atom'),
    graph.get('/v1.0/users?$format=xml', { accept: 'application/json' }),
    graph.post('/v1.0/groups', { displayName: 'g' }, { accept: 'text/html' }),
  ]);
  for (const { status, body } of answers.slice(0, -1)) {
    t.equal(status, 406);
    t.equal(body.error.code, 'NotAcceptable');
  }
  const group = { displayName: 'g', mailNickname: 'g', mailEnabled: false, securityEnabled: true };
  t.equal((await graph.post('/v1.0/groups', group, { accept: 'text/html' })).status, 406);
  t.same((await graph.get("/v1.0/groups?$filter=displayName eq 'g'")).body.value, []);
  const count = { accept: 'text/plain', consistencylevel: 'eventual' };
  t.equal((await graph.get('/v1.0/users/$count', count)).status, 200);
});
