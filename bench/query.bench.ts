// Filters, without a socket: one that an index serves, at two sizes; and three that none serves, against loops by hand.
import type { User } from '../model/directory/tables.js';
import { type Bench, timed } from './harness.js';
import { directory, usersUpTo } from './support/directory.js';

const SMALL = 100;
const LARGE = 100_000;

interface Scan {
  readonly name: string;
  readonly filter: string;
  readonly byHand: (user: Fields) => boolean;
}
type Fields = User & { readonly city?: string; readonly country?: string; readonly givenName?: string };

const scans: readonly Scan[] = [
  {
    name: 'string',
    filter: "city eq 'Oslo'",
    byHand: (user) => user.city?.toLowerCase() === 'oslo',
  },
  {
    name: 'compound',
    filter: "country eq 'Norway' and (startswith(givenName,'A') or city eq 'Bergen')",
    byHand: (user) =>
      user.country?.toLowerCase() === 'norway' &&
      (user.givenName?.toLowerCase().startsWith('a') === true || user.city?.toLowerCase() === 'bergen'),
  },
  {
    name: 'boolean',
    filter: 'accountEnabled eq false',
    byHand: (user) => user.accountEnabled === false,
  },
];

const equality: Bench = {
  name: `query: users by displayName, answers per second at ${LARGE} against ${SMALL}`,
  bound: { atLeast: 0.7 },
  rounds: 11,
  setup() {
    const [large, small] = [directory(usersUpTo(LARGE)), directory(usersUpTo(SMALL))];
    let turn = 0;
    // Many names and few texts: what is measured is the index, not the parser of new texts.
    const asking =
      ({ get }: typeof large, count: number) =>
      () => {
        turn = (turn + 37) % 64;
        const { displayName } = usersByTurn(count)[turn] as User;
        return get(`/users?$filter=displayName eq '${displayName}'`);
      };
    const [first, second] = [asking(large, LARGE), asking(small, SMALL)];
    for (const ask of [first, second]) timed(ask, 500);
    return { measured: () => 1000 / timed(first, 250), yardstick: () => 1000 / timed(second, 250) };
  },
};

const chosen = new Map<number, User[]>();

/** 64 of the users of a tenant, spread over it. */
function usersByTurn(count: number): User[] {
  let found = chosen.get(count);
  if (!found) {
    const all = usersUpTo(count);
    found = Array.from({ length: 64 }, (_, n) => all[Math.floor((n * count) / 64)] as User);
    chosen.set(count, found);
  }
  return found;
}

const scanning = ({ name, filter, byHand }: Scan): Bench => ({
  name: `query: ${name} filter without an index over ${LARGE} users, milliseconds`,
  bound: { atMost: 2 },
  setup() {
    const records = usersUpTo(LARGE) as Fields[];
    const { get } = directory(records);
    const path = `/users/$count?$filter=${filter}`;
    const loop = () => {
      let count = 0;
      for (const record of records) if (byHand(record)) count += 1;
      return count;
    };
    if (get(path) !== String(loop())) throw new Error(`${filter}: ${get(path)} and not ${loop()}`);
    return { measured: () => timed(() => get(path), 200), yardstick: () => timed(loop, 200) };
  },
});

const benches: Bench[] = [equality, ...scans.map(scanning)];

export default benches;
