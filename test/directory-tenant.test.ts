/** The tenant as it comes: its organization, the service principal of Microsoft Graph, invitations to it, devices in it. */
import t from 'tap';
import { applicationPermissions, delegatedPermissions } from '../routes/permissions/index.js';
import { createGroup, createUser, idsIn, reference, UNKNOWN_ID } from './support/directory.js';
import { emulator } from './support/emulator.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const device = (name: string, more: object = {}) => ({
  accountEnabled: false,
  alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
  deviceId: '4c299165-6e8f-4b45-a5ba-c5d250a707ff',
  displayName: name,
  operatingSystem: 'linux',
  operatingSystemVersion: '1',
  ...more,
});

t.test('the organization has domains and plans', async (t) => {
  const graph = await emulator(t);
  for (const version of ['v1.0', 'beta']) {
    const { body } = await graph.get(`/${version}/organization`);
    const [organization] = body.value;
    t.match(organization, {
      displayName: 'Contoso',
      businessPhones: [String],
      defaultUsageLocation: 'US',
      directorySizeQuota: { used: Number, total: 300_000 },
      isMultipleDataLocationsForServicesEnabled: null,
      partnerTenantType: null,
      privacyProfile: { contactEmail: '', statementUrl: '' },
      tenantType: 'AAD',
    });
    t.ok(organization.assignedPlans.length >= 4, 'plans are assigned');
    t.match(organization.provisionedPlans[0], { capabilityStatus: 'Enabled', provisioningStatus: 'Success' });
    t.match(organization.verifiedDomains[0], { isDefault: true, isInitial: true, type: 'Managed' });
    const single = await graph.get(`/${version}/organization/${organization.id}`);
    t.match(single.body, { '@odata.context': /#organization\/\$entity$/, id: organization.id });
  }
});

t.test('the quota counts the objects of the directory', async (t) => {
  const graph = await emulator(t);
  const used = async () => (await graph.get('/v1.0/organization')).body.value[0].directorySizeQuota.used;
  const before = await used();
  await createUser(graph, 'Counted');
  t.equal(await used(), before + 1);
});

t.test('Microsoft Graph offers permissions of both kinds', async (t) => {
  const graph = await emulator(t);
  const place = "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')";
  const { body } = await graph.get(`/v1.0/${place}?$select=appRoles,oauth2PermissionScopes`);
  const scope = (name: string) => body.oauth2PermissionScopes.find(({ value }: { value: string }) => value === name);
  t.match(scope('User.Read'), { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'User', isEnabled: true });
  t.match(scope('EntitlementManagement.ReadWrite.All'), { id: 'ae7a573d-81d7-432b-ad44-4ed5c9d89038', type: 'Admin' });
  const role = (name: string) => body.appRoles.find(({ value }: { value: string }) => value === name);
  t.match(role('GroupMember.Read.All'), { id: '98830695-27a2-44f7-8c18-0c3ebc9698f6' });
  t.match(role('RoleManagement.Read.Directory'), { id: '483bed4a-2ad3-4361-a73b-c83ccdbdc53c' });
  for (const name of applicationPermissions()) t.match(role(name)?.id, GUID, name);
  for (const name of delegatedPermissions()) t.match(scope(name)?.id, GUID, name);
  const ids = [...body.appRoles, ...body.oauth2PermissionScopes].map(({ id }: { id: string }) => id);
  t.equal(new Set(ids).size, ids.length, 'no two have the same id');
  const beta = await graph.get(`/beta/${place}?$select=publishedPermissionScopes`);
  t.equal(beta.body.publishedPermissionScopes.length, body.oauth2PermissionScopes.length);
});

t.test('an invitation says what the service filled in', async (t) => {
  const graph = await emulator(t);
  const invitation = { invitedUserEmailAddress: 'ann@fabrikam.com', inviteRedirectUrl: 'https://myapp.contoso.com' };
  const { status, body } = await graph.post('/v1.0/invitations', invitation);
  t.equal(status, 201);
  t.match(body, {
    invitedUserType: 'Guest',
    inviteRedeemUrl: /^https:\/\/login\.microsoftonline\.com\/redeem\?rd=/,
    resetRedemption: false,
    sendInvitationMessage: false,
    status: 'PendingAcceptance',
    invitedUserMessageInfo: { ccRecipients: [{ emailAddress: { name: null, address: null } }], messageLanguage: null },
  });
  t.match(body.inviteRedeemUrl, new RegExp(`user%3D${body.id}`));
  const me = (await graph.get('/v1.0/me')).body.id;
  t.same(await idsIn(graph, `/v1.0/users/${body.invitedUser.id}/sponsors`), [me], 'who invites answers for the guest');

  const sponsor = await createUser(graph, 'Sponsor');
  const other = await graph.post('/v1.0/invitations', {
    ...invitation,
    invitedUserEmailAddress: 'ben@fabrikam.com',
    invitedUserDisplayName: 'Ben',
    invitedUserMessageInfo: { customizedMessageBody: 'Welcome', ccRecipients: [] },
    'invitedUserSponsors@odata.bind': [`https://graph.microsoft.com/v1.0/users/${sponsor}`],
  });
  t.match(other.body, { invitedUserDisplayName: 'Ben', invitedUserMessageInfo: { customizedMessageBody: 'Welcome' } });
  t.same(await idsIn(graph, `/v1.0/users/${other.body.invitedUser.id}/sponsors`), [sponsor], 'or who is named');
});

t.test('redemption is reset for a guest who is named', async (t) => {
  const graph = await emulator(t);
  const invitation = { invitedUserEmailAddress: 'ann@fabrikam.com', inviteRedirectUrl: 'https://myapp.contoso.com' };
  const guest = (await graph.post('/v1.0/invitations', invitation)).body.invitedUser.id;
  const again = { ...invitation, invitedUserEmailAddress: 'ann@tailspin.com', resetRedemption: true };
  const { status, body } = await graph.post('/v1.0/invitations', { ...again, invitedUser: { id: guest } });
  t.equal(status, 201);
  t.same(body.invitedUser, { id: guest }, 'no more is told of the guest');
  t.equal((await graph.post('/v1.0/invitations', { ...again, invitedUser: { id: UNKNOWN_ID } })).status, 404);
  const unnamed = await graph.post('/v1.0/invitations', { ...again, invitedUserEmailAddress: 'ann@fabrikam.com' });
  t.equal(unnamed.status, 400, '"invitation resource type": with it the invited user is required');
});

t.test('devices are registered, have owners and are in groups', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.post('/v1.0/devices', device('Test device'));
  t.equal(status, 201);
  t.match(body, { '@odata.context': /#devices\/\$entity$/, displayName: 'Test device', accountEnabled: false });
  const place = `/v1.0/devices/${body.id}`;
  t.equal((await graph.get(`/v1.0/devices(deviceId='${body.deviceId}')`)).body.id, body.id);

  const user = await createUser(graph, 'Owner');
  for (const relation of ['registeredOwners', 'registeredUsers']) {
    t.equal((await graph.post(`${place}/${relation}/$ref`, reference(user))).status, 204);
    t.equal((await graph.post(`${place}/${relation}/$ref`, reference(user))).status, 400, 'once');
    t.same(await idsIn(graph, `${place}/${relation}`), [user]);
  }
  t.same(await idsIn(graph, `/v1.0/users/${user}/ownedDevices`), [body.id]);
  t.same(await idsIn(graph, `/v1.0/users/${user}/registeredDevices`), [body.id]);
  t.equal((await graph.delete(`${place}/registeredOwners/${user}/$ref`)).status, 204);
  t.equal((await graph.delete(`${place}/registeredOwners/${user}/$ref`)).status, 404);

  const group = await createGroup(graph, 'Devices');
  t.equal((await graph.post(`/v1.0/groups/${group}/members/$ref`, reference(body.id))).status, 204);
  const count = `${place}/memberOf/microsoft.graph.group/$count`;
  t.equal((await graph.get(count, { ConsistencyLevel: 'eventual' })).body, '1');
  t.equal((await graph.patch(place, { accountEnabled: true })).status, 204);
  t.equal((await graph.get(place)).body.accountEnabled, true);
  t.equal((await graph.delete(place)).status, 204);
  t.equal((await graph.get(place)).status, 404);
  t.same(await idsIn(graph, `/v1.0/groups/${group}/members`), []);
});

t.test('what a device must have, and contacts cannot be made', async (t) => {
  const graph = await emulator(t);
  for (const name of Object.keys(device('Part'))) {
    const { [name]: _, ...rest } = device('Part') as Record<string, unknown>;
    t.match((await graph.post('/v1.0/devices', rest)).body.error?.message, new RegExp(`'${name}'`), name);
  }
  t.equal((await graph.post('/v1.0/devices', device('Bad', { deviceId: 'x' }))).status, 400);
  t.equal((await graph.post('/beta/devices', device('First'))).status, 201);
  t.match((await graph.post('/beta/devices', device('Second'))).body.error.message, /deviceId already exists/);
  t.equal((await graph.post('/v1.0/contacts', { displayName: 'Nobody' })).status, 405);
});
