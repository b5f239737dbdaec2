// The store against what one would write by hand: an array, a Map.
import { link, type Row, table } from '../model/reader.js';
import { Schema, Timeline } from '../src/store/index.js';
import type { Bench } from './harness.js';

interface User extends Row {
  readonly login: string;
  readonly department: string;
  readonly name: string;
}

const users = table<User>('users', {
  unique: { login: (user) => user.login },
  equality: { department: (user) => user.department },
  ordered: { name: (user) => user.name },
});
const schema = new Schema([users], [link('members')]);
const SIZE = 100_000;

const userOf = (at: number): User => ({
  id: `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`,
  login: `user${at}@example.test`,
  department: `Department ${at % 50}`,
  name: `User ${(at * 7_919) % SIZE}`,
});

const records = Array.from({ length: SIZE }, (_, at) => userOf(at));

function insert(timeline: Timeline, from: number, count: number): void {
  timeline.load((tx) => {
    for (let at = from; at < from + count; at++) tx.insert(users, records[at] ?? userOf(at));
  });
}

/** A tenant over a seed of 100,000 users whose indexes are built. */
function tenant(): Timeline {
  const seed = Timeline.empty(schema);
  insert(seed, 0, SIZE);
  const sealed = seed.seal();
  sealed.countEqual(users, 'department', '');
  sealed.range(users, 'name', {}, () => false);
  return Timeline.over(sealed);
}

function milliseconds(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Keeps the compiler from finding that nothing is done with what was read. */
const sink = { seen: 0 };

const benches: Bench[] = [
  {
    name: 'store: scan of 100,000 rows against a loop over an array',
    bound: { atMost: 2 },
    rounds: 21,
    setup() {
      const timeline = tenant();
      const loop = () => {
        for (const user of records) if (user.department === 'Department 7') sink.seen++;
      };
      const scan = () =>
        timeline.scan(users, (user) => {
          if (user.department === 'Department 7') sink.seen++;
        });
      return { measured: () => milliseconds(scan), yardstick: () => milliseconds(loop) };
    },
  },
  {
    name: 'store: get through five layers against a Map',
    bound: { atMost: 4 },
    rounds: 21,
    setup() {
      const timeline = tenant();
      // Each a fifth of the one below, so that they are not merged.
      for (const [at, size] of [10_000, 2_000, 400, 80].entries()) {
        insert(timeline, SIZE * (at + 2), size);
        timeline.snapshot();
      }
      const map = new Map(records.map((user) => [user.id, user]));
      const through = (get: (id: string) => User | undefined) => () => {
        for (const { id } of records) if (get(id) !== undefined) sink.seen++;
      };
      const measured = through((id) => timeline.get(users, id));
      const yardstick = through((id) => map.get(id));
      return { measured: () => milliseconds(measured), yardstick: () => milliseconds(yardstick) };
    },
  },
  {
    name: 'store: 1,000 transactions of two inserts against 2,000 in two Maps and an array',
    bound: { atMost: 10 },
    rounds: 21,
    setup() {
      const timeline = tenant();
      const [byId, byLogin, list] = [new Map<string, User>(), new Map<string, User>(), [...records]];
      let next = SIZE;
      const fresh = () => Array.from({ length: 2_000 }, () => userOf(next++));
      const plainly = (some: User[]) => {
        for (const user of some) {
          byId.set(user.id, user);
          byLogin.set(user.login, user);
          list.push(user);
        }
      };
      const inTransactions = (some: User[]) => {
        for (let at = 0; at < some.length; at += 2) {
          timeline.transact((tx) => {
            for (const user of some.slice(at, at + 2)) tx.insert(users, user);
          });
        }
      };
      const timed = (work: (some: User[]) => void) => {
        const some = fresh();
        return milliseconds(() => work(some));
      };
      // Both are compiled to their fastest code before the first round.
      for (let n = 0; n < 10; n++) for (const work of [inTransactions, plainly]) timed(work);
      return { measured: () => timed(inTransactions), yardstick: () => timed(plainly) };
    },
  },
  {
    name: 'store: page at the end of 100,000 rows against the first, 100 times',
    bound: { atMost: 3 },
    rounds: 21,
    setup() {
      const timeline = tenant();
      const pages = (after: number) => () => {
        for (let round = 0; round < 100; round++) {
          let left = 100;
          timeline.scan(users, () => --left > 0, after);
        }
      };
      return { measured: () => milliseconds(pages(SIZE - 200)), yardstick: () => milliseconds(pages(0)) };
    },
  },
  {
    name: 'store: reset after 10,000 writes, milliseconds',
    bound: { atMost: 1 },
    rounds: 9,
    setup() {
      const timeline = tenant();
      const reset = () => {
        insert(timeline, SIZE, 10_000);
        return milliseconds(() => timeline.reset());
      };
      return { measured: reset, yardstick: () => 1 };
    },
  },
];

export default benches;
