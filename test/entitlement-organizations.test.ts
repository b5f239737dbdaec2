/** Connected organizations, subjects, extensions, and what applies to the tenant as a whole. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

const fabrikam = {
  displayName: 'Fabrikam',
  description: 'a partner',
  state: 'configured',
  identitySources: [
    { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName: 'fabrikam.com', displayName: 'Fabrikam' },
  ],
};

t.test('a partner is connected, vouched for, and forgotten', async (t) => {
  const office = await Office.open(t);
  const { id } = await office.make(`${V1}/connectedOrganizations`, fabrikam);
  const path = `${V1}/connectedOrganizations/${id}`;
  t.hasStrict((await office.graph.get(path)).body, { identitySources: fabrikam.identitySources });
  const changed = await office.graph.patch(path, { displayName: 'Fabrikam Inc', state: 'proposed' });
  t.hasStrict(changed, { status: 202, body: { displayName: 'Fabrikam Inc', state: 'proposed' } });
  t.equal((await office.graph.patch(`${BETA}/connectedOrganizations/${id}`, { description: 'partner' })).status, 204);

  const sponsor = await office.user('sponsor');
  for (const name of ['internalSponsors', 'externalSponsors']) {
    const place = `${path}/${name}`;
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${sponsor}` };
    t.equal((await office.graph.post(`${place}/$ref`, reference)).status, 204);
    t.equal((await office.graph.get(place)).body.value[0].id, sponsor);
    t.equal((await office.graph.delete(`${place}/${sponsor}/$ref`)).status, 204);
    t.same((await office.graph.get(place)).body.value, []);
  }
  t.equal((await office.graph.delete(path)).status, 204);
  t.equal((await office.graph.get(path)).status, 404);
});

t.test('what connects no organization', async (t) => {
  const office = await Office.open(t);
  const refused = async (identitySources: object[]) =>
    t.match(await office.graph.post(`${V1}/connectedOrganizations`, { ...fabrikam, identitySources }), {
      status: 400,
      body: { error: { code: 'InvalidModel' } },
    });
  await refused([]);
  await refused([...fabrikam.identitySources, ...fabrikam.identitySources]);
  await refused([{ '@odata.type': '#microsoft.graph.domainIdentitySource', displayName: 'x' }]);
  await refused([{ domainName: 'fabrikam.com' }]);
});

t.test("a partner's guest, and one who was not invited yet", async (t) => {
  const office = await Office.open(t);
  const { id: organization } = await office.make(`${V1}/connectedOrganizations`, fabrikam);
  const catalog = await office.catalog('Partners', { isExternallyVisible: true });
  const pack = await office.pack('Partners', {
    catalog,
    policy: {
      allowedTargetScope: 'specificConnectedOrganizationUsers',
      specificAllowedTargets: [
        { '@odata.type': '#microsoft.graph.connectedOrganizationMembers', connectedOrganizationId: organization },
      ],
    },
  });
  t.match(
    await office.graph.delete(`${V1}/connectedOrganizations/${organization}`),
    { status: 400 },
    'a policy names it',
  );
  const guest = await office.user('guest', { userType: 'Guest', mail: 'ann@fabrikam.com' });
  const member = await office.user('member');
  t.equal((await office.ask(guest, 'userAdd', { accessPackageId: pack.id })).status, 201);
  t.equal((await office.ask(member, 'userAdd', { accessPackageId: pack.id })).status, 400);

  const { body: subject } = await office.graph.get(`${V1}/subjects(objectId='${guest}')?$expand=connectedOrganization`);
  t.hasStrict(subject, { objectId: guest, email: 'ann@fabrikam.com', subjectLifecycle: 'notGoverned' });
  t.equal(subject.connectedOrganization.id, organization);
  t.equal(
    (await office.graph.patch(`${V1}/subjects(objectId='${guest}')`, { subjectLifecycle: 'governed' })).status,
    204,
  );
  t.equal((await office.graph.get(`${V1}/subjects(objectId='${guest}')`)).body.subjectLifecycle, 'governed');

  const byAddress = (email: string) =>
    office.request('adminAdd', { target: { email }, assignmentPolicyId: pack.policy, accessPackageId: pack.id });
  t.match(await byAddress('bob@nowhere.example'), {
    status: 400,
    body: { error: { message: 'Connected Organization Not Found' } },
  });
  const { status, body } = await byAddress('bob@fabrikam.com');
  t.equal(status, 201);
  t.equal(await office.requestState(body.id), 'delivered/FulfilledNotificationTriggered', 'they are invited');
});

t.test('settings of the tenant', async (t) => {
  const office = await Office.open(t);
  t.hasStrict((await office.graph.get(`${V1}/settings`)).body, {
    id: 'singleton',
    externalUserLifecycleAction: 'blockSignInAndDelete',
    durationUntilExternalUserDeletedAfterBlocked: 'P30D',
  });
  const change = { externalUserLifecycleAction: 'None', durationUntilExternalUserDeletedAfterBlocked: 'P4D' };
  t.equal((await office.graph.patch(`${V1}/settings`, change)).status, 204);
  t.hasStrict((await office.graph.get(`${BETA}/settings`)).body, { daysUntilExternalUserDeletedAfterBlocked: 4 });
});

t.test('an extension and the policy that calls it', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  const place = `${V1}/catalogs/${catalog}/customWorkflowExtensions`;
  const body = {
    '@odata.type': '#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension',
    displayName: 'mail',
    endpointConfiguration: {
      '@odata.type': '#microsoft.graph.logicAppTriggerEndpointConfiguration',
      subscriptionId: '38ab2ccc-3747-4567-b36b-9478f5602f0d',
      resourceGroupName: 'test',
      logicAppWorkflowName: 'elm-extension-email',
    },
    authenticationConfiguration: { '@odata.type': '#microsoft.graph.azureAdPopTokenAuthentication' },
    callbackConfiguration: {
      '@odata.type': 'microsoft.graph.customExtensionCallbackConfiguration',
      durationBeforeTimeout: 'PT1H',
    },
  };
  t.match(await office.graph.post(place, { displayName: 'untyped' }), {
    status: 400,
    body: { error: { code: 'InvalidModel' } },
  });
  const extension = await office.make(place, body);
  t.hasStrict(extension, { displayName: 'mail', clientConfiguration: null });
  const wrapped = await office.make(place, { value: { ...body, displayName: 'wrapped' } });
  t.equal(wrapped.displayName, 'wrapped');

  const changed = await office.graph.put(`${place}/${extension.id}`, {
    '@odata.type': body['@odata.type'],
    displayName: 'post',
  });
  t.hasStrict(changed, { status: 200, body: { displayName: 'post' } });
  t.equal(changed.body.endpointConfiguration.resourceGroupName, 'test', 'what is not named stays');

  const pack = await office.pack('Pack', {
    catalog,
    policy: {
      customExtensionStageSettings: [
        {
          stage: 'assignmentRequestCreated',
          customExtension: { '@odata.type': body['@odata.type'], id: extension.id },
        },
      ],
    },
  });
  t.match(await office.graph.delete(`${place}/${extension.id}`), {
    status: 400,
    body: { error: { code: 'CustomExtensionInUse' } },
  });
  const { body: policy } = await office.graph.get(
    `${V1}/assignmentPolicies/${pack.policy}?$expand=customExtensionStageSettings($expand=customExtension)`,
  );
  t.equal(policy.customExtensionStageSettings[0].customExtension.displayName, 'post');
  await office.graph.put(`${V1}/assignmentPolicies/${pack.policy}`, {
    displayName: 'Everyone',
    accessPackage: { id: pack.id },
    customExtensionStageSettings: [],
  });
  t.equal((await office.graph.delete(`${place}/${extension.id}`)).status, 204);
  t.equal(
    (
      await office.graph.delete(
        `${BETA}/accessPackageCatalogs/${catalog}/customAccessPackageWorkflowExtensions/${wrapped.id}`,
      )
    ).status,
    204,
    'beta deletes them under the older name',
  );
});

t.test('connectors to systems with resources of their own', async (t) => {
  const office = await Office.open(t);
  const place = `${BETA}/externalOriginResourceConnectors`;
  t.equal((await office.graph.post(place, { displayName: 'SAP' })).status, 400);
  const connector = await office.make(place, {
    displayName: 'SAP',
    description: 'SAP IAG',
    connectorType: 'sapIag',
    connectionInfo: {
      '@odata.type': '#microsoft.graph.externalTokenBasedSapIagConnectionInfo',
      url: 'https://sap.example',
    },
  });
  t.hasStrict((await office.graph.patch(`${place}/${connector.id}`, { displayName: 'SAP 2' })).body, {
    displayName: 'SAP 2',
  });
  t.equal((await office.graph.delete(`${place}/${connector.id}`)).status, 204);
});

t.test("beta's older extensions and the handlers of a policy", async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  const place = `${BETA}/accessPackageCatalogs/${catalog}/customAccessPackageWorkflowExtensions`;
  const { id } = await office.make(place, { displayName: 'older', description: 'one' });
  const pack = await office.pack('Pack', { catalog });
  await office.make(`${BETA}/accessPackageAssignmentPolicies`, {
    accessPackageId: pack.id,
    displayName: 'calling',
    requestorSettings: { acceptRequests: true, scopeType: 'AllExistingDirectorySubjects', allowedRequestors: [] },
    customExtensionHandlers: [{ stage: 'assignmentRequestCreated', customExtension: { id } }],
  });
  t.match(await office.graph.delete(`${place}/${id}`), {
    status: 400,
    body: { error: { code: 'CustomExtensionInUse' } },
  });
  t.hasStrict(await office.graph.put(`${place}/${id}`, { displayName: 'old' }), {
    status: 200,
    body: { displayName: 'old' },
  });
});
