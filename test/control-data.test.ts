/** The data file: tenants that outlive the process. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import t from 'tap';
import { createEmulator, type TenantHandle } from '../src/emulator.js';
import { start } from './support/cli.js';

const quiet = { logLevel: 'silent' };
const DAY = 86_400_000;

async function makeGroup(tenant: Pick<TenantHandle, 'fetch'>, displayName: string): Promise<string> {
  const body = JSON.stringify({ displayName, mailEnabled: false, mailNickname: 'x', securityEnabled: true });
  const headers = { 'content-type': 'application/json' };
  const answer = await tenant.fetch('/v1.0/groups', { method: 'POST', headers, body });
  return ((await answer.json()) as { id: string }).id;
}

async function groupsOf(tenant: Pick<TenantHandle, 'fetch'>): Promise<string[]> {
  const { value } = (await (await tenant.fetch('/v1.0/groups')).json()) as { value: { displayName: string }[] };
  return value.map(({ displayName }) => displayName);
}

t.test('what tenants hold, and their clocks, outlive a close', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const options = { ...quiet, data, randomSeed: 'the same' };
  const first = await createEmulator(options);
  const ids = [await makeGroup(first, 'default')];
  await makeGroup(first.tenant('blue'), 'blue');
  await first.tenant('blue').advance('P10D');
  await first.control.setDelivery({ mode: 'manual' });
  first.tenant('untouched');
  await first.close();
  for (const run of ['second', 'third']) {
    const next = await createEmulator(options);
    t.match(await groupsOf(next), ['default'], run);
    t.match(await groupsOf(next.tenant('blue')), ['blue']);
    t.ok(Date.parse((await next.tenant('blue').control.clock()).now) > Date.now() + 9 * DAY);
    t.same(await next.control.delivery(), { mode: 'manual' });
    ids.push(await makeGroup(next, run));
    await next.close();
  }
  t.equal(new Set(ids).size, 3, 'with the same random seed, each run has ids of its own');
  const saved = JSON.parse(await readFile(data, 'utf8')) as { tenants: { name: string | null }[] };
  t.same(
    saved.tenants.map(({ name }) => name),
    [null, 'blue'],
    'tenants that are as new are not in it',
  );
});

t.test('a process that is killed loses nothing that was saved, and leaves no broken file', async (t) => {
  const folder = t.testdir();
  const data = `${folder}/tenants.json`;
  const running = await start('--port', '0', '--data', data);
  const over = (url: string) => ({ fetch: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init) });
  await makeGroup(over(running.url), 'saved');
  const answer = await fetch(`${running.url}/_emulator/save`, { method: 'POST' });
  t.same(await answer.json(), { saved: true });
  await makeGroup(over(running.url), 'perhaps');
  await running.stop('SIGKILL');
  const next = await start('--port', '0', '--data', data);
  t.ok((await groupsOf(over(next.url))).includes('saved'));
  await makeGroup(over(next.url), 'at the end');
  t.equal((await next.stop('SIGTERM')).code, 0);
  const last = await createEmulator({ ...quiet, data });
  t.ok((await groupsOf(last)).includes('at the end'), 'a signal saves');
  await last.close();
  t.same(
    (await readdir(folder)).filter((name) => !/^tenants\.json(\.\d+\.tmp)?$/.test(name)),
    [],
  );
});

t.test('a reset tenant is saved as reset, a dropped one not at all', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const first = await createEmulator({ ...quiet, data, seed: { groups: [{ displayName: 'Seeded' }] } });
  await makeGroup(first, 'x');
  await makeGroup(first.tenant('blue'), 'x');
  await first.control.save();
  await first.reset();
  await first.control.dropTenant({ name: 'blue' });
  await first.close();
  const next = await createEmulator({ ...quiet, data });
  t.teardown(() => next.close());
  t.same(
    (await next.control.tenants()).value.map(({ name }) => name),
    [null],
  );
});

t.test('a file with anything else in it is left alone', async (t) => {
  const data = `${t.testdir()}/other.json`;
  for (const text of ['{"users": []}', 'not json', '[]', '']) {
    await writeFile(data, text);
    await t.rejects(createEmulator({ ...quiet, data }), new RegExp(`${data} is no data file`), text);
    t.equal(await readFile(data, 'utf8'), text);
  }
  await t.rejects(createEmulator({ ...quiet, data: `${t.testdir()}/no/such/folder.json` }), { code: 'ENOENT' });
});

t.test('without a data file there is nothing to save', async (t) => {
  const running = await createEmulator(quiet);
  t.teardown(() => running.close());
  t.same(await running.control.save(), { saved: false });
});
