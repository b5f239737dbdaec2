/** Exports: what a tenant holds, as a seed that makes it again. */
import t from 'tap';
import { createEmulator, type Emulator } from '../src/emulator.js';
import { emulator, type Graph } from './support/emulator.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const BETA = '/beta/identityGovernance/entitlementManagement';
const FILE = 'test/data/seeds/contoso.yaml';

/** What can be seen of a tenant. */
const VIEWS = [
  '/v1.0/organization',
  '/v1.0/domains',
  '/beta/users',
  '/v1.0/users?$expand=manager',
  '/beta/groups',
  '/v1.0/groups?$expand=members',
  '/v1.0/groups?$expand=owners',
  '/beta/applications',
  '/beta/servicePrincipals',
  '/v1.0/directoryRoles?$expand=members',
  '/v1.0/directory/deletedItems/microsoft.graph.group',
  `${BETA}/accessPackageCatalogs?$expand=accessPackageResources($expand=accessPackageResourceRoles,accessPackageResourceScopes)`,
  `${EM}/accessPackages?$expand=resourceRoleScopes($expand=role,scope)`,
  `${BETA}/accessPackages`,
  `${EM}/assignmentPolicies`,
  `${BETA}/accessPackageAssignmentPolicies`,
  `${EM}/assignments?$expand=target,accessPackage,assignmentPolicy`,
  `${EM}/assignmentRequests?$expand=assignment,requestor`,
  `${EM}/connectedOrganizations?$expand=internalSponsors`,
  `${EM}/settings`,
];

type Ask = (path: string) => Promise<unknown>;

async function viewsOf(ask: Ask): Promise<Record<string, unknown>> {
  const views: Record<string, unknown> = {};
  for (const path of VIEWS) views[path] = await ask(path);
  return views;
}

const askGraph =
  (graph: Graph): Ask =>
  async (path) => {
    const { status, body } = await graph.get(path);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return plain(body, graph.url);
  };

const askEmulator =
  (running: Emulator): Ask =>
  async (path) =>
    plain(await (await running.fetch(path)).json(), running.url);

/** Without the tenant's own address. */
const plain = (body: unknown, url: string) => JSON.parse(JSON.stringify(body).replaceAll(url, ''));

const ok = async (answer: Promise<{ status: number; body: Record<string, string> }>) => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body as Record<string, never>;
};

/** Does a little of everything through Graph. */
async function live(graph: Graph): Promise<void> {
  const user = await ok(
    graph.post('/v1.0/users', {
      accountEnabled: true,
      displayName: 'Made by Graph',
      mailNickname: 'made',
      userPrincipalName: 'made@contoso.com',
      passwordProfile: { password: 'Contoso-1234' },
    }),
  );
  const [group, gone] = await Promise.all(
    ['Kept', 'Gone'].map((displayName) =>
      ok(
        graph.post('/v1.0/groups', {
          displayName,
          mailEnabled: false,
          mailNickname: displayName,
          securityEnabled: true,
          'members@odata.bind': [`${graph.url}/v1.0/users/${user['id']}`],
        }),
      ),
    ),
  );
  await ok(graph.delete(`/v1.0/groups/${gone?.['id']}`));
  const catalog = await ok(
    graph.post(`${EM}/catalogs`, { displayName: 'Made', description: 'x', isExternallyVisible: true }),
  );
  const resource = { originId: group?.['id'], originSystem: 'AadGroup' };
  await ok(graph.post(`${EM}/resourceRequests`, { requestType: 'adminAdd', resource, catalog: { id: catalog['id'] } }));
  const made = await ok(
    graph.post(`${EM}/accessPackages`, { displayName: 'Made', description: 'y', catalog: { id: catalog['id'] } }),
  );
  const role = { originId: `Member_${group?.['id']}`, displayName: 'Member', originSystem: 'AadGroup', resource };
  const scope = { originId: group?.['id'], originSystem: 'AadGroup' };
  await ok(graph.post(`${EM}/accessPackages/${made['id']}/resourceRoleScopes`, { role, scope }));
  const policy = await ok(
    graph.post(`${EM}/assignmentPolicies`, {
      displayName: 'All',
      description: 'z',
      allowedTargetScope: 'allMemberUsers',
      accessPackage: { id: made['id'] },
      expiration: { type: 'afterDuration', duration: 'P30D' },
      requestApprovalSettings: { isApprovalRequiredForAdd: false },
      questions: [
        { '@odata.type': '#microsoft.graph.accessPackageTextInputQuestion', text: 'Why?', isSingleLineQuestion: true },
      ],
    }),
  );
  const assignment = { targetId: user['id'], assignmentPolicyId: policy['id'], accessPackageId: made['id'] };
  await ok(graph.post(`${EM}/assignmentRequests`, { requestType: 'adminAdd', assignment }));
  await graph.get('/v1.0/users');
  await ok(graph.post('/_emulator/delivery', { mode: 'manual' }));
  const admin = (await graph.get('/v1.0/me')).body.id;
  await ok(
    graph.post(`${EM}/assignmentRequests`, { requestType: 'adminAdd', assignment: { ...assignment, targetId: admin } }),
  );
  await graph.get('/v1.0/users');
  await ok(graph.patch(`/v1.0/users/${admin}`, { jobTitle: 'Chief' }));
  await ok(graph.patch(`${EM}/settings`, { externalUserLifecycleAction: 'none' }));
}

t.test('a tenant of which nothing was asked exports nothing', async (t) => {
  const graph = await emulator(t);
  t.same((await graph.get('/_emulator/export')).body, {});
});

t.test('an export makes the same tenant, whatever was done to the first', async (t) => {
  const first = await emulator(t);
  await live(first);
  const seed = (await first.get('/_emulator/export')).body;
  const second = await emulator(t);
  const loaded = await second.post('/_emulator/seed', seed);
  t.equal(loaded.status, 200, JSON.stringify(loaded.body));
  const [one, other] = [await viewsOf(askGraph(first)), await viewsOf(askGraph(second))];
  for (const path of VIEWS) t.same(other[path], one[path], path);
  t.same((await second.get('/_emulator/export')).body, seed, 'and exports the same');
  await ok(second.post('/_emulator/delivery/run'));
  await second.get('/v1.0/users');
  const { value } = (await second.get(`${EM}/assignments`)).body;
  t.same(
    value.map(({ state }: { state: string }) => state),
    ['delivered', 'delivered'],
    'what waited goes on',
  );
  await second.advance('P31D');
  const expired = (await second.get(`${EM}/assignments?$filter=state eq 'expired'`)).body.value;
  t.equal(expired.length, 2, 'and ends in its time');
});

t.test('what a file brought is exported in its words', async (t) => {
  const running = await createEmulator({ logLevel: 'error', seed: FILE });
  t.teardown(() => running.close());
  const seed = await running.control.exportSeed();
  t.match(seed, {
    organization: { displayName: 'Contoso Ltd' },
    users: [
      { userPrincipalName: 'adele@contoso.com', manager: 'alex@contoso.com', department: 'Finance' },
      { userPrincipalName: 'alex@contoso.com', sponsors: ['adele@contoso.com'] },
      { userPrincipalName: 'gina@fabrikam.com', id: '0d3f6c0e-6f4e-4f33-9d4b-0d8f7f0a9a11' },
    ],
    groups: [{ displayName: 'Finance', members: ['adele@contoso.com', 'Controllers', 'gina@fabrikam.com'] }],
    applications: [{ displayName: 'Ledger', owners: ['alex@contoso.com'] }],
    catalogs: [
      { displayName: 'General', resources: [{ originSystem: 'DirectoryRole' }] },
      {
        displayName: 'Finance',
        packages: [
          { displayName: 'Bookkeeping', policies: [{ displayName: 'By the manager' }], roles: [{ role: 'Member' }] },
        ],
      },
    ],
    settings: { externalUserLifecycleAction: 'blockSignIn' },
  });
  const [finance] = seed['groups'] as Record<string, unknown>[];
  t.notOk(finance?.['id'] ?? finance?.['securityIdentifier'], 'what follows by itself is left out');
  const again = await createEmulator({ logLevel: 'error', seed: seed as never });
  t.teardown(() => again.close());
  const [one, other] = [await viewsOf(askEmulator(running)), await viewsOf(askEmulator(again))];
  for (const path of VIEWS) t.same(other[path], one[path], path);
  t.same(await again.control.exportSeed(), seed);
});

t.test('a tenant that no seed could make is exported all the same', async (t) => {
  const first = await emulator(t);
  await first.post('/_emulator/seed', {
    groups: [{ displayName: 'Doomed' }],
    packages: [
      {
        displayName: 'P',
        policies: [
          {
            displayName: 'X',
            allowedTargetScope: 'specificDirectoryUsers',
            specificAllowedTargets: [{ groupId: 'Doomed' }],
          },
        ],
      },
    ],
  });
  const { id } = (await first.get('/v1.0/groups')).body.value[0];
  await ok(first.delete(`/v1.0/groups/${id}`));
  const seed = (await first.get('/_emulator/export')).body;
  const second = await emulator(t);
  t.equal((await second.post('/_emulator/seed', seed)).status, 200);
  const [one, other] = [await viewsOf(askGraph(first)), await viewsOf(askGraph(second))];
  for (const path of VIEWS) t.same(other[path], one[path], path);
});
