/** People of the directory, as an administrator keeps them: made, changed, given a manager, deleted and brought back. */
import t from 'tap';
import { idsIn, createUser as made, person, reference, UNKNOWN_ID } from './support/directory.js';
import { emulator } from './support/emulator.js';

const refusal = { code: 'Request_BadRequest' };

t.test('a new user is answered with more than the default set', async (t) => {
  const graph = await emulator(t);
  const { status, body, headers } = await graph.post('/v1.0/users', person('Requestor1'));
  t.equal(status, 201);
  t.match(body, {
    '@odata.context': /\$metadata#users\/\$entity$/,
    displayName: 'Requestor1',
    mailNickname: 'Requestor1',
    accountEnabled: true,
    businessPhones: [],
    imAddresses: [],
    infoCatalogs: [],
    mail: null,
  });
  t.notOk('passwordProfile' in body, 'the password is not told');
  t.match(headers.get('location'), new RegExp(`/v1.0/users\\('${body.id}'\\)$`));
});

t.test('a user is found by id and by principal name, in any case of letters', async (t) => {
  const graph = await emulator(t);
  const id = await made(graph, 'Adele');
  t.equal((await graph.get(`/v1.0/users/${id}`)).body.displayName, 'Adele');
  t.equal((await graph.get('/beta/users/ADELE@contoso.onmicrosoft.com')).body.id, id);
  const { body } = await graph.get(`/v1.0/users/${id}?$select=userType,securityIdentifier,identities`);
  t.match(body, {
    userType: 'Member',
    securityIdentifier: /^S-1-12-1(-\d+){4}$/,
    identities: [{ signInType: 'userPrincipalName', issuer: 'contoso.onmicrosoft.com' }],
  });
});

t.test('what a new user must have', async (t) => {
  const graph = await emulator(t);
  for (const name of ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName', 'passwordProfile']) {
    const { [name]: _, ...rest } = person('Nobody') as Record<string, unknown>;
    const { status, body } = await graph.post('/v1.0/users', rest);
    t.equal(status, 400, name);
    t.match(body.error, { ...refusal, message: `A value is required for property '${name}' of resource 'User'.` });
  }
});

t.test('values that are refused', async (t) => {
  const graph = await emulator(t);
  const refused: [object, RegExp][] = [
    [{ userPrincipalName: 'nobody' }, /Invalid value specified for property 'userPrincipalName' of resource 'User'/],
    [{ userPrincipalName: 'né@contoso.com' }, /Invalid value specified for property 'userPrincipalName'/],
    [{ userPrincipalName: 'x@fabrikam.com' }, /^The domain portion of the userPrincipalName property is invalid/],
    [{ passwordProfile: { password: 'short1A' } }, /does not comply with password complexity requirements/],
    [{ passwordProfile: { password: 'onlyletters' } }, /does not comply with password complexity requirements/],
    [{ displayName: 'x'.repeat(257) }, /Invalid value specified for property 'displayName'/],
    [{ mailNickname: 'a b' }, /Invalid value specified for property 'mailNickname'/],
    [{ mailNickname: 'n'.repeat(65) }, /Invalid value specified for property 'mailNickname'/],
    [{ usageLocation: 'USA' }, /Invalid value specified for property 'usageLocation'/],
    [{ businessPhones: ['1', '2'] }, /Invalid value specified for property 'businessPhones'/],
    [{ mobilePhone: '1'.repeat(65) }, /Invalid value specified for property 'mobilePhone'/],
    [{ otherMails: ['m'.repeat(251)] }, /Invalid value specified for property 'otherMails'/],
    [{ otherMails: Array(251).fill('a@b.c') }, /Invalid value specified for property 'otherMails'/],
    [
      { onPremisesExtensionAttributes: { extensionAttribute1: 'x'.repeat(1025) } },
      /Invalid value specified for property 'onPremisesExtensionAttributes'/,
    ],
    [{ userType: 'Visitor' }, /Invalid value specified for property 'userType'/],
    [{ nonsense: 1 }, /^Invalid property 'nonsense'/],
    [{ createdDateTime: '2020-01-01T00:00:00Z' }, /'createdDateTime' is read-only/],
  ];
  for (const [values, message] of refused) {
    const { status, body } = await graph.post('/v1.0/users', person('Nobody', values));
    t.equal(status, 400, JSON.stringify(values).slice(0, 60));
    t.match(body.error, { ...refusal, message });
  }
  t.equal((await graph.get('/v1.0/users/nobody@contoso.onmicrosoft.com')).status, 404);
});

t.test('a usage location may be unknown at first, and is not taken back', async (t) => {
  const graph = await emulator(t);
  // Terraform sends null for whatever is not configured.
  const id = await made(graph, 'Nomad', { usageLocation: null });
  t.equal((await graph.patch(`/v1.0/users/${id}`, { usageLocation: null })).status, 204);
  t.equal((await graph.patch(`/v1.0/users/${id}`, { usageLocation: 'DE' })).status, 204);
  const { status, body } = await graph.patch(`/v1.0/users/${id}`, { usageLocation: null });
  t.equal(status, 400);
  t.match(body.error, { message: "Invalid value specified for property 'usageLocation' of resource 'User'." });
});

t.test('a weak password is allowed where the policies say so', async (t) => {
  const graph = await emulator(t);
  await made(graph, 'Lax', { passwordPolicies: 'DisableStrongPassword', passwordProfile: { password: 'onlyletters' } });
});

t.test('no two users have one principal name', async (t) => {
  const graph = await emulator(t);
  const id = await made(graph, 'Twin');
  const { status, body } = await graph.post('/v1.0/users', person('twin'));
  t.equal(status, 400);
  t.match(body.error, {
    message: 'Another object with the same value for property userPrincipalName already exists.',
    details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }, { code: 'ConflictingObjects' }],
  });
  await graph.delete(`/v1.0/users/${id}`);
  await made(graph, 'Twin');
});

t.test('a mail address is one of the proxy addresses, and nobody else can have it', async (t) => {
  const graph = await emulator(t);
  const id = await made(graph, 'Mia', { mail: 'mia@contoso.com' });
  t.equal((await graph.patch(`/v1.0/users/${id}`, { mail: 'm@contoso.com' })).status, 204);
  const { body } = await graph.get(`/v1.0/users/${id}?$select=mail,proxyAddresses`);
  t.match(body, { mail: 'm@contoso.com', proxyAddresses: ['SMTP:m@contoso.com', 'smtp:mia@contoso.com'] });
  const { body: refused } = await graph.post('/v1.0/users', person('Max', { mail: 'MIA@contoso.com' }));
  t.match(refused.error, { message: 'Another object with the same value for property proxyAddresses already exists.' });
});

t.test('a change keeps what it does not name', async (t) => {
  const graph = await emulator(t);
  const id = await made(graph, 'Casey', { department: 'Sales' });
  t.match(await graph.patch(`/v1.0/users/${id}`, { jobTitle: 'Clerk' }), { status: 204, body: undefined });
  const { body } = await graph.get(`/v1.0/users/${id}?$select=department,jobTitle`);
  t.match(body, { department: 'Sales', jobTitle: 'Clerk' });
  t.equal((await graph.patch(`/v1.0/users/${id}`, { displayName: null })).status, 400);
  t.equal((await graph.patch(`/v1.0/users/${id}`, { displayName: '' })).status, 400);
  t.equal((await graph.patch('/v1.0/users/nobody@contoso.com', { jobTitle: 'x' })).status, 404);
  t.match(await graph.patch('/v1.0/me', { city: 'Bonn' }), { status: 204 });
});

t.test('a manager is named, replaced and taken away', async (t) => {
  const graph = await emulator(t);
  const [boss, clerk] = [await made(graph, 'Boss'), await made(graph, 'Clerk')];
  const manager = `/v1.0/users/${clerk}/manager`;
  t.equal((await graph.get(manager)).status, 404);
  t.equal(
    (await graph.put(`${manager}/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/users/${boss}` })).status,
    204,
  );
  t.match((await graph.get(manager)).body, { '@odata.type': '#microsoft.graph.user', id: boss });
  t.match((await graph.get(`/v1.0/users/${boss}/directReports`)).body.value, [{ id: clerk }]);
  t.equal((await graph.put(`${manager}/$ref`, { '@odata.id': `${graph.url}/v1.0/users/${clerk}` })).status, 400);
  const { status, body } = await graph.put(`${manager}/$ref`, { '@odata.id': `directoryObjects/${UNKNOWN_ID}` });
  t.equal(status, 404);
  t.match(body.error.message, UNKNOWN_ID);
  t.equal((await graph.delete(`${manager}/$ref`)).status, 204);
  t.equal((await graph.delete(`${manager}/$ref`)).status, 404);
});

t.test('users change their own password and lose their sessions', async (t) => {
  const graph = await emulator(t);
  const id = await made(graph, 'Pat');
  const pat = graph.asUser(id);
  const change = (currentPassword: string, newPassword: string) =>
    pat.post('/v1.0/me/changePassword', { currentPassword, newPassword });
  t.equal((await change('wrong', 'Fabrikam99')).status, 400);
  t.equal((await change('Contoso1234', 'weak')).status, 400);
  t.equal((await change('Contoso1234', 'Fabrikam99')).status, 204);
  const byAnother = { currentPassword: 'Fabrikam99', newPassword: 'Contoso1234' };
  t.equal((await graph.post(`/v1.0/users/${id}/changePassword`, byAnother)).status, 403);
  const revoked = await graph.post(`/v1.0/users/${id}/revokeSignInSessions`);
  t.match(revoked, { status: 200, body: { '@odata.context': /#Edm.Boolean$/, value: true } });
});

t.test('licences need a usage location', async (t) => {
  const graph = await emulator(t);
  const id = await made(graph, 'Lee');
  const sku = '45715bb8-13f9-4bf6-927f-ef96c102d394';
  const licences = { addLicenses: [{ skuId: sku, disabledPlans: [] }], removeLicenses: [] };
  const place = `/v1.0/users/${id}/assignLicense`;
  t.match((await graph.post(place, licences)).body.error, { message: /usage location/ });
  await graph.patch(`/v1.0/users/${id}`, { usageLocation: 'DE' });
  t.equal((await graph.post(place, licences)).status, 200);
  t.match((await graph.get(`/v1.0/users/${id}?$select=assignedLicenses`)).body.assignedLicenses, [{ skuId: sku }]);
  t.equal((await graph.post(place, { addLicenses: [], removeLicenses: [sku] })).status, 200);
  t.same((await graph.get(`/v1.0/users/${id}?$select=assignedLicenses`)).body.assignedLicenses, []);
});

t.test('somebody from elsewhere is invited and is a guest at once', async (t) => {
  const graph = await emulator(t);
  const invitation = { invitedUserEmailAddress: 'ann@fabrikam.com', inviteRedirectUrl: 'https://myapp.contoso.com' };
  const { status, body } = await graph.post('/v1.0/invitations', invitation);
  t.equal(status, 201);
  t.match(body, {
    '@odata.context': /#invitations\/\$entity$/,
    status: 'PendingAcceptance',
    invitedUserType: 'Guest',
    sendInvitationMessage: false,
    invitedUser: { id: String },
  });
  const guest = await graph.get(
    `/v1.0/users/${body.invitedUser.id}?$select=userPrincipalName,userType,externalUserState,mail`,
  );
  t.match(guest.body, {
    userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    userType: 'Guest',
    externalUserState: 'PendingAcceptance',
    mail: 'ann@fabrikam.com',
  });
  const again = await graph.post('/v1.0/invitations', invitation);
  t.equal(again.body.invitedUser.id, body.invitedUser.id, 'invited again, the same guest');
  t.equal((await graph.post('/v1.0/invitations', { ...invitation, invitedUserEmailAddress: 'ann' })).status, 400);
});

t.test('sponsors answer for a user', async (t) => {
  const graph = await emulator(t);
  const [user, sponsor] = [await made(graph, 'Guest'), await made(graph, 'Sponsor')];
  const place = `/v1.0/users/${user}/sponsors`;
  t.equal((await graph.post(`${place}/$ref`, reference(sponsor))).status, 204);
  t.equal((await graph.post(`${place}/$ref`, reference(sponsor))).status, 400);
  t.same(await idsIn(graph, place), [sponsor]);
  t.equal((await graph.delete(`${place}/${sponsor}/$ref`)).status, 204);
  t.equal((await graph.delete(`${place}/${sponsor}/$ref`)).status, 404);
});
