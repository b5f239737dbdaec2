/**
 * The recycle bin at the level enforce: what a deleted object takes goes by its kind ("List deletedItems", "Get",
 * "Restore" and "Permanently delete item"; the roles as `rbac-directory-deleted-items` lists them).
 */
import t from 'tap';
import { unifiedGroup } from './support/directory.js';
import { DENIED, type Enforced, enforced } from './support/enforced.js';

const BIN = '/v1.0/directory/deletedItems';

/** A deleted user, group, application and service principal. */
async function bin({ admin, make, person }: Enforced) {
  const user = await person('bert');
  const group = await make('/v1.0/groups', unifiedGroup('g'));
  const { id: application, appId } = (await admin('POST', '/v1.0/applications', { displayName: 'a' })).body;
  const { appId: other } = (await admin('POST', '/v1.0/applications', { displayName: 'b' })).body;
  const principal = await make('/v1.0/servicePrincipals', { appId: other });
  await make('/v1.0/servicePrincipals', { appId });
  await admin('DELETE', `/v1.0/users/${user}`);
  await admin('DELETE', `/v1.0/groups/${group}`);
  await admin('DELETE', `/v1.0/applications/${application}`);
  await admin('DELETE', `/v1.0/servicePrincipals/${principal}`);
  return { user, group, application, servicePrincipal: principal };
}

const READS = {
  user: ['User.Read.All', 'Directory.Read.All'],
  group: ['Group.Read.All', 'Directory.Read.All'],
  application: ['Application.Read.All', 'Directory.Read.All'],
  servicePrincipal: ['Application.Read.All', 'Directory.Read.All'],
};

t.test('a deleted object is read with the permissions of its kind', async (t) => {
  const scene = await enforced();
  const items = await bin(scene);
  for (const [kind, id] of Object.entries(items)) {
    for (const permission of ['User.Read.All', 'Group.Read.All', 'Application.Read.All', 'Directory.Read.All']) {
      const token = await scene.application(permission);
      const expected = READS[kind as keyof typeof READS].includes(permission) ? 200 : 403;
      for (const path of [`${BIN}/${id}`, `${BIN}/microsoft.graph.${kind}`, `${BIN}/${id}/microsoft.graph.${kind}`]) {
        t.equal((await scene.at.ask('GET', path, token)).status, expected, `${permission} reads ${path}`);
      }
    }
  }
});

t.test('it is restored with them, too', async (t) => {
  const cases: [keyof typeof READS, string, number][] = [
    ['user', 'Group.ReadWrite.All', 403],
    ['user', 'Application.ReadWrite.All', 403],
    ['user', 'User.DeleteRestore.All', 200],
    ['group', 'User.ReadWrite.All', 403],
    ['group', 'Group.ReadWrite.All', 200],
    ['application', 'Group.ReadWrite.All', 403],
    ['application', 'Application.ReadWrite.All', 200],
    ['servicePrincipal', 'User.ReadWrite.All', 403],
    ['servicePrincipal', 'Application.ReadWrite.All', 200],
  ];
  const scene = await enforced();
  const items = await bin(scene);
  for (const [kind, permission, expected] of cases) {
    const token = await scene.application(permission);
    const { status } = await scene.at.ask('POST', `${BIN}/${items[kind]}/restore`, token);
    t.equal(status, expected, `${permission} restores a ${kind}`);
  }
});

t.test('and deleted for good, where applications may do that by themselves', async (t) => {
  const cases: [keyof typeof READS, string, number][] = [
    ['user', 'User.ReadWrite.All', 403],
    ['user', 'User.DeleteRestore.All', 204],
    ['group', 'Group.ReadWrite.All', 403],
    ['application', 'User.DeleteRestore.All', 403],
    ['application', 'Application.ReadWrite.All', 204],
    ['servicePrincipal', 'Application.ReadWrite.All', 204],
  ];
  const scene = await enforced();
  const items = await bin(scene);
  for (const [kind, permission, expected] of cases) {
    const token = await scene.application(permission);
    const { status } = await scene.at.ask('DELETE', `${BIN}/${items[kind]}`, token);
    t.equal(status, expected, `${permission} deletes a ${kind}`);
  }
  const admin = await scene.person('groups');
  await scene.give(admin, 'groupsAdministrator');
  const token = await scene.user(admin, 'Group.ReadWrite.All');
  t.equal((await scene.at.ask('DELETE', `${BIN}/${items.group}`, token)).status, 204);
});

t.test('a user needs the role for its kind', async (t) => {
  const scene = await enforced();
  const items = await bin(scene);
  const scopes = ['User.DeleteRestore.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All'];
  const roles = {
    user: 'userAdministrator',
    group: 'groupsAdministrator',
    application: 'applicationAdministrator',
  } as const;
  const nobody = await scene.user(await scene.person('nobody'), ...scopes);
  const groups = await scene.person('groups');
  await scene.give(groups, 'groupsAdministrator');
  const other = await scene.user(groups, ...scopes);
  t.match(await scene.at.ask('POST', `${BIN}/${items.user}/restore`, other), DENIED);
  for (const kind of ['user', 'group', 'application'] as const) {
    const path = `${BIN}/${items[kind]}/restore`;
    t.match(await scene.at.ask('POST', path, nobody), DENIED, `without a role, a ${kind}`);
    const administrator = await scene.person(`of-${kind}s`);
    await scene.give(administrator, roles[kind]);
    const token = await scene.user(administrator, ...scopes);
    t.equal((await scene.at.ask('POST', path, token)).status, 200, `${roles[kind]} restores a ${kind}`);
  }
});

t.test('who had a role is restored by those only who may change those with that role', async (t) => {
  const scene = await enforced();
  const [roles, people] = [await scene.person('roles'), await scene.person('people')];
  await scene.give(roles, 'privilegedRoleAdministrator');
  await scene.give(people, 'userAdministrator');
  await scene.admin('DELETE', `/v1.0/users/${roles}`);
  const path = `${BIN}/${roles}/restore`;
  t.match(await scene.at.ask('POST', path, await scene.user(people, 'User.DeleteRestore.All')), DENIED);
  t.match(await scene.at.ask('POST', path, await scene.application('User.DeleteRestore.All')), DENIED);
  t.equal((await scene.admin('POST', path)).status, 200);
});

t.test('an application restores what it owns', async (t) => {
  const scene = await enforced();
  const items = await bin(scene);
  const manager = (await scene.admin('POST', '/v1.0/applications', { displayName: 'manager' })).body;
  await scene.make('/v1.0/servicePrincipals', { appId: manager.appId });
  const token = await scene.at.mint({ application: manager.appId, roles: ['Application.ReadWrite.OwnedBy'] });
  const made = (await scene.at.ask('POST', '/v1.0/applications', token, { displayName: 'made' })).body.id;
  t.equal((await scene.at.ask('DELETE', `/v1.0/applications/${made}`, token)).status, 204);
  t.match(await scene.at.ask('POST', `${BIN}/${items.application}/restore`, token), DENIED);
  t.equal((await scene.at.ask('POST', `${BIN}/${made}/restore`, token)).status, 200);
});
