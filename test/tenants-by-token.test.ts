/**
 * The tenant of a token: clients whose addresses are fixed (`https://graph.microsoft.com/v1.0`) reach the tenant that they
 * have signed in to, as they do at the service.
 */
import t, { type Test } from 'tap';
import { createEmulator, type EmulatorOptions } from '../src/emulator.js';
import { person, securityGroup } from './support/directory.js';
import type { Reply } from './support/emulator.js';
import { ADMIN, claimsOf, GRAPH } from './support/sign-in.js';

const json = { 'content-type': 'application/json' };

async function opened(t: Test, options: EmulatorOptions = {}) {
  const running = await createEmulator({ logLevel: 'error', ...options });
  t.teardown(() => running.close());
  const ask = async (path: string, token?: string, body?: object) => {
    const headers = { authorization: token === undefined ? '' : `Bearer ${token}`, ...(body && json) };
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const answer = await running.fetch(path, { headers, ...sent });
    return { status: answer.status, body: (await answer.json()) as Reply['body'] };
  };
  const mint = async (tenant: string, asked: object) =>
    (await ask(`${tenant}/_emulator/tokens`, undefined, asked)).body.access_token as string;
  return { running, ask, mint };
}

for (const auth of ['open', 'enforce'] as const) {
  t.test(`a token leads to its tenant where the URL names none, at the level ${auth}`, async (t) => {
    const { running, ask, mint } = await opened(t, { auth });
    const admin = await mint('/t/blue', { user: ADMIN });
    const anna = (await ask('/v1.0/users', admin, person('anna'))).body;
    t.match(anna['@odata.context'], /^http:\/\/localhost:8365\/v1.0\//, 'its links are as they were asked for');
    const token = await mint('/t/blue', { user: anna.id });
    t.equal((await ask('/v1.0/me', token)).body.id, anna.id);
    t.equal((await ask('/t/blue/v1.0/me', token)).body.id, anna.id);
    t.equal((await ask('/oidc/userinfo', token)).body.name, anna.displayName);
    const group = (await ask('/v1.0/groups', admin, securityGroup('hers'))).body.id;
    t.equal((await running.tenant('blue').fetch(`/v1.0/groups/${group}`)).status, 200);
    t.equal((await running.fetch(`/v1.0/groups/${group}`)).status, 404, 'and not to the tenant without a name');
    const elsewhere = await ask('/t/red/v1.0/me', token);
    if (auth === 'open') t.match(elsewhere.body.userPrincipalName, /^admin@/, 'of another tenant it is a foreign one');
    else t.equal(elsewhere.status, 401);
  });
}

t.test('so does one from the authority of a tenant by its name', async (t) => {
  const { running, ask } = await opened(t);
  const { id } = (await ask('/t/green/v1.0/users', undefined, person('bert'))).body;
  const fields = { grant_type: 'password', client_id: 'x', username: id, password: 'x', scope: `${GRAPH}/.default` };
  const signedIn = await running.fetch('/green/oauth2/v2.0/token', {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  const { access_token } = (await signedIn.json()) as { access_token: string };
  t.equal((await ask('/v1.0/me', access_token)).body.id, id);
});

t.test('tenants may have ids of their own, by which they are signed in to and reached', async (t) => {
  const { running, ask, mint } = await opened(t, { auth: 'identify' });
  const tid = '11111111-2222-4333-8444-555555555555';
  const appId = '22222222-2222-4333-8444-555555555555';
  const blue = running.tenant('blue');
  const applications = [{ displayName: 'ci', appId, passwordCredentials: [{ secretText: 'known' }] }];
  await blue.control.seed({ organization: { id: tid.toUpperCase(), displayName: 'Blue' }, applications });
  t.match((await ask('/v1.0/organization', await mint('/t/blue', { user: ADMIN }))).body.value, [
    { id: tid, displayName: 'Blue' },
  ]);
  const fields = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: 'known',
    scope: `${GRAPH}/.default`,
  };
  const signedIn = await running.fetch(`/${tid}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  t.match(claimsOf(token), { tid, appid: appId });
  t.equal((await ask('/v1.0/organization', token)).body.value[0].id, tid);
  t.equal((await ask('/v1.0/organization', await mint('', { user: ADMIN }))).body.value[0].displayName, 'Contoso');
  const other = await opened(t);
  await other.running.tenant('any').control.seed(await blue.control.exportSeed());
  t.equal((await other.ask('/t/any/v1.0/organization')).body.value[0].id, tid, 'it is exported');
  const foreign = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ tid })).toString('base64url')}.`;
  t.equal((await other.ask('/v1.0/organization', foreign)).body.value[0].id, tid, 'a token says it by the id alone');
  await blue.reset();
  t.equal((await ask('/t/blue/v1.0/organization', await mint('/t/blue', { user: ADMIN }))).body.value.length, 1);
});

t.test('a client of a tenant stays there, whatever address it is given', async (t) => {
  const { running } = await opened(t);
  const blue = running.tenant('blue');
  const body = JSON.stringify(securityGroup('x'));
  await blue.fetch('https://graph.microsoft.com/v1.0/groups', { method: 'POST', headers: json, body });
  const groups = async ({ fetch }: Pick<typeof blue, 'fetch'>) =>
    ((await (await fetch('/v1.0/groups')).json()) as { value: unknown[] }).value.length;
  t.same([await groups(blue), await groups(running)], [1, 0]);
  for (const name of ['.', '..']) t.throws(() => running.tenant(name), /is no tenant name/);
});

t.test('an id that several tenants have names none of them', async (t) => {
  const { running, ask } = await opened(t);
  const base = (await ask('/v1.0/organization')).body.value[0].id;
  for (const name of ['one', 'two']) await running.tenant(name).fetch('/v1.0/me');
  await running.control.seed({ organization: { id: '11111111-2222-4333-8444-555555555555', displayName: 'Moved' } });
  const foreign = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ tid: base })).toString('base64url')}.`;
  t.equal((await ask('/v1.0/organization', foreign)).body.value[0].displayName, 'Moved', 'it is foreign');
});

t.test('no two tenants of a process are given one id by seeds', async (t) => {
  const { running } = await opened(t);
  const seed = { organization: { id: '11111111-2222-4333-8444-666666666666' } };
  const [blue, red] = [running.tenant('blue'), running.tenant('red')];
  await blue.control.seed(seed);
  await blue.control.seed(seed);
  await t.rejects(red.control.seed(seed), {
    message: /organization\.id: is the id of another tenant; leave it out, or give this tenant one of its own/,
  });
  const { id } = ((await (await red.fetch('/v1.0/organization')).json()) as { value: [{ id: string }] }).value[0];
  await red.control.seed({ organization: { id } });
});

t.test('at the level open whoever a token names without being there is the administrator', async (t) => {
  const { ask } = await opened(t);
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const foreign = `${part({ alg: 'none' })}.${part({ oid: '11111111-1111-4111-8111-111111111111' })}.`;
  t.match((await ask('/v1.0/me', foreign)).body.userPrincipalName, /^admin@/);
  t.notOk('tid' in claimsOf(foreign));
});
