/** The entities that a documented body mentions, and the body as it is sent: with live ids in their places. */
import { readAddress } from './address.js';
import { type Kind, origins, references, referring, subjectSets } from './kinds.js';
import { GUID } from './known.js';
import { isObject, type Json, type JsonObject } from './records.js';
import type { Entity, World } from './world.js';

interface Mention {
  readonly kind: Kind;
  readonly ids: readonly string[];
  readonly printed: JsonObject;
  readonly context: JsonObject;
  readonly put: (entity: Entity) => void;
}

/** What others belong to comes first. */
const order: readonly Kind[] = [
  'user',
  'group',
  'servicePrincipal',
  'directoryObject',
  'catalog',
  'accessPackage',
  'policy',
  'resource',
  'resourceRole',
  'resourceScope',
  'assignment',
];

/** A password that pages leave to the reader has to be a good one. */
const PASSWORD = 'xWwvJ]6NMw+bWH-d';

/** What the scope of a role is, by what stands before its id. */
const scopes: Readonly<Record<string, Kind>> = {
  '/accesspackagecatalog/': 'catalog',
  '/administrativeunits/': 'administrativeUnit',
  '/': 'application',
};

const ROLES = ['role', 'accessPackageResourceRole'];
const SCOPES = ['scope', 'accessPackageResourceScope'];
const RESOURCES = ['resource', 'accessPackageResource'];

/** Kinds of references that an operation reads differently. */
export type Overrides = Readonly<Record<string, Kind>>;

/**
 * Makes everything that `body` mentions and answers the body to send. `shown` are objects of the answer, by id: they may
 * tell what a mentioned object is.
 */
export async function liveBody(
  world: World,
  body: Json,
  shown: ReadonlyMap<string, JsonObject>,
  overrides: Overrides = {},
): Promise<{ body: Json; entities: Entity[] }> {
  if (!isObject(body)) return { body, entities: [] };
  const copy = structuredClone(body);
  showResource(copy);
  const reader = new BodyReader(shown, overrides);
  reader.read(copy, '', copy);
  const rank = ({ kind }: Mention) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  const entities: Entity[] = [];
  for (const { kind, ids, printed, context, put } of reader.mentions.toSorted((a, b) => rank(a) - rank(b))) {
    const entity = await world.need(kind, { ids, printed, context });
    put(entity);
    entities.push(entity);
  }
  return { body: translated(withoutHints(copy), world), entities };
}

/** A property that is for the builders and isn't sent. */
const HINT = '#roles';

/** A role and a scope tell where their resource comes from, and that it has such a role. */
function showResource(body: JsonObject): void {
  const role = ROLES.map((name) => body[name]).find(isObject);
  const scope = SCOPES.map((name) => body[name]).find(isObject);
  const resource = RESOURCES.map((name) => role?.[name]).find(isObject);
  if (!role || !resource) return;
  const { originSystem, originId, displayName, description } = role;
  resource[HINT] = {
    originSystem: originSystem ?? scope?.['originSystem'] ?? null,
    originId: scope?.['originId'] ?? null,
    roles: [{ originId: originId ?? null, displayName: displayName ?? null, description: description ?? null }],
  };
}

class BodyReader {
  readonly mentions: Mention[] = [];

  constructor(
    readonly shown: ReadonlyMap<string, JsonObject>,
    readonly overrides: Overrides,
  ) {}

  /** Reads an object that stands in the property `name` of `holder`. */
  read(at: JsonObject, name: string, holder: JsonObject, within = ''): void {
    for (const [key, value] of Object.entries(at)) {
      if (key === HINT) continue;
      if (Array.isArray(value)) this.#list(at, key, value);
      else if (isObject(value)) this.read(value, key, at, name);
      else if (typeof value === 'string') this.#text(at, key, value, name, holder, within);
    }
  }

  #list(at: JsonObject, key: string, list: Json[]): void {
    const kind = this.overrides[key] ?? references[key];
    for (const [i, item] of list.entries()) {
      if (isObject(item)) this.read(item, key, at);
      else if (typeof item !== 'string') continue;
      else if (key.endsWith('@odata.bind')) this.#url(item, (live) => list.splice(i, 1, live));
      else if (kind) this.#mention(kind, item, {}, at, ({ id }) => list.splice(i, 1, id));
    }
  }

  #text(at: JsonObject, key: string, value: string, name: string, holder: JsonObject, within: string): void {
    const set = ({ id }: Entity) => {
      at[key] = id;
    };
    const kind = this.overrides[key] ?? references[key];
    if (key === '@odata.id' || key.endsWith('@odata.bind')) {
      this.#url(value, (live) => {
        at[key] = live;
      });
    } else if (key === 'appScopeId' || key === 'directoryScopeId') this.#scope(at, key, value);
    else if (key === 'appId') this.#application(at, value);
    else if (key === 'password' && value.endsWith('-value')) at[key] = PASSWORD;
    else if (key === 'originId') this.#origin(at, value, name);
    else if (key === 'id') {
      const type = String(at['@odata.type'] ?? '').replace(/^#?microsoft\.graph\./, '');
      const referred =
        subjectSets[type] ??
        (name === 'customExtension' && within === 'customExtensionHandlers' ? 'handler' : referring[name]);
      if (referred) this.#mention(referred, value, withHint(at), holder, set);
    } else if (kind) this.#mention(kind, value, {}, at, set);
  }

  /** The origin of a resource or a scope is an object of the directory, that of a group's role is named after the group. */
  #origin(at: JsonObject, value: string, name: string): void {
    const kind = origins[String(at['originSystem'])];
    const [guid] = value.match(GUID) ?? [];
    if (!kind || guid === undefined || (ROLES.includes(name) && kind !== 'group')) return;
    const { displayName } = at;
    const named: JsonObject = RESOURCES.includes(name) && typeof displayName === 'string' ? { displayName } : {};
    const roles = isObject(at[HINT] ?? null) ? (at[HINT] as JsonObject)['roles'] : undefined;
    const hint: JsonObject = kind === 'servicePrincipal' && roles !== undefined ? { appRoles: appRoles(roles) } : {};
    this.#mention(kind, guid, { ...named, ...hint }, at, () => {});
  }

  /** `/AccessPackageCatalog/{id}`, `/administrativeUnits/{id}`, or `/{id}` of an application */
  #scope(at: JsonObject, key: string, value: string): void {
    const [, prefix = '', id] = /^(\/(?:[a-z]+\/)?)([^/]+)$/i.exec(value) ?? [];
    if (id === undefined) return;
    const kind = scopes[prefix.toLowerCase()];
    if (!kind) return;
    this.#mention(kind, id, {}, {}, (entity) => {
      at[key] = `${prefix}${entity.id}`;
    });
  }

  /** An application is mentioned by another id than its own. */
  #application(at: JsonObject, appId: string): void {
    const put = ({ body }: Entity) => {
      at['appId'] = body['appId'] ?? null;
    };
    this.mentions.push({ kind: 'application', ids: [], printed: { appId }, context: {}, put });
  }

  #url(url: string, put: (live: string) => void): void {
    const last = readAddress(url).steps.at(-1);
    const key = last?.key;
    if (!last || key === undefined) return;
    this.#mention(last.kind, key, {}, {}, ({ id }) => put(url.replace(key, id)));
  }

  #mention(kind: Kind, id: string, printed: JsonObject, context: JsonObject, put: (entity: Entity) => void): void {
    const shown = kind === 'directoryObject' ? this.shown.get(id.toLowerCase()) : undefined;
    // Copies: what is put in its place for one mention must not be read as documented by the next.
    this.mentions.push({
      kind,
      ids: [id],
      printed: structuredClone({ ...shown, ...printed }),
      context: structuredClone(context),
      put,
    });
  }
}

/** Roles of an application as the application declares them. */
export function appRoles(roles: Json): Json[] {
  return [roles]
    .flat()
    .filter(isObject)
    .flatMap((role) => {
      const { originId, displayName, description } = role;
      if (typeof originId !== 'string' || originId.search(GUID) !== 0) return [];
      return [{ id: originId, displayName: displayName ?? 'Role', description: description ?? displayName ?? 'Role' }];
    });
}

function withHint(at: JsonObject): JsonObject {
  const { [HINT]: hint, ...rest } = at;
  return { ...(isObject(hint ?? null) ? (hint as JsonObject) : {}), ...rest };
}

function withoutHints(body: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(body, (key, value: Json) => (key === HINT ? undefined : value))) as JsonObject;
}

function translated(value: Json, world: World): Json {
  if (typeof value === 'string') return world.known.translate(value);
  if (Array.isArray(value)) return value.map((item) => translated(item, world));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translated(inner, world)]));
}
