/** The command's options for seeds and for the control API. */
import t from 'tap';
import { run, start } from './support/cli.js';

t.test('--seed may be repeated; what it brings is there from the start', async (t) => {
  const folder = t.testdir({
    'one.yaml': 'groups:\n  - displayName: One\n',
    'two.json': '{"groups": [{"displayName": "Two", "members": ["One"]}]}',
  });
  const running = await start('--port', '0', '--seed', `${folder}/one.yaml`, '--seed', `${folder}/two.json`);
  const { value } = (await (await fetch(`${running.url}/t/any/v1.0/groups`)).json()) as {
    value: { displayName: string }[];
  };
  t.same(
    value.map(({ displayName }) => displayName),
    ['One', 'Two'],
  );
  const ended = await running.stop('SIGTERM');
  t.equal(ended.stderr, '', 'progress is only for terminals');
});

t.test('--seed-size makes up a tenant', async (t) => {
  const running = await start('--port', '0', '--seed-size', 'users=50,groups=2,memberships=20');
  const headers = { consistencylevel: 'eventual' };
  t.equal(await (await fetch(`${running.url}/v1.0/users/$count`, { headers })).text(), '51');
  await running.stop('SIGTERM');
});

t.test('seeds that can not be loaded are explained, and nothing is started', async (t) => {
  const file = `${t.testdir({ 'seed.yaml': 'users:\n  - userPrincipalNam: a@contoso.com\n' })}/seed.yaml`;
  const bad = await run('--port', '0', '--seed', file);
  t.equal(bad.code, 1);
  t.match(
    bad.stderr,
    new RegExp(`^graph-emulator: ${file}:2: users\\[0\\]\\.userPrincipalNam: .*did you mean 'userPrincipalName'`),
  );
  const none = await run('--port', '0', '--seed', 'no-such.yaml');
  t.equal(none.code, 1);
  t.match(none.stderr, /no-such\.yaml/);
  for (const sizes of ['users', 'users=x', 'people=3', 'users=1,,groups=2']) {
    const wrong = await run('--seed-size', sizes);
    t.equal(wrong.code, 2, sizes);
    t.match(wrong.stderr, /--seed-size is '.*'; it must be like users=1000,groups=50/, sizes);
  }
  const crowded = await run('--port', '0', '--seed-size', 'users=5,groups=2,memberships=100');
  t.equal(crowded.code, 1);
  t.match(crowded.stderr, /^graph-emulator: memberships=100 is too large a size: 5 users can have no more than 10/);
});

t.test('--no-control and --control-key', async (t) => {
  const off = await start('--port', '0', '--no-control');
  t.equal((await fetch(`${off.url}/_emulator/info`)).status, 404);
  t.equal((await fetch(`${off.url}/_emulator/health`)).status, 200);
  await off.stop('SIGTERM');
  const guarded = await start('--port', '0', '--control-key', 'k');
  t.equal((await fetch(`${guarded.url}/_emulator/info`)).status, 401);
  t.equal((await fetch(`${guarded.url}/_emulator/info`, { headers: { 'x-emulator-key': 'k' } })).status, 200);
  await guarded.stop('SIGTERM');
});

t.test('a key that guards nothing, or that no header carries, is refused', async (t) => {
  for (const key of ['', ' ', 'schlüssel', ' padded', 'two\nlines']) {
    const ended = await run('--port', '0', `--control-key=${key}`);
    t.equal(ended.code, 2, key);
    t.match(ended.stderr, /--control-key is .*; it must be .*or be left out, so that the control API has no key/, key);
    if (key.trim() !== '') t.notOk(ended.stderr.includes(key), 'and is not shown');
  }
});

t.test('listening to more than this machine is told plainly', async (t) => {
  const open = await start('--port', '0', '--host', '0.0.0.0');
  const told = await open.stop('SIGTERM');
  t.match(told.stderr, /^graph-emulator: listening on 0\.0\.0\.0, so that whoever .*--control-key.*\n$/);
  t.equal(told.stdout, `listening on ${open.url}\n`, 'and not a second time in the log');
  const guarded = await start('--port', '0', '--host', '0.0.0.0', '--control-key', 'k');
  const { stderr } = await guarded.stop('SIGTERM');
  t.match(stderr, /whoever reaches this machine/);
  t.notMatch(stderr, /--control-key/);
});
