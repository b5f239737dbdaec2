/** Seed files: what a tenant holds from the start. */
import t from 'tap';
import { createEmulator } from '../src/emulator.js';
import { emulator, type Graph, type Reply } from './support/emulator.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const FILE = 'test/data/seeds/contoso.yaml';

const named = (list: { displayName: string }[]) => list.map(({ displayName }) => displayName).sort();
const byName = (list: { displayName: string }[], name: string) =>
  list.find(({ displayName }) => displayName === name) as unknown as Record<string, string>;

const running = createEmulator({ logLevel: 'error', seed: FILE, randomSeed: 'a' });
t.teardown(async () => (await running).close());

/** Answers of a tenant that began with the file. */
async function asker(name: string) {
  const tenant = (await running).tenant(name);
  const get = async (path: string): Promise<Reply['body']> => {
    const answer = await tenant.fetch(path);
    const body = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body;
  };
  return { get, tenant };
}

const seed = async (graph: Graph, body: unknown) => graph.post('/_emulator/seed', body);

t.test('users with what follows from their names', async (t) => {
  const { get } = await asker('users');
  const adele = await get(
    '/v1.0/users/adele@contoso.com?$select=id,displayName,mailNickname,accountEnabled,department,mail,proxyAddresses,userType&$expand=manager',
  );
  t.match(adele, {
    displayName: 'Adele Vance',
    mailNickname: 'adele',
    accountEnabled: true,
    userType: 'Member',
    department: 'Finance',
    proxyAddresses: ['SMTP:adele@contoso.com'],
    manager: { displayName: 'alex', jobTitle: 'Manager' },
  });
  t.match(await get('/v1.0/users/gina@fabrikam.com'), { id: '0d3f6c0e-6f4e-4f33-9d4b-0d8f7f0a9a11' });
  t.same(named((await get('/v1.0/users/alex@contoso.com/sponsors')).value), ['Adele Vance']);
});

t.test('groups with members and owners by name, and those whose members follow a rule', async (t) => {
  const { get } = await asker('groups');
  const { value } = await get('/v1.0/groups');
  t.same(named(value), ['All finance people', 'Controllers', 'Finance', 'Finance Team']);
  const id = (name: string) => byName(value, name)['id'];
  t.same(named((await get(`/v1.0/groups/${id('Finance')}/members`)).value), ['Adele Vance', 'Controllers', 'gina']);
  t.same(named((await get(`/v1.0/groups/${id('Finance')}/owners`)).value), ['alex']);
  t.same(named((await get(`/v1.0/groups/${id('All finance people')}/members`)).value), ['Adele Vance']);
  t.match(byName(value, 'Finance Team'), { mailEnabled: true, securityEnabled: false, mail: /^FinanceTeam@/ });
});

t.test('applications, with a service principal each', async (t) => {
  const { get } = await asker('applications');
  const { value } = await get("/v1.0/applications?$filter=displayName eq 'Ledger'");
  const appId = value[0].appId;
  const principals = await get(`/v1.0/servicePrincipals?$filter=appId eq '${appId}'`);
  t.match(principals.value, [{ displayName: 'Ledger', appRoles: [{ value: 'bookkeeper' }] }]);
});

t.test('catalogs with resources, packages, policies and extensions', async (t) => {
  const { get } = await asker('catalogs');
  const { value } = await get(`${EM}/catalogs`);
  t.same(named(value), ['Finance', 'General']);
  const id = byName(value, 'Finance')['id'];
  t.same(named((await get(`${EM}/catalogs/${id}/resources`)).value), ['Finance', 'Finance Site', 'Ledger']);
  t.same(named((await get(`${EM}/catalogs/${id}/customWorkflowExtensions`)).value), ['Ask the auditor']);
  const packages = (await get(`${EM}/accessPackages`)).value;
  t.same(named(packages), ['Auditing', 'Bookkeeping']);
  const bookkeeping = byName(packages, 'Bookkeeping')['id'];
  const { resourceRoleScopes } = await get(
    `${EM}/accessPackages/${bookkeeping}?$expand=resourceRoleScopes($expand=role)`,
  );
  const roles = resourceRoleScopes.map(({ role }: Reply['body']) => role);
  t.same(named(roles), ['Bookkeeper', 'Finance Site Viewers', 'Member']);
  t.same(named((await get(`${EM}/accessPackages/${bookkeeping}/incompatibleAccessPackages`)).value), ['Auditing']);
  const policies = (await get(`${EM}/assignmentPolicies`)).value;
  t.same(named(policies), ['Administrators only', 'By the manager', 'Direct', 'Direct']);
  const alex = (await get('/v1.0/users/alex@contoso.com'))['id'];
  t.match(byName(policies, 'By the manager'), {
    expiration: { type: 'afterDuration', duration: 'P30D' },
    requestApprovalSettings: {
      stages: [
        {
          durationBeforeAutomaticDenial: 'P7D',
          primaryApprovers: [{ '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 }],
          fallbackPrimaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: alex }],
        },
      ],
    },
  });
});

t.test('assignments are delivered: their target is in the group', async (t) => {
  const { get } = await asker('assignments');
  const { value } = await get(`${EM}/assignments?$expand=target,accessPackage`);
  t.match(value, [
    {
      state: 'delivered',
      target: { displayName: 'Adele Vance' },
      accessPackage: { displayName: 'Bookkeeping' },
      schedule: { expiration: { endDateTime: /^2090-01-01T00:00:00/ } },
    },
  ]);
});

t.test('the organization, its domains, connected organizations and settings', async (t) => {
  const { get } = await asker('rest');
  t.match((await get('/v1.0/organization')).value, [{ displayName: 'Contoso Ltd' }]);
  t.ok((await get('/v1.0/domains')).value.some(({ id }: { id: string }) => id === 'fabrikam.com'));
  t.match((await get(`${EM}/connectedOrganizations`)).value, [
    { displayName: 'Fabrikam', identitySources: [{ domainName: 'fabrikam.net' }] },
  ]);
  t.match(await get(`${EM}/settings`), { externalUserLifecycleAction: 'blockSignIn' });
});

t.test('a reset goes back to the seed; the ids are the same in every process', async (t) => {
  const { get, tenant } = await asker('reset');
  const before = await get('/v1.0/groups');
  const first = before.value[0].id;
  await tenant.fetch(`/v1.0/groups/${first}`, { method: 'DELETE' });
  t.equal((await get('/v1.0/groups')).value.length, 3);
  await tenant.reset();
  t.same(await get('/v1.0/groups'), before);
  const other = await createEmulator({ logLevel: 'error', seed: [FILE], randomSeed: 'b' });
  t.teardown(() => other.close());
  const again = (await (await other.fetch('/v1.0/groups')).json()) as { value: { id: string }[] };
  t.same(
    again.value.map(({ id }) => id),
    before.value.map(({ id }: { id: string }) => id),
  );
});

t.test('a seed loaded while it runs: JSON or YAML, twice the same as once', async (t) => {
  const graph = await emulator(t);
  const body = {
    packages: [{ displayName: 'P', policies: [{ displayName: 'Q' }] }],
    assignments: [{ accessPackage: 'P', target: 'a@contoso.com' }],
    groups: [{ displayName: 'One' }],
    users: [{ userPrincipalName: 'a@contoso.com', manager: 'admin@contoso.onmicrosoft.com' }],
  };
  t.match(await seed(graph, body), { status: 200, body: { loaded: { groups: 1, users: 1 } } });
  t.equal((await seed(graph, body)).status, 200);
  t.equal((await seed(graph, 'groups:\n  - displayName: One\n    description: changed\n')).status, 200);
  const { value } = (await graph.get('/v1.0/groups')).body;
  t.match(value, [{ displayName: 'One', description: 'changed' }]);
  t.equal(value.length, 1);
  await graph.reset();
  t.equal((await graph.get('/v1.0/groups')).body.value.length, 0);
});

t.test('a change by a seed is told like any other', async (t) => {
  const graph = await emulator(t);
  const delta = (await graph.get('/v1.0/groups/delta')).body['@odata.deltaLink'];
  await seed(graph, { groups: [{ displayName: 'New' }] });
  t.match((await graph.get(delta)).body.value, [{ displayName: 'New' }]);
});

t.test('mistakes are told with place and remedy, and nothing is loaded', async (t) => {
  const graph = await emulator(t);
  const wrong: [body: unknown, message: RegExp][] = [
    [
      'groups:\n  - displayNam: x\n',
      /^body:2: groups\[0\].displayNam: .*no property 'displayNam'.*did you mean 'displayName'/,
    ],
    ['groups:\n  - description: x\n', /^body:2: groups\[0\]: 'displayName' must be said/],
    ['users:\n  - userPrincipalName: a@contoso.com\n    accountEnabled: maybe\n', /^body:3: users\[0\].accountEnabled/],
    [
      'groups:\n  - displayName: A\n    members:\n      - admin@contoso.onmicrosoft.co\n',
      /^body:4: groups\[0\].members\[0\]: there is no user or group or service principal '.*did you mean 'admin@contoso.onmicrosoft.com'/,
    ],
    [
      'groups:\n  - displayName: A\n  - displayName: a\n',
      /^body:3: groups\[1\]: is the same as groups\[0\]; give one of them a 'key'/,
    ],
    [
      'users:\n  - userPrincipalName: a@nowhere.example\n',
      /^body:2: users\[0\].userPrincipalName: 'nowhere.example' is no verified domain; add it to 'organization.domains'/,
    ],
    ['user: []\n', /^body:1: user: there is no property 'user' here; did you mean 'users'/],
    ['usres: []\n', /^body:1: usres: there is no property 'usres' here; did you mean 'users'/],
    ['users: [\n', /^body:\d: /],
    ['users:\n  - a: 1\n    a: 2\n', /^body:3: /],
    ['- a', /a seed is an object/],
    ['{"users": [{"userPrincipalName": 5}]}', /^body:1: users\[0\].userPrincipalName/],
    ['{"users": [}', /^body:1: /],
    ['policies:\n  - displayName: P\n', /policies\[0\]: needs an 'accessPackage'/],
    [
      'packages:\n  - displayName: P\n    roles:\n      - resource: X\n        role: Member\n',
      /^body:4: packages\[0\].roles\[0\].resource: there is no resource 'X'/,
    ],
    [
      'catalogs:\n  - displayName: C\n    resources:\n      - group: none\n',
      /^body:4: catalogs\[0\].resources\[0\].group: there is no group 'none'/,
    ],
    [
      'catalogs:\n  - displayName: C\n    resources:\n      - {}\n',
      /needs a 'group', 'application', 'site' or 'directoryRole'/,
    ],
    [
      'packages:\n  - displayName: P\n    policies:\n      - displayName: X\n        allowedTargetScope: everybody\n',
      /^body:5: packages\[0\].policies\[0\].allowedTargetScope: must be one of notSpecified, /,
    ],
    [
      'assignments:\n  - accessPackage: P\n    target: x\n',
      /assignments\[0\].accessPackage: there is no access package 'P'/,
    ],
    [
      'records:\n  tables:\n    nonsense: {}\n',
      /^body:3: records.tables.nonsense: there is no 'nonsense' in this version/,
    ],
  ];
  const before = (await graph.get('/_emulator/export')).body;
  for (const [body, message] of wrong) {
    const answer = await seed(graph, body);
    t.match(answer, { status: 400, body: { error: { code: 'InvalidSeed', message } } }, JSON.stringify(body));
  }
  t.same((await graph.get('/_emulator/export')).body, before);
});

t.test('nesting has a limit, however deep it is', async (t) => {
  const graph = await emulator(t);
  const deep = (levels: number) => `{"users": [{"displayName": ${'['.repeat(levels)}${']'.repeat(levels)}}]}`;
  for (const body of [
    '['.repeat(200_000),
    deep(200_000),
    deep(101),
    `users: ${'['.repeat(200_000)}`,
    'a: &a [*a, *a]',
  ]) {
    const { status, body: answer } = await seed(graph, body);
    t.match([status, answer.error.message], [400, 'body: a seed has no more than 100 levels of nesting']);
  }
  const cyclic: { users: unknown[] } = { users: [] };
  cyclic.users.push(cyclic);
  await t.rejects(createEmulator({ seed: cyclic as never }), {
    message: 'a seed has no more than 100 levels of nesting',
  });
});

t.test('a file that can not be loaded is told by name and line', async (t) => {
  const file = `${t.testdir({ 'bad.yaml': '# a comment\ngroups:\n  - displayName: A\n    owners: [nobody]\n' })}/bad.yaml`;
  await t.rejects(createEmulator({ seed: file }), {
    message: new RegExp(`^${file}:4: groups\\[0\\].owners\\[0\\]: there is no`),
  });
  await t.rejects(createEmulator({ seed: 'no/such.yaml' }), /no\/such\.yaml/);
  await t.rejects(createEmulator({ seed: 'test/data/seeds' }), {
    message: 'test/data/seeds: is a folder; name the file in it that is the seed',
  });
  await t.rejects(createEmulator({ seed: { groups: [{}] } as never }), /groups\[0\]: 'displayName' must be said/);
});

t.test('seeds one after the other; the second knows what the first brought', async (t) => {
  const host = await createEmulator({
    logLevel: 'error',
    seed: [FILE, { groups: [{ displayName: 'Both', members: ['Finance', 'adele@contoso.com'] }] }],
  });
  t.teardown(() => host.close());
  const groups = (await (await host.fetch("/v1.0/groups?$filter=displayName eq 'Both'&$expand=members")).json()) as {
    value: { members: { displayName: string }[] }[];
  };
  t.same(named(groups.value[0]?.members ?? []), ['Adele Vance', 'Finance']);
});

t.test('a generated tenant', async (t) => {
  const told: number[] = [];
  const host = await createEmulator({
    logLevel: 'error',
    seedSize: { users: 1500, groups: 40, memberships: 3000 },
    onSeedProgress: (done) => told.push(done),
  });
  t.teardown(() => host.close());
  const count = async (path: string) =>
    Number(await (await host.fetch(path, { headers: { consistencylevel: 'eventual' } })).text());
  t.equal(await count('/v1.0/users/$count'), 1501);
  t.equal(await count('/v1.0/groups/$count'), 40);
  const page = (await (await host.fetch('/v1.0/groups?$top=1')).json()) as { value: { id: string }[] };
  t.ok((await count(`/v1.0/groups/${page.value[0]?.id}/members/$count`)) > 0);
  t.equal(told.at(-1), 4540);
});

t.test('groups of a generated tenant have equally many members, up to all users', async (t) => {
  for (const [users, groups, memberships] of [
    [1000, 1, 1000],
    [5, 2, 10],
    [14, 3, 29],
    [3, 7, 21],
  ] as const) {
    const host = await createEmulator({ logLevel: 'error', seedSize: { users, groups, memberships } });
    const ask = (path: string) => host.fetch(path, { headers: { consistencylevel: 'eventual' } });
    const { value } = (await (await ask('/v1.0/groups')).json()) as { value: { id: string }[] };
    const counts: number[] = [];
    for (const { id } of value) counts.push(Number(await (await ask(`/v1.0/groups/${id}/members/$count`)).text()));
    t.equal(
      counts.reduce((one, other) => one + other),
      memberships,
      `${users} users in ${groups} groups`,
    );
    t.ok(Math.max(...counts) - Math.min(...counts) <= 1);
    await host.close();
  }
});

t.test('more members than there are users for are refused', async (t) => {
  await t.rejects(createEmulator({ seedSize: { users: 5, groups: 2, memberships: 11 } }), {
    message:
      'memberships=11 is too large a size: 5 users can have no more than 10 in 2 groups; ask for fewer, or for more users or groups',
  });
  await t.rejects(createEmulator({ seedSize: { memberships: 1 } }), /0 users can have no more than 0 in 0 groups/);
});
