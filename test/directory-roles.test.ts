/** Roles of the directory and of entitlement management, the organization and its domains. */
import t from 'tap';
import { create, createGroup, createUser, idsIn, reference, UNKNOWN_ID } from './support/directory.js';
import { emulator } from './support/emulator.js';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const CATALOG_CREATOR = 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8';

t.test('the administrator of a new tenant', async (t) => {
  const graph = await emulator(t);
  const { body } = await graph.get('/v1.0/me');
  t.match(body, {
    '@odata.context': /#users\/\$entity$/,
    displayName: 'MOD Administrator',
    userPrincipalName: 'admin@contoso.onmicrosoft.com',
  });
  t.same(await idsIn(graph, `/v1.0/directoryRoles/roleTemplateId=${GLOBAL_ADMINISTRATOR}/members`), [body.id]);
  t.match((await graph.get('/v1.0/me/memberOf')).body.value, [
    { '@odata.type': '#microsoft.graph.directoryRole', displayName: 'Global Administrator' },
  ]);
});

t.test('what a role assignment has only at times is left out where it is not set', async (t) => {
  const graph = await emulator(t);
  const [assignment] = (await graph.get('/v1.0/roleManagement/directory/roleAssignments')).body.value;
  t.match(assignment, { directoryScopeId: '/', appScopeId: null });
  t.notOk('principalOrganizationId' in assignment);
});

t.test('the organization and its domains', async (t) => {
  const graph = await emulator(t);
  const { body } = await graph.get('/v1.0/organization');
  t.match(body, { '@odata.context': /#organization$/, value: [{ displayName: 'Contoso', tenantType: 'AAD' }] });
  t.same(await idsIn(graph, '/v1.0/domains'), ['contoso.onmicrosoft.com', 'contoso.com']);
  const place = `/v1.0/organization/${body.value[0].id}`;
  t.equal((await graph.patch(place, { marketingNotificationEmails: ['news@contoso.com'] })).status, 204);
  t.match((await graph.get(place)).body, { marketingNotificationEmails: ['news@contoso.com'] });
  t.equal((await graph.patch(place, { displayName: 'Fabrikam' })).status, 400);
});

t.test('a role is made of its template and has members', async (t) => {
  const graph = await emulator(t);
  t.equal((await idsIn(graph, '/v1.0/directoryRoles')).length, 1, 'only what is active is listed');
  const role = await create(graph, '/v1.0/directoryRoles', { roleTemplateId: USER_ADMINISTRATOR });
  t.equal((await graph.post('/v1.0/directoryRoles', { roleTemplateId: USER_ADMINISTRATOR })).status, 400);
  t.equal((await graph.post('/v1.0/directoryRoles', { roleTemplateId: UNKNOWN_ID })).status, 404);
  const user = await createUser(graph, 'Deputy');
  const members = `/v1.0/directoryRoles/${role}/members`;
  t.equal((await graph.post(`${members}/$ref`, reference(user))).status, 204);
  t.equal((await graph.post(`${members}/$ref`, reference(user))).status, 400);
  const filter = `$filter=principalId eq '${user}'`;
  const { body } = await graph.get(`/v1.0/roleManagement/directory/roleAssignments?${filter}`);
  t.match(
    body.value,
    [{ roleDefinitionId: USER_ADMINISTRATOR, directoryScopeId: '/' }],
    'managed roles tell of it too',
  );
  t.equal((await graph.delete(`${members}/${user}/$ref`)).status, 204);
  t.equal((await graph.delete(`${members}/${user}/$ref`)).status, 404);
  t.same(await idsIn(graph, `/v1.0/roleManagement/directory/roleAssignments?${filter}`), []);
});

t.test('a role of the directory is assigned', async (t) => {
  const graph = await emulator(t);
  const assignments = '/v1.0/roleManagement/directory/roleAssignments';
  const user = await createUser(graph, 'Deputy');
  const wanted = { roleDefinitionId: USER_ADMINISTRATOR, principalId: user, directoryScopeId: '/' };
  const { status, body } = await graph.post(assignments, wanted);
  t.equal(status, 201);
  t.match(body, { '@odata.context': /#roleManagement\/directory\/roleAssignments\/\$entity$/, ...wanted, id: /-1$/ });
  t.equal((await graph.post(assignments, wanted)).status, 400, 'it is assigned already');
  t.same(await idsIn(graph, `/v1.0/directoryRoles(roleTemplateId='${USER_ADMINISTRATOR}')/members`), [user]);
  t.equal((await graph.delete(`${assignments}/${body.id}`)).status, 204);
  t.same(await idsIn(graph, `/v1.0/directoryRoles(roleTemplateId='${USER_ADMINISTRATOR}')/members`), []);
  t.equal((await graph.get(`${assignments}/${body.id}`)).status, 404);
});

t.test('assignments that are refused', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Nobody');
  const group = await createGroup(graph, 'Plain');
  const refused: [object, number][] = [
    [{ directoryScopeId: undefined }, 400],
    [{ appScopeId: '/' }, 400],
    [{ directoryScopeId: undefined, appScopeId: '/' }, 400],
    [{ roleDefinitionId: UNKNOWN_ID }, 400],
    [{ roleDefinitionId: CATALOG_CREATOR }, 400],
    [{ principalId: UNKNOWN_ID }, 404],
    [{ principalId: group }, 400],
  ];
  for (const [values, status] of refused) {
    const wanted = { roleDefinitionId: USER_ADMINISTRATOR, principalId: user, directoryScopeId: '/', ...values };
    const reply = await graph.post('/v1.0/roleManagement/directory/roleAssignments', wanted);
    t.equal(reply.status, status, JSON.stringify(values));
  }
});

t.test('a role of entitlement management is assigned and listed by a filter', async (t) => {
  const graph = await emulator(t);
  const assignments = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
  const user = await createUser(graph, 'Creator');
  const wanted = { roleDefinitionId: CATALOG_CREATOR, principalId: user, appScopeId: '/' };
  const { status, body } = await graph.post(assignments, wanted);
  t.equal(status, 201);
  t.match(body, { ...wanted, id: /^[0-9a-f-]{36}$/ });
  t.equal((await graph.get(assignments)).status, 400, 'not without a filter');
  const ofCatalog = (scope: string) => graph.post(assignments, { ...wanted, appScopeId: scope });
  t.equal((await ofCatalog(`/AccessPackageCatalog/${UNKNOWN_ID}`)).status, 404);
  t.equal((await ofCatalog('/Catalogs/x')).status, 400);
  const [catalog] = await idsIn(graph, '/v1.0/identityGovernance/entitlementManagement/catalogs');
  const both = { ...wanted, directoryScopeId: '/', appScopeId: `/AccessPackageCatalog/${catalog}` };
  const inCatalog = await graph.post(assignments, both);
  t.equal(inCatalog.status, 201, 'of a catalog, in the whole directory');
  t.equal(inCatalog.body.appScopeId, both.appScopeId);
  t.equal((await graph.post(assignments, { ...both, directoryScopeId: `/${user}` })).status, 400);
  await graph.delete(`${assignments}/${inCatalog.body.id}`);
  t.same(await idsIn(graph, `${assignments}?$filter=principalId eq '${user}'`), [body.id]);
  const { body: roles } = await graph.get('/beta/roleManagement/entitlementManagement/roleDefinitions');
  t.equal(roles.value.length, 5);
  t.equal((await graph.delete(`${assignments}/${body.id}`)).status, 204);
});

t.test('a role of the tenant itself is defined, changed and dropped', async (t) => {
  const graph = await emulator(t);
  const definitions = '/v1.0/roleManagement/directory/roleDefinitions';
  const id = await create(graph, definitions, {
    displayName: 'Support',
    isEnabled: true,
    rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
  });
  t.match((await graph.get(`${definitions}/${id}`)).body, { isBuiltIn: false, templateId: id, displayName: 'Support' });
  t.equal((await graph.patch(`${definitions}/${id}`, { description: 'First level' })).status, 204);
  const principalId = await createUser(graph, 'Helper');
  const assignments = '/v1.0/roleManagement/directory/roleAssignments';
  const assignment = await create(graph, assignments, { roleDefinitionId: id, principalId, directoryScopeId: '/' });
  t.equal((await graph.delete(`${definitions}/${id}`)).status, 400, 'somebody has it');
  await graph.delete(`${assignments}/${assignment}`);
  t.equal((await graph.delete(`${definitions}/${id}`)).status, 204);
  t.equal((await graph.patch(`${definitions}/${GLOBAL_ADMINISTRATOR}`, { description: 'x' })).status, 400);
  t.equal((await graph.delete(`${definitions}/${GLOBAL_ADMINISTRATOR}`)).status, 400);
});
