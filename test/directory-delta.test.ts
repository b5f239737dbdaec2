import t from 'tap';
import {
  addMember,
  byId,
  create,
  createGroup,
  createUser,
  createUsers,
  type Item,
  latest,
  round,
} from './support/delta.js';
import { unifiedGroup } from './support/directory.js';
import { emulator } from './support/emulator.js';

t.test('the first round pages through all users and ends with a deltaLink', async (t) => {
  const graph = await emulator(t);
  const ids = await createUsers(graph, 210);
  const { pages, items, deltaLink } = await round(graph, '/v1.0/users/delta?$select=displayName,givenName');
  t.equal(pages.length, 2);
  const [first, second] = pages.map(({ body }) => body);
  t.match(first['@odata.nextLink'], `${graph.url}/v1.0/users/delta?$skiptoken=`);
  t.notOk('@odata.deltaLink' in first);
  t.notOk('@odata.nextLink' in second);
  t.match(deltaLink, `${graph.url}/v1.0/users/delta?$deltatoken=`);
  t.match(deltaLink.split('=')[1], /^[\w-]+$/);
  t.same(new Set(items.map(({ id }) => id)), new Set([...ids, '4562bcc8-c436-4f95-b7c0-4f8ce89dca5e']));
  t.equal(items.length, 211);
  t.equal(first['@odata.context'], `${graph.url}/v1.0/$metadata#users(displayName,givenName)`);
  t.equal(second['@odata.context'], `${graph.url}/v1.0/$metadata#users`);
});

t.test('properties that were never set are left out, those set to null are not', async (t) => {
  const graph = await emulator(t);
  const { id, displayName } = await createUser(graph, { jobTitle: 'Clerk' });
  const { items, deltaLink } = await round(graph, '/v1.0/users/delta?$select=displayName,jobTitle,department');
  t.same(byId(items, id), [{ displayName, jobTitle: 'Clerk', id }]);
  await graph.patch(`/v1.0/users/${id}`, { jobTitle: null });
  const { items: changed } = await round(graph, deltaLink);
  t.same(changed, [{ displayName, jobTitle: null, id }]);
});

t.test('without $select the default set is told of and tracked', async (t) => {
  const graph = await emulator(t);
  const { id } = await createUser(graph, { department: 'Sales', surname: 'Doe' });
  const { items, deltaLink } = await round(graph, '/v1.0/users/delta');
  const names = Object.keys(byId(items, id)[0] ?? {}).sort();
  t.same(names, ['displayName', 'id', 'surname', 'userPrincipalName']);
  await graph.patch(`/v1.0/users/${id}`, { department: 'Finance' });
  t.same((await round(graph, deltaLink)).items, []);
  await graph.patch(`/v1.0/users/${id}`, { surname: 'Roe' });
  t.match((await round(graph, deltaLink)).items, [{ id, surname: 'Roe' }]);
});

t.test('latest begins with now', async (t) => {
  const graph = await emulator(t);
  for (const latest of ['latest', 'Latest', 'LATEST']) {
    const { status, body } = await graph.get(`/v1.0/users/delta?$deltaToken=${latest}&$select=displayName`);
    t.equal(status, 200);
    t.same(body.value, []);
    const { id } = await createUser(graph);
    t.same(
      (await round(graph, body['@odata.deltaLink'])).items.map((item) => item.id),
      [id],
    );
  }
});

t.test('a later round tells each changed object once, as it is now', async (t) => {
  const graph = await emulator(t);
  const changed = await createUser(graph);
  const untouched = await createUser(graph);
  const deltaLink = await latest(graph, '/v1.0/users/delta?$select=displayName');
  t.same((await graph.get(deltaLink)).body.value, []);
  const added = await createUser(graph);
  for (const displayName of ['One', 'Two', 'Three'])
    await graph.patch(`/v1.0/users/${changed.id}`, { displayName, department: displayName });
  await graph.patch(`/v1.0/users/${untouched.id}`, { department: 'Elsewhere' });
  const next = await round(graph, deltaLink);
  t.same(next.items, [
    { displayName: added['displayName'], id: added.id },
    { displayName: 'Three', id: changed.id },
  ]);
  t.equal(next.pages[0]?.body['@odata.context'], `${graph.url}/v1.0/$metadata#users`);
  t.same((await round(graph, next.deltaLink)).items, []);
  t.same((await round(graph, deltaLink)).items, next.items, 'an old link may be used again');
});

t.test('a value that is written again is no change', async (t) => {
  const graph = await emulator(t);
  const { id } = await createUser(graph, { businessPhones: ['1'] });
  const deltaLink = await latest(graph, '/v1.0/users/delta');
  await graph.patch(`/v1.0/users/${id}`, { businessPhones: ['1'] });
  t.same((await round(graph, deltaLink)).items, []);
});

t.test('many changes fill several pages', async (t) => {
  const graph = await emulator(t);
  const deltaLink = await latest(graph, '/v1.0/users/delta?$deltatoken=latest');
  const ids = await createUsers(graph, 205);
  const { pages, items } = await round(graph, deltaLink);
  t.equal(pages.length, 2);
  t.match(pages[0]?.body['@odata.nextLink'], '$skiptoken=');
  t.same(
    items.map(({ id }) => id),
    ids,
  );
});

t.test('what changes while pages are turned is told in the next round', async (t) => {
  const graph = await emulator(t);
  const ids = await createUsers(graph, 205);
  const first = await graph.get('/v1.0/users/delta?$select=displayName');
  await graph.patch(`/v1.0/users/${ids[0]}`, { displayName: 'Early' });
  await graph.delete(`/v1.0/users/${ids[204]}`);
  const { items, deltaLink } = await round(graph, first.body['@odata.nextLink']);
  t.notOk(items.some(({ id }) => id === ids[204]));
  t.match(byId((await round(graph, deltaLink)).items, ids[0] as string), [{ displayName: 'Early' }]);
});

t.test('a user is removed, restored and gone for good', async (t) => {
  const graph = await emulator(t);
  const { id } = await createUser(graph);
  const first = await latest(graph, '/v1.0/users/delta');
  await graph.delete(`/v1.0/users/${id}`);
  const removed = await round(graph, first);
  t.same(removed.items, [{ id, '@removed': { reason: 'changed' } }]);
  t.same(byId((await round(graph, '/v1.0/users/delta')).items, id), [], 'a new client is not told of it');
  await graph.post(`/v1.0/directory/deletedItems/${id}/restore`);
  const restored = await round(graph, removed.deltaLink);
  t.match(restored.items, [{ id, displayName: /delta/ }]);
  t.notOk('@removed' in (restored.items[0] as Item));
  await graph.delete(`/v1.0/users/${id}`);
  const again = await latest(graph, restored.deltaLink);
  await graph.delete(`/v1.0/directory/deletedItems/${id}`);
  t.same((await round(graph, again)).items, [{ id, '@removed': { reason: 'deleted' } }]);
  t.same((await round(graph, first)).items, [{ id, '@removed': { reason: 'deleted' } }]);
});

t.test('the recycle bin that time empties is told of', async (t) => {
  const graph = await emulator(t);
  const { id } = await createUser(graph);
  await graph.delete(`/v1.0/users/${id}`);
  await graph.advance('P29D');
  const deltaLink = await latest(graph, '/v1.0/users/delta');
  await graph.advance('P2D');
  t.same((await round(graph, deltaLink)).items, [{ id, '@removed': { reason: 'deleted' } }]);
});

t.test('a security group is deleted for good at once', async (t) => {
  const graph = await emulator(t);
  const security = await createGroup(graph);
  const kept = await create(graph, 'groups', unifiedGroup('deltaunified'));
  const deltaLink = await latest(graph, '/v1.0/groups/delta');
  await graph.delete(`/v1.0/groups/${security.id}`);
  await graph.delete(`/v1.0/groups/${kept.id}`);
  t.same((await round(graph, deltaLink)).items, [
    { id: security.id, '@removed': { reason: 'deleted' } },
    { id: kept.id, '@removed': { reason: 'changed' } },
  ]);
});

t.test('return=minimal leaves out what has not changed', async (t) => {
  const graph = await emulator(t);
  const minimal = { prefer: 'return=minimal' };
  const { id } = await createUser(graph, { jobTitle: 'Clerk' });
  const first = await round(graph, '/v1.0/users/delta?$select=displayName,jobTitle', minimal);
  t.notOk(first.pages[0]?.headers.has('preference-applied'), 'the first round tells everything');
  await graph.patch(`/v1.0/users/${id}`, { jobTitle: null });
  const { items, pages } = await round(graph, first.deltaLink, minimal);
  t.same(items, [{ jobTitle: null, id }]);
  t.equal(pages[0]?.headers.get('preference-applied'), 'return=minimal');
  const whole = await round(graph, first.deltaLink);
  t.match(whole.items, [{ displayName: /delta/, jobTitle: null, id }]);
  t.notOk(whole.pages[0]?.headers.has('preference-applied'));
  t.same((await round(graph, whole.deltaLink, minimal)).items, []);
  const added = await createUser(graph);
  t.same((await round(graph, whole.deltaLink, minimal)).items, [{ displayName: added['displayName'], id: added.id }]);
});

t.test('every set of the directory that declares it is tracked', async (t) => {
  const graph = await emulator(t);
  for (const set of ['applications', 'servicePrincipals', 'devices', 'contacts', 'directoryRoles']) {
    const { pages, deltaLink } = await round(graph, `/v1.0/${set}/delta`);
    t.equal(pages[0]?.body['@odata.context'], `${graph.url}/v1.0/$metadata#${set}`);
    t.same((await graph.get(deltaLink)).body.value, [], set);
  }
  const applications = await latest(graph, '/v1.0/applications/delta?$select=displayName');
  const { id } = await create(graph, 'applications', { displayName: 'App' });
  t.same((await round(graph, applications)).items, [{ displayName: 'App', id }]);
  const roles = await round(graph, '/v1.0/directoryRoles/delta');
  t.match(roles.items, [
    { displayName: 'Global Administrator', 'members@delta': [{ '@odata.type': '#microsoft.graph.user' }] },
  ]);
});

t.test('directory objects of several types are tracked together', async (t) => {
  const graph = await emulator(t);
  const person = await createUser(graph, { surname: 'Doe' });
  const team = await createGroup(graph);
  await create(graph, 'applications', { displayName: 'App' });
  const types = encodeURIComponent("isof('microsoft.graph.user') or isof('microsoft.graph.group')");
  const { items, pages, deltaLink } = await round(graph, `/v1.0/directoryObjects/delta?$filter=${types}`);
  t.equal(pages[0]?.body['@odata.context'], `${graph.url}/v1.0/$metadata#directoryObjects`);
  t.same(
    new Set(items.map((item) => item['@odata.type'])),
    new Set(['#microsoft.graph.user', '#microsoft.graph.group']),
  );
  t.match(byId(items, person.id), [{ '@odata.type': '#microsoft.graph.user', surname: 'Doe' }]);

  const select = 'microsoft.graph.user/surname,microsoft.graph.group/displayName';
  const selected = await round(graph, `/v1.0/directoryObjects/delta?$filter=${types}&$select=${select}`);
  t.same(byId(selected.items, person.id), [{ '@odata.type': '#microsoft.graph.user', surname: 'Doe', id: person.id }]);

  await addMember(graph, team.id, person.id);
  await graph.patch(`/v1.0/users/${person.id}`, { surname: 'Roe' });
  await create(graph, 'applications', { displayName: 'Other' });
  t.match((await round(graph, deltaLink)).items, [
    { '@odata.type': '#microsoft.graph.group', id: team.id, 'members@delta': [{ id: person.id }] },
    { '@odata.type': '#microsoft.graph.user', id: person.id, surname: 'Roe' },
  ]);
  t.same((await round(graph, selected.deltaLink)).items, [
    { '@odata.type': '#microsoft.graph.user', surname: 'Roe', id: person.id },
  ]);

  const both = encodeURIComponent(`isof('microsoft.graph.user') or id eq '${team.id}'`);
  t.same((await round(graph, `/v1.0/directoryObjects/delta?$filter=${both}`)).items, [], 'types and ids intersect');
  const one = encodeURIComponent(`id eq '${team.id}'`);
  t.match((await round(graph, `/v1.0/directoryObjects/delta?$filter=${one}`)).items, [{ id: team.id }]);
});
