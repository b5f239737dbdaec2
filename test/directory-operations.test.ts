/** Every documented operation of the directory answers, in both versions: with what it should, not with a gap. */
import t from 'tap';
import { createGroup, createUnifiedGroup, createUser, person, reference, securityGroup } from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

/** Objects that the operations are tried on, by the placeholder in their paths. */
type Scene = Readonly<Record<string, string>>;

interface Row {
  readonly call: string;
  readonly status: number;
  readonly body?: (scene: Scene) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const role = 'appRoleId';
const row = (status: number, call: string, body?: Row['body'], headers?: Row['headers']): Row => ({
  call,
  status,
  ...(body && { body }),
  ...(headers && { headers }),
});
const eventual = { ConsistencyLevel: 'eventual' };
const ref = (name: string) => (scene: Scene) => reference(scene[name] as string);
const granted = (principal: string) => (scene: Scene) => ({
  principalId: scene[principal],
  resourceId: scene['principal'],
  appRoleId: scene[role],
});
const licence = { addLicenses: [{ skuId: '45715bb8-13f9-4bf6-927f-ef96c102d394', disabledPlans: [] }] };
const licences = () => ({ ...licence, removeLicenses: [] });

const asked = ['directoryObjects/{user}', 'me', 'users/{user}', 'groups/{group}', 'servicePrincipals/{principal}'];
const questions: readonly [string, Row['body']][] = [
  ['checkMemberGroups', (scene) => ({ groupIds: [scene['group']] })],
  ['checkMemberObjects', (scene) => ({ ids: [scene['group']] })],
  ['getMemberGroups', () => ({ securityEnabledOnly: false })],
  ['getMemberObjects', () => ({ securityEnabledOnly: true })],
];

/** In this order: what is deleted is not needed behind. */
const operations: readonly Row[] = [
  row(200, 'GET /applications'),
  row(201, 'POST /applications', () => ({ displayName: 'Another' })),
  ...asked.flatMap((place) => questions.map(([name, body]) => row(200, `POST /${place}/${name}`, body))),
  row(200, 'GET /directoryObjects/{user}'),
  row(200, 'POST /directoryObjects/getByIds', (scene) => ({ ids: [scene['user']], types: ['user'] })),
  row(204, 'POST /directoryObjects/validateProperties', () => ({
    entityType: 'Group',
    displayName: 'Free',
    mailNickname: 'free',
  })),
  row(200, 'GET /directoryRoles'),
  row(200, 'GET /directoryRoles/{role}/members'),
  row(200, 'GET /directoryRoles/roleTemplateId={template}/members'),
  row(200, "GET /directoryRoles(roleTemplateId='{template}')/members"),
  row(200, 'GET /domains'),
  row(202, 'POST /groups/{group}/assignLicense', licences),
  row(204, 'POST /groups/{group}/members/$ref', ref('user')),
  row(204, 'POST /groups/{group}/owners/$ref', ref('other')),
  row(204, 'POST /groups/{group}/owners/$ref', ref('user')),
  row(200, 'GET /groups'),
  row(200, 'GET /groups/delta'),
  row(200, 'GET /groups/{group}'),
  ...['appRoleAssignments', 'memberOf', 'members', 'owners', 'transitiveMemberOf', 'transitiveMembers'].flatMap(
    (name) => [
      row(200, `GET /groups/{group}/${name}`),
      row(200, `GET /groups/{group}/${name}/$count`, undefined, eventual),
    ],
  ),
  row(201, 'POST /groups', () => securityGroup('Another')),
  row(204, 'POST /groups/{unified}/renew'),
  row(204, 'PATCH /groups/{group}', () => ({ description: 'Changed' })),
  row(201, "PATCH /groups(uniqueName='named')", () => securityGroup('Named'), { Prefer: 'create-if-missing' }),
  row(204, "PATCH /groups/(uniqueName='named')", () => ({ description: 'Changed' })),
  row(204, 'POST /groups/{group}/validateProperties', () => ({ displayName: 'Free', mailNickname: 'free' })),
  row(204, 'DELETE /groups/{group}/members/{user}/$ref'),
  row(204, 'DELETE /groups/{group}/owners/{other}/$ref'),
  row(201, 'POST /invitations', () => ({
    invitedUserEmailAddress: 'ann@fabrikam.com',
    inviteRedirectUrl: 'https://myapp.contoso.com',
  })),
  row(200, 'GET /organization'),
  row(200, 'GET /organization/{organization}'),
  row(204, 'PATCH /organization/{organization}', () => ({ technicalNotificationMails: ['a@contoso.com'] })),
  row(200, 'GET /servicePrincipals'),
  row(200, 'GET /servicePrincipals/{principal}'),
  row(200, "GET /servicePrincipals(appId='{appId}')"),
  row(201, 'POST /servicePrincipals/{principal}/appRoleAssignedTo', granted('user')),
  row(201, "POST /servicePrincipals(appId='{appId}')/appRoleAssignedTo", granted('other')),
  row(200, 'GET /servicePrincipals/{principal}/appRoleAssignedTo'),
  row(200, "GET /servicePrincipals(appId='{appId}')/appRoleAssignedTo"),
  row(201, 'POST /serviceprincipals', (scene) => ({ appId: scene['unregistered'] })),
  row(201, 'POST /groups/{group}/appRoleAssignments', granted('group')),
  row(201, 'POST /users/{deleted}/appRoleAssignments', granted('deleted')),
  row(200, 'POST /users/{user}/assignLicense', licences),
  row(204, 'POST /me/changePassword', () => ({ currentPassword: 'Contoso1234', newPassword: 'Contoso12345' })),
  row(204, 'PUT /users/{user}/manager/$ref', ref('other')),
  ...['me', 'users/{user}', 'users/{name}'].flatMap((place) => [
    row(200, `GET /${place}`),
    row(200, `GET /${place}/manager`),
    row(200, `GET /${place}?$expand=manager`),
    ...[
      'appRoleAssignments',
      'directReports',
      'memberOf',
      'ownedDevices',
      'ownedObjects',
      'registeredDevices',
      'transitiveMemberOf',
    ].map((name) => row(200, `GET /${place}/${name}`)),
    row(200, `POST /${place}/revokeSignInSessions`),
  ]),
  row(200, 'GET /users/{user}?$expand=manager($levels=max;$select=id)&$count=true', undefined, eventual),
  row(200, 'GET /users/{user}/manager/$ref'),
  row(204, 'DELETE /users/{user}/manager/$ref'),
  row(200, 'GET /users'),
  row(200, 'GET /users/delta'),
  row(201, 'POST /users', () => person('Another')),
  row(204, 'PATCH /users/{name}', () => ({ city: 'Bonn' })),
  row(204, 'DELETE /users/{deleted}'),
  ...['application', 'servicePrincipal', 'group', 'user'].map((type) =>
    row(200, `GET /directory/deletedItems/microsoft.graph.${type}`),
  ),
  row(200, 'POST /directory/deletedItems/getUserOwnedObjects', (scene) => ({ userId: scene['user'], type: 'Group' })),
  row(200, 'GET /directory/deletedItems/{deleted}'),
  row(200, 'POST /directory/deletedItems/{deleted}/restore'),
  row(204, 'DELETE /directoryObjects/{deleted}'),
  row(204, 'DELETE /directory/deletedItems/{deleted}'),
  row(204, 'DELETE /groups/{unified}'),
];

async function sceneOf(graph: Graph): Promise<Scene> {
  const app = (
    await graph.post('/v1.0/applications', {
      displayName: 'App',
      appRoles: [
        {
          id: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a31',
          allowedMemberTypes: ['User'],
          displayName: 'Reader',
          description: 'Reads',
          value: 'Read',
          isEnabled: true,
        },
      ],
    })
  ).body;
  const principal = (await graph.post('/v1.0/servicePrincipals', { appId: app.appId })).body;
  const [organization] = (await graph.get('/v1.0/organization')).body.value;
  const [active] = (await graph.get('/v1.0/directoryRoles')).body.value;
  return {
    user: await createUser(graph, 'User', { usageLocation: 'US' }),
    name: 'User@contoso.onmicrosoft.com',
    other: await createUser(graph, 'Other'),
    deleted: await createUser(graph, 'Deleted'),
    group: await createGroup(graph, 'Group'),
    unified: await createUnifiedGroup(graph, 'Unified'),
    principal: principal.id,
    appId: app.appId,
    [role]: app.appRoles[0].id,
    unregistered: (await graph.post('/v1.0/applications', { displayName: 'Unregistered' })).body.appId,
    organization: organization.id,
    role: active.id,
    template: active.roleTemplateId,
  };
}

for (const version of ['v1.0', 'beta']) {
  t.test(`${version} answers every operation`, async (t) => {
    const graph = await emulator(t);
    const scene = await sceneOf(graph);
    const me = graph.asUser(scene['user'] as string);
    for (const { call, status, body, headers } of operations) {
      const [method = '', path = ''] = call.split(/ (.*)/s);
      const url = `/${version}${path.replace(/\{(\w+)\}/g, (_, name: string) => scene[name] ?? '')}`;
      const reply = await (path.startsWith('/me') ? me : graph).send(method, url, body?.(scene), headers);
      t.equal(reply.status, status, `${call} ${JSON.stringify(reply.body?.error?.message ?? '')}`);
    }
  });
}
