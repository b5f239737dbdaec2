/** Requests that wait for an extension of their policy until somebody resumes them. */
import t from 'tap';
import { BETA, LOGIC_APP, Office, type Pack, V1 } from './support/entitlement.js';

const REQUEST = '#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension';
const ENDING = '#microsoft.graph.accessPackageAssignmentWorkflowExtension';

/** An extension that is launched, and waited for where a duration is given. */
function waitingFor(durationBeforeTimeout?: string, type = REQUEST): object {
  return {
    '@odata.type': type,
    displayName: 'Check',
    ...LOGIC_APP,
    ...(durationBeforeTimeout && {
      callbackConfiguration: {
        '@odata.type': '#microsoft.graph.customExtensionCallbackConfiguration',
        durationBeforeTimeout,
      },
    }),
  };
}

/** A package whose requests wait for extensions at these stages, each for an hour. */
async function watched(office: Office, stages: readonly string[], policy: object = {}): Promise<Pack> {
  const catalog = await office.catalog();
  const extension = await office.make(`${V1}/catalogs/${catalog}/customWorkflowExtensions`, waitingFor('PT1H'));
  const customExtension = { '@odata.type': extension['@odata.type'], id: extension.id };
  const customExtensionStageSettings = stages.map((stage) => ({ stage, customExtension }));
  return office.pack('Watched', { catalog, policy: { customExtensionStageSettings, ...policy } });
}

/** The call that a request waits for. */
async function call(office: Office, id: string): Promise<{ id: string; status: string }> {
  const { body } = await office.graph.get(`${V1}/assignmentRequests/${id}`);
  return body.customExtensionCalloutInstances.at(-1);
}

const answer = (stage: string, customExtensionStageInstanceId: string, more: object = {}) => ({
  source: 'Contoso.SodCheckProcess',
  type: `microsoft.graph.accessPackageCustomExtensionStage.${stage}`,
  data: {
    '@odata.type': 'microsoft.graph.accessPackageAssignmentRequestCallbackData',
    stage,
    customExtensionStageInstanceId,
    customExtensionStageInstanceDetail: 'This user is all verified',
    ...more,
  },
});

t.test('an extension lets a request go on', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const pack = await watched(office, ['assignmentRequestCreated', 'assignmentRequestApproved']);
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'submitted/WaitingForCallback');
  const created = await call(office, id);
  t.equal(created.status, 'waitingForCallback');

  const resume = `${V1}/assignmentRequests/${id}/resume`;
  const refused = { status: 400, body: { error: { code: 'InvalidModel' } } };
  t.match(await office.graph.post(resume, answer('assignmentRequestCreated', person)), refused, 'no such call');
  t.match(await office.graph.post(resume, answer('assignmentRequestGranted', created.id)), refused, 'another stage');
  const maybe = answer('assignmentRequestCreated', created.id, { state: 'perhaps' });
  t.match(await office.graph.post(resume, maybe), refused);
  t.equal((await office.graph.post(resume, answer('AssignmentRequestCreated', created.id))).status, 204);
  t.equal(await office.requestState(id), 'submitted/WaitingForCallback', 'approved by itself, it waits again');
  const approved = await call(office, id);
  t.not(approved.id, created.id);
  const older = `${BETA}/accessPackageAssignmentRequests/${id}/resume`;
  t.equal((await office.graph.post(older, answer('assignmentRequestApproved', approved.id))).status, 204);
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
  t.match((await office.graph.get(`${V1}/assignmentRequests/${id}`)).body.customExtensionCalloutInstances, [
    { status: 'callbackReceived', detail: 'This user is all verified' },
    { status: 'callbackReceived' },
  ]);
  t.match(
    await office.graph.post(resume, answer('assignmentRequestApproved', approved.id)),
    { status: 400, body: { error: { code: 'InvalidRequestState' } } },
    'it waits no more',
  );
  const { body: removal } = await office.request('adminRemove', { id });
  t.equal(await office.requestState(removal.id), 'delivered/FulfilledNotificationTriggered');
});

t.test('an extension denies a request, or does not answer', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const pack = await watched(office, ['assignmentRequestCreated']);
  const denied = await office.assign(pack, person);
  const no = answer('assignmentRequestCreated', (await call(office, denied)).id, { state: 'denied' });
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${denied}/resume`, no)).status, 204);
  t.equal(await office.requestState(denied), 'denied/Denied');

  const silent = await office.assign(pack, person);
  t.equal(await office.requestState(silent), 'submitted/WaitingForCallback');
  await office.graph.advance('PT2H');
  t.equal(await office.requestState(silent), 'denied/Denied');
  t.equal((await call(office, silent)).status, 'callbackTimedOut');

  const taken = await office.assign(pack, person);
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${taken}/cancel`)).status, 200);
  await office.graph.advance('PT2H');
  t.equal(await office.requestState(taken), 'canceled/Canceled');
  t.equal((await office.graph.get(`${V1}/assignments/$count`)).body, '0');
});

t.test('people approve, then an extension does', async (t) => {
  const office = await Office.open(t);
  const [approver, person] = [await office.user('approver'), await office.user('person')];
  const pack = await watched(office, ['assignmentRequestApproved'], {
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      stages: [{ primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver }] }],
    },
  });
  const { body } = await office.ask(person, 'userAdd', { accessPackageId: pack.id });
  t.equal(await office.requestState(body.id), 'pendingApproval/PendingApproval');
  const asApprover = office.graph.asUser(approver);
  const stages = `${V1}/accessPackageAssignmentApprovals/${body.id}/stages`;
  const [stage] = (await asApprover.get(stages)).body.value;
  t.equal((await asApprover.patch(`${stages}/${stage.id}`, { reviewResult: 'Approve' })).status, 204);
  t.equal(await office.requestState(body.id), 'pendingApproval/WaitingForCallback');
  const yes = answer('assignmentRequestApproved', (await call(office, body.id)).id);
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${body.id}/resume`, yes)).status, 204);
  t.equal(await office.requestState(body.id), 'delivered/FulfilledNotificationTriggered');
});

// "Trigger Logic Apps with custom extensions in entitlement management"; "customExtensionCallbackConfiguration resource type".
t.test('which extensions a policy can call, and how long they may take', async (t) => {
  const office = await Office.open(t);
  const [catalog, elsewhere] = [await office.catalog(), await office.catalog('Elsewhere')];
  const { id: pack } = await office.pack('Pack', { catalog });
  const extend = (place: string, body: object) =>
    office.graph.post(`${V1}/catalogs/${place}/customWorkflowExtensions`, body);
  const called = (stage: string | undefined, { body }: { body: { id: string; '@odata.type': string } }) =>
    office.graph.post(`${V1}/assignmentPolicies`, {
      displayName: `At ${stage} ${body.id}`,
      accessPackage: { id: pack },
      customExtensionStageSettings: [
        { ...(stage && { stage }), customExtension: { '@odata.type': body['@odata.type'], id: body.id } },
      ],
    });
  const [ofRequests, ofEnds] = [
    await extend(catalog, waitingFor()),
    await extend(catalog, waitingFor(undefined, ENDING)),
  ];
  t.match(await called('assignmentRequestGranted', ofRequests), { status: 201 });
  t.match(await called('assignmentOneDayBeforeExpiration', ofEnds), { status: 201 });
  const refused = { status: 400, body: { error: { code: 'InvalidModel' } } };
  t.match(await called('assignmentOneDayBeforeExpiration', ofRequests), refused, 'each sort has stages of its own');
  t.match(await called('assignmentRequestCreated', ofEnds), refused);
  t.match(await called(undefined, ofRequests), refused, 'a stage must be named');
  const stranger = await extend(elsewhere, waitingFor());
  t.match(await called('assignmentRequestCreated', stranger), { status: 404 }, 'a catalog has extensions of its own');

  t.match(await extend(catalog, waitingFor('PT4M')), refused, 'five minutes is the least');
  t.match(await extend(catalog, waitingFor('P15D')), refused, 'fourteen days the most');
  const one = `${V1}/catalogs/${catalog}/customWorkflowExtensions/${ofRequests.body.id}`;
  t.match(await office.graph.put(one, waitingFor('PT1M')), refused);
  t.match(await office.graph.put(one, waitingFor('PT5M')), { status: 200 });
});

// "Trigger Logic Apps with custom extensions": the request workflow supports launch and wait at four stages.
t.test('granting and removing wait for extensions too', async (t) => {
  const office = await Office.open(t);
  const [person, other] = [await office.user('person'), await office.user('other')];
  const pack = await watched(office, ['assignmentRequestGranted', 'assignmentRequestRemoved']);
  const resume = async (id: string, stage: string, more: object = {}) =>
    office.graph.post(`${V1}/assignmentRequests/${id}/resume`, answer(stage, (await call(office, id)).id, more));
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'delivering/WaitingForCallback');
  t.equal((await office.assignment(id)).state, 'delivering');
  t.match(
    await resume(id, 'assignmentRequestGranted', { state: 'denied' }),
    { status: 400 },
    'it is too late to deny it',
  );
  t.match(await resume(id, 'assignmentRequestGranted'), { status: 204 });
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');

  const { body: removal } = await office.request('adminRemove', { id });
  t.equal(await office.requestState(removal.id), 'delivering/WaitingForCallback');
  t.equal((await office.assignment(id)).state, 'delivered');
  t.match(await resume(removal.id, 'assignmentRequestRemoved'), { status: 204 });
  t.equal((await office.assignment(id)).state, 'expired');

  const unanswered = await office.assign(pack, other);
  await office.graph.advance('PT2H');
  t.equal((await office.requestState(unanswered)).split('/')[0], 'deliveryFailed', 'no answer is a failure');
  t.equal((await call(office, unanswered)).status, 'callbackTimedOut');
});

t.test('extensions that are launched and not waited for', async (t) => {
  const office = await Office.open(t);
  const [person, catalog] = [await office.user('person'), await office.catalog()];
  const place = `${V1}/catalogs/${catalog}/customWorkflowExtensions`;
  const [ofRequests, ofEnds] = [
    await office.make(place, waitingFor()),
    await office.make(place, waitingFor('', ENDING)),
  ];
  const at = (stage: string, { id }: { id: string }, type = REQUEST) => ({
    stage,
    customExtension: { '@odata.type': type, id },
  });
  const pack = await office.pack('Told', {
    catalog,
    policy: {
      expiration: { type: 'afterDuration', duration: 'P30D' },
      customExtensionStageSettings: [
        at('assignmentRequestCreated', ofRequests),
        at('assignmentRequestGranted', ofRequests),
        at('assignmentOneDayBeforeExpiration', ofEnds, ENDING),
      ],
    },
  });
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
  const { body: request } = await office.graph.get(`${V1}/assignmentRequests/${id}`);
  const sent = { customExtensionId: ofRequests.id, status: 'calloutSent' };
  t.hasStrict(request.customExtensionCalloutInstances, [sent, sent], 'one call at each stage');
  t.same((await office.assignment(id)).customExtensionCalloutInstances, []);
  await office.graph.advance('P29DT1H');
  const { customExtensionCalloutInstances: told, status } = await office.assignment(id);
  t.equal(status, 'NearExpiry1DayNotificationTriggered');
  t.hasStrict(told, [{ customExtensionId: ofEnds.id, status: 'calloutSent' }]);
});
