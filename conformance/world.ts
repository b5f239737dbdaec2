/** A fresh tenant that is furnished, through its API, with what an example presumes. */
import type { Client, TenantHandle } from '../src/emulator.js';
import { directoryKind, isDirectoryKind, type Kind, roots } from './kinds.js';
import { GUID, type Known } from './known.js';
import { type Navigation, navigations } from './navigations.js';
import { isObject, type Json, type JsonObject, kindOf, type Version } from './records.js';

/** What is known of an entity that has to exist. */
export interface Wish {
  /** The documented ids that stand for it. */
  readonly ids?: readonly string[];
  /** Its properties, as far as a page shows them. */
  readonly printed?: JsonObject;
  /** The object in which it is mentioned: its other references may tell where it belongs. */
  readonly context?: JsonObject;
  /** What it belongs to, by role. */
  readonly links?: Readonly<Record<string, Entity>>;
}

export interface Entity {
  readonly kind: Kind;
  readonly id: string;
  /** Relative to the version. */
  readonly path: string;
  readonly body: JsonObject;
  /** What it was made to belong to, by role. */
  readonly belongs?: Readonly<Record<string, Entity>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

export type Builder = (world: World, wish: Wish) => Promise<Entity>;
export type Builders = Readonly<Record<Kind, Builder>>;

/** The example's state couldn't be made. */
export class StateError extends Error {}

const EM = '/identityGovernance/entitlementManagement';

export class World {
  readonly #entities = new Map<string, Promise<Entity>>();
  readonly #recent = new Map<Kind, Entity>();
  readonly #taken = new Set<string>();
  #made = 0;
  readonly em = EM;

  constructor(
    readonly tenant: TenantHandle,
    readonly version: Version,
    readonly known: Known,
    readonly builders: Builders,
  ) {}

  /** A text that no other call has given. */
  unique(prefix: string): string {
    return `${prefix}${++this.#made}`;
  }

  /** The text, or one like it when it has been taken before: its beginning and its end stay. */
  untaken(text: string): string {
    const free = this.#taken.has(text.toLowerCase()) ? `${text.slice(0, 1)}${++this.#made}${text.slice(1)}` : text;
    this.#taken.add(free.toLowerCase());
    return free;
  }

  async send(method: string, path: string, body?: Json, client: Client = this.tenant, headers = {}): Promise<Answer> {
    const text =
      typeof body === 'string' ? body : body === undefined || body === null ? undefined : JSON.stringify(body);
    const response = await client.fetch(path.replaceAll(' ', '%20'), {
      method,
      headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(text !== undefined && { body: text }),
    });
    return { status: response.status, body: parsed(await response.text()) };
  }

  /** @throws {StateError} when the emulator refuses */
  async must(method: string, path: string, body?: Json, client?: Client, version = this.version): Promise<JsonObject> {
    const answer = await this.send(method, `/${version}${path}`, body, client);
    if (answer.status >= 400) throw new StateError(`${method} ${path}: ${answer.status} ${message(answer.body)}`);
    this.known.send(body ?? null);
    return isObject(answer.body) ? answer.body : {};
  }

  async list(path: string, version = this.version): Promise<JsonObject[]> {
    const body = await this.must('GET', path, undefined, undefined, version);
    return Array.isArray(body['value']) ? body['value'].filter(isObject) : [];
  }

  /**
   * Creates an entity with what it needs and as much of what is printed as the service lets a client write: all at
   * once, or where that is refused, property by property.
   */
  async create(set: string, base: JsonObject, printed: JsonObject): Promise<JsonObject> {
    const whole = { ...base, ...printed };
    const answer = await this.send('POST', `/${this.version}${set}`, whole);
    if (answer.status < 400 && isObject(answer.body)) {
      this.known.send(whole);
      return answer.body;
    }
    const body = await this.must('POST', set, base);
    await this.write(`${set}/${String(body['id'])}`, printed);
    return body;
  }

  async write(path: string, printed: JsonObject): Promise<void> {
    for (const [key, value] of Object.entries(printed)) {
      const answer = await this.send('PATCH', `/${this.version}${path}`, { [key]: value });
      if (answer.status < 400) this.known.send({ [key]: value });
    }
  }

  /** The entity that a wish is for: made before, part of every tenant, or made now. */
  async need(kind: Kind, wish: Wish = {}): Promise<Entity> {
    const names = (wish.ids ?? []).filter((id) => id !== '{id}').map((id) => nameOf(kind, id));
    const known = names.map((name) => this.#entities.get(name)).find((entity) => entity !== undefined);
    const made = known ?? this.#make(kind, wish);
    for (const name of names) this.#entities.set(name, made);
    const entity = await made;
    for (const id of wish.ids ?? []) this.known.learn(id, entity.id);
    return entity;
  }

  /** What the wished entity belongs to in this role: as linked or mentioned, else the last of its kind, else a new one. */
  async related(wish: Wish, role: string, kind: Kind, names: readonly string[] = [role]): Promise<Entity> {
    const linked = wish.links?.[role];
    if (linked) return linked;
    for (const source of [wish.printed ?? {}, wish.context ?? {}]) {
      for (const name of names) {
        const nested = source[name];
        const id = source[`${name}Id`] ?? (isObject(nested) ? nested['id'] : undefined);
        if (typeof id === 'string' || isObject(nested)) {
          const ids = typeof id === 'string' ? [id] : [];
          return this.need(kind, { ids, printed: isObject(nested) ? nested : {}, context: source });
        }
      }
    }
    return this.#recent.get(kind) ?? this.need(kind, { context: wish.printed ?? {} });
  }

  recent(kind: Kind): Entity | undefined {
    return this.#recent.get(kind);
  }

  /** Makes `other` stand at the far end of the navigation. */
  async connect(from: Entity, navigation: Navigation, other: Entity): Promise<void> {
    const { link } = navigation;
    if ('add' in link) await this.#reference('POST', `${from.path}/${link.add}/$ref`, other);
    if ('addTo' in link) await this.#reference('POST', `${other.path}/${link.addTo}/$ref`, from);
    if ('put' in link) await this.#reference('PUT', `${from.path}/${link.put}/$ref`, other);
    if ('putTo' in link) await this.#reference('PUT', `${other.path}/${link.putTo}/$ref`, from);
  }

  async #reference(method: string, path: string, to: Entity): Promise<void> {
    const id = `https://graph.microsoft.com/${this.version}${to.path}`;
    const answer = await this.send(method, `/${this.version}${path}`, { '@odata.id': id });
    if (answer.status < 400 || /already exist/.test(message(answer.body))) return;
    throw new StateError(`${method} ${path}: ${answer.status} ${message(answer.body)}`);
  }

  async #make(kind: Kind, wish: Wish): Promise<Entity> {
    const entity = (await this.#seeded(kind, wish)) ?? (await this.builders[kind](this, wish));
    this.#recent.set(kind, entity);
    for (const [name, navigation] of Object.entries(navigations[entity.kind] ?? {})) {
      const printed = Object.entries(wish.printed ?? {}).find(
        ([key]) => key.toLowerCase().replace('@delta', '') === name,
      )?.[1];
      if (printed === undefined || printed === null || 'belongs' in navigation.link) continue;
      for (const item of [printed].flat()) if (isObject(item)) await this.needAt(entity, navigation, item);
    }
    return entity;
  }

  /** An entity at the far end of a navigation. */
  async needAt(from: Entity, navigation: Navigation, printed: JsonObject, ids = idsOf(printed)): Promise<Entity> {
    const { link } = navigation;
    const kind =
      (isDirectoryKind(navigation.kind) && directoryKind(String(printed['@odata.type'] ?? ''))) || navigation.kind;
    const entity = await this.need(kind, { ids, printed, ...('role' in link && { links: { [link.role]: from } }) });
    await this.connect(from, navigation, entity);
    return entity;
  }

  /** Some documented ids are those of every tenant. */
  async #seeded(kind: Kind, wish: Wish): Promise<Entity | undefined> {
    const root = roots[kind];
    for (const id of root === undefined ? [] : (wish.ids ?? [])) {
      if (id.search(GUID) !== 0) continue;
      const answer = await this.send('GET', `/${this.version}${root}/${id}`);
      if (answer.status === 200 && isObject(answer.body)) return { kind, id, path: `${root}/${id}`, body: answer.body };
    }
    return undefined;
  }
}

/** An id says nothing of what directory object it is; a placeholder does, by its place. */
const nameOf = (kind: Kind, id: string): string =>
  `${isDirectoryKind(kind) && id.search(GUID) === 0 ? 'directoryObject' : kind} ${id.toLowerCase()}`;

/** The id that a printed object has. */
export function idsOf(printed: JsonObject): string[] {
  return typeof printed['id'] === 'string' ? [printed['id']] : [];
}

export function message(body: Json): string {
  const error = isObject(body) ? body['error'] : undefined;
  return isObject(error) ? `${String(error['code'])}: ${String(error['message'])}` : '';
}

function parsed(text: string): Json {
  try {
    return text === '' ? null : (JSON.parse(text) as Json);
  } catch {
    return text;
  }
}

/** What a client may try to write of a printed entity: what is set, and no dates, annotations or relations. */
export function writable(kind: Kind, printed: JsonObject | undefined, without: readonly string[] = []): JsonObject {
  const relations = navigations[kind] ?? {};
  return Object.fromEntries(
    Object.entries(printed ?? {}).filter(
      ([key, value]) =>
        kindOf(value) !== 'null' &&
        !(Array.isArray(value) && value.length === 0) &&
        key !== 'id' &&
        !key.includes('@') &&
        !/DateTime$|^(created|modified)By/.test(key) &&
        !(key.toLowerCase() in relations) &&
        !without.includes(key),
    ),
  );
}
