/** Seeds of those who sign in: secrets and permissions of applications, down to the requests that they let through. */
import t from 'tap';
import { type Door, door, GRAPH } from './support/sign-in.js';

const APP_ID = '11111111-1111-4111-8111-111111111111';

const client = (displayName: string, more: object = {}) => ({
  displayName,
  appId: APP_ID,
  passwordCredentials: [{ displayName: 'ci', secretText: 'known' }],
  ...more,
});

/** A tenant at a level that holds a seed. */
async function seeded(seed: object, auth: 'identify' | 'enforce' = 'identify'): Promise<Door> {
  const at = await door({ auth });
  await load(at, seed);
  return at;
}

async function load(at: Door, seed: object): Promise<void> {
  const { status, body } = await at.ask('POST', '/_emulator/seed', undefined, seed);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

const signIn = (at: Door, client_secret: string) =>
  at.form('/oauth2/v2.0/token', {
    grant_type: 'client_credentials',
    scope: `${GRAPH}/.default`,
    client_id: APP_ID,
    client_secret,
  });

/** What Graph tells of the passwords of the objects in a set. */
async function passwordsIn(at: Door, set: string) {
  const admin = await at.mint({ user: 'admin@contoso.onmicrosoft.com' });
  const { body } = await at.ask('GET', `/v1.0/${set}?$select=appId,passwordCredentials`, admin);
  return body.value.find(({ appId }: { appId: string }) => appId === APP_ID).passwordCredentials;
}

t.test('the secret that a seed says is the one to sign in with, and is shown nobody', async (t) => {
  const said = { passwordCredentials: [{ displayName: 'ci', secretText: 'known' }] };
  for (const [set, seed] of [
    ['applications', { applications: [client('D')], servicePrincipals: [{ application: 'D' }] }],
    ['servicePrincipals', { servicePrincipals: [{ appId: APP_ID, displayName: 'D', ...said }] }],
  ] as const) {
    const at = await seeded(seed);
    t.equal((await signIn(at, 'known')).status, 200, set);
    t.match((await signIn(at, 'guessed')).body.error_codes, [7000215]);
    const [password] = await passwordsIn(at, set);
    t.match(password, { displayName: 'ci', hint: 'k', secretText: null, keyId: /^[\da-f-]{36}$/ });
    t.ok(Date.parse(password.endDateTime) > Date.parse(password.startDateTime));
  }
});

t.test('a password without a secret lets nobody in', async (t) => {
  const at = await seeded({
    applications: [client('D', { passwordCredentials: [{ displayName: 'ci', secretText: null }] })],
  });
  const ofNoKey = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZ~8Q~';
  for (const secret of [ofNoKey, 'null', 'undefined']) {
    t.match((await signIn(at, secret)).body.error_codes, [7000215], secret);
  }
  t.match(await passwordsIn(at, 'applications'), [{ displayName: 'ci', hint: null, secretText: null }]);
  const seed = (await at.ask('GET', '/_emulator/export')).body;
  const second = await seeded(seed);
  t.notOk(seed.records, 'and is exported in words');
  t.same((await second.ask('GET', '/_emulator/export')).body, seed);
});

t.test('a hint shows a third of a secret at most, and never more than three characters', async (t) => {
  const passwordCredentials = ['x', 'abc', 'known', 'Contoso-1234'].map((secretText) => ({ secretText }));
  const at = await seeded({ applications: [client('D', { passwordCredentials })] });
  const hints = (await passwordsIn(at, 'applications')).map(({ hint }: { hint: string }) => hint);
  t.same(hints, [null, 'a', 'k', 'Con']);
});

t.test('passwords without a secret, and key ids that are said twice, are told with place and remedy', async (t) => {
  const keyId = '33333333-1111-4111-8111-111111111111';
  const at = await door({ auth: 'identify' });
  for (const [credentials, message] of [
    [
      { passwordCredentials: [{ displayName: 'ci' }] },
      'passwordCredentials[0].secretText: must be the secret to sign in with, or null if nobody is to sign in with it',
    ],
    [
      { passwordCredentials: [{ secretText: 'known' }, { secretText: '' }] },
      'passwordCredentials[1].secretText: must be the secret to sign in with, or null if nobody is to sign in with it',
    ],
    [
      { passwordCredentials: ['one', 'two'].map((secretText) => ({ secretText, keyId })) },
      `passwordCredentials[1].keyId: credential 0 of the list has the keyId '${keyId}', too; change or leave out one of them`,
    ],
    [
      { keyCredentials: [{ keyId }, { keyId: keyId.toUpperCase() }] },
      `keyCredentials[1].keyId: credential 0 of the list has the keyId '${keyId.toUpperCase()}', too; change or leave out one of them`,
    ],
  ] as const) {
    const { status, body } = await at.ask('POST', '/_emulator/seed', undefined, {
      applications: [client('D', credentials)],
    });
    t.match([status, body.error?.message], [400, `body:1: applications[0].${message}`]);
  }
});

t.test('secrets that have their time end', async (t) => {
  const passwordCredentials = [{ secretText: 'known', endDateTime: '2020-01-01T00:00:00Z' }];
  const at = await seeded({ applications: [client('D', { passwordCredentials })] });
  t.match((await signIn(at, 'known')).body.error_codes, [7000222]);
});

t.test('an export keeps secrets, those of a seed and those that were made', async (t) => {
  const first = await seeded({ applications: [client('D', { applicationPermissions: ['User.Read.All'] })] });
  const admin = await first.mint({ user: 'admin@contoso.onmicrosoft.com' });
  const place = `/v1.0/applications(appId='${APP_ID}')/addPassword`;
  const { secretText } = (await first.ask('POST', place, admin, {})).body;
  const seed = (await first.ask('GET', '/_emulator/export')).body;
  const second = await seeded(seed);
  for (const secret of ['known', secretText]) t.equal((await signIn(second, secret)).status, 200, secret);
  t.match(await passwordsIn(second, 'applications'), [{ secretText: null }, { secretText: null }]);
  t.same((await second.ask('GET', '/_emulator/export')).body, seed);
});

t.test('an application may do what its permissions say', async (t) => {
  const permissions = { applicationPermissions: ['User.Read.All', 'EntitlementManagement.ReadWrite.All'] };
  for (const seed of [
    { applications: [client('D', permissions)] },
    { applications: [client('D')], servicePrincipals: [{ application: 'D', ...permissions }] },
    { applications: [client('D', permissions)], servicePrincipals: [{ application: 'D', ...permissions }] },
  ]) {
    const at = await seeded(seed, 'enforce');
    await load(at, seed);
    const token = (await signIn(at, 'known')).body.access_token;
    t.equal((await at.ask('GET', '/v1.0/users', token)).status, 200);
    const catalogs = '/v1.0/identityGovernance/entitlementManagement/catalogs';
    t.equal((await at.ask('POST', catalogs, token, { displayName: 'C', description: 'c' })).status, 201);
    t.equal((await at.ask('GET', '/v1.0/groups', token)).status, 403);
  }
});

t.test('permissions that there are not are told with place and remedy', async (t) => {
  const at = await door({ auth: 'identify' });
  const refusal = async (seed: object) => (await at.ask('POST', '/_emulator/seed', undefined, seed)).body.error.message;
  t.equal(
    await refusal({ applications: [client('D', { applicationPermissions: ['User.Raed.All'] })] }),
    "body:1: applications[0].applicationPermissions[0]: Microsoft Graph has no application permission 'User.Raed.All'; did you mean 'User.Read.All'?",
  );
  t.match(
    await refusal({
      applications: [client('D', { servicePrincipal: false, applicationPermissions: ['User.Read.All'] })],
    }),
    /^body:1: applications\[0\].applicationPermissions: .* no service principal/,
  );
});
