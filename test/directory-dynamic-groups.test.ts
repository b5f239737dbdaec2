/** Groups whose members a rule determines. */
import t from 'tap';
import { createGroup, createUser, idsIn, reference, securityGroup } from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

const dynamic = (membershipRule: string, membershipRuleProcessingState = 'On') => ({
  groupTypes: ['DynamicMembership'],
  membershipRule,
  membershipRuleProcessingState,
});

/** The display names of the members, sorted. */
async function namesIn(graph: Graph, group: string): Promise<string[]> {
  const { body } = await graph.get(`/v1.0/groups/${group}/members`);
  return body.value.map((member: { displayName: string }) => member.displayName).sort();
}

t.test('members come and go as the rule says', async (t) => {
  const graph = await emulator(t);
  const ann = await createUser(graph, 'Ann', { department: 'Sales' });
  const sales = await createGroup(graph, 'Sales', dynamic('user.department -eq "sales"'));
  t.same(await namesIn(graph, sales), ['Ann'], 'who was there before');
  const bob = await createUser(graph, 'Bob', { department: 'Sales' });
  t.same(await namesIn(graph, sales), ['Ann', 'Bob'], 'who comes');
  await graph.patch(`/v1.0/users/${ann}`, { department: 'Legal' });
  t.same(await namesIn(graph, sales), ['Bob'], 'who changes');
  await graph.patch(`/v1.0/groups/${sales}`, { membershipRule: 'user.department -eq "Legal"' });
  t.same(await namesIn(graph, sales), ['Ann'], 'another rule');
  await graph.patch(`/v1.0/groups/${sales}`, { membershipRuleProcessingState: 'Paused' });
  await graph.patch(`/v1.0/users/${bob}`, { department: 'Legal' });
  t.same(await namesIn(graph, sales), ['Ann'], 'paused');
  await graph.patch(`/v1.0/groups/${sales}`, { membershipRuleProcessingState: 'On' });
  t.same(await namesIn(graph, sales), ['Ann', 'Bob'], 'and on again');
});

t.test('nobody is added or removed by hand', async (t) => {
  const graph = await emulator(t);
  const user = await createUser(graph, 'Ann', { city: 'Bonn' });
  const group = await createGroup(graph, 'Bonn', dynamic('user.city -eq "Bonn"'));
  const members = `/v1.0/groups/${group}/members`;
  t.match(await graph.post(`${members}/$ref`, reference(user)), {
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied' } },
  });
  t.equal((await graph.delete(`${members}/${user}/$ref`)).status, 403);
  const bind = { 'members@odata.bind': [`${graph.url}/v1.0/users/${user}`] };
  t.equal((await graph.patch(`/v1.0/groups/${group}`, bind)).status, 403);
});

t.test('a group that becomes dynamic keeps only whom the rule names', async (t) => {
  const graph = await emulator(t);
  const [ann, inner] = [await createUser(graph, 'Ann', { city: 'Bonn' }), await createGroup(graph, 'Inner')];
  const bob = await createUser(graph, 'Bob');
  const group = await createGroup(graph, 'Group');
  for (const id of [bob, inner]) await graph.post(`/v1.0/groups/${group}/members/$ref`, reference(id));
  t.equal((await graph.patch(`/v1.0/groups/${group}`, dynamic('user.city -eq "Bonn"'))).status, 204);
  t.same(await idsIn(graph, `/v1.0/groups/${group}/members`), [ann]);
});

t.test('what rules can say', async (t) => {
  const graph = await emulator(t);
  const boss = await createUser(graph, 'Boss', { department: 'Board', accountEnabled: false });
  const ann = await createUser(graph, 'Ann', {
    department: 'Sales',
    jobTitle: 'SDE II',
    otherMails: ['ann@fabrikam.com'],
    onPremisesExtensionAttributes: { extensionAttribute1: 'Marketing' },
    employeeHireDate: '2024-01-01T00:00:00Z',
  });
  await createUser(graph, 'Bob', { department: 'Marketing', usageLocation: 'DE', mobilePhone: '+49 1' });
  await graph.put(`/v1.0/users/${ann}/manager/$ref`, reference(boss));
  const everyone = ['Ann', 'Bob', 'Boss'];
  const rules: [string, string[]][] = [
    ['user.objectId -ne null', everyone],
    ['user.department -eq null', []],
    ['user.department -ne "Sales"', ['Bob', 'Boss']],
    ['user.accountEnabled -eq false', ['Boss']],
    ['user.department -startsWith "mark"', ['Bob']],
    ['user.department -notStartsWith "mark"', ['Ann', 'Boss']],
    ['user.department -contains "ALE"', ['Ann']],
    ['user.department -notContains "a"', []],
    ['user.jobTitle -match "^SDE I+$"', ['Ann']],
    ['user.jobTitle -notMatch "SDE.*"', ['Bob', 'Boss']],
    ['user.department -in ["Sales","Board"]', ['Ann', 'Boss']],
    ['user.department -notIn ["Sales","Board"]', ['Bob']],
    ['(user.department -eq "Sales") -or (user.department -eq "Board")', ['Ann', 'Boss']],
    ['user.department -eq "Sales" or user.usageLocation eq "DE"', ['Ann', 'Bob']],
    ['user.department -ne "Sales" -and -not (user.usageLocation -eq "DE")', ['Boss']],
    ['-not (user.department -eq "Sales" -or user.department -eq "Board")', ['Bob']],
    ['user.mobile -ne null', ['Bob']],
    ['user.otherMails -contains "ANN@fabrikam.com"', ['Ann']],
    ['user.otherMails -any (_ -startsWith "ann@")', ['Ann']],
    ['user.otherMails -all (_ -startsWith "ann@")', everyone],
    ['user.assignedPlans -any (assignedPlan.service -eq "SCO")', []],
    ['user.extensionAttribute1 -eq "Marketing"', ['Ann']],
    ['user.employeeHireDate -ge "2023-06-01T00:00:00Z"', ['Ann']],
    [`Direct Reports for "${boss}"`, ['Ann']],
    ["user.displayName -eq 'Ann'", ['Ann']],
  ];
  for (const [at, [rule, names]] of rules.entries()) {
    const group = await createGroup(graph, `rule${at}`, dynamic(rule));
    const members = (await namesIn(graph, group)).filter((name) => name !== 'MOD Administrator');
    t.same(members, names, rule);
  }
});

t.test('rules that are none', async (t) => {
  const graph = await emulator(t);
  const refused = [
    'user.department',
    'user.department -eq',
    'user.department -is "Sales"',
    'user.shoeSize -eq "42"',
    'device.displayName -eq "x"',
    '(user.department -eq "Sales"',
    'user.department -eq "Sales" -and',
    'user.department -eq "Sales" user.city -eq "Bonn"',
    'user.department -eq Sales',
    'user.department -in "Sales"',
    'user.department -eq ["Sales"]',
    'user.accountEnabled -eq "yes"',
    'user.accountEnabled -startsWith "t"',
    'user.department -match "("',
    'user.department -eq "Sales',
    'user.department ! "Sales"',
    `user.department -eq "${'x'.repeat(3100)}"`,
  ];
  for (const rule of refused) {
    const { status, body } = await graph.post('/v1.0/groups', securityGroup('Refused', dynamic(rule)));
    t.equal(status, 400, rule.slice(0, 60));
    t.match(body.error, { code: 'Request_BadRequest', message: /^Dynamic membership rule validation error: / });
  }
});
