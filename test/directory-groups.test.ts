/** Groups: which there can be, who is in them and who owns them. */
import t from 'tap';
import {
  createGroup,
  createUnifiedGroup,
  createUser,
  idsIn,
  reference,
  securityGroup,
  UNKNOWN_ID,
  unifiedGroup,
} from './support/directory.js';
import { emulator } from './support/emulator.js';

const ADMINISTRATOR = 'admin@contoso.onmicrosoft.com';
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

t.test('a new security group has what the service sets', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.post('/v1.0/groups', securityGroup('Marketing'));
  t.equal(status, 201);
  t.match(body, {
    '@odata.context': /#groups\/\$entity$/,
    createdByAppId: String,
    createdDateTime: instant,
    groupTypes: [],
    infoCatalogs: [],
    mail: null,
    proxyAddresses: [],
    securityIdentifier: /^S-1-12-1(-\d+){4}$/,
    visibility: null,
  });
  t.equal(body.renewedDateTime, body.createdDateTime);
});

t.test('a new group of Microsoft 365 has an address', async (t) => {
  const graph = await emulator(t);
  const { body } = await graph.post('/v1.0/groups', unifiedGroup('library'));
  const mail = 'library@contoso.onmicrosoft.com';
  t.match(body, { mail, proxyAddresses: [`SMTP:${mail}`], visibility: 'Public' });
  const { status, body: refused } = await graph.post('/v1.0/groups', unifiedGroup('Library'));
  t.equal(status, 400);
  t.match(refused.error, {
    message: 'Another object with the same value for property proxyAddresses already exists.',
    details: [{ code: 'ObjectConflict', target: 'proxyAddresses' }, { code: 'ConflictingObjects' }],
  });
  t.equal(
    (await graph.post('/v1.0/groups', securityGroup('library'))).status,
    201,
    'a security group may be called so',
  );
});

t.test('combinations that are refused', async (t) => {
  const graph = await emulator(t);
  const mailWrites = /^The service does not currently support writes of mail-enabled groups/;
  const refused: [object, RegExp][] = [
    [{ mailEnabled: true }, mailWrites],
    [{ securityEnabled: false }, mailWrites],
    [{ groupTypes: ['Unified'] }, /mail-enabled/],
    [{ groupTypes: ['Secret'] }, /Invalid value specified for property 'groupTypes' of resource 'Group'/],
    [{ groupTypes: ['DynamicMembership'] }, /A value is required for property 'membershipRule'/],
    [
      { groupTypes: ['DynamicMembership'], membershipRule: 'user.city -eq "Bonn"' },
      /A value is required for property 'membershipRuleProcessingState'/,
    ],
    [{ membershipRule: 'user.city -eq "Bonn"' }, /membership rule/],
    [{ isAssignableToRole: true, visibility: 'Public' }, /Private/],
    [{ mailNickname: 'a@b' }, /Invalid value specified for property 'mailNickname'/],
    [{ mailNickname: 'n'.repeat(65) }, /Invalid value specified for property 'mailNickname'/],
    [{ displayName: 'd'.repeat(257) }, /Invalid value specified for property 'displayName'/],
    [{ displayName: undefined }, /A value is required for property 'displayName' of resource 'Group'/],
    [{ mailEnabled: undefined }, /A value is required for property 'mailEnabled' of resource 'Group'/],
    [{ visibility: 'Hidden' }, /Invalid value specified for property 'visibility'/],
    [{ allowExternalSenders: true }, /allowExternalSenders/],
    [{ responseHeaders: {} }, /^Invalid property 'responseHeaders'/],
  ];
  for (const [values, message] of refused) {
    const { status, body } = await graph.post('/v1.0/groups', securityGroup('Refused', values));
    t.equal(status, 400, JSON.stringify(values).slice(0, 60));
    t.match(body.error, { code: 'Request_BadRequest', message });
  }
});

t.test('who makes a group owns it, unless others are named', async (t) => {
  const graph = await emulator(t);
  const [owner, member] = [await createUser(graph, 'Owner'), await createUser(graph, 'Member')];
  const admin = (await graph.get(`/v1.0/users/${ADMINISTRATOR}`)).body.id;
  const mine = await createGroup(graph, 'Mine');
  t.same(await idsIn(graph, `/v1.0/groups/${mine}/owners`), [admin]);
  t.same(await idsIn(graph, `/v1.0/groups/${mine}/members`), []);
  const theirs = await createGroup(graph, 'Theirs', {
    'owners@odata.bind': [`${graph.url}/v1.0/users/${owner}`],
    'members@odata.bind': [`https://graph.microsoft.com/beta/directoryObjects/${member}`],
  });
  t.same(await idsIn(graph, `/v1.0/groups/${theirs}/owners`), [owner]);
  t.same(await idsIn(graph, `/v1.0/groups/${theirs}/members`), [member]);
  const url = `https://graph.microsoft.com/v1.0/users/${owner}`;
  const named = await graph.asUser(owner).post('/v1.0/groups', securityGroup('Own', { 'owners@odata.bind': [url] }));
  t.match(named.body.error, { message: 'Request contains a property with duplicate values.' });
  const twice = await graph.post('/v1.0/groups', securityGroup('Two', { 'owners@odata.bind': [url, url] }));
  t.match(twice.body.error, { message: 'Request contains a property with duplicate values.' });
});

t.test('no more than twenty references in one request, and all or none of them', async (t) => {
  const graph = await emulator(t);
  const users: string[] = [];
  for (let number = 0; number < 21; number++) users.push(await createUser(graph, `Member${number}`));
  const bind = (ids: string[]) => ({
    'members@odata.bind': ids.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`),
  });
  t.equal((await graph.post('/v1.0/groups', securityGroup('Full', bind(users)))).status, 400);
  const group = await createGroup(graph, 'Team');
  const place = `/v1.0/groups/${group}`;
  t.equal((await graph.patch(place, bind(users))).status, 400);
  t.equal((await graph.patch(place, bind([users[0] as string, UNKNOWN_ID]))).status, 404);
  t.same(await idsIn(graph, `${place}/members`), [], 'nobody was added');
  t.equal((await graph.patch(place, bind(users.slice(0, 20)))).status, 204);
  t.equal((await idsIn(graph, `${place}/members`)).length, 20);
  const again = await graph.patch(place, bind([users[20] as string, users[0] as string]));
  t.match(again.body.error.message, /^One or more added object references already exist .*: 'members'\.$/);
  t.equal((await idsIn(graph, `${place}/members`)).length, 20);
  const twice = await graph.patch(place, bind([users[20] as string, users[20] as string]));
  t.match(twice.body.error.message, /can only be present once as an add\/remove change/);
});

t.test('members come and go by reference', async (t) => {
  const graph = await emulator(t);
  const [user, group] = [await createUser(graph, 'Ray'), await createGroup(graph, 'Band')];
  const members = `/v1.0/groups/${group}/members`;
  t.match(await graph.post(`${members}/$ref`, reference(user)), { status: 204, body: undefined });
  t.same(await idsIn(graph, `${members}/microsoft.graph.user`), [user]);
  const again = await graph.post(`${members}/$ref`, reference(user));
  t.match(again, {
    status: 400,
    body: {
      error: {
        message: "One or more added object references already exist for the following modified properties: 'members'.",
      },
    },
  });
  t.match(await graph.post(`${members}/$ref`, reference(UNKNOWN_ID)), {
    status: 404,
    body: { error: { code: 'Request_ResourceNotFound', message: new RegExp(`^Resource '${UNKNOWN_ID}'`) } },
  });
  t.equal((await graph.post(`${members}/$ref`, {})).status, 400);
  t.match((await graph.post(members, reference(user))).body.error, {
    code: 'BadRequest',
    message: 'Write requests are only supported on contained entities',
  });
  t.equal((await graph.delete(`${members}/${user}/$ref`)).status, 204);
  t.same(await idsIn(graph, members), []);
  const gone = await graph.delete(`${members}/${user}/$ref`);
  t.match(
    gone,
    { status: 404, body: { error: { message: new RegExp(`^Resource '${group}'`) } } },
    'the group is named',
  );
  await graph.post(`${members}/$ref`, { '@odata.id': `${graph.url}/beta/users/${user}` });
  const printed = `https://graph.microsoft.com/v2/${UNKNOWN_ID}/directoryObjects/${user}/Microsoft.DirectoryServices.User`;
  const named = await graph.post(`${members}/$ref`, { '@odata.id': printed });
  t.match(named.body.error.message, /already exist/, 'as the service prints it');
  t.equal((await graph.delete(`${members}/$ref?@id=https://graph.microsoft.com/v1.0/users/${user}`)).status, 204);
});

t.test('without $ref the member itself is deleted', async (t) => {
  const graph = await emulator(t);
  const [user, group] = [await createUser(graph, 'Gone'), await createGroup(graph, 'Group')];
  await graph.post(`/v1.0/groups/${group}/members/$ref`, reference(user));
  t.equal((await graph.delete(`/v1.0/groups/${group}/members/${user}`)).status, 204);
  t.equal((await graph.get(`/v1.0/users/${user}`)).status, 404);
});

t.test('which objects a group can have', async (t) => {
  const graph = await emulator(t);
  const [security, inner] = [await createGroup(graph, 'Outer'), await createGroup(graph, 'Inner')];
  const unified = await createUnifiedGroup(graph, 'unified');
  const assignable = await createGroup(graph, 'Assignable', { isAssignableToRole: true });
  const add = async (group: string, id: string) =>
    (await graph.post(`/v1.0/groups/${group}/members/$ref`, reference(id))).status;
  t.equal(await add(security, inner), 204, 'a security group in a security group');
  t.equal(await add(security, security), 400, 'itself');
  t.equal(await add(security, unified), 400, 'a group of Microsoft 365 in a security group');
  t.equal(await add(unified, inner), 400, 'a group in a group of Microsoft 365');
  t.equal(await add(assignable, inner), 400, 'a group in one that is assignable to roles');
});

t.test('the last user who owns a group cannot be taken away', async (t) => {
  const graph = await emulator(t);
  const [first, second] = [await createUser(graph, 'First'), await createUser(graph, 'Second')];
  const url = `${graph.url}/v1.0/users/${first}`;
  const owners = `/v1.0/groups/${await createGroup(graph, 'Owned', { 'owners@odata.bind': [url] })}/owners`;
  t.match(await graph.delete(`${owners}/${first}/$ref`), {
    status: 400,
    body: { error: { message: 'The group must have at least one owner, hence this owner cannot be removed.' } },
  });
  t.equal((await graph.post(`${owners}/$ref`, reference(second))).status, 204);
  t.match((await graph.post(`${owners}/$ref`, reference(second))).body.error.message, /'owners'/);
  t.equal((await graph.delete(`${owners}/${first}/$ref`)).status, 204);
  t.same(await idsIn(graph, owners), [second]);
});

t.test('a group is changed, but not into another kind', async (t) => {
  const graph = await emulator(t);
  const place = `/v1.0/groups/${await createUnifiedGroup(graph, 'club')}`;
  t.match(await graph.patch(place, { description: 'A club', visibility: 'Private' }), { status: 204, body: undefined });
  t.match((await graph.get(place)).body, { description: 'A club', visibility: 'Private', displayName: 'club' });
  t.equal((await graph.patch(place, { displayName: '' })).status, 400);
  t.equal((await graph.patch(place, { groupTypes: [], mailEnabled: false, securityEnabled: true })).status, 400);
  t.equal((await graph.patch(place, { isAssignableToRole: true })).status, 400);
  t.equal((await graph.patch(place, { allowExternalSenders: true })).status, 200, 'the mailbox answers differently');
  t.equal((await graph.patch(place, { allowExternalSenders: true, description: 'x' })).status, 400);
  t.match((await graph.get(`${place}?$select=allowExternalSenders`)).body, { allowExternalSenders: true });
  t.equal((await graph.patch('/v1.0/groups/no-guid', { description: 'x' })).status, 400);
  t.equal((await graph.patch(`/v1.0/groups/${UNKNOWN_ID}`, { description: 'x' })).status, 404);
});

t.test('a group is renewed', async (t) => {
  const graph = await emulator(t);
  const place = `/v1.0/groups/${await createUnifiedGroup(graph, 'old')}`;
  const before = (await graph.get(place)).body;
  await graph.advance('P10D');
  t.equal((await graph.post(`${place}/renew`)).status, 204);
  const after = (await graph.get(place)).body;
  t.equal(after.createdDateTime, before.createdDateTime);
  t.ok(Date.parse(after.renewedDateTime) - Date.parse(before.renewedDateTime) >= 10 * 24 * 3_600_000);
});

t.test('a group is made or changed by its unique name', async (t) => {
  const graph = await emulator(t);
  const place = "/v1.0/groups(uniqueName='golf')";
  const prefer = { Prefer: 'create-if-missing' };
  t.equal((await graph.patch(place, unifiedGroup('golf'))).status, 404, 'nothing is made without being asked for');
  const { status, body } = await graph.patch(place, unifiedGroup('golf'), prefer);
  t.equal(status, 201);
  t.match(body, { '@odata.context': /#groups\/\$entity$/, uniqueName: 'golf', displayName: 'golf' });
  t.equal((await graph.patch(place, { description: 'Golf' }, prefer)).status, 204);
  t.equal((await graph.patch("/v1.0/groups/(uniqueName='golf')", { description: 'Tennis' })).status, 204);
  t.match((await graph.get(place)).body, { id: body.id, description: 'Tennis' });
  const player = { 'members@odata.bind': [`${graph.url}/v1.0/users/${await createUser(graph, 'Player')}`] };
  t.equal((await graph.patch(place, player, prefer)).status, 204);
  t.equal((await graph.patch(place, player, prefer)).status, 204, 'the same once more');
  const again = await graph.post('/v1.0/groups', securityGroup('Other', { uniqueName: 'Golf' }));
  t.match(again.body.error.message, /property uniqueName already exists/);
});

t.test('names are checked before they are used', async (t) => {
  const graph = await emulator(t);
  const group = await createUnifiedGroup(graph, 'taken');
  const check = (body: object) => graph.post('/v1.0/directoryObjects/validateProperties', body);
  t.equal((await check({ entityType: 'Group', displayName: 'Free', mailNickname: 'free' })).status, 204);
  t.match(await check({ entityType: 'Group', mailNickname: 'taken' }), {
    status: 422,
    body: {
      error: {
        code: 'Request_UnprocessableEntity',
        message: 'The values provided contain one or more validation errors.',
        details: [{ target: 'mailNickname', code: 'PropertyConflict' }],
      },
    },
  });
  t.equal((await check({ entityType: 'User', displayName: 'x' })).status, 400);
  t.equal((await check({ entityType: 'Group' })).status, 400);
  const place = `/v1.0/groups/${group}/validateProperties`;
  t.equal((await graph.post(place, { mailNickname: 'taken' })).status, 204, 'its own name');
});

t.test('what an object is in counts through nested groups', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Nested');
  const [outer, inner, other] = [
    await createGroup(graph, 'outer'),
    await createGroup(graph, 'inner'),
    await createGroup(graph, 'other'),
  ];
  await graph.post(`/v1.0/groups/${outer}/members/$ref`, reference(inner));
  await graph.post(`/v1.0/groups/${inner}/members/$ref`, reference(user));
  const check = await graph.post(`/v1.0/users/${user}/checkMemberGroups`, { groupIds: [outer, other] });
  t.match(check, { status: 200, body: { '@odata.context': /#Collection\(Edm\.String\)$/, value: [outer] } });
  const groups = await graph.post(`/v1.0/users/${user}/getMemberGroups`, { securityEnabledOnly: true });
  t.same(groups.body.value.sort(), [inner, outer].sort());
  const tooMany = { groupIds: Array.from({ length: 21 }, () => outer) };
  t.equal((await graph.post(`/v1.0/users/${user}/checkMemberGroups`, tooMany)).status, 400);
  const template = '62e90394-69f5-4237-9190-012177145e10';
  const roles = await graph.post('/v1.0/me/checkMemberObjects', { ids: [template, outer] });
  t.same(roles.body.value, [template], 'a role by its template');
  t.equal((await graph.post('/v1.0/me/getMemberObjects', {})).body.value.length, 1);
});

t.test('objects are found by their ids', async (t) => {
  const graph = await emulator(t);
  const [user, group] = [await createUser(graph, 'Any'), await createGroup(graph, 'Group')];
  const { body } = await graph.post('/v1.0/directoryObjects/getByIds', { ids: [user, group, UNKNOWN_ID] });
  t.match(body['@odata.context'], /#directoryObjects$/);
  t.match(body.value, [
    { '@odata.type': '#microsoft.graph.user', id: user },
    { '@odata.type': '#microsoft.graph.group', id: group },
  ]);
  const users = await graph.post('/v1.0/directoryObjects/getByIds', { ids: [user, group], types: ['User'] });
  t.match(users.body.value, [{ id: user }]);
  t.equal(users.body.value.length, 1);
  t.match((await graph.post('/v1.0/directoryObjects/getByIds', { ids: ['x'] })).body.error, {
    message: 'Invalid GUID specified.',
  });
  t.match((await graph.get(`/v1.0/directoryObjects/${group}`)).body, { '@odata.type': '#microsoft.graph.group' });
  t.equal((await graph.delete(`/v1.0/directoryObjects/${group}`)).status, 204);
  t.equal((await graph.get(`/v1.0/groups/${group}`)).status, 404);
});

t.test('both versions tell of one group', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Both');
  const { status, body } = await graph.post('/beta/groups', unifiedGroup('both'));
  t.equal(status, 201);
  t.match(body['@odata.context'], /\/beta\/\$metadata#groups\/\$entity$/);
  t.equal((await graph.post(`/beta/groups/${body.id}/members/$ref`, reference(user))).status, 204);
  t.same(await idsIn(graph, `/v1.0/groups/${body.id}/members`), [user]);
  t.equal((await graph.patch(`/beta/groups/${body.id}`, { description: 'x' })).status, 204);
  t.equal((await graph.get(`/v1.0/groups/${body.id}`)).body.description, 'x');
});

t.test('a contact, which only a seed can make, is a member like any other', async (t) => {
  const graph = await emulator(t);
  const contact = { id: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb', kind: 'orgContact', displayName: 'Fabrikam desk' };
  const seeded = await graph.post('/_emulator/seed', { records: { tables: { orgContacts: { rows: [contact] } } } });
  t.equal(seeded.status, 200);
  t.match((await graph.get(`/v1.0/contacts/${contact.id}`)).body, { displayName: 'Fabrikam desk' });
  const group = (
    await graph.post('/v1.0/groups', {
      displayName: 'Desks',
      mailEnabled: false,
      mailNickname: 'desks',
      securityEnabled: true,
    })
  ).body;
  const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/contacts/${contact.id}` };
  t.equal((await graph.post(`/v1.0/groups/${group.id}/members/$ref`, reference)).status, 204);
  const { body } = await graph.get(`/v1.0/groups/${group.id}/members/microsoft.graph.orgContact`);
  t.match(body.value, [{ id: contact.id, displayName: 'Fabrikam desk' }]);
});
