/** Ways around permissions that lead nowhere: what is written otherwise is the same request. */
import t from 'tap';
import { reference, securityGroup } from './support/directory.js';
import { enforced } from './support/enforced.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const SUBJECT = 'EntitlementMgmt-SubjectAccess.ReadWrite';

t.test('names in another case mean the same, and are there once', async (t) => {
  const { at, make, person, user } = await enforced();
  const anna = await person('anna');
  const catalog = await make(`${EM}/catalogs`, { displayName: 'c' });
  const pack = await make(`${EM}/accessPackages`, { displayName: 'p', catalog: { id: catalog } });
  const assignment = { targetId: anna, accessPackageId: pack };
  for (const names of [
    { RequestType: 'adminAdd' },
    { requestType: 'userAdd', RequestType: 'adminAdd' },
    { requestType: null, RequestType: 'adminAdd' },
  ]) {
    const body = { ...names, assignment };
    t.equal((await at.ask('POST', `${EM}/assignmentRequests`, await user(anna, SUBJECT), body)).status, 403);
  }
  const groups = await user(anna, 'Group.ReadWrite.All');
  const group = { ...securityGroup('g'), isAssignableToRole: false, IsAssignableToRole: true };
  t.equal((await at.ask('POST', '/v1.0/groups', groups, group)).status, 400);
  const own = await user(anna, 'User.ReadWrite');
  const annotated = { '@odata.type': '#microsoft.graph.user', mobilePhone: '1' };
  t.equal((await at.ask('PATCH', '/v1.0/me', own, annotated)).status, 204, 'annotations are no properties');
  t.equal((await at.ask('POST', '/v1.0/users', own, { constructor: 1 })).status, 403);
  t.equal((await at.ask('GET', '/v1.0/directoryObjects/delta?%', own)).status, 403);
});

t.test('a catalog owner adds nothing of others, however it is spelled', async (t) => {
  const { at, make, person, user } = await enforced();
  const anna = await person('anna');
  const [mine, other] = [
    await make(`${EM}/catalogs`, { displayName: 'mine' }),
    await make(`${EM}/catalogs`, { displayName: 'other' }),
  ];
  const roles = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
  const role = { principalId: anna, roleDefinitionId: 'ae79f266-94d4-4dab-b730-feca7e132178' };
  const scope = `/AccessPackageCatalog/${mine}`;
  await make(roles, { ...role, appScopeId: scope });
  const originId = await make('/v1.0/groups', securityGroup('g'));
  const token = await user(anna, 'EntitlementManagement.ReadWrite.All');
  const request = {
    RequestType: 'adminAdd',
    catalog: { id: mine },
    Resource: { OriginId: originId, originSystem: 'AadGroup' },
  };
  t.equal((await at.ask('POST', `${EM}/resourceRequests`, token, request)).status, 400);
  t.equal((await at.ask('POST', roles, token, { ...role, appScopeId: scope, AppScopeId: '/' })).status, 403);
  const encoded = `%${other.charCodeAt(0).toString(16)}${other.slice(1)}`;
  const named = { displayName: 'p', 'catalog@odata.bind': `https://graph.microsoft.com${EM}/catalogs/${encoded}` };
  t.equal((await at.ask('POST', `${EM}/accessPackages`, token, named)).status, 403);
});

t.test('an action concerns what its path leads to, not what it begins with', async (t) => {
  const { at, make, person, user, admin, give, join } = await enforced();
  const [anna, boss] = [await person('anna'), await person('boss')];
  await give(boss, 'userAdministrator');
  await admin('PUT', `/v1.0/users/${anna}/manager/$ref`, reference(boss));
  const cast = '/v1.0/me/manager/microsoft.graph.user';
  const revoke = await user(anna, 'User.RevokeSessions.All');
  t.equal((await at.ask('POST', `${cast}/revokeSignInSessions`, revoke)).status, 403);
  t.equal((await at.ask('POST', '/v1.0/me/revokeSignInSessions', revoke)).status, 200);
  const { body: application } = await admin('POST', '/v1.0/applications', { displayName: 'a' });
  const principal = await make('/v1.0/servicePrincipals', { appId: application.appId });
  const writer = await user(anna, 'Group.ReadWrite.All', 'Application.ReadWrite.All', 'User.DeleteRestore.All');
  const group = (await at.ask('POST', '/v1.0/groups', writer, securityGroup('hers'))).body.id;
  await join(group, principal);
  const secret = `/v1.0/groups/${group}/members/${principal}/microsoft.graph.servicePrincipal/addPassword`;
  t.equal((await at.ask('POST', secret, writer, {})).status, 403);
  await admin('DELETE', `/v1.0/users/${boss}`);
  t.not((await at.ask('POST', `/v1.0/groups/${group}/members/${boss}/restore`, writer)).status, 200);
});

t.test('alternate keys name the same objects', async (t) => {
  const { at, make, person, user, application, give } = await enforced();
  const id = await make('/v1.0/groups', { ...securityGroup('admins'), uniqueName: 'admins', isAssignableToRole: true });
  const anna = await person('anna');
  await give(anna, 'groupsAdministrator');
  const change = { 'members@odata.bind': [reference(anna)['@odata.id']] };
  for (const token of [await application('Group.ReadWrite.All'), await user(anna, 'Group.ReadWrite.All')]) {
    t.equal((await at.ask('PATCH', "/v1.0/groups(uniqueName='admins')", token, change)).status, 403);
    t.equal((await at.ask('PATCH', `/v1.0/groups/${id}`, token, change)).status, 403);
  }
  const owner = await user(await person('owner'), 'Application.ReadWrite.All');
  const { appId } = (await at.ask('POST', '/v1.0/applications', owner, { displayName: 'a' })).body;
  const own = `/v1.0/applications(appId='${appId}')`;
  t.equal((await at.ask('PATCH', own, owner, { displayName: 'b' })).status, 204, 'owners, too');
});

/** "directoryObject: delta": each kind takes what reading it takes, by whatever request its changes are asked for. */
t.test('change tracking tells of what its caller may read, however that was asked for', async (t) => {
  const { at, make, application, admin, person, user, join } = await enforced();
  const [anna, bert] = [await person('anna'), await person('bert')];
  const group = await make('/v1.0/groups', securityGroup('g'));
  await join(group, bert);
  const people = await application('User.Read.All');
  const objects = '/v1.0/directoryObjects/delta?$filter=';
  for (const [filter, status] of [
    ["isof('microsoft.graph.user') or isof(microsoft.graph.group)", 403],
    ["isof( 'microsoft.graph.group' )", 403],
    ["isof('graph.servicePrincipal')", 403],
    ["isof('microsoft.graph.User')", 200],
    ["isof('microsoft.graph.user')&$deltatoken=latest", 200],
    ["isof('microsoft.graph.user')&$deltatoken=", 200],
    [`id eq '${bert}'`, 200],
    [`id eq '${group}'`, 403],
    [`id eq '${bert}' or id eq '${group}'`, 403],
  ] as const) {
    t.equal((await at.ask('GET', `${objects}${filter}`, people)).status, status, filter);
  }
  const { body } = await at.ask('GET', '/v1.0/users/delta?$select=displayName,manager', people);
  await admin('PUT', `/v1.0/users/${bert}/manager/$ref`, reference(anna));
  const link = `/v1.0/users/delta${new URL(body['@odata.deltaLink']).search}`;
  t.equal((await at.ask('GET', link, people)).body.value[0]['manager@delta'].length, 1);
  t.equal((await at.ask('GET', link, await user(anna, 'User.ReadBasic.All'))).status, 403, 'a link of another');
});

t.test('casts, conditions and change tracking tell no more than the relations they go through', async (t) => {
  const { at, make, application, admin, person } = await enforced();
  const [group, bert] = [await make('/v1.0/groups', securityGroup('g')), await person('bert')];
  const catalog = await make(`${EM}/catalogs`, { displayName: 'c' });
  const pack = await make(`${EM}/accessPackages`, { displayName: 'p', catalog: { id: catalog } });
  await admin('POST', `${EM}/accessPackages/${pack}/incompatibleGroups/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/groups/${group}`,
  });
  const reader = await application('EntitlementManagement.Read.All');
  for (const query of [
    '$expand=incompatibleGroups/microsoft.graph.group($expand=members)',
    `$filter=incompatibleGroups/any(g:g/members/any(m:m/id eq '${bert}'))`,
  ]) {
    t.equal((await at.ask('GET', `${EM}/accessPackages?${query}`, reader)).status, 403, query);
  }
  const nesting = await application('Group-NestingSupport.ReadWrite.All');
  t.equal((await at.ask('GET', '/v1.0/groups/delta', nesting)).status, 403);
  const members = await application('GroupMember.Read.All');
  const guess = `/v1.0/groups/${group}/members?$count=true&$filter=microsoft.graph.user/jobTitle eq 'x'`;
  t.equal((await at.ask('GET', guess, members)).status, 403);
  const people = await application('User.Read.All');
  const tracked = "/v1.0/directoryObjects/delta?$filter=isof('microsoft.graph.user')";
  const { status, body } = await at.ask('GET', tracked, people);
  t.equal(status, 200);
  const link = new URL(body['@odata.deltaLink']);
  t.equal((await at.ask('GET', `/v1.0/directoryObjects/delta${link.search}`, people)).status, 200, 'its link goes on');
  t.equal((await at.ask('GET', "/v1.0/directoryObjects/delta?x=isof('microsoft.graph.user')", people)).status, 403);
});

/** "List resourceRoles", "List assignmentPolicies", "List accessPackageCustomWorkflowExtensions": Catalog reader at least. */
t.test('what people are told of their own access leads no further into the catalog', async (t) => {
  const { at, make, person, user, give } = await enforced();
  const [anna, reader] = [await person('anna'), await person('reader')];
  const catalog = await make(`${EM}/catalogs`, { displayName: 'c' });
  const accessPackageId = await make(`${EM}/accessPackages`, { displayName: 'p', catalog: { id: catalog } });
  const assignment = {
    targetId: anna,
    accessPackageId,
    assignmentPolicyId: await make(`${EM}/assignmentPolicies`, {
      displayName: 'direct',
      accessPackage: { id: accessPackageId },
      allowedTargetScope: 'notSpecified',
    }),
  };
  await make(`${EM}/assignmentRequests`, { requestType: 'adminAdd', assignment });
  await give(reader, 'globalReader');
  const own = "filterByCurrentUser(on='target')";
  const beta = EM.replace('v1.0', 'beta');
  for (const [path, isTold] of [
    [`${EM}/assignments/${own}?$expand=accessPackage($expand=catalog),assignmentPolicy,target`, true],
    [`${EM}/assignments/${own}?$expand=accessPackage($expand=resourceRoleScopes($expand=role,scope))`, true],
    [`${EM}/assignments/${own}?$expand=accessPackage($expand=assignmentPolicies)`, false],
    [`${EM}/assignments/${own}?$expand=accessPackage($expand=catalog($expand=resourceRoles))`, false],
    [`${EM}/assignments/${own}?$expand=accessPackage($expand=catalog($expand=customWorkflowExtensions))`, false],
    [`${EM}/assignments/${own}?$filter=accessPackage/assignmentPolicies/any(p:p/displayName eq 'direct')`, false],
    [`${beta}/accessPackageAssignments/${own}?$expand=accessPackage($expand=accessPackageAssignmentPolicies)`, false],
  ] as const) {
    t.equal((await at.ask('GET', path, await user(anna, SUBJECT))).status, isTold ? 200 : 403, path);
    const token = await user(reader, 'EntitlementManagement.Read.All');
    t.equal((await at.ask('GET', path, token)).status, 200, `${path}, to who reads catalogs`);
  }
});

/** "Delegation and roles in entitlement management": catalog creators are named for the whole tenant. */
t.test('whoever owns one catalog does not come to create others', async (t) => {
  const { at, make, person, user } = await enforced();
  const anna = await person('anna');
  const catalog = await make(`${EM}/catalogs`, { displayName: 'c' });
  const roles = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
  const scoped = { principalId: anna, appScopeId: `/AccessPackageCatalog/${catalog}` };
  await make(roles, { ...scoped, roleDefinitionId: 'ae79f266-94d4-4dab-b730-feca7e132178' });
  const token = await user(anna, 'EntitlementManagement.ReadWrite.All');
  await at.ask('POST', roles, token, { ...scoped, roleDefinitionId: 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8' });
  t.equal((await at.ask('POST', `${EM}/catalogs`, token, { displayName: 'x' })).status, 403);
});

t.test('a reference is named once', async (t) => {
  const { at, make, admin, person, application } = await enforced();
  const group = await make('/v1.0/groups', securityGroup('g'));
  const { appId } = (await admin('POST', '/v1.0/applications', { displayName: 'a' })).body;
  const principal = await make('/v1.0/servicePrincipals', { appId });
  const token = await application('GroupMember.ReadWrite.All');
  const path = `/v1.0/groups/${group}/members/$ref`;
  for (const other of ['@Odata.Id', '@ODATA.ID']) {
    const body = {
      ...reference(principal),
      [other]: reference(await person(other.slice(1, 3) === 'Od' ? 'one' : 'two'))['@odata.id'],
    };
    t.equal((await at.ask('POST', path, token, body)).status, 400, other);
    t.equal((await at.ask('POST', path, token, { [other]: reference(principal)['@odata.id'] })).status >= 400, true);
  }
  t.same((await admin('GET', `/v1.0/groups/${group}/members`)).body.value, []);
});

/** "List deleted items": whoever may not list those of a kind does not list those of all kinds. */
t.test('what was deleted is not told by leaving out its kind', async (t) => {
  const { at, admin, person, user, give, application } = await enforced();
  const [anna, reader, bert] = [await person('anna'), await person('reader'), await person('bert')];
  await admin('DELETE', `/v1.0/users/${bert}`);
  await give(reader, 'globalReader');
  for (const path of [
    'directory/deletedItems/microsoft.graph.directoryObject',
    'directory?$expand=deletedItems',
    'directory/deletedItems/microsoft.graph.user',
  ]) {
    const status = async (token: string) => (await at.ask('GET', `/v1.0/${path}`, token)).status;
    t.equal(await status(await user(anna, 'Directory.Read.All')), 403, path);
    t.equal(await status(await user(reader, 'Directory.Read.All')), 200, path);
    t.equal(await status(await application('Directory.Read.All')), 200, path);
  }
});
