/** Named snapshots of a tenant. */
import t from 'tap';
import { emulator, type Graph } from './support/emulator.js';

const DAY = 86_400_000;
const newGroup = (displayName: string) => ({
  displayName,
  mailEnabled: false,
  mailNickname: 'x',
  securityEnabled: true,
});

const make = async (graph: Graph, name: string) => (await graph.post('/v1.0/groups', newGroup(name))).body.id as string;
const names = async (graph: Graph) =>
  (await graph.get('/v1.0/groups')).body.value.map(({ displayName }: { displayName: string }) => displayName);

t.test('a snapshot is restored as often as one likes', async (t) => {
  const graph = await emulator(t);
  await make(graph, 'a');
  const taken = await graph.post('/_emulator/snapshots', { name: 'with a' });
  t.match(taken, { status: 200, body: { name: 'with a', takenDateTime: /^\d{4}-/ } });
  for (const time of ['first', 'second']) {
    await make(graph, `b ${time}`);
    t.same(await names(graph), ['a', `b ${time}`]);
    t.equal((await graph.post('/_emulator/snapshots/with%20a/restore')).status, 200);
    t.same(await names(graph), ['a'], time);
  }
});

t.test('the same calls after a restore make the same ids, which no other object has', async (t) => {
  const graph = await emulator(t);
  const before = await make(graph, 'before');
  await graph.post('/_emulator/snapshots', { name: 's' });
  const ids: string[] = [];
  for (let run = 0; run < 2; run++) {
    await graph.post('/_emulator/snapshots/s/restore');
    ids.push(await make(graph, 'after'));
  }
  t.equal(ids[0], ids[1]);
  t.not(ids[0], before);
  await graph.post('/_emulator/snapshots', { name: 's' });
  await graph.post('/_emulator/snapshots/s/restore');
  t.not(await make(graph, 'later'), ids[0], 'a snapshot of the same name has ids of its own');
  t.same(await names(graph), ['before', 'after', 'later']);
});

t.test('the clock comes back with the snapshot', async (t) => {
  const graph = await emulator(t);
  const now = async () => Date.parse((await graph.get('/_emulator/clock')).body.now);
  await graph.advance('P10D');
  await graph.post('/_emulator/snapshots', { name: 's' });
  await graph.advance('P100D');
  await graph.post('/_emulator/snapshots/s/restore');
  const ahead = (await now()) - Date.now();
  t.ok(ahead > 9 * DAY && ahead < 11 * DAY, `${ahead / DAY} days ahead`);
});

t.test('page tokens from before a restore are refused', async (t) => {
  const graph = await emulator(t);
  for (const name of ['a', 'b', 'c']) await make(graph, name);
  await graph.post('/_emulator/snapshots', { name: 's' });
  const next = (await graph.get('/v1.0/groups?$top=1')).body['@odata.nextLink'];
  await graph.post('/_emulator/snapshots/s/restore');
  t.match(await graph.get(next), { status: /^4\d\d$/, body: { error: { message: /token/i } } });
});

t.test('they are listed and deleted, and outlive a reset', async (t) => {
  const graph = await emulator(t);
  for (const name of ['one', 'two']) await graph.post('/_emulator/snapshots', { name });
  await graph.post('/_emulator/snapshots', { name: 'one' });
  const list = async () =>
    (await graph.get('/_emulator/snapshots')).body.value.map(({ name }: { name: string }) => name);
  t.same(await list(), ['one', 'two']);
  await make(graph, 'kept');
  await graph.post('/_emulator/snapshots', { name: 'three' });
  await graph.reset();
  t.same(await names(graph), []);
  await graph.post('/_emulator/snapshots/three/restore');
  t.same(await names(graph), ['kept']);
  t.equal((await graph.delete('/_emulator/snapshots/two')).status, 200);
  t.same(await list(), ['one', 'three']);
});

t.test('snapshots that there are not, and names that can be none', async (t) => {
  const graph = await emulator(t);
  await graph.post('/_emulator/snapshots', { name: 'mine' });
  const other = await emulator(t);
  for (const [method, path] of [
    ['POST', '/snapshots/mine/restore'],
    ['DELETE', '/snapshots/mine'],
  ] as const) {
    const answer = await other.send(method, `/_emulator${path}`);
    t.match(
      answer,
      { status: 404, body: { error: { message: /no snapshot 'mine'; there are: none/ } } },
      'of another tenant',
    );
  }
  for (const name of ['', 'a/b', 'x'.repeat(65)]) {
    t.equal((await graph.post('/_emulator/snapshots', { name })).status, 400, JSON.stringify(name));
  }
  t.equal((await graph.post('/_emulator/snapshots', {})).status, 400);
  t.equal((await graph.post('/_emulator/snapshots')).status, 400);
});
