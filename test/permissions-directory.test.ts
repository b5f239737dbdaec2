/** What callers may do in the directory, at the level enforce. */
import t from 'tap';
import { dialects } from '../model/index.js';
import { operations } from '../routes/index.js';
import { permissionsOfOperation, permissionsOfRead } from '../routes/permissions/index.js';
import { person, securityGroup } from './support/directory.js';
import { DENIED, ROLES } from './support/enforced.js';
import { ADMIN, type Door, door, STRANGER } from './support/sign-in.js';

const enforced = () => door({ auth: 'enforce' });

const asApplication = (at: Door, ...roles: string[]) => at.mint({ application: STRANGER, roles });

async function user(at: Door, name: string): Promise<string> {
  const admin = await at.mint({ user: ADMIN });
  return (await at.ask('POST', '/v1.0/users', admin, person(name))).body.id;
}

t.test('everything that is served says what permissions it needs', async (t) => {
  for (const operation of operations.all) {
    for (const template of Object.values(operation.path)) {
      const needed = permissionsOfOperation(operation.method, operation.doc, template);
      t.ok(needed, `${operation.method} ${template} (${operation.doc})`);
    }
  }
  for (const dialect of Object.values(dialects)) {
    for (const { name } of [...dialect.sets.values(), ...dialect.singletons.values()]) {
      t.ok(permissionsOfRead(`/${name}`), `GET /${name}`);
    }
  }
});

t.test('an application needs one of the permissions that the page lists', async (t) => {
  const at = await enforced();
  const cases: [string, string, object | undefined, string[], string[]][] = [
    ['GET', '/v1.0/users', undefined, ['User.Read.All'], ['Group.Read.All', 'User.ReadBasic.All']],
    ['GET', '/v1.0/groups', undefined, ['GroupMember.Read.All'], ['User.Read.All']],
    ['GET', '/beta/applications', undefined, ['Application.Read.All'], ['User.Read.All']],
    ['GET', '/v1.0/directoryRoles', undefined, ['RoleManagement.Read.Directory'], ['User.Read.All']],
    ['GET', '/v1.0/users/$count', undefined, ['Directory.Read.All'], ['Organization.Read.All']],
    ['POST', '/v1.0/groups', securityGroup('g'), ['Group.Create'], ['Group.Read.All', 'GroupMember.ReadWrite.All']],
    ['POST', '/v1.0/users', person('u'), ['User.ReadWrite.All'], ['User.Read.All']],
    // "What's new in Microsoft Graph", July 2026.
    ['POST', '/v1.0/users', person('w'), ['User.Create'], ['User.ReadUpdate.All']],
    [
      'POST',
      '/v1.0/invitations',
      { invitedUserEmailAddress: 'a@b.example', inviteRedirectUrl: 'https://b.example' },
      ['User.Invite.All'],
      ['User.Read.All'],
    ],
  ];
  for (const [method, path, body, enough, tooLittle] of cases) {
    const name = `${method} ${path}`;
    t.match(await at.ask(method, path, await asApplication(at, ...tooLittle), body), DENIED, name);
    const { status } = await at.ask(method, path, await asApplication(at, ...enough), body);
    t.not(status, 403, `${name} with ${enough}`);
    t.not(status, 401, name);
  }
});

t.test('a user needs the permission and a role', async (t) => {
  const at = await enforced();
  const anna = await user(at, 'anna');
  const writes = { user: anna, scopes: ['User.ReadWrite.All'] };
  t.match(await at.ask('POST', '/v1.0/users', await at.mint(writes), person('new')), DENIED, 'no role');
  const reads = await at.mint({ user: ADMIN, scopes: ['User.Read.All'] });
  t.match(await at.ask('POST', '/v1.0/users', reads, person('new')), DENIED, 'the administrator, by a weak client');
  const admin = await at.mint({ user: ADMIN });
  const given = await at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, {
    principalId: anna,
    roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
    directoryScopeId: '/',
  });
  t.equal(given.status, 201);
  t.equal(
    (await at.ask('POST', '/v1.0/users', await at.mint(writes), person('new'))).status,
    201,
    'User Administrator',
  );
});

t.test('people read and change their own record with less', async (t) => {
  const at = await enforced();
  const anna = await user(at, 'anna');
  const bert = await user(at, 'bert');
  const own = await at.mint({ user: anna, scopes: ['User.ReadWrite'] });
  t.equal((await at.ask('GET', '/v1.0/me', own)).status, 200);
  t.equal((await at.ask('GET', `/v1.0/users/${anna}`, own)).status, 200);
  t.equal((await at.ask('GET', '/v1.0/users/anna@contoso.onmicrosoft.com/memberOf', own)).status, 200);
  t.equal((await at.ask('PATCH', '/v1.0/me', own, { mobilePhone: '1' })).status, 204);
  t.match(await at.ask('GET', `/v1.0/users/${bert}`, own), DENIED);
  t.match(await at.ask('GET', '/v1.0/users', own), DENIED);
  t.match(await at.ask('PATCH', `/v1.0/users/${bert}`, own, { mobilePhone: '1' }), DENIED);
});

/** "Permissions for specific scenarios", "Update user"; its table begins with User.ReadUpdate.All. */
t.test('some permissions are enough to change some properties of users', async (t) => {
  const at = await enforced();
  const anna = `/v1.0/users/${await user(at, 'anna')}`;
  const cases: [string[], object][] = [
    [['User.EnableDisableAccount.All', 'User.Read.All'], { accountEnabled: false }],
    [['User-PasswordProfile.ReadWrite.All'], { passwordProfile: { password: 'Contoso12345' } }],
    [['User-Phone.ReadWrite.All'], { businessPhones: ['1'], mobilePhone: '2' }],
    [['User-Mail.ReadWrite.All'], { otherMails: ['anna@fabrikam.com'] }],
    [['User.ReadUpdate.All'], { displayName: 'Anna', jobTitle: 'x' }],
  ];
  for (const [permissions, body] of cases) {
    const application = await asApplication(at, ...permissions);
    t.equal((await at.ask('PATCH', anna, application, body)).status, 204, permissions.join());
    const admin = await at.mint({ user: ADMIN, scopes: permissions });
    t.equal((await at.ask('PATCH', anna, admin, body)).status, 204, `delegated ${permissions}`);
    if (permissions.includes('User.ReadUpdate.All')) continue;
    t.match(await at.ask('PATCH', anna, application, { ...body, department: 'x' }), DENIED, 'and no others');
    t.match(await at.ask('PATCH', anna, application, {}), DENIED);
  }
  t.match(
    await at.ask('PATCH', anna, await asApplication(at, 'User.EnableDisableAccount.All'), { accountEnabled: true }),
    DENIED,
    'together with User.Read.All only',
  );
});

/** "Update user" lists User.ReadWrite.All for `PATCH /me`: who may do more may do this without a role. */
t.test('people change their own record with a permission for all users, too', async (t) => {
  const at = await enforced();
  const anna = await user(at, 'anna');
  const token = await at.mint({ user: anna, scopes: ['User.ReadWrite.All'] });
  t.equal((await at.ask('PATCH', '/v1.0/me', token, { mobilePhone: '1' })).status, 204);
  t.match(await at.ask('PATCH', `/v1.0/users/${await user(at, 'bert')}`, token, { mobilePhone: '1' }), DENIED);
});

/** "It cannot update any apps that it is not an owner of": Application.ReadWrite.OwnedBy, "Permissions reference". */
t.test('an application that may manage its own applications manages no others', async (t) => {
  const at = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const registered = async (displayName: string) => {
    const { body } = await at.ask('POST', '/v1.0/applications', admin, { displayName });
    await at.ask('POST', '/v1.0/servicePrincipals', admin, { appId: body.appId });
    return body as { id: string; appId: string };
  };
  const [manager, other] = [await registered('manager'), await registered('other')];
  const token = await at.mint({ application: manager.appId, roles: ['Application.ReadWrite.OwnedBy'] });
  const change = { displayName: 'changed' };
  t.equal((await at.ask('GET', '/v1.0/applications', token)).body.value.length, 2, 'it lists all of them');
  t.match(await at.ask('PATCH', `/v1.0/applications/${other.id}`, token, change), DENIED);
  t.match(await at.ask('POST', `/v1.0/applications/${other.id}/addPassword`, token, {}), DENIED);
  const made = await at.ask('POST', '/v1.0/applications', token, { displayName: 'made' });
  t.equal(made.status, 201);
  const own = `/v1.0/applications/${made.body.id}`;
  t.equal((await at.ask('PATCH', own, token, change)).status, 204, 'what it creates is its own');
  t.equal((await at.ask('POST', `${own}/addPassword`, token, {})).status, 200);
  const principal = await at.ask('POST', '/v1.0/servicePrincipals', token, { appId: made.body.appId });
  t.equal((await at.ask('DELETE', `/v1.0/servicePrincipals/${principal.body.id}`, token)).status, 204);
  t.equal((await at.ask('DELETE', own, token)).status, 204);
});

/** "Who can reset passwords?" and "Who can update sensitive attributes?", "Working with users in Microsoft Graph". */
t.test('what is sensitive of administrators is changed by higher administrators only', async (t) => {
  const at = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const withRole = async (name: string, roleDefinitionId?: string) => {
    const principalId = await user(at, name);
    const assignments = '/v1.0/roleManagement/directory/roleAssignments';
    if (roleDefinitionId) {
      await at.ask('POST', assignments, admin, { principalId, roleDefinitionId, directoryScopeId: '/' });
    }
    return { path: `/v1.0/users/${principalId}`, token: await at.mint({ user: principalId, scopes: WRITES }) };
  };
  const WRITES = ['User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All', 'Directory.AccessAsUser.All'];
  const people = await withRole('people', 'fe930be7-5e62-47db-91af-98c3a49a38b1');
  const helpdesk = await withRole('helpdesk', '729827e3-9c14-49f7-bb1b-9608f156bbb8');
  const highest = await withRole('highest', '7be44c8a-adaf-4e2a-84d6-ab2649e08a13');
  const roles = await withRole('roles', 'e8611ab8-c189-46e8-94e1-60213ab1f814');
  const nobody = await withRole('nobody');
  const application = { path: '', token: await asApplication(at, ...WRITES) };
  const password = { passwordProfile: { password: 'Contoso12345' } };
  const off = { accountEnabled: false };
  const cases: [typeof people, typeof people, object, boolean][] = [
    [people, nobody, off, true],
    [people, helpdesk, off, true],
    [people, roles, off, false],
    [people, roles, password, false],
    [people, roles, { jobTitle: 'x' }, true],
    [helpdesk, nobody, password, true],
    [helpdesk, nobody, off, false],
    [helpdesk, people, password, false],
    [highest, roles, off, true],
    [application, nobody, off, true],
    [application, roles, off, false],
    [application, roles, { jobTitle: 'x' }, true],
  ];
  for (const [who, whom, body, may] of cases) {
    const { status } = await at.ask('PATCH', whom.path, who.token, body);
    t.equal(status, may ? 204 : 403, `${who.path} changes ${Object.keys(body)} of ${whom.path}`);
  }
  t.match(await at.ask('DELETE', roles.path, people.token), DENIED);
  t.match(await at.ask('DELETE', roles.path, application.token), DENIED);
  const weak = await at.mint({ user: ADMIN, scopes: ['User.ReadWrite.All'] });
  t.match(await at.ask('PATCH', roles.path, weak, off), DENIED, 'on behalf of a user, with AccessAsUser besides');
  t.match(await at.ask('DELETE', roles.path, weak), DENIED);
  t.equal((await at.ask('DELETE', nobody.path, people.token)).status, 204);
  t.equal((await at.ask('DELETE', roles.path, highest.token)).status, 204);
});

/** "Add members" and "Create group": RoleManagement.ReadWrite.Directory besides, Privileged Role Administrator. */
t.test('groups that roles can be assigned to need the permission for roles, too', async (t) => {
  const at = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const assignable = (name: string) => ({ ...securityGroup(name), isAssignableToRole: true });
  const roles = 'RoleManagement.ReadWrite.Directory';
  const [weak, strong] = [await asApplication(at, 'Group.ReadWrite.All'), ['Group.ReadWrite.All', roles]];
  t.match(await at.ask('POST', '/v1.0/groups', weak, assignable('a')), DENIED);
  const { status, body } = await at.ask('POST', '/v1.0/groups', await asApplication(at, ...strong), assignable('a'));
  t.equal(status, 201);
  const added = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${await user(at, 'bert')}` };
  const members = `/v1.0/groups/${body.id}/members/$ref`;
  t.match(await at.ask('POST', members, weak, added), DENIED);
  t.match(await at.ask('PATCH', `/v1.0/groups/${body.id}`, weak, { description: 'x' }), DENIED);
  const anna = await user(at, 'anna');
  const give = (principalId: string, roleDefinitionId: string) =>
    at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, {
      principalId,
      roleDefinitionId,
      directoryScopeId: '/',
    });
  await give(anna, 'fe930be7-5e62-47db-91af-98c3a49a38b1');
  const token = await at.mint({ user: anna, scopes: strong });
  t.match(await at.ask('POST', members, token, added), DENIED, 'User Administrator');
  t.match(await at.ask('POST', '/v1.0/groups', token, assignable('b')), DENIED);
  t.equal((await at.ask('POST', '/v1.0/groups', token, securityGroup('c'))).status, 201);
  const carl = await user(at, 'carl');
  const other = await at.mint({ user: carl, scopes: strong });
  t.match(await at.ask('POST', members, other, added), DENIED);
  await give(carl, 'e8611ab8-c189-46e8-94e1-60213ab1f814');
  t.equal((await at.ask('POST', members, other, added)).status, 204, 'Privileged Role Administrator');
  t.equal((await at.ask('POST', '/v1.0/groups', other, assignable('b'))).status, 201);
  const group = `/v1.0/groups/${body.id}`;
  t.match(await at.ask('DELETE', group, await asApplication(at, ...strong)), DENIED, '"Delete group": not its owner');
  t.equal((await at.ask('DELETE', group, other)).status, 204);
});

t.test('a role of the tenant’s own is none of those that every tenant has, whatever its name', async (t) => {
  const at = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const definition = await at.ask('POST', '/v1.0/roleManagement/directory/roleDefinitions', admin, {
    displayName: 'Global Administrator',
    isEnabled: true,
    rolePermissions: [{ allowedResourceActions: ['microsoft.directory/applications/basic/read'] }],
  });
  t.equal(definition.status, 201);
  const anna = await user(at, 'anna');
  const assignment = { principalId: anna, roleDefinitionId: definition.body.id, directoryScopeId: '/' };
  await at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, assignment);
  const token = await at.mint({ user: anna, scopes: ['User.ReadWrite.All'] });
  t.match(await at.ask('POST', '/v1.0/users', token, person('u')), DENIED);
});

t.test('owners look after their groups', async (t) => {
  const at = await enforced();
  const anna = await at.mint({ user: await user(at, 'anna'), scopes: ['Group.ReadWrite.All'] });
  const bert = await user(at, 'bert');
  const other = await at.mint({ user: bert, scopes: ['Group.ReadWrite.All'] });
  const group = await at.ask('POST', '/v1.0/groups', anna, securityGroup('hers'));
  t.equal(group.status, 201, 'everyone may create one');
  const members = `/v1.0/groups/${group.body.id}/members/$ref`;
  const added = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${bert}` };
  t.match(await at.ask('POST', members, other, added), DENIED);
  t.equal((await at.ask('POST', members, anna, added)).status, 204);
  t.match(await at.ask('DELETE', `/v1.0/groups/${group.body.id}`, other), DENIED);
  t.equal((await at.ask('DELETE', `/v1.0/groups/${group.body.id}`, anna)).status, 204);
});

/** "user resource type"; microsoft-graph-docs#13135, msgraph-sdk-powershell#1382 and #2331 of microsoft-graph-docs-contrib. */
t.test('passwords are not among what who writes users may write', async (t) => {
  const at = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const anna = `/v1.0/users/${await user(at, 'anna')}`;
  const password = { passwordProfile: { password: 'Contoso12345' } };
  const writer = await asApplication(at, 'User.ReadWrite.All', 'Directory.ReadWrite.All');
  t.equal((await at.ask('PATCH', anna, writer, { jobTitle: 'Clerk' })).status, 204);
  t.match(await at.ask('PATCH', anna, writer, password), DENIED);
  t.match(await at.ask('PATCH', anna, writer, { jobTitle: 'Cook', ...password }), DENIED);
  const scopes = ['User.ReadWrite.All'];
  t.match(await at.ask('PATCH', anna, await at.mint({ user: ADMIN, scopes }), password), DENIED);
  const asUser = await at.mint({ user: ADMIN, scopes: [...scopes, 'Directory.AccessAsUser.All'] });
  t.equal((await at.ask('PATCH', anna, asUser, password)).status, 204);
  const alone = await at.mint({ user: ADMIN, scopes: ['Directory.AccessAsUser.All'] });
  t.equal((await at.ask('PATCH', anna, alone, password)).status, 204, 'by itself, too');
  t.match(await at.ask('PATCH', anna, alone, { jobTitle: 'Cook' }), DENIED, 'but for nothing else');
  t.equal(
    (await at.ask('PATCH', anna, await asApplication(at, 'User-PasswordProfile.ReadWrite.All'), password)).status,
    204,
  );
  const { appId } = (await at.ask('POST', '/v1.0/applications', admin, { displayName: 'reset' })).body;
  const principalId = (await at.ask('POST', '/v1.0/servicePrincipals', admin, { appId })).body.id;
  const role = { principalId, roleDefinitionId: ROLES.userAdministrator, directoryScopeId: '/' };
  t.equal((await at.ask('POST', '/v1.0/roleManagement/directory/roleAssignments', admin, role)).status, 201);
  const administrator = await at.mint({ application: appId, roles: ['User.ReadWrite.All'] });
  t.equal((await at.ask('PATCH', anna, administrator, password)).status, 204, 'an application does with a role');
});

t.test('parts of a batch are refused one by one', async (t) => {
  const at = await enforced();
  const token = await asApplication(at, 'User.Read.All');
  const requests = ['/users', '/groups'].map((url, index) => ({ id: String(index), method: 'GET', url }));
  const { body } = await at.ask('POST', '/v1.0/$batch', token, { requests });
  t.same(
    body.responses.map((response: { status: number }) => response.status),
    [200, 403],
  );
});
