import t from 'tap';
import { link, type OrderedRange, type Reader, type Row, table } from '../model/reader.js';
import { type Change, DuplicateKeyError, MissingRecordError, Schema, Timeline } from '../src/store/index.js';

interface User extends Row {
  readonly login?: string;
  readonly department?: string;
  readonly name?: string | number;
}

const users = table<User>('users', {
  unique: { login: (user) => user.login },
  equality: { department: (user) => user.department },
  ordered: { name: (user) => user.name },
});
const groups = table<Row>('groups');
const members = link('members');
const schema = new Schema([users, groups], [members]);

const insert = (timeline: Timeline, ...records: User[]) =>
  timeline.transact((tx) => {
    for (const record of records) tx.insert(users, record);
  });

/** A tenant over a seed with three users. */
function tenant(): Timeline {
  const seed = Timeline.empty(schema);
  insert(
    seed,
    { id: 'ann', login: 'ann@x', department: 'IT', name: 'Ann' },
    { id: 'bob', login: 'bob@x', department: 'IT', name: 'Bob' },
    { id: 'cem', login: 'cem@x', department: 'HR', name: 'Cem' },
  );
  return Timeline.over(seed.seal());
}

function idsOf(walk: (visit: (record: Row) => void) => void): string[] {
  const ids: string[] = [];
  walk(({ id }) => void ids.push(id));
  return ids;
}

const all = (reader: Reader) => idsOf((visit) => reader.scan(users, visit));
const inDepartment = (reader: Reader, name: string) => idsOf((visit) => reader.equal(users, 'department', name, visit));
const byName = (reader: Reader, range: OrderedRange = {}) =>
  idsOf((visit) => reader.range(users, 'name', range, visit));

function rightsOf(reader: Reader, left: string, after?: number): string[] {
  const ids: string[] = [];
  reader.rights(members, left, (right) => void ids.push(right), after);
  return ids;
}

function feedOf(
  timeline: Timeline,
  position: number,
  source?: typeof users | typeof groups | typeof members,
): string[] {
  const told: string[] = [];
  timeline.feed.since(position, (change, at) => void told.push(`${at} ${inWords(change)}`), source);
  return told;
}

const inWords = (change: Change) =>
  'link' in change ? `${change.kind} ${change.left} ${change.right}` : `${change.kind} ${change.id}`;

t.test('a deleted record frees its id and its alternate key', async (t) => {
  const timeline = tenant();
  timeline.transact((tx) => {
    t.equal(tx.remove(users, 'ann')?.id, 'ann');
    t.equal(tx.find(users, 'login', 'ann@x'), undefined);
    tx.insert(users, { id: 'ann', login: 'ann@x' });
  });
  t.same(timeline.find(users, 'login', 'ann@x'), { id: 'ann', login: 'ann@x' });
  t.same(all(timeline), ['bob', 'cem', 'ann'], 'and stands last when it comes back');
});

t.test('a replaced record keeps its place and moves between buckets', async (t) => {
  const timeline = tenant();
  const place = timeline.sequenceOf(users, 'ann');
  timeline.transact((tx) => tx.replace(users, { id: 'ann', login: 'new@x', department: 'HR', name: 'Zoe' }));
  t.equal(timeline.sequenceOf(users, 'ann'), place);
  t.same(all(timeline), ['ann', 'bob', 'cem']);
  t.same(inDepartment(timeline, 'IT'), ['bob']);
  t.same(inDepartment(timeline, 'HR'), ['ann', 'cem']);
  t.same(byName(timeline), ['bob', 'cem', 'ann']);
  t.equal(timeline.find(users, 'login', 'ann@x'), undefined);
  t.equal(timeline.find(users, 'login', 'new@x')?.id, 'ann');
});

t.test('a taken key is refused with the name of the index and of the record that has it', async (t) => {
  const timeline = tenant();
  const refusal = (user: User) => {
    try {
      insert(timeline, user);
    } catch (error) {
      if (error instanceof DuplicateKeyError) return [error.table, error.index, error.key, error.id];
    }
    return undefined;
  };
  t.same(refusal({ id: 'dan', login: 'bob@x' }), ['users', 'login', 'bob@x', 'bob']);
  t.same(refusal({ id: 'bob' }), ['users', 'id', 'bob', 'bob']);
  t.throws(() => timeline.transact((tx) => tx.replace(users, { id: 'ann', login: 'bob@x' })), DuplicateKeyError);
  t.equal(timeline.get(users, 'ann')?.login, 'ann@x');
  t.equal(timeline.count(users), 3);
});

t.test('a record that is not there cannot be replaced, and to remove it does nothing', async (t) => {
  const timeline = tenant();
  t.throws(() => timeline.transact((tx) => tx.replace(users, { id: 'dan' })), MissingRecordError);
  t.equal(
    timeline.transact((tx) => tx.remove(users, 'dan')),
    undefined,
  );
  t.equal(timeline.feed.latest, 3, 'the seed had three changes');
});

t.test('a transaction that throws leaves nothing behind', async (t) => {
  const timeline = tenant();
  timeline.transact((tx) => tx.link(members, 'g', 'ann'));
  const latest = timeline.feed.latest;
  const failure = new Error('no');
  const work = () =>
    timeline.transact((tx) => {
      tx.insert(users, { id: 'dan', login: 'dan@x', department: 'IT', name: 'Dan' });
      tx.replace(users, { id: 'ann' });
      tx.remove(users, 'bob');
      tx.unlink(members, 'g', 'ann');
      tx.link(members, 'g', 'dan');
      throw failure;
    });
  t.throws(work, failure);
  t.same(all(timeline), ['ann', 'bob', 'cem']);
  t.same(byName(timeline), ['ann', 'bob', 'cem']);
  t.same(inDepartment(timeline, 'IT'), ['ann', 'bob']);
  t.same(rightsOf(timeline, 'g'), ['ann']);
  t.equal(timeline.feed.latest, latest);
  insert(timeline, { id: 'eve' });
  t.equal(timeline.sequenceOf(users, 'eve'), 4, 'not even a gap in the sequence');
});

t.test('a transaction in a transaction undoes its own part alone', async (t) => {
  const timeline = tenant();
  timeline.transact((tx) => {
    tx.insert(users, { id: 'dan' });
    t.throws(() =>
      timeline.transact((inner) => {
        inner.insert(users, { id: 'eve' });
        t.equal(inner.changes.length, 1);
        throw new Error('no');
      }),
    );
    timeline.transact((inner) => inner.insert(users, { id: 'fay' }));
    t.same(tx.changes.map(inWords), ['inserted dan', 'inserted fay']);
  });
  t.same(all(timeline), ['ann', 'bob', 'cem', 'dan', 'fay']);
});

t.test('the work of a transaction ends with it', async (t) => {
  const timeline = tenant();
  const kept = timeline.transact((tx) => tx);
  t.throws(() => kept.insert(users, { id: 'dan' }), { message: 'The transaction is over.' });
  const asynchronous = timeline.transact.bind(timeline, async (tx) => tx.insert(users, { id: 'dan' }));
  t.throws(asynchronous, TypeError);
  t.equal(timeline.get(users, 'dan'), undefined);
});

t.test('a walk sees the state with which it began', async (t) => {
  const timeline = tenant();
  const seen = timeline.transact((tx) =>
    idsOf((visit) =>
      tx.scan(users, (user) => {
        visit(user);
        tx.remove(users, user.id);
        tx.insert(users, { id: `${user.id}2`, department: 'IT' });
      }),
    ),
  );
  t.same(seen, ['ann', 'bob', 'cem']);
  t.same(all(timeline), ['ann2', 'bob2', 'cem2']);
  t.same(inDepartment(timeline, 'IT'), ['ann2', 'bob2', 'cem2']);
});

t.test('a walk ends when its visitor says so', async (t) => {
  const timeline = tenant();
  timeline.transact((tx) => ['ann', 'bob', 'cem'].map((id) => tx.link(members, 'g', id)));
  let visits = 0;
  const once = () => {
    visits++;
    return false;
  };
  timeline.scan(users, once);
  timeline.equal(users, 'department', 'IT', once);
  timeline.range(users, 'name', {}, once);
  timeline.range(users, 'name', { descending: true }, once);
  timeline.rights(members, 'g', once);
  timeline.lefts(members, 'ann', once);
  timeline.feed.since(0, once);
  t.equal(visits, 7);
});

t.test('walks begin behind a place, whether what stood there is still there or not', async (t) => {
  const timeline = tenant();
  const place = timeline.sequenceOf(users, 'ann') ?? 0;
  const behind = () => idsOf((visit) => timeline.scan(users, visit, place));
  t.same(behind(), ['bob', 'cem']);
  timeline.transact((tx) => tx.remove(users, 'ann'));
  t.same(behind(), ['bob', 'cem']);
  t.same(
    idsOf((visit) => timeline.equal(users, 'department', 'IT', visit, place)),
    ['bob'],
  );
  t.same(byName(timeline, { after: { key: 'Ann', sequence: place } }), ['bob', 'cem']);
  t.same(
    idsOf((visit) => timeline.scan(users, visit, Number.POSITIVE_INFINITY)),
    [],
  );
});

t.test('an ordered index has numbers first, then text by code unit, and equal keys in order of sequence', async (t) => {
  const timeline = Timeline.empty(schema);
  insert(
    timeline,
    { id: 'z', name: 'b' },
    { id: 'y', name: 'a' },
    { id: 'x', name: 'a' },
    { id: 'w', name: 10 },
    { id: 'v', name: 9 },
    { id: 'u' },
    { id: 't', name: 'B' },
    { id: 's', name: 'a\uffff' },
  );
  t.same(byName(timeline), ['v', 'w', 't', 'y', 'x', 's', 'z'], 'a record without a key is not in it');
  t.same(byName(timeline, { descending: true }), ['z', 's', 'y', 'x', 't', 'w', 'v']);
  t.same(byName(timeline, { prefix: 'a' }), ['y', 'x', 's']);
  t.same(byName(timeline, { prefix: 'a\uffff' }), ['s']);
  t.same(byName(timeline, { prefix: '' }), ['t', 'y', 'x', 's', 'z'], 'a number has no prefix');
  t.same(byName(timeline, { from: 10, to: 'a' }), ['w', 't', 'y', 'x'], 'both bounds belong to the range');
  t.same(byName(timeline, { descending: true, after: { key: 'a', sequence: 2 } }), ['x', 't', 'w', 'v']);
  t.same(byName(timeline, { after: { key: undefined, sequence: 5 }, to: 9 }), ['v'], 'no key stands before all keys');
  t.same(byName(timeline, { after: { key: undefined, sequence: 5 }, descending: true }), []);
});

t.test('links are found from both ends, in the order in which they were made', async (t) => {
  const timeline = tenant();
  timeline.transact((tx) => {
    t.equal(tx.link(members, 'g', 'cem'), true);
    t.equal(tx.link(members, 'g', 'ann'), true);
    t.equal(tx.link(members, 'h', 'ann'), true);
    t.equal(tx.link(members, 'g', 'ann'), false, 'it was there');
    t.equal(tx.unlink(members, 'h', 'cem'), false, 'it was not');
  });
  t.same(rightsOf(timeline, 'g'), ['cem', 'ann']);
  t.same(rightsOf(timeline, 'g', 1), ['ann']);
  t.same([timeline.countRights(members, 'g'), timeline.countLefts(members, 'ann')], [2, 2]);
  t.equal(timeline.linked(members, 'g', 'ann'), true);
  t.equal(timeline.linked(members, 'ann', 'g'), false);
  timeline.transact((tx) => {
    tx.unlink(members, 'g', 'cem');
    tx.link(members, 'g', 'cem');
  });
  t.same(rightsOf(timeline, 'g'), ['ann', 'cem']);
});

t.test('tenants over one seed share it and nothing else', async (t) => {
  const seed = tenant().seal();
  const [one, other] = [Timeline.over(seed), Timeline.over(seed)];
  one.transact((tx) => {
    tx.remove(users, 'ann');
    tx.replace(users, { id: 'bob', department: 'HR' });
    tx.link(members, 'g', 'cem');
  });
  t.same(byName(other), ['ann', 'bob', 'cem']);
  t.same([byName(one), inDepartment(one, 'HR')], [['cem'], ['bob', 'cem']]);
  t.same([all(seed), rightsOf(other, 'g')], [['ann', 'bob', 'cem'], []]);
  t.not(one.epoch, other.epoch);
});

t.test('a sealed timeline goes on without its seed noticing', async (t) => {
  const timeline = tenant();
  insert(timeline, { id: 'dan', department: 'IT' });
  const seed = timeline.seal();
  insert(timeline, { id: 'eve', department: 'IT' });
  t.same(inDepartment(timeline, 'IT'), ['ann', 'bob', 'dan', 'eve']);
  t.same(inDepartment(Timeline.over(seed), 'IT'), ['ann', 'bob', 'dan']);
});

t.test('a reset returns to the seed, and a snapshot survives it', async (t) => {
  const timeline = tenant();
  const { epoch } = timeline;
  insert(timeline, { id: 'dan' });
  const snapshot = timeline.snapshot();
  insert(timeline, { id: 'eve' });
  t.equal(timeline.epoch, epoch, 'writes and snapshots do not change the epoch');
  timeline.reset();
  t.same(all(timeline), ['ann', 'bob', 'cem']);
  t.not(timeline.epoch, epoch);
  const afterReset = timeline.epoch;
  timeline.restore(snapshot);
  t.same(all(timeline), ['ann', 'bob', 'cem', 'dan']);
  t.not(timeline.epoch, afterReset);
  insert(timeline, { id: 'fay' });
  timeline.restore(snapshot);
  t.same(all(timeline), ['ann', 'bob', 'cem', 'dan']);
  t.same(all(snapshot), ['ann', 'bob', 'cem', 'dan'], 'a snapshot can be read');
  t.equal(timeline.feed.latest, 4);
});

t.test('a thousand snapshots can each be returned to', async (t) => {
  const timeline = tenant();
  const snapshots = Array.from({ length: 1_000 }, (_, at) => {
    insert(timeline, { id: `u${at}`, login: `u${at}`, department: 'many' });
    if (at > 0) timeline.transact((tx) => tx.replace(users, { id: `u${at - 1}`, login: `old${at - 1}` }));
    return timeline.snapshot();
  });
  for (const at of [999, 0, 500, 1]) {
    timeline.restore(snapshots[at] as (typeof snapshots)[number]);
    t.equal(timeline.count(users), 4 + at);
    t.same(inDepartment(timeline, 'many'), [`u${at}`]);
    t.equal(timeline.find(users, 'login', `u${at}`)?.id, `u${at}`);
    t.equal(timeline.find(users, 'login', `u${at - 1}`), undefined);
  }
});

t.test('in a transaction a timeline cannot leave its line', async (t) => {
  const timeline = tenant();
  const snapshot = timeline.snapshot();
  const refused = { message: 'A transaction is open.' };
  timeline.transact(() => {
    t.throws(() => timeline.snapshot(), refused);
    t.throws(() => timeline.restore(snapshot), refused);
    t.throws(() => timeline.reset(), refused);
    t.throws(() => timeline.seal(), refused);
    t.throws(() => timeline.load(() => undefined), refused);
  });
  timeline.load(() => t.throws(() => timeline.reset(), refused));
  const stranger = Timeline.empty(new Schema([users], []));
  t.throws(() => stranger.restore(snapshot), { message: 'The snapshot is of another schema.' });
});

t.test('the feed tells what was committed, as a whole and by table and link', async (t) => {
  const timeline = tenant();
  const start = timeline.feed.latest;
  timeline.transact((tx) => {
    tx.insert(groups, { id: 'g' });
    tx.insert(users, { id: 'dan' });
    tx.link(members, 'g', 'dan');
    t.equal(timeline.feed.latest, start, 'not before it is committed');
  });
  timeline.transact((tx) => tx.remove(users, 'ann'));
  t.same(feedOf(timeline, 0), ['4 inserted g', '5 inserted dan', '6 linked g dan', '7 removed ann']);
  t.same(feedOf(timeline, 5), ['6 linked g dan', '7 removed ann']);
  t.same(feedOf(timeline, 0, users), ['5 inserted dan', '7 removed ann']);
  t.same(feedOf(timeline, 5, users), ['7 removed ann']);
  t.same(feedOf(timeline, 0, members), ['6 linked g dan']);
  t.equal(timeline.feed.latest, 7);
});

t.test('the feed forgets what it is told to', async (t) => {
  const timeline = Timeline.empty(schema);
  for (let at = 1; at <= 1_000; at++) insert(timeline, { id: `u${at}` });
  const snapshot = timeline.snapshot();
  timeline.feed.prune(998);
  t.equal(timeline.feed.oldest, 998);
  t.same(feedOf(timeline, 0), ['999 inserted u999', '1000 inserted u1000']);
  t.same(feedOf(timeline, 999, users), ['1000 inserted u1000']);
  timeline.restore(snapshot);
  t.equal(feedOf(timeline, 0).length, 1_000, 'a snapshot remembers');
});

t.test('what is loaded is no change', async (t) => {
  const timeline = tenant();
  timeline.onChange(() => t.fail('there is nothing to react to'));
  timeline.load((tx) => {
    tx.insert(users, { id: 'dan' });
    timeline.transact((inner) => inner.insert(users, { id: 'eve' }));
    t.throws(() =>
      timeline.transact((inner) => {
        inner.insert(users, { id: 'fay' });
        throw new Error('no');
      }),
    );
  });
  t.throws(() =>
    timeline.load((tx) => {
      tx.remove(users, 'ann');
      throw new Error('no');
    }),
  );
  t.same(all(timeline), ['ann', 'bob', 'cem', 'dan', 'eve']);
  t.same(feedOf(timeline, 0), []);
});

t.test('a reaction follows every change, those of reactions too, before all is committed', async (t) => {
  const timeline = tenant();
  const seen: string[] = [];
  const unsubscribe = timeline.onChange((change, tx) => {
    seen.push(inWords(change));
    if (change.kind !== 'inserted') return;
    if (change.table === users) tx.link(members, 'everyone', change.id);
    if (tx.count(users) < 6) tx.insert(users, { id: `${change.id}+` });
  });
  insert(timeline, { id: 'dan' });
  t.same(seen, [
    'inserted dan',
    'linked everyone dan',
    'inserted dan+',
    'linked everyone dan+',
    'inserted dan++',
    'linked everyone dan++',
  ]);
  t.same(feedOf(timeline, 3).length, 6);
  unsubscribe();
  insert(timeline, { id: 'eve' });
  t.equal(seen.length, 6);
});

t.test('a reaction hears nothing of what was undone, and can undo all', async (t) => {
  const timeline = tenant();
  const seen: string[] = [];
  timeline.onChange((change) => {
    seen.push(inWords(change));
    if (inWords(change) === 'removed cem') throw new Error('Cem stays.');
  });
  timeline.transact((tx) => {
    tx.remove(users, 'ann');
    t.throws(() =>
      timeline.transact((inner) => {
        inner.remove(users, 'cem');
        throw new Error('no');
      }),
    );
  });
  t.same(seen, ['removed ann']);
  const work = () =>
    timeline.transact((tx) => {
      tx.remove(users, 'bob');
      tx.remove(users, 'cem');
    });
  t.throws(work, { message: 'Cem stays.' });
  t.same(all(timeline), ['bob', 'cem']);
});

t.test('what was not declared is refused by name', async (t) => {
  const timeline = tenant();
  t.throws(() => timeline.count(table('policies')), { message: "The schema has no table 'policies'." });
  t.throws(() => timeline.countRights(link('owners'), 'g'), { message: "The schema has no link 'owners'." });
  t.throws(() => timeline.countEqual(users, 'name', 'x'), {
    message: "Table 'users' declares no equality index 'name'.",
  });
  t.throws(() => new Schema([users], [link('users')]), { message: "The name 'users' is declared twice." });
});
