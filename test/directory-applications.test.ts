/** Applications, what acts for them in the tenant, and who has their roles. */
import { X509Certificate } from 'node:crypto';
import t from 'tap';
import { clientCertificate } from './support/client-certificate.js';
import {
  create,
  createGroup,
  createUnifiedGroup,
  createUser,
  idsIn,
  reference,
  UNKNOWN_ID,
} from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

const READER = '7b1d7f5b-3f1b-4c3e-9d0a-2b1c7a5e9f01';
const DAEMON = '0c5e7a0e-1f7b-4b42-8f53-8d5f6f1f7a02';
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

const appRole = (id: string, value: string, memberType: string) => ({
  id,
  value,
  displayName: value,
  description: value,
  isEnabled: true,
  allowedMemberTypes: [memberType],
});

/** An application with roles and its service principal. */
async function library(graph: Graph): Promise<{ application: string; appId: string; principal: string }> {
  const { status, body } = await graph.post('/v1.0/applications', {
    displayName: 'Library',
    identifierUris: ['api://library'],
    appRoles: [appRole(READER, 'Reader', 'User'), appRole(DAEMON, 'Daemon', 'Application')],
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const principal = await create(graph, '/v1.0/servicePrincipals', { appId: body.appId });
  return { application: body.id, appId: body.appId, principal };
}

t.test('an application needs no more than a name', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.post('/v1.0/applications', { displayName: 'App' });
  t.equal(status, 201);
  t.match(body, {
    '@odata.context': /#applications\/\$entity$/,
    appId: /^[0-9a-f-]{36}$/,
    api: { requestedAccessTokenVersion: 2 },
    publisherDomain: 'contoso.onmicrosoft.com',
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
  });
  t.equal((await graph.get(`/v1.0/applications(appId='${body.appId}')`)).body.id, body.id);
  t.equal((await idsIn(graph, `/v1.0/applications/${body.id}/owners`)).length, 1);
  t.equal((await graph.patch(`/v1.0/applications/${body.id}`, { description: 'Mine' })).status, 204);
  t.match((await graph.get(`/v1.0/applications/${body.id}`)).body, { displayName: 'App', description: 'Mine' });
  t.equal((await graph.patch(`/v1.0/applications/${body.id}`, { displayName: '' })).status, 400);
  t.equal((await graph.post('/v1.0/applications', {})).status, 400);
  t.equal((await graph.post('/v1.0/applications', { displayName: 'x', appRoles: [{ value: 'read' }] })).status, 400);
  t.equal((await graph.post('/v1.0/applications', { displayName: 'x', passwordCredentials: [] })).status, 400);
  t.equal((await graph.post('/v1.0/applications', { displayName: 'x', signInAudience: 'Everybody' })).status, 400);
});

t.test('identifiers and roles of an application are its own', async (t) => {
  const graph = await emulator(t);
  const { application } = await library(graph);
  const second = await graph.post('/v1.0/applications', { displayName: 'Two', identifierUris: ['api://LIBRARY'] });
  t.match(second.body.error.message, /property identifierUris already exists/);
  const appRoles = [appRole(READER, 'Reader', 'User'), appRole(READER, 'Writer', 'User')];
  t.equal((await graph.patch(`/v1.0/applications/${application}`, { appRoles })).status, 400);
});

t.test('a service principal stands for an application that exists, once', async (t) => {
  const graph = await emulator(t);
  const { appId, principal } = await library(graph);
  const { body } = await graph.get(`/v1.0/servicePrincipals(appId='${appId}')`);
  t.match(body, {
    id: principal,
    accountEnabled: true,
    appDisplayName: 'Library',
    displayName: 'Library',
    servicePrincipalNames: [appId, 'api://library'],
    servicePrincipalType: 'Application',
  });
  t.match((await graph.post('/v1.0/servicePrincipals', { appId })).body.error.message, /property appId already exists/);
  t.equal((await graph.post('/v1.0/serviceprincipals', { appId: UNKNOWN_ID })).status, 400);
  t.equal((await graph.patch(`/v1.0/servicePrincipals/${principal}`, { notes: 'x' })).status, 204);
  const known = "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')";
  t.equal((await graph.get(known)).body.displayName, 'Microsoft Graph');
});

t.test('a service principal is made with its owners, as an application is', async (t) => {
  const graph = await emulator(t);
  const owner = await createUser(graph, 'Owner');
  const bound = { 'owners@odata.bind': [`https://graph.microsoft.com/v1.0/directoryObjects/${owner}`] };
  const { body } = await graph.post('/v1.0/applications', { displayName: 'Owned', ...bound });
  t.same(await idsIn(graph, `/v1.0/applications/${body.id}/owners`), [owner]);
  const principal = await create(graph, '/v1.0/servicePrincipals', { appId: body.appId, ...bound });
  t.same(await idsIn(graph, `/v1.0/servicePrincipals/${principal}/owners`), [owner]);
});

t.test('how a sign-in page answers is known to both versions', async (t) => {
  const graph = await emulator(t);
  const { application } = await library(graph);
  const beta = `/beta/applications/${application}`;
  t.equal((await graph.patch(beta, { oauth2RequirePostResponse: true })).status, 204);
  t.equal((await graph.get(`${beta}?$select=oauth2RequirePostResponse`)).body.oauth2RequirePostResponse, true);
  t.equal((await graph.get(`/v1.0/applications/${application}`)).body.oauth2RequirePostResponse, true);
});

t.test('a password is told when it is added, and never again', async (t) => {
  const graph = await emulator(t);
  const { application } = await library(graph);
  const place = `/v1.0/applications/${application}`;
  const added = await graph.post(`${place}/addPassword`, { passwordCredential: { displayName: 'CI' } });
  t.match(added, { status: 200, body: { displayName: 'CI', secretText: String, keyId: String, hint: String } });
  t.match((await graph.get(place)).body.passwordCredentials, [{ keyId: added.body.keyId, secretText: null }]);
  const guess = `passwordCredentials/any(p:p/secretText eq '${added.body.secretText}')`;
  t.notMatch((await graph.get(`/v1.0/applications?$filter=${guess}`)).body, { value: [{}] });
  t.equal((await graph.post(`${place}/removePassword`, { keyId: UNKNOWN_ID })).status, 400);
  t.equal((await graph.post(`${place}/removePassword`, { keyId: added.body.keyId })).status, 204);
  t.same((await graph.get(place)).body.passwordCredentials, []);
});

t.test('passwords are added in no other way', async (t) => {
  const graph = await emulator(t);
  const { application, principal } = await library(graph);
  const passwordCredentials = [{ displayName: 'CI', secretText: 'known' }];
  const refused = { status: 400, body: { error: { message: "Invalid property 'passwordCredentials'." } } };
  t.match(await graph.post('/v1.0/applications', { displayName: 'x', passwordCredentials }), refused);
  t.match(await graph.patch(`/v1.0/applications/${application}`, { passwordCredentials }), refused);
  t.match(await graph.patch(`/beta/servicePrincipals/${principal}`, { passwordCredentials }), refused);
  t.match(await graph.post('/v1.0/servicePrincipals', { appId: UNKNOWN_ID, passwordCredentials }), refused);
});

t.test('a certificate is added beside another, and says itself from when to when it is good', async (t) => {
  const graph = await emulator(t);
  const { application, principal } = await library(graph);
  const { cert } = await clientCertificate();
  const { fingerprint, validTo } = new X509Certificate(cert);
  // As the Azure CLI sends it: the lines of the file, without the first and the last.
  const key = cert.replace(/-+[A-Z ]+-+/g, '').trim();
  for (const place of [`/v1.0/applications/${application}`, `/v1.0/servicePrincipals/${principal}`]) {
    const held = async () => (await graph.get(place)).body.keyCredentials;
    const one = { type: 'AsymmetricX509Cert', usage: 'Verify', key };
    t.equal((await graph.patch(place, { keyCredentials: [one] })).status, 204);
    const [first] = await held();
    t.match(first, {
      keyId: /^[0-9a-f-]{36}$/,
      customKeyIdentifier: fingerprint.replaceAll(':', ''),
      displayName: 'CN=stock',
      endDateTime: `${new Date(validTo).toISOString().slice(0, 19)}Z`,
      key: /^[\w+/=]+$/,
    });
    const named = { ...one, keyId: UNKNOWN_ID, displayName: 'CLI', endDateTime: '2090-01-01T00:00:00Z' };
    t.equal((await graph.patch(place, { keyCredentials: [{ ...first, key: null }, named] })).status, 204);
    t.match(await held(), [first, { keyId: UNKNOWN_ID, displayName: 'CLI', endDateTime: '2090-01-01T00:00:00Z' }]);
    t.equal((await graph.patch(place, { keyCredentials: [] })).status, 204);
    t.same(await held(), []);
  }
});

t.test('roles are given to users and groups, from either side', async (t) => {
  const graph = await emulator(t);
  const { principal } = await library(graph);
  const [user, group] = [await createUser(graph, 'Reader'), await createGroup(graph, 'Readers')];
  const grant = { principalId: user, resourceId: principal, appRoleId: READER };
  const { status, body } = await graph.post(`/v1.0/users/${user}/appRoleAssignments`, grant);
  t.equal(status, 201);
  t.match(body, {
    '@odata.context': new RegExp(`#users\\('${user}'\\)/appRoleAssignments/\\$entity$`),
    id: /^[\w-]{43}$/,
    principalDisplayName: 'Reader',
    principalType: 'User',
    resourceDisplayName: 'Library',
  });
  t.equal((await graph.post(`/v1.0/users/${user}/appRoleAssignments`, grant)).status, 400, 'it is given already');
  const toGroup = { ...grant, principalId: group };
  t.equal((await graph.post(`/v1.0/servicePrincipals/${principal}/appRoleAssignedTo`, toGroup)).status, 201);
  t.equal((await idsIn(graph, `/v1.0/servicePrincipals/${principal}/appRoleAssignedTo`)).length, 2);
  t.match((await graph.get(`/v1.0/groups/${group}/appRoleAssignments`)).body.value, [{ principalType: 'Group' }]);
  t.equal((await graph.delete(`/v1.0/users/${user}/appRoleAssignments/${body.id}`)).status, 204);
  t.equal((await idsIn(graph, `/v1.0/servicePrincipals/${principal}/appRoleAssignedTo`)).length, 1);
});

t.test('roles that cannot be given', async (t) => {
  const graph = await emulator(t);
  const { principal } = await library(graph);
  const user = await createUser(graph, 'Nobody');
  const refused: [object, number][] = [
    [{ appRoleId: DAEMON }, 400],
    [{ appRoleId: UNKNOWN_ID }, 400],
    [{ appRoleId: DEFAULT_ACCESS }, 400],
    [{ principalId: principal }, 400],
    [{ resourceId: UNKNOWN_ID }, 404],
    [{ resourceId: undefined }, 400],
  ];
  for (const [values, status] of refused) {
    const grant = { principalId: user, resourceId: principal, appRoleId: READER, ...values };
    const reply = await graph.post(`/v1.0/users/${user}/appRoleAssignments`, grant);
    t.equal(reply.status, status, JSON.stringify(values));
  }
});

t.test('the roles of a deleted user go and come back with it', async (t) => {
  const graph = await emulator(t);
  const { principal } = await library(graph);
  const user = await createUser(graph, 'Leaver');
  const grant = { principalId: user, resourceId: principal, appRoleId: READER };
  await graph.post(`/v1.0/users/${user}/appRoleAssignments`, grant);
  await graph.delete(`/v1.0/users/${user}`);
  t.same(await idsIn(graph, `/v1.0/servicePrincipals/${principal}/appRoleAssignedTo`), []);
  await graph.post(`/v1.0/directory/deletedItems/${user}/restore`);
  t.equal((await idsIn(graph, `/v1.0/servicePrincipals/${principal}/appRoleAssignedTo`)).length, 1);
});

t.test('a service principal owns a group and is in a security group, but not in one of Microsoft 365', async (t) => {
  const graph = await emulator(t);
  const { principal } = await library(graph);
  const [security, unified] = [await createGroup(graph, 'Security'), await createUnifiedGroup(graph, 'unified')];
  t.equal((await graph.post(`/v1.0/groups/${security}/members/$ref`, reference(principal))).status, 204);
  t.equal((await graph.post(`/v1.0/groups/${unified}/members/$ref`, reference(principal))).status, 400);
  t.equal((await graph.post(`/v1.0/groups/${security}/owners/$ref`, reference(principal))).status, 204);
});

t.test('a deleted application takes with it what acts for it', async (t) => {
  const graph = await emulator(t);
  const { application, principal } = await library(graph);
  t.equal((await graph.delete(`/v1.0/applications/${application}`)).status, 204);
  t.equal((await graph.get(`/v1.0/servicePrincipals/${principal}`)).status, 404);
  t.same(await idsIn(graph, '/v1.0/directory/deletedItems/microsoft.graph.servicePrincipal'), [principal]);
});

t.test('roles that an application gets later are those of its service principal', async (t) => {
  const graph = await emulator(t);
  const { application, principal } = await library(graph);
  const archivist = appRole('3f0d7f5b-3f1b-4c3e-9d0a-2b1c7a5e9f03', 'Archivist', 'User');
  const { appRoles } = (await graph.get(`/v1.0/applications/${application}`)).body;
  const changed = { appRoles: [...appRoles, archivist] };
  t.equal((await graph.patch(`/v1.0/applications/${application}`, changed)).status, 204);
  const { body } = await graph.get(`/v1.0/servicePrincipals/${principal}`);
  t.match(
    body.appRoles.map(({ value }: { value: string }) => value),
    changed.appRoles.map(({ value }) => value),
  );
});
