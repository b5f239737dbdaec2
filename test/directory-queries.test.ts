/** Query options over directory objects as their pages tell of them, from the address to the answer. */
import t from 'tap';
import {
  createGroup,
  createUnifiedGroup,
  createUser,
  idsIn,
  person,
  reference,
  securityGroup,
} from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

const EVENTUAL = { ConsistencyLevel: 'eventual' };

const add = (graph: Graph, place: string, id: string) => graph.post(`/v1.0/${place}/$ref`, reference(id));
const names = (body: { value: { displayName: string }[] }) => body.value.map(({ displayName }) => displayName);

t.test('deleted items are ordered, filtered, searched and counted', async (t) => {
  const graph = await emulator(t);
  for (const name of ['Bea', 'Abe', 'Cid']) {
    const id = await createUser(graph, name);
    await graph.advance('PT1M');
    await graph.delete(`/v1.0/users/${id}`);
  }
  const items = '/v1.0/directory/deletedItems/microsoft.graph.user';
  t.match((await graph.get(`${items}?$orderby=displayName`)).body.value, [{ displayName: 'Abe' }, {}, {}]);
  t.equal((await graph.get(`${items}?$orderby=userPrincipalName desc`)).body.value.length, 3);
  t.match((await graph.get(`${items}?$orderby=deletedDateTime`)).body.error, {
    code: 'Request_UnsupportedQuery',
    message: "Unsupported sort property 'deletedDateTime' for 'User'.",
  });
  const ordered = `${items}?$count=true&$orderBy=deletedDateTime desc&$select=id,DisplayName,deletedDateTime`;
  const { body } = await graph.get(ordered, EVENTUAL);
  t.match(body['@odata.context'], /#users\(id,displayName,deletedDateTime\)$/);
  t.equal(body['@odata.count'], 3);
  t.same(names(body), ['Cid', 'Abe', 'Bea']);
  t.same(names((await graph.get(`${items}?$filter=startswith(displayName,'A')`)).body), ['Abe']);
  t.same(names((await graph.get(`${items}?$search="displayName:ci"`, EVENTUAL)).body), ['Cid']);
  t.equal((await graph.get(`${items}/$count`, EVENTUAL)).body, '3');
  t.equal((await graph.get('/v1.0/directory/deletedItems')).status, 400, 'the type has to be named');
});

t.test('memberships are cast, filtered, searched, ordered and counted', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Adele');
  const groups = { 'AAD Users': '', 'Service-tier Alerts': '', 'All Staff': '' };
  for (const name of Object.keys(groups) as (keyof typeof groups)[]) {
    groups[name] = await createGroup(graph, name.replace(/\W/g, ''), { displayName: name });
    await add(graph, `groups/${groups[name]}/members`, user);
  }
  const cast = `/v1.0/users/${user}/memberOf/microsoft.graph.group`;
  const asked = async (query: string) => (await graph.get(`${cast}?$count=true&${query}`, EVENTUAL)).body;
  const found = await asked("$orderby=displayName&$filter=startswith(displayName, 'a')");
  t.match(found['@odata.context'], /#groups$/);
  t.equal(found['@odata.count'], 2);
  t.same(names(found), ['AAD Users', 'All Staff']);
  t.same(names(await asked('$orderby=displayName&$search="displayName:tier"&$select=displayName,id')), [
    'Service-tier Alerts',
  ]);
  t.equal((await graph.get(`${cast}/$count`, EVENTUAL)).body, '3');
  t.equal((await graph.get(`/v1.0/users/${user}/memberOf/microsoft.graph.directoryRole/$count`, EVENTUAL)).body, '0');

  const principal = (
    await graph.get("/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=id")
  ).body.id;
  await graph.post(`/v1.0/groups/${groups['AAD Users']}/appRoleAssignments`, {
    principalId: groups['AAD Users'],
    resourceId: principal,
    appRoleId: '00000000-0000-0000-0000-000000000000',
  });
  t.same(names(await asked('$filter=appRoleAssignments/$count gt 0&$select=id,displayName')), ['AAD Users']);
  const refused = await graph.get(`${cast}?$filter=startswith(displayName,'a')`);
  t.match(refused.body.error.message, /^The specified filter to the reference property query/);
  const among = async (id: string) =>
    names((await graph.get(`/beta/groups/${group}/members?$filter=id eq '${id}'`)).body);
  const group = groups['All Staff'];
  t.same(await among(user), ['Adele'], 'whether somebody is a member needs no header');
  t.same(await among(group), []);
});

t.test('roles of the groups that a user is in are its own, too', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Adele');
  const [direct, nested] = [await createGroup(graph, 'Direct'), await createGroup(graph, 'Nested')];
  await add(graph, `groups/${direct}/members`, user);
  await add(graph, `groups/${nested}/members`, direct);
  const [principal] = await idsIn(graph, '/v1.0/servicePrincipals?$select=id');
  const given: Record<string, string> = {};
  for (const [place, principalId] of [
    ['users', user],
    ['groups', direct],
    ['groups', nested],
  ] as const) {
    const role = { principalId, resourceId: principal, appRoleId: '00000000-0000-0000-0000-000000000000' };
    given[principalId] = (await graph.post(`/v1.0/${place}/${principalId}/appRoleAssignments`, role)).body.id;
  }
  const assignments = `/v1.0/users/${user}/appRoleAssignments`;
  const { body } = await graph.get(`${assignments}?$count=true`, EVENTUAL);
  t.match(body['@odata.context'], new RegExp(`#users\\('${user}'\\)/appRoleAssignments$`));
  t.equal(body['@odata.count'], 2);
  t.same(
    body.value.map(({ id }: { id: string }) => id),
    [given[user], given[direct]],
    'of the direct groups only',
  );
  t.match((await graph.get(`${assignments}/${given[direct]}`)).body, { principalType: 'Group', principalId: direct });
  t.equal((await graph.delete(`${assignments}/${given[user]}`)).status, 204);
  t.same(await idsIn(graph, assignments), [given[direct]]);
});

t.test('names are searched by their words', async (t) => {
  const graph = await emulator(t);
  for (const name of ['OneVideo Team', 'video.archive', 'Videographers', 'My2Videos', 'divideo']) {
    await createGroup(graph, `g${name.replace(/\W/g, '')}`, { displayName: name, description: `About ${name}` });
  }
  const found = async (search: string) => {
    const { body } = await graph.get(`/v1.0/groups?$search=${search}&$orderby=displayName`, EVENTUAL);
    return names(body);
  };
  t.same(await found('"displayName:video"'), ['My2Videos', 'OneVideo Team', 'video.archive', 'Videographers']);
  t.same(await found('"displayName:team one"'), ['OneVideo Team'], 'in any order');
  t.same(await found('"displayName:deo"'), [], 'from their beginning');
  t.same(await found('"displayName:my2"'), ['My2Videos'], 'letters and numbers are words of their own');
  t.same(await found('"description:about" AND "displayName:archive"'), ['video.archive']);
  t.same(await found('"displayName:archive" OR "displayName:team"'), ['OneVideo Team', 'video.archive']);
  t.same(await found('"mailNickname:gVideo"'), ['video.archive', 'Videographers'], 'others by their beginning');
  t.match((await graph.get('/v1.0/groups?$search="video"', EVENTUAL)).status, 400, 'a property is named');
});

t.test('an expansion has twenty objects and nothing inside but a selection', async (t) => {
  const graph = await emulator(t);
  const group = await createGroup(graph, 'Large');
  for (let at = 0; at < 21; at++) {
    await add(graph, `groups/${group}/members`, await createUser(graph, `u${at}`));
  }
  const { body } = await graph.get(`/v1.0/groups/${group}?$expand=members($select=id,displayName)&$select=id`);
  t.equal(body.members.length, 20);
  t.match(body.members[0], { '@odata.type': '#microsoft.graph.user', '@odata.id': /directoryObjects/ });
  t.notOk('members@odata.nextLink' in body);
  t.match((await graph.get(`/v1.0/groups/${group}?$expand=members,owners`)).body.error, {
    code: 'BadRequest',
    message: 'The result of parsing $expand contained at least 2 items, but the maximum allowed is 1.',
  });
  for (const inner of ["$filter=id eq 'x'", '$top=1', '$orderby=id', '$expand=manager']) {
    t.equal((await graph.get(`/v1.0/groups/${group}?$expand=members(${inner})`)).status, 400, inner);
  }
});

t.test('the chain of managers is followed in advanced queries', async (t) => {
  const graph = await emulator(t);
  const [clerk, boss, chief] = [
    await createUser(graph, 'Clerk'),
    await createUser(graph, 'Boss'),
    await createUser(graph, 'Chief'),
  ];
  await graph.put(`/v1.0/users/${clerk}/manager/$ref`, reference(boss));
  await graph.put(`/v1.0/users/${boss}/manager/$ref`, reference(chief));
  const chain = (levels: string) => `/v1.0/users/${clerk}?$expand=manager($levels=${levels};$select=id)&$select=id`;
  const { body } = await graph.get(`${chain('max')}&$count=true`, EVENTUAL);
  t.match(body, { id: clerk, manager: { id: boss, manager: { id: chief } } });
  t.notOk('manager' in (await graph.get(`${chain('1')}&$count=true`, EVENTUAL)).body.manager);
  t.equal((await graph.get(chain('max'))).status, 400, 'without the header');
  for (const levels of ['0', '1001', 'many']) {
    t.equal((await graph.get(`${chain(levels)}&$count=true`, EVENTUAL)).status, 400, levels);
  }
  const plain = await graph.get(`/v1.0/users/${clerk}?$expand=manager`);
  t.match(plain.body.manager, { id: boss }, 'the immediate one needs none');

  const link = await graph.get(`/v1.0/users/${clerk}/manager/$ref`);
  t.match(link.body, { '@odata.context': /#\$ref$/, '@odata.id': new RegExp(`directoryObjects/${boss}$`) });
  const none = await graph.get(`/v1.0/users/${chief}/manager`);
  t.match(none.body.error, { code: 'Request_ResourceNotFound', message: /^Resource 'manager' does not exist/ });
});

t.test('a property is addressed by its own segment', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Adele', { businessPhones: ['1'] });
  const place = `/v1.0/users/${user}`;
  t.match((await graph.get(`${place}/displayName`)).body, {
    '@odata.context': new RegExp(`#users\\('${user}'\\)/displayName$`),
    value: 'Adele',
  });
  const raw = await graph.get(`${place}/displayName/$value`);
  t.equal(raw.body, 'Adele');
  t.match(raw.headers.get('content-type'), /^text\/plain/);
  t.same((await graph.get(`${place}/businessPhones`)).body.value, ['1']);
  t.equal((await graph.get(`${place}/city`)).status, 204, 'there is none');
});

t.test('counting by segment takes the header and a filter', async (t) => {
  const graph = await emulator(t);
  await createUser(graph, 'Adele');
  const refused = await graph.get('/v1.0/users/$count');
  t.match(refused.body.error, { code: 'Request_BadRequest', message: '$count is not currently supported.' });
  const { body, headers } = await graph.get('/v1.0/users/$count', EVENTUAL);
  t.equal(body, '2');
  t.match(headers.get('content-type'), /^text\/plain/);
  t.equal((await graph.get("/v1.0/users/$count?$filter=displayName ne 'Adele'", EVENTUAL)).body, '1');
  t.equal((await graph.get('/v1.0/users/$count?$search="displayName:ad"', EVENTUAL)).body, '2');
});

t.test("what is kept with a group's mailbox is read from a single group, with its id", async (t) => {
  const graph = await emulator(t);
  const id = await createUnifiedGroup(graph, 'Mail');
  const place = `/v1.0/groups/${id}?$select=allowExternalSenders,isSubscribedByMail,unseenCount`;
  const { '@odata.context': _, ...body } = (await graph.get(place)).body;
  t.same(body, { id, allowExternalSenders: false, isSubscribedByMail: true, unseenCount: 0 });
  t.equal((await graph.patch(`/v1.0/groups/${id}`, { unseenCount: 3 })).status, 200);
  t.equal((await graph.get(place)).body.unseenCount, 3);
  t.equal((await graph.get('/v1.0/groups?$select=unseenCount')).status, 501);
  const { '@odata.context': __, ...plain } = (await graph.get(`/v1.0/groups/${id}?$select=displayName`)).body;
  t.same(plain, { displayName: 'Mail' });
});

t.test('service principals own groups, which only beta lists', async (t) => {
  const graph = await emulator(t);
  const group = await createGroup(graph, 'Owned');
  const [principal = ''] = await idsIn(graph, '/v1.0/servicePrincipals?$select=id');
  await add(graph, `groups/${group}/owners`, principal);
  const owners = (version: string) => idsIn(graph, `/${version}/groups/${group}/owners`);
  t.notOk((await owners('v1.0')).includes(principal));
  t.ok((await owners('beta')).includes(principal));
  t.equal((await graph.get(`/v1.0/groups/${group}/owners/$count`, EVENTUAL)).body, '1');
  t.equal((await graph.get(`/beta/groups/${group}/owners/$count`, EVENTUAL)).body, '2');
  const expanded = (await graph.get(`/v1.0/groups/${group}?$expand=owners($select=id)`)).body.owners;
  t.equal(expanded.length, 1);
  t.equal((await graph.delete(`/v1.0/groups/${group}/owners/${principal}/$ref`)).status, 204);
});

t.test('sign-in times make smaller pages', async (t) => {
  const graph = await emulator(t);
  for (let at = 0; at < 121; at++) await createUser(graph, `many${at}`);
  const { body } = await graph.get('/v1.0/users?$select=id,signInActivity&$top=500');
  t.equal(body.value.length, 120);
  t.ok(body['@odata.nextLink']);
});

t.test('what cannot be listed, and properties that nobody has', async (t) => {
  const graph = await emulator(t);
  for (const set of ['directoryObjects', 'invitations']) {
    t.match((await graph.get(`/v1.0/${set}`)).body.error, {
      code: 'Request_BadRequest',
      message: 'Direct queries to this resource type are not supported.',
    });
  }
  const { body } = await graph.post('/v1.0/users', person('Extended', { extension_abc_size: 1 }));
  t.equal(body.error.message, 'The following extension properties are not available: extension_abc_size.');
});

t.test('a new group is answered with where it is and whose it is', async (t) => {
  const graph = await emulator(t);
  const [organization] = await idsIn(graph, '/v1.0/organization');
  const made = (await graph.post('/v1.0/groups', securityGroup('Made'))).body;
  t.match(made, {
    '@odata.id': new RegExp(`directoryObjects/${made.id}$`),
    organizationId: organization,
    writebackConfiguration: { isEnabled: null, onPremisesGroupType: null },
    preferredDataLocation: null,
  });
  t.equal((await graph.get(`/beta/groups/${made.id}`)).body.organizationId, organization);
  t.notOk('organizationId' in (await graph.get(`/v1.0/groups/${made.id}`)).body, 'not in the default set of v1.0');

  await graph.patch('/v1.0/me', { preferredDataLocation: 'EUR' });
  const unified = await createUnifiedGroup(graph, 'Located');
  t.equal((await graph.get(`/v1.0/groups/${unified}`)).body.preferredDataLocation, 'EUR', 'as its creator');
  const object = await graph.get(`/v1.0/directoryObjects/${unified}`);
  t.match(object.body, { '@odata.type': '#microsoft.graph.group', '@odata.id': /directoryObjects/ });
});

t.test('a licence is answered with the user and its licences', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Licensed', { usageLocation: 'US', city: 'Bonn' });
  const skuId = '45715bb8-13f9-4bf6-927f-ef96c102d394';
  const { body } = await graph.post(`/v1.0/users/${user}/assignLicense`, {
    addLicenses: [{ skuId, disabledPlans: ['11b0131d-43c8-4bbb-b2c8-e80f9a50834a'] }],
    removeLicenses: [],
  });
  t.match(body, {
    '@odata.context': /#users\/\$entity$/,
    accountEnabled: true,
    assignedLicenses: [{ skuId, disabledPlans: ['11b0131d-43c8-4bbb-b2c8-e80f9a50834a'] }],
    assignedPlans: [],
    city: 'Bonn',
  });
  t.match((await graph.get(`/v1.0/users?$filter=assignedLicenses/any(l:l/skuId eq ${skuId})`)).body.value, [
    { id: user },
  ]);
});
