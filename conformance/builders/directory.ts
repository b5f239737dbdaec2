/** Builders of what the directory holds. */
import { directoryKind, type Kind } from '../kinds.js';
import { isObject, type JsonObject } from '../records.js';
import { type Builder, type Entity, StateError, type World, writable } from '../world.js';

const PASSWORD = 'xWwvJ]6NMw+bWH-d';

const user: Builder = async (world, wish) => {
  const nickname = world.unique('person');
  const base = {
    accountEnabled: true,
    displayName: `Person ${nickname}`,
    mailNickname: nickname,
    userPrincipalName: `${nickname}@contoso.onmicrosoft.com`,
    passwordProfile: { password: PASSWORD, forceChangePasswordNextSignIn: false },
    usageLocation: 'US',
  };
  const body = await world.create(
    '/users',
    base,
    uniqueNames(world, { ...signIn(wish.printed), ...writable('user', wish.printed, ['identities']) }),
  );
  return { kind: 'user', id: String(body['id']), path: `/users/${String(body['id'])}`, body };
};

/** The name that a printed user signs in by. */
function signIn(printed: JsonObject | undefined): JsonObject {
  const identities = [printed?.['identities'] ?? []].flat().filter(isObject);
  const name = identities.find(({ signInType }) => signInType === 'userPrincipalName')?.['issuerAssignedId'];
  const others = identities.filter(({ signInType }) => signInType !== 'userPrincipalName');
  return {
    ...(typeof name === 'string' && { userPrincipalName: name }),
    ...(others.length > 0 && { identities: others.map((identity) => ({ signInType: 'emailAddress', ...identity })) }),
  };
}

/** Properties of a group's mailbox are written on their own. */
const MAILBOX = [
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isSubscribedByMail',
  'unseenCount',
];

const group: Builder = async (world, wish) => {
  const { mailEnabled, groupTypes, ...printed } = writable('group', wish.printed, ['mail', ...MAILBOX]);
  const mailbox = Object.fromEntries(Object.entries(wish.printed ?? {}).filter(([key]) => MAILBOX.includes(key)));
  const nickname = world.unique('group');
  const hasMail = mailEnabled ?? typeof wish.printed?.['mail'] === 'string';
  const types = Array.isArray(groupTypes) ? groupTypes : hasMail === true ? ['Unified'] : [];
  const base = {
    displayName: `Group ${nickname}`,
    mailNickname: nickname,
    groupTypes: types,
    mailEnabled: types.includes('Unified'),
    securityEnabled: printed['securityEnabled'] ?? !types.includes('Unified'),
    ...(types.includes('DynamicMembership') && {
      membershipRule: printed['membershipRule'] ?? 'user.department -eq "Marketing"',
      membershipRuleProcessingState: 'On',
    }),
  };
  const body = await world.create('/groups', base, uniqueNames(world, printed));
  const path = `/groups/${String(body['id'])}`;
  await world.write(path, mailbox);
  return { kind: 'group', id: String(body['id']), path, body };
};

/** Names that no two may share, changed where an entity made before has them. */
function uniqueNames(world: World, printed: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(printed).map(([key, value]) => [
      key,
      ['userPrincipalName', 'mailNickname', 'uniqueName', 'mail'].includes(key) && typeof value === 'string'
        ? world.untaken(value)
        : value,
    ]),
  );
}

const device: Builder = async (world, wish) => {
  const base = {
    accountEnabled: true,
    displayName: `Device ${world.unique('device')}`,
    deviceId: `4c299165-6e8f-4b45-a5ba-${String(Date.now()).slice(-12).padStart(12, '0')}`,
    operatingSystem: 'linux',
    operatingSystemVersion: '1',
    alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
  };
  const body = await world.create('/devices', base, writable('device', wish.printed, ['deviceId']));
  return { kind: 'device', id: String(body['id']), path: `/devices/${String(body['id'])}`, body };
};

const directoryRole: Builder = async (world, wish) => {
  const roles = await world.list('/directoryRoles');
  const { displayName, roleTemplateId } = wish.printed ?? {};
  const fits = (role: JsonObject) => role['displayName'] === displayName || role['roleTemplateId'] === roleTemplateId;
  const body = roles.find(fits) ?? roles[0];
  if (!body) throw new StateError('no directory role is active');
  if (typeof roleTemplateId === 'string') world.known.learn(roleTemplateId, String(body['roleTemplateId']));
  return { kind: 'directoryRole', id: String(body['id']), path: `/directoryRoles/${String(body['id'])}`, body };
};

const administrativeUnit: Builder = async (world, wish) => {
  const base = { displayName: `Unit ${world.unique('unit')}` };
  const set = '/directory/administrativeUnits';
  const body = await world.create(set, base, writable('administrativeUnit', wish.printed));
  return { kind: 'administrativeUnit', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

/** One of what every tenant has; the one that is printed where there are several. */
function seeded(kind: Kind, set: string, wanted: readonly string[] = []): Builder {
  return async (world, wish) => {
    const all = await world.list(`${set}`);
    const body =
      all.find(
        (one) => wish.ids?.includes(String(one['id'])) || wanted.some((key) => one[key] === wish.printed?.[key]),
      ) ?? all[0];
    if (!body) throw new StateError(`${set} is empty`);
    return { kind, id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
  };
}

/** An object of which only the place is known: the kind that is printed, else a user. */
const directoryObject: Builder = (world, wish) => {
  const kind = directoryKind(String(wish.printed?.['@odata.type'] ?? '')) ?? 'user';
  return world.need(kind, { ...wish, ids: [] });
};

/** A group is deleted for good unless it is a Microsoft 365 group. */
const deletedItem: Builder = async (world, wish) => {
  const kind = directoryKind(String(wish.printed?.['@odata.type'] ?? '')) ?? 'user';
  const printed = kind === 'group' ? { groupTypes: ['Unified'], ...wish.printed } : (wish.printed ?? {});
  const entity = await world.need(kind, { printed });
  const owner = wish.links?.['owner'];
  if (owner) await world.connect(owner, { kind, many: true, link: { addTo: 'owners' } }, entity);
  await world.must('DELETE', entity.path);
  return { ...entity, kind: 'deletedItem', path: `/directory/deletedItems/${entity.id}` };
};

/** Roles are assigned by the directory, or for catalogs; what is printed tells which. */
function roleProvider(printed: JsonObject | undefined): string {
  const scope = printed?.['appScopeId'];
  return `/roleManagement/${typeof scope === 'string' && scope !== '' ? 'entitlementManagement' : 'directory'}`;
}

const roleDefinition: Builder = async (world, wish) => {
  const set = `${roleProvider(wish.context ?? wish.printed)}/roleDefinitions`;
  return seeded('roleDefinition', set, ['displayName'])(world, wish);
};

const roleAssignment: Builder = async (world, wish) => {
  const provider = roleProvider(wish.printed);
  const mentioned = { ...wish, context: wish.printed ?? {} };
  const principal = await world.related(mentioned, 'principal', 'directoryObject');
  const definition = await world.related(mentioned, 'roleDefinition', 'roleDefinition');
  const appScopeId = wish.printed?.['appScopeId'];
  const scope: JsonObject =
    typeof appScopeId === 'string' ? { appScopeId: await liveScope(world, appScopeId) } : { directoryScopeId: '/' };
  const set = `${provider}/roleAssignments`;
  const body = await world.must('POST', set, { principalId: principal.id, roleDefinitionId: definition.id, ...scope });
  return { kind: 'roleAssignment', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

/** `/` or `/AccessPackageCatalog/{id}` */
async function liveScope(world: World, printed: string): Promise<string> {
  const [, id] = /^\/AccessPackageCatalog\/(.+)$/i.exec(printed) ?? [];
  return id === undefined ? printed : `/AccessPackageCatalog/${(await world.need('catalog', { ids: [id] })).id}`;
}

const impossible =
  (what: string): Builder =>
  (): Promise<Entity> =>
    Promise.reject(new StateError(`${what} can't be made through the API`));

export const directoryBuilders = {
  user,
  group,
  device,
  contact: impossible('an organizational contact'),
  directoryRole,
  roleTemplate: seeded('roleTemplate', '/directoryRoleTemplates', ['displayName']),
  administrativeUnit,
  organization: seeded('organization', '/organization'),
  domain: seeded('domain', '/domains', ['id']),
  sku: seeded('sku', '/subscribedSkus', ['skuPartNumber']),
  directoryObject,
  deletedItem,
  roleDefinition,
  roleAssignment,
  invitation: impossible('an invitation that is read'),
} satisfies Partial<Record<Kind, Builder>>;
