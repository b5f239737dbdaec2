/** What one version writes into the directory, the other reads. */
import t from 'tap';
import { create, createGroup, createUser, idsIn, reference, securityGroup } from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

const READER = '7b1d7f5b-3f1b-4c3e-9d0a-2b1c7a5e9f01';
const DAEMON = '0c5e7a0e-1f7b-4b42-8f53-8d5f6f1f7a02';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const CATALOG_CREATOR = 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8';

const appRole = (id: string, value: string, memberType: string) => ({
  id,
  value,
  displayName: value,
  description: value,
  isEnabled: true,
  allowedMemberTypes: [memberType],
});

/** An application, its service principal, and a device. */
async function things(graph: Graph, version: string) {
  const application = await graph.post(`/${version}/applications`, {
    displayName: 'Library',
    appRoles: [appRole(READER, 'Reader', 'User'), appRole(DAEMON, 'Daemon', 'Application')],
  });
  const { id, appId } = application.body;
  return {
    application: `applications/${id}`,
    principal: `servicePrincipals/${await create(graph, `/${version}/servicePrincipals`, { appId })}`,
    device: `devices/${await create(graph, `/${version}/devices`, {
      accountEnabled: true,
      displayName: 'Laptop',
      deviceId: '4c299165-6e8f-4b45-a5ba-17e51a6ae1dc',
      operatingSystem: 'linux',
      operatingSystemVersion: '1',
      alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
    })}`,
  };
}

for (const [version, other] of [
  ['v1.0', 'beta'],
  ['beta', 'v1.0'],
] as const) {
  t.test(`${version}: references are added, and removed in both forms`, async (t) => {
    const graph = await emulator(t);
    const { application, principal, device } = await things(graph, version);
    const group = `groups/${await create(graph, `/${version}/groups`, securityGroup('Readers'))}`;
    const role = `directoryRoles/${await create(graph, `/${version}/directoryRoles`, { roleTemplateId: USER_ADMINISTRATOR })}`;
    const person = `users/${await createUser(graph, 'Person')}`;
    // An owner more, since the last one stays.
    const [one, two] = [await createUser(graph, 'One'), await createUser(graph, 'Two')];
    for (const place of [
      `${application}/owners`,
      `${principal}/owners`,
      `${group}/owners`,
      `${group}/members`,
      `${device}/registeredOwners`,
      `${device}/registeredUsers`,
      `${role}/members`,
      `${person}/sponsors`,
    ]) {
      const refs = `/${version}/${place}`;
      const listed = async () => (await idsIn(graph, `/${other}/${place}`)).filter((id) => [one, two].includes(id));
      for (const id of [one, two]) t.equal((await graph.post(`${refs}/$ref`, reference(id))).status, 204, place);
      t.same((await listed()).sort(), [one, two].sort(), place);
      t.equal((await graph.delete(`${refs}/${one}/$ref`)).status, 204, place);
      t.same(await listed(), [two], place);
      t.equal((await graph.post(`${refs}/$ref`, reference(one))).status, 204, place);
      const named = encodeURIComponent(reference(two)['@odata.id']);
      t.equal((await graph.delete(`${refs}/$ref?@id=${named}`)).status, 204, `${place}, by @id`);
      t.same(await listed(), [one], place);
    }
  });

  t.test(`${version}: without $ref, a member or owner itself is deleted`, async (t) => {
    const graph = await emulator(t);
    const group = await createGroup(graph, 'Readers');
    for (const name of ['members', 'owners']) {
      const [one, rest] = [await createUser(graph, `${name}One`), await createUser(graph, `${name}Rest`)];
      for (const id of [one, rest]) await graph.post(`/${version}/groups/${group}/${name}/$ref`, reference(id));
      t.equal((await graph.delete(`/${version}/groups/${group}/${name}/${one}`)).status, 204);
      t.equal((await graph.get(`/${other}/users/${one}`)).status, 404);
    }
    const many = await graph.patch(`/${version}/groups/${group}/members/$ref`, {});
    t.equal(many.status, 400, 'several are added to the group itself');
  });

  t.test(`${version}: applications, service principals and devices change and go`, async (t) => {
    const graph = await emulator(t);
    const { application, principal, device } = await things(graph, version);
    for (const place of [application, principal]) {
      const added = await graph.post(`/${version}/${place}/addPassword`, { passwordCredential: { displayName: 'CI' } });
      t.match(added, { status: 200, body: { displayName: 'CI', secretText: String } });
      const { keyId } = added.body;
      t.match((await graph.get(`/${other}/${place}`)).body.passwordCredentials, [{ keyId }]);
      t.equal((await graph.post(`/${version}/${place}/removePassword`, { keyId })).status, 204);
      t.same((await graph.get(`/${other}/${place}`)).body.passwordCredentials, []);
    }
    t.equal((await graph.patch(`/${version}/${application}`, { description: 'Books' })).status, 204);
    t.match((await graph.get(`/${other}/${application}`)).body, { description: 'Books' });
    for (const place of [principal, device]) {
      t.equal((await graph.patch(`/${version}/${place}`, { accountEnabled: false })).status, 204);
      t.match((await graph.get(`/${other}/${place}`)).body, { accountEnabled: false });
    }
    for (const place of [principal, application, device]) {
      t.equal((await graph.delete(`/${version}/${place}`)).status, 204);
      t.equal((await graph.get(`/${other}/${place}`)).status, 404);
    }
  });

  t.test(`${version}: the groups of a device, and of a contact`, async (t) => {
    const graph = await emulator(t);
    const { device } = await things(graph, version);
    const contact = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
    const rows = [{ id: contact, kind: 'orgContact', displayName: 'Fabrikam desk' }];
    await graph.post('/_emulator/seed', { records: { tables: { orgContacts: { rows } } } });
    const group = await createGroup(graph, 'Laptops');
    for (const place of [device, `contacts/${contact}`]) {
      await graph.post(`/${other}/groups/${group}/members/$ref`, reference(place.split('/')[1] as string));
      for (const [question, body] of [
        ['checkMemberGroups', { groupIds: [group] }],
        ['checkMemberObjects', { ids: [group] }],
        ['getMemberGroups', { securityEnabledOnly: false }],
        ['getMemberObjects', { securityEnabledOnly: false }],
      ] as const) {
        t.same(
          (await graph.post(`/${version}/${place}/${question}`, body)).body.value,
          [group],
          `${place} ${question}`,
        );
      }
    }
  });

  t.test(`${version}: roles of an application are granted and taken back at either end`, async (t) => {
    const graph = await emulator(t);
    const { principal } = await things(graph, version);
    const resourceId = principal.split('/')[1] as string;
    const caller = await graph.post('/v1.0/applications', { displayName: 'Daemon' });
    const daemon = await create(graph, '/v1.0/servicePrincipals', { appId: caller.body.appId });
    const [user, group] = [await createUser(graph, 'Reader'), await createGroup(graph, 'Readers')];
    const holders = [
      [`users/${user}`, user, READER],
      [`groups/${group}`, group, READER],
      [`servicePrincipals/${daemon}`, daemon, DAEMON],
    ] as const;
    for (const [place, principalId, appRoleId] of holders) {
      const grants = `/${version}/${place}/appRoleAssignments`;
      const id = await create(graph, grants, { principalId, resourceId, appRoleId });
      t.same(await idsIn(graph, `/${other}/${principal}/appRoleAssignedTo`), [id]);
      t.equal((await graph.delete(`${grants}/${id}`)).status, 204);
      t.same(await idsIn(graph, `/${other}/${principal}/appRoleAssignedTo`), []);
      const back = await create(graph, `/${version}/${principal}/appRoleAssignedTo`, {
        principalId,
        resourceId,
        appRoleId,
      });
      t.same(await idsIn(graph, `/${other}/${place}/appRoleAssignments`), [back]);
      t.equal((await graph.delete(`/${version}/${principal}/appRoleAssignedTo/${back}`)).status, 204);
    }
  });

  t.test(`${version}: roles are assigned and dropped, in the directory and for catalogs`, async (t) => {
    const graph = await emulator(t);
    const principalId = await createUser(graph, 'Deputy');
    for (const [provider, roleDefinitionId, scope] of [
      ['directory', USER_ADMINISTRATOR, { directoryScopeId: '/' }],
      ['entitlementManagement', CATALOG_CREATOR, { appScopeId: '/' }],
    ] as const) {
      const place = `roleManagement/${provider}`;
      const assignment = await create(graph, `/${version}/${place}/roleAssignments`, {
        principalId,
        roleDefinitionId,
        ...scope,
      });
      const assigned = `/${other}/${place}/roleAssignments?$filter=principalId eq '${principalId}'`;
      t.same(await idsIn(graph, assigned), [assignment]);
      t.equal((await graph.delete(`/${version}/${place}/roleAssignments/${assignment}`)).status, 204);
      t.same(await idsIn(graph, assigned), []);
    }
  });

  // "Create unifiedRoleDefinition": the directory is among the providers that take roles of one's own.
  t.test(`${version}: roles are defined in the directory, and not for catalogs`, async (t) => {
    const graph = await emulator(t);
    const definitions = 'roleManagement/directory/roleDefinitions';
    const wanted = {
      displayName: 'Support',
      isEnabled: true,
      rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
    };
    const id = await create(graph, `/${version}/${definitions}`, wanted);
    t.equal((await graph.patch(`/${version}/${definitions}/${id}`, { description: 'First level' })).status, 204);
    t.match((await graph.get(`/${other}/${definitions}/${id}`)).body, { description: 'First level' });
    t.equal((await graph.delete(`/${version}/${definitions}/${id}`)).status, 204);
    t.equal((await graph.get(`/${other}/${definitions}/${id}`)).status, 404);
    const forCatalogs = `/${version}/roleManagement/entitlementManagement/roleDefinitions`;
    t.equal((await graph.post(forCatalogs, wanted)).status, 405);
    t.equal((await graph.delete(`${forCatalogs}/${CATALOG_CREATOR}`)).status, 405);
  });

  t.test(`${version}: changes of every kind of object are told`, async (t) => {
    const graph = await emulator(t);
    for (const set of ['applications', 'contacts', 'devices', 'directoryRoles', 'servicePrincipals']) {
      const { status, body } = await graph.get(`/${version}/${set}/delta?$deltatoken=latest`);
      t.equal(status, 200, set);
      const link = body['@odata.deltaLink'];
      t.match((await graph.get(link)).body, { value: [], '@odata.deltaLink': String }, set);
    }
    const users = encodeURIComponent("isof('microsoft.graph.user')");
    t.equal((await graph.get(`/${version}/directoryObjects/delta?$filter=${users}`)).status, 200);
  });

  t.test(`${version}: deleted objects are listed by type`, async (t) => {
    const graph = await emulator(t);
    const items = `/${version}/directory/deletedItems`;
    t.equal((await graph.get(items)).status, 400, 'the type has to be named');
    const types = ['application', 'servicePrincipal', 'device', 'group', 'user', 'administrativeUnit'];
    for (const type of types) t.same(await idsIn(graph, `${items}/microsoft.graph.${type}`), [], type);
    const user = await createUser(graph, 'Leaver');
    await graph.delete(`/${other}/users/${user}`);
    t.same(await idsIn(graph, `${items}/microsoft.graph.user`), [user]);
  });
}
