/** What catalogs hold: groups, applications, sites, roles of the directory, and data handed in. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

const names = (list: { displayName: string }[]) => list.map(({ displayName }) => displayName).sort();

t.test("an application's roles", async (t) => {
  const office = await Office.open(t);
  const [reader, writer] = ['11111111-2222-4333-8444-555555555551', '11111111-2222-4333-8444-555555555552'];
  const role = (id: string, displayName: string, more = {}) => ({
    id,
    displayName,
    description: displayName,
    value: displayName,
    isEnabled: true,
    allowedMemberTypes: ['User'],
    ...more,
  });
  const application = await office.make('/v1.0/applications', {
    displayName: 'Cafeteria',
    appRoles: [
      role(reader, 'Reader'),
      role(writer, 'Writer'),
      role('11111111-2222-4333-8444-555555555553', 'Daemon', { allowedMemberTypes: ['Application'] }),
    ],
  });
  const principal = await office.make('/v1.0/servicePrincipals', { appId: application.appId });
  const catalog = await office.catalog();
  const resource = await office.resource(catalog, principal.id, 'AadApplication');
  t.same(names(resource.roles), ['Reader', 'Writer'], 'those that people can have');

  const pack = await office.pack('Ordering', { catalog });
  await office.grant(pack.id, resource, 'Reader');
  await office.grant(pack.id, resource, 'Writer');
  const eater = await office.user('eater');
  const id = await office.assign(pack, eater);
  const assigned = async () =>
    (await office.graph.get(`/v1.0/users/${eater}/appRoleAssignments`)).body.value
      .map(({ appRoleId }: { appRoleId: string }) => appRoleId)
      .sort();
  t.same(await assigned(), [reader, writer]);
  await office.request('adminRemove', { id });
  t.same(await assigned(), []);
});

t.test('an application without roles has its default access', async (t) => {
  const office = await Office.open(t);
  const application = await office.make('/v1.0/applications', { displayName: 'Plain' });
  const principal = await office.make('/v1.0/servicePrincipals', { appId: application.appId });
  const catalog = await office.catalog();
  const resource = await office.resource(catalog, principal.id, 'AadApplication');
  t.same(names(resource.roles), ['Default Access']);
  const pack = await office.pack('Plain', { catalog });
  await office.grant(pack.id, resource, 'Default Access');
  const person = await office.user('person');
  await office.assign(pack, person);
  const { body } = await office.graph.get(`/v1.0/servicePrincipals/${principal.id}/appRoleAssignedTo`);
  t.equal(body.value[0].principalId, person);
});

t.test('a site, in beta words, in an environment', async (t) => {
  const office = await Office.open(t);
  const { body: environments } = await office.graph.get(
    `${BETA}/accessPackageResourceEnvironments?$filter=originSystem eq 'SharePointOnline'`,
  );
  const [environment] = environments.value;
  const catalog = await office.catalog();
  const originId = 'https://contoso.sharepoint.com/sites/CSR';
  const body = await office.make(`${BETA}/accessPackageResourceRequests`, {
    catalogId: catalog,
    requestType: 'AdminAdd',
    accessPackageResource: {
      displayName: 'Community Outreach',
      originId,
      originSystem: 'SharePointOnline',
      'accessPackageResourceEnvironment@odata.bind': `accessPackageResourceEnvironments/${environment.id}`,
    },
  });
  t.hasStrict(body, {
    requestState: 'Delivered',
    requestStatus: 'Fulfilled',
    executeImmediately: false,
    justification: null,
  });
  const { body: resources } = await office.graph.get(
    `${BETA}/accessPackageCatalogs/${catalog}/accessPackageResources?$expand=accessPackageResourceScopes,accessPackageResourceEnvironment`,
  );
  const [site] = resources.value;
  t.hasStrict(site, { resourceType: 'SharePoint Online Site', url: originId });
  t.equal(site.accessPackageResourceEnvironment.id, environment.id);
  t.hasStrict(site.accessPackageResourceScopes[0], { displayName: 'Root', isRootScope: true });

  const pack = await office.pack('Outreach', { catalog });
  const added = await office.make(`${BETA}/accessPackages/${pack.id}/accessPackageResourceRoleScopes`, {
    accessPackageResourceRole: {
      originId: '4',
      originSystem: 'SharePointOnline',
      accessPackageResource: { id: site.id },
    },
    accessPackageResourceScope: { originId, originSystem: 'SharePointOnline', isRootScope: true },
  });
  t.match(added.id, /_/);
  const id = await office.assign(pack, await office.user('visitor'));
  t.equal((await office.assignment(id)).state, 'delivered');
});

t.test('a role of the directory', async (t) => {
  const office = await Office.open(t);
  const { body: templates } = await office.graph.get('/v1.0/directoryRoleTemplates');
  const template = templates.value.find(
    ({ displayName }: { displayName: string }) => displayName === 'Helpdesk Administrator',
  );
  const catalog = await office.catalog();
  const resource = await office.resource(catalog, template.id, 'DirectoryRole');
  t.same(names(resource.roles), ['Active Member', 'Eligible Member']);
  const pack = await office.pack('Helpdesk', { catalog });
  await office.grant(pack.id, resource, 'Active Member');
  const helper = await office.user('helper');
  const id = await office.assign(pack, helper);
  const roles = async () =>
    names((await office.graph.get(`/v1.0/users/${helper}/memberOf/microsoft.graph.directoryRole`)).body.value);
  t.same(await roles(), ['Helpdesk Administrator']);
  await office.request('adminRemove', { id });
  t.same(await roles(), []);

  const administrator = templates.value.find(
    ({ displayName }: { displayName: string }) => displayName === 'Global Administrator',
  );
  const privileged = await office.resource(catalog, administrator.id, 'DirectoryRole');
  t.same(names(privileged.roles), ['Eligible Member'], 'the mightiest are given as eligible only');
});

t.test('data handed in for reviews', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  await office.make(`${BETA}/accessPackageResourceRequests`, {
    catalogId: catalog,
    requestType: 'AdminAdd',
    accessPackageResource: {
      '@odata.type': '#microsoft.graph.customDataProvidedResource',
      displayName: 'Building access',
      originId: 'building-1',
      originSystem: 'CustomDataProvidedResource',
    },
  });
  const { body } = await office.graph.get(`${BETA}/accessPackageCatalogs/${catalog}/accessPackageResources`);
  t.equal(body.value[0].displayName, 'Building access');
  // "Create customDataProvidedResourceUploadSession" and its neighbours.
  const sessions = `${V1}/catalogs/${catalog}/resources/${body.value[0].id}/uploadSessions`;
  const type = '#microsoft.graph.customDataProvidedResourceAccessReviewUploadSession';
  const data = {
    '@odata.type': '#microsoft.graph.customDataProvidedResourcePayloads.accessReviewContextData',
    reviewDefinitionId: '9e4b1c6f-2a3d-4f8e-9b7a-5c1e2d3f4a6b',
    reviewInstanceId: '15eeb4df-8a4d-4f8e-9b7a-6b3e1c7f5a9d',
  };
  t.match(await office.graph.post(sessions, { '@odata.type': type }), { status: 400 }, 'data is required');
  const session = await office.make(sessions, { '@odata.type': type, data });
  const fresh = { status: 'active', isUploadDone: false, referenceId: data.reviewInstanceId, data, files: [] };
  t.hasStrict(session, { '@odata.type': type, stats: { filesUploaded: 0 }, ...fresh });
  t.match(await office.graph.post(sessions, { '@odata.type': type, data }), { status: 409 }, 'one for each instance');

  const one = `${sessions}/${session.id}`;
  const older = `${BETA}/accessPackageCatalogs/${catalog}/accessPackageResources/${body.value[0].id}/uploadSessions`;
  const csv = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx,y\r\n--b--\r\n';
  const upload = () =>
    office.graph.send('POST', `${older}/${session.id}/uploadFile`, csv, {
      'content-type': 'multipart/form-data; boundary=b',
    });
  t.hasStrict(await upload(), {
    status: 200,
    body: { stats: { filesUploaded: 1 }, files: [{ name: 'a.csv', size: 3 }] },
  });
  t.match(await office.graph.patch(one, { isUploadDone: false }), { status: 400 }, 'it can only be completed');
  const done = await office.graph.patch(one, { isUploadDone: true });
  t.hasStrict(done, { status: 200, body: { status: 'complete', isUploadDone: true, files: [{ name: 'a.csv' }] } });
  t.match(await upload(), { status: 400 });
  t.hasStrict((await office.graph.get(`${one}?$expand=files`)).body, { status: 'complete', files: [{ size: 3 }] });
  t.equal((await office.graph.delete(one)).status, 204);
});

t.test('what does not enter a catalog', async (t) => {
  const office = await Office.open(t);
  const [catalog, group] = [await office.catalog(), await office.group('once')];
  await office.resource(catalog, group);
  const add = (resource: object, place = catalog) =>
    office.graph.post(`${V1}/resourceRequests`, { requestType: 'adminAdd', resource, catalog: { id: place } });
  const refused = (status: number, code: string) => ({ status, body: { error: { code } } });
  t.match(await add({ originId: group, originSystem: 'AadGroup' }), refused(400, 'ResourceAlreadyOnboarded'));
  const nobody = '99999999-9999-4999-8999-999999999999';
  t.match(await add({ originId: nobody, originSystem: 'AadGroup' }), refused(400, 'ResourceNotFoundInOriginSystem'));
  t.match(await add({ originId: group, originSystem: 'Mainframe' }), refused(400, 'InvalidModel'));
  t.match(await add({ originId: group, originSystem: 'AadGroup' }, nobody), refused(404, 'ResourceNotFound'));
  const dynamic = await office.make('/v1.0/groups', {
    displayName: 'everyone',
    mailEnabled: false,
    mailNickname: 'everyone',
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule: 'user.department -eq "Sales"',
    membershipRuleProcessingState: 'On',
  });
  t.match(await add({ originId: dynamic.id, originSystem: 'AadGroup' }), refused(400, 'UnsupportedResource'));
});

// `isValidationOnly` of beta's "accessPackageResourceRequest resource type": "If set, does not add the resource."
t.test('a resource that is only asked about', async (t) => {
  const office = await Office.open(t);
  const [catalog, group] = [await office.catalog(), await office.group('asked')];
  const ask = (originId: string) =>
    office.graph.post(`${BETA}/accessPackageResourceRequests`, {
      catalogId: catalog,
      requestType: 'AdminAdd',
      isValidationOnly: true,
      accessPackageResource: { originId, originSystem: 'AadGroup' },
    });
  t.hasStrict(await ask(group), { status: 201, body: { isValidationOnly: true, requestType: 'AdminAdd' } });
  t.equal(await office.resourceIn(catalog, group), undefined);
  t.same((await office.graph.get(`${V1}/resourceRequests`)).body.value, [], 'nothing is kept of it');
  t.match(await ask(catalog), { status: 400, body: { error: { code: 'ResourceNotFoundInOriginSystem' } } });
});

t.test('a resource leaves its catalog, and is read anew', async (t) => {
  const office = await Office.open(t);
  const [catalog, group] = [await office.catalog(), await office.group('leaving')];
  const pack = await office.pack('Pack', { groups: [group], catalog });
  const resource = await office.resourceIn(catalog, group);
  const remove = () =>
    office.graph.post(`${BETA}/accessPackageResourceRequests`, {
      catalogId: catalog,
      requestType: 'AdminRemove',
      accessPackageResource: { id: resource.id },
    });
  t.match(await remove(), {
    status: 400,
    body: {
      error: { code: 'InvalidDeleteResourceHasEntitlements', message: /The resource: leaving can not be deleted/ },
    },
  });

  await office.graph.patch(`/v1.0/groups/${group}`, { displayName: 'renamed' });
  t.equal((await office.graph.post(`${BETA}/accessPackageResources/${resource.id}/refresh`)).status, 200);
  t.equal((await office.resourceIn(catalog, group)).displayName, 'renamed');

  const { body } = await office.graph.get(
    `${V1}/accessPackages/${pack.id}?$expand=resourceRoleScopes($expand=role,scope)`,
  );
  const [roleScope] = body.resourceRoleScopes;
  t.equal(roleScope.role.originId, `Member_${group}`);
  const place = `accessPackages('${pack.id}')/resourceRoleScopes('${roleScope.id}')/role/$entity`;
  t.ok(roleScope['role@odata.context'].endsWith(place), 'contexts name the id that is printed');
  await office.graph.delete(`${V1}/accessPackages/${pack.id}/resourceRoleScopes/${body.resourceRoleScopes[0].id}`);
  t.hasStrict(await remove(), { status: 201, body: { requestType: 'AdminRemove', requestState: 'Delivered' } });
  t.equal(await office.resourceIn(catalog, group), undefined);
});

t.test('what is asked about a resource, and where it is, change by request', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog();
  const originId = 'https://contoso.sharepoint.com/sites/Sales';
  const site = await office.resource(catalog, originId, 'SharePointOnline');
  const reply = await office.graph.post(`${BETA}/accessPackageResourceRequests`, {
    catalogId: catalog,
    requestType: 'AdminUpdate',
    accessPackageResource: {
      id: site.id,
      accessPackageResourceEnvironment: { originId: 'https://contosoeur-admin.sharepoint.com/' },
      attributes: [
        {
          attributeName: 'personalTitle',
          isEditable: true,
          attributeSource: {
            '@odata.type': '#microsoft.graph.accessPackageResourceAttributeQuestion',
            question: {
              '@odata.type': '#microsoft.graph.accessPackageTextInputQuestion',
              isRequired: false,
              text: { defaultText: 'Title', localizedTexts: [] },
            },
          },
          attributeDestination: { '@odata.type': '#microsoft.graph.accessPackageUserDirectoryAttributeStore' },
        },
      ],
    },
  });
  t.hasStrict(reply, { status: 201, body: { requestType: 'AdminUpdate', requestState: 'Delivered' } });
  const { body } = await office.graph.get(
    `${BETA}/accessPackageCatalogs/${catalog}/accessPackageResources?$expand=accessPackageResourceEnvironment`,
  );
  t.equal(body.value[0].accessPackageResourceEnvironment.displayName, 'Europe');
  const [attribute] = body.value[0].attributes;
  t.equal(attribute.attributeName, 'personalTitle');
  t.match(attribute.attributeSource.question.id, /^[0-9a-f-]{36}$/, 'questions get an id of the service');
});
