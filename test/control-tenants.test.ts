/** The process and its tenants; who may use the control API. */
import t from 'tap';
import { createEmulator, startEmulator } from '../src/emulator.js';
import { emulator } from './support/emulator.js';

const quiet = { logLevel: 'silent' };
const json = { 'content-type': 'application/json' };

t.test('info', async (t) => {
  const running = await createEmulator({ ...quiet, randomSeed: 'a', lenient: true });
  t.teardown(() => running.close());
  const info = await (await running.tenant('blue').fetch('/_emulator/info')).json();
  t.match(info, {
    name: 'graph-entitlement-emulator',
    version: /^\d+\.\d+\.\d+/,
    options: { randomSeed: 'a', lenient: true },
    tenants: [
      { name: null, url: '' },
      { name: 'blue', url: '/t/blue' },
    ],
  });
});

t.test('tenants are listed and dropped', async (t) => {
  const running = await createEmulator(quiet);
  t.teardown(() => running.close());
  const blue = running.tenant('blue');
  const group = { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true };
  await blue.fetch('/v1.0/groups', { method: 'POST', headers: json, body: JSON.stringify(group) });
  const names = async () => {
    const { value } = (await (await running.fetch('/_emulator/tenants')).json()) as { value: { name: string }[] };
    return value.map(({ name }) => name);
  };
  t.same(await names(), [null, 'blue']);
  t.equal((await running.fetch('/_emulator/tenants/blue', { method: 'DELETE' })).status, 200);
  t.same(await names(), [null]);
  const groups = async () => {
    const answer = await fetchJson(running.fetch('/t/blue/v1.0/groups'));
    return answer.value;
  };
  t.same(await groups(), [], 'addressed again, it begins with the seed');
  t.equal((await running.fetch('/_emulator/tenants/green', { method: 'DELETE' })).status, 404);
  t.equal((await running.fetch('/t/blue/_emulator/tenants/blue', { method: 'DELETE' })).status, 400);
});

const fetchJson = async (answer: Promise<Response>) => (await (await answer).json()) as { value: unknown };

t.test('with a key, only who has it controls; everybody may ask for health', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet, controlKey: 'open sesame' });
  t.teardown(() => running.close());
  const at = (path: string, key?: string) =>
    fetch(`${running.url}${path}`, key === undefined ? {} : { headers: { 'x-emulator-key': key } });
  for (const path of ['/_emulator/clock', '/t/a/_emulator/info']) {
    for (const key of [undefined, '', 'open', 'open sesamE']) {
      const answer = await at(path, key);
      t.equal(answer.status, 401, `${path} ${key}`);
      t.match(await answer.json(), { error: { code: 'Unauthorized', message: /x-emulator-key/ } });
    }
    t.equal((await at(path, 'open sesame')).status, 200);
  }
  t.equal((await at('/_emulator/health')).status, 200);
  t.equal((await at('/v1.0/users')).status, 200, 'Graph asks for no key');
});

t.test('switched off', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet, control: false });
  t.teardown(() => running.close());
  for (const [method, path] of [
    ['POST', '/_emulator/reset'],
    ['GET', '/t/a/_emulator/clock'],
  ] as const) {
    const answer = await fetch(`${running.url}${path}`, { method });
    t.equal(answer.status, 404, path);
    t.match(await answer.json(), { error: { message: 'The control API is switched off.' } });
  }
  t.equal((await fetch(`${running.url}/_emulator/health`)).status, 200);
  t.equal((await fetch(`${running.url}/v1.0/users`)).status, 200);
});

t.test('paths with parameters: what is no method of theirs, what is no path', async (t) => {
  const graph = await emulator(t);
  t.equal((await graph.get('/_emulator/snapshots/x/restore')).status, 405);
  t.equal((await graph.get('/_emulator/tenants/x')).status, 405);
  t.equal((await graph.get('/_emulator/tenants/x/y')).status, 404);
  t.equal((await graph.get('/_emulator/clock?x=1')).status, 200, 'a query that is not asked for is not read');
});

t.test('what is nested without end is refused', async (t) => {
  const graph = await emulator(t);
  const depth = 100_000;
  const body = `{"displayName":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const answer = await graph.post('/v1.0/groups', body);
  t.match(answer, { status: 400, body: { error: { message: /nested deeper than 100/ } } });
  const brackets = JSON.stringify({
    displayName: '[{'.repeat(3000),
    mailEnabled: false,
    mailNickname: 'x',
    securityEnabled: true,
  });
  t.notMatch(
    (await graph.post('/v1.0/groups', brackets)).body.error?.message ?? '',
    /nested/,
    'text may have any brackets',
  );
  const filter = `${'('.repeat(3000)}displayName eq 'x'${')'.repeat(3000)}`;
  const asked = await graph.get(`/v1.0/users?$filter=${filter}`);
  t.ok(asked.status === 200 || asked.status === 400, `${asked.status}`);
});
