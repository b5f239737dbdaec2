/** Requests that go wrong because a test wants them to. */
import t from 'tap';
import { controlsOf } from '../src/control/of.js';
import { startEmulator } from '../src/emulator.js';
import { createHost } from '../src/host.js';
import { buildServer } from '../src/server.js';
import { emulator, type Graph } from './support/emulator.js';

const newGroup = { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true };

const fault = async (graph: Graph, definition: object) => {
  const answer = await graph.post('/_emulator/faults', definition);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};

const statuses = async (graph: Graph, count: number, path = '/v1.0/users') => {
  const all: number[] = [];
  for (let at = 0; at < count; at++) all.push((await graph.get(path)).status);
  return all;
};

t.test('a fault answers in the place of Graph, in its form', async (t) => {
  const graph = await emulator(t);
  await fault(graph, { status: 503, retryAfter: 2 });
  const answer = await graph.get('/v1.0/users', { 'client-request-id': 'mine' });
  t.equal(answer.status, 503);
  t.equal(answer.headers.get('retry-after'), '2');
  t.match(answer.body.error, {
    code: 'ServiceUnavailable',
    message: /fault-1/,
    innerError: { 'client-request-id': 'mine' },
  });
  await graph.delete('/_emulator/faults');
  t.equal((await graph.get('/v1.0/users')).status, 200);
});

t.test('429 is answered as the service words it', async (t) => {
  const graph = await emulator(t);
  await fault(graph, { status: 429, retryAfter: 7 });
  const { status, headers, body } = await graph.get('/v1.0/users');
  t.equal(status, 429);
  t.equal(headers.get('retry-after'), '7');
  t.match(body.error, {
    code: 'TooManyRequests',
    message: 'Please retry again later.',
    innerError: { code: '429', status: '429', message: 'Please retry after', date: /^\d{4}-/ },
  });
});

t.test('code, message and headers can be said', async (t) => {
  const graph = await emulator(t);
  const said = { 'x-why': 'because', 'x-who': 'Zoë' };
  await fault(graph, { status: 403, code: 'Mine', message: 'Not today.', headers: said });
  const { headers, body } = await graph.get('/v1.0/users');
  t.match(body.error, { code: 'Mine', message: 'Not today.' });
  t.equal(headers.get('x-why'), 'because');
  t.equal(headers.get('x-who'), 'Zoë');
});

t.test('it meets what fits its method, path and version', async (t) => {
  const graph = await emulator(t);
  const { id } = (await graph.get('/v1.0/me')).body;
  const cases: [pattern: object, hit: [method: string, path: string][], miss: [method: string, path: string][]][] = [
    [{ method: 'POST' }, [['POST', '/v1.0/groups']], [['GET', '/v1.0/groups']]],
    [
      { method: 'get, patch' },
      [
        ['GET', '/v1.0/groups'],
        ['PATCH', `/v1.0/users/${id}`],
      ],
      [['POST', '/v1.0/groups']],
    ],
    [{ version: 'beta' }, [['GET', '/beta/users']], [['GET', '/v1.0/users']]],
    [
      { path: '/users' },
      [
        ['GET', '/v1.0/users?$top=1'],
        ['GET', '/beta/USERS/'],
      ],
      [['GET', `/v1.0/users/${id}`]],
    ],
    [
      { path: '/users/*' },
      [
        ['GET', `/v1.0/users/${id}`],
        ['GET', `/v1.0/users('${id}')`],
      ],
      [
        ['GET', '/v1.0/users'],
        ['GET', `/v1.0/users/${id}/manager`],
      ],
    ],
    [
      { path: '/users/**' },
      [
        ['GET', `/v1.0/users/${id}/memberOf`],
        ['GET', '/v1.0/users'],
      ],
      [['GET', '/v1.0/groups']],
    ],
    [
      { path: '/users/*/*/$ref' },
      [['GET', `/v1.0/users/${id}/memberOf/%24ref`]],
      [['GET', `/v1.0/users/${id}/memberOf`]],
    ],
    [{ path: 'gro*' }, [['GET', '/v1.0/groups']], [['GET', '/v1.0/users']]],
  ];
  for (const [pattern, hit, miss] of cases) {
    const { id: made } = await fault(graph, { ...pattern, status: 418, code: 'Teapot' });
    for (const [method, path] of hit)
      t.equal((await graph.send(method, path)).status, 418, `${JSON.stringify(pattern)} ${method} ${path}`);
    for (const [method, path] of miss)
      t.not((await graph.send(method, path)).status, 418, `${JSON.stringify(pattern)} not ${method} ${path}`);
    await graph.delete(`/_emulator/faults/${made}`);
  }
});

t.test('the n-th request, each n-th, no more than so many', async (t) => {
  const graph = await emulator(t);
  await fault(graph, { status: 500, nth: 2 });
  t.same(await statuses(graph, 4), [200, 500, 200, 200]);
  await graph.delete('/_emulator/faults');
  await fault(graph, { status: 500, every: 2 });
  t.same(await statuses(graph, 5), [200, 500, 200, 500, 200]);
  await graph.delete('/_emulator/faults');
  const made = await fault(graph, { status: 500, count: 2 });
  t.same(await statuses(graph, 4), [500, 500, 200, 200]);
  t.match((await graph.get('/_emulator/faults')).body.value, [
    { id: made.id, status: 500, count: 2, seen: 4, hits: 2 },
  ]);
});

t.test('by probability, the same in every run', async (t) => {
  const name = { name: 'chance' };
  const draw = async () => {
    const graph = await emulator(name);
    await fault(graph, { status: 500, probability: 0.5 });
    return statuses(graph, 40);
  };
  const graph = await emulator(name);
  const runs: number[][] = [];
  for (let run = 0; run < 2; run++) {
    await graph.reset();
    await graph.post('/_emulator/faults', { status: 500, probability: 0.5 });
    runs.push(await statuses(graph, 40));
    await graph.delete('/_emulator/faults');
  }
  t.same(runs[0], runs[1], 'a tenant draws the same again after its faults were cleared');
  const hits = (await draw()).filter((status) => status === 500).length;
  t.ok(hits > 5 && hits < 35, `${hits} of 40`);
  await fault(graph, { status: 500, probability: 0 });
  t.notOk((await statuses(graph, 20)).includes(500), 'never');
});

t.test('of several faults the first whose turn it is happens', async (t) => {
  const graph = await emulator(t);
  await fault(graph, { status: 500, count: 1 });
  await fault(graph, { status: 502 });
  t.same(await statuses(graph, 3), [500, 502, 502]);
});

t.test('what a fault refuses is not carried out, unless only the answer is to be lost', async (t) => {
  const graph = await emulator(t);
  const groups = async () => (await graph.get('/v1.0/groups')).body.value.length;
  await fault(graph, { method: 'POST', status: 504, count: 1 });
  t.equal((await graph.post('/v1.0/groups', newGroup)).status, 504);
  t.equal(await groups(), 0);
  await fault(graph, { method: 'POST', status: 504, executes: true, count: 1 });
  t.equal((await graph.post('/v1.0/groups', newGroup)).status, 504);
  t.equal(await groups(), 1);
});

t.test('parts of a batch are met one by one; the batch itself only by its own path', async (t) => {
  const graph = await emulator(t);
  const part = (id: string, url: string) => ({ id, method: 'GET', url });
  const batch = { requests: [part('1', '/users'), part('2', '/groups'), part('3', '/users')] };
  await fault(graph, { status: 429, retryAfter: 3, nth: 1, path: '/users' });
  const answer = await graph.post('/v1.0/$batch', batch);
  t.equal(answer.status, 200);
  t.same(
    answer.body.responses.map(({ status }: { status: number }) => status),
    [429, 200, 200],
  );
  t.match(answer.body.responses[0], { headers: { 'Retry-After': '3' }, body: { error: { code: 'TooManyRequests' } } });
  await graph.delete('/_emulator/faults');
  await fault(graph, { status: 503, path: '/$batch' });
  t.equal((await graph.post('/v1.0/$batch', batch)).status, 503);
  t.equal((await graph.get('/v1.0/users')).status, 200);
});

t.test('a late answer is the usual one', async (t) => {
  const graph = await emulator(t);
  await fault(graph, { latency: 30 });
  const before = performance.now();
  const { status, body } = await graph.get('/v1.0/users');
  t.equal(status, 200);
  t.equal(body.value.length, 1);
  t.ok(performance.now() - before >= 25, 'and comes late');
});

t.test('a connection that is reset', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  const post = (path: string, body: object, base = running.url) =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/_emulator/faults', { reset: true, path: '/users' });
  await t.rejects(fetch(`${running.url}/v1.0/users`), 'over a socket');
  await t.rejects(running.fetch('/v1.0/users'), 'and in the process');
  const batch = { requests: [{ id: '1', method: 'GET', url: '/users' }] };
  await t.rejects(post('/v1.0/$batch', batch), 'a part takes its batch with it');
  t.equal((await fetch(`${running.url}/v1.0/groups`)).status, 200, 'the emulator goes on');
});

t.test('what goes wrong while an answer is sent is an error of Graph too', async (t) => {
  const host = createHost({ onFailure: () => {} });
  const server = buildServer(host, { logLevel: 'silent' });
  t.teardown(() => server.close());
  const url = await server.listen({ port: 0 });
  // What no route would let pass.
  const { faults } = controlsOf(host.tenants.default);
  for (const latency of [0, 5]) {
    faults.add({ status: 503, headers: { 'a b': 'x' }, latency, count: 1 });
    const answer = await fetch(`${url}/v1.0/users`);
    t.equal(answer.status, 500);
    t.match(await answer.json(), { error: { code: 'InternalServerError', innerError: { 'request-id': /./ } } });
  }
});

t.test('faults are of one tenant, and a reset takes them back', async (t) => {
  const [one, other] = [await emulator(t), await emulator(t)];
  await fault(one, { status: 500 });
  t.equal((await other.get('/v1.0/users')).status, 200);
  await one.reset();
  t.equal((await one.get('/v1.0/users')).status, 200);
  t.same((await one.get('/_emulator/faults')).body, { value: [] });
});

t.test('what is no fault is refused', async (t) => {
  const graph = await emulator(t);
  const wrong: [body: object, message: RegExp][] = [
    [{}, /'status', a 'latency' or a 'reset'/],
    [{ count: 1 }, /'status'/],
    [{ status: 200 }, /status/],
    [{ status: '500' }, /status/],
    [{ status: 500, probability: 2 }, /probability/],
    [{ status: 500, nth: 0 }, /nth/],
    [{ status: 500, version: 'v2.0' }, /version/],
    [{ status: 500, retries: 1 }, /additional/],
    [{ status: 500, headers: { 'x-a': 'b\r\nx-c: d' } }, /headers\/x-a .*no line breaks/],
    [{ status: 500, headers: { 'x-a': 'b\0' } }, /headers\/x-a/],
    [{ status: 500, headers: { 'x-a': '日本' } }, /headers\/x-a .*Latin-1/],
    [{ status: 500, headers: { 'a b': 'x' } }, /headers: 'a b' is no name of a header: .*letters, digits/],
    [{ status: 429, headers: { '': 'x' } }, /headers: '' is no name of a header/],
    [{ status: 500, headers: { 'Transfer-Encoding': 'chunked' } }, /headers: 'Transfer-Encoding' .*leave it out/],
  ];
  for (const [body, message] of wrong) {
    const answer = await graph.post('/_emulator/faults', body);
    t.match(answer, { status: 400, body: { error: { message } } }, JSON.stringify(body));
  }
  t.equal((await graph.delete('/_emulator/faults/fault-9')).status, 404);
  t.same((await graph.get('/_emulator/faults')).body, { value: [] });
});
