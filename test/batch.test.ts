/** `POST /$batch`: up to 20 requests in one. */
import t from 'tap';
import { emulator, type Graph, type Reply } from './support/emulator.js';

interface PartAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Reply['body'];
}

const json = { 'Content-Type': 'application/json' };
const group = (name: string) => ({ displayName: name, mailEnabled: false, mailNickname: name, securityEnabled: true });
const get = (id: string, url: string, more: object = {}) => ({ id, method: 'GET', url, ...more });
const post = (id: string, url: string, body: unknown, more: object = {}) => ({
  id,
  method: 'POST',
  url,
  headers: json,
  body,
  ...more,
});

async function batch(graph: Graph, requests: unknown, version = 'v1.0'): Promise<Map<string, PartAnswer>> {
  const answer = await graph.post(`/${version}/$batch`, { requests });
  if (answer.status !== 200) throw new Error(`the batch was refused: ${JSON.stringify(answer.body)}`);
  return new Map((answer.body.responses as PartAnswer[]).map((part) => [part.id, part]));
}

t.test('each part is answered as if it had come alone', async (t) => {
  const graph = await emulator(t);
  const parts = await batch(graph, [
    get('1', '/me?$select=displayName'),
    post('2', 'groups', group('made')),
    get('3', '/users/nobody'),
    get('4', '/nothing'),
  ]);
  t.same(parts.get('1')?.body['@odata.context'], `${graph.url}/v1.0/$metadata#users(displayName)/$entity`);
  t.match(parts.get('1')?.headers, { 'Content-Type': /^application\/json/, 'OData-Version': '4.0' });
  t.equal(parts.get('2')?.status, 201);
  t.match(parts.get('2')?.headers.Location, /\/groups/);
  t.match(parts.get('3'), { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
  t.match(parts.get('4'), { status: 400, body: { error: { code: 'BadRequest' } } });
  t.equal((await graph.get(`/v1.0/groups/${parts.get('2')?.body.id}`)).status, 200, 'a failed part undoes no other');
});

t.test('a part without content has no body; a count is a text', async (t) => {
  const graph = await emulator(t);
  const { id } = (await graph.post('/v1.0/groups', group('short'))).body;
  const parts = await batch(graph, [
    { id: 'gone', method: 'DELETE', url: `/groups/${id}` },
    get('count', '/users/$count', { headers: { ConsistencyLevel: 'eventual' } }),
  ]);
  t.equal(parts.get('gone')?.status, 204);
  t.notOk('body' in (parts.get('gone') ?? {}));
  t.match(parts.get('count'), { status: 200, body: /^\d+$/, headers: { 'Content-Type': /^text\/plain/ } });
});

t.test('a part waits for those that it depends on, and is not run when one of them fails', async (t) => {
  const graph = await emulator(t);
  const parts = await batch(graph, [
    post('A', '/groups', group('first')),
    post('b', '/groups', group('second'), { dependsOn: ['a'] }),
    get('c', '/users/nobody'),
    post('d', '/groups', group('third'), { dependsOn: ['A', 'c'] }),
    post('e', '/groups', group('fourth'), { dependsOn: ['d'] }),
  ]);
  t.same([...parts.values()].map(({ id, status }) => `${id} ${status}`).sort(), [
    'A 201',
    'b 201',
    'c 404',
    'd 424',
    'e 424',
  ]);
  t.match(parts.get('d')?.body.error, { code: 'FailedDependency', message: /depends on/ });
  const names = (await graph.get('/v1.0/groups')).body.value.map(
    ({ displayName }: { displayName: string }) => displayName,
  );
  t.ok(names.includes('second'));
  t.notOk(names.includes('third') || names.includes('fourth'), 'neither of the dependent parts was run');
});

t.test('a part is refused alone for its method, its body or its URL', async (t) => {
  const graph = await emulator(t);
  const parts = await batch(graph, [
    { id: 'method', method: 'DELETE', url: '/users' },
    { id: 'unknown', method: 'PURGE', url: '/users' },
    { id: 'empty', method: 'POST', url: '/groups', headers: json },
    post('list', '/groups', []),
    post('nested', '/$batch', { requests: [get('1', '/me')] }),
    get('escape', '/users/%zz'),
    post('form', '/groups', 'YT1i', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
  ]);
  t.match(parts.get('method'), {
    status: 405,
    body: {
      error: { code: 'Request_BadRequest', message: 'Specified HTTP method is not allowed for the request target.' },
    },
  });
  t.equal(parts.get('unknown')?.status, 405);
  for (const id of ['empty', 'list', 'nested', 'escape', 'form']) {
    t.match(parts.get(id), { status: 400, body: { error: { innerError: { 'request-id': /./ } } } }, id);
  }
});

t.test('a malformed batch is refused whole, before any part has run', async (t) => {
  const graph = await emulator(t);
  const first = post('1', '/groups', group('never'));
  const wrong: [what: string, body: unknown, message?: RegExp][] = [
    ['no requests', {}],
    ['no list', { requests: {} }],
    ['an empty list', { requests: [] }],
    ['a list alone', [first]],
    ['a part that is none', { requests: [first, null] }],
    ['no id', { requests: [first, { method: 'GET', url: '/me' }] }],
    ['a number as id', { requests: [first, { id: 2, method: 'GET', url: '/me' }] }],
    ['no method', { requests: [first, { id: '2', url: '/me' }] }],
    ['no url', { requests: [first, { id: '2', method: 'GET' }] }],
    ['the same id', { requests: [first, get('1', '/me')] }, /unique/],
    ['the same id but for case', { requests: [first, get('a', '/me'), get('A', '/me')] }, /unique/],
    ['an absolute url', { requests: [first, get('2', 'https://graph.microsoft.com/v1.0/me')] }, /relative/],
    ['a body without content type', { requests: [first, { ...first, id: '2', headers: {} }] }, /Content-Type/],
    ['headers that are none', { requests: [first, get('2', '/me', { headers: 'x' })] }],
    [
      'a dependency on a later part',
      { requests: [first, get('2', '/me', { dependsOn: ['3'] }), get('3', '/me')] },
      /dependency/,
    ],
    ['a dependency on itself', { requests: [first, get('2', '/me', { dependsOn: ['2'] })] }, /dependency/],
    ['21 parts', { requests: [first, ...Array.from({ length: 20 }, (_, n) => get(`n${n}`, '/me'))] }, /20/],
  ];
  for (const [what, body, message] of wrong) {
    const answer = await graph.post('/v1.0/$batch', body);
    t.equal(answer.status, 400, what);
    t.match(answer.body.error, { code: /./, message: message ?? /./ }, what);
  }
  t.equal((await graph.get("/v1.0/groups?$filter=displayName eq 'never'")).body.value.length, 0);
  t.equal((await graph.post('/v1.0/$batch', 'no JSON')).status, 400);
  const twenty = Array.from({ length: 20 }, (_, n) => get(String(n), '/me'));
  t.equal((await batch(graph, twenty)).size, 20, '20 parts are served');
});

t.test('the version of a batch is that of its parts, and the caller that of the batch', async (t) => {
  const graph = await emulator(t);
  const em = '/identityGovernance/entitlementManagement';
  const parts = await batch(graph, [get('1', `${em}/accessPackageCatalogs`)], 'beta');
  t.equal(parts.get('1')?.body.value[0].catalogStatus, 'Published');
  const user = (
    await graph.post('/v1.0/users', {
      accountEnabled: true,
      displayName: 'x',
      mailNickname: 'x',
      userPrincipalName: 'x@contoso.onmicrosoft.com',
      passwordProfile: { password: 'Contoso1234' },
    })
  ).body;
  const asUser = await batch(graph.asUser(user.id), [get('me', '/me', { headers: { Authorization: 'Bearer x' } })]);
  t.equal(asUser.get('me')?.body.id, user.id);
});

t.test('a next link of a part can be followed outside of the batch', async (t) => {
  const graph = await emulator(t);
  for (const name of ['one', 'two']) await graph.post('/v1.0/groups', group(name));
  const parts = await batch(graph, [get('1', '/groups?$top=1&$select=displayName')]);
  const next = parts.get('1')?.body['@odata.nextLink'];
  t.ok(next.startsWith(`${graph.url}/v1.0/groups?`), next);
  t.equal((await graph.get(next)).body.value.length, 1);
});
