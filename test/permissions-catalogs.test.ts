/**
 * What roles in a catalog show, at the level enforce: "Delegation and roles in entitlement management", and the pages
 * "List accessPackages", "List assignments" and "List assignmentRequests".
 */
import t from 'tap';
import { person, securityGroup } from './support/directory.js';
import { enforced } from './support/enforced.js';
import { ADMIN, type Door, STRANGER } from './support/sign-in.js';

const ROLES = {
  creator: 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8',
  owner: 'ae79f266-94d4-4dab-b730-feca7e132178',
  reader: '44272f93-9762-48e8-af59-1b5351b1d6b3',
  manager: '7f480852-ebdc-47d4-87de-0d8498384a83',
  assignmentManager: 'e2182095-804a-4656-ae11-64734e9b7ae5',
};
const EM = {
  v1: '/v1.0/identityGovernance/entitlementManagement',
  beta: '/beta/identityGovernance/entitlementManagement',
};
const READ = 'EntitlementManagement.Read.All';
const WRITE = 'EntitlementManagement.ReadWrite.All';
const NO_ROLE = {
  status: 403,
  body: {
    error: {
      code: 'UnAuthorized',
      message: 'User is not authorized to perform the operation. Reason: Unauthorized',
    },
  },
};

/** Two catalogs with a group, a package, a policy and an assignment in each; Anna, to whom a role can be given. */
async function scene() {
  const { at, make, person } = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const [anna, bert] = [await person('anna'), await person('bert')];
  const place = async (name: string) => {
    const catalog = await make(`${EM.v1}/catalogs`, { displayName: name });
    const resource = { originId: await make('/v1.0/groups', securityGroup(name)), originSystem: 'AadGroup' };
    await make(`${EM.v1}/resourceRequests`, { requestType: 'adminAdd', catalog: { id: catalog }, resource });
    const pack = await make(`${EM.v1}/accessPackages`, { displayName: name, catalog: { id: catalog } });
    const policy = await make(`${EM.v1}/assignmentPolicies`, {
      displayName: name,
      accessPackage: { id: pack },
      allowedTargetScope: 'allMemberUsers',
      expiration: { type: 'noExpiration' },
    });
    const assignment = { targetId: bert, assignmentPolicyId: policy, accessPackageId: pack };
    await make(`${EM.v1}/assignmentRequests`, { requestType: 'adminAdd', assignment });
    return { catalog, pack, policy };
  };
  const [sales, finance] = [await place('Sales'), await place('Finance')];
  const give = (role: keyof typeof ROLES, catalog?: string, principalId = anna) =>
    make('/v1.0/roleManagement/entitlementManagement/roleAssignments', {
      principalId,
      roleDefinitionId: ROLES[role],
      appScopeId: catalog ? `/AccessPackageCatalog/${catalog}` : '/',
    });
  return { at, admin, anna, sales, finance, give };
}

const as = (at: Door, user: string, ...scopes: string[]) => at.mint({ user, scopes });
const names = async (at: Door, path: string, token: string): Promise<string[]> => {
  const { status, body } = await at.ask('GET', path, token);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body.value.map(({ displayName }: { displayName: string }) => displayName).sort();
};

t.test('lists hold what is in the catalogs of which the caller has a role', async (t) => {
  for (const role of ['owner', 'reader', 'manager', 'assignmentManager'] as const) {
    const { at, anna, sales, give } = await scene();
    await give(role, sales.catalog);
    const token = await as(at, anna, READ);
    t.same(await names(at, `${EM.v1}/catalogs`, token), ['Sales'], role);
    t.same(await names(at, `${EM.beta}/accessPackageCatalogs`, token), ['Sales']);
    t.same(await names(at, `${EM.v1}/accessPackages`, token), ['Sales']);
    t.same(await names(at, `${EM.beta}/accessPackages`, token), ['Sales']);
    t.same(await names(at, `${EM.v1}/assignmentPolicies`, token), ['Sales']);
    t.same(await names(at, `${EM.v1}/catalogs/${sales.catalog}/resources`, token), ['Sales']);
    t.equal((await at.ask('GET', `${EM.v1}/resourceRequests`, token)).body.value.length, 1);
    const count = await at.ask('GET', `${EM.v1}/accessPackages/$count`, token);
    t.equal(String(count.body), '1', 'counted too');
    const { body } = await at.ask('GET', `${EM.v1}/catalogs?$expand=accessPackages&$count=true`, token);
    t.match(body, { '@odata.count': 1, value: [{ accessPackages: [{ displayName: 'Sales' }] }] });
  }
});

t.test('assignments and requests are listed for one package at a time', async (t) => {
  const { at, admin, anna, sales, finance, give } = await scene();
  await give('manager', sales.catalog);
  const token = await as(at, anna, READ);
  const lists = [
    `${EM.v1}/assignments`,
    `${EM.v1}/assignmentRequests`,
    `${EM.beta}/accessPackageAssignments`,
    `${EM.beta}/accessPackageAssignmentRequests`,
  ];
  for (const list of lists) {
    const of = (pack: string, more = '') =>
      `${list}?$expand=accessPackage&$filter=accessPackage/id eq '${pack}'${more}`;
    t.match(await at.ask('GET', list, token), NO_ROLE, list);
    t.match(await at.ask('GET', of(sales.pack, ` or accessPackage/id eq '${finance.pack}'`), token), NO_ROLE);
    t.match((await at.ask('GET', of(sales.pack), token)).body.value, [{ accessPackage: { displayName: 'Sales' } }]);
    t.same((await at.ask('GET', of(finance.pack), token)).body.value, [], 'that of another catalog has none');
    t.equal((await at.ask('GET', list, admin)).body.value.length, 2, 'administrators see all');
  }
});

t.test('what is in other catalogs is refused, and cannot be written to by its id', async (t) => {
  const { at, anna, sales, finance, give } = await scene();
  await give('owner', sales.catalog);
  const token = await as(at, anna, WRITE);
  t.match(await at.ask('GET', `${EM.v1}/accessPackages/${finance.pack}`, token), NO_ROLE);
  t.match(await at.ask('GET', `${EM.v1}/assignmentPolicies/${finance.policy}`, token), NO_ROLE);
  t.equal((await at.ask('GET', `${EM.v1}/assignmentPolicies/${sales.policy}`, token)).status, 200);
  const into = (id: string) => ({ displayName: 'new', catalog: { id } });
  t.match(await at.ask('POST', `${EM.v1}/accessPackages`, token, into(finance.catalog)), NO_ROLE);
  t.equal((await at.ask('POST', `${EM.v1}/accessPackages`, token, into(sales.catalog))).status, 201);
});

t.test('what is in other catalogs is not referred to either', async (t) => {
  const { at, anna, sales, finance, give } = await scene();
  await give('manager', sales.catalog);
  const token = await as(at, anna, WRITE);
  for (const root of [EM.v1, EM.beta]) {
    const references = `${root}/accessPackages/${sales.pack}/incompatibleAccessPackages/$ref`;
    const reference = { '@odata.id': `https://graph.microsoft.com${root}/accessPackages/${finance.pack}` };
    t.match(await at.ask('POST', references, token, reference), NO_ROLE);
  }
});

t.test('expanding the whole shows no more than its lists', async (t) => {
  const { at, anna, sales, give } = await scene();
  await give('reader', sales.catalog);
  const token = await as(at, anna, READ);
  t.equal((await at.ask('GET', `${EM.v1}?$expand=catalogs`, token)).status, 200);
  t.match(await at.ask('GET', `${EM.v1}?$expand=assignments`, token), NO_ROLE);
  t.match(await at.ask('GET', `${EM.v1}?$expand=connectedOrganizations`, token), NO_ROLE);
});

t.test('a catalog owner gives and takes the roles of that catalog', async (t) => {
  const { at, anna, sales, finance, give } = await scene();
  await give('owner', sales.catalog);
  const token = await as(at, anna, WRITE);
  const roles = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
  const ask = (catalog: string) =>
    at.ask('POST', roles, token, {
      principalId: anna,
      roleDefinitionId: ROLES.reader,
      appScopeId: `/AccessPackageCatalog/${catalog}`,
    });
  t.equal((await ask(finance.catalog)).status, 403);
  const given = await ask(sales.catalog);
  t.equal(given.status, 201);
  t.equal((await at.ask('DELETE', `${roles}/${await give('reader', finance.catalog)}`, token)).status, 403);
  t.equal((await at.ask('DELETE', `${roles}/${given.body.id}`, token)).status, 204);
});

/** "Delegation and roles in entitlement management": who owns a catalog delegates that catalog, and no others. */
t.test('a catalog owner gives no roles in the whole tenant', async (t) => {
  const { at, anna, sales, give } = await scene();
  await give('owner', sales.catalog);
  const token = await as(at, anna, WRITE);
  const roles = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
  for (const role of ['owner', 'creator'] as const) {
    for (const scope of [{ appScopeId: '/' }, { directoryScopeId: '/' }, {}]) {
      const given = { principalId: anna, roleDefinitionId: ROLES[role], ...scope };
      t.equal((await at.ask('POST', roles, token, given)).status, 403, `${role} in ${JSON.stringify(scope)}`);
    }
  }
  t.same(await names(at, `${EM.v1}/catalogs`, token), ['Sales']);
});

t.test('a catalog creator owns what they create, and sees nothing else', async (t) => {
  const { at, anna, give } = await scene();
  await give('creator');
  const token = await as(at, anna, WRITE);
  t.same(await names(at, `${EM.v1}/catalogs`, token), []);
  const made = await at.ask('POST', `${EM.v1}/catalogs`, token, { displayName: 'Hers' });
  t.equal(made.status, 201);
  t.same(await names(at, `${EM.v1}/catalogs`, token), ['Hers']);
  t.equal((await at.ask('PATCH', `${EM.v1}/catalogs/${made.body.id}`, token, { displayName: 'H' })).status, 204);
});

t.test('an application with a role in a catalog needs no permission, and sees that catalog', async (t) => {
  const { at, admin, sales, give } = await scene();
  const application = (await at.ask('POST', '/v1.0/applications', admin, { displayName: 'app' })).body;
  const principal = (await at.ask('POST', '/v1.0/servicePrincipals', admin, { appId: application.appId })).body;
  await give('reader', sales.catalog, principal.id);
  const token = await at.mint({ application: application.appId, roles: [] });
  t.same(await names(at, `${EM.v1}/accessPackages`, token), ['Sales']);
  const asked = { requestType: 'userAdd', assignment: { accessPackageId: sales.pack } };
  t.equal((await at.ask('POST', `${EM.v1}/assignmentRequests`, token, asked)).status, 403, 'it asks for nobody');
  const all = await at.mint({ application: STRANGER, roles: [READ] });
  t.same(await names(at, `${EM.v1}/accessPackages`, all), ['Finance', 'Sales']);
  await at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, {
    principalId: principal.id,
    roleDefinitionId: '5d6b6bb7-de71-4623-b4af-96380a352509',
    directoryScopeId: '/',
  });
  t.same(await names(at, `${EM.v1}/accessPackages`, token), ['Finance', 'Sales'], 'Security Reader');
});

t.test('directory roles that may read see everything', async (t) => {
  const { at, admin, anna } = await scene();
  // "Security Reader" and "Security Administrator", Microsoft Entra built-in roles.
  await at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, {
    principalId: anna,
    roleDefinitionId: '194ae4cb-b126-40b2-bd5b-6091b380977d',
    directoryScopeId: '/',
  });
  const token = await as(at, anna, WRITE);
  t.same(await names(at, `${EM.v1}/accessPackages`, token), ['Finance', 'Sales']);
  t.match(await at.ask('POST', `${EM.v1}/catalogs`, token, { displayName: 'x' }), NO_ROLE);
});

t.test('what concerns oneself is shown whatever catalog it is in', async (t) => {
  const { at, sales, give, admin } = await scene();
  const bert = (await at.ask('GET', '/v1.0/users/bert@contoso.onmicrosoft.com', admin)).body.id;
  await give('reader', sales.catalog, bert);
  const token = await as(at, bert, READ);
  const { body } = await at.ask('GET', `${EM.v1}/assignments/filterByCurrentUser(on='target')`, token);
  t.equal(body.value.length, 2);
});

/** "accessPackageAssignmentRequest: cancel". */
t.test('people take back requests of their own, managers those in their catalogs', async (t) => {
  const { at, admin, anna, sales, finance, give } = await scene();
  const policy = { allowedTargetScope: 'allMemberUsers', requestorSettings: { enableTargetsToSelfAddAccess: true } };
  const stage = {
    durationBeforeAutomaticDenial: 'P2D',
    primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: anna }],
  };
  const approval = { requestApprovalSettings: { isApprovalRequiredForAdd: true, stages: [stage] } };
  const [carl, dora] = await Promise.all(
    ['carl', 'dora'].map(async (name) => (await at.ask('POST', '/v1.0/users', admin, person(name))).body.id as string),
  );
  const asked = async ({ pack }: { pack: string }) => {
    const body = { displayName: 'p', accessPackage: { id: pack }, ...policy, ...approval };
    const { body: made } = await at.ask('POST', `${EM.v1}/assignmentPolicies`, admin, body);
    const assignment = { targetId: carl, accessPackageId: pack, assignmentPolicyId: made.id };
    const token = await as(at, carl as string, 'EntitlementMgmt-SubjectAccess.ReadWrite');
    const reply = await at.ask('POST', `${EM.v1}/assignmentRequests`, token, { requestType: 'userAdd', assignment });
    t.equal(reply.status, 201, JSON.stringify(reply.body));
    return `${EM.v1}/assignmentRequests/${reply.body.id}/cancel`;
  };
  await give('assignmentManager', sales.catalog);
  const [one, two] = [await asked(sales), await asked(finance)];
  const manager = await as(at, anna, WRITE);
  t.match(await at.ask('POST', two, manager), NO_ROLE, 'in another catalog');
  t.equal((await at.ask('POST', one, await as(at, dora as string, WRITE))).status, 403, "somebody else's");
  t.equal((await at.ask('POST', one, manager)).status, 200);
  const own = await as(at, carl as string, 'EntitlementMgmt-SubjectAccess.ReadWrite');
  t.equal((await at.ask('POST', two, own)).status, 200);
});

/** "Get connectedOrganization": Identity Governance Administrator is the least privileged role. */
t.test('what concerns the whole tenant is shown to its administrators', async (t) => {
  const { at, admin, anna, sales, give } = await scene();
  await give('owner', sales.catalog);
  const token = await as(at, anna, READ);
  t.match(await at.ask('GET', `${EM.v1}/connectedOrganizations`, token), NO_ROLE);
  t.equal((await at.ask('GET', `${EM.beta}/connectedOrganizations`, admin)).status, 200);
});

/** "Create accessPackageResourceRequest"; hashicorp/terraform-provider-azuread#1066 has the refusal. */
t.test('who adds a group to a catalog owns it, or may change groups', async (t) => {
  const { at, admin, anna, sales, give } = await scene();
  await give('owner', sales.catalog);
  const groupOf = async (token: string, name: string) => {
    return (await at.ask('POST', '/v1.0/groups', token, securityGroup(name))).body.id as string;
  };
  const add = async (token: string, originId: string) => {
    const resource = { originId, originSystem: 'AadGroup' };
    const body = { requestType: 'adminAdd', catalog: { id: sales.catalog }, resource };
    return at.ask('POST', `${EM.v1}/resourceRequests`, token, body);
  };
  const token = await as(at, anna, WRITE, 'Group.ReadWrite.All');
  const [hers, foreign, other] = [
    await groupOf(token, 'hers'),
    await groupOf(admin, 'foreign'),
    await groupOf(admin, 'other'),
  ];
  const NOT_HERS = { status: 400, body: { error: { code: 'CallerNotResourceOwner' } } };
  t.equal((await add(token, hers)).status, 201);
  t.match(await add(token, foreign), NOT_HERS);
  t.match(await add(await at.mint({ application: STRANGER, roles: [WRITE] }), foreign), NOT_HERS);
  const strong = await at.mint({ application: STRANGER, roles: [WRITE, 'Group.ReadWrite.All'] });
  t.equal((await add(strong, foreign)).status, 201);
  const administrate = (roleDefinitionId: string) =>
    at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, {
      principalId: anna,
      roleDefinitionId,
      directoryScopeId: '/',
    });
  await administrate('45d8d3c5-c802-45c6-b32a-1d70b5e1e86e');
  t.match(await add(token, other), NOT_HERS, 'Identity Governance Administrator');
  await administrate('fdd7a751-b60b-444a-984c-02652fe8fa1c');
  t.equal((await add(token, other)).status, 201, 'Groups Administrator');
});

/** The same page, and "Delegation and roles in entitlement management". */
t.test('sites and roles are added, and anything removed, by who may change them where they come from', async (t) => {
  const { at, admin, anna, sales, give } = await scene();
  await give('owner', sales.catalog);
  const ask = (token: string, requestType: string, resource: object) =>
    at.ask('POST', `${EM.v1}/resourceRequests`, token, { requestType, catalog: { id: sales.catalog }, resource });
  const NOT_HERS = { status: 400, body: { error: { code: 'CallerNotResourceOwner' } } };
  const role = { originId: 'fdd7a751-b60b-444a-984c-02652fe8fa1c', originSystem: 'DirectoryRole' };
  const site = { originId: 'https://contoso.sharepoint.com/sites/x', originSystem: 'SharePointOnline' };
  const owner = await as(at, anna, WRITE);
  const application = await at.mint({ application: STRANGER, roles: [WRITE] });
  for (const token of [owner, application]) {
    t.match(await ask(token, 'adminAdd', role), NOT_HERS);
    t.match(await ask(token, 'adminAdd', site), NOT_HERS);
  }
  const sites = await at.mint({ application: STRANGER, roles: [WRITE, 'Sites.FullControl.All'] });
  t.not((await ask(sites, 'adminAdd', site)).body.error?.code, 'CallerNotResourceOwner');
  const { body } = await at.ask('GET', `${EM.v1}/catalogs/${sales.catalog}/resources`, admin);
  const group = { id: body.value[0].id };
  t.match(await ask(owner, 'adminRemove', group), NOT_HERS);
  t.match(await ask(application, 'adminRemove', group), NOT_HERS);
});
