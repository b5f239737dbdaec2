// Entitlement management at the scale of a large tenant: what one request costs, and what a year of expiries costs.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fastify from 'fastify';
import { assignments } from '../model/entitlement/tables.js';
import { ADMINISTRATOR_ID } from '../src/lifecycle/directory/seed.js';
import { advance, drain } from '../src/lifecycle/drain.js';
import { buildServer } from '../src/server.js';
import { type Bench, timed } from './harness.js';
import { type Directory, idOf } from './support/directory.js';
import { governance, packageId, policyId, type Size, subjectId } from './support/entitlement.js';
import { collect } from './support/heap.js';
import { once } from './support/once.js';

const LARGE: Size = { users: 10_000, packages: 5_000, assignments: 100_000, requests: 50_000 };
/** As many assignments of each person and package, so that answers are of one length. */
const SMALL: Size = { users: 100, packages: 50, assignments: 1_000, requests: 500 };
const large = once(() => governance(LARGE));
const small = once(() => governance(SMALL));

const ROOT = '/identityGovernance/entitlementManagement';
const YEAR = 365 * 86_400_000;

const posting: Bench = {
  name: 'entitlement: POST of a request with its delivery, against a bare Fastify POST, milliseconds for 200',
  bound: { atMost: 5 },
  async setup() {
    const { host, tenant } = large();
    const server = buildServer(host, { logLevel: 'silent' });
    const bare = fastify();
    const url = `/v1.0${ROOT}/assignmentRequests`;
    let answer = '';
    bare.post(url, (_request, reply) => reply.code(201).type('application/json').send(answer));
    await Promise.all([server.ready(), bare.ready()]);
    let next = 0;
    const body = () => {
      next += 1;
      // Nobody has these yet: assignments took the packages from seven times the person's number on.
      const of = (((next % LARGE.users) * 7 + 2_000 + Math.floor(next / LARGE.users)) % LARGE.packages) as number;
      return JSON.stringify({
        requestType: 'adminAdd',
        assignment: {
          targetId: idOf((next % LARGE.users) + 1),
          assignmentPolicyId: policyId(of),
          accessPackageId: packageId(of),
        },
      });
    };
    const headers = { 'content-type': 'application/json' };
    const post = async () => {
      const payload = body();
      const response = await server.inject({ method: 'POST', url: `/t/bench${url}`, headers, payload });
      if (response.statusCode !== 201) throw new Error(response.body);
      answer = response.body;
      drain(tenant, host.service.events);
    };
    const barely = () => bare.inject({ method: 'POST', url, headers, payload: body() });
    const round = async (work: () => Promise<unknown>) => {
      let milliseconds = 0;
      for (let n = 0; n < 200; n++) {
        const begun = performance.now();
        await work();
        milliseconds += performance.now() - begun;
        // A server's loop turns between requests; else the streams of all of them would be kept until the last is over.
        await new Promise(setImmediate);
      }
      return milliseconds;
    };
    const before = tenant.timeline.countEqual(assignments, 'state', 'delivered');
    await round(post);
    if (tenant.timeline.countEqual(assignments, 'state', 'delivered') !== before + 200)
      throw new Error('not delivered');
    // Both are compiled to their fastest code before the first round.
    for (let n = 0; n < 8; n++) for (const work of [post, barely]) await round(work);
    return {
      measured: () => round(post),
      yardstick: () => round(barely),
      close: async () => {
        await Promise.all([server.close(), bare.close()]);
      },
    };
  },
};

interface Question {
  readonly name: string;
  readonly ask: (size: Size, turn: number) => { readonly path: string; readonly caller?: string };
}

const spread = (count: number, turn: number) => Math.floor(((turn % 64) * count) / 64);

const questions: readonly Question[] = [
  {
    name: 'assignments of a package',
    ask: ({ packages }, turn) => ({
      path: `${ROOT}/assignments?$filter=accessPackage/id eq '${packageId(spread(packages, turn))}'`,
    }),
  },
  {
    name: 'assignments of a person, by object id',
    ask: ({ users }, turn) => ({
      path: `${ROOT}/assignments?$filter=target/objectId eq '${idOf(spread(users, turn) + 1)}'`,
    }),
  },
  {
    name: 'page of assignments, expanded',
    ask: () => ({ path: `${ROOT}/assignments?$top=20&$expand=target,accessPackage,assignmentPolicy` }),
  },
  {
    name: "filterByCurrentUser(on='target')",
    ask: ({ users }, turn) => ({
      path: `${ROOT}/assignments/filterByCurrentUser(on='target')`,
      caller: idOf(spread(users, turn) + 1),
    }),
  },
  {
    name: "filterByCurrentUser(on='approver')",
    ask: ({ users }, turn) => ({
      path: `${ROOT}/assignmentRequests/filterByCurrentUser(on='approver')`,
      caller: idOf(spread(users, turn) + 1),
    }),
  },
  {
    name: "filterByCurrentUser(on='targetManager')",
    ask: ({ users }, turn) => ({
      path: `${ROOT}/assignments/filterByCurrentUser(on='targetManager')`,
      caller: idOf(spread(users, turn) + 1),
    }),
  },
];

const asking = ({ name, ask }: Question): Bench => ({
  name: `entitlement: ${name}, microseconds at ${LARGE.assignments} assignments against ${SMALL.assignments}`,
  // Caches of the machine miss more often among more records; growth with the tenant would be a hundredfold.
  bound: { atMost: 2 },
  setup() {
    let turn = 0;
    const asker =
      ({ get }: Directory, size: Size) =>
      () => {
        turn += 37;
        const { path, caller } = ask(size, turn);
        return get(path, caller ?? ADMINISTRATOR_ID);
      };
    const [first, second] = [asker(large(), LARGE), asker(small(), SMALL)];
    for (const work of [first, second]) timed(work, 200);
    return { measured: () => 1000 * timed(first, 100), yardstick: () => 1000 * timed(second, 100) };
  },
});

/** One year of a tenant in which all assignments end: what it takes, and how long nothing else is answered meanwhile. */
async function year(): Promise<{ milliseconds: number; longest: number }> {
  const { tenant, host } = governance(LARGE);
  // A tenant that came to be so by requests has its indexes; one that was loaded builds them when first asked.
  drain(tenant, host.service.events);
  tenant.timeline.countEqual(assignments, 'targetId', subjectId(1));
  // The tenant of the year before is no part of this one.
  collect();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise(setImmediate);
  delay.reset();
  const begun = performance.now();
  await advance(tenant, host.service.events, tenant.clock.now() + YEAR);
  const milliseconds = performance.now() - begun;
  await new Promise((done) => setTimeout(done, 5));
  delay.disable();
  const ended = tenant.timeline.countEqual(assignments, 'state', 'expired');
  if (ended !== LARGE.assignments) throw new Error(`${ended} assignments have ended`);
  return { milliseconds, longest: delay.max / 1e6 };
}

const lastYear: { longest: number[] } = { longest: [] };

const expiring: Bench = {
  name: `entitlement: a year with ${LARGE.assignments} expiries, milliseconds`,
  bound: { atMost: 2000 },
  rounds: 7,
  setup: () => ({
    async measured() {
      const { milliseconds, longest } = await year();
      lastYear.longest.push(longest);
      return milliseconds;
    },
    yardstick: () => 1,
  }),
};

const holding: Bench = {
  name: 'entitlement: longest that the year held the event loop, milliseconds',
  bound: { atMost: 50 },
  rounds: 7,
  // The years of the bench before tell it; alone, it lets its own go by.
  setup: () => ({ measured: async () => lastYear.longest.pop() ?? (await year()).longest, yardstick: () => 1 }),
};

// The years come first: what the others keep for their rounds would be gone through with every collection of garbage.
const benches: Bench[] = [expiring, holding, posting, ...questions.map(asking)];

export default benches;
