/** Somebody asks, others decide: approvals, stage after stage. */
import t from 'tap';
import { BETA, Office, type Pack, V1 } from './support/entitlement.js';

const single = (userId: string) => ({ '@odata.type': '#microsoft.graph.singleUser', userId });

interface Stage {
  readonly primaryApprovers: readonly object[];
  readonly [setting: string]: unknown;
}

/** A package whose policy wants these stages to approve. */
function guarded(office: Office, stages: readonly Stage[]): Promise<Pack> {
  const requestApprovalSettings = { isApprovalRequiredForAdd: true, stages };
  return office.pack('Guarded', { policy: { requestApprovalSettings } });
}

const approvals = `${V1}/accessPackageAssignmentApprovals`;

/** A request that waits, with the ids of its stages. */
async function waiting(office: Office, pack: Pack, person: string): Promise<{ id: string; stages: string[] }> {
  const { body } = await office.ask(person, 'userAdd', { accessPackageId: pack.id });
  t.equal(await office.requestState(body.id), 'pendingApproval/PendingApproval');
  const approval = await office.graph.get(`${approvals}/${body.id}`);
  return { id: body.id, stages: approval.body.stages.map(({ id }: { id: string }) => id) };
}

const decide = (office: Office, who: string, id: string, stage: string, body: object) =>
  office.graph.asUser(who).patch(`${approvals}/${id}/stages/${stage}`, body);

const approve = { reviewResult: 'Approve', justification: 'OK' };

t.test('an approver lets a request be delivered', async (t) => {
  const office = await Office.open(t);
  const [approver, person] = [await office.user('approver'), await office.user('person')];
  const pack = await guarded(office, [{ primaryApprovers: [single(approver)] }]);
  const { id, stages } = await waiting(office, pack, person);
  const [stage = ''] = stages;

  const undecided = {
    id: stage,
    assignedToMe: true,
    displayName: null,
    justification: '',
    reviewResult: 'NotReviewed',
    reviewedBy: null,
    reviewedDateTime: null,
    status: 'InProgress',
  };
  const asApprover = office.graph.asUser(approver);
  const one = await asApprover.get(`${approvals}/${id}/stages/${stage}`);
  t.hasStrict(one.body, undecided);
  const steps = await asApprover.get(`${BETA}/accessPackageAssignmentApprovals/${id}/steps`);
  t.same(steps.body.value, [undecided], 'beta calls them steps');
  const mine = await asApprover.get(`${approvals}/filterByCurrentUser(on='approver')`);
  t.match(mine.body.value, [{ '@odata.type': '#microsoft.graph.approval', id }]);
  const asPerson = office.graph.asUser(person);
  t.match((await asPerson.get(`${approvals}/${id}/stages/${stage}`)).body, { assignedToMe: false });
  t.same((await asPerson.get(`${approvals}/filterByCurrentUser(on='approver')`)).body.value, []);

  t.match(await decide(office, person, id, stage, approve), { status: 403, body: { error: { code: 'UnAuthorized' } } });
  t.equal((await decide(office, approver, person, stage, approve)).status, 404, 'no such approval');
  t.equal((await decide(office, approver, id, person, approve)).status, 404, 'no such stage');
  t.match(await decide(office, approver, id, stage, { reviewResult: 'Perhaps' }), {
    status: 400,
    body: { error: { code: 'InvalidModel' } },
  });
  t.equal((await decide(office, approver, id, stage, approve)).status, 204);
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
  t.match((await asApprover.get(`${approvals}/${id}/stages/${stage}`)).body, {
    status: 'Completed',
    reviewResult: 'Approve',
    justification: 'OK',
    assignedToMe: false,
    reviewedBy: { id: approver, displayName: 'approver', userPrincipalName: 'approver@contoso.onmicrosoft.com' },
    reviewedDateTime: String,
  });
  t.equal((await decide(office, approver, id, stage, approve)).status, 409, 'once');
});

t.test('stages are decided in turn, and a denial ends them all', async (t) => {
  const office = await Office.open(t);
  const names = ['manager', 'owner', 'deputy', 'person'];
  const [manager = '', owner = '', deputy = '', person = ''] = await Promise.all(names.map((one) => office.user(one)));
  const owners = await office.group('Owners', [owner, deputy]);
  await office.graph.put(`/v1.0/users/${person}/manager/$ref`, {
    '@odata.id': `${office.graph.url}/v1.0/users/${manager}`,
  });
  const pack = await guarded(office, [
    { primaryApprovers: [{ '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 }] },
    {
      primaryApprovers: [{ '@odata.type': '#microsoft.graph.groupMembers', groupId: owners }],
      isApproverJustificationRequired: true,
    },
  ]);
  const { id, stages } = await waiting(office, pack, person);
  const [first = '', second = ''] = stages;
  t.equal((await decide(office, owner, id, second, approve)).status, 403, 'not yet');
  t.equal((await decide(office, manager, id, first, { reviewResult: 'approve' })).status, 204, 'in any case');
  t.equal(await office.requestState(id), 'pendingApproval/PendingApproval');
  t.match(await decide(office, owner, id, second, { reviewResult: 'Deny' }), { status: 400 }, 'a reason is wanted');
  t.equal((await decide(office, owner, id, second, { reviewResult: 'Deny', justification: 'No' })).status, 204);
  t.equal(await office.requestState(id), 'denied/Denied');
  t.equal((await decide(office, deputy, id, second, approve)).status, 409, 'the other was quicker');
  t.match((await office.graph.get(`${V1}/assignmentRequests/${id}`)).body, { completedDateTime: String });
  t.equal((await office.graph.get(`${V1}/assignments/$count`)).body, '0');

  const again = await waiting(office, pack, person);
  t.equal((await decide(office, manager, again.id, again.stages[0] ?? '', { reviewResult: 'Deny' })).status, 204);
  const { body } = await office.graph.get(`${approvals}/${again.id}`);
  t.match(body.stages, [
    { reviewResult: 'Deny', status: 'Completed' },
    { reviewResult: 'NotReviewed', status: 'Completed' },
  ]);
  t.equal((await office.graph.delete(`${V1}/assignmentRequests/${id}`)).status, 204);
  t.equal((await office.graph.get(`${approvals}/${id}`)).status, 404, 'the approval goes with the request');
});

t.test('others are asked: backups where nobody is found, more people after a while', async (t) => {
  const office = await Office.open(t);
  const names = ['backup', 'first', 'later', 'person'];
  const [backup = '', first = '', later = '', person = ''] = await Promise.all(names.map((one) => office.user(one)));
  const pack = await guarded(office, [
    {
      primaryApprovers: [{ '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 1 }],
      fallbackPrimaryApprovers: [single(backup), single(person)],
    },
    {
      primaryApprovers: [single(first)],
      durationBeforeAutomaticDenial: 'P14D',
      isEscalationEnabled: true,
      durationBeforeEscalation: 'P3D',
      escalationApprovers: [single(later)],
    },
  ]);
  const { id, stages } = await waiting(office, pack, person);
  t.equal((await decide(office, person, id, stages[0] ?? '', approve)).status, 403, 'nobody approves for themselves');
  t.equal((await decide(office, backup, id, stages[0] ?? '', approve)).status, 204);
  t.equal((await decide(office, later, id, stages[1] ?? '', approve)).status, 403);
  await office.graph.advance('P4D');
  t.equal(await office.requestState(id), 'pendingApproval/PendingApprovalEscalated');
  t.match((await office.graph.asUser(first).get(`${approvals}/${id}`)).body.stages[1], { assignedToMe: true });
  t.equal((await decide(office, later, id, stages[1] ?? '', approve)).status, 204);
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
});

t.test('nobody decides, or the request is taken back', async (t) => {
  const office = await Office.open(t);
  const [approver, person] = [await office.user('approver'), await office.user('person')];
  const pack = await guarded(office, [
    { primaryApprovers: [single(approver)], durationBeforeAutomaticDenial: 'P5D' },
    { primaryApprovers: [single(approver)] },
  ]);
  const left = await waiting(office, pack, person);
  await office.graph.advance('P6D');
  t.equal(await office.requestState(left.id), 'denied/Expired');
  const { body } = await office.graph.get(`${approvals}/${left.id}`);
  t.match(body.stages, [{ status: 'Expired' }, { status: 'Completed' }]);
  t.equal((await decide(office, approver, left.id, left.stages[0] ?? '', approve)).status, 409);

  const taken = await waiting(office, pack, person);
  t.equal((await office.graph.asUser(person).post(`${V1}/assignmentRequests/${taken.id}/cancel`)).status, 200);
  t.equal((await decide(office, approver, taken.id, taken.stages[0] ?? '', approve)).status, 409);
});
