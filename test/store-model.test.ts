import fc from 'fast-check';
import t from 'tap';
import {
  type IndexKey,
  link,
  type OrderedPlace,
  type OrderedRange,
  type Reader,
  type Row,
  table,
} from '../model/reader.js';
import {
  type Change,
  DuplicateKeyError,
  MissingRecordError,
  Schema,
  type Snapshot,
  Timeline,
  type Transaction,
} from '../src/store/index.js';

interface Person extends Row {
  readonly login: string | undefined;
  readonly department: string | undefined;
  readonly tags: readonly string[];
  readonly name: IndexKey | undefined;
  readonly rank: number;
}

const people = table<Person>('people', {
  unique: { login: (person) => person.login },
  equality: { department: (person) => person.department, tags: (person) => person.tags },
  ordered: { name: (person) => person.name, rank: (person) => person.rank },
});
const knows = link('knows');
const schema = new Schema([people], [knows]);

// The naive implementation: lists that are walked from the beginning and copied as a whole.

interface Entry {
  readonly sequence: number;
  readonly record: Person;
}

interface Pair {
  readonly sequence: number;
  readonly left: string;
  readonly right: string;
}

/** A change in words. */
interface Told {
  readonly text: string;
  readonly source: object;
}

interface Naive {
  entries: Entry[];
  nextEntry: number;
  pairs: Pair[];
  nextPair: number;
  feed: (Told & { position: number })[];
  latest: number;
}

const nothing = (): Naive => ({ entries: [], nextEntry: 1, pairs: [], nextPair: 1, feed: [], latest: 0 });
const copyOf = (state: Naive): Naive => ({
  ...state,
  entries: [...state.entries],
  pairs: [...state.pairs],
  feed: [...state.feed],
});

const isDuplicate = (state: Naive, person: Person) =>
  state.entries.some(
    ({ record }) => record.id !== person.id && record.login !== undefined && record.login === person.login,
  );

function compareKeys(a: IndexKey, b: IndexKey): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function naiveRange(state: Naive, index: 'name' | 'rank', range: OrderedRange): number[] {
  const sign = range.descending ? -1 : 1;
  const { prefix, from, to, after } = range;
  return state.entries
    .flatMap(({ record, sequence }) => {
      const key = record[index];
      return key === undefined ? [] : [{ key, sequence }];
    })
    .sort((a, b) => sign * compareKeys(a.key, b.key) || a.sequence - b.sequence)
    .filter(({ key }) => prefix === undefined || (typeof key === 'string' && key.startsWith(prefix)))
    .filter(({ key }) => from === undefined || compareKeys(key, from) >= 0)
    .filter(({ key }) => to === undefined || compareKeys(key, to) <= 0)
    .filter((place) => after === undefined || isBehind(place, after, sign))
    .map(({ sequence }) => sequence);
}

function isBehind(place: { key: IndexKey; sequence: number }, after: OrderedPlace, sign: number): boolean {
  if (after.key === undefined) return sign > 0;
  const order = sign * compareKeys(place.key, after.key);
  return order > 0 || (order === 0 && place.sequence > after.sequence);
}

// What is done to both.

type Write =
  | { do: 'insert' | 'replace'; person: Person }
  | { do: 'remove'; id: string }
  | { do: 'link' | 'unlink'; left: string; right: string }
  | { do: 'sweep'; department: string }
  | { do: 'crowd' | 'thin'; from: number; count: number }
  | { do: 'nested'; writes: Write[]; fails: boolean };

type Read =
  | { read: 'department' | 'tags'; key: string; after: number | undefined; limit: number }
  | { read: 'range'; index: 'name' | 'rank'; range: OrderedRange; limit: number }
  | { read: 'scan'; after: number | undefined; limit: number }
  | { read: 'links'; id: string; after: number | undefined }
  | { read: 'feed'; after: number };

type Step =
  | { step: 'transact' | 'load'; writes: Write[]; fails: boolean }
  | { step: 'snapshot' | 'reset' | 'seal' }
  | { step: 'restore'; number: number }
  | { step: 'read'; read: Read };

class Failure extends Error {}

function write(tx: Transaction, timeline: Timeline, state: Naive, log: Told[], todo: Write): void {
  const tell = (source: object, ...words: unknown[]) => log.push({ source, text: JSON.stringify(words) });
  const present = 'person' in todo ? state.entries.find(({ record }) => record.id === todo.person.id) : undefined;
  switch (todo.do) {
    case 'insert': {
      const refused = present !== undefined || isDuplicate(state, todo.person);
      expectRefusal(refused, () => tx.insert(people, todo.person));
      if (refused) break;
      tell(people, 'inserted', state.nextEntry, undefined, todo.person);
      state.entries.push({ sequence: state.nextEntry++, record: todo.person });
      break;
    }
    case 'replace': {
      const refused = present === undefined || isDuplicate(state, todo.person);
      expectRefusal(refused, () => tx.replace(people, todo.person));
      if (refused || !present) break;
      tell(people, 'replaced', present.sequence, present.record, todo.person);
      state.entries[state.entries.indexOf(present)] = { sequence: present.sequence, record: todo.person };
      break;
    }
    case 'remove': {
      const was = state.entries.find(({ record }) => record.id === todo.id);
      same(tx.remove(people, todo.id), was?.record);
      if (was) tell(people, 'removed', was.sequence, was.record, undefined);
      state.entries = state.entries.filter((entry) => entry !== was);
      break;
    }
    case 'link': {
      const was = state.pairs.some(({ left, right }) => left === todo.left && right === todo.right);
      same(tx.link(knows, todo.left, todo.right), !was);
      if (was) break;
      tell(knows, 'linked', state.nextPair, todo.left, todo.right);
      state.pairs.push({ sequence: state.nextPair++, left: todo.left, right: todo.right });
      break;
    }
    case 'unlink': {
      const was = state.pairs.find(({ left, right }) => left === todo.left && right === todo.right);
      same(tx.unlink(knows, todo.left, todo.right), was !== undefined);
      if (was) tell(knows, 'unlinked', was.sequence, todo.left, todo.right);
      state.pairs = state.pairs.filter((pair) => pair !== was);
      break;
    }
    case 'sweep': {
      // Removes while it walks: the walk goes on over the state with which it began.
      const swept: Person[] = [];
      tx.equal(people, 'department', todo.department, (person) => {
        swept.push(person);
        tx.remove(people, person.id);
      });
      const going = state.entries.filter(({ record }) => record.department === todo.department);
      same(
        swept,
        going.map(({ record }) => record),
      );
      for (const { sequence, record } of going) tell(people, 'removed', sequence, record, undefined);
      state.entries = state.entries.filter((entry) => !going.includes(entry));
      break;
    }
    case 'crowd': {
      for (const person of crowdOf(todo.from, todo.count)) {
        write(tx, timeline, state, log, { do: 'insert', person: { ...person, id: `q${person.id}`, login: undefined } });
      }
      break;
    }
    case 'thin': {
      for (const { id } of crowdOf(todo.from, todo.count)) {
        write(tx, timeline, state, log, { do: 'remove', id });
        write(tx, timeline, state, log, { do: 'unlink', left: 'a', right: id });
      }
      break;
    }
    case 'nested': {
      const before = copyOf(state);
      const mark = log.length;
      try {
        timeline.transact((inner) => {
          for (const each of todo.writes) write(inner, timeline, state, log, each);
          if (todo.fails) throw new Failure();
        });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        Object.assign(state, before);
        log.length = mark;
      }
    }
  }
}

function expectRefusal(expected: boolean, act: () => void): void {
  let refused = false;
  try {
    act();
  } catch (error) {
    refused = true;
    if (!(error instanceof DuplicateKeyError || error instanceof MissingRecordError)) throw error;
  }
  same(refused, expected);
}

function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a}\nis not\n${b}`);
}

function inWords(change: Change): string {
  const { kind, sequence } = change;
  if ('link' in change) return JSON.stringify([kind, sequence, change.left, change.right]);
  const before = change.kind === 'inserted' ? undefined : change.before;
  const after = change.kind === 'removed' ? undefined : change.after;
  return JSON.stringify([kind, sequence, before, after]);
}

function collect(limit: number, walk: (visit: (record: unknown, sequence: number) => boolean) => void): number[] {
  const seen: number[] = [];
  walk((_, sequence) => seen.push(sequence) < limit);
  return seen;
}

function check(reader: Reader, timeline: Timeline, state: Naive, { read }: { read: Read }): void {
  const behind = (after: number | undefined) => (it: { sequence: number }) =>
    after === undefined || it.sequence > after;
  const sequences = (list: { sequence: number }[]) => list.map(({ sequence }) => sequence);
  switch (read.read) {
    case 'department':
    case 'tags': {
      const bucket = state.entries.filter(({ record }) => {
        const keys = record[read.read];
        return Array.isArray(keys) ? keys.includes(read.key) : keys === read.key;
      });
      same(reader.countEqual(people, read.read, read.key), bucket.length);
      const seen = collect(read.limit, (visit) => reader.equal(people, read.read, read.key, visit, read.after));
      same(seen, sequences(bucket.filter(behind(read.after))).slice(0, read.limit));
      break;
    }
    case 'range': {
      const seen = collect(read.limit, (visit) => reader.range(people, read.index, read.range, visit));
      same(seen, naiveRange(state, read.index, read.range).slice(0, read.limit));
      break;
    }
    case 'scan': {
      const seen = collect(read.limit, (visit) => reader.scan(people, visit, read.after));
      same(seen, sequences(state.entries.filter(behind(read.after))).slice(0, read.limit));
      break;
    }
    case 'links': {
      const rights = state.pairs.filter(({ left }) => left === read.id);
      const lefts = state.pairs.filter(({ right }) => right === read.id);
      same([reader.countRights(knows, read.id), reader.countLefts(knows, read.id)], [rights.length, lefts.length]);
      const seen: [string, number][] = [];
      reader.rights(knows, read.id, (right, sequence) => void seen.push([right, sequence]), read.after);
      reader.lefts(knows, read.id, (left, sequence) => void seen.push([left, sequence]), read.after);
      same(seen, [
        ...rights.filter(behind(read.after)).map(({ right, sequence }) => [right, sequence]),
        ...lefts.filter(behind(read.after)).map(({ left, sequence }) => [left, sequence]),
      ]);
      break;
    }
    case 'feed':
      same(timeline.feed.latest, state.latest);
      for (const source of [undefined, people, knows]) {
        const seen: [number, string][] = [];
        timeline.feed.since(read.after, (change, position) => void seen.push([position, inWords(change)]), source);
        const expected = state.feed.filter((item) => source === undefined || item.source === source);
        same(
          seen,
          expected.filter(({ position }) => position > read.after).map((item) => [item.position, item.text]),
        );
      }
  }
}

/** By id, by alternate key, by pair: everything that is there, and that nothing else is. */
function checkAll(reader: Reader, state: Naive, ids: readonly string[]): void {
  same(reader.count(people), state.entries.length);
  for (const { record, sequence } of state.entries) {
    same([reader.get(people, record.id), reader.sequenceOf(people, record.id)], [record, sequence]);
    if (record.login !== undefined) same(reader.find(people, 'login', record.login), record);
  }
  const present = new Map(state.entries.map(({ record }) => [record.id, record]));
  const pairs = new Set(state.pairs.map(({ left, right }) => `${left} ${right}`));
  const logins = new Set(state.entries.map(({ record }) => record.login));
  for (const id of ids) {
    same(reader.get(people, id), present.get(id));
    if (!logins.has(`login ${id}`)) same(reader.find(people, 'login', `login ${id}`), undefined);
    for (const other of ids) same(reader.linked(knows, id, other), pairs.has(`${id} ${other}`));
  }
}

// What is drawn.

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'p0', 'p1', 'p63', 'p64', 'p255', 'p256', 'p511', 'p512', 'p700'];
const id = fc.constantFrom(...ids);
const department = fc.constantFrom('IT', 'HR', 'R&D');
const name = fc.oneof(
  fc.constantFrom('', 'A', 'Ab', 'a', 'ab', 'b', '\uffff', '\uffffa', 'é', '\u{1F600}'),
  fc.nat(5),
  fc.nat(1_100).map((at) => `n${at}`),
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const after = optional(fc.oneof(fc.nat(20), fc.nat(1_200)));
const limit = fc.oneof(fc.constant(100_000), fc.integer({ min: 1, max: 5 }));

const person: fc.Arbitrary<Person> = fc.record({
  id,
  login: optional(id.map((it) => `login ${it}`)),
  department: optional(department),
  tags: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  name: optional(name),
  rank: fc.nat(9),
});

const range: fc.Arbitrary<OrderedRange> = fc.record(
  {
    prefix: fc.constantFrom('', 'a', 'A', '\uffff', 'n1'),
    from: name,
    to: name,
    descending: fc.boolean(),
    after: fc.record({ key: optional(name), sequence: fc.nat(1_200) }),
  },
  { requiredKeys: [] },
);

const read: fc.Arbitrary<Read> = fc.oneof(
  fc.record({ read: fc.constant('department' as const), key: department, after, limit }),
  fc.record({ read: fc.constant('tags' as const), key: fc.constantFrom('x', 'y', 'z'), after, limit }),
  fc.record({ read: fc.constant('range' as const), index: fc.constantFrom('name' as const, 'rank'), range, limit }),
  fc.record({ read: fc.constant('scan' as const), after, limit }),
  fc.record({ read: fc.constant('links' as const), id, after }),
  fc.record({ read: fc.constant('feed' as const), after: fc.nat(30) }),
);

const { writes } = fc.letrec<{ writes: Write[]; write: Write }>((tie) => ({
  writes: fc.array(tie('write'), { maxLength: 8, size: 'max' }),
  write: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ do: fc.constantFrom('insert' as const, 'replace'), person }),
    fc.record({ do: fc.constant('remove' as const), id }),
    fc.record({ do: fc.constantFrom('link' as const, 'link', 'unlink'), left: id, right: id }),
    fc.record({ do: fc.constant('sweep' as const), department }),
    fc.record({
      do: fc.constantFrom('crowd' as const, 'thin'),
      from: fc.nat(1_000),
      count: fc.constantFrom(0, 20, 80, 600),
    }),
    fc.record({ do: fc.constant('nested' as const), writes: tie('writes'), fails: fc.boolean() }),
  ),
}));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: fc.constant('transact' as const), writes, fails: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('load' as const), writes, fails: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constantFrom('snapshot' as const, 'reset', 'seal') }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('restore' as const), number: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('read' as const), read }) },
);

/** Enough rows to fill several chunks, runs and leaves; few keys, so that buckets are large. */
function crowdOf(from: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    return {
      id: `p${at}`,
      login: at % 2 ? `login p${at}` : undefined,
      department: ['IT', 'HR', undefined][at % 3],
      tags: at % 5 ? ['x'] : ['y', 'z'],
      name: at % 7 ? `n${(at * 7919) % 1_100}` : at % 4,
      rank: at % 10,
    };
  });
}

class Pairing {
  timeline = Timeline.empty(schema);
  state = nothing();
  seed = nothing();
  snapshots: { snapshot: Snapshot; state: Naive }[] = [];

  constructor(size: number) {
    this.timeline.load((tx) => {
      for (const record of crowdOf(0, size)) {
        tx.insert(people, record);
        this.state.entries.push({ sequence: this.state.nextEntry++, record });
      }
      for (let at = 0; at < size; at++) {
        tx.link(knows, at % 3 ? 'a' : 'b', `p${at}`);
        this.state.pairs.push({ sequence: this.state.nextPair++, left: at % 3 ? 'a' : 'b', right: `p${at}` });
      }
    });
    this.seal();
  }

  take(todo: Step): void {
    switch (todo.step) {
      case 'transact':
      case 'load':
        this.write(todo.step, todo.writes, todo.fails);
        return;
      case 'snapshot':
        this.snapshots.push({ snapshot: this.timeline.snapshot(), state: copyOf(this.state) });
        return;
      case 'reset':
        this.timeline.reset();
        this.state = copyOf(this.seed);
        return;
      case 'seal':
        this.seal();
        return;
      case 'restore': {
        const chosen = this.snapshots[todo.number % Math.max(1, this.snapshots.length)];
        if (!chosen) return;
        this.timeline.restore(chosen.snapshot);
        this.state = copyOf(chosen.state);
        return;
      }
      case 'read':
        check(this.timeline, this.timeline, this.state, todo);
    }
  }

  private write(how: 'transact' | 'load', todo: Write[], fails: boolean): void {
    const before = copyOf(this.state);
    const log: Told[] = [];
    const seen: string[] = [];
    const unsubscribe = this.timeline.onChange((change) => void seen.push(inWords(change)));
    try {
      const changes = this.timeline[how]((tx) => {
        for (const each of todo) write(tx, this.timeline, this.state, log, each);
        if (fails) throw new Failure();
        return tx.changes;
      });
      const told = how === 'load' ? [] : log;
      same(
        changes.map(inWords),
        told.map(({ text }) => text),
      );
      same(
        seen,
        told.map(({ text }) => text),
      );
      for (const each of told) this.state.feed.push({ ...each, position: ++this.state.latest });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.state = before;
    } finally {
      unsubscribe();
    }
  }

  private seal(): void {
    this.timeline = Timeline.over(this.timeline.seal());
    this.state.feed = [];
    this.seed = copyOf(this.state);
  }
}

t.test('the store answers like lists that are walked from the beginning', async (t) => {
  const sizes = fc.constantFrom(0, 0, 3, 70, 1_100);
  const property = fc.property(sizes, fc.array(step, { maxLength: 25, size: 'max' }), (size, steps) => {
    const both = new Pairing(size);
    for (const each of steps) both.take(each);
    checkAll(both.timeline, both.state, ids);
    for (const { snapshot, state } of both.snapshots) checkAll(snapshot, state, ids);
    for (const index of ['name', 'rank'] as const) {
      check(both.timeline, both.timeline, both.state, { read: { read: 'range', index, range: {}, limit: 100_000 } });
    }
  });
  fc.assert(property, { numRuns: 200 });
  t.pass('no counterexample');
});
