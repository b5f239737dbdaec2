/** Users who sign in otherwise than with a principal name, as tenants for customers have them. */
import t from 'tap';
import { person } from './support/directory.js';
import { emulator } from './support/emulator.js';

const ISSUER = 'contoso.onmicrosoft.com';
const byName = (issuerAssignedId: string) => ({ signInType: 'userName', issuer: ISSUER, issuerAssignedId });
const federated = { signInType: 'federated', issuer: 'facebook.com', issuerAssignedId: '5eecb0cd' };
const passwordProfile = { password: 'Contoso1234', forceChangePasswordNextSignIn: false };
const account = (...identities: object[]) => ({
  displayName: 'John Smith',
  identities,
  passwordProfile,
  passwordPolicies: 'DisablePasswordExpiration',
});

t.test('a user is created with identities alone', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.post('/v1.0/users', account(byName('johnsmith'), federated));
  t.equal(status, 201);
  t.match(body, {
    '@odata.context': /#users\/\$entity$/,
    displayName: 'John Smith',
    accountEnabled: true,
    creationType: 'LocalAccount',
    mailNickname: body.id,
    passwordPolicies: 'DisablePasswordExpiration',
    userPrincipalName: `${body.id}@${ISSUER}`,
    userType: 'Member',
  });
  const identities = [
    byName('johnsmith'),
    federated,
    { signInType: 'userPrincipalName', issuer: ISSUER, issuerAssignedId: `${body.id}@${ISSUER}` },
  ];
  t.match(body.identities, identities, 'it is answered how the user signs in');
  t.equal((await graph.get(`/v1.0/users/${body.id}@${ISSUER}`)).body.id, body.id);

  const filter = `identities/any(c:c/issuerAssignedId eq 'johnsmith' and c/issuer eq '${ISSUER}')`;
  t.match((await graph.get(`/v1.0/users?$filter=${filter}`)).body.value, [{ id: body.id }]);
});

t.test('what a local account must have', async (t) => {
  const graph = await emulator(t);
  const refused: [object, RegExp][] = [
    [{ ...account(byName('a')), displayName: null }, /'displayName'/],
    [{ displayName: 'No password', identities: [byName('b')] }, /A value is required for property 'passwordProfile'/],
    [account({ ...byName('c'), issuer: 'fabrikam.com' }), /Invalid value specified for property 'identities'/],
    [account({ signInType: 'userName', issuer: ISSUER }), /Invalid value specified for property 'identities'/],
    [{ ...account(byName('d')), passwordProfile: { password: 'weak' } }, /password complexity/],
    [{ ...account(), identities: [] }, /A value is required for property 'accountEnabled'/],
  ];
  for (const [body, message] of refused) {
    const reply = await graph.post('/v1.0/users', body);
    t.equal(reply.status, 400, message.source);
    t.match(reply.body.error.message, message);
  }
  const { passwordProfile: _, ...social } = account(federated);
  t.equal((await graph.post('/v1.0/users', social)).status, 201, 'somebody else asks for the password of this one');
});

t.test('no two users have one identity', async (t) => {
  const graph = await emulator(t);
  const first = await graph.post('/v1.0/users', account(byName('same')));
  const second = await graph.post('/v1.0/users', account(byName('SAME')));
  t.equal(second.status, 400);
  t.match(second.body.error.message, /^A conflicting object/);
  const place = `/v1.0/users/${first.body.id}`;
  t.equal((await graph.patch(place, { identities: [byName('same'), federated] })).status, 204, 'but may keep its own');
  t.equal((await graph.get(`${place}?$select=identities`)).body.identities.length, 3, 'the principal name stays');
});

t.test('a user with a principal name can have other identities', async (t) => {
  const graph = await emulator(t);
  const { body } = await graph.post('/v1.0/users', person('Both', { identities: [federated] }));
  const { identities } = (await graph.get(`/v1.0/users/${body.id}?$select=identities`)).body;
  t.match(identities, [federated, { signInType: 'userPrincipalName', issuerAssignedId: `Both@${ISSUER}` }]);
});
