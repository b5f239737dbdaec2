/** Somebody joins, asks for access, gets it, and leaves. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

t.test('a joiner asks for a package of two groups and gets both', async (t) => {
  const office = await Office.open(t);
  const [sales, travel] = [await office.group('sales'), await office.group('travel')];
  const pack = await office.pack('Sales', { groups: [sales, travel] });
  const joiner = await office.user('joiner');

  const asked = await office.ask(joiner, 'userAdd', { accessPackageId: pack.id });
  t.equal(asked.status, 201);
  t.hasStrict(asked.body, {
    requestType: 'userAdd',
    state: 'submitted',
    status: 'Accepted',
    createdDateTime: null,
    completedDateTime: null,
    answers: [],
    schedule: { startDateTime: null, expiration: { type: 'notSpecified' } },
  });

  const { body: request } = await office.graph.get(`${V1}/assignmentRequests/${asked.body.id}`);
  t.hasStrict(request, { state: 'delivered', status: 'FulfilledNotificationTriggered' });
  t.ok(request.createdDateTime && request.completedDateTime, 'it tells when it was made and done');
  t.same(await office.members(sales), [joiner]);
  t.same(await office.members(travel), [joiner]);

  const { body: held } = await office.graph.get(
    `${BETA}/accessPackageAssignmentResourceRoles?$filter=accessPackageSubject/objectId eq '${joiner}'&$expand=accessPackageSubject`,
  );
  t.same(
    held.value.map(({ status }: { status: string }) => status),
    ['Fulfilled', 'Fulfilled'],
  );
});

t.test('the leaver gives the package back', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('project');
  const pack = await office.pack('Project', { groups: [group] });
  const leaver = await office.user('leaver');
  const id = await office.assign(pack, leaver);
  t.same(await office.members(group), [leaver]);

  t.equal((await office.ask(leaver, 'userRemove', { id })).status, 201);
  t.same(await office.members(group), []);
  const assignment = await office.assignment(id);
  t.hasStrict(assignment, { state: 'expired', status: 'ExpiredNotificationTriggered' });
  t.type(assignment.expiredDateTime, 'string');
  t.equal((await office.request('adminRemove', { id })).status, 400, 'what is over can not be ended again');
  t.equal((await office.ask(leaver, 'userAdd', { accessPackageId: pack.id })).status, 201, 'it may be asked for again');
});

t.test('two packages grant one group: access stays until the last ends', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('shared');
  const first = await office.pack('First', { groups: [group] });
  const second = await office.pack('Second', { groups: [group] });
  const person = await office.user('person');
  const ids = [await office.assign(first, person), await office.assign(second, person)];

  await office.request('adminRemove', { id: ids[0] });
  t.same(await office.members(group), [person], 'the second package, in another catalog, grants it still');
  await office.request('adminRemove', { id: ids[1] });
  t.same(await office.members(group), []);
});

t.test('a package that changes changes what its holders have', async (t) => {
  const office = await Office.open(t);
  const [old, added] = [await office.group('old'), await office.group('added')];
  const catalog = await office.catalog();
  const pack = await office.pack('Changing', { groups: [old], catalog });
  const holder = await office.user('holder');
  await office.assign(pack, holder);

  const resource = await office.resource(catalog, added);
  const roleScope = await office.grant(pack.id, resource, 'Member');
  t.match(roleScope.id, /^[0-9a-f-]{36}_[0-9a-f-]{36}$/);
  t.same(await office.members(added), [holder]);
  const again = await office.graph.post(`${V1}/accessPackages/${pack.id}/resourceRoleScopes`, {
    role: { originId: `Member_${added}`, originSystem: 'AadGroup', resource: { id: resource.id } },
    scope: { originId: added, originSystem: 'AadGroup' },
  });
  t.equal(again.status, 409, 'a role is in a package once');

  const removed = await office.graph.delete(`${V1}/accessPackages/${pack.id}/resourceRoleScopes/${roleScope.id}`);
  t.equal(removed.status, 204);
  t.same(await office.members(added), []);
  t.same(await office.members(old), [holder]);
});

t.test('an owner by package', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const catalog = await office.catalog();
  const pack = await office.pack('Team lead', { catalog });
  await office.grant(pack.id, await office.resource(catalog, group), 'Owner');
  const lead = await office.user('lead');
  await office.assign(pack, lead);
  const { body } = await office.graph.get(`/v1.0/groups/${group}/owners?$select=id`);
  t.ok(body.value.some(({ id }: { id: string }) => id === lead));
});

t.test('what a person may not ask for', async (t) => {
  const office = await Office.open(t);
  const [insider, outsider] = [await office.user('insider'), await office.user('outsider')];
  const inner = await office.group('inner', [insider]);
  const outer = await office.group('outer', [inner]);
  const pack = await office.pack('Members only', {
    policy: {
      allowedTargetScope: 'specificDirectoryUsers',
      specificAllowedTargets: [{ '@odata.type': '#microsoft.graph.groupMembers', groupId: outer }],
    },
  });
  const asked = { accessPackageId: pack.id };
  t.match(await office.ask(outsider, 'userAdd', asked), { status: 400, body: { error: { code: 'NoValidPolicy' } } });
  t.match(
    await office.request('adminAdd', { ...asked, targetId: outsider, assignmentPolicyId: pack.policy }),
    { status: 400, body: { error: { code: 'PolicyRequirements' } } },
    'nor may an administrator give it',
  );
  t.match(
    await office.ask(outsider, 'userAdd', { ...asked, targetId: insider }),
    { status: 400, body: { error: { code: 'NoValidPolicy' } } },
    'nor may one ask in the name of another',
  );
  t.equal((await office.ask(insider, 'userAdd', asked)).status, 201, 'a member of a group in the group may');
  t.match(await office.ask(insider, 'userAdd', asked), { status: 400, body: { error: { code: 'ExistingGrant' } } });
});

t.test('a manager asks for a direct report', async (t) => {
  const office = await Office.open(t);
  const [manager, report] = [await office.user('manager'), await office.user('report')];
  await office.graph.put(`/v1.0/users/${report}/manager/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/users/${manager}`,
  });
  const group = await office.group('desk');
  const pack = await office.pack('Desk', {
    groups: [group],
    policy: { requestorSettings: { enableTargetsToSelfAddAccess: true, enableOnBehalfRequestorsToAddAccess: true } },
  });
  const assignment = { accessPackageId: pack.id, target: { objectId: report } };
  t.equal((await office.ask(report, 'onBehalfAdd', { ...assignment, target: { objectId: manager } })).status, 400);
  t.equal((await office.ask(manager, 'onBehalfAdd', assignment)).status, 201);
  t.same(await office.members(group), [report]);
  const { body } = await office.graph
    .asUser(manager)
    .get(`${V1}/assignmentRequests/filterByCurrentUser(on='createdBy')?$expand=requestor`);
  t.equal(body.value[0].requestor.objectId, manager);
});
