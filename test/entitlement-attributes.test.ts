/** What resources want to know of those who request them ("accessPackageResourceAttribute resource type"). */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

const QUESTION = '#microsoft.graph.accessPackageTextInputQuestion';

/** An application that wants to know an attribute of its users, in a package. */
async function demanding(office: Office, attribute: object) {
  const catalog = await office.catalog(`Travel ${JSON.stringify(attribute)}`);
  const { appId } = await office.make('/v1.0/applications', { displayName: 'Travel' });
  const { id: originId } = await office.make('/v1.0/servicePrincipals', { appId });
  await office.make(`${V1}/resourceRequests`, {
    requestType: 'adminAdd',
    catalog: { id: catalog },
    resource: {
      originId,
      originSystem: 'AadApplication',
      attributes: [
        {
          destination: { '@odata.type': '#microsoft.graph.accessPackageUserDirectoryAttributeStore' },
          source: {
            '@odata.type': '#microsoft.graph.accessPackageResourceAttributeQuestion',
            question: { '@odata.type': QUESTION, text: 'Which?' },
          },
          ...attribute,
        },
      ],
    },
  });
  const resource = await office.resourceIn(catalog, originId);
  const pack = await office.pack('Travelling', { catalog });
  await office.grant(pack.id, resource, 'Default Access');
  const { id } = resource.attributes[0].source.question;
  const say = (value: string) => ({
    answers: [
      {
        '@odata.type': '#microsoft.graph.accessPackageAnswerString',
        value,
        answeredQuestion: { '@odata.type': QUESTION, id },
      },
    ],
  });
  return { pack, question: id, say };
}

const refused = { status: 400, body: { error: { code: 'InvalidModel' } } };

t.test('an attribute is asked for, and written into the user', async (t) => {
  const office = await Office.open(t);
  const { pack, question, say } = await demanding(office, { name: 'jobTitle', isEditable: true });
  const person = await office.user('person');
  const self = office.graph.asUser(person);
  const { body } = await self.post(`${V1}/accessPackages/${pack.id}/getApplicablePolicyRequirements`);
  t.hasStrict(body.value[0].questions, [{ id: question, isRequired: true, text: 'Which?' }], 'requestors are told');

  t.match(await office.ask(person, 'userAdd', { accessPackageId: pack.id }), refused, 'it must be answered');
  const jobTitle = async () => (await office.graph.get(`/v1.0/users/${person}`)).body.jobTitle;
  const asked = await office.ask(person, 'userAdd', { accessPackageId: pack.id }, say('Pilot'));
  t.equal(asked.status, 201);
  t.equal(asked.body.answers[0].answeredQuestion.text, 'Which?');
  t.equal(await jobTitle(), 'Pilot');

  t.match(await office.ask(person, 'userUpdate', { id: asked.body.id }, say('Steward')), { status: 201 });
  t.equal(await jobTitle(), 'Steward', 'an edited answer is written too');
});

t.test('an attribute that can not be edited once it has a value', async (t) => {
  const office = await Office.open(t);
  const { pack, say } = await demanding(office, { name: 'department', isEditable: false });
  const person = await office.user('person', { department: 'Sales' });
  const ask = (value: string) => office.ask(person, 'userAdd', { accessPackageId: pack.id }, say(value));
  t.match(await ask('Finance'), refused);
  t.match(await office.ask(person, 'userAdd', { accessPackageId: pack.id }), { status: 201 }, 'nor need it be said');
  const { body } = await office.graph.get(`/v1.0/users/${person}?$select=department`);
  t.equal(body.department, 'Sales');
  const other = await office.user('other');
  t.match(await office.ask(other, 'userAdd', { accessPackageId: pack.id }, say('Finance')), { status: 201 });
});

t.test('an attribute that goes with the assignment, and one that stays', async (t) => {
  const office = await Office.open(t);
  const [first, second] = [await office.user('first'), await office.user('second')];
  const titleOf = async (user: string) => (await office.graph.get(`/v1.0/users/${user}`)).body.jobTitle;
  const there = async (user: string, more: object) => {
    const { pack, say } = await demanding(office, { name: 'jobTitle', ...more });
    const { body } = await office.ask(user, 'userAdd', { accessPackageId: pack.id }, say('Pilot'));
    t.equal(await titleOf(user), 'Pilot');
    await office.request('adminRemove', { id: body.id });
    return titleOf(user);
  };
  t.equal(await there(first, { isPersistedOnAssignmentRemoval: false }), null);
  t.equal(await there(second, { isPersistedOnAssignmentRemoval: true }), 'Pilot');
});

t.test('a request that is denied writes nothing', async (t) => {
  const office = await Office.open(t);
  const { pack, say } = await demanding(office, { name: 'jobTitle' });
  const [person, approver] = [await office.user('person'), await office.user('approver')];
  await office.graph.put(`${V1}/assignmentPolicies/${pack.policy}`, {
    displayName: 'Everyone',
    accessPackage: { id: pack.id },
    allowedTargetScope: 'allMemberUsers',
    requestorSettings: { enableTargetsToSelfAddAccess: true },
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      stages: [{ primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver }] }],
    },
  });
  const { body: request } = await office.ask(person, 'userAdd', { accessPackageId: pack.id }, say('Pilot'));
  const approval = `${BETA}/accessPackageAssignmentApprovals/${request.id}`;
  const { body } = await office.graph.asUser(approver).get(approval);
  await office.graph.asUser(approver).patch(`${approval}/steps/${body.steps[0].id}`, { reviewResult: 'Deny' });
  t.equal(await office.requestState(request.id), 'denied/Denied');
  t.equal((await office.graph.get(`/v1.0/users/${person}`)).body.jobTitle, null);
});
