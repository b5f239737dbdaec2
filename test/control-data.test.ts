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
  t.notMatch(await readFile(data, 'utf8'), 'untouched', 'tenants that are as new are not in it');
});

t.test('tokens outlive a restart, and the file being written anew', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const options = { ...quiet, data, auth: 'identify' } as const;
  const meAs = async (tenant: Pick<TenantHandle, 'fetch'>, token: string) =>
    (await tenant.fetch('/v1.0/me', { headers: { authorization: `Bearer ${token}` } })).status;
  const first = await createEmulator(options);
  const { access_token: token } = await first.control.mintToken({ user: 'admin@contoso.onmicrosoft.com' });
  await first.close();
  const second = await createEmulator(options);
  t.equal(await meAs(second, token), 200);
  const groups = Array.from({ length: 1_100 }, (_, n) => ({ displayName: `g${n}`, description: 'x'.repeat(1_000) }));
  await second.control.seed({ groups });
  await second.close();
  const third = await createEmulator(options);
  t.equal(await meAs(third, token), 200);
  await third.close();
  const elsewhere = await createEmulator({ ...quiet, auth: 'identify' });
  t.teardown(() => elsewhere.close());
  t.equal(await meAs(elsewhere, token), 401);
});

t.test('ids that follow a snapshot are of their run alone', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const ids: string[] = [];
  for (const run of ['first', 'second', 'third']) {
    const running = await createEmulator({ ...quiet, data, randomSeed: 'the same' });
    // A reset tenant is saved as if it were new, and yet its ids are not those of the first run.
    if (run === 'second') await running.reset();
    await running.control.save();
    const start = await running.snapshot();
    await start.restore();
    ids.push(await makeGroup(running, run));
    t.match(await groupsOf(running), run === 'first' ? ['first'] : run === 'second' ? ['second'] : ['second', 'third']);
    await running.close();
  }
  t.equal(new Set(ids).size, 3);
});

t.test('what is saved is whatever has changed, not the directory alone', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const first = await createEmulator({ ...quiet, data });
  await makeGroup(first, 'any');
  await first.control.save();
  const body = JSON.stringify({ displayName: 'Sales' });
  const headers = { 'content-type': 'application/json' };
  const url = '/v1.0/identityGovernance/entitlementManagement/catalogs';
  t.equal((await first.fetch(url, { method: 'POST', headers, body })).status, 201);
  await first.close();
  const next = await createEmulator({ ...quiet, data });
  t.teardown(() => next.close());
  const { value } = (await (await next.fetch(url)).json()) as { value: { displayName: string }[] };
  t.match(
    value.map(({ displayName }) => displayName),
    ['General', 'Sales'],
  );
});

t.test('savings are added to the file, and what a killed process left behind them counts for nothing', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const first = await createEmulator({ ...quiet, data });
  await makeGroup(first, 'one');
  await first.control.save();
  const before = await readFile(data, 'utf8');
  await makeGroup(first, 'two');
  await first.close();
  const after = await readFile(data, 'utf8');
  t.ok(after.startsWith(before));
  const [line = ''] = after.slice(before.length).split('\n').slice(1);
  const lefts = [line.slice(0, 20), `${line}\n`, `${line}\n${line.slice(0, 20)}`, `${'\0'.repeat(20)}\n`];
  for (const left of lefts) {
    await writeFile(data, before + left);
    const next = await createEmulator({ ...quiet, data });
    t.same(await groupsOf(next), ['one']);
    await makeGroup(next, 'three');
    await next.close();
    const last = await createEmulator({ ...quiet, data });
    t.same(await groupsOf(last), ['one', 'three']);
    await last.close();
  }
});

t.test('what a file has that breaks off in its first saving is put aside, and told of', async (t) => {
  const folder = t.testdir();
  const data = `${folder}/tenants.json`;
  const first = await createEmulator({ ...quiet, data });
  await makeGroup(first, 'one');
  await first.close();
  const broken = (await readFile(data, 'utf8')).slice(0, -20);
  await writeFile(data, broken);
  const warnings: string[] = [];
  const next = await createEmulator({ ...quiet, data, onWarning: (message) => void warnings.push(message) });
  t.same(await groupsOf(next), []);
  await makeGroup(next, 'two');
  await next.close();
  const [aside = ''] = (await readdir(folder)).filter((name) => name.endsWith('.broken'));
  t.equal(await readFile(`${folder}/${aside}`, 'utf8'), broken);
  t.match(warnings, [new RegExp(`^${data} breaks off in its first saving, .*${aside}`)]);
  const last = await createEmulator({ ...quiet, data, onWarning: (message) => void warnings.push(message) });
  t.teardown(() => last.close());
  t.same(await groupsOf(last), ['two']);
  t.equal(warnings.length, 1);
});

t.test('names that two users have exchanged since the last saving', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  // So many between them that they are saved in different portions.
  const between = Array.from({ length: 1_000 }, (_, at) => `user${at}`);
  const seed = { users: ['ann', ...between, 'ben'].map((name) => ({ userPrincipalName: `${name}@contoso.com` })) };
  const first = await createEmulator({ ...quiet, data, seed });
  const idOf = async (tenant: Pick<TenantHandle, 'fetch'>, name: string) =>
    ((await (await tenant.fetch(`/v1.0/users/${name}@contoso.com`)).json()) as { id: string }).id;
  const [ann, ben] = [await idOf(first, 'ann'), await idOf(first, 'ben')];
  await makeGroup(first, 'any');
  await first.control.save();
  const rename = (id: string, name: string) =>
    first.fetch(`/v1.0/users/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userPrincipalName: `${name}@contoso.com` }),
    });
  for (const [id, name] of [
    [ann, 'x'],
    [ben, 'ann'],
    [ann, 'ben'],
  ] as const)
    t.equal((await rename(id, name)).status, 204);
  await first.close();
  const next = await createEmulator({ ...quiet, data });
  t.teardown(() => next.close());
  t.same([await idOf(next, 'ann'), await idOf(next, 'ben')], [ben, ann]);
});

t.test('a file that has grown is written anew', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const first = await createEmulator({ ...quiet, data });
  const description = 'x'.repeat(1024);
  const groups = Array.from({ length: 400 }, (_, at) => ({ displayName: `Group ${at}`, description }));
  for (let n = 0; n < 8; n++) {
    await first.control.seed({ groups });
    await first.control.save();
    await first.reset();
    await first.control.save();
  }
  await makeGroup(first, 'last');
  await first.close();
  t.ok((await readFile(data)).length < 2 ** 21);
  const next = await createEmulator({ ...quiet, data });
  t.teardown(() => next.close());
  t.same(await groupsOf(next), ['last']);
});

t.test('a file that grows a little in each run is written anew, too', async (t) => {
  const data = `${t.testdir()}/tenants.json`;
  const description = 'x'.repeat(1024);
  const groups = Array.from({ length: 900 }, (_, at) => ({ displayName: `Group ${at}`, description }));
  const first = await createEmulator({ ...quiet, data, seed: { groups } });
  await makeGroup(first, 'stays');
  await first.close();
  for (let run = 0; run < 6; run++) {
    const next = await createEmulator({ ...quiet, data });
    await next.tenant('passing').control.seed({ groups: groups.slice(0, 600) });
    await next.control.save();
    await next.control.dropTenant({ name: 'passing' });
    await next.close();
  }
  t.ok((await readFile(data)).length < 2 ** 22);
  const last = await createEmulator({ ...quiet, data });
  t.teardown(() => last.close());
  t.equal((await groupsOf(last)).length, 100);
});

t.test('a process that is killed loses nothing that was saved, and leaves no broken file', async (t) => {
  const folder = t.testdir();
  const data = `${folder}/tenants.json`;
  await writeFile(`${data}.tmp`, 'left by a process that was killed while it wrote the file anew');
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
  t.same(await readdir(folder), ['tenants.json']);
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
  for (const text of ['{"users": []}', 'not json', '[]', '\n']) {
    await writeFile(data, text);
    await t.rejects(createEmulator({ ...quiet, data }), new RegExp(`${data} is no data file`), text);
    t.equal(await readFile(data, 'utf8'), text);
  }
  await t.rejects(createEmulator({ ...quiet, data: `${t.testdir()}/no/such/folder.json` }), { code: 'ENOENT' });
});

t.test('an empty file is a new one', async (t) => {
  const data = `${t.testdir({ 'tenants.dat': '' })}/tenants.dat`;
  for (const groups of [['first'], ['first', 'second']]) {
    const emulator = await createEmulator({ ...quiet, data });
    await makeGroup(emulator, groups.at(-1) ?? '');
    t.same(await groupsOf(emulator), groups);
    await emulator.close();
  }
});

t.test('without a data file there is nothing to save', async (t) => {
  const running = await createEmulator(quiet);
  t.teardown(() => running.close());
  t.same(await running.control.save(), { saved: false });
});
