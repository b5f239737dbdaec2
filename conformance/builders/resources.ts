/** Builders of resources, of their roles and scopes, and of what packages give of them. */
import { appRoles } from '../bodies.js';
import { origins } from '../kinds.js';
import { isObject } from '../records.js';
import { type Builder, idsOf, StateError, type Wish, type World, writable } from '../world.js';
import { CATALOG, PACKAGE, RESOURCE, reference, spellings } from './names.js';

/** Where the roles and scopes of a resource are printed. */
const PARTS = ['roles', 'accessPackageResourceRoles', 'scopes', 'accessPackageResourceScopes'];

/** The thing of another system that a resource, its roles and its scopes stand for. */
async function origin(world: World, wish: Wish): Promise<{ originId: string; originSystem: string }> {
  const { originId } = wish.printed ?? {};
  const parts = PARTS.flatMap((name) => [wish.printed?.[name] ?? []].flat()).filter(isObject);
  const system = [wish.printed, wish.context, ...parts]
    .map((source) => source?.['originSystem'])
    .find((text) => text != null);
  const documented = typeof originId === 'string' ? originId : undefined;
  const guess = documented?.startsWith('http')
    ? 'SharePointOnline'
    : wish.printed?.['resourceType'] === 'Application'
      ? 'AadApplication'
      : 'AadGroup';
  const originSystem = typeof system === 'string' && !/-value$|^\{/.test(system) ? system : guess;
  const kind = origins[originSystem];
  if (!kind) return { originId: documented ?? 'https://contoso.sharepoint.com/portals/Community', originSystem };
  const { displayName, description } = wish.printed ?? {};
  const printed = {
    ...(typeof displayName === 'string' && { displayName }),
    ...(typeof description === 'string' && kind === 'group' && { description }),
    ...(kind === 'servicePrincipal' && { appRoles: appRoles(PARTS.flatMap((name) => wish.printed?.[name] ?? [])) }),
  };
  const entity = await world.need(kind, { ids: documented === undefined ? [] : [documented], printed });
  return { originId: entity.id, originSystem };
}

const resource: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'catalog', 'catalog', CATALOG);
  const source = await origin(world, wish);
  const names = spellings[world.version];
  const described = Object.fromEntries(
    Object.entries(writable('resource', wish.printed, ['originId', 'originSystem'])).filter(([key]) =>
      ['displayName', 'description', 'url', 'resourceType', 'attributes'].includes(key),
    ),
  );
  await world.must('POST', `${world.em}/${names.resourceRequests}`, {
    requestType: world.version === 'beta' ? 'AdminAdd' : 'adminAdd',
    [names.resource]: { ...described, ...source },
    ...reference(world, 'catalog', parent),
  });
  const path = `${world.em}/catalogs/${parent.id}/resources`;
  const listed = await world.list(`${path}?$filter=originId eq '${source.originId}'`, 'v1.0');
  const body = listed[0];
  if (!body) throw new StateError(`the resource ${source.originId} is not in its catalog`);
  const set = `${parent.path}/${names.resource}s`;
  return {
    kind: 'resource',
    id: String(body['id']),
    path: `${set}/${String(body['id'])}`,
    body,
    belongs: { catalog: parent },
  };
};

/** Roles and scopes come with their resource: the one that is printed is picked. */
function partOfResource(kind: 'resourceRole' | 'resourceScope', navigation: 'roles' | 'scopes'): Builder {
  return async (world, wish) => {
    const owner = await world.related(wish, 'resource', 'resource', RESOURCE);
    const path = `${world.em}/catalogs/${owner.belongs?.['catalog']?.id ?? ''}/resources`;
    const [found] = await world.list(`${path}?$expand=${navigation}&$filter=id eq '${owner.id}'`, 'v1.0');
    const parts = [found?.[navigation] ?? []].flat().filter(isObject);
    const wanted = wish.printed?.['originId'];
    const originId = typeof wanted === 'string' ? world.known.translate(wanted) : undefined;
    const body =
      parts.find((part) => part['originId'] === originId) ??
      parts.find((part) => part['displayName'] === wish.printed?.['displayName']) ??
      parts[0];
    if (!body) throw new StateError(`the resource ${owner.id} has no ${navigation}`);
    return { kind, id: String(body['id']), path: `${owner.path}/${navigation}/${String(body['id'])}`, body };
  };
}

const roleScope: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'accessPackage', 'accessPackage', PACKAGE);
  const printed = wish.printed ?? {};
  const role = [printed['role'] ?? printed['accessPackageResourceRole'] ?? {}].flat().find(isObject) ?? {};
  const source = role['resource'] ?? role['accessPackageResource'];
  const owner = await world.need('resource', {
    printed: isObject(source) ? source : {},
    ...(isObject(source) && { ids: idsOf(source) }),
    ...(parent.belongs && { links: parent.belongs }),
  });
  const links = { resource: owner };
  const inner = await world.need('resourceRole', { printed: role, links });
  const scope = await world.need('resourceScope', { printed: {}, links });
  const body = await world.must(
    'POST',
    `${world.em}/accessPackages/${parent.id}/resourceRoleScopes`,
    {
      role: {
        id: inner.id,
        originId: inner.body['originId'] ?? null,
        originSystem: inner.body['originSystem'] ?? null,
        resource: { id: owner.id },
      },
      scope: {
        id: scope.id,
        originId: scope.body['originId'] ?? null,
        originSystem: scope.body['originSystem'] ?? null,
      },
    },
    undefined,
    'v1.0',
  );
  return {
    kind: 'roleScope',
    id: String(body['id']),
    path: `${parent.path}/resourceRoleScopes/${String(body['id'])}`,
    body,
  };
};

const resourceRequest: Builder = async (world, wish) => {
  const made = await world.related(wish, 'resource', 'resource', RESOURCE);
  const set = `${world.em}/${spellings[world.version].resourceRequests}`;
  const [body] = (await world.list(set)).slice(-1);
  if (!body) throw new StateError(`no request for the resource ${made.id}`);
  return { kind: 'resourceRequest', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

const environment: Builder = async (world, wish) => {
  const set = `${world.em}/resourceEnvironments`;
  const all = await world.list(`${set}?$filter=originSystem eq 'SharePointOnline'`, 'v1.0');
  const body = all.find((one) => one['isDefaultEnvironment'] === wish.printed?.['isDefaultEnvironment']) ?? all[0];
  if (!body) throw new StateError('the tenant has no environment');
  return { kind: 'environment', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

export const resourceBuilders = {
  resource,
  resourceRole: partOfResource('resourceRole', 'roles'),
  resourceScope: partOfResource('resourceScope', 'scopes'),
  roleScope,
  resourceRequest,
  environment,
};
