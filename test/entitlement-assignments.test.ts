/** Assignments in hand: changed, repaired, validated, and what becomes of them when the directory changes. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

t.test('what somebody took away is given anew', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const pack = await office.pack('Pack', { groups: [group] });
  const member = await office.user('member');
  const id = await office.assign(pack, member);
  await office.graph.delete(`/v1.0/groups/${group}/members/${member}/$ref`);
  t.same(await office.members(group), []);
  t.equal((await office.graph.post(`${V1}/assignments/${id}/reprocess`)).status, 202);
  t.same(await office.members(group), [member]);
  t.equal((await office.assignment(id)).state, 'delivered');
  await office.request('adminRemove', { id });
  t.equal((await office.graph.post(`${BETA}/accessPackageAssignments/${id}/reprocess`)).status, 400);
});

t.test('an administrator shortens and prolongs access', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack', {
    policy: {
      expiration: { type: 'afterDuration', duration: 'P90D' },
      requestorSettings: { allowCustomAssignmentSchedule: true },
    },
  });
  const id = await office.assign(pack, await office.user('member'));
  const endDateTime = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const schedule = { expiration: { type: 'afterDateTime', endDateTime } };
  t.equal((await office.request('adminUpdate', { id }, { schedule })).status, 201);
  t.equal((await office.assignment(id)).schedule.expiration.endDateTime, endDateTime);
  await office.graph.advance('P21D');
  t.equal((await office.assignment(id)).state, 'expired');
  t.match(await office.request('adminUpdate', { id }, { schedule }), {
    status: 400,
    body: { error: { code: 'InvalidAssignmentState' } },
  });
});

// "The subject who requested or, if a direct assignment, was assigned" ("accessPackageAssignmentRequest resource type").
t.test('whom a direct assignment names as its requestor', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack');
  const [administrator, person] = [await office.user('administrator'), await office.user('person')];
  const assignment = { targetId: person, assignmentPolicyId: pack.policy, accessPackageId: pack.id };
  const graph = office.graph.asUser(administrator);
  const { body: request } = await graph.post(`${V1}/assignmentRequests`, { requestType: 'adminAdd', assignment });
  const { body: read } = await office.graph.get(`${V1}/assignmentRequests/${request.id}?$expand=requestor`);
  t.equal(read.requestor.objectId, person);
  const filter = encodeURIComponent(`requestor/objectId eq '${person}'`);
  t.equal((await office.graph.get(`${V1}/assignmentRequests?$filter=${filter}`)).body.value.length, 1);
  const created = async (who: string) => {
    const { body } = await office.graph
      .asUser(who)
      .get(`${V1}/assignmentRequests/filterByCurrentUser(on='createdBy')?$select=id`);
    return body.value;
  };
  t.same(await created(administrator), [{ id: request.id }], 'it was created by the administrator all the same');
  t.same(await created(person), []);
});

t.test('a request that only asks whether it would do', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack');
  const person = await office.user('person');
  const ask = (accessPackageId: string) =>
    office.graph.asUser(person).post(`${BETA}/accessPackageAssignmentRequests`, {
      requestType: 'UserAdd',
      isValidationOnly: true,
      accessPackageAssignment: { accessPackageId },
    });
  t.hasStrict(await ask(pack.id), { status: 201, body: { isValidationOnly: true } });
  t.equal((await office.graph.get(`${V1}/assignmentRequests/$count`)).body, '0', 'nothing is kept of it');
  t.match(await office.graph.get(`${V1}/subjects(objectId='${person}')`), { status: 404 }, 'nor a subject made');
  t.equal((await ask(person)).status, 404);
});

t.test('what clients may not send', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack');
  const other = await office.pack('Other');
  const person = await office.user('person');
  const refused = async (type: string, assignment: object, status: number, code: string) =>
    t.match(
      await office.request(type, assignment),
      { status, body: { error: { code } } },
      `${type} ${JSON.stringify(assignment)}`,
    );
  const nobody = '99999999-9999-4999-8999-999999999999';
  const direct = { targetId: person, accessPackageId: pack.id, assignmentPolicyId: pack.policy };
  await refused('systemAdd', direct, 400, 'InvalidModel');
  await refused('martianAdd', direct, 400, 'InvalidModel');
  await refused('adminAdd', { ...direct, targetId: nobody }, 404, 'ResourceNotFound');
  await refused('adminAdd', { ...direct, accessPackageId: nobody }, 404, 'ResourceNotFound');
  await refused('adminAdd', { ...direct, assignmentPolicyId: other.policy }, 404, 'ResourceNotFound');
  await refused('adminAdd', { ...direct, assignmentPolicyId: undefined }, 400, 'InvalidModel');
  await refused('adminAdd', { ...direct, targetId: undefined }, 400, 'InvalidModel');
  await refused('adminRemove', {}, 400, 'InvalidModel');
  await refused('adminRemove', { id: nobody }, 404, 'ResourceNotFound');
  t.equal((await office.graph.get(`${V1}/assignmentRequests/$count`)).body, '0');
});

t.test('a group that is gone, and a person who is', async (t) => {
  const office = await Office.open(t);
  const [kept, gone] = [await office.group('kept'), await office.group('gone')];
  const pack = await office.pack('Pack', { groups: [kept, gone] });
  await office.graph.delete(`/v1.0/groups/${gone}`);
  const person = await office.user('person');
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'partiallyDelivered/PartiallyFulfilled');

  await office.graph.delete(`/v1.0/users/${person}`);
  t.equal((await office.graph.delete(`${V1}/accessPackages/${pack.id}`)).status, 400, 'who was deleted may come back');
  await office.graph.advance('P31D');
  t.equal(
    (await office.graph.delete(`${V1}/accessPackages/${pack.id}`)).status,
    204,
    'and after thirty days not any more',
  );
});

t.test('a service principal has access by package', async (t) => {
  const office = await Office.open(t);
  const application = await office.make('/v1.0/applications', { displayName: 'Robot' });
  const robot = await office.make('/v1.0/servicePrincipals', { appId: application.appId });
  const group = await office.group('robots');
  const pack = await office.pack('Robots', {
    groups: [group],
    policy: { allowedTargetScope: 'allDirectoryServicePrincipals' },
  });
  const id = await office.assign(pack, robot.id);
  const { body } = await office.graph.get(`${V1}/assignments/${id}?$expand=target`);
  t.hasStrict(body.target, { objectId: robot.id, subjectType: 'servicePrincipal' });
});

t.test('what the service declares and does not have', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack');
  const id = await office.assign(pack, await office.user('person'));
  const missing = { status: 404, body: { error: { code: 'UnknownError', message: /^No HTTP resource was found/ } } };
  t.match(await office.graph.delete(`${V1}/assignments/${id}`), missing);
  t.match(await office.graph.patch(`${V1}/assignmentRequests/${id}`, {}), missing);
});

t.test("beta's older function of one's own", async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const pack = await office.pack('Pack', { groups: [group] });
  const [one, other] = [await office.user('one'), await office.user('other')];
  await office.assign(pack, one);
  const count = async (who: string, set: string) =>
    (await office.graph.asUser(who).get(`${BETA}/${set}/My`)).body.value.length;
  for (const set of [
    'accessPackageAssignments',
    'accessPackageAssignmentRequests',
    'accessPackageAssignmentResourceRoles',
  ]) {
    t.equal(await count(one, set), 1, set);
    t.equal(await count(other, set), 0, set);
  }
});
