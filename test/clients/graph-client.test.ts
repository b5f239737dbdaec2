/** Whole stories as Microsoft's JavaScript client tells them: its batches, its iterator over deltas, its query builders. */
import { BatchRequestContent, BatchResponseContent, Client, PageIterator } from '@microsoft/microsoft-graph-client';
import t, { type Test } from 'tap';
import { startEmulator } from '../../src/emulator.js';
import { person, securityGroup } from '../support/directory.js';

interface Item {
  readonly id: string;
  readonly displayName?: string;
}

const EM = '/identityGovernance/entitlementManagement';
const EVENTUAL = { ConsistencyLevel: 'eventual' };

async function clients(t: Test): Promise<{ url: string; v1: Client; beta: Client }> {
  const { url, close } = await startEmulator({ port: 0, logLevel: 'error' });
  t.teardown(close);
  const customHosts = new Set([new URL(url).hostname]);
  const of = (defaultVersion: string) =>
    Client.init({ baseUrl: url, defaultVersion, customHosts, authProvider: (done) => done(null, 'anything') });
  return { url, v1: of('v1.0'), beta: of('beta') };
}

async function all(graph: Client, first: Item, headers?: Record<string, string>) {
  const items: Item[] = [];
  const pages = new PageIterator(graph, first as never, (item: Item) => items.push(item) > 0, headers && { headers });
  await pages.iterate();
  return { items, deltaLink: pages.getDeltaLink() };
}

t.test('advanced queries, page by page', async (t) => {
  const { v1 } = await clients(t);
  for (const name of ['ada', 'adele', 'alan', 'bob', 'adam']) await v1.api('/users').post(person(name));
  const first = await v1
    .api('/users')
    .headers(EVENTUAL)
    .count(true)
    .filter("startsWith(displayName,'ad')")
    .orderby('displayName desc')
    .select(['id', 'displayName'])
    .top(2)
    .get();
  t.equal(first['@odata.count'], 3);
  const { items } = await all(v1, first, EVENTUAL);
  t.same(
    items.map(({ displayName }) => displayName),
    ['adele', 'adam', 'ada'],
  );
  t.equal(await v1.api('/users/$count').headers(EVENTUAL).get(), '6', 'with the administrator');
  const found = await v1.api('/users').headers(EVENTUAL).search('"displayName:bo"').get();
  t.same(
    found.value.map(({ displayName }: Item) => displayName),
    ['bob'],
  );
});

t.test('a delta round, then what changed', async (t) => {
  const { v1, url } = await clients(t);
  const group: Item = await v1.api('/groups').post(securityGroup('tracked'));
  const gone: Item = await v1.api('/groups').post(securityGroup('gone'));
  const start = await all(v1, await v1.api('/groups/delta').select('displayName,members').get());
  t.same(start.items.map(({ id }) => id).sort(), [group.id, gone.id].sort());
  const user: Item = await v1.api('/users').post(person('joiner'));
  const link = { '@odata.id': `${url}/v1.0/directoryObjects/${user.id}` };
  t.equal(await v1.api(`/groups/${group.id}/members/$ref`).post(link), undefined, '204 is nothing');
  await v1.api(`/groups/${gone.id}`).delete();
  const changed = await all(v1, await v1.api(start.deltaLink ?? '').get());
  t.match(
    changed.items.find(({ id }) => id === group.id),
    { 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: user.id }] },
  );
  t.match(
    changed.items.find(({ id }) => id === gone.id),
    { '@removed': { reason: /deleted|changed/ } },
  );
});

t.test('a batch of requests', async (t) => {
  const { v1 } = await clients(t);
  const headers = { 'content-type': 'application/json' };
  const content = new BatchRequestContent([
    { id: '1', request: new Request('http://localhost/users?$select=displayName') },
    {
      id: '2',
      request: new Request('http://localhost/groups', {
        method: 'POST',
        headers,
        body: JSON.stringify(securityGroup('batched')),
      }),
    },
    { id: '3', request: new Request('http://localhost/users/nobody') },
  ]);
  const answer = new BatchResponseContent(await v1.api('/$batch').post(await content.getContent()));
  t.same(
    ['1', '2', '3'].map((id) => answer.getResponseById(id).status),
    [200, 201, 404],
  );
  t.match(await answer.getResponseById('2').json(), { displayName: 'batched' });
});

t.test('beta hands out a group, v1.0 tells who has it', async (t) => {
  const { v1, beta } = await clients(t);
  const group: Item = await v1.api('/groups').post(securityGroup('resource'));
  const user: Item = await v1.api('/users').post(person('taker'));
  const catalog: Item = await beta.api(`${EM}/accessPackageCatalogs`).post({ displayName: 'Catalog' });
  const origin = { originId: group.id, originSystem: 'AadGroup' };
  const onboarding = { catalogId: catalog.id, requestType: 'AdminAdd', accessPackageResource: origin };
  t.match(await beta.api(`${EM}/accessPackageResourceRequests`).post(onboarding), { requestState: 'Delivered' });
  const resources = await beta.api(`${EM}/accessPackageCatalogs/${catalog.id}/accessPackageResources`).get();
  const box: Item = await beta.api(`${EM}/accessPackages`).post({ catalogId: catalog.id, displayName: 'Box' });
  await beta.api(`${EM}/accessPackages/${box.id}/accessPackageResourceRoleScopes`).post({
    accessPackageResourceRole: {
      originId: `Member_${group.id}`,
      originSystem: 'AadGroup',
      accessPackageResource: { id: resources.value[0].id, ...origin },
    },
    accessPackageResourceScope: origin,
  });
  const policy: Item = await v1.api(`${EM}/assignmentPolicies`).post({
    displayName: 'Taker only',
    description: '',
    allowedTargetScope: 'specificDirectoryUsers',
    specificAllowedTargets: [{ '@odata.type': '#microsoft.graph.singleUser', userId: user.id }],
    expiration: { type: 'afterDuration', duration: 'P30D' },
    accessPackage: { id: box.id },
  });
  const assignment = { targetId: user.id, assignmentPolicyId: policy.id, accessPackageId: box.id };
  const request: Item = await v1.api(`${EM}/assignmentRequests`).post({ requestType: 'adminAdd', assignment });
  const state = async () => (await v1.api(`${EM}/assignmentRequests/${request.id}`).get()).state;
  for (let polls = 0; polls < 100 && (await state()) !== 'delivered'; polls++) {
    await new Promise((again) => setTimeout(again, 20));
  }
  t.equal(await state(), 'delivered');
  const held = await v1
    .api(`${EM}/assignments`)
    .filter(`target/objectId eq '${user.id}' and state eq 'delivered'`)
    .expand('target,accessPackage($expand=catalog),assignmentPolicy')
    .get();
  t.match(held.value, [
    {
      target: { objectId: user.id },
      accessPackage: { displayName: 'Box', catalog: { id: catalog.id } },
      assignmentPolicy: { displayName: 'Taker only' },
    },
  ]);
  t.match(await v1.api(`/groups/${group.id}/members`).get(), { value: [{ id: user.id }] });
  t.match(
    await v1
      .api(`${EM}/catalogs/${catalog.id}`)
      .delete()
      .catch((error: unknown) => error),
    { statusCode: 400, code: 'InvalidDeleteCatalogHasAccessPackages' },
  );
});
