/** What a careless client sends and the service refuses: nothing is taken in silence. */
import { request } from 'node:http';
import t from 'tap';
import { startEmulator } from '../src/emulator.js';
import { emulator } from './support/emulator.js';
import { Office, V1 } from './support/entitlement.js';

const group = (more: object = {}) => ({
  displayName: 'g',
  mailNickname: 'g',
  mailEnabled: false,
  securityEnabled: true,
  ...more,
});
const user = (name: string, more: object = {}) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@contoso.com`,
  passwordProfile: { password: 'Secret-1234' },
  ...more,
});

t.test('objects by id: a type that is none is refused, any that derives from directoryObject is not', async (t) => {
  const graph = await emulator(t);
  const ids = [(await graph.post('/v1.0/groups', group())).body.id];
  const ask = (...types: string[]) => graph.post('/v1.0/directoryObjects/getByIds', { ids, types });
  t.equal((await ask('foo')).status, 400);
  t.equal((await ask('group', 'entity')).status, 400);
  t.equal((await ask('Group', 'administrativeUnit')).body.value.length, 1);
  t.same((await ask('user')).body.value, []);
});

t.test('a set has no references, and some sets have no list', async (t) => {
  const graph = await emulator(t);
  for (const path of ['/v1.0/users/$ref', '/v1.0/invitations', '/v1.0/directoryObjects']) {
    t.equal((await graph.get(path)).status, 400, path);
  }
});

t.test('filters: lists of nothing, arguments of nothing, dates out of range', async (t) => {
  const graph = await emulator(t);
  const message = async (filter: string) => {
    const { status, body } = await graph.get(`/v1.0/users?$filter=${filter}`);
    t.equal(status, 400, filter);
    return body.error.message as string;
  };
  await message('displayName in ()');
  t.match(await message('startswith(displayName,null)'), 'No function signature');
  t.match(
    await message('createdDateTime ge 99999-01-01T00:00:00Z'),
    "The DateTimeOffset text '99999-01-01T00:00:00Z' should be in format",
  );
});

t.test('a token of change tracking is for change tracking', async (t) => {
  const graph = await emulator(t);
  t.equal((await graph.get('/v1.0/users?$deltatoken=x')).status, 400);
  t.equal((await graph.get('/v1.0/users/delta?$deltatoken=latest')).status, 200);
});

t.test('entitlement management has no $search', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.get(`${V1}/catalogs?$search="General"`);
  t.equal(status, 400);
  t.equal(body.error.code, 'InvalidFilter');
});

t.test('texts: no control characters, no halves of characters, none too long', async (t) => {
  const graph = await emulator(t);
  const create = (more: object) => graph.post('/v1.0/groups', group(more));
  t.equal((await create({ displayName: 'a\u0000b' })).status, 400);
  t.equal((await create({ displayName: 'a\u001bb' })).status, 400);
  t.equal((await create({ displayName: 'a\ud800b' })).status, 400);
  t.equal((await create({ description: 'x'.repeat(1025) })).status, 400);
  t.equal((await create({ description: `${'x'.repeat(1019)}\r\n\t😀` })).status, 201);
});

t.test('references to many stand in a list', async (t) => {
  const graph = await emulator(t);
  const { id } = (await graph.post('/v1.0/users', user('ann'))).body;
  const url = `${graph.url}/v1.0/users/${id}`;
  t.equal((await graph.post('/v1.0/groups', group({ 'members@odata.bind': url }))).status, 400);
  t.equal((await graph.post('/v1.0/groups', group({ 'members@odata.bind': [url] }))).status, 201);
});

t.test('only guests have a life cycle that is governed', async (t) => {
  const office = await Office.open(t);
  const { id, policy } = await office.pack('Marketing', { policy: { allowedTargetScope: 'allDirectoryUsers' } });
  const subject = async (name: string, userType: string) => {
    const targetId = await office.user(name, { userType });
    const assignment = { targetId, assignmentPolicyId: policy, accessPackageId: id };
    await office.make(`${V1}/assignmentRequests`, { requestType: 'adminAdd', assignment });
    return `${V1}/subjects(objectId='${targetId}')`;
  };
  const [member, guest] = [await subject('member', 'Member'), await subject('guest', 'Guest')];
  t.equal((await office.graph.patch(member, { subjectLifecycle: 'governed' })).status, 400);
  t.equal((await office.graph.patch(guest, { subjectLifecycle: 'governed' })).status, 204);
  t.equal((await office.graph.get(guest)).body.subjectLifecycle, 'governed');
});

t.test('a policy that is replaced stands in the set in which it is read', async (t) => {
  const office = await Office.open(t);
  const path = `${V1}/assignmentPolicies/${(await office.pack('Sales')).policy}`;
  const { body } = await office.graph.get(`${path}?$expand=accessPackage`);
  const answer = await office.graph.put(path, { ...body, displayName: 'New' });
  t.equal(answer.status, 200);
  t.equal(answer.body['@odata.context'], (await office.graph.get(path)).body['@odata.context']);
});

t.test('a byte order mark in front of a body is no part of it', async (t) => {
  const graph = await emulator(t);
  t.equal((await graph.post('/v1.0/groups', `\ufeff${JSON.stringify(group())}`)).status, 201);
});

t.test('a request line may name the whole URL, as through a proxy', async (t) => {
  const running = await startEmulator({ logLevel: 'error', port: 0 });
  t.teardown(() => running.close());
  const { hostname, port, host } = new URL(running.url);
  const status = (path: string) =>
    new Promise((resolve, reject) => {
      request({ hostname, port, path, headers: { host } }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  t.equal(await status(`http://${host}/v1.0/users?$top=1`), 200);
  t.equal(await status(`HTTP://${host}`), 400);
});
