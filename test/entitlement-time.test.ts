/** Access for a time: how it starts, nears its end, is extended, and ends. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

const DAY = 86_400_000;
const thirtyDays = { expiration: { type: 'afterDuration', duration: 'P30D' } };

t.test('access for thirty days', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('campaign');
  const pack = await office.pack('Campaign', { groups: [group], policy: thirtyDays });
  const person = await office.user('person');
  const id = await office.assign(pack, person);

  const { schedule, status } = await office.assignment(id);
  t.equal(status, 'Delivered');
  t.equal(schedule.expiration.type, 'afterDateTime');
  t.equal(Date.parse(schedule.expiration.endDateTime) - Date.parse(schedule.startDateTime), 30 * DAY);

  await office.graph.advance('P17D');
  t.equal((await office.assignment(id)).status, 'NearExpiry14DayNotificationTriggered');
  await office.graph.advance('P12DT12H');
  t.equal((await office.assignment(id)).status, 'NearExpiry1DayNotificationTriggered');
  t.same(await office.members(group), [person], 'it is near its end, and there');

  await office.graph.advance('P1D');
  t.hasStrict(await office.assignment(id), { state: 'expired', status: 'ExpiredNotificationTriggered' });
  t.same(await office.members(group), []);
  const { body } = await office.graph.get(
    `${V1}/assignmentRequests?$filter=accessPackage/id eq '${pack.id}'&$expand=accessPackage`,
  );
  t.same(
    body.value.map((one: { requestType: string; state: string }) => [one.requestType, one.state]),
    [
      ['adminAdd', 'delivered'],
      ['systemRemove', 'delivered'],
    ],
    'the service ends it by a request of its own',
  );
});

t.test('requests are kept for three months after their end', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Kept');
  const id = await office.assign(pack, await office.user('person'));
  await office.graph.advance('P2M');
  t.equal((await office.graph.get(`${V1}/assignmentRequests/${id}`)).status, 200);
  await office.graph.advance('P1M1D');
  t.equal((await office.graph.get(`${V1}/assignmentRequests/${id}`)).status, 404);
  t.equal((await office.assignment(id)).state, 'delivered', 'the assignment stays');
});

t.test('a person extends their access', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('project');
  const pack = await office.pack('Project', { groups: [group], policy: thirtyDays });
  const person = await office.user('person');
  const id = await office.assign(pack, person);
  const first = Date.parse((await office.assignment(id)).schedule.expiration.endDateTime);

  await office.graph.advance('P20D');
  const asked = await office.graph.asUser(person).post(`${BETA}/accessPackageAssignmentRequests`, {
    requestType: 'UserExtend',
    accessPackageAssignment: { targetId: person, assignmentPolicyId: pack.policy, accessPackageId: pack.id },
  });
  t.hasStrict(asked, { status: 201, body: { requestType: 'UserExtend', requestState: 'Submitted' } });
  const extended = await office.assignment(id);
  t.equal(Date.parse(extended.schedule.expiration.endDateTime) - first, 30 * DAY, 'by the time of the policy');
  t.equal(extended.status, 'Delivered');
  const { body } = await office.graph.get(`${BETA}/accessPackageAssignments/${id}`);
  t.equal(body.isExtended, true);

  await office.graph.advance('P20D');
  t.same(await office.members(group), [person], 'past the first end it is there');
  await office.graph.advance('P21D');
  t.same(await office.members(group), []);
});

t.test('a policy that lets nobody extend', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Fixed', {
    policy: { ...thirtyDays, requestorSettings: { enableTargetsToSelfAddAccess: true } },
  });
  const person = await office.user('person');
  const id = await office.assign(pack, person);
  t.match(await office.ask(person, 'userUpdate', { accessPackageId: pack.id }), {
    status: 400,
    body: { error: { code: 'NoValidPolicy' } },
  });
  t.match(await office.ask(person, 'userRemove', { id }), { status: 400 }, 'nor give it back');
});

t.test('access that is to start later', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('starters');
  const pack = await office.pack('Starters', {
    groups: [group],
    policy: {
      ...thirtyDays,
      requestorSettings: { enableTargetsToSelfAddAccess: true, allowCustomAssignmentSchedule: true },
    },
  });
  const person = await office.user('person');
  const startDateTime = new Date(Date.now() + 7 * DAY).toISOString();
  const schedule = { startDateTime, expiration: { type: 'afterDuration', duration: 'P10D' } };
  const { body: request } = await office.ask(person, 'userAdd', { accessPackageId: pack.id }, { schedule });
  t.equal(await office.requestState(request.id), 'scheduled/PendingNotBefore');
  t.same(await office.members(group), []);

  await office.graph.advance('P8D');
  t.equal(await office.requestState(request.id), 'delivered/FulfilledNotificationTriggered');
  t.same(await office.members(group), [person]);
  const { schedule: period } = await office.assignment(request.id);
  t.equal(Date.parse(period.expiration.endDateTime) - Date.parse(period.startDateTime), 10 * DAY);
  await office.graph.advance('P10D');
  t.same(await office.members(group), []);
});

t.test('a schedule that the policy does not give', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const fixed = await office.pack('Fixed', { policy: thirtyDays });
  const open = await office.pack('Open', {
    policy: {
      ...thirtyDays,
      requestorSettings: { enableTargetsToSelfAddAccess: true, allowCustomAssignmentSchedule: true },
    },
  });
  const lasting = (duration: string) => ({ schedule: { expiration: { type: 'afterDuration', duration } } });
  const startDateTime = new Date(Date.now() + 7 * DAY).toISOString();
  const later = await office.ask(person, 'userAdd', { accessPackageId: fixed.id }, { schedule: { startDateTime } });
  t.match(later, { status: 400, body: { error: { code: 'CustomScheduleNotAllowed' } } }, 'nor a start');
  const code = async (pack: { id: string }, duration: string) =>
    (await office.ask(person, 'userAdd', { accessPackageId: pack.id }, lasting(duration))).body.error?.code;
  t.equal(await code(fixed, 'P5D'), 'CustomScheduleNotAllowed');
  t.equal(await code(open, 'P31D'), 'InvalidSchedule');
  t.equal(await code(open, 'P5D'), undefined);
});

t.test('a request that nobody decides runs out', async (t) => {
  const office = await Office.open(t);
  const approver = await office.user('approver');
  const pack = await office.pack('Approved', {
    policy: {
      requestApprovalSettings: {
        isApprovalRequiredForAdd: true,
        isRequestorJustificationRequired: true,
        stages: [
          {
            durationBeforeAutomaticDenial: 'P14D',
            isEscalationEnabled: true,
            durationBeforeEscalation: 'P7D',
            primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver }],
            escalationApprovers: [{ '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 }],
          },
        ],
      },
    },
  });
  const person = await office.user('person');
  const asked = { accessPackageId: pack.id };
  t.match(
    await office.ask(person, 'userAdd', asked),
    { status: 400, body: { error: { code: 'InvalidModel' } } },
    'why?',
  );
  const { body: request } = await office.ask(person, 'userAdd', asked, { justification: 'for the books' });
  t.equal(await office.requestState(request.id), 'pendingApproval/PendingApproval');
  t.match(await office.ask(person, 'userAdd', asked, { justification: 'again' }), {
    status: 400,
    body: { error: { code: 'ExistingOpenRequest' } },
  });
  const waiting = await office.graph
    .asUser(approver)
    .get(`${V1}/assignmentRequests/filterByCurrentUser(on='approver')`);
  t.same(
    waiting.body.value.map(({ id }: { id: string }) => id),
    [request.id],
  );
  t.equal(
    (await office.graph.asUser(person).get(`${V1}/assignmentRequests/filterByCurrentUser(on='approver')/$count`)).body,
    '0',
  );

  await office.graph.advance('P8D');
  t.equal(await office.requestState(request.id), 'pendingApproval/PendingApprovalEscalated');
  await office.graph.advance('P7D');
  t.equal(await office.requestState(request.id), 'denied/Expired');
  t.equal((await office.graph.delete(`${V1}/assignmentRequests/${request.id}`)).status, 204, 'it can be cleared away');

  const { body: second } = await office.ask(person, 'userAdd', asked, { justification: 'once more' });
  t.equal((await office.graph.asUser(person).post(`${V1}/assignmentRequests/${second.id}/cancel`)).status, 200);
  t.equal(await office.requestState(second.id), 'canceled/Canceled');
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${second.id}/cancel`)).status, 400, 'once');
  await office.assign(pack, person);
  t.equal((await office.graph.get(`${V1}/assignments/$count`)).body, '1', 'an administrator needs no approval');
});
