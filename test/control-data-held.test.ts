/** The data file belongs to one emulator at a time, and to the one that wrote it last. */
import { appendFile, copyFile, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import t from 'tap';
import { createEmulator, type Emulator, startEmulator } from '../src/emulator.js';
import { run, start } from './support/cli.js';

const quiet = { logLevel: 'silent' };

const makeUser = (emulator: Pick<Emulator, 'control'>, name: string) =>
  emulator.control.seed({ users: [{ userPrincipalName: `${name}@contoso.com` }] });

async function usersOf(emulator: Pick<Emulator, 'fetch'>): Promise<string[]> {
  const answer = await emulator.fetch("/v1.0/users?$filter=endsWith(userPrincipalName,'@contoso.com')&$count=true", {
    headers: { ConsistencyLevel: 'eventual' },
  });
  const { value } = (await answer.json()) as { value: { userPrincipalName: string }[] };
  return value.map(({ userPrincipalName }) => userPrincipalName.split('@')[0] ?? '').sort();
}

t.test('a second process with the same file does not start, and the first goes on', async (t) => {
  const data = `${t.testdir()}/tenants.dat`;
  const first = await start('--port', '0', '--data', data);
  const second = await run('--port', '0', '--data', data);
  t.equal(second.code, 1);
  t.match(
    second.stderr,
    /^graph-emulator: \S+tenants\.dat is in use by process \d+\. Stop that, or take another file\.\n$/,
  );
  t.equal(second.stdout, '');
  const body = JSON.stringify({ users: [{ userPrincipalName: 'ann@contoso.com' }] });
  t.equal((await fetch(`${first.url}/_emulator/seed`, { method: 'POST', body })).status, 200);
  t.equal((await fetch(`${first.url}/_emulator/save`, { method: 'POST' })).status, 200);
  await first.stop('SIGKILL');
  const next = await createEmulator({ ...quiet, data });
  t.teardown(() => next.close());
  t.same(await usersOf(next), ['ann'], 'and one that was killed holds nothing');
});

t.test('two in one process do not share a file, by whatever path', async (t) => {
  const folder = t.testdir({ inside: {} });
  const data = `${folder}/tenants.dat`;
  const first = await createEmulator({ ...quiet, data });
  await symlink(folder, `${folder}/inside/round`);
  await symlink(data, `${folder}/linked.dat`);
  const held = new RegExp(`is in use by process ${process.pid}\\.`);
  for (const path of [
    data,
    `${folder}/inside/../tenants.dat`,
    `${folder}/inside/round/tenants.dat`,
    `${folder}/linked.dat`,
  ]) {
    await t.rejects(createEmulator({ ...quiet, data: path }), held, path);
    await t.rejects(startEmulator({ ...quiet, port: 0, data: path }), held, path);
  }
  await (await createEmulator({ ...quiet, data: `${folder}/other.dat` })).close();
  await first.close();
  await (await createEmulator({ ...quiet, data: `${folder}/linked.dat` })).close();
});

t.test('a file is free again when its emulator could not start', async (t) => {
  const data = `${t.testdir()}/tenants.dat`;
  await writeFile(data, 'not ours');
  await t.rejects(createEmulator({ ...quiet, data }), /is no data file/);
  await rm(data);
  const https = { cert: `${data}/none.pem`, key: `${data}/none.pem` };
  await t.rejects(startEmulator({ ...quiet, port: 0, data, https }));
  await (await createEmulator({ ...quiet, data })).close();
});

t.test('what another machine has done to the file is not written over, and no saving says it was done', async (t) => {
  const changes: Record<string, (data: string) => Promise<unknown>> = {
    'added to': (data) => appendFile(data, '{"whole":true}\n'),
    'cut off': (data) => writeFile(data, ''),
    'put in its place': async (data) => {
      await copyFile(data, `${data}.copy`);
      await rename(`${data}.copy`, data);
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    const data = `${t.testdir()}/tenants.dat`;
    const logged: unknown[] = [];
    const emulator = await createEmulator({
      ...quiet,
      data,
      dataInterval: 50,
      onFailure: (error) => logged.push(error),
    });
    await makeUser(emulator, 'ann');
    await emulator.control.save();
    await change(data);
    const text = await readFile(data, 'utf8');
    await makeUser(emulator, 'ben');
    for (const time of ['the first time', 'and later']) {
      t.match(await emulator.control.save().catch((error) => error), { status: 500 }, `${name}: ${time}`);
    }
    while (logged.length === 0) await new Promise((done) => setTimeout(done, 10));
    t.match(logged[0], { message: /tenants\.dat is not as it was left: .* is no longer saved\./ }, name);
    await t.rejects(emulator.close(), /is not as it was left/, name);
    t.equal(await readFile(data, 'utf8'), text, name);
  }
});

t.test('a file that is gone is missed', async (t) => {
  const data = `${t.testdir()}/tenants.dat`;
  const emulator = await createEmulator({ ...quiet, data });
  await rm(data);
  await makeUser(emulator, 'ann');
  await t.rejects(emulator.control.save());
  await t.rejects(emulator.close(), /is not as it was left/);
});
