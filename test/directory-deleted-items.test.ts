/** The recycle bin: what is kept of what was deleted, for 30 days. */
import t from 'tap';
import {
  create,
  createGroup,
  createUnifiedGroup,
  createUser,
  idsIn,
  person,
  reference,
  UNKNOWN_ID,
  unifiedGroup,
} from './support/directory.js';
import { emulator } from './support/emulator.js';

const ITEMS = '/v1.0/directory/deletedItems';

t.test('a deleted user is listed by its type and read by its id', async (t) => {
  const graph = await emulator(t);
  const id = await createUser(graph, 'Gone');
  t.match(await graph.delete(`/v1.0/users/${id}`), { status: 204, body: undefined });
  t.equal((await graph.get(`/v1.0/users/${id}`)).status, 404);
  t.equal((await graph.get('/v1.0/users/Gone@contoso.onmicrosoft.com')).status, 404);
  t.same(await idsIn(graph, `${ITEMS}/microsoft.graph.user`), [id]);
  t.same(await idsIn(graph, '/v1.0/directory/deleteditems/microsoft.graph.group'), []);
  const { body } = await graph.get(`${ITEMS}/${id}`);
  t.match(body, { '@odata.context': /#directoryObjects\/\$entity$/, '@odata.type': '#microsoft.graph.user', id });
  t.match((await graph.get(`${ITEMS}/${id}?$select=deletedDateTime`)).body.deletedDateTime, /Z$/);
  t.equal((await graph.get(ITEMS)).status, 400, 'the type has to be named');
  t.equal((await graph.get(`${ITEMS}/${UNKNOWN_ID}`)).status, 404);
});

t.test('a restored user is where it was', async (t) => {
  const graph = await emulator(t);
  const [user, report, boss] = [
    await createUser(graph, 'Back'),
    await createUser(graph, 'Report'),
    await createUser(graph, 'Boss'),
  ];
  const group = await createGroup(graph, 'Team');
  await graph.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
  await graph.put(`/v1.0/users/${report}/manager/$ref`, reference(user));
  await graph.put(`/v1.0/users/${user}/manager/$ref`, reference(boss));
  await graph.delete(`/v1.0/users/${user}`);
  t.same(await idsIn(graph, `/v1.0/groups/${group}/members`), []);
  t.equal((await graph.get(`/v1.0/users/${report}/manager`)).status, 404);
  const { status, body } = await graph.post(`${ITEMS}/${user}/restore`);
  t.equal(status, 200);
  t.match(body, { '@odata.context': /#directoryObjects\/\$entity$/, '@odata.type': '#microsoft.graph.user', id: user });
  t.same(await idsIn(graph, `/v1.0/groups/${group}/members`), [user]);
  t.equal((await graph.get(`/v1.0/users/${report}/manager`)).body.id, user);
  t.equal((await graph.get(`/v1.0/users/${user}/manager`)).body.id, boss);
  t.same(await idsIn(graph, `${ITEMS}/microsoft.graph.user`), []);
  t.equal((await graph.post(`${ITEMS}/${user}/restore`)).status, 404);
});

t.test('two objects that were connected are so again, in whatever order they come back', async (t) => {
  const graph = await emulator(t);
  const [user, group] = [await createUser(graph, 'Member'), await createUnifiedGroup(graph, 'club')];
  await graph.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
  await graph.delete(`/v1.0/users/${user}`);
  await graph.delete(`/v1.0/groups/${group}`);
  await graph.post(`${ITEMS}/${user}/restore`);
  await graph.post(`${ITEMS}/${group}/restore`);
  t.same(await idsIn(graph, `/v1.0/groups/${group}/members`), [user]);
});

t.test('a name that was taken meanwhile stands in the way', async (t) => {
  const graph = await emulator(t);
  const first = await createUser(graph, 'Same');
  await graph.delete(`/v1.0/users/${first}`);
  await createUser(graph, 'Same');
  const { status, body } = await graph.post(`${ITEMS}/${first}/restore`);
  t.equal(status, 400);
  t.match(body.error.message, /property userPrincipalName already exists/);
  const renamed = { newUserPrincipalName: 'Other@contoso.onmicrosoft.com' };
  t.equal((await graph.post(`${ITEMS}/${first}/restore`, renamed)).status, 200);
  t.equal((await graph.get('/v1.0/users/Other@contoso.onmicrosoft.com')).body.id, first);
});

t.test('an address that was taken meanwhile stands in the way, or is left behind', async (t) => {
  const graph = await emulator(t);
  const first = await createUnifiedGroup(graph, 'news');
  await graph.delete(`/v1.0/groups/${first}`);
  await createUnifiedGroup(graph, 'news');
  t.equal((await graph.post(`${ITEMS}/${first}/restore`)).status, 400);
  t.equal((await graph.post(`${ITEMS}/${first}/restore`, { autoReconcileProxyConflict: true })).status, 200);
  t.same((await graph.get(`/v1.0/groups/${first}`)).body.proxyAddresses, []);
});

t.test('security groups are gone at once, groups of Microsoft 365 and applications are not', async (t) => {
  const graph = await emulator(t);
  const security = await createGroup(graph, 'Security');
  const unified = await create(graph, '/v1.0/groups', unifiedGroup('unified'));
  const application = await create(graph, '/v1.0/applications', { displayName: 'App' });
  for (const path of [`groups/${security}`, `groups/${unified}`, `applications/${application}`]) {
    t.equal((await graph.delete(`/v1.0/${path}`)).status, 204);
  }
  t.same(await idsIn(graph, `${ITEMS}/microsoft.graph.group`), [unified]);
  t.same(await idsIn(graph, `${ITEMS}/microsoft.graph.application`), [application]);
  t.equal((await graph.post(`${ITEMS}/${security}/restore`)).status, 404);
});

t.test('what a user owned of what is deleted', async (t) => {
  const graph = await emulator(t);
  const owner = await createUser(graph, 'Owner');
  const owners = { 'owners@odata.bind': [`${graph.url}/v1.0/users/${owner}`] };
  const [mine, other] = [await createUnifiedGroup(graph, 'mine', owners), await createUnifiedGroup(graph, 'other')];
  await graph.delete(`/v1.0/groups/${mine}`);
  await graph.delete(`/v1.0/groups/${other}`);
  const { status, body } = await graph.post(`${ITEMS}/getUserOwnedObjects`, { userId: owner, type: 'Group' });
  t.equal(status, 200);
  t.equal(body.value.length, 1);
  t.match(body.value, [{ '@odata.type': '#microsoft.graph.group', id: mine }]);
  t.equal((await graph.post(`${ITEMS}/getUserOwnedObjects`, { userId: owner, type: 'User' })).status, 400);
});

t.test('after 30 days, or when it is asked for, nothing is left', async (t) => {
  const graph = await emulator(t);
  const [first, second, third] = [
    await createUser(graph, 'First'),
    await createUser(graph, 'Second'),
    await createUser(graph, 'Third'),
  ];
  for (const id of [first, second, third]) await graph.delete(`/v1.0/users/${id}`);
  t.equal((await graph.delete(`${ITEMS}/${first}`)).status, 204);
  t.equal((await graph.get(`${ITEMS}/${first}`)).status, 404);
  await graph.post(`${ITEMS}/${third}/restore`);
  await graph.advance('P29D');
  t.same(await idsIn(graph, `${ITEMS}/microsoft.graph.user`), [second]);
  await graph.advance('P2D');
  t.same(await idsIn(graph, `${ITEMS}/microsoft.graph.user`), []);
  t.equal((await graph.get(`/v1.0/users/${third}`)).status, 200, 'what was restored stays');
  t.equal((await graph.post('/v1.0/users', person('Second'))).status, 201);
});
