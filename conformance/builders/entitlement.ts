/** Builders of what entitlement management holds, but for requests and what comes of them. */
import { appRoles } from '../bodies.js';
import { origins } from '../kinds.js';
import { isObject, type Json, type JsonObject, type Version } from '../records.js';
import { type Builder, type Entity, idsOf, StateError, type Wish, type World, writable } from '../world.js';

/** What the versions call the same thing. */
const spellings = {
  'v1.0': {
    catalogs: 'catalogs',
    policies: 'assignmentPolicies',
    resourceRequests: 'resourceRequests',
    resource: 'resource',
    extensions: 'customWorkflowExtensions',
  },
  beta: {
    catalogs: 'accessPackageCatalogs',
    policies: 'accessPackageAssignmentPolicies',
    resourceRequests: 'accessPackageResourceRequests',
    resource: 'accessPackageResource',
    extensions: 'accessPackageCustomWorkflowExtensions',
  },
} as const satisfies Record<Version, Record<string, string>>;

/** A reference as the version writes it: nested, or by a property of its own. */
const reference = (world: World, name: string, entity: Entity): JsonObject =>
  world.version === 'beta' ? { [`${name}Id`]: entity.id } : { [name]: { id: entity.id } };

const CATALOG = ['catalog', 'accessPackageCatalog'];
const PACKAGE = ['accessPackage'];
const RESOURCE = ['resource', 'accessPackageResource'];

const catalog: Builder = async (world, wish) => {
  const set = `${world.em}/${spellings[world.version].catalogs}`;
  const printed = { ...writable('catalog', wish.printed), displayName: nameOf(world, wish, 'Catalog') };
  const body = await world.create(set, { displayName: printed.displayName, isExternallyVisible: true }, printed);
  return { kind: 'catalog', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

/** Names are unique within what they stand in; a copy gets another. */
const nameOf = (world: World, wish: Wish, kind: string): string => {
  const printed = wish.printed?.['displayName'];
  return typeof printed === 'string' ? world.untaken(printed) : world.unique(`${kind} `);
};

const accessPackage: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'catalog', 'catalog', CATALOG);
  const set = `${world.em}/accessPackages`;
  const base = { displayName: nameOf(world, wish, 'Package'), description: 'A package', ...reference(world, 'catalog', parent) };
  const body = await world.create(set, base, {
    ...writable('accessPackage', wish.printed, ['catalogId']),
    displayName: base.displayName,
  });
  return { kind: 'accessPackage', id: String(body['id']), path: `${set}/${String(body['id'])}`, body, belongs: { catalog: parent } };
};

/** Everybody may ask, nobody has to approve, and access doesn't end. */
const openPolicy: Record<Version, JsonObject> = {
  'v1.0': {
    allowedTargetScope: 'allDirectoryUsers',
    specificAllowedTargets: [],
    expiration: { type: 'noExpiration' },
    requestorSettings: {
      enableTargetsToSelfAddAccess: true,
      enableTargetsToSelfUpdateAccess: true,
      enableTargetsToSelfRemoveAccess: true,
      allowCustomAssignmentSchedule: true,
      enableOnBehalfRequestorsToAddAccess: true,
      enableOnBehalfRequestorsToUpdateAccess: true,
      enableOnBehalfRequestorsToRemoveAccess: true,
      onBehalfRequestors: [{ '@odata.type': '#microsoft.graph.targetManager', managerLevel: 1 }],
    },
    requestApprovalSettings: { isApprovalRequiredForAdd: false, isApprovalRequiredForUpdate: false, stages: [] },
  },
  beta: {
    canExtend: true,
    durationInDays: 0,
    requestorSettings: { scopeType: 'AllExistingDirectorySubjects', acceptRequests: true, allowedRequestors: [] },
    requestApprovalSettings: {
      isApprovalRequired: false,
      isApprovalRequiredForExtension: false,
      isRequestorJustificationRequired: false,
      approvalMode: 'NoApproval',
      approvalStages: [],
    },
  },
};

/** Somebody who is known by a mail address alone isn't in the directory: the policy has to admit such people. */
function outsiders(world: World, wish: Wish): JsonObject {
  const target = wish.context?.['target'];
  if (!isObject(target ?? null) || 'objectId' in (target as JsonObject)) return {};
  if (world.version === 'v1.0') return { allowedTargetScope: 'allExternalUsers' };
  return { requestorSettings: { scopeType: 'AllExternalSubjects', acceptRequests: true, allowedRequestors: [] } };
}

const policy: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'accessPackage', 'accessPackage', PACKAGE);
  const set = `${world.em}/${spellings[world.version].policies}`;
  const printed = { ...outsiders(world, wish), ...writable('policy', wish.printed, ['accessPackageId']) };
  const named = { displayName: nameOf(world, wish, 'Policy'), description: 'A policy' };
  const open = { ...openPolicy[world.version], ...named, ...reference(world, 'accessPackage', parent) };
  // Only v1.0 can say that requests choose their own schedule.
  const body =
    Object.keys(printed).length > 0
      ? await world.create(set, open, { ...printed, displayName: named.displayName })
      : await world.must('POST', `${world.em}/assignmentPolicies`, { ...openPolicy['v1.0'], ...named, accessPackage: { id: parent.id } }, undefined, 'v1.0');
  const belongs = { accessPackage: parent };
  return { kind: 'policy', id: String(body['id']), path: `${set}/${String(body['id'])}`, body, belongs };
};

/** A policy of the package under which someone has to approve. */
export async function approvedPolicy(world: World, parent: Entity, approver: Entity): Promise<Entity> {
  const set = `${world.em}/assignmentPolicies`;
  const stage = {
    durationBeforeAutomaticDenial: 'P14D',
    isApproverJustificationRequired: false,
    isEscalationEnabled: false,
    durationBeforeEscalation: 'PT0S',
    primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver.id }],
    fallbackPrimaryApprovers: [],
    escalationApprovers: [],
    fallbackEscalationApprovers: [],
  };
  const body = await world.must(
    'POST',
    set,
    {
      ...openPolicy['v1.0'],
      displayName: world.unique('Approval '),
      description: 'Somebody approves',
      requestApprovalSettings: { isApprovalRequiredForAdd: true, isApprovalRequiredForUpdate: true, stages: [stage] },
      accessPackage: { id: parent.id },
    },
    undefined,
    'v1.0',
  );
  return { kind: 'policy', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
}

/** A question is added to the policy under which it is answered. */
const question: Builder = async (world, wish) => {
  const asked = await world.related(wish, 'policy', 'policy');
  const path = `${world.em}/assignmentPolicies/${asked.id}`;
  const before = await world.must('GET', `${path}?$expand=accessPackage`, undefined, undefined, 'v1.0');
  const existing = Array.isArray(before['questions']) ? before['questions'] : [];
  const type = String(wish.printed?.['@odata.type'] ?? '#microsoft.graph.accessPackageTextInputQuestion');
  const value = wish.context?.['value'];
  const choice = { actualValue: typeof value === 'string' ? value : 'yes', text: 'A choice' };
  const added: JsonObject = {
    '@odata.type': type,
    sequence: existing.length + 1,
    isRequired: false,
    isAnswerEditable: true,
    text: 'A question',
    localizations: [],
    ...(/multipleChoice/i.test(type)
      ? { isMultipleSelectionAllowed: false, choices: [choice, { actualValue: 'no', text: 'Another' }] }
      : { isSingleLineQuestion: true }),
  };
  const replaced = { ...withoutAnnotations(before), questions: [...existing, added] };
  const after = await world.must('PUT', path, replaced, undefined, 'v1.0');
  const last = Array.isArray(after['questions']) ? after['questions'].at(-1) : undefined;
  if (!isObject(last)) throw new StateError('the question was not kept');
  return { kind: 'question', id: String(last['id']), path: `${path}/questions/${String(last['id'])}`, body: last };
};

const withoutAnnotations = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !key.includes('@')));

/** Where the roles and scopes of a resource are printed. */
const PARTS = ['roles', 'accessPackageResourceRoles', 'scopes', 'accessPackageResourceScopes'];

/** The thing of another system that a resource, its roles and its scopes stand for. */
async function origin(world: World, wish: Wish): Promise<{ originId: string; originSystem: string }> {
  const { originId } = wish.printed ?? {};
  const parts = PARTS.flatMap((name) => [wish.printed?.[name] ?? []].flat()).filter(isObject);
  const system = [wish.printed, wish.context, ...parts].map((source) => source?.['originSystem']).find((text) => text != null);
  const documented = typeof originId === 'string' ? originId : undefined;
  const guess = documented?.startsWith('http') ? 'SharePointOnline' : wish.printed?.['resourceType'] === 'Application' ? 'AadApplication' : 'AadGroup';
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
  return { kind: 'resource', id: String(body['id']), path: `${set}/${String(body['id'])}`, body, belongs: { catalog: parent } };
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
      role: { id: inner.id, originId: inner.body['originId'] ?? null, originSystem: inner.body['originSystem'] ?? null, resource: { id: owner.id } },
      scope: { id: scope.id, originId: scope.body['originId'] ?? null, originSystem: scope.body['originSystem'] ?? null },
    },
    undefined,
    'v1.0',
  );
  return { kind: 'roleScope', id: String(body['id']), path: `${parent.path}/resourceRoleScopes/${String(body['id'])}`, body };
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
    identitySources: [{ '@odata.type': '#microsoft.graph.domainIdentitySource', domainName: domain, displayName: domain }] as Json[],
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
  const base = { displayName: nameOf(world, wish, 'Connector'), description: 'A connector', connectorType: 'sapIag', connectionInfo: CONNECTION };
  const body = await world.create(set, base, writable('connector', wish.printed));
  return { kind: 'connector', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

export const entitlementBuilders = {
  catalog,
  accessPackage,
  policy,
  question,
  resource,
  resourceRole: partOfResource('resourceRole', 'roles'),
  resourceScope: partOfResource('resourceScope', 'scopes'),
  roleScope,
  resourceRequest,
  environment,
  connectedOrganization,
  extension,
  handler,
  settings,
  connector,
};
