/**
 * What callers are shown of objects at the level enforce.
 *
 * The basic profile is that of `User.ReadBasic.All` in "Microsoft Graph permissions reference"; that everything else is
 * null, and not left out, is in microsoft-graph-docs issues 4993 and 2155. What is not readable at all is shown by type
 * and id: "Limited information returned for inaccessible member objects", "Overview of Microsoft Graph permissions".
 */
import t from 'tap';
import { securityGroup } from './support/directory.js';
import { DENIED, enforced } from './support/enforced.js';
import { ADMIN, type Door, door, STRANGER } from './support/sign-in.js';

/** Anna, Bert who has a phone, and a group with Bert and another group in it. */
async function scene() {
  const { at, make, person, join } = await enforced();
  const of = (name: string) =>
    person(name, { givenName: name, jobTitle: 'Clerk', department: 'Sales', businessPhones: ['1'] });
  const [anna, bert] = [await of('anna'), await of('bert')];
  const [sales, nested] = [
    await make('/v1.0/groups', securityGroup('s')),
    await make('/v1.0/groups', securityGroup('n')),
  ];
  await join(sales, bert);
  await join(sales, nested);
  return { at, anna, bert, sales, nested };
}

const basic = (at: Door, user: string) => at.mint({ user, scopes: ['User.ReadBasic.All'] });

t.test('who may read basic profiles only is shown those, and null for the rest', async (t) => {
  const { at, anna, bert } = await scene();
  const token = await basic(at, anna);
  for (const version of ['v1.0', 'beta']) {
    const { status, body } = await at.ask('GET', `/${version}/users/${bert}`, token);
    t.equal(status, 200, version);
    t.match(body, { id: bert, displayName: 'bert', givenName: 'bert', jobTitle: null, businessPhones: [] });
    t.match(body.userPrincipalName, /^bert@/);
    const selected = await at.ask('GET', `/${version}/users?$select=displayName,department,securityIdentifier`, token);
    const found = selected.body.value.find(({ displayName }: { displayName: string }) => displayName === 'bert');
    t.equal(found.department, null, 'selected by name');
    t.match(found.securityIdentifier, /^S-1-12-1-/);
  }
  t.equal((await at.ask('GET', `/v1.0/users/${bert}/jobTitle`, token)).status, 204, 'asked for by itself');
  t.same((await at.ask('GET', `/v1.0/users/${bert}/businessPhones`, token)).body.value, []);
  t.match((await at.ask('GET', '/v1.0/me', token)).body, { jobTitle: 'Clerk' }, 'but for their own');
  const more = await at.mint({ user: anna, scopes: ['User.ReadBasic.All', 'User.Read.All'] });
  t.match((await at.ask('GET', `/v1.0/users/${bert}`, more)).body, { jobTitle: 'Clerk' });
});

t.test('what is not shown cannot be asked about either', async (t) => {
  const { at, anna } = await scene();
  const token = await basic(at, anna);
  const ask = (query: string) => at.ask('GET', `/v1.0/users?${query}`, token);
  t.equal((await ask("$filter=startswith(DisplayName,'b')")).status, 200);
  t.equal((await ask('$filter=displayName eq')).status, 400, 'what cannot be read is refused for that');
  t.match(await ask("$filter=department eq 'Sales'"), DENIED);
  t.match(await ask("$filter=displayName eq 'x' or businessPhones/any(p:p eq '1')"), DENIED);
  t.match(await ask('$expand=manager'), DENIED);
  const own = await at.mint({ user: anna, scopes: ['User.ReadBasic.All', 'User.Read'] });
  t.equal((await at.ask('GET', '/v1.0/me?$expand=directReports', own)).status, 200, 'but of oneself');
  t.match(await at.ask('GET', '/v1.0/me?$expand=manager', own), DENIED, '"List manager": User.Read.All');
});

t.test('nor behind relations, whoever they lead to', async (t) => {
  const { at, anna, bert, sales } = await scene();
  const status = async (path: string, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, consistencyLevel: 'eventual' };
    return (await at.tenant.fetch(`/v1.0/${path}`, { headers })).status;
  };
  const groups = await at.mint({ application: STRANGER, roles: ['GroupMember.Read.All'] });
  const both = await at.mint({ application: STRANGER, roles: ['GroupMember.Read.All', 'User.Read.All'] });
  for (const path of [
    `groups?$count=true&$filter=members/any(m:m/microsoft.graph.user/jobTitle eq 'Clerk')`,
    `groups?$count=true&$filter=members/any(m:not(startsWith(m/microsoft.graph.user/jobTitle,'C')))`,
    `groups?$count=true&$filter=owners/any(o:o/microsoft.graph.user/department in ('Sales'))`,
    `groups/${sales}/members?$count=true&$filter=microsoft.graph.user/jobTitle eq 'Clerk'`,
    `groups/${sales}/members/microsoft.graph.user?$count=true&$orderby=jobTitle`,
  ]) {
    t.equal(await status(path, groups), 403, path);
    t.equal(await status(path, both), 200, path);
  }
  const ids = `groups?$count=true&$filter=members/any(m:m/id eq '${bert}')`;
  t.equal(await status(ids, groups), 200, 'ids are told');
  const owned = `users?$count=true&$filter=ownedObjects/any(o:o/microsoft.graph.group/visibility eq 'Private')`;
  t.equal(await status(owned, await basic(at, anna)), 403);
});

t.test('relations are expanded by the right to read them, whatever is not shown besides', async (t) => {
  const { at, sales } = await scene();
  const application = (...roles: string[]) => at.mint({ application: STRANGER, roles });
  const people = await application('User.Read.All');
  t.equal((await at.ask('GET', '/v1.0/users?$expand=manager', people)).status, 200);
  const groups = await application('GroupMember.Read.All');
  for (const relation of ['manager', 'microsoft.graph.user/manager']) {
    const path = `/v1.0/groups/${sales}/members?$expand=${relation}`;
    t.equal((await at.ask('GET', path, groups)).status, 403, relation);
    t.equal((await at.ask('GET', path, await application('GroupMember.Read.All', 'User.Read.All'))).status, 200);
  }
});

t.test('changes are told of in the same measure', async (t) => {
  const { at, anna, bert } = await scene();
  const { body } = await at.ask('GET', '/v1.0/users/delta', await basic(at, anna));
  const found = body.value.find(({ id }: { id: string }) => id === bert);
  t.match(found, { displayName: 'bert' });
  t.notOk('jobTitle' in found, 'what a round has nothing to tell of is left out');
});

t.test('members of a type that the caller may not read are shown by type and id', async (t) => {
  const { at, bert, sales, nested } = await scene();
  const members = async (...roles: string[]) => {
    const token = await at.mint({ application: STRANGER, roles });
    const { status, body } = await at.ask('GET', `/v1.0/groups/${sales}/members`, token);
    t.equal(status, 200);
    return body.value;
  };
  t.match(await members('GroupMember.Read.All'), [
    { '@odata.type': '#microsoft.graph.user', id: bert, displayName: null, businessPhones: [] },
    { '@odata.type': '#microsoft.graph.group', id: nested, displayName: 'n' },
  ]);
  t.match(await members('GroupMember.Read.All', 'User.Read.All'), [{ id: bert, displayName: 'bert' }, { id: nested }]);
});

t.test('what a user is a member of is shown as far as groups can be read', async (t) => {
  const { at, bert, sales } = await scene();
  const memberships = async (...scopes: string[]) =>
    (await at.ask('GET', '/v1.0/me/memberOf', await at.mint({ user: bert, scopes }))).body.value;
  t.match(await memberships('User.Read'), [{ id: sales, displayName: null }]);
  t.match(await memberships('User.Read', 'GroupMember.Read.All'), [{ id: sales, displayName: 's' }]);
});

t.test('below the level enforce everything is shown', async (t) => {
  const at = await door({ auth: 'identify' });
  const token = await at.mint({ user: ADMIN, scopes: ['User.ReadBasic.All'] });
  const { body } = await at.ask('GET', '/v1.0/users?$select=accountEnabled&$filter=accountEnabled eq true', token);
  t.match(body.value, [{ accountEnabled: true }]);
});

/** "user resource type" and "List users"; the refusal: microsoftgraph/microsoft-graph-explorer-v4#2731. */
t.test('when people signed in last is told to those who may read the audit log', async (t) => {
  const { at, anna, bert } = await scene();
  const admin = await at.mint({ user: ADMIN });
  const boss = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${bert}` };
  t.equal((await at.ask('PUT', `/v1.0/users/${anna}/manager/$ref`, admin, boss)).status, 204);
  const reader = await at.mint({ application: STRANGER, roles: ['User.Read.All'] });
  const auditor = await at.mint({ application: STRANGER, roles: ['User.Read.All', 'AuditLog.Read.All'] });
  const missing = {
    status: 403,
    body: {
      error: {
        code: 'Authentication_MSGraphPermissionMissing',
        message: 'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
      },
    },
  };
  for (const path of [
    '/v1.0/users?$select=displayName,signInActivity',
    '/beta/users?$select=SignInActivity',
    '/v1.0/users?$filter=signInActivity/lastSignInDateTime le 2026-01-01T00:00:00Z',
    `/v1.0/users/${bert}?$select=signInActivity`,
    `/v1.0/users/${bert}?$select=microsoft.graph.user/signInActivity`,
    `/v1.0/users/${bert}/signInActivity`,
    `/v1.0/users/${anna}/manager?$select=signInActivity`,
    `/v1.0/users/${bert}/directReports/microsoft.graph.user?$select=id,signInActivity`,
    `/v1.0/users/${bert}/directReports?$select=signInActivity`,
    `/v1.0/users/${anna}?$expand=manager($select=signInActivity)`,
    `/v1.0/users/${anna}/manager/microsoft.graph.user/signInActivity`,
  ]) {
    t.match(await at.ask('GET', path, reader), missing, path);
    t.ok((await at.ask('GET', path, auditor)).status < 300, path);
  }
  t.equal((await at.ask('GET', '/v1.0/users?$select=displayName', reader)).status, 200);
});

/** "user resource type"; that it is null without: microsoft-graph-docs#21182, Azure/LogicAppsUX#4925. */
t.test('when people leave is told to those, and set by those, who may know', async (t) => {
  const { at, bert } = await scene();
  const leaving = { employeeLeaveDateTime: '2026-12-31T23:59:00Z' };
  const path = `/v1.0/users/${bert}`;
  const token = (...roles: string[]) => at.mint({ application: STRANGER, roles });
  const write = 'User-LifeCycleInfo.ReadWrite.All';
  t.match(await at.ask('PATCH', path, await token('User.ReadWrite.All'), leaving), DENIED);
  t.match(await at.ask('PATCH', path, await token(write), leaving), DENIED);
  t.equal((await at.ask('PATCH', path, await token('User.Read.All', write), leaving)).status, 204);
  const query = '?$select=displayName,employeeLeaveDateTime';
  const told = async (reader: string) => (await at.ask('GET', `${path}${query}`, reader)).body.employeeLeaveDateTime;
  t.equal(await told(await token('User.Read.All')), null);
  t.equal(await told(await token('User.Read.All', 'User-LifeCycleInfo.Read.All')), leaving.employeeLeaveDateTime);
  const scopes = ['User.Read.All', 'User-LifeCycleInfo.Read.All'];
  t.equal(await told(await at.mint({ user: ADMIN, scopes })), leaving.employeeLeaveDateTime);
  t.equal(await told(await at.mint({ user: bert, scopes })), null, 'a user needs a role besides');
  t.match((await at.ask('GET', path, await token('User.Read.All'))).body, { jobTitle: 'Clerk' }, 'the rest is told');
});

t.test('what leads to people tells no more of that', async (t) => {
  const { at, bert } = await scene();
  const admin = await at.mint({ user: ADMIN });
  const leaving = { employeeLeaveDateTime: '2026-12-31T23:59:00Z' };
  t.equal((await at.ask('PATCH', `/v1.0/users/${bert}`, admin, leaving)).status, 204);
  const organizations = '/v1.0/identityGovernance/entitlementManagement/connectedOrganizations';
  const identitySources = [{ '@odata.type': '#microsoft.graph.domainIdentitySource', domainName: 'fabrikam.com' }];
  const { body } = await at.ask('POST', organizations, admin, { displayName: 'o', description: 'o', identitySources });
  const sponsors = `${organizations}/${body.id}/internalSponsors`;
  const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${bert}` };
  t.equal((await at.ask('POST', `${sponsors}/$ref`, admin, reference)).status, 204);
  const reader = (...more: string[]) =>
    at.mint({ application: STRANGER, roles: ['EntitlementManagement.Read.All', ...more] });
  const list = `${sponsors}/microsoft.graph.user?$select=jobTitle,employeeLeaveDateTime`;
  const expanded = `${organizations}/${body.id}?$expand=internalSponsors`;
  const told = async (token: string) => {
    const [listed, { internalSponsors }] = [
      (await at.ask('GET', list, token)).body,
      (await at.ask('GET', expanded, token)).body,
    ];
    return [listed.value[0], internalSponsors[0]];
  };
  const [one, other] = await told(await reader());
  t.match(one, { jobTitle: 'Clerk', employeeLeaveDateTime: null });
  t.match(other, { jobTitle: 'Clerk', employeeLeaveDateTime: null });
  t.match((await told(await reader('User-LifeCycleInfo.Read.All')))[0], leaving);
  const guess = `${organizations}?$filter=internalSponsors/any(s:s/microsoft.graph.user/employeeLeaveDateTime le 2027-01-01T00:00:00Z)`;
  t.match(await at.ask('GET', guess, await reader()), { status: 403 });
  t.equal((await at.ask('GET', guess, await reader('User-LifeCycleInfo.Read.All'))).status, 200);
});

/** "Remarks" on user permissions, "Microsoft Graph permissions reference". */
t.test('signing in shows the name and the domains of the organization', async (t) => {
  const { at, anna } = await scene();
  const organization = async (...scopes: string[]) =>
    (await at.ask('GET', '/v1.0/organization', await at.mint({ user: anna, scopes }))).body.value[0];
  const basic = await organization('User.Read');
  const { displayName, verifiedDomains, tenantType } = await organization('Organization.Read.All');
  t.match(basic, { displayName, verifiedDomains, tenantType: null });
  t.ok(tenantType);
});

/** The same remarks; that all else is refused: microsoft-graph-docs#11978. */
t.test('people change of themselves what is theirs to change', async (t) => {
  const { at, anna } = await scene();
  for (const scope of ['User.ReadWrite', 'User.ReadWrite.All']) {
    const token = await at.mint({ user: anna, scopes: [scope] });
    const change = (body: object) => at.ask('PATCH', '/v1.0/me', token, body);
    t.equal((await change({ mobilePhone: '1' })).status, 204, scope);
    t.equal((await change({ aboutMe: 'x' })).status, 204, scope);
    t.match(await change({ givenName: 'Ann' }), DENIED);
    t.match(await change({ mobilePhone: '1', jobTitle: 'Chief' }), DENIED);
    t.match(await change({ passwordProfile: { password: 'Contoso12345' } }), DENIED);
  }
  const admin = await at.mint({ user: ADMIN, scopes: ['User.ReadWrite'] });
  t.equal((await at.ask('PATCH', '/v1.0/me', admin, { jobTitle: 'Chief' })).status, 204, 'administrators, anything');
});
