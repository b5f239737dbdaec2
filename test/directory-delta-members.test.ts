import fc from 'fast-check';
import t from 'tap';
import {
  addMember,
  addMembers,
  byId,
  create,
  createGroup,
  createUser,
  createUsers,
  group,
  type Item,
  latest,
  type Round,
  round,
} from './support/delta.js';
import { idsIn, reference, unifiedGroup } from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

t.test('groups tell who is in them, and who came and went', async (t) => {
  const graph = await emulator(t);
  const [a, b, c] = [await createUser(graph), await createUser(graph), await createGroup(graph)];
  const { id } = await createGroup(graph);
  await addMember(graph, id, a.id);
  const { items, deltaLink } = await round(graph, '/v1.0/groups/delta');
  t.match(byId(items, id), [{ 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: a.id }] }]);
  t.notOk('members@delta' in (byId(items, c.id)[0] as Item), 'nobody is in it');

  await addMember(graph, id, b.id);
  await addMember(graph, id, c.id);
  await graph.delete(`/v1.0/groups/${id}/members/${a.id}/$ref`);
  const changed = await round(graph, deltaLink);
  t.match(changed.items, [{ id, displayName: /deltagroup/ }]);
  t.same(changed.items[0]?.['members@delta'], [
    { '@odata.type': '#microsoft.graph.user', id: b.id },
    { '@odata.type': '#microsoft.graph.group', id: c.id },
    { '@odata.type': '#microsoft.graph.user', id: a.id, '@removed': { reason: 'deleted' } },
  ]);

  await graph.patch(`/v1.0/groups/${id}`, { description: 'Renamed' });
  const renamed = await round(graph, changed.deltaLink);
  t.match(renamed.items, [{ id, description: 'Renamed' }]);
  t.notOk('members@delta' in (renamed.items[0] as Item), 'members have not changed');
});

t.test('who joins is not taken for who owns, where both are tracked', async (t) => {
  const graph = await emulator(t);
  const [member, owner] = [await createUser(graph), await createUser(graph)];
  const { id } = await createGroup(graph);
  const first = await round(graph, '/v1.0/groups/delta?$select=members,owners');
  await addMember(graph, id, member.id);
  const joined = await round(graph, first.deltaLink);
  t.same(joined.items, [{ id, 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: member.id }] }]);
  await graph.post(`/v1.0/groups/${id}/owners/$ref`, reference(owner.id));
  const owned = await round(graph, joined.deltaLink);
  t.same(owned.items, [{ id, 'owners@delta': [{ '@odata.type': '#microsoft.graph.user', id: owner.id }] }]);
});

t.test('a nested group that is deleted for good leaves as a group', async (t) => {
  const graph = await emulator(t);
  const outer = await createGroup(graph);
  const inner = await createGroup(graph);
  await addMember(graph, outer.id, inner.id);
  const deltaLink = await latest(graph, '/v1.0/groups/delta?$select=members');
  await graph.delete(`/v1.0/groups/${inner.id}`);
  const { items } = await round(graph, deltaLink);
  t.same(byId(items, outer.id), [
    {
      id: outer.id,
      'members@delta': [{ '@odata.type': '#microsoft.graph.group', id: inner.id, '@removed': { reason: 'deleted' } }],
    },
  ]);
});

t.test('members are tracked alone, and not at all when something else is selected', async (t) => {
  const graph = await emulator(t);
  const { id: member } = await createUser(graph);
  const { id } = await createGroup(graph);
  const members = await latest(graph, '/v1.0/groups/delta?$select=members');
  const names = await latest(graph, '/v1.0/groups/delta?$select=displayName');
  await addMember(graph, id, member);
  t.same((await round(graph, members)).items, [
    { id, 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: member }] },
  ]);
  t.same((await round(graph, names)).items, []);
  await graph.patch(`/v1.0/groups/${id}`, { displayName: 'Renamed' });
  t.same((await round(graph, names)).items, [{ displayName: 'Renamed', id }]);
});

t.test('a deleted user leaves a group when it is gone for good', async (t) => {
  const graph = await emulator(t);
  const { id: member } = await createUser(graph);
  const { id } = await createGroup(graph);
  await addMember(graph, id, member);
  const before = await latest(graph, '/v1.0/groups/delta');
  await graph.delete(`/v1.0/users/${member}`);
  const deleted = await round(graph, before);
  t.same(deleted.items, []);
  await graph.delete(`/v1.0/directory/deletedItems/${member}`);
  const gone = [{ '@odata.type': '#microsoft.graph.user', id: member, '@removed': { reason: 'deleted' } }];
  t.match((await round(graph, deleted.deltaLink)).items, [{ id, 'members@delta': gone }]);
  t.match((await round(graph, before)).items, [{ id, 'members@delta': gone }]);
});

t.test('a large group is told of on several pages', async (t) => {
  const graph = await emulator(t);
  const { id } = await createGroup(graph);
  const small = await createGroup(graph);
  const empty = await latest(graph, '/v1.0/groups/delta');
  const ids = await createUsers(graph, 510);
  await addMembers(graph, id, ids);
  await addMember(graph, small.id, ids[0] as string);
  const told = ({ items }: Round) =>
    byId(items, id).flatMap((item) => (item['members@delta'] as Item[]).map((member) => member.id));

  const first = await round(graph, '/v1.0/groups/delta?$select=displayName,members');
  t.equal(first.pages.length, 2);
  t.same(told(first), ids);
  t.equal(byId(first.items, id).length, 2);
  t.same(new Set(byId(first.items, id).map((item) => item['displayName'])).size, 1);
  t.equal(byId(first.items, small.id).length, 1);

  const later = await round(graph, empty);
  t.equal(later.pages.length, 2);
  t.same(told(later), ids);
});

t.test('owners and managers are tracked when they are selected', async (t) => {
  const graph = await emulator(t);
  const [a, b] = [await createUser(graph), await createUser(graph)];
  const { id } = await createGroup(graph);
  const owners = await latest(graph, '/v1.0/groups/delta?$select=owners');
  const managers = await latest(graph, '/v1.0/users/delta?$select=displayName,manager');
  const reports = await latest(graph, '/v1.0/users/delta?$select=directReports');
  await graph.post(`/v1.0/groups/${id}/owners/$ref`, reference(a.id));
  await graph.put(`/v1.0/users/${a.id}/manager/$ref`, reference(b.id));

  const person = (id: string) => ({ '@odata.type': '#microsoft.graph.user', id });
  const removed = { '@removed': { reason: 'deleted' } };
  t.same((await round(graph, owners)).items, [{ id, 'owners@delta': [person(a.id)] }]);
  const managed = await round(graph, managers);
  t.same(managed.items, [{ displayName: a['displayName'], id: a.id, 'manager@delta': [person(b.id)] }]);
  t.same((await round(graph, reports)).items, [{ id: b.id, 'directReports@delta': [person(a.id)] }]);
  t.match(byId((await round(graph, '/v1.0/users/delta?$select=manager')).items, a.id), [
    { 'manager@delta': [person(b.id)] },
  ]);

  await graph.delete(`/v1.0/users/${a.id}/manager/$ref`);
  t.match((await round(graph, managed.deltaLink)).items, [
    { id: a.id, 'manager@delta': [{ ...person(b.id), ...removed }] },
  ]);
  t.same((await round(graph, managers)).items[0]?.['manager@delta'], [{ ...person(b.id), ...removed }]);
});

/** A client's own copy: which groups there are, and who is in them. */
function merge(copy: Map<string, Set<string>>, items: readonly Item[]): void {
  for (const item of items) {
    if ('@removed' in item) {
      copy.delete(item.id);
      continue;
    }
    const members = copy.get(item.id) ?? new Set<string>();
    copy.set(item.id, members);
    for (const member of (item['members@delta'] ?? []) as Item[]) {
      if ('@removed' in member) members.delete(member.id);
      else members.add(member.id);
    }
  }
}

async function actual(graph: Graph): Promise<Map<string, Set<string>>> {
  const { body } = await graph.get('/v1.0/groups?$select=id&$top=999');
  const found = new Map<string, Set<string>>();
  for (const { id } of body.value) found.set(id, new Set(await idsIn(graph, `/v1.0/groups/${id}/members?$select=id`)));
  return found;
}

t.test('a client that merges every round knows what there is', async (t) => {
  const numbers = fc.array(fc.nat(1000), { minLength: 30, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(numbers, async (choices) => {
      const graph = await emulator(t);
      const people = await createUsers(graph, 4);
      const groups: string[] = [];
      const copy = new Map<string, Set<string>>();
      let link = '/v1.0/groups/delta';
      for (const choice of choices) {
        const at = groups[choice % (groups.length + 1)];
        const who = people[choice % people.length] as string;
        const act = choice % 7;
        if (act === 6) {
          const { items, deltaLink } = await round(graph, link);
          merge(copy, items);
          link = deltaLink;
        } else if (at === undefined) {
          const body = choice % 2 ? unifiedGroup(`unified${choice}`) : group();
          groups.push((await create(graph, 'groups', body)).id);
        } else if (act < 2) await addMember(graph, at, who);
        else if (act === 2) await graph.delete(`/v1.0/groups/${at}/members/${who}/$ref`);
        else if (act === 3) await graph.delete(`/v1.0/groups/${at}`);
        else if (act === 4) await graph.post(`/v1.0/directory/deletedItems/${at}/restore`);
        else await graph.patch(`/v1.0/groups/${at}`, { description: String(choice) });
      }
      merge(copy, (await round(graph, link)).items);
      t.same(copy, await actual(graph));
    }),
    { numRuns: 15, seed: 7 },
  );
});
