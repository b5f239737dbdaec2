/** Deliveries that take their time, fail, or are never done. */
import t from 'tap';
import { BETA, Office, V1 } from './support/entitlement.js';

const deliveries = (office: Office, body: object) => office.graph.post('/_emulator/delivery', body);
const run = (office: Office, body: object = {}) => office.graph.post('/_emulator/delivery/run', body);

async function twoGroups(office: Office) {
  const groups = [await office.group('one'), await office.group('two')] as const;
  const pack = await office.pack('Pack', { groups });
  return { groups, pack, person: await office.user('person') };
}

t.test('when it is asked for', async (t) => {
  const office = await Office.open(t);
  const { groups, pack, person } = await twoGroups(office);
  t.hasStrict(await deliveries(office, { mode: 'manual' }), { status: 200, body: { mode: 'manual' } });
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'delivering/Delivering');
  t.hasStrict(await office.assignment(id), { state: 'delivering', schedule: { startDateTime: null } });
  const { body: held } = await office.graph.get(`${BETA}/accessPackageAssignmentResourceRoles`);
  t.equal(held.value[0].status, 'PendingFulfillment');
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${id}/cancel`)).status, 400, 'it is too late to cancel');
  await office.graph.advance('P30D');
  t.equal(await office.requestState(id), 'delivering/Delivering', 'time alone delivers nothing');
  t.same((await run(office)).body, { delivered: [id] });
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
  t.same(await office.members(groups[0]), [person]);
});

t.test('as it is set at the start, whatever a test has set meanwhile', async (t) => {
  const seed = {
    users: [{ userPrincipalName: 'ann@contoso.com' }],
    catalogs: [{ displayName: 'C', packages: [{ displayName: 'P', policies: [{ displayName: 'Direct' }] }] }],
    assignments: [{ accessPackage: 'P', target: 'ann@contoso.com' }],
  };
  const office = await Office.open(t, { delivery: 'manual', seed });
  t.same((await office.graph.get('/_emulator/delivery')).body, { mode: 'manual' });
  const { body: seeded } = await office.graph.get(`${V1}/assignments?$select=state`);
  t.match(seeded.value, [{ state: 'delivered' }], 'what a seed assigns is there from the start');
  await deliveries(office, { mode: 3 });
  await office.graph.reset();
  t.same((await office.graph.get('/_emulator/delivery')).body, { mode: 'manual' });
  const { pack, person } = await twoGroups(office);
  const id = await office.assign(pack, person);
  await office.graph.advance('P1D');
  t.equal(await office.requestState(id), 'delivering/Delivering');
});

t.test('after a time', async (t) => {
  const office = await Office.open(t);
  const { pack, person } = await twoGroups(office);
  await deliveries(office, { mode: 'PT30M' });
  const id = await office.assign(pack, person);
  await office.graph.advance('PT29M');
  t.equal(await office.requestState(id), 'delivering/Delivering');
  await office.graph.advance('PT2M');
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
});

t.test('after a number of looks', async (t) => {
  const office = await Office.open(t);
  const { pack, person } = await twoGroups(office);
  await deliveries(office, { mode: 2 });
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'delivering/Delivering');
  t.equal((await office.assignment(id)).state, 'delivering');
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
});

t.test('one that fails is processed again', async (t) => {
  const office = await Office.open(t);
  const { groups, pack, person } = await twoGroups(office);
  await deliveries(office, { accessPackage: pack.id, outcome: 'fail' });
  const id = await office.assign(pack, person);
  t.equal(await office.requestState(id), 'deliveryFailed/DeliveryFailed');
  t.equal((await office.assignment(id)).state, 'deliveryFailed');
  t.same(await office.members(groups[0]), []);

  const again = () => office.graph.post(`${V1}/assignmentRequests/${id}/reprocess`);
  await deliveries(office, { accessPackage: pack.id, outcome: 'partial' });
  t.equal((await again()).status, 202);
  t.equal((await office.assignment(id)).state, 'partiallyDelivered');
  t.same(await office.members(groups[1]), [person]);
  await deliveries(office, { accessPackage: pack.id, outcome: 'deliver' });
  t.equal((await again()).status, 202);
  t.equal(await office.requestState(id), 'delivered/FulfilledNotificationTriggered');
  t.same(await office.members(groups[0]), [person]);
  t.match(
    await again(),
    { status: 400, body: { error: { code: 'InvalidRequestState' } } },
    'what is done is not done again',
  );
  t.equal((await office.graph.post(`${V1}/assignmentRequests/nonsense/reprocess`)).status, 400);
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${person}/reprocess`)).status, 404);
});

t.test('one that failed too long ago', async (t) => {
  const office = await Office.open(t);
  const { pack, person } = await twoGroups(office);
  await deliveries(office, { accessPackage: pack.id, outcome: 'fail' });
  const id = await office.assign(pack, person);
  await office.graph.advance('P15D');
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${id}/reprocess`)).status, 400);
  t.equal((await office.graph.post(`${V1}/assignmentRequests/${id}/cancel`)).status, 200, 'it can be canceled');
  t.equal((await office.assignment(id)).state, 'expired');
});

t.test('one that is never done', async (t) => {
  const office = await Office.open(t);
  const { pack, person } = await twoGroups(office);
  await deliveries(office, { mode: 'manual' });
  const id = await office.assign(pack, person);
  await deliveries(office, { request: id, outcome: 'stay' });
  t.same((await run(office)).body, { delivered: [] });
  t.equal(await office.requestState(id), 'delivering/Delivering');
});

t.test('what is no delivery', async (t) => {
  const office = await Office.open(t);
  for (const body of [{ mode: 'soon' }, { mode: -1 }, { request: 'x', outcome: 'explode' }]) {
    t.equal((await deliveries(office, body)).status, 400);
  }
  t.equal((await deliveries(office, { request: 'x', outcome: 'fail' })).status, 404);
});
