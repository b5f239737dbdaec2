/** What is read by following relations, at the level enforce: however a request comes to them. */
import t from 'tap';
import { reference, securityGroup, unifiedGroup } from './support/directory.js';
import { DENIED, enforced } from './support/enforced.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';

/** A group with Anna and Bert in it, which an access package is incompatible with. */
async function scene(group: object = securityGroup('g')) {
  const at = await enforced();
  const [anna, bert] = [await at.person('anna'), await at.person('bert')];
  const sales = await at.make('/v1.0/groups', group);
  for (const member of [anna, bert]) await at.join(sales, member);
  const catalog = await at.make(`${EM}/catalogs`, { displayName: 'c' });
  const pack = await at.make(`${EM}/accessPackages`, { displayName: 'p', catalog: { id: catalog } });
  await at.admin('POST', `${EM}/accessPackages/${pack}/incompatibleGroups/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/groups/${sales}`,
  });
  return { ...at, anna, bert, sales, pack };
}

const ids = (value: { id: string }[]) => value.map(({ id }) => id).sort();

t.test('who may read themselves does not read their groups by that', async (t) => {
  const { at, user, anna, bert, sales } = await scene();
  const members = `/v1.0/me/memberOf/${sales}/microsoft.graph.group/members`;
  t.match(await at.ask('GET', members, await user(anna, 'User.Read')), DENIED);
  const { body } = await at.ask('GET', members, await user(anna, 'User.Read', 'GroupMember.Read.All'));
  t.same(ids(body.value), [anna, bert].sort());
});

t.test('neither by a cast of what is read', async (t) => {
  const { at, application, sales } = await scene();
  const path = `/v1.0/groups/${sales}/microsoft.graph.group/members`;
  t.match(await at.ask('GET', path, await application('Group.ManageProtection.All')), DENIED);
  t.equal((await at.ask('GET', path, await application('GroupMember.Read.All'))).status, 200);
});

t.test('what is expanded takes what reading it takes', async (t) => {
  const { at, application, user, anna } = await scene();
  const groups = await application('Group-NestingSupport.ReadWrite.All');
  t.equal((await at.ask('GET', '/v1.0/groups', groups)).status, 200);
  t.match(await at.ask('GET', '/v1.0/groups?$expand=members', groups), DENIED);
  t.match(await at.ask('GET', '/v1.0/groups?$expand=*', groups), DENIED);
  const counted = '/v1.0/groups?$count=true&$filter=owners/$count eq 0';
  t.match(await at.ask('GET', counted, groups), DENIED, 'what is asked about, too');
  t.equal((await at.ask('GET', '/v1.0/me?$expand=memberOf', await user(anna, 'User.Read'))).status, 200);
});

t.test('entitlement management shows its groups, and not who is in them', async (t) => {
  const { at, application, anna, bert, sales, pack } = await scene();
  const list = `${EM}/accessPackages/${pack}/incompatibleGroups`;
  const reader = await application('EntitlementManagement.Read.All');
  t.match((await at.ask('GET', list, reader)).body.value, [{ id: sales, displayName: 'g' }]);
  t.equal((await at.ask('GET', `${list}/${sales}/members`, reader)).status, 403);
  t.equal((await at.ask('GET', `${EM}/accessPackages?$expand=incompatibleGroups`, reader)).status, 200);
  const nested = `${EM}/accessPackages/${pack}?$expand=incompatibleGroups($expand=members)`;
  t.equal((await at.ask('GET', nested, reader)).status, 403);
  const more = await application('EntitlementManagement.Read.All', 'GroupMember.Read.All');
  const { body } = await at.ask('GET', `${list}/${sales}/members`, more);
  t.same(ids(body.value), [anna, bert].sort());
  t.match(body.value[0], { displayName: null }, 'people by type and id');
  t.equal((await at.ask('GET', nested, more)).status, 200);
});

t.test('roles tell who has them, and not what else that principal is in', async (t) => {
  const { at, application, give, admin, anna, sales } = await scene();
  await give(anna, 'globalReader');
  const assignments = '/v1.0/roleManagement/directory/roleAssignments';
  const { body } = await admin('GET', `${assignments}?$filter=principalId eq '${anna}'`);
  const principal = `${assignments}/${body.value[0].id}/principal`;
  const reader = await application('RoleManagement.Read.Directory');
  t.match((await at.ask('GET', principal, reader)).body, { id: anna });
  t.match(await at.ask('GET', `${principal}/microsoft.graph.user/memberOf`, reader), DENIED);
  const more = await application('RoleManagement.Read.Directory', 'User.Read.All', 'Group.Read.All');
  t.ok(ids((await at.ask('GET', `${principal}/microsoft.graph.user/memberOf`, more)).body.value).includes(sales));
});

/**
 * "List group members" and "List memberOf": Member.Read.Hidden besides. That nothing is told, and nothing refused:
 * microsoft-graph-docs#12552, #12285 and #10109.
 */
t.test('groups that hide their members tell who is in them to whoever may know', async (t) => {
  const hiding = unifiedGroup('g', { visibility: 'HiddenMembership' });
  const { at, application, user, person, make, admin, join, anna, bert, sales } = await scene(hiding);
  const open = await make('/v1.0/groups', securityGroup('open'));
  await join(open, bert);
  const seen = async (token: string) => {
    const ask = async (path: string) => (await at.ask('GET', `/v1.0${path}`, token)).body;
    const checked = await at.ask('POST', `/v1.0/users/${bert}/checkMemberGroups`, token, { groupIds: [sales, open] });
    const told = await at.ask('POST', `/v1.0/users/${bert}/getMemberObjects`, token, { securityEnabledOnly: false });
    const one = await at.ask('GET', `/v1.0/groups/${sales}?$expand=members`, token);
    return {
      group: (await ask(`/groups/${sales}`)).displayName,
      members: ids((await ask(`/groups/${sales}/members`)).value),
      transitive: ids((await ask(`/groups/${sales}/transitiveMembers`)).value),
      expanded: ids(one.body.members),
      memberOf: ids((await ask(`/users/${bert}/memberOf`)).value),
      checked: checked.body.value,
      told: [...told.body.value].sort(),
    };
  };
  const nothing = {
    group: 'g',
    members: [],
    transitive: [],
    expanded: [],
    memberOf: [open],
    checked: [open],
    told: [open],
  };
  const all = {
    group: 'g',
    members: [anna, bert].sort(),
    transitive: [anna, bert].sort(),
    expanded: [anna, bert].sort(),
    memberOf: [sales, open].sort(),
    checked: [sales, open],
    told: [sales, open].sort(),
  };
  const DIRECTORY = ['Directory.Read.All'];
  t.same(await seen(await application(...DIRECTORY)), nothing);
  t.same(await seen(await application(...DIRECTORY, 'Member.Read.Hidden')), all);
  t.same(await seen(await user(anna, ...DIRECTORY)), nothing, 'not even members, without the permission');
  t.same(await seen(await user(anna, ...DIRECTORY, 'Member.Read.Hidden')), all, 'members');
  const [owner, stranger] = [await person('owner'), await person('stranger')];
  await admin('POST', `/v1.0/groups/${sales}/owners/$ref`, reference(owner));
  t.same(await seen(await user(owner, ...DIRECTORY, 'Member.Read.Hidden')), all, 'owners');
  t.same(await seen(await user(stranger, ...DIRECTORY, 'Member.Read.Hidden')), nothing, 'nobody else');
});

t.test('nor do the app roles that people have by such groups', async (t) => {
  const hiding = unifiedGroup('g', { visibility: 'HiddenMembership' });
  const { at, application, make, admin, bert, sales } = await scene(hiding);
  const { appId } = (await admin('POST', '/v1.0/applications', { displayName: 'a' })).body;
  const resourceId = await make('/v1.0/servicePrincipals', { appId });
  const appRoleId = '00000000-0000-0000-0000-000000000000';
  await make(`/v1.0/groups/${sales}/appRoleAssignments`, { principalId: sales, resourceId, appRoleId });
  const seen = async (...roles: string[]) => {
    const token = await application('Directory.Read.All', ...roles);
    const { value } = (await at.ask('GET', `/v1.0/users/${bert}/appRoleAssignments`, token)).body;
    return value.map(({ principalId }: { principalId: string }) => principalId);
  };
  t.same(await seen(), []);
  t.same(await seen('Member.Read.Hidden'), [sales]);
});

t.test('changes in such groups are told to those only', async (t) => {
  const hiding = unifiedGroup('g', { visibility: 'HiddenMembership' });
  const { at, application, admin, person, join, anna, sales } = await scene(hiding);
  const round = async (url: string, token: string) => {
    const { body } = await at.ask('GET', url, token);
    const group = body.value.find(({ id }: { id: string }) => id === sales);
    const link = new URL(body['@odata.deltaLink']);
    const members = group?.['members@delta'] ?? [];
    return { count: members.length, next: `/v1.0/groups/delta${link.search}` };
  };
  const [blind, seeing] = [
    await application('Directory.Read.All'),
    await application('Directory.Read.All', 'Member.Read.Hidden'),
  ];
  const [first, whole] = [await round('/v1.0/groups/delta', blind), await round('/v1.0/groups/delta', seeing)];
  t.same([first.count, whole.count], [0, 2]);
  await join(sales, await person('carl'));
  await admin('DELETE', `/v1.0/groups/${sales}/members/${anna}/$ref`);
  t.same((await round(first.next, blind)).count, 0);
  t.same((await round(whole.next, seeing)).count, 2);
});

/** "Add members": what a member takes besides goes by its kind; for users nothing (microsoft-graph-docs#8923). */
t.test('members are added with what their kind takes', async (t) => {
  const at = await enforced();
  const group = await at.make('/v1.0/groups', securityGroup('g'));
  const { appId } = (await at.admin('POST', '/v1.0/applications', { displayName: 'a' })).body;
  const principal = await at.make('/v1.0/servicePrincipals', { appId });
  const user = await at.person('anna');
  const path = `/v1.0/groups/${group}/members/$ref`;
  const weak = await at.application('GroupMember.ReadWrite.All');
  t.equal((await at.at.ask('POST', path, weak, reference(user))).status, 204);
  t.match(await at.at.ask('POST', path, weak, reference(principal)), DENIED);
  const patch = { 'members@odata.bind': [reference(principal)['@odata.id']] };
  const groups = await at.application('Group.ReadWrite.All');
  t.match(await at.at.ask('PATCH', `/v1.0/groups/${group}`, groups, patch), DENIED);
  t.match(await at.at.ask('POST', path, weak, reference('11111111-1111-4111-8111-111111111111')), { status: 404 });
  const strong = await at.application('GroupMember.ReadWrite.All', 'Application.ReadWrite.All');
  t.equal((await at.at.ask('POST', path, strong, reference(principal))).status, 204);
});
