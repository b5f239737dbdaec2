/** The command line, in a process of its own. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { type Running, run, start } from './support/cli.js';

t.test('it says where it listens, answers there, and stops when told to', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const running = await start('--port', '0');
    t.match(running.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    t.equal((await fetch(`${running.url}/v1.0/users`)).status, 200);
    // The connection of `fetch` is still alive: an idle one must not hold the process.
    const ended = await running.stop(signal);
    t.same([ended.code, ended.signal], [0, null], `${signal} ends it with status 0`);
    t.equal(ended.stdout, `listening on ${running.url}\n`, 'it prints nothing else');
    t.equal(ended.stderr, '');
  }
});

const headers = { 'content-type': 'application/json' };

/** Makes a group, and does not get the answer. Returns when that is under way. */
async function makeGroupInVain({ url }: Running, displayName: string): Promise<void> {
  const fault = { method: 'POST', path: '/groups', latency: 60_000 };
  await fetch(`${url}/_emulator/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
  const body = JSON.stringify({ displayName, mailEnabled: false, mailNickname: 'x', securityEnabled: true });
  fetch(`${url}/v1.0/groups`, { method: 'POST', headers, body }).catch(() => {});
  const faults = async () => (await (await fetch(`${url}/_emulator/faults`)).json()) as { value: { hits: number }[] };
  while ((await faults()).value[0]?.hits !== 1) await sleep(5);
}

t.test('requests under way have some seconds, after a second signal none, and what they did is saved', async (t) => {
  const data = `${t.testdir()}/tenants.dat`;
  const one = await start('--port', '0', '--data', data);
  await makeGroupInVain(one, 'one');
  const [begun, ended] = [performance.now(), one.stop('SIGTERM')];
  t.match(await ended, { code: 0, stderr: '' });
  t.ok(performance.now() - begun > 4_000, 'it waits');
  t.ok(performance.now() - begun < 30_000, 'not for long');
  const two = await start('--port', '0', '--data', data);
  await makeGroupInVain(two, 'two');
  const again = performance.now();
  t.match(await Promise.all([two.stop('SIGINT'), two.stop('SIGTERM')]), [{ code: 0, stderr: '' }, {}]);
  t.ok(performance.now() - again < 4_000, 'it does not wait');
  const last = await start('--port', '0', '--data', data);
  t.teardown(() => last.stop('SIGTERM'));
  const { value } = (await (await fetch(`${last.url}/v1.0/groups`)).json()) as { value: { displayName: string }[] };
  t.match(value, [{ displayName: 'one' }, { displayName: 'two' }]);
});

t.test('two at once take a free port each', async (t) => {
  const both = await Promise.all([start('--port', '0'), start('--port=0')]);
  t.not(both[0].url, both[1].url);
  for (const running of both) t.equal((await running.stop('SIGTERM')).code, 0);
});

t.test('a port in use is explained', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ended = await run('--port', String(port));
  t.equal(ended.code, 1);
  t.match(ended.stderr, new RegExp(`^graph-emulator: port ${port} .*in use.*--port`));
  t.notMatch(ended.stderr, /\n\s+at /, 'without a stack');
  t.equal(ended.stdout, '');
});

t.test('an address that is not of this machine is explained', async (t) => {
  const ended = await run('--port', '0', '--host', '192.0.2.1');
  t.equal(ended.code, 1);
  t.match(ended.stderr, /^graph-emulator: .*192\.0\.2\.1/);
});

t.test('options that cannot be understood: what is wrong, the usage, and status 2', async (t) => {
  const wrong: [args: string[], message: RegExp][] = [
    [['--port'], /--port/],
    [['--port', 'http'], /--port is 'http'; it must be a number from 0 to 65535/],
    [['--port', '65536'], /--port is 65536; it must be a number from 0 to 65535/],
    [['--port', '-1'], /--port/],
    [['--port', '1.5'], /'1\.5'/],
    [['--port='], /--port is ''/],
    [['--log-level', 'loud'], /--log-level is 'loud'; it must be one of silent, /],
    [['--delivery', 'soon'], /--delivery is 'soon'; it must be immediate, manual, a duration/],
    [['--host='], /--host is ''; it must be a text that is not empty/],
    [['--auth', 'enfroce'], /--auth is 'enfroce'; it must be one of open, identify, enforce/],
    [['--cert', 'c', '--key', 'k'], /--cert is for HTTPS, .*add --https/],
    [['--https-port', '443'], /--https-port is for HTTPS, .*add --https/],
    [['--https-name', 'graph'], /--https-name is for HTTPS, .*add --https/],
    [['--https', '--cert', 'c'], /--cert and --key go together/],
    [['--lenient=yes'], /--lenient/],
    [['--nonsense'], /--nonsense/],
    [['start'], /start/],
  ];
  await Promise.all(
    wrong.map(async ([args, message]) => {
      const ended = await run(...args);
      const what = args.join(' ');
      t.equal(ended.code, 2, what);
      t.match(ended.stderr, message, what);
      t.match(ended.stderr, /^graph-emulator: [\s\S]+\n\nUsage: graph-emulator \[options\]/, what);
      t.equal(ended.stdout, '', what);
    }),
  );
});

t.test('--help prints the usage and starts nothing', async (t) => {
  const ended = await run('--help');
  t.equal(ended.code, 0);
  t.equal(ended.stderr, '');
  for (const option of ['--port', '--host', '--random-seed', '--lenient', '--log-level', '--help']) {
    t.match(ended.stdout, `  ${option}`, option);
  }
});

t.test('--random-seed makes the same ids in every run; --lenient answers what the service refuses', async (t) => {
  const made = async (...args: string[]) => {
    const running = await start('--port', '0', ...args);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true });
    const group = (await (await fetch(`${running.url}/v1.0/groups`, { method: 'POST', headers, body })).json()) as {
      id: string;
    };
    const refused = await fetch(`${running.url}/v1.0/users?$filter=displayName ne 'x'`);
    await running.stop('SIGTERM');
    return { id: group.id, status: refused.status };
  };
  const [one, same, other, free] = await Promise.all([
    made('--random-seed', 'a'),
    made('--random-seed=a', '--lenient'),
    made('--random-seed', 'b'),
    made(),
  ]);
  t.equal(one.id, same.id);
  t.equal(new Set([one.id, other.id, free.id]).size, 3);
  t.same([one.status, same.status], [400, 200]);
});

t.test('--log-level info tells of requests', async (t) => {
  const running = await start('--port', '0', '--log-level', 'info');
  await fetch(`${running.url}/v1.0/users`);
  const { stdout } = await running.stop('SIGTERM');
  t.match(stdout, /"url":"\/v1\.0\/users"/);
});

t.test('the log tells no secrets of a URL', async (t) => {
  const running = await start('--port', '0', '--log-level', 'trace');
  const secrets = ['access_token', 'client_secret', 'code', 'assertion', 'refresh_token', 'id_token_hint', 'password'];
  for (const path of [
    '/v1.0/users',
    '/nothing',
    '/_emulator/info',
    '/v1.0/users/%zz',
    '/organizations/oauth2/deviceauth',
  ])
    for (const name of [...secrets, 'user_code']) await fetch(`${running.url}${path}?a=b&${name}=X-secret`);
  await fetch(`${running.url}/v1.0/users?$filter=passwordProfile/password eq 'X-secret'`);
  const { stdout, stderr } = await running.stop('SIGTERM');
  t.match(stdout, '"url":"/v1.0/users?a=b&access_token=***"');
  t.notMatch(stdout + stderr, 'X-secret');
});
