/** Builders of applications, their service principals, and who has their roles. */
import { directoryKind } from '../kinds.js';
import { isObject, type Json, type JsonObject } from '../records.js';
import { type Builder, type Entity, type Wish, type World, writable } from '../world.js';

const application: Builder = async (world, wish) => {
  const base = { displayName: `Application ${world.unique('app')}` };
  const body = await world.create('/applications', base, writable('application', wish.printed, ['appId']));
  learnAppId(world, wish, body);
  return { kind: 'application', id: String(body['id']), path: `/applications/${String(body['id'])}`, body };
};

const servicePrincipal: Builder = async (world, wish) => {
  const printed = writable('servicePrincipal', wish.printed, ['appId', 'appRoles', 'appDisplayName', 'displayName']);
  const { appDisplayName, displayName, appRoles } = wish.printed ?? {};
  const app = await world.create(
    '/applications',
    { displayName: String(appDisplayName ?? displayName ?? `Application ${world.unique('app')}`) },
    Array.isArray(appRoles) ? { appRoles: appRoles.filter(isObject).map(appRole) } : {},
  );
  const body = await world.create('/servicePrincipals', { appId: app['appId'] ?? null }, printed);
  const path = `/servicePrincipals/${String(body['id'])}`;
  if (typeof displayName === 'string') await world.write(path, { displayName });
  learnAppId(world, wish, body);
  return { kind: 'servicePrincipal', id: String(body['id']), path, body };
};

/** A role of which a page may show only some properties. */
function appRole(printed: JsonObject): JsonObject {
  const name = String(printed['displayName'] ?? 'Role');
  return {
    allowedMemberTypes: ['User', 'Application'],
    description: name,
    displayName: name,
    value: name.replace(/\W+/g, '.'),
    isEnabled: true,
    ...printed,
  };
}

function learnAppId(world: World, wish: Wish, body: JsonObject): void {
  const printed = wish.printed?.['appId'];
  if (typeof printed === 'string') world.known.learn(printed, String(body['appId']));
}

/** The role that stands for access without any role. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** Sees to it that the application has a role of this id, which its owner chooses. */
export async function declareRole(world: World, resource: Entity, id: Json | undefined): Promise<void> {
  const { appRoles } = resource.body;
  if (typeof id !== 'string' || id === DEFAULT_ACCESS) return;
  const roles = [appRoles ?? []].flat().filter(isObject);
  if (roles.some((role) => role['id'] === id)) return;
  const declared = [...roles, appRole({ id, displayName: `Role ${roles.length + 1}` })];
  await world.write(resource.path, { appRoles: declared });
}

const appRoleAssignment: Builder = async (world, wish) => {
  const { principalType, principalDisplayName, resourceDisplayName, appRoleId } = wish.printed ?? {};
  const principalKind = directoryKind(`#microsoft.graph.${String(principalType ?? '')}`) ?? 'user';
  const named = (displayName: Json | undefined): JsonObject => (typeof displayName === 'string' ? { displayName } : {});
  const principal =
    wish.links?.['principal'] ??
    (await world.need(principalKind, { ids: idText(wish, 'principalId'), printed: named(principalDisplayName) }));
  const resource =
    wish.links?.['resource'] ??
    (await world.need('servicePrincipal', { ids: idText(wish, 'resourceId'), printed: named(resourceDisplayName) }));
  // The printed ids may differ from those of the URL that names the same two.
  for (const id of idText(wish, 'principalId')) world.known.learn(id, principal.id);
  for (const id of idText(wish, 'resourceId')) world.known.learn(id, resource.id);
  await declareRole(world, resource, appRoleId);
  const body = await world.must('POST', `${principal.path}/appRoleAssignments`, {
    principalId: principal.id,
    resourceId: resource.id,
    appRoleId: typeof appRoleId === 'string' ? appRoleId : DEFAULT_ACCESS,
  });
  const path = `${principal.path}/appRoleAssignments/${String(body['id'])}`;
  return { kind: 'appRoleAssignment', id: String(body['id']), path, body };
};

const idText = (wish: Wish, key: string): string[] => {
  const id = wish.printed?.[key];
  return typeof id === 'string' ? [id] : [];
};

export const applicationBuilders = { application, servicePrincipal, appRoleAssignment };
