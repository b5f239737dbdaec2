/** Catalogs and packages: made, renamed, moved, deleted in the right order. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

t.test('a catalog reorganised: a package moves to where its resources are', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const [from, to] = [await office.catalog('From'), await office.catalog('To')];
  const pack = await office.pack('Moving', { groups: [group], catalog: from });
  const member = await office.user('member');
  const id = await office.assign(pack, member);

  const move = (catalogId: string) =>
    office.graph.post(`${BETA}/accessPackages/${pack.id}/moveToCatalog`, { catalogId });
  t.match(await move(to), { status: 400, body: { error: { code: 'ResourcesNotInCatalog' } } });
  await office.resource(to, group);
  t.hasStrict(await move(to), { status: 200, body: undefined });
  const { body: moved } = await office.graph.get(
    `${BETA}/accessPackages/${pack.id}?$expand=accessPackageResourceRoleScopes($expand=accessPackageResourceRole)`,
  );
  t.equal(moved.catalogId, to);
  t.equal(moved.accessPackageResourceRoleScopes[0].accessPackageResourceRole.originId, `Member_${group}`);
  t.equal((await office.graph.get(`${BETA}/accessPackageAssignments/${id}`)).body.catalogId, to);
  t.same(await office.members(group), [member], 'nobody lost anything');

  t.equal((await office.graph.delete(`${V1}/catalogs/${from}`)).status, 204, 'the old catalog is empty');
  await office.request('adminRemove', { id });
  t.same(await office.members(group), []);
});

t.test('the order in which things are deleted', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const catalog = await office.catalog();
  const pack = await office.pack('Pack', { groups: [group], catalog });
  const id = await office.assign(pack, await office.user('member'));
  const refused = async (path: string, code: string) =>
    t.match(await office.graph.delete(`${V1}${path}`), { status: 400, body: { error: { code } } }, code);
  await refused(`/accessPackages/${pack.id}`, 'InvalidDeleteEntitlementHasActiveGrants');
  await refused(`/assignmentPolicies/${pack.policy}`, 'InvalidDeletePolicyHasActiveAssignments');
  await refused(`/catalogs/${catalog}`, 'InvalidDeleteCatalogHasAccessPackages');
  await refused(`/assignmentRequests/${id}`, 'InvalidRequestState');
  t.equal((await office.graph.delete(`${V1}/assignments/${id}`)).status >= 400, true, 'an assignment is never deleted');

  await office.request('adminRemove', { id });
  t.equal((await office.graph.delete(`${V1}/accessPackages/${pack.id}`)).status, 204, 'its policies go with a package');
  t.equal((await office.graph.get(`${V1}/assignmentPolicies/${pack.policy}`)).status, 404);
  t.equal((await office.assignment(id)).state, 'expired', 'what was is still told');
  t.equal((await office.graph.delete(`${V1}/catalogs/${catalog}`)).status, 204);
  t.equal((await office.graph.get(`${V1}/catalogs/${catalog}`)).status, 404);
});

t.test('the built-in catalog', async (t) => {
  const office = await Office.open(t);
  const { body } = await office.graph.get(`${V1}/catalogs?$filter=displayName eq 'general'`);
  const [general] = body.value;
  t.hasStrict(general, { catalogType: 'serviceDefault', state: 'published', isExternallyVisible: true });
  t.match(await office.graph.delete(`${V1}/catalogs/${general.id}`), { status: 400 });
});

t.test('changing catalogs and packages', async (t) => {
  const office = await Office.open(t);
  const catalog = await office.catalog('Plain', { isExternallyVisible: true });
  t.equal(
    (await office.graph.patch(`${V1}/catalogs/${catalog}`, { state: 'unpublished', displayName: 'Fancy' })).status,
    204,
  );
  t.hasStrict((await office.graph.get(`${BETA}/accessPackageCatalogs/${catalog}`)).body, {
    displayName: 'Fancy',
    catalogStatus: 'Unpublished',
    isExternallyVisible: true,
  });
  const pack = await office.pack('One', { catalog });
  t.match(await office.graph.post(`${V1}/accessPackages`, { displayName: 'one', catalog: { id: catalog } }), {
    status: 409,
    body: { error: { code: 'DuplicateAccessPackage' } },
  });
  t.match(await office.graph.post(`${V1}/accessPackages`, { displayName: 'Homeless' }), { status: 400 });
  t.equal(
    (await office.graph.patch(`${V1}/accessPackages/${pack.id}`, { isHidden: true, description: 'new' })).status,
    204,
  );
  t.hasStrict((await office.graph.get(`${V1}/accessPackages/${pack.id}`)).body, { isHidden: true, description: 'new' });
  const person = await office.user('person');
  t.match(
    await office.ask(person, 'userAdd', { accessPackageId: pack.id }),
    { status: 400, body: { error: { code: 'NoValidPolicy' } } },
    'what is not published can not be asked for',
  );
});

t.test('what a person can ask for', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const offered = await office.pack('Offered', { groups: [group] });
  await office.pack('Closed', { policy: { requestorSettings: { enableTargetsToSelfAddAccess: false } } });
  const person = await office.user('person');
  const self = office.graph.asUser(person);
  const titles = (reply: { body: { value: { displayName: string }[] } }) =>
    reply.body.value.map(({ displayName }) => displayName);
  t.same(titles(await self.get(`${V1}/accessPackages/filterByCurrentUser(on='allowedRequestor')`)), ['Offered']);
  t.same(titles(await self.get(`${BETA}/availableAccessPackages`)), ['Offered']);
  t.equal((await self.get(`${V1}/availableAccessPackages/${offered.id}`)).body.displayName, 'Offered');
  const { body: roles } = await self.get(`${V1}/availableAccessPackages/${offered.id}/resourceRoleScopes?$expand=role`);
  t.equal(roles.value[0].role.displayName, 'Member');

  const requirements = await self.post(`${V1}/accessPackages/${offered.id}/getApplicablePolicyRequirements`);
  t.equal(requirements.status, 200);
  t.hasStrict(requirements.body.value[0], {
    policyId: offered.policy,
    policyDisplayName: 'Everyone',
    isApprovalRequiredForAdd: false,
    questions: [],
  });
  const other = await office.graph.post(`${BETA}/accessPackages/${offered.id}/getApplicablePolicyRequirements`, {
    subject: { objectId: person },
  });
  t.hasStrict(other.body.value[0], { policyId: offered.policy, isApprovalRequired: false, existingAnswers: [] });

  await office.assign(offered, person);
  const mine = await self.get(`${V1}/assignments/filterByCurrentUser(on='target')?$expand=accessPackage`);
  t.equal(mine.body.value[0].accessPackage.displayName, 'Offered');
  t.match(await self.get(`${V1}/assignments/filterByCurrentUser(on='moon')`), { status: 400 });
});

t.test('packages proposed to a person', async (t) => {
  const office = await Office.open(t);
  const [manager, one, other] = [await office.user('boss'), await office.user('one'), await office.user('other')];
  for (const person of [one, other]) {
    await office.graph.put(`/v1.0/users/${person}/manager/$ref`, {
      '@odata.id': `${office.graph.url}/v1.0/users/${manager}`,
    });
  }
  const pack = await office.pack('Popular');
  await office.assign(pack, other);
  const { body } = await office.graph
    .asUser(one)
    .get(`${V1}/accessPackageSuggestions/filterByCurrentUser(on='relatedPeopleAssignments')?$expand=accessPackage`);
  t.equal(body.value.length, 1);
  t.equal(body.value[0].id, pack.id);
  t.hasStrict(body.value[0].reasons[0], {
    '@odata.type': '#microsoft.graph.accessPackageSuggestionRelatedPeopleBased',
    relatedPeopleAssignmentCount: 1,
  });
  t.equal(body.value[0].accessPackage.displayName, 'Popular');
});
