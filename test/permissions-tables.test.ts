/**
 * What single operations take, row by row: their pages' tables ("Permissions", by include or by kind of object), as they
 * stood in 2026. Each row names what is enough, and what is not although it is enough elsewhere.
 */
import t from 'tap';
import { reference, securityGroup, unifiedGroup } from './support/directory.js';
import { DENIED, enforced } from './support/enforced.js';

type Row = [method: string, path: string, body: object | undefined, enough: string[], other: string[]];

/** What the rows speak of: `{user}` in a path is the id of a user. */
async function scene() {
  const at = await enforced();
  const { body: application } = await at.admin('POST', '/v1.0/applications', { displayName: 'a' });
  const names: Record<string, string> = {
    user: await at.person('bert'),
    group: await at.make('/v1.0/groups', securityGroup('g')),
    unified: await at.make('/v1.0/groups', unifiedGroup('u')),
    application: application.id,
    principal: await at.make('/v1.0/servicePrincipals', { appId: application.appId }),
    device: await at.make('/v1.0/devices', {
      accountEnabled: true,
      alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
      deviceId: '4c299165-6e8f-4b45-a5ba-c5d250a707ff',
      displayName: 'd',
      operatingSystem: 'linux',
      operatingSystemVersion: '1',
    }),
  };
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name) => names[name] ?? name);
  const ask = async ([method, path, body]: Row, roles: string[]) =>
    at.at.ask(method, filled(path), await at.application(...roles), body && JSON.parse(filled(JSON.stringify(body))));
  return { ...at, ask };
}

const nothing = { securityEnabledOnly: false };
const object = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

const rows: Row[] = [
  ['GET', '/v1.0/groups/{group}', undefined, ['GroupMember.Read.All'], ['Group.ManageProtection.All']],
  ['GET', '/v1.0/devices', undefined, ['Device.ReadWrite.All'], ['Group.Read.All']],
  ['GET', '/v1.0/directoryRoles', undefined, ['RoleManagement.Read.Directory'], ['RoleManagement.Read.All']],
  [
    'GET',
    '/v1.0/roleManagement/directory/roleAssignments',
    undefined,
    ['RoleManagement.Read.All'],
    ['RoleManagement.Read.EntitlementManagement'],
  ],
  [
    'GET',
    '/v1.0/roleManagement/entitlementManagement/roleDefinitions',
    undefined,
    ['RoleManagement.Read.EntitlementManagement'],
    ['RoleManagement.Read.All'],
  ],
  [
    'GET',
    "/v1.0/directoryObjects/delta?$filter=isof('microsoft.graph.user')",
    undefined,
    ['User.Read.All'],
    ['Group.Read.All'],
  ],
  [
    'GET',
    "/v1.0/directoryObjects/delta?$filter=isof('microsoft.graph.user') or isof('microsoft.graph.group')",
    undefined,
    ['User.Read.All', 'Group.Read.All'],
    ['User.Read.All'],
  ],
  ['POST', '/v1.0/users/{user}/getMemberGroups', nothing, ['User.Read.All', 'GroupMember.Read.All'], ['User.Read.All']],
  ['POST', '/v1.0/users/{user}/getMemberObjects', nothing, ['User.Read.All'], ['GroupMember.Read.All']],
  ['POST', '/v1.0/devices/{device}/getMemberObjects', nothing, ['Device.Read.All'], ['GroupMember.Read.All']],
  [
    'POST',
    '/v1.0/groups/{group}/members/$ref',
    object('{device}'),
    ['GroupMember.ReadWrite.All', 'Device.ReadWrite.All'],
    ['GroupMember.ReadWrite.All', 'Device.Read.All'],
  ],
  [
    'POST',
    '/v1.0/applications/{application}/owners/$ref',
    object('{user}'),
    ['Application.ReadWrite.All', 'Directory.Read.All'],
    ['Application.ReadWrite.All'],
  ],
  [
    'POST',
    '/v1.0/groups',
    { ...securityGroup('h'), 'owners@odata.bind': ['https://graph.microsoft.com/v1.0/users/{user}'] },
    ['Group.Create', 'User.Read.All'],
    ['Group.Create'],
  ],
  ['PATCH', '/v1.0/users/{user}', { identities: [] }, ['User.ManageIdentities.All'], ['User.ReadWrite.All']],
  [
    'PATCH',
    '/v1.0/groups/{group}',
    { preferredDataLocation: 'EUR' },
    ['Group-PreferredDataLocation.ReadWrite.All'],
    ['Group-NestingSupport.ReadWrite.All'],
  ],
  [
    'PATCH',
    '/v1.0/groups/{unified}',
    { hideFromAddressLists: true },
    ['Group.ReadWrite.All'],
    ['Directory.ReadWrite.All'],
  ],
  [
    'PATCH',
    '/v1.0/applications/{application}',
    { displayName: 'x' },
    ['Application.ReadWrite.All'],
    ['Directory.ReadWrite.All'],
  ],
  [
    'DELETE',
    '/v1.0/groups/{group}/members/{device}',
    undefined,
    ['Device.ReadWrite.All'],
    ['GroupMember.ReadWrite.All'],
  ],
  ['DELETE', '/v1.0/directoryObjects/{principal}', undefined, ['Application.ReadWrite.All'], ['User.ReadWrite.All']],
  ['DELETE', '/v1.0/groups/{group}', undefined, ['Group.ReadWrite.All'], ['Directory.ReadWrite.All']],
  ['DELETE', '/v1.0/users/{user}', undefined, ['User.ReadWrite.All'], ['Directory.ReadWrite.All']],
];

t.test('each row is enough, and what is enough elsewhere is not', async (t) => {
  const at = await scene();
  for (const row of rows) {
    const [method, path, , enough, other] = row;
    t.equal((await at.ask(row, other)).status, 403, `${method} ${path}: ${other}`);
    const { status, body } = await at.ask(row, enough);
    t.ok(status < 300, `${method} ${path}: ${enough}: ${status} ${body?.error?.message}`);
  }
});

/** "Grant an appRoleAssignment", its roles as `rbac-approleassignments-apis-write` lists them. */
t.test('app roles are given by administrators, by who owns the resource, and those of Graph by few', async (t) => {
  const at = await enforced();
  const users = await at.person('users');
  await at.give(users, 'userAdministrator');
  const roles = await at.person('roles');
  await at.give(roles, 'privilegedRoleAdministrator');
  const owner = await at.person('owner');
  const scopes = ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'];
  const { body: application } = await at.admin('POST', '/v1.0/applications', { displayName: 'a' });
  const resourceId = await at.make('/v1.0/servicePrincipals', { appId: application.appId });
  await at.admin('POST', `/v1.0/servicePrincipals/${resourceId}/owners/$ref`, object(owner));
  const graph = (
    await at.admin('GET', "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=id,appRoles")
  ).body;
  const give = async (id: string, principalId: string, resource = resourceId) => {
    const appRoleId = resource === resourceId ? '00000000-0000-0000-0000-000000000000' : graph.appRoles[0].id;
    const body = { principalId, resourceId: resource, appRoleId };
    const path = `/v1.0/servicePrincipals/${resource}/appRoleAssignedTo`;
    return at.at.ask('POST', path, await at.user(id, ...scopes), body);
  };
  const given = await give(users, users);
  t.equal(given.status, 201, 'User Administrator');
  t.equal((await give(owner, owner)).status, 201, 'owner of the resource');
  const stranger = await at.person('stranger');
  t.equal((await give(stranger, stranger)).status, 403);
  t.equal((await give(users, resourceId, graph.id)).status, 403, 'of Graph, not User Administrator');
  t.equal((await give(roles, resourceId, graph.id)).status, 201, 'but Privileged Role Administrator');
  const taken = `/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo/${given.body.id}`;
  t.equal((await at.at.ask('DELETE', taken, await at.user(stranger, ...scopes))).status, 403);
  t.equal((await at.at.ask('DELETE', taken, await at.user(owner, 'AppRoleAssignment.ReadWrite.All'))).status, 204);
});

/** "Add members": some roles are for groups of Microsoft 365, or for others, only. */
t.test('some administrators look after groups of one kind', async (t) => {
  const at = await enforced();
  const administrator = await at.person('exchange');
  await at.admin('POST', '/v1.0/roleManagement/directory/roleAssignments', {
    principalId: administrator,
    roleDefinitionId: '29232cdf-9323-42fd-ade2-1d097af3e4de',
    directoryScopeId: '/',
  });
  const token = await at.user(administrator, 'GroupMember.ReadWrite.All');
  const bert = await at.person('bert');
  const add = async (group: object) =>
    at.at.ask('POST', `/v1.0/groups/${await at.make('/v1.0/groups', group)}/members/$ref`, token, object(bert));
  t.equal((await add(unifiedGroup('u'))).status, 204);
  t.equal((await add(securityGroup('s'))).status, 403);
});

/** Supported roles: "List deleted items", "List unifiedRoleAssignments", "List appRoleAssignments granted to a user". */
t.test('some reads take a role of people', async (t) => {
  const { at, person, user, give, application } = await enforced();
  const [anna, reader] = [await person('anna'), await person('reader')];
  await give(reader, 'globalReader');
  for (const [path, permission] of [
    ['/v1.0/directory/deletedItems/microsoft.graph.user', 'User.Read.All'],
    ['/v1.0/directory/deletedItems/microsoft.graph.group', 'Group.Read.All'],
    ['/v1.0/directory/deletedItems/microsoft.graph.application', 'Application.Read.All'],
    ['/v1.0/roleManagement/directory/roleAssignments', 'RoleManagement.Read.Directory'],
    [`/v1.0/users/${anna}/appRoleAssignments`, 'Directory.Read.All'],
    ['/v1.0/servicePrincipals?$expand=appRoleAssignedTo', 'Directory.Read.All'],
    ['/v1.0/roleManagement/entitlementManagement/roleDefinitions', 'EntitlementManagement.Read.All'],
  ] as const) {
    t.equal((await at.ask('GET', path, await user(anna, permission))).status, 403, path);
    t.equal((await at.ask('GET', path, await user(reader, permission))).status, 200, path);
    t.equal((await at.ask('GET', path, await application(permission))).status, 200, path);
  }
});

/** "List roleAssignments" of entitlement management, example 3: of principals type and id. */
t.test('who reads the roles of entitlement management does not read people by that', async (t) => {
  const { at, make, person, application } = await enforced();
  const anna = await person('anna', { jobTitle: 'Clerk' });
  const roles = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
  await make(roles, { principalId: anna, roleDefinitionId: 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8', appScopeId: '/' });
  const asked = `${roles}?$filter=principalId eq '${anna}'&$expand=principal`;
  const told = async (...permissions: string[]) =>
    (await at.ask('GET', asked, await application(...permissions))).body.value[0].principal;
  t.match(await told('EntitlementManagement.Read.All'), { id: anna, jobTitle: null });
  t.match(await told('EntitlementManagement.Read.All', 'User.Read.All'), { id: anna, jobTitle: 'Clerk' });
});

/** "Add members", example 2. */
t.test('several members are added with the permission for one', async (t) => {
  const { at, make, person, application } = await enforced();
  const group = await make('/v1.0/groups', securityGroup('g'));
  const members = [await person('a'), await person('b')].map((id) => reference(id)['@odata.id']);
  const token = await application('GroupMember.ReadWrite.All');
  const path = `/v1.0/groups/${group}`;
  t.equal((await at.ask('PATCH', path, token, { 'members@odata.bind': members })).status, 204);
  t.match(await at.ask('PATCH', path, token, { 'owners@odata.bind': members }), DENIED);
  t.match(await at.ask('PATCH', path, token, { 'members@odata.bind': members, displayName: 'x' }), DENIED);
});

/** "List group transitive members" and "List memberOf", the examples with a cast. */
t.test('members of one kind are sorted and searched by name', async (t) => {
  const { at, make, person, user, application, join } = await enforced();
  const anna = await person('anna');
  const group = await make('/v1.0/groups', securityGroup('g'));
  await join(group, anna);
  const ask = async (path: string, token: string) => {
    const headers = { authorization: `Bearer ${token}`, consistencyLevel: 'eventual' };
    return (await at.tenant.fetch(`/v1.0/${path}`, { headers })).status;
  };
  const cast = `groups/${group}/transitiveMembers/microsoft.graph.user`;
  const basic = await application('GroupMember.ReadBasic.All');
  t.equal(
    await ask(`${cast}?$count=true&$orderby=displayName&$search="displayName:a"&$select=displayName,id`, basic),
    200,
  );
  t.equal(await ask(`${cast}?$count=true&$filter=mail eq 'a'`, basic), 403);
  const own = `me/memberOf/microsoft.graph.group?$count=true&$orderby=displayName&$filter=startswith(displayName,'g')`;
  t.equal(await ask(own, await user(anna, 'User.Read')), 200);
  const described = `groups/${group}/members?$count=true&$search="description:a"`;
  t.equal(await ask(described, await application('GroupMember.Read.All')), 200);
});

/** "Upsert group": what is not there is created. */
t.test('whoever may create does so by a key of their own, too', async (t) => {
  const { at, person, user } = await enforced();
  const token = await user(await person('anna'), 'Group.ReadWrite.All');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'create-if-missing' };
  const put = async (path: string, body: object) =>
    (await at.tenant.fetch(`/v1.0/${path}`, { method: 'PATCH', headers, body: JSON.stringify(body) })).status;
  t.equal(await put("groups(uniqueName='hers')", securityGroup('g')), 201);
  const other = await user(await person('bert'), 'Group.ReadWrite.All');
  t.match(await at.ask('PATCH', "/v1.0/groups(uniqueName='hers')", other, { displayName: 'x' }), DENIED);
});

/** "Who can reset passwords?": so, too, for whom sessions can be ended, as Helpdesk Administrator says of itself. */
t.test('sessions of administrators are ended by higher ones', async (t) => {
  const { at, person, user, give } = await enforced();
  const [helper, reader, anna] = [await person('helper'), await person('reader'), await person('anna')];
  await give(helper, 'helpdeskAdministrator');
  await give(reader, 'globalReader');
  const token = await user(helper, 'User.RevokeSessions.All');
  t.equal((await at.ask('POST', `/v1.0/users/${anna}/revokeSignInSessions`, token)).status, 200);
  t.match(await at.ask('POST', `/v1.0/users/${reader}/revokeSignInSessions`, token), DENIED);
});

/** "Update user" and "Delete user": by themselves, applications write contact data of some administrators, and no more. */
t.test('applications without a role leave administrators alone', async (t) => {
  const { at, person, give, application } = await enforced();
  const helper = await person('helper');
  await give(helper, 'helpdeskAdministrator');
  const path = `/v1.0/users/${helper}`;
  const writer = await application('User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All');
  t.equal((await at.ask('PATCH', path, writer, { mobilePhone: '1' })).status, 204);
  t.match(await at.ask('PATCH', path, writer, { passwordProfile: { password: 'Contoso12345' } }), DENIED);
  t.match(await at.ask('PATCH', path, writer, { accountEnabled: false }), DENIED);
  t.match(await at.ask('PATCH', path, writer, { mobilePhone: '1', accountEnabled: false }), DENIED);
  t.match(await at.ask('DELETE', path, writer), DENIED);
});
