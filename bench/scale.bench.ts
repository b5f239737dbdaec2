// What is asked of a directory costs what its answer holds, however many objects there are beside.
import { type Bench, timed } from './harness.js';
import { changeUser, type Directory, idOf, NESTED, organization, type Shape, userAt } from './support/directory.js';
import { once } from './support/once.js';

const SMALL: Shape = { users: 1_000, groups: 100, memberships: 5_000 };
const LARGE: Shape = { users: 100_000, groups: 10_000, memberships: 500_000 };
const HUGE: Shape = { users: 1_000_000, groups: 100_000, memberships: 5_000_000 };

const small = once(() => organization(SMALL));
const large = once(() => organization(LARGE));
const huge = once(() => organization(HUGE));

interface Question {
  readonly name: string;
  /** Prepares a tenant, and gives the path to ask for. */
  readonly path: (directory: Directory, shape: Shape) => (turn: number) => string;
}

const spread = (count: number, turn: number) => Math.floor(((turn % 64) * count) / 64) + 1;

/** Follows the pages until four fifths of the users are behind; the link of the next page, as of one of 100. */
function deepPage({ get }: Directory, { users }: Shape): string {
  const top = 800;
  let path = `/users?$top=${top}&$select=id`;
  for (let seen = 0; seen < users * 0.8; seen += top) path = nextOf(get(path), '@odata.nextLink');
  return path.replace(`$top=${top}`, '$top=100');
}

function nextOf(body: string, annotation: '@odata.nextLink' | '@odata.deltaLink'): string {
  const link = (JSON.parse(body) as Record<string, string>)[annotation];
  if (link === undefined) throw new Error(`no ${annotation} in ${body.slice(0, 200)}`);
  return link.slice(link.indexOf('/v1.0') + '/v1.0'.length);
}

const questions: readonly Question[] = [
  { name: 'first page', path: () => () => '/users' },
  {
    name: 'a page deep in the list',
    path: (directory, shape) => {
      const path = deepPage(directory, shape);
      return () => path;
    },
  },
  {
    name: 'a user by id',
    path:
      (_, { users }) =>
      (turn) =>
        `/users/${idOf(spread(users, turn))}`,
  },
  {
    name: 'memberOf',
    path:
      (_, { users }) =>
      (turn) =>
        `/users/${idOf(spread(users, turn))}/memberOf`,
  },
  {
    name: 'displayName eq',
    path:
      (_, { users }) =>
      (turn) =>
        `/users?$filter=displayName eq '${userAt(spread(users, turn)).displayName}'`,
  },
  {
    name: 'startswith(displayName)',
    path:
      (_, { users }) =>
      (turn) =>
        `/users?$filter=startswith(displayName,'${userAt(spread(users, turn)).displayName}')&$top=1`,
  },
  {
    name: 'transitiveMembers of 100 in groups in groups',
    path: () => () => `/groups/${NESTED}/transitiveMembers?$select=id`,
  },
  {
    name: 'delta after 10 changes',
    path: (directory, { users }) => {
      const link = nextOf(directory.get('/users/delta?$deltatoken=latest&$select=jobTitle'), '@odata.deltaLink');
      for (let n = 1; n <= 10; n += 1) changeUser(directory, spread(users, n * 6));
      return () => link;
    },
  },
];

const asking =
  (shape: Shape, of: () => Directory, onRequest: boolean) =>
  ({ name, path }: Question): Bench => ({
    name: `scale: ${name}, microseconds at ${shape.users} users against ${SMALL.users}`,
    // Among more records the machine's caches miss more often; growth with the tenant would be a hundredfold.
    bound: { atMost: 2 },
    onRequest,
    setup() {
      let turn = 0;
      const asker = (directory: Directory, size: Shape) => {
        const at = path(directory, size);
        return () => {
          turn += 37;
          return directory.get(at(turn));
        };
      };
      const [first, second] = [asker(of(), shape), asker(small(), SMALL)];
      for (const work of [first, second]) timed(work, 200);
      return { measured: () => 1000 * timed(first, 50), yardstick: () => 1000 * timed(second, 50) };
    },
  });

const memory: Bench = {
  name: `scale: gigabytes of the process with ${HUGE.users} users, ${HUGE.groups} groups, ${HUGE.memberships} memberships`,
  bound: { atMost: 4 },
  onRequest: true,
  setup() {
    huge();
    return { measured: () => process.memoryUsage().rss / 2 ** 30, yardstick: () => 1 };
  },
};

const benches: Bench[] = [
  ...questions.map(asking(LARGE, large, false)),
  ...questions.map(asking(HUGE, huge, true)),
  memory,
];

export default benches;
