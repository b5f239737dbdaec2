/** The library: an emulator inside the process of a test. */
import { execFileSync } from 'node:child_process';
import { setImmediate as turn } from 'node:timers/promises';
import t from 'tap';
import { type Client, createEmulator, type EmulatorOptions, startEmulator } from '../src/emulator.js';
import { build } from './support/cli.js';
import { person } from './support/directory.js';

const quiet = { logLevel: 'silent' };

async function post(client: Client, path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await client.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

const get = async (client: Client, path: string) =>
  (await (await client.fetch(path)).json()) as Record<string, unknown>;

const newGroup = (displayName: string) => ({
  displayName,
  mailEnabled: false,
  mailNickname: 'x',
  securityEnabled: true,
});

t.test('an emulator on a port of its own', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet });
  t.match(running.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  t.equal((await fetch(`${running.url}/v1.0/users`)).status, 200);
  t.equal((await running.fetch('/v1.0/users')).status, 200, 'its own fetch needs no URL');
  const port = Number(new URL(running.url).port);
  await t.rejects(startEmulator({ port, ...quiet }), { code: 'EADDRINUSE' }, 'a port is taken once');
  await running.close();
  const next = await startEmulator({ port, ...quiet });
  t.teardown(() => next.close());
  t.equal(next.url, running.url, 'and free again when it is closed');
});

t.test('a close takes as long as the last request, whose connection it ends', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet });
  await running.control.addFault({ path: '/users', latency: 500 });
  const under = fetch(`${running.url}/v1.0/users`);
  while ((await running.control.faults()).value[0]?.hits !== 1) await turn();
  const begun = performance.now();
  const [answer] = await Promise.all([under, running.close()]);
  t.same([answer.status, answer.headers.get('connection')], [200, 'close']);
  t.ok(performance.now() - begun < 4_000, 'and not until clients let go of their connections');
});

t.test('the log tells once who listens to more than this machine', async (t) => {
  build();
  const warnings = (options: object) => {
    const code = `const { startEmulator } = await import('./dist/emulator.js');
      await (await startEmulator(${JSON.stringify({ port: 0, ...options })})).close();`;
    const log = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    return log.split('\n').filter((line) => line.includes('whoever reaches this machine'));
  };
  const [open = '', ...more] = warnings({ host: '0.0.0.0' });
  t.same(more, []);
  t.match(JSON.parse(open), { level: 40, msg: /^listening on 0\.0\.0\.0, .*controlKey/ });
  t.notMatch(warnings({ host: '0.0.0.0', controlKey: 'k' })[0], 'controlKey');
  const here = ['localhost', '127.1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'].map((host) => ({ host }));
  for (const options of [{}, ...here, { host: '0.0.0.0', logLevel: 'error' }]) t.same(warnings(options), []);
});

t.test('an emulator without a socket', async (t) => {
  const inside = await createEmulator(quiet);
  t.teardown(() => inside.close());
  const group = await post(inside, '/v1.0/groups', newGroup('Inside'));
  t.equal((await get(inside, `/v1.0/groups/${group.id}`)).displayName, 'Inside');
  for (const name of ['a', 'b']) await post(inside, '/v1.0/groups', newGroup(name));
  const page = await get(inside, '/v1.0/groups?$top=1');
  t.equal((await inside.fetch(page['@odata.nextLink'] as string)).status, 200, 'its links can be followed');
  const gone = await inside.fetch(`/v1.0/groups/${group.id}`, { method: 'DELETE' });
  t.same([gone.status, await gone.text()], [204, '']);
  const answer = await inside.fetch('/v1.0/groups/x', { headers: { 'client-request-id': 'mine' } });
  t.equal(answer.headers.get('client-request-id'), 'mine');
});

t.test('its fetch takes what the global one takes, and stops when it is told to', async (t) => {
  const inside = await createEmulator(quiet);
  t.teardown(() => inside.close());
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(newGroup('Asked'));
  const made = await inside.fetch(new Request(`${inside.url}/v1.0/groups`, { method: 'POST', headers, body }));
  t.match([made.status, await made.json()], [201, { displayName: 'Asked' }]);
  t.equal((await inside.fetch(new URL(`${inside.url}/v1.0/groups`))).status, 200);
  const before = AbortSignal.abort(new Error('before'));
  await t.rejects(inside.fetch('/v1.0/users', { signal: before }), { message: 'before' });
  await inside.control.addFault({ latency: 1_000 });
  for (const ask of [
    ({ signal }: AbortController) => inside.fetch('/v1.0/users', { signal }),
    ({ signal }: AbortController) => inside.fetch(new Request(`${inside.url}/v1.0/users`, { signal })),
  ]) {
    const controller = new AbortController();
    const asked = ask(controller);
    controller.abort(new Error('during'));
    await t.rejects(asked, { message: 'during' });
  }
});

t.test('an emulator without a socket refuses options of one', async (t) => {
  for (const options of [{ port: 0 }, { host: '::1' }, { https: true }] as EmulatorOptions[]) {
    const message =
      /^options\.(port|host|https) is for an emulator that listens: use startEmulator, or leave it out\.$/;
    await t.rejects(createEmulator(options), { name: 'OptionError', message });
  }
});

t.test('two emulators in one process share nothing', async (t) => {
  const [one, other] = await Promise.all([createEmulator(quiet), createEmulator(quiet)]);
  t.teardown(() => Promise.all([one.close(), other.close()]));
  const { id } = await post(one, '/v1.0/groups', newGroup('x'));
  t.equal((await other.fetch(`/v1.0/groups/${id}`)).status, 404);
  const { id: tenanted } = await post(one.tenant('a'), '/v1.0/groups', newGroup('x'));
  t.equal((await other.tenant('a').fetch(`/v1.0/groups/${tenanted}`)).status, 404);
});

t.test('a caller by id, in the process and over HTTP', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet });
  t.teardown(() => running.close());
  const { id } = await post(running, '/v1.0/users', person('anna'));
  const anna = running.asUser(id as string);
  t.equal((await get(anna, '/v1.0/me')).id, id);
  t.equal(await running.token(), undefined, 'the administrator needs no token');
  const over = await fetch(`${running.url}/v1.0/me`, { headers: { authorization: `Bearer ${await anna.token()}` } });
  t.equal(((await over.json()) as { id: string }).id, id, 'her token says the same to any client');
  const tenanted = running.tenant('other');
  const { id: bert } = await post(tenanted, '/v1.0/users', person('bert'));
  t.equal((await get(tenanted.asUser(bert as string), '/v1.0/me')).displayName, 'bert', 'in a tenant of its own');
});

t.test('a handle of a tenant: its URL, its reset, its clock', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet });
  t.teardown(() => running.close());
  const tenant = running.tenant('one');
  t.equal(tenant.url, `${running.url}/t/one`);
  const { id } = await post(running.tenant('one'), '/v1.0/groups', newGroup('x'));
  t.equal((await tenant.fetch(`/v1.0/groups/${id}`)).status, 200, 'two handles, one tenant');
  const now = await tenant.advance('P30D');
  t.ok(Date.parse(now) > Date.now() + 29 * 86_400_000, now);
  t.match(await get(tenant, '/_emulator/clock'), { now: now.slice(0, 16) });
  await t.rejects(tenant.advance('a month'), { message: /'a month', which is no ISO 8601 duration/ });
  await tenant.reset();
  t.equal((await tenant.fetch(`/v1.0/groups/${id}`)).status, 404);
  t.throws(() => running.tenant('no/name'), { message: /is no tenant name/ });
});

t.test('a handle is of the tenant that has the name, also when it was forgotten and begun again', async (t) => {
  const inside = await createEmulator(quiet);
  t.teardown(() => inside.close());
  const tenant = inside.tenant('blue');
  await inside.control.dropTenant({ name: 'blue' });
  const { id } = await post(tenant, '/v1.0/groups', newGroup('x'));
  const now = await tenant.advance('P30D');
  t.match(await tenant.control.clock(), { now: now.slice(0, 16) });
  await tenant.reset();
  t.equal((await tenant.fetch(`/v1.0/groups/${id}`)).status, 404);
});

t.test('the same seed and the same calls make the same ids', async (t) => {
  const ids = async (options: EmulatorOptions) => {
    const made = await createEmulator({ ...quiet, ...options });
    const calls = async (client: Client) => [
      (await post(client, '/v1.0/groups', newGroup('x'))).id,
      (await post(client, '/v1.0/users', person('y'))).id,
      (await post(client, '/v1.0/identityGovernance/entitlementManagement/catalogs', { displayName: 'z' })).id,
    ];
    const found = [...(await calls(made)), ...(await calls(made.tenant('named')))];
    await made.close();
    return found;
  };
  const one = await ids({ randomSeed: 'one' });
  t.same(await ids({ randomSeed: 'one' }), one);
  t.equal(new Set([...one, ...(await ids({ randomSeed: 'two' })), ...(await ids({}))]).size, 18, 'all others differ');
});

t.test('reads, refusals and other tenants draw no ids', async (t) => {
  const first = async (before: (client: Client) => Promise<unknown>) => {
    const made = await createEmulator({ ...quiet, randomSeed: 'x' });
    await before(made);
    const { id } = await post(made, '/v1.0/groups', newGroup('x'));
    await made.close();
    return id;
  };
  const plain = await first(async () => {});
  t.equal(await first((client) => client.fetch('/v1.0/users?$top=5')), plain);
  t.equal(await first((client) => client.fetch('/v1.0/nothing')), plain);
});

t.test('lenient answers what the service refuses', async (t) => {
  const [strict, lenient] = await Promise.all([createEmulator(quiet), createEmulator({ ...quiet, lenient: true })]);
  t.teardown(() => Promise.all([strict.close(), lenient.close()]));
  for (const query of ["$filter=displayName ne 'x'", "$filter=contains(displayName,'a')", '$search="displayName:a"']) {
    const path = `/v1.0/users?${query}`;
    t.same([(await strict.fetch(path)).status, (await lenient.fetch(path)).status], [400, 200], query);
  }
});

t.test('options that are none, or cannot be, are refused with what is possible', async (t) => {
  const wrong: [options: unknown, message: RegExp][] = [
    [8365, /^options is 8365; it must be an object\.$/],
    [{ prot: 0 }, /^There is no options\.prot; there is port, host, .*https/],
    [{ port: '0' }, /^options\.port is '0'; it must be a number from 0 to 65535\.$/],
    [{ host: '' }, /^options\.host is ''; it must be a text that is not empty\.$/],
    [{ auth: 'enfroce' }, /^options\.auth is 'enfroce'; it must be one of open, identify, enforce\.$/],
    [{ logLevel: 'loud' }, /^options\.logLevel is 'loud'; it must be one of silent, /],
    [{ lenient: 'no' }, /^options\.lenient is 'no'; it must be true or false\.$/],
    [{ controlKey: '' }, /^options\.controlKey is ''; it must be .*left out/],
    [{ controlKey: 'schlüssel' }, /^options\.controlKey is '\*\*\*'; it must be .*left out/],
    [{ delivery: 'soon' }, /^options\.delivery is 'soon'; it must be immediate, manual, a duration/],
    [{ seedSize: { people: 3 } }, /^There is no options\.seedSize\.people; there is users, groups, memberships\.$/],
    [
      { seedSize: { users: 99_999_999 } },
      /^options\.seedSize needs a heap of about \d+ MB, .*--max-old-space-size=\d+/,
    ],
    [{ https: { port: -1 } }, /^options\.https\.port is -1; /],
    [{ https: 'yes' }, /^options\.https is 'yes'; it must be true, false or an object\.$/],
    [{ constructor: 1 }, /^There is no options\.constructor/],
  ];
  for (const [options, message] of wrong) {
    const what = JSON.stringify(options);
    await t.rejects(startEmulator(options as EmulatorOptions), { name: 'OptionError', message }, what);
    await t.rejects(createEmulator(options as EmulatorOptions), { name: 'OptionError', message }, what);
  }
  const possible: EmulatorOptions = { ...quiet, delivery: undefined, https: false, seedSize: { users: 1 } };
  const fine = await createEmulator(possible);
  await fine.close();
});

t.test('a moment is kept, and gone back to', async (t) => {
  const inside = await createEmulator(quiet);
  t.teardown(() => inside.close());
  await post(inside, '/v1.0/groups', newGroup('Before'));
  const before = await inside.snapshot();
  for (const name of ['one', 'other']) {
    await post(inside, '/v1.0/groups', newGroup(name));
    await inside.advance('P30D');
    await before.restore();
    const { value } = (await get(inside, '/v1.0/groups?$select=displayName')) as { value: { displayName: string }[] };
    t.same(
      value.map(({ displayName }) => displayName),
      ['Before'],
    );
    t.ok(Date.parse((await inside.control.clock()).now) < Date.now() + 86_400_000);
  }
  await before.forget();
  t.same((await inside.control.snapshots()).value, []);
  await t.rejects(before.restore(), { name: 'ControlError' });
});

t.test('what is asked is recorded', async (t) => {
  const inside = (await createEmulator(quiet)).tenant('blue');
  const journal = await inside.journal();
  await post(inside, '/v1.0/groups', newGroup('Recorded'));
  await inside.fetch('/v1.0/groups/nobody');
  t.match(await journal.list(), [{ method: 'POST', path: '/groups' }, { answer: { status: 400 } }]);
  t.match(await journal.list({ status: 201 }), [{ body: { displayName: 'Recorded' } }]);
  const [later] = await Promise.all([journal.wait({ path: '/users' }), inside.fetch('/v1.0/users')]);
  t.match(later, [{ path: '/users', answer: { status: 200 } }]);
  await journal.clear();
  t.same(await journal.list(), []);
  await journal.stop();
  await inside.fetch('/v1.0/users');
  t.same(await inside.control.journal(), { recording: false, value: [] });
});
