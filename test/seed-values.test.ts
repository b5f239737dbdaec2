/** Mistakes in the values of a seed: told with place and remedy, as Graph would refuse them. */
import t from 'tap';
import { emulator } from './support/emulator.js';

const GUID = '0d3f6c0e-6f4e-4f33-9d4b-0d8f7f0a9a11';
const user = (more: string) => `users:\n  - userPrincipalName: a@contoso.com\n    ${more}\n`;
const policy = (more: string) =>
  `packages:\n  - displayName: P\n    policies:\n      - displayName: X\n        ${more}\n`;

const MISTAKES: [seed: string, message: string][] = [
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
];

t.test('values are such as Graph would take', async (t) => {
  const graph = await emulator(t);
  for (const [seed, message] of MISTAKES) {
    const { status, body } = await graph.post('/_emulator/seed', seed);
    t.match([status, body.error?.message], [400, message], seed);
  }
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
