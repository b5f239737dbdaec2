/** What is addressed at several places and by several keys, most of it in beta: each of them does the same. */
import t from 'tap';
import { BETA, LOGIC_APP, Office, type Pack, V1 } from './support/entitlement.js';

/** Where the request of an assignment is found; the request that gave it has its id. */
const places = (id: string) => [
  `${BETA}/accessPackageAssignmentRequests/${id}`,
  `${BETA}/assignmentRequests/${id}`,
  `${BETA}/accessPackageAssignments/${id}/accessPackageAssignmentRequests/${id}`,
];

t.test('a request is canceled, and deleted', async (t) => {
  const office = await Office.open(t);
  const approver = { '@odata.type': '#microsoft.graph.singleUser', userId: await office.user('approver') };
  const requestApprovalSettings = { isApprovalRequiredForAdd: true, stages: [{ primaryApprovers: [approver] }] };
  const pack = await office.pack('Guarded', { policy: { requestApprovalSettings } });
  for (const at of [0, 1]) {
    const person = await office.user(`person${at}`);
    const { body } = await office.ask(person, 'userAdd', { accessPackageId: pack.id });
    const place = places(body.id)[at] as string;
    t.equal((await office.graph.post(`${place}/cancel`)).status, 200, place);
    t.equal(await office.requestState(body.id), 'canceled/Canceled');
    t.equal((await office.graph.delete(place)).status, 204, place);
    t.equal((await office.graph.get(place)).status, 404, place);
  }
});

t.test('a delivery that failed is processed again, or canceled', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('readers');
  const pack = await office.pack('Reading', { groups: [group] });
  const deliveries = (outcome: string) => office.graph.post('/_emulator/delivery', { accessPackage: pack.id, outcome });
  for (const at of [0, 1, 2]) {
    const person = await office.user(`person${at}`);
    await deliveries('fail');
    const id = await office.assign(pack, person);
    const place = places(id)[at] as string;
    t.equal(await office.requestState(id), 'deliveryFailed/DeliveryFailed');
    await deliveries('deliver');
    t.equal((await office.graph.post(`${place}/reprocess`)).status, 202, place);
    t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
    t.ok((await office.members(group)).includes(person), place);
  }
  await deliveries('fail');
  const id = await office.assign(pack, await office.user('unlucky'));
  t.equal((await office.graph.post(`${places(id)[2]}/cancel`)).status, 200);
  t.equal(await office.requestState(id), 'canceled/Canceled');
});

/** A package whose requests wait for an extension. */
async function watched(office: Office): Promise<Pack> {
  const catalog = await office.catalog();
  const type = '#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension';
  const { id } = await office.make(`${BETA}/accessPackageCatalogs/${catalog}/accessPackageCustomWorkflowExtensions`, {
    '@odata.type': type,
    displayName: 'Check',
    ...LOGIC_APP,
    callbackConfiguration: {
      '@odata.type': '#microsoft.graph.customExtensionCallbackConfiguration',
      durationBeforeTimeout: 'PT1H',
    },
  });
  const customExtension = { '@odata.type': type, id };
  const customExtensionStageSettings = [{ stage: 'assignmentRequestCreated', customExtension }];
  const expiration = { type: 'afterDuration', duration: 'P30D' };
  return office.pack('Watched', { catalog, policy: { customExtensionStageSettings, expiration } });
}

t.test('a request that waits for an extension is resumed', async (t) => {
  const office = await Office.open(t);
  const pack = await watched(office);
  const resume = async (place: string, id: string) => {
    t.equal(await office.requestState(id), 'submitted/WaitingForCallback', place);
    const { body } = await office.graph.get(`${V1}/assignmentRequests/${id}`);
    const resumed = await office.graph.post(`${place}/resume`, {
      source: 'Contoso.SodCheckProcess',
      type: 'microsoft.graph.accessPackageCustomExtensionStage.assignmentRequestCreated',
      data: {
        '@odata.type': 'microsoft.graph.accessPackageAssignmentRequestCallbackData',
        stage: 'assignmentRequestCreated',
        customExtensionStageInstanceId: body.customExtensionCalloutInstances.at(-1).id,
        customExtensionStageInstanceDetail: 'This user is all verified',
      },
    });
    t.equal(resumed.status, 204, place);
    t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered', place);
  };
  const person = await office.user('person');
  for (const [at, who] of [person, await office.user('another')].entries()) {
    const id = await office.assign(pack, who);
    await resume(places(id)[at] as string, id);
  }
  // Only what extends an assignment has one by which it can be reached before it is delivered.
  const { body: mine } = await office.graph.asUser(person).get(`${V1}/assignments/filterByCurrentUser(on='target')`);
  await office.graph.advance('P20D');
  const { body: extension } = await office.ask(person, 'userUpdate', { accessPackageId: pack.id });
  const [{ id }] = mine.value;
  await resume(`${BETA}/accessPackageAssignments/${id}/accessPackageAssignmentRequests/${extension.id}`, extension.id);
});

t.test('an approver decides a step', async (t) => {
  const office = await Office.open(t);
  const userId = await office.user('approver');
  const approver = { '@odata.type': '#microsoft.graph.singleUser', userId };
  const requestApprovalSettings = { isApprovalRequiredForAdd: true, stages: [{ primaryApprovers: [approver] }] };
  const pack = await office.pack('Guarded', { policy: { requestApprovalSettings } });
  const { body } = await office.ask(await office.user('person'), 'userAdd', { accessPackageId: pack.id });
  const steps = `${BETA}/accessPackageAssignmentApprovals/${body.id}/steps`;
  const self = office.graph.asUser(userId);
  const [step] = (await self.get(steps)).body.value;
  t.match((await self.get(`${steps}/${step.id}`)).body, { status: 'InProgress', assignedToMe: true });
  const decision = { reviewResult: 'Approve', justification: 'OK' };
  t.equal((await self.patch(`${steps}/${step.id}`, decision)).status, 204);
  t.equal(await office.requestState(body.id), 'delivered/FulfilledNotificationTriggered');
});

t.test('catalogs and packages by their unique names', async (t) => {
  const office = await Office.open(t);
  const [catalog, next] = [await office.catalog('Sales'), await office.catalog('Next')];
  const pack = await office.pack('Reading', { catalog });
  await office.graph.patch(`${BETA}/accessPackageCatalogs/${next}`, { uniqueName: 'next' });
  await office.graph.patch(`${BETA}/accessPackages/${pack.id}`, { uniqueName: 'reading' });
  const [catalogNamed, packNamed] = [
    `${BETA}/accessPackageCatalogs(uniqueName='next')`,
    `${BETA}/accessPackages(uniqueName='reading')`,
  ];
  for (const [place, id] of [
    [catalogNamed, next],
    [packNamed, pack.id],
  ] as const) {
    t.equal((await office.graph.patch(place, { description: 'by name' })).status, 204);
    t.match((await office.graph.get(place)).body, { id, description: 'by name' });
  }
  const requirements = await office.graph.post(`${packNamed}/getApplicablePolicyRequirements`);
  t.match(requirements.body.value, [{ policyId: pack.policy }]);
  t.equal((await office.graph.post(`${packNamed}/moveToCatalog`, { catalogId: next })).status, 200);
  const inNext = `${BETA}/accessPackageCatalogs/${next}/accessPackages`;
  t.match((await office.graph.get(`${inNext}(uniqueName='reading')`)).body, { id: pack.id });

  const assignment = await office.assign(pack, await office.user('person'));
  const reached = `${BETA}/accessPackageAssignments/${assignment}/accessPackage`;
  t.match((await office.graph.post(`${reached}/getApplicablePolicyRequirements`)).body.value, [
    { policyId: pack.policy },
  ]);
  t.equal((await office.graph.post(`${reached}/moveToCatalog`, { catalogId: catalog })).status, 200);
  t.same((await office.graph.get(inNext)).body.value, []);

  await office.request('adminRemove', { id: assignment });
  await office.graph.delete(`${BETA}/accessPackageAssignmentPolicies/${pack.policy}`);
  for (const place of [packNamed, catalogNamed]) {
    t.equal((await office.graph.delete(place)).status, 204, place);
    t.equal((await office.graph.get(place)).status, 404, place);
  }
});

t.test('what the service declares and does not implement is refused', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  const pack = await office.pack('Reading', { catalog });
  for (const place of [
    `${V1}/accessPackages/${pack.id}/assignmentPolicies`,
    `${V1}/catalogs/${catalog}/accessPackages/${pack.id}/assignmentPolicies`,
    `${BETA}/accessPackages/${pack.id}/accessPackageAssignmentPolicies`,
    `${BETA}/accessPackageCatalogs/${catalog}/accessPackages/${pack.id}/accessPackageAssignmentPolicies`,
  ]) {
    const refused = await office.graph.post(place, { displayName: 'A policy is made in the set of policies' });
    t.match(refused, { status: 404, body: { error: { code: 'UnknownError' } } }, place);
  }
});

t.test('extensions of both kinds are changed and deleted', async (t) => {
  const office = await Office.open(t);
  const catalog = `${BETA}/accessPackageCatalogs/${await office.catalog()}`;
  const type = '#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension';
  for (const [place, kind] of [
    [`${catalog}/accessPackageCustomWorkflowExtensions`, { '@odata.type': type, ...LOGIC_APP }],
    [`${catalog}/customAccessPackageWorkflowExtensions`, { description: 'older' }],
  ] as const) {
    const { id } = await office.make(place, { displayName: 'Check', ...kind });
    for (const method of ['PUT', 'PATCH']) {
      const changed = await office.graph.send(method, `${place}/${id}`, { displayName: method });
      t.match(changed, { status: 200, body: { displayName: method } }, `${method} ${place}`);
    }
    t.match((await office.graph.get(`${place}/${id}`)).body, { id, displayName: 'PATCH' });
    t.equal((await office.graph.delete(`${place}/${id}`)).status, 204, place);
    t.same((await office.graph.get(place)).body.value, [], place);
  }
});

for (const root of [V1, BETA]) {
  t.test(`${root}: how the portal of a tenant is set, which only a seed can begin`, async (t) => {
    const { graph } = await Office.open(t);
    const id = 'EndUserSettings';
    const rows = [{ id, kind: 'endUserSettings', isEnabled: false }];
    await graph.post('/_emulator/seed', { records: { tables: { controlConfigurations: { rows } } } });
    const place = `${root}/controlConfigurations/${id}`;
    t.match((await graph.get(place)).body, { id, isEnabled: false });
    const sent = { '@odata.type': '#microsoft.graph.endUserSettings', showApproverDetailsToMembers: true };
    t.match(await graph.put(place, sent), { status: 200, body: { showApproverDetailsToMembers: true } });
    t.match((await graph.get(place)).body, { showApproverDetailsToMembers: true });
  });
}
