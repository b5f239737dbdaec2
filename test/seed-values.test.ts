/** Mistakes in the values of a seed: told with place and remedy, as Graph would refuse them. */
import t from 'tap';
import { emulator } from './support/emulator.js';

const GUID = '0d3f6c0e-6f4e-4f33-9d4b-0d8f7f0a9a11';
const user = (more: string) => `users:\n  - userPrincipalName: a@contoso.com\n    ${more}\n`;
const policy = (more: string) =>
  `packages:\n  - displayName: P\n    policies:\n      - displayName: X\n        ${more}\n`;

const MISTAKES: [seed: string, message: string | RegExp][] = [
  [
    user('employeeHireDate: yesterday'),
    'body:3: users[0].employeeHireDate: "yesterday" is no instant, such as 2027-01-31T09:00:00Z',
  ],
  [
    user('employeeHireDate: 2026-13-41T00:00:00Z'),
    'body:3: users[0].employeeHireDate: "2026-13-41T00:00:00Z" is no instant, such as 2027-01-31T09:00:00Z',
  ],
  [user('id: not-a-guid'), `body:3: users[0].id: "not-a-guid" is no GUID, such as ${GUID}`],
  [user('mobilePhone: 5'), 'body:3: users[0].mobilePhone: must be string'],
  [
    user('assignedLicenses: [{ skuId: E5 }]'),
    `body:3: users[0].assignedLicenses[0].skuId: "E5" is no GUID, such as ${GUID}`,
  ],
  [
    user('passwordProfile: { pasword: x }'),
    "body:3: users[0].passwordProfile.pasword: there is no property 'pasword' here; did you mean 'password'?",
  ],
  [
    'applications:\n  - displayName: D\n    passwordCredentials:\n      - secretText: 12345\n',
    'body:4: applications[0].passwordCredentials[0].secretText: 12345 is no text',
  ],
  [`groups:\n  - displayName: ${'x'.repeat(257)}\n`, 'body:2: groups[0].displayName: longer than 256 characters'],
  [
    policy('expiration: { type: afterDuration, duration: 30 days }'),
    'body:5: packages[0].policies[0].expiration.duration: "30 days" is no ISO 8601 duration, such as P30D',
  ],
  [
    policy('requestApprovalSettings: { stages: [{ durationBeforeAutomaticDenial: a week }] }'),
    'body:5: packages[0].policies[0].requestApprovalSettings.stages[0].durationBeforeAutomaticDenial: "a week" is no ISO 8601 duration, such as P30D',
  ],
  [
    policy('reviewSettings: { expirationBehavior: nothing }'),
    'body:5: packages[0].policies[0].reviewSettings.expirationBehavior: must be one of keepAccess, removeAccess, acceptAccessRecommendation, unknownFutureValue',
  ],
  [policy('id: x'), `body:5: packages[0].policies[0].id: "x" is no GUID, such as ${GUID}`],
  [
    'catalogs:\n  - displayName: C\n    createdDateTime: long ago\n',
    'body:3: catalogs[0].createdDateTime: "long ago" is no instant, such as 2027-01-31T09:00:00Z',
  ],
  [
    'assignments:\n  - accessPackage: P\n    target: x\n    end: tomorrow\n',
    'body:4: assignments[0].end: "tomorrow" is no instant, such as 2027-01-31T09:00:00Z',
  ],
  [
    'organization:\n  createdDateTime: long ago\n',
    'body:2: organization.createdDateTime: "long ago" is no instant, such as 2027-01-31T09:00:00Z',
  ],
  [user("displayName: ''"), 'body:3: users[0].displayName: must not be empty'],
  [user('mail: nobody'), 'body:3: users[0].mail: must be a mail address without accents'],
  [user('userType: Gast'), 'body:3: users[0].userType: must be one of Member, Guest'],
  ['users:\n  - userPrincipalName: a b@contoso.com\n', /^body:2: users\[0\].userPrincipalName: must have a name and a/],
  [
    'groups:\n  - displayName: G\n    visibility: Privat\n',
    'body:3: groups[0].visibility: must be one of Private, Public, HiddenMembership',
  ],
  [
    'groups:\n  - displayName: G\n    groupTypes: [Unifid]\n',
    'body:3: groups[0].groupTypes: must be one of Unified, DynamicMembership',
  ],
  ["groups:\n  - displayName: ''\n", 'body:2: groups[0].displayName: must not be empty'],
  [
    'groups:\n  - displayName: G\n    groupTypes: [DynamicMembership]\n',
    "body:2: groups[0]: A value is required for property 'membershipRule' of resource 'Group'. (Request_BadRequest)",
  ],
  ["applications:\n  - displayName: ''\n", 'body:2: applications[0].displayName: must not be empty'],
  [
    'applications:\n  - displayName: D\n    appId: x\n',
    `body:3: applications[0].appId: "x" is no GUID, such as ${GUID}`,
  ],
  [
    'applications:\n  - displayName: D\n    appRoles: [{ value: read }]\n',
    "body:3: applications[0].appRoles: must have an 'id' for each role",
  ],
  [
    "servicePrincipals:\n  - { displayName: '', appId: 6f9a4c1e-53b7-4f0a-9d27-1b8e3c5a7d42 }\n",
    "body:2: servicePrincipals[0]: needs an 'application', or an 'appId' and a 'displayName'",
  ],
  [
    user('identities: [{ signInType: userName }]'),
    "body:3: users[0].identities: Invalid value specified for property 'identities' of resource 'User'. (Request_BadRequest)",
  ],
  [
    'applications:\n  - displayName: D\n    signInAudience: Everybody\n',
    /^body:3: applications\[0\].signInAudience: must be one of AzureADMyOrg, /,
  ],
  [
    'applications: [{ displayName: A, identifierUris: [api://a] }, { displayName: B, identifierUris: [api://a] }]',
    /^body:1: applications\[1\].identifierUris: Another object with the same value for property identifierUris/,
  ],
  [
    'organization:\n  domains:\n    - fabri kam\n',
    "body:3: organization.domains[0]: 'fabri kam' is no domain, such as fabrikam.com",
  ],
  [
    'organization:\n  domains:\n    - fabrikam.com\n    - Fabrikam.com\n',
    "body:4: organization.domains[1]: 'Fabrikam.com' is in the list already; leave out one of them",
  ],
];

t.test('values are such as Graph would take', async (t) => {
  const graph = await emulator(t);
  for (const [seed, message] of MISTAKES) {
    const { status, body } = await graph.post('/_emulator/seed', seed);
    t.match([status, body.error?.message], [400, message], seed);
  }
});

t.test('groups that others than Graph have made can be there', async (t) => {
  const graph = await emulator(t);
  const lists = 'groups: [{ displayName: Everybody, mailEnabled: true, securityEnabled: false }]';
  t.equal((await graph.post('/_emulator/seed', lists)).status, 200);
  t.match((await graph.get('/v1.0/groups')).body.value, [{ mailEnabled: true, securityEnabled: false }]);
});

t.test('guests are called what invitations made of their addresses, also in an export', async (t) => {
  const first = await emulator(t);
  const invitedUserEmailAddress = `${'long'.repeat(20)}+ä@fabrikam.com`;
  await first.post('/v1.0/invitations', { invitedUserEmailAddress, inviteRedirectUrl: 'https://x.example' });
  const seed = (await first.get('/_emulator/export')).body;
  t.match(seed.users, [{ mail: invitedUserEmailAddress }]);
  const second = await emulator(t);
  t.equal((await second.post('/_emulator/seed', seed)).status, 200);
  t.same((await second.get('/_emulator/export')).body, seed);
});

t.test('instants are kept in UTC', async (t) => {
  const graph = await emulator(t);
  await graph.post('/_emulator/seed', user('employeeHireDate: 2026-01-01T02:00:00+02:00'));
  const { body } = await graph.get('/v1.0/users/a@contoso.com?$select=employeeHireDate');
  t.equal(body.employeeHireDate, '2026-01-01T00:00:00Z');
});

t.test('what only one can have is told by its name', async (t) => {
  const graph = await emulator(t);
  const twice = (item: string, more: string) => `  - ${item}\n  - { ${item.slice(2, -2)}, ${more} }\n`;
  for (const more of ['department: Sales', 'key: k', `id: ${GUID}`]) {
    const seed = `users:\n${twice('{ userPrincipalName: a@contoso.com }', more)}`;
    t.equal(
      (await graph.post('/_emulator/seed', seed)).body.error.message,
      "body:3: users[1].userPrincipalName: users[0] has the userPrincipalName 'a@contoso.com', too, which only one can have; change or leave out one of them",
    );
  }
  const policies = 'packages: [{ displayName: P, policies: [{ displayName: X }, { displayName: X, key: k }] }]';
  t.match(
    (await graph.post('/_emulator/seed', policies)).body.error.message,
    /^body:1: packages\[0\]\.policies\[1\]\.displayName: packages\[0\]\.policies\[0\] has the displayName 'X', too/,
  );
  const apart =
    'catalogs: [{ displayName: A, packages: [{ displayName: P }] }, { displayName: B, packages: [{ displayName: P }] }]';
  t.equal((await graph.post('/_emulator/seed', apart)).status, 200);
});

t.test('days that the calendar has not are refused, in seeds as in bodies', async (t) => {
  const graph = await emulator(t);
  await graph.post('/_emulator/seed', 'users: [{ userPrincipalName: a@contoso.com }]');
  for (const [employeeHireDate, status] of [
    ['2027-02-30T00:00:00Z', 400],
    ['2027-02-29T09:00:00+02:00', 400],
    ['2027-04-31T00:00:00Z', 400],
    ['2028-02-29T00:00:00Z', 204],
  ] as const) {
    t.equal((await graph.patch('/v1.0/users/a@contoso.com', { employeeHireDate })).status, status, employeeHireDate);
    const seeded = await graph.post('/_emulator/seed', user(`employeeHireDate: ${employeeHireDate}`));
    t.equal(seeded.status, status === 204 ? 200 : 400, employeeHireDate);
    if (status === 400) t.match(seeded.body.error.message, /^body:3: users\[0\].employeeHireDate: .* is no instant/);
  }
});

const REFERENCES: [seed: string, message: string | RegExp][] = [
  [
    `applications: [{ displayName: a }]\nservicePrincipals:\n  - application: a\n    appId: ${GUID}\n`,
    /^body:4: servicePrincipals\[0\].appId: the application 'a' has the appId '[\da-f-]{36}'; leave out one of the two, or correct it$/,
  ],
  [
    'users: [{ userPrincipalName: a@contoso.com, key: k }]\ngroups:\n  - displayName: A\n    key: k\n  - displayName: B\n    members: [k]\n',
    "body:6: groups[1].members[0]: 'k' is the name of 2 objects; give their ids or keys",
  ],
  [
    'groups:\n  - displayName: A\n  - displayName: B\n    membershipRule: user.department -is "x"\n',
    /^body:4: groups\[1\].membershipRule: Dynamic membership rule validation error: '-is' is no operator/,
  ],
];

t.test('references that say two things, and rules that say none, are told with place and remedy', async (t) => {
  const graph = await emulator(t);
  for (const [seed, message] of REFERENCES) {
    const { status, body } = await graph.post('/_emulator/seed', seed);
    t.match([status, body.error?.message], [400, message], seed);
  }
  const same = `applications: [{ displayName: a, appId: ${GUID} }]\nservicePrincipals: [{ application: a, appId: ${GUID.toUpperCase()} }]`;
  t.equal((await graph.post('/_emulator/seed', same)).status, 200);
});
