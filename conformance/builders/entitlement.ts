/** Builders of catalogs, packages, organizations, extensions and settings. */
import type { Json, JsonObject } from '../records.js';
import { isObject } from '../records.js';
import { type Builder, type Entity, type Wish, type World, writable } from '../world.js';
import { CATALOG, nameOf, reference, spellings } from './names.js';

const catalog: Builder = async (world, wish) => {
  const set = `${world.em}/${spellings[world.version].catalogs}`;
  const printed = { ...writable('catalog', wish.printed), displayName: nameOf(world, wish, 'Catalog') };
  const body = await world.create(set, { displayName: printed.displayName, isExternallyVisible: true }, printed);
  return { kind: 'catalog', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

const accessPackage: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'catalog', 'catalog', CATALOG);
  const set = `${world.em}/accessPackages`;
  const base = {
    displayName: nameOf(world, wish, 'Package'),
    description: 'A package',
    ...reference(world, 'catalog', parent),
  };
  const body = await world.create(set, base, {
    ...writable('accessPackage', wish.printed, ['catalogId']),
    displayName: base.displayName,
  });
  return {
    kind: 'accessPackage',
    id: String(body['id']),
    path: `${set}/${String(body['id'])}`,
    body,
    belongs: { catalog: parent },
  };
};

/** What identity sources can't be without, by type; pages shorten them. */
const sourceParts: Readonly<Record<string, JsonObject>> = {
  azureActiveDirectoryTenant: { tenantId: 'bf85dc9d-cb43-44a4-80c4-469e8c58249e' },
  domainIdentitySource: { domainName: 'partner.example' },
};

function completed(source: JsonObject): JsonObject {
  const type = String(source['@odata.type']).replace(/^#?microsoft\.graph\./, '');
  return { ...sourceParts[type], ...source };
}

const connectedOrganization: Builder = async (world, wish) => {
  const set = `${world.em}/connectedOrganizations`;
  const domain = `${world.unique('partner')}.example`;
  const base = {
    displayName: nameOf(world, wish, 'Organization'),
    description: 'An organization',
    identitySources: [
      { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName: domain, displayName: domain },
    ] as Json[],
    state: 'configured',
  };
  const { identitySources } = wish.printed ?? {};
  const printed = {
    ...writable('connectedOrganization', wish.printed),
    ...(Array.isArray(identitySources) && { identitySources: identitySources.filter(isObject).map(completed) }),
    displayName: base.displayName,
  };
  const body = await world.create(set, base, printed);
  return { kind: 'connectedOrganization', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

/** Extensions of either generation: `name` is their set in a catalog. */
async function extensionIn(world: World, wish: Wish, name: string, usual: string): Promise<Entity> {
  const parent = await world.related(wish, 'catalog', 'catalog', CATALOG);
  const set = `${parent.path}/${name}`;
  const type = wish.printed?.['@odata.type'];
  const base = {
    '@odata.type': typeof type === 'string' ? type : `#microsoft.graph.${usual}`,
    displayName: nameOf(world, wish, 'Extension'),
    description: 'An extension',
    endpointConfiguration: {
      '@odata.type': '#microsoft.graph.logicAppTriggerEndpointConfiguration',
      subscriptionId: '38ab2ccc-3747-4567-b36b-9478f5602f0d',
      resourceGroupName: 'resources',
      logicAppWorkflowName: 'workflow',
    },
    authenticationConfiguration: { '@odata.type': '#microsoft.graph.azureAdPopTokenAuthentication' },
  };
  const body = await world.create(set, base, { ...writable('extension', wish.printed), displayName: base.displayName });
  return { kind: 'extension', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
}

const extension: Builder = (world, wish) =>
  extensionIn(world, wish, spellings[world.version].extensions, 'accessPackageAssignmentRequestWorkflowExtension');

const handler: Builder = (world, wish) =>
  extensionIn(world, wish, 'customAccessPackageWorkflowExtensions', 'customAccessPackageWorkflowExtension');

const settings: Builder = async (world, wish) => {
  const path = `${world.em}/settings`;
  await world.write(path, writable('settings', wish.printed));
  return { kind: 'settings', id: 'singleton', path, body: {} };
};

const CONNECTION: JsonObject = {
  '@odata.type': '#microsoft.graph.externalTokenBasedSapIagConnectionInfo',
  url: 'https://sap.example',
  accessTokenUrl: 'https://sap.example/token',
  clientId: 'e9ad8b1d-959c-4e86-8ba2-2cbf4d14bc29',
  keyVaultName: 'vault',
  secretName: 'secret',
  subscriptionId: '5ee98b73-d9df-43a7-8a92-36855054bdee',
  resourceGroup: 'resources',
};

const connector: Builder = async (world, wish) => {
  const set = `${world.em}/externalOriginResourceConnectors`;
  const base = {
    displayName: nameOf(world, wish, 'Connector'),
    description: 'A connector',
    connectorType: 'sapIag',
    connectionInfo: CONNECTION,
  };
  const body = await world.create(set, base, writable('connector', wish.printed));
  return { kind: 'connector', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

export const entitlementBuilders = {
  catalog,
  accessPackage,
  connectedOrganization,
  extension,
  handler,
  settings,
  connector,
};
