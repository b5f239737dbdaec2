/** Separation of duties: who has the one may not have the other. */
import t from 'tap';
import { BETA, Office, type Pack, V1 } from './support/entitlement.js';

const incompatible = (office: Office, pack: Pack, other: Pack, version = V1) =>
  office.graph.post(`${version}/accessPackages/${pack.id}/incompatibleAccessPackages/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/identityGovernance/entitlementManagement/accessPackages/${other.id}`,
  });

const ids = (body: { value: { id: string }[] }) => body.value.map(({ id }) => id);

t.test('ordering and approving payments', async (t) => {
  const office = await Office.open(t);
  const [orders, approvals] = [await office.pack('Orders'), await office.pack('Approvals')];
  t.equal((await incompatible(office, approvals, orders)).status, 204);
  const buyer = await office.user('buyer');
  await office.assign(orders, buyer);

  const refused = { status: 400, body: { error: { code: 'IncompatibleAccessPackage' } } };
  t.match(await office.ask(buyer, 'userAdd', { accessPackageId: approvals.id }), refused);
  const direct = { targetId: buyer, accessPackageId: approvals.id, assignmentPolicyId: approvals.policy };
  t.match(await office.request('adminAdd', direct), refused, 'an administrator can not either');

  const approver = await office.user('approver');
  await office.assign(approvals, approver);
  t.equal(
    (await office.ask(approver, 'userAdd', { accessPackageId: orders.id })).status,
    201,
    'the other way about nobody is kept from it: the list counts in one direction',
  );

  const { body } = await office.graph.get(`${V1}/accessPackages/${orders.id}/accessPackagesIncompatibleWith`);
  t.same(ids(body), [approvals.id]);
  const both = await office.graph.get(
    `${V1}/assignments/additionalAccess(accessPackageId='${approvals.id}',incompatibleAccessPackageId='${orders.id}')?$expand=target`,
  );
  t.equal(both.status, 200);
  t.same(
    both.body.value.map((one: { target: { objectId: string } }) => one.target.objectId),
    [approver],
  );
  const found = await office.graph.get(
    `${BETA}/accessPackageAssignments/additionalAccess(accessPackageId='${approvals.id}')`,
  );
  t.equal(found.body.value.length, 1, 'beta finds the other packages itself');
});

t.test('taking an incompatibility back', async (t) => {
  const office = await Office.open(t);
  const [one, other] = [await office.pack('One'), await office.pack('Other')];
  const place = `${BETA}/accessPackages/${one.id}/incompatibleAccessPackages`;
  t.equal((await incompatible(office, one, one, BETA)).status, 400, 'not with itself');
  await incompatible(office, one, other, BETA);
  t.same(ids((await office.graph.get(place)).body), [other.id]);
  t.equal((await office.graph.delete(`${place}/${other.id}/$ref`)).status, 204);
  t.equal((await office.graph.delete(`${place}/${other.id}/$ref`)).status, 404, 'once');
  const person = await office.user('person');
  await office.assign(other, person);
  t.equal((await office.ask(person, 'userAdd', { accessPackageId: one.id })).status, 201);
});

t.test('a group whose members may not have the package', async (t) => {
  const office = await Office.open(t);
  const contractor = await office.user('contractor');
  const contractors = await office.group('contractors');
  const pack = await office.pack('Payroll');
  const place = `${V1}/accessPackages/${pack.id}/incompatibleGroups`;
  t.equal(
    (await office.graph.post(`${place}/$ref`, { '@odata.id': `${office.graph.url}/v1.0/groups/${contractors}` }))
      .status,
    204,
  );
  t.same(ids((await office.graph.get(place)).body), [contractors]);

  const membership = await office.pack('Contractor', { groups: [contractors] });
  await office.assign(membership, contractor);
  t.match(await office.ask(contractor, 'userAdd', { accessPackageId: pack.id }), {
    status: 400,
    body: { error: { code: 'IncompatibleAccessPackage' } },
  });
  t.equal((await office.graph.delete(`${place}/${contractors}/$ref`)).status, 204);
  t.equal((await office.ask(contractor, 'userAdd', { accessPackageId: pack.id })).status, 201);
});
