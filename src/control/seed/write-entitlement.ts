/** Writes the entitlement management of a seed, by the commands of its life cycle. */
import { applications, servicePrincipals } from '../../../model/directory/tables.js';
import {
  type AccessPackage,
  accessPackages,
  type Catalog,
  type ConnectedOrganization,
  type CustomExtension,
  catalogs,
  connectedOrganizations,
  customExtensions,
  externalSponsors,
  incompatibleGroups,
  incompatiblePackages,
  internalSponsors,
  resourceRequests,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
} from '../../../model/entitlement/tables.js';
import type { Row, Table } from '../../../model/reader.js';
import type { Context } from '../../lifecycle/context.js';
import { createCatalog, updateCatalog } from '../../lifecycle/entitlement/catalogs.js';
import { createExtension, updateExtension } from '../../lifecycle/entitlement/extensions.js';
import { createOrganization, updateOrganization } from '../../lifecycle/entitlement/organizations.js';
import { originOf, seedSites, sites } from '../../lifecycle/entitlement/origins/index.js';
import { createPackage, updatePackage } from '../../lifecycle/entitlement/packages.js';
import { all } from '../../lifecycle/entitlement/records.js';
import { findResource, requestResource } from '../../lifecycle/entitlement/resources.js';
import { addRoleScope } from '../../lifecycle/entitlement/role-scopes.js';
import { SeedError } from './errors.js';
import { kinds, principals } from './kinds.js';
import { contextFor, reference, type Writer, type Writing, without } from './writing.js';

const AUDIT = [
  'createdBy',
  'createdDateTime',
  'modifiedBy',
  'modifiedDateTime',
  'lastModifiedBy',
  'lastModifiedDateTime',
];

/** Who made an object and when, as the seed says it, in the place of who loads it and now. */
export function audited<R extends Row>({ context: { tx }, item }: Writing, table: Table<R>, record: R): R {
  const said = Object.fromEntries(Object.entries(item).filter(([name]) => AUDIT.includes(name)));
  if (Object.keys(said).length === 0) return record;
  const { createdBy, createdDateTime } = said;
  const follows =
    'modifiedDateTime' in record ? ['modifiedBy', 'modifiedDateTime'] : ['lastModifiedBy', 'lastModifiedDateTime'];
  const implied = {
    ...(createdBy !== undefined && { [follows[0] as string]: createdBy }),
    ...(createdDateTime !== undefined && { [follows[1] as string]: createdDateTime }),
  };
  return tx.replace(table, { ...record, ...implied, ...said });
}

export const writeSite: Writer = ({ context: { tx }, item, id }) => {
  const { url, displayName, roles } = item as unknown as Parameters<typeof seedSites>[1] extends
    | readonly (infer S)[]
    | undefined
    ? S
    : never;
  tx.remove(sites, id);
  seedSites(tx, [{ url, displayName, ...(roles && { roles }) }], []);
  return tx.get(sites, id) as Row;
};

export const writeCatalog: Writer = (at) => {
  const { context, id, item } = at;
  const before = context.tx.get(catalogs, id);
  const fields = without(item, ['id', 'key', 'resources', 'packages', 'extensions', ...AUDIT]);
  // A catalog that is only named, for what stands in it, stays as it is.
  if (before && Object.keys(fields).every((name) => name === 'displayName')) return before;
  const context_ = contextFor(context, id);
  return audited(at, catalogs, before ? updateCatalog(context_, before, fields) : createCatalog(context_, fields));
};

/** The catalog that an object stands in, or names. */
function catalogOf(at: Writing, fallback?: string): Catalog {
  const id =
    at.parent ??
    reference(at, 'catalog', [kinds.catalogs]) ??
    (fallback && at.names.resolve([kinds.catalogs], fallback, at.place));
  const catalog = id === undefined ? undefined : at.context.tx.get(catalogs, id);
  if (!catalog) throw new SeedError("needs a 'catalog'", at.place);
  return catalog;
}

interface OriginNamed {
  readonly originSystem: string;
  readonly originId: string;
}

/** What a resource is in its origin system. */
function originNamed(at: Writing): OriginNamed {
  const { item, context, place } = at;
  const group = reference(at, 'group', [kinds.groups]);
  if (group) return { originSystem: 'AadGroup', originId: group };
  if (item['application']) return { originSystem: 'AadApplication', originId: principalOf(at) };
  if (typeof item['site'] === 'string') {
    const site = context.tx.get(sites, item['site'].toLowerCase().replace(/\/+$/, ''));
    if (!site) throw new SeedError(`there is no site '${item['site']}'; add it to 'sites'`, [...place, 'site']);
    return { originSystem: 'SharePointOnline', originId: site.url };
  }
  const role = reference(at, 'directoryRole', [kinds.directoryRoles]);
  if (role) return { originSystem: 'DirectoryRole', originId: role };
  const { originSystem, originId } = item as Partial<OriginNamed>;
  if (originSystem && originId) return { originSystem, originId };
  throw new SeedError(
    "needs a 'group', 'application', 'site' or 'directoryRole', or 'originSystem' and 'originId'",
    place,
  );
}

/** The service principal that is called so, or whose application is. */
function principalOf({ item, names, place, context: { tx } }: Writing): string {
  const name = String(item['application']);
  const [application] = names.find(kinds.applications, name);
  const appId = application === undefined ? undefined : tx.get(applications, application)?.appId;
  const principal = appId === undefined ? undefined : tx.find(servicePrincipals, 'appId', appId.toLowerCase());
  return principal?.id ?? names.resolve([kinds.servicePrincipals], name, [...place, 'application']);
}

export const writeResource: Writer = (at) => {
  const { context, item, names } = at;
  const { tx } = context;
  const catalog = catalogOf(at);
  const origin = originNamed(at);
  const known = findResource(tx, catalog.id, origin.originId, origin.originSystem);
  const resource = known ?? audited(at, resources, addResource(at, catalog, origin));
  for (const name of [
    resource.displayName,
    resource.originId,
    item['key'],
    item['group'],
    item['application'],
    item['site'],
    item['directoryRole'],
  ]) {
    if (typeof name === 'string') names.add(kinds.resources, name, resource.id);
  }
  return resource;
};

function addResource(at: Writing, catalog: Catalog, origin: OriginNamed) {
  const { context, item, id } = at;
  const { tx } = context;
  const roleIds = (item['roleIds'] ?? {}) as Readonly<Record<string, string>>;
  const roles = originOf(origin.originSystem).find(tx, origin.originId)?.roles ?? [];
  const ids = [...roles.map(({ displayName }) => roleIds[displayName]), item['scopeId'] as string | undefined];
  const request = requestResource(contextFor(context, id, ids), {
    requestType: 'adminAdd',
    catalogId: catalog.id,
    resource: { ...origin, displayName: item['displayName'], description: item['description'] },
  });
  // What stands in a seed was not asked for.
  tx.remove(resourceRequests, request.id);
  return tx.get(resources, id) as NonNullable<ReturnType<typeof findResource>>;
}

export const writeExtension: Writer = (at) => {
  const { context, item, id } = at;
  const { kind = 'accessPackageAssignmentRequestWorkflowExtension' } = item as { kind?: CustomExtension['kind'] };
  const fields = without(item, ['id', 'key', 'kind', 'catalog', ...AUDIT]);
  const before = context.tx.get(customExtensions, id);
  if (before) return audited(at, customExtensions, updateExtension(context, before, fields));
  const made = createExtension(contextFor(context, id), catalogOf(at), kind, fields);
  return audited(
    at,
    kinds.extensions.tables[kind === 'customAccessPackageWorkflowExtension' ? 1 : 0] as Table<Row>,
    made,
  );
};

export const writeConnectedOrganization: Writer = (at) => {
  const { context, item, id } = at;
  const fields = without(item, ['id', 'key', 'internalSponsors', 'externalSponsors', ...AUDIT]);
  const sources = (fields['identitySources'] as readonly Record<string, unknown>[]).map(asKind);
  const said = { ...fields, identitySources: sources };
  const before = context.tx.get(connectedOrganizations, id);
  const written: ConnectedOrganization = before
    ? updateOrganization(context, before, said)
    : createOrganization(contextFor(context, id), said);
  return audited(at, connectedOrganizations, written);
};

/** `@odata.type` is what the tenant calls `kind`. */
export function asKind(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { '@odata.type': type, ...rest } = value;
  return typeof type === 'string' ? { kind: type.replace(/^#?(microsoft\.)?(graph\.)?/, ''), ...rest } : { ...rest };
}

export const writePackage: Writer = (at) => {
  const { context, item, id } = at;
  const before = context.tx.get(accessPackages, id);
  const fields = without(item, [
    'id',
    'key',
    'catalog',
    'roles',
    'policies',
    'incompatiblePackages',
    'incompatibleGroups',
    ...AUDIT,
  ]);
  const written: AccessPackage = before
    ? updatePackage(context, before, fields)
    : createPackage(contextFor(context, id), { ...fields, catalogId: catalogOf(at, 'General').id });
  return audited(at, accessPackages, written);
};

/** The package that an object stands in, or names. */
export function packageOf(at: Writing): AccessPackage {
  const id = at.parent ?? reference(at, 'accessPackage', [kinds.packages]);
  const found = id === undefined ? undefined : at.context.tx.get(accessPackages, id);
  if (!found) throw new SeedError("needs an 'accessPackage'", at.place);
  return found;
}

export const writeRole: Writer = (at) => {
  const { context, item, id, place } = at;
  const { tx } = context;
  const accessPackage = packageOf(at);
  const inCatalog = (one: string) => tx.get(resources, one)?.catalogId === accessPackage.catalogId;
  const resourceId = reference(at, 'resource', [kinds.resources], inCatalog) as string;
  const name = String(item['role']).toLowerCase();
  const roles = all(tx, resourceRoles, 'resourceId', resourceId);
  const role = roles.find((one) =>
    [one.displayName, one.originId, one.id].some((text) => text?.toLowerCase() === name),
  );
  if (!role) {
    const known = roles.map(({ displayName }) => `'${displayName}'`).join(', ');
    throw new SeedError(`the resource has no role '${item['role']}'; it has ${known}`, [...place, 'role']);
  }
  const [scope] = all(tx, resourceScopes, 'resourceId', resourceId);
  const known = all(tx, resourceRoleScopes, 'accessPackageId', accessPackage.id).find((one) => one.roleId === role.id);
  if (known) return known;
  const made = addRoleScope(contextFor(context, id) as Context, accessPackage, {
    role: { id: role.id, resource: { id: resourceId } },
    scope: { id: scope?.id },
  });
  return audited(at, resourceRoleScopes, made);
};

export const entitlementLinks = {
  packages: [
    { property: 'incompatiblePackages', link: incompatiblePackages, of: [kinds.packages] },
    { property: 'incompatibleGroups', link: incompatibleGroups, of: [kinds.groups] },
  ],
  connectedOrganizations: [
    { property: 'internalSponsors', link: internalSponsors, of: principals },
    { property: 'externalSponsors', link: externalSponsors, of: principals },
  ],
} as const;
