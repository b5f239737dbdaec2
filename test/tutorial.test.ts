/** Microsoft's tutorial, played as its reader plays it: in order, again, side by side, and out of order. */
import t from 'tap';
import { startEmulator } from '../src/emulator.js';
import { emulator, type Graph } from './support/emulator.js';
import { fill, type Ids } from './support/shape.js';
import { play, playAll, type Send } from './support/tutorial.js';
import { chapters, tutorial } from './support/tutorial-steps.js';

const BETA = '/beta/identityGovernance/entitlementManagement';
const V1 = '/v1.0/identityGovernance/entitlementManagement';

const within = (graph: Graph): Send => graph.send;

/** The way of a client on another machine: a socket, and nothing known but a URL. */
const over =
  (url: string): Send =>
  async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      ...(body && { headers: { 'Content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

t.test('the tutorial, request by request', async (t) => {
  const send = within(await emulator(t));
  const ids: Ids = new Map();
  t.equal(tutorial.length, 18);
  for (const step of tutorial) t.same(await play(step, send, ids), [], step.does);
});

t.test('over a socket, twice in a row, and in two tenants at once', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'error' });
  t.teardown(() => running.close());
  const first = await playAll(tutorial, over(running.url));
  const second = await playAll(tutorial, over(running.url));
  t.not(second.get('user'), first.get('user'), 'the second run makes its own user');
  t.equal(second.get('catalog'), first.get('catalog'), 'in the same catalog');
  const [left, right] = await Promise.all(
    ['left', 'right'].map((name) => playAll(tutorial, over(`${running.url}/t/${name}`))),
  );
  t.not(left?.get('package'), right?.get('package'), 'tenants make their own ids');
});

t.test('the requestor is a member of the group from delivery to removal', async (t) => {
  const graph = await emulator(t);
  const send = within(graph);
  const ids = await playAll(chapters.prepare, send);
  const members = async () => {
    const { body } = await graph.get(fill('/v1.0/groups/{group}/members?$select=id', ids));
    return (body.value as { id: string }[]).map(({ id }) => id);
  };
  t.same(await members(), [], 'nobody is before the request');
  await playAll(chapters.request, send, ids);
  t.same(await members(), [ids.get('user')]);
  await playAll(chapters.cleanUp.slice(0, 1), send, ids);
  t.same(await members(), [], 'nobody is after the removal');
  const { body } = await graph.get(fill(`${BETA}/accessPackageAssignments/{request}`, ids));
  t.equal(body.assignmentState, 'Expired', 'the assignment stays listed, as expired');
});

t.test('a clean-up in the wrong order is refused, and nothing is half done', async (t) => {
  const graph = await emulator(t);
  const send = within(graph);
  const ids = await playAll([...chapters.prepare, ...chapters.request], send);
  const watched = [
    '/v1.0/groups/{group}/members?$select=id',
    `${BETA}/accessPackages/{package}?$expand=accessPackageResourceRoleScopes,accessPackageAssignmentPolicies`,
    `${BETA}/accessPackageAssignmentPolicies/{policy}`,
    `${BETA}/accessPackageAssignmentRequests`,
    `${BETA}/accessPackageAssignments?$expand=target`,
    `${BETA}/accessPackageCatalogs/{catalog}?$expand=accessPackageResources`,
  ].map((url) => fill(url, ids));
  const state = () => Promise.all(watched.map(async (url) => (await graph.get(url)).body));
  const before = await state();
  const refused = async (what: string, method: string, url: string, body?: object) => {
    const filled = body && (JSON.parse(fill(JSON.stringify(body), ids)) as object);
    const answer = await graph.send(method, fill(url, ids), filled);
    t.match(answer, { status: /^4\d\d$/, body: { error: { code: /./, message: /./ } } }, `${what} is refused`);
    t.same(await state(), before, `${what} changes nothing`);
  };
  await refused('deleting the policy', 'DELETE', `${BETA}/accessPackageAssignmentPolicies/{policy}`);
  await refused('deleting the access package', 'DELETE', `${BETA}/accessPackages/{package}`);
  await refused('deleting the assignment', 'DELETE', `${BETA}/accessPackageAssignments/{request}`);
  await refused('deleting the request', 'DELETE', `${BETA}/accessPackageAssignmentRequests/{request}`);
  await refused('deleting the catalog', 'DELETE', `${BETA}/accessPackageCatalogs/{catalog}`);
  await refused('taking the group out of the catalog', 'POST', `${BETA}/accessPackageResourceRequests`, {
    catalogId: '{catalog}',
    requestType: 'AdminRemove',
    accessPackageResource: { id: '{resource}', originId: '{group}', originSystem: 'AadGroup' },
  });
  await refused('asking for the same access again', 'POST', `${BETA}/accessPackageAssignmentRequests`, {
    requestType: 'UserAdd',
    accessPackageAssignment: { targetId: '{user}', assignmentPolicyId: '{policy}', accessPackageId: '{package}' },
  });
  await playAll(chapters.cleanUp, send, ids);
  for (const url of watched.slice(0, 3)) t.equal((await graph.get(url)).status, 404, `${url} is gone`);
});

t.test('a deleted requestor still keeps the access package from being deleted', async (t) => {
  const graph = await emulator(t);
  const send = within(graph);
  const ids = await playAll([...chapters.prepare, ...chapters.request], send);
  t.equal((await graph.delete(fill('/v1.0/users/{user}', ids))).status, 204);
  const answer = await graph.delete(fill(`${BETA}/accessPackages/{package}`, ids));
  t.match(answer, { status: 400, body: { error: { code: /./ } } });
});

t.test('what beta created, v1.0 tells in its own words', async (t) => {
  const graph = await emulator(t);
  const ids = await playAll([...chapters.prepare, ...chapters.request], within(graph));
  const get = async (url: string) => {
    const answer = await graph.get(fill(V1 + url, ids));
    t.equal(answer.status, 200, url);
    return answer.body;
  };

  const [catalog] = (await get("/catalogs?$filter=displayName eq 'General'")).value;
  t.hasStrict(catalog, { id: ids.get('catalog'), catalogType: 'serviceDefault', state: 'published' });
  t.notOk('catalogStatus' in catalog || 'createdBy' in catalog, 'without the words of beta');

  const pack = await get('/accessPackages/{package}?$expand=catalog,resourceRoleScopes($expand=role,scope)');
  t.hasStrict(pack, { displayName: 'Marketing Campaign', isHidden: false, catalog: { id: ids.get('catalog') } });
  t.hasStrict(pack.resourceRoleScopes[0].role, { displayName: 'Member', originId: fill('Member_{group}', ids) });
  t.notOk('catalogId' in pack, 'without foreign keys');

  const policy = await get('/assignmentPolicies/{policy}?$expand=accessPackage');
  t.hasStrict(policy, {
    displayName: 'Specific users',
    allowedTargetScope: 'specificDirectoryUsers',
    specificAllowedTargets: [
      { '@odata.type': '#microsoft.graph.singleUser', userId: ids.get('user'), description: 'Requestor1' },
    ],
    expiration: { type: 'afterDuration', duration: 'P30D' },
    requestorSettings: { enableTargetsToSelfAddAccess: true, enableTargetsToSelfUpdateAccess: false },
    requestApprovalSettings: { isApprovalRequiredForAdd: false, isApprovalRequiredForUpdate: false, stages: [] },
    accessPackage: { id: ids.get('package') },
  });

  const [resource] = (await get(`/catalogs/{catalog}/resources?$filter=originId eq '{group}'`)).value;
  t.hasStrict(resource, { id: ids.get('resource'), displayName: 'Marketing resources', originSystem: 'AadGroup' });
  const resourceRequest = await get('/resourceRequests/{resourceRequest}');
  t.match(resourceRequest, { requestType: /^adminAdd$/i, state: 'delivered' });

  const request = await get('/assignmentRequests/{request}?$expand=assignment($expand=target),accessPackage');
  t.hasStrict(request, { requestType: 'userAdd', state: 'delivered', status: 'FulfilledNotificationTriggered' });
  t.hasStrict(request.assignment, { id: ids.get('request'), target: { objectId: ids.get('user') } });
  t.equal(request.accessPackage.id, ids.get('package'));

  const assignments = await get("/assignments?$filter=assignmentPolicy/id eq '{policy}'&$expand=target");
  t.equal(assignments.value.length, 1);
  t.hasStrict(assignments.value[0], { state: 'delivered', status: 'Delivered', expiredDateTime: null });
  t.hasStrict(assignments.value[0].target, { id: ids.get('subject'), objectId: ids.get('user') });
});

t.test('access ends after the 30 days of the policy', async (t) => {
  const graph = await emulator(t);
  const ids = await playAll([...chapters.prepare, ...chapters.request], within(graph));
  const members = async () => (await graph.get(fill('/v1.0/groups/{group}/members', ids))).body.value.length;
  await graph.advance('P29D');
  t.equal(await members(), 1, 'a day before, it is there');
  await graph.advance('P2D');
  t.equal(await members(), 0, 'a day after, it is gone');
  const { body } = await graph.get(fill(`${V1}/assignments/{request}`, ids));
  t.equal(body.state, 'expired');
});
