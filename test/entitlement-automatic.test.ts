/** Policies that assign a package by a rule ("Configure an automatic assignment policy for an access package"). */
import t from 'tap';
import { Office, type Pack, V1 } from './support/entitlement.js';

const everything = { requestAccessForAllowedTargets: true, removeAccessWhenTargetLeavesAllowedTargets: true };

function automatic(department: string, automaticRequestSettings: object = everything): object {
  return {
    allowedTargetScope: 'specificDirectoryUsers',
    specificAllowedTargets: [
      {
        '@odata.type': '#microsoft.graph.attributeRuleMembers',
        description: department,
        membershipRule: `(user.department -eq "${department}")`,
      },
    ],
    requestorSettings: null,
    automaticRequestSettings,
  };
}

const move = (office: Office, user: string, department: string) =>
  office.graph.patch(`/v1.0/users/${user}`, { department });

async function assignments(office: Office, pack: Pack): Promise<string[]> {
  const filter = encodeURIComponent(`accessPackage/id eq '${pack.id}'`);
  const { body } = await office.graph.get(`${V1}/assignments?$filter=${filter}&$expand=target`);
  return body.value.map(
    ({ state, status, target }: { state: string; status: string; target: { displayName: string } }) =>
      [target.displayName, state, status].join(' '),
  );
}

t.test('who meets the rule is assigned, now and later', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('sellers');
  const seller = await office.user('seller', { department: 'Sales' });
  const clerk = await office.user('clerk', { department: 'Finance' });
  const pack = await office.pack('Selling', { groups: [group], policy: automatic('Sales') });
  t.same(await office.members(group), [seller], 'those who are there when the policy is made');
  const { body } = await office.graph.get(`${V1}/assignmentRequests?$expand=assignment($expand=assignmentPolicy)`);
  t.hasStrict(body.value[0], { requestType: 'systemAdd', state: 'delivered' });
  t.equal(body.value[0].assignment.assignmentPolicy.id, pack.policy);

  await move(office, clerk, 'Sales');
  const newcomer = await office.user('newcomer', { department: 'Sales' });
  t.same((await office.members(group)).sort(), [seller, clerk, newcomer].sort(), 'those who move, and those who come');
  await move(office, clerk, 'Finance');
  t.same(
    (await office.members(group)).sort(),
    [seller, newcomer].sort(),
    'who leaves loses it at once without a grace',
  );
  t.match(await assignments(office, pack), [
    'seller delivered Delivered',
    /^clerk expired/,
    'newcomer delivered Delivered',
  ]);
});

t.test('a grace before access is taken away', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('sellers');
  const [anne, bert] = [
    await office.user('anne', { department: 'Sales' }),
    await office.user('bert', { department: 'Sales' }),
  ];
  const settings = { ...everything, gracePeriodBeforeAccessRemoval: 'P7D' };
  const pack = await office.pack('Selling', { groups: [group], policy: automatic('Sales', settings) });
  await move(office, anne, 'Finance');
  await move(office, bert, 'Finance');
  t.same(await assignments(office, pack), [
    'anne delivered AutoAssignmentInGracePeriod',
    'bert delivered AutoAssignmentInGracePeriod',
  ]);
  await office.graph.advance('P3D');
  await move(office, bert, 'Sales');
  await office.graph.advance('P5D');
  t.same(await office.members(group), [bert], 'who comes back in time keeps it');
  t.match(await assignments(office, pack), [/^anne expired/, 'bert delivered Delivered']);
  const { body } = await office.graph.get(`${V1}/assignmentRequests?$filter=requestType eq 'systemRemove'`);
  t.equal(body.value.length, 1);
});

t.test('access that only comes by itself, or only goes', async (t) => {
  const office = await Office.open(t);
  const [kept, given] = [await office.group('kept'), await office.group('given')];
  const person = await office.user('person', { department: 'Sales' });
  const giving = { requestAccessForAllowedTargets: true, removeAccessWhenTargetLeavesAllowedTargets: false };
  const taking = { requestAccessForAllowedTargets: false, removeAccessWhenTargetLeavesAllowedTargets: true };
  await office.pack('Kept', { groups: [kept], policy: automatic('Sales', giving) });
  const pack = await office.pack('Given', { groups: [given], policy: automatic('Sales', taking) });
  t.same(await office.members(given), []);
  await office.assign(pack, person);
  t.same(await office.members(given), [person], 'administrators assign whom the rule has');
  await move(office, person, 'Finance');
  t.same(await office.members(kept), [person]);
  t.same(await office.members(given), []);
  const { id: accessPackageId, policy: assignmentPolicyId } = pack;
  const refused = await office.request('adminAdd', { targetId: person, assignmentPolicyId, accessPackageId });
  t.match(refused, { status: 400 }, 'and nobody else');
});

t.test('a policy with another rule', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('team');
  const [seller, clerk] = [
    await office.user('seller', { department: 'Sales' }),
    await office.user('clerk', { department: 'Finance' }),
  ];
  const pack = await office.pack('Team', { groups: [group], policy: automatic('Sales') });
  t.same(await office.members(group), [seller]);
  const next = { ...automatic('Finance'), displayName: 'Everyone', accessPackage: { id: pack.id } };
  t.match(await office.graph.put(`${V1}/assignmentPolicies/${pack.policy}`, next), { status: 200 });
  t.same(await office.members(group), [clerk]);
});

t.test('nobody is assigned what they have, or must not have', async (t) => {
  const office = await Office.open(t);
  const forbidden = await office.group('forbidden');
  const [holder, barred] = [
    await office.user('holder', { department: 'Sales' }),
    await office.user('barred', { department: 'Sales' }),
  ];
  await office.graph.post(`/v1.0/groups/${forbidden}/members/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${barred}`,
  });
  const pack = await office.pack('Pack');
  await office.graph.post(`${V1}/accessPackages/${pack.id}/incompatibleGroups/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/groups/${forbidden}`,
  });
  await office.assign(pack, holder);
  await office.policy(pack.id, { ...automatic('Sales'), displayName: 'Automatic' });
  t.same(await assignments(office, pack), ['holder delivered Delivered']);
  await move(office, holder, 'Finance');
  t.same(await assignments(office, pack), ['holder delivered Delivered'], 'what another policy gave stays');
});
