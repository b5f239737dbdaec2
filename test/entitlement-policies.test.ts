/** Policies: what is asked of requestors, and what makes no policy. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

t.test('questions of a policy and their answers', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Asking', {
    policy: {
      questions: [
        {
          '@odata.type': '#microsoft.graph.accessPackageMultipleChoiceQuestion',
          sequence: '1',
          isRequired: 'true',
          text: 'Which state?',
          choices: [
            { actualValue: 'AZ', text: 'Arizona' },
            { actualValue: 'CA', text: 'California' },
          ],
        },
        {
          '@odata.type': '#microsoft.graph.accessPackageTextInputQuestion',
          sequence: 2,
          isRequired: false,
          text: 'Cost centre?',
          regexPattern: '^[0-9]{4}$',
        },
      ],
    },
  });
  const { body: policy } = await office.graph.get(`${V1}/assignmentPolicies/${pack.policy}`);
  const [state, centre] = policy.questions;
  t.match(state, { id: /^[0-9a-f-]{36}$/i, isRequired: true, sequence: 1 });

  const answer = (question: { id: string; '@odata.type': string }, value: string) => ({
    '@odata.type': '#microsoft.graph.accessPackageAnswerString',
    value,
    answeredQuestion: { '@odata.type': question['@odata.type'], id: question.id },
  });
  const person = await office.user('person');
  const ask = (...answers: object[]) => office.ask(person, 'userAdd', { accessPackageId: pack.id }, { answers });
  const refused = { status: 400, body: { error: { code: 'InvalidModel' } } };
  t.match(await ask(), refused, 'a required question must be answered');
  t.match(await ask(answer(state, 'NY')), refused, 'with one of its choices');
  t.match(await ask(answer(state, 'AZ'), answer(centre, 'x')), refused, 'as its pattern says');
  t.match(await ask(answer({ ...state, id: pack.id }, 'AZ')), refused, 'and no other question');
  const { status, body } = await ask(answer(state, 'AZ'), answer(centre, '1234'));
  t.equal(status, 201);
  t.equal(body.answers.length, 2);
  t.hasStrict(body.answers[0], { value: 'AZ', answeredQuestion: { id: state.id } });

  const again = await office.graph
    .asUser(person)
    .post(`${BETA}/accessPackages/${pack.id}/getApplicablePolicyRequirements`);
  t.equal(again.body.value[0].existingAnswers[0].value, 'AZ', 'earlier answers are told');
  const other = await office.user('other');
  t.equal(
    (await office.request('adminAdd', { targetId: other, assignmentPolicyId: pack.policy, accessPackageId: pack.id }))
      .status,
    201,
  );
});

// `isAnswerEditable` of the "accessPackageQuestion resource type".
t.test('answers that can be changed later, and others', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const type = '#microsoft.graph.accessPackageTextInputQuestion';
  const pack = await office.pack('Asking', {
    policy: {
      questions: [
        { '@odata.type': type, sequence: 0, text: 'Project?', isAnswerEditable: true },
        { '@odata.type': type, sequence: 1, text: 'Born?', isAnswerEditable: false },
      ],
    },
  });
  const { body: policy } = await office.graph.get(`${V1}/assignmentPolicies/${pack.policy}`);
  const say = (...values: string[]) => ({
    answers: values.map((value, at) => ({
      '@odata.type': '#microsoft.graph.accessPackageAnswerString',
      value,
      answeredQuestion: { '@odata.type': type, id: policy.questions[at].id },
    })),
  });
  const { body: request } = await office.ask(person, 'userAdd', { accessPackageId: pack.id }, say('red', '1970'));
  t.equal((await office.requestState(request.id)).split('/')[0], 'delivered');
  const edit = (...values: string[]) => office.ask(person, 'userUpdate', { id: request.id }, say(...values));
  t.match(await edit('red', '1980'), { status: 400, body: { error: { code: 'InvalidModel' } } });
  t.match(await edit('blue', '1970'), { status: 201 }, 'what is repeated is not changed');
  await office.requestState(request.id);
  const byAdministrator = await office.request('adminUpdate', { id: request.id }, say('blue', '1980'));
  t.match(byAdministrator, { status: 201 }, 'administrators put right what is wrong');
});

t.test('a policy is replaced whole', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack');
  const path = `${V1}/assignmentPolicies/${pack.policy}`;
  const next = {
    id: pack.policy,
    displayName: 'All users',
    description: 'All users can ask',
    allowedTargetScope: 'allDirectoryUsers',
    specificAllowedTargets: [],
    expiration: { type: 'afterDuration', duration: 'P365D' },
    requestorSettings: { enableTargetsToSelfAddAccess: true },
    requestApprovalSettings: { isApprovalRequiredForAdd: false, stages: [] },
    accessPackage: { id: pack.id },
  };
  const { status, body } = await office.graph.put(path, next);
  t.equal(status, 200);
  t.hasStrict(body, { id: pack.policy, displayName: 'All users', allowedTargetScope: 'allDirectoryUsers' });
  t.hasStrict(body.requestorSettings, { enableTargetsToSelfAddAccess: true, enableTargetsToSelfRemoveAccess: false });
  const { accessPackage, ...homeless } = next;
  t.match(await office.graph.put(path, homeless), { status: 400, body: { error: { code: 'ArgumentNullException' } } });
  t.match(await office.graph.patch(path, { displayName: 'x' }), { status: 405 }, 'there is no change in part');
  t.match(await office.graph.post(`${V1}/assignmentPolicies`, { displayName: 'ALL USERS', accessPackage }), {
    status: 409,
    body: { error: { code: 'DuplicateKey', message: 'There is already a duplicated entity' } },
  });
});

t.test('requests that wait keep to the policy that they were made under', async (t) => {
  const office = await Office.open(t);
  const approver = await office.user('approver');
  const stages = [{ primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver }] }];
  const pack = await office.pack('Pack', {
    policy: { requestApprovalSettings: { isApprovalRequiredForAdd: true, stages } },
  });
  const person = await office.user('person');
  const { body: request } = await office.ask(person, 'userAdd', { accessPackageId: pack.id });
  const { body: policy } = await office.graph.get(`${V1}/assignmentPolicies/${pack.policy}`);
  await office.graph.put(`${V1}/assignmentPolicies/${pack.policy}`, {
    ...policy,
    requestApprovalSettings: null,
    accessPackage: { id: pack.id },
  });
  t.equal(await office.requestState(request.id), 'pendingApproval/PendingApproval');
  const other = await office.user('other');
  const { body: next } = await office.ask(other, 'userAdd', { accessPackageId: pack.id });
  t.equal(await office.requestState(next.id), 'delivered/FulfilledNotificationTriggered');
});

t.test('the policy that counts of several', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const pack = await office.pack('Several');
  const special = await office.policy(pack.id, {
    displayName: 'Special',
    allowedTargetScope: 'specificDirectoryUsers',
    specificAllowedTargets: [{ '@odata.type': 'microsoft.graph.singleUser', userId: person }],
  });
  // "If any policy is in a higher priority category, the lower priority categories are ignored" ("Troubleshoot").
  const choice = async (who: string) => {
    const self = office.graph.asUser(who);
    const { body } = await self.post(`${V1}/accessPackages/${pack.id}/getApplicablePolicyRequirements`);
    return body.value.map(({ policyId }: { policyId: string }) => policyId);
  };
  t.same(await choice(person), [special], 'the stricter one alone is offered');
  t.same(await choice(await office.user('other')), [pack.policy]);

  const { body } = await office.ask(person, 'userAdd', { accessPackageId: pack.id });
  const { body: request } = await office.graph.get(
    `${V1}/assignmentRequests/${body.id}?$expand=assignment($expand=assignmentPolicy)`,
  );
  t.equal(request.assignment.assignmentPolicy.id, special, 'one that names the person, before one for everybody');
});

t.test('guests and members', async (t) => {
  const office = await Office.open(t);
  const [member, guest] = [await office.user('member'), await office.user('guest', { userType: 'Guest' })];
  const catalog = await office.catalog('Open', { isExternallyVisible: true });
  const members = await office.pack('For members', { catalog });
  const everybody = await office.pack('For all', { catalog, policy: { allowedTargetScope: 'allDirectoryUsers' } });
  const inside = await office.pack('Inside', { policy: { allowedTargetScope: 'allDirectoryUsers' } });
  const status = async (who: string, pack: { id: string }) =>
    (await office.ask(who, 'userAdd', { accessPackageId: pack.id })).status;
  t.equal(await status(member, members), 201);
  t.equal(await status(guest, members), 400);
  t.equal(await status(guest, everybody), 201);
  t.equal(await status(guest, inside), 400, 'a catalog that is not externally visible offers guests nothing');
});

t.test('direct assignment only, in words of beta', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Direct', { policy: { displayName: 'unused', allowedTargetScope: 'notSpecified' } });
  const { id } = await office.make(`${BETA}/accessPackageAssignmentPolicies`, {
    accessPackageId: pack.id,
    displayName: 'direct',
    description: 'direct assignments by administrator',
    accessReviewSettings: null,
    requestorSettings: { scopeType: 'NoSubjects', acceptRequests: true, allowedRequestors: [] },
    requestApprovalSettings: null,
  });
  const person = await office.user('person');
  t.equal((await office.ask(person, 'userAdd', { accessPackageId: pack.id })).status, 400);
  t.equal(
    (await office.request('adminAdd', { targetId: person, assignmentPolicyId: id, accessPackageId: pack.id })).status,
    201,
  );
});

t.test('what makes no policy', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Pack');
  const refused = async (what: string, body: object, code = 'InvalidModel') =>
    t.match(
      await office.graph.post(`${V1}/assignmentPolicies`, {
        displayName: what,
        accessPackage: { id: pack.id },
        ...body,
      }),
      { body: { error: { code } } },
      what,
    );
  const stage = (more: object) => ({
    requestApprovalSettings: { isApprovalRequiredForAdd: true, stages: [{ primaryApprovers: [], ...more }] },
  });
  const nobody = '99999999-9999-4999-8999-999999999999';
  const user = (userId: string) => ({ '@odata.type': '#microsoft.graph.singleUser', userId });
  await refused('no package', { accessPackage: null });
  await refused('no targets', { allowedTargetScope: 'specificDirectoryUsers' });
  await refused('an unknown scope', { allowedTargetScope: 'martians' });
  await refused('a target without a type', { specificAllowedTargets: [{ userId: nobody }] });
  await refused(
    'an unknown target',
    { allowedTargetScope: 'specificDirectoryUsers', specificAllowedTargets: [user(nobody)] },
    'ResourceNotFound',
  );
  await refused('an end without a date', { expiration: { type: 'afterDateTime' } });
  await refused('eleven years', { expiration: { type: 'afterDuration', duration: 'P4000D' } });
  await refused('approval by nobody', { requestApprovalSettings: { isApprovalRequiredForAdd: true, stages: [] } });
  await refused('four stages', {
    requestApprovalSettings: { isApprovalRequiredForAdd: true, stages: [{}, {}, {}, {}] },
  });
  await refused('a stage of a month', stage({ durationBeforeAutomaticDenial: 'P30D' }));
  await refused(
    'escalation after the stage',
    stage({
      durationBeforeAutomaticDenial: 'P5D',
      isEscalationEnabled: true,
      durationBeforeEscalation: 'P6D',
      escalationApprovers: [{ '@odata.type': '#microsoft.graph.requestorManager', managerLevel: 2 }],
    }),
  );
  await refused(
    'escalation to nobody',
    stage({ durationBeforeAutomaticDenial: 'P5D', isEscalationEnabled: true, durationBeforeEscalation: 'P2D' }),
  );
  await refused('a rule that is none', {
    allowedTargetScope: 'specificDirectoryUsers',
    specificAllowedTargets: [
      { '@odata.type': '#microsoft.graph.attributeRuleMembers', membershipRule: 'everybody (in sales' },
    ],
  });
  await refused('a question without text', {
    questions: [{ '@odata.type': '#microsoft.graph.accessPackageTextInputQuestion' }],
  });
  await refused('a question without a type', { questions: [{ text: 'why' }] });
  await refused('a choice of nothing', {
    questions: [{ '@odata.type': '#microsoft.graph.accessPackageMultipleChoiceQuestion', text: 'which' }],
  });
});

// beta's "accessPackageAssignmentRequest resource type" has UserRemove, and its policies no setting that forbids it.
t.test('what was asked for under a policy of beta can be given back', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const { id: accessPackageId } = await office.pack('Pack', { policy: { requestorSettings: null } });
  await office.make(`${BETA}/accessPackageAssignmentPolicies`, {
    accessPackageId,
    displayName: 'Members',
    description: 'Members may ask',
    durationInDays: 30,
    requestorSettings: { scopeType: 'AllExistingDirectoryMemberUsers', acceptRequests: true, allowedRequestors: [] },
  });
  const self = office.graph.asUser(person);
  const send = (requestType: string, accessPackageAssignment: object) =>
    self.post(`${BETA}/accessPackageAssignmentRequests`, { requestType, accessPackageAssignment });
  const { body: request } = await send('UserAdd', { accessPackageId });
  t.equal((await office.requestState(request.id)).split('/')[0], 'delivered');
  t.match(await send('UserRemove', { id: request.id }), { status: 201 });
  t.equal((await office.assignment(request.id)).state, 'expired');
});
