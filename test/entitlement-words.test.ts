/** What the pages print beyond the published types: the same thing told twice, in older words, or as it was sent. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

t.test("beta's newer set of requests prints both versions' members", async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const pack = await office.pack('Reading');
  const made = await office.graph.asUser(person).post(`${BETA}/assignmentRequests`, {
    '@odata.type': '#microsoft.graph.accessPackageAssignmentRequest',
    requestType: 'userAdd',
    assignment: { accessPackageId: pack.id, target: { objectId: person, subjectType: 'user' } },
  });
  t.equal(made.status, 201);
  const fresh = { requestState: 'Submitted', state: 'submitted', requestStatus: 'Accepted', status: 'Accepted' };
  t.hasStrict(made.body, { ...fresh, requestType: 'userAdd', completedDate: null, completedDateTime: null });
  t.equal(made.body['@odata.type'], undefined);

  const filter = encodeURIComponent("state eq 'delivered'");
  const { body } = await office.graph.get(
    `${BETA}/assignmentRequests?$filter=${filter}&$expand=assignment($select=id),requestor($select=objectId)`,
  );
  t.match(body.value, [
    {
      id: made.body.id,
      requestType: 'userAdd',
      state: 'delivered',
      requestState: 'Delivered',
      assignment: { id: made.body.id },
      requestor: { objectId: person },
    },
  ]);
  const older = await office.graph.get(`${BETA}/accessPackageAssignmentRequests?$filter=${filter}`);
  t.match(older.body.value, [{ id: made.body.id, requestType: 'UserAdd', requestState: 'Delivered' }]);
  t.notOk('state' in older.body.value[0], 'the older set tells its own alone');
  const own = await office.graph.asUser(person).get(`${BETA}/assignmentRequests/filterByCurrentUser(on='target')`);
  t.match(own.body.value, [{ '@odata.type': '#microsoft.graph.accessPackageAssignmentRequest', state: 'delivered' }]);
});

t.test('the answer to a request has its type as it was sent, later ones as the version spells it', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const pack = await office.pack('Reading');
  const target = { targetId: person, assignmentPolicyId: pack.policy, accessPackageId: pack.id };
  const { body } = await office.request('AdminAdd', target);
  t.equal(body.requestType, 'AdminAdd');
  t.equal((await office.graph.get(`${V1}/assignmentRequests/${body.id}`)).body.requestType, 'adminAdd');
  const removed = await office.graph.post(`${BETA}/accessPackageAssignmentRequests`, {
    requestType: 'adminRemove',
    accessPackageAssignment: { id: body.id },
  });
  t.equal(removed.body.requestType, 'adminRemove');
  const read = await office.graph.get(`${BETA}/accessPackageAssignmentRequests/${removed.body.id}`);
  t.equal(read.body.requestType, 'AdminRemove');
});

t.test('a policy whose end beta took as a pattern', async (t) => {
  const office = await Office.open(t);
  const pack = await office.pack('Reading');
  const policies = `${BETA}/accessPackageAssignmentPolicies`;
  const sent = {
    accessPackageId: pack.id,
    displayName: 'A year',
    description: 'A year',
    expiration: { type: 'afterDuration', duration: 'P365D' },
    requestorSettings: { acceptRequests: true, scopeType: 'AllExistingDirectorySubjects', allowedRequestors: [] },
  };
  const { id } = await office.make(policies, sent);
  const pattern = { durationInDays: 0, expirationDateTime: null, expiration: sent.expiration };
  const { body } = await office.graph.get(`${policies}/${id}`);
  t.match(body, pattern);
  t.match((await office.graph.put(`${policies}/${id}`, body)).body, pattern, 'it can be sent back');
  t.match((await office.graph.get(`${V1}/assignmentPolicies/${id}`)).body, { expiration: sent.expiration });
  const { expiration: _, ...days } = { ...body, durationInDays: 30 };
  const changed = await office.graph.put(`${policies}/${id}`, days);
  t.equal(changed.body.durationInDays, 30);
  t.notOk('expiration' in changed.body, 'days are told as days');
});

t.test('extensions say which of several they are, and where they are called', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  const extensions = `${V1}/catalogs/${catalog}/customWorkflowExtensions`;
  const logicApp = {
    '@odata.type': '#microsoft.graph.logicAppTriggerEndpointConfiguration',
    subscriptionId: '38ab2ccc-3747-4567-b36b-9478f5602f0d',
    resourceGroupName: 'test',
    logicAppWorkflowName: 'email',
  };
  const type = '#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension';
  const extension = {
    '@odata.type': type,
    displayName: 'Mail',
    endpointConfiguration: logicApp,
    authenticationConfiguration: { '@odata.type': '#microsoft.graph.azureAdPopTokenAuthentication' },
  };
  const made = await office.make(extensions, extension);
  t.match(made, { '@odata.type': type, endpointConfiguration: { url: /^https:\/\/.+logic\.azure\.com/ } });
  const patched = await office.graph.patch(`${extensions}/${made.id}`, { displayName: 'Letter' });
  t.match(patched, { status: 200, body: { '@odata.type': type, displayName: 'Letter' } });
  const put = await office.graph.put(`${extensions}/${made.id}`, {
    ...made,
    endpointConfiguration: { ...made.endpointConfiguration, url: 'http://localhost:7071/api/mail' },
  });
  t.match(put.body.endpointConfiguration, { url: 'http://localhost:7071/api/mail' }, "one's own is kept");
});

t.test('any site of a SharePoint host can be added', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  const url = 'https://fabrikam.sharepoint.com/sites/Archive';
  t.match(await office.resource(catalog, url, 'SharePointOnline'), {
    displayName: 'Archive',
    roles: [{ displayName: 'Archive Creators' }, { displayName: 'Archive Contributors' }, {}],
  });
  const elsewhere = await office.graph.post(`${V1}/resourceRequests`, {
    requestType: 'adminAdd',
    resource: { originId: 'https://fabrikam.example/sites/Archive', originSystem: 'SharePointOnline' },
    catalog: { id: catalog },
  });
  t.match(elsewhere, { status: 400, body: { error: { code: 'ResourceNotFoundInOriginSystem' } } });
});

t.test('a chosen answer shows the text of the choice', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const question = {
    '@odata.type': '#microsoft.graph.accessPackageMultipleChoiceQuestion',
    text: 'Where?',
    isRequired: false,
    sequence: 0,
    choices: [{ actualValue: 'AZ', text: 'Arizona' }],
  };
  const pack = await office.pack('Reading', { policy: { questions: [question] } });
  const requirements = await office.graph
    .asUser(person)
    .post(`${BETA}/accessPackages/${pack.id}/getApplicablePolicyRequirements`);
  const [{ questions, schedule }] = requirements.body.value;
  t.match(questions, [{ '@odata.type': '#microsoft.graph.multipleChoiceQuestion' }], 'in older words');
  t.same(schedule, []);
  const answers = [
    {
      '@odata.type': '#microsoft.graph.accessPackageAnswerString',
      value: 'AZ',
      answeredQuestion: { '@odata.type': question['@odata.type'], id: questions[0].id },
    },
  ];
  const { body } = await office.ask(person, 'userAdd', { accessPackageId: pack.id }, { answers });
  t.match(body.answers, [{ value: 'AZ', displayValue: 'Arizona' }]);
});

t.test('functions behind a navigation answer from its rows', async (t) => {
  const office = await Office.open(t);
  const person = await office.user('person');
  const group = await office.group('Readers');
  const [reading, writing] = [await office.pack('Reading', { groups: [group] }), await office.pack('Writing')];
  const [id, other] = [await office.assign(reading, person), await office.assign(writing, person)];
  const mine = office.graph.asUser(person);
  const ids = async (path: string) =>
    (await mine.get(`${BETA}${path}`)).body.value.map((one: { id: string }) => one.id);
  t.same(await ids("/accessPackageAssignmentRequests/filterByCurrentUser(on='target')"), [id, other]);
  t.same(
    await ids(`/accessPackageAssignments/${id}/accessPackageAssignmentRequests/filterByCurrentUser(on='target')`),
    [id],
  );
  t.equal((await ids(`/accessPackageAssignments/${id}/accessPackageAssignmentResourceRoles/My()`)).length, 1);
  t.same(await ids(`/accessPackageAssignments/${other}/accessPackageAssignmentResourceRoles/My()`), []);
  t.equal((await ids('/accessPackages/Search()')).length, 2);
  t.equal((await ids('/accessPackageCatalogs/Search()')).length, 3, 'the built-in one among them');
});
