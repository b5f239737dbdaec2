/** `/t/{name}`: as many tenants as one likes, each an island made on first use. */
import t from 'tap';
import { createEmulator, startEmulator } from '../src/emulator.js';
import { emulator } from './support/emulator.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const json = { 'content-type': 'application/json' };

const group = (displayName: string) => ({
  displayName,
  mailEnabled: false,
  mailNickname: displayName.replace(/\W/g, ''),
  securityEnabled: true,
});

t.test('a tenant is there as soon as it is addressed, and holds the seed', async (t) => {
  const graph = await emulator(t);
  const users = await graph.get('/v1.0/users');
  t.match(users.body.value, [{ userPrincipalName: /^admin@/ }]);
  const catalogs = await graph.get(`${EM}/catalogs`);
  t.match(catalogs.body.value, [{ displayName: 'General', catalogType: 'serviceDefault' }]);
});

t.test('links of a tenant keep its prefix', async (t) => {
  const graph = await emulator(t);
  t.match(graph.url, /\/t\/links-of-a-tenant-keep-its-prefix-\d+$/);
  const made = await graph.post('/v1.0/groups', group('First'));
  await graph.post('/v1.0/groups', group('Second'));
  t.ok(made.body['@odata.context'].startsWith(`${graph.url}/v1.0/$metadata#groups`));
  t.ok(made.headers.get('location')?.startsWith(`${graph.url}/v1.0/groups`));
  const page = await graph.get('/v1.0/groups?$top=1');
  const next: string = page.body['@odata.nextLink'];
  t.ok(next.startsWith(`${graph.url}/v1.0/groups?`), next);
  t.equal((await graph.get(next)).body.value.length, 1, 'and lead on within it');
  const reference = { '@odata.id': `${graph.url}/v1.0/directoryObjects/${(await graph.get('/v1.0/me')).body.id}` };
  const added = await graph.post(`/v1.0/groups/${made.body.id}/members/$ref`, reference);
  t.equal(added.status, 204, JSON.stringify(added.body));
  const [member] = (await graph.get(`/v1.0/groups/${made.body.id}/members/$ref`)).body.value;
  t.ok(member['@odata.id'].startsWith(`${graph.url}/v1.0/directoryObjects/`));
});

t.test('tenants share nothing', async (t) => {
  const [one, other] = [await emulator(t), await emulator(t)];
  const { id } = (await one.post('/v1.0/groups', group('Mine'))).body;
  t.equal((await other.get(`/v1.0/groups/${id}`)).status, 404);
  t.equal((await other.post('/v1.0/groups', group('Mine'))).status, 201, 'names are taken in one tenant only');
  await one.advance('P10D');
  const clock = async (graph: typeof one) => Date.parse((await graph.get('/_emulator/clock')).body.now);
  t.ok((await clock(one)) - (await clock(other)) > 9 * 86_400_000, 'each has a clock of its own');
  await other.reset();
  t.equal((await one.get(`/v1.0/groups/${id}`)).status, 200, 'a reset is of one tenant');
});

t.test('the tenant without a name is a tenant like any other', async (t) => {
  const running = await createEmulator({ logLevel: 'error' });
  t.teardown(() => running.close());
  const made = await running.fetch('/v1.0/groups', { method: 'POST', headers: json, body: JSON.stringify(group('x')) });
  const { id } = (await made.json()) as { id: string };
  t.equal((await running.fetch(`/v1.0/groups/${id}`)).status, 200);
  t.equal((await running.tenant('named').fetch(`/v1.0/groups/${id}`)).status, 404);
});

t.test('names of tenants: letters, digits, dot, underscore and hyphen; with case', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'error' });
  t.teardown(() => running.close());
  const at = (name: string, path: string) => fetch(`${running.url}/t/${name}${path}`);
  for (const name of ['a', 'Team.Blue_1-x', 'x'.repeat(64)]) t.equal((await at(name, '/v1.0/users')).status, 200, name);
  for (const name of ['with%20space', 'a%2Fb', 'sign!', 'x'.repeat(65)]) {
    for (const path of ['/v1.0/users', '/_emulator/health']) {
      const answer = await at(name, path);
      t.equal(answer.status, 400, name + path);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      t.match(error, { code: 'BadRequest', message: /is no tenant name: use 1 to 64 letters/ }, name + path);
    }
  }
  const made = await fetch(`${running.url}/t/A/v1.0/groups`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(group('x')),
  });
  t.equal(made.status, 201);
  const { value } = (await (await at('a', '/v1.0/groups?$select=displayName')).json()) as { value: object[] };
  t.notOk(JSON.stringify(value).includes('"x"'), "'A' and 'a' are two tenants");
});
