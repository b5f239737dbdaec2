/** Builds what an example presumes, from its URL, its body and its printed answer alone. */
import type { Client } from '../src/emulator.js';
import { type Address, readAddress, type Step } from './address.js';
import { liveBody } from './bodies.js';
import { type Condition, readConditions, satisfy } from './conditions.js';
import { directoryKind, type Kind, references } from './kinds.js';
import { GUID } from './known.js';
import { openTo, operations, overrides, presumed, requestPresumes } from './presumptions.js';
import { type Example, isObject, itemsOf, type Json, type JsonObject, objectsWith } from './records.js';
import { type Entity, idsOf, type Wish, type World } from './world.js';

/** Most pages are that long or shorter; one item more and there is another page. */
const PAGE_SIZE = 100;

export interface Prepared {
  readonly url: string;
  readonly body: Json;
  readonly client: Client;
}

export class Scene {
  readonly #address: Address;
  readonly #conditions: readonly Condition[];
  readonly #method: string;
  readonly #request: JsonObject;
  readonly #answer: Json;
  readonly #entities = new Map<Step, Entity>();
  readonly #args = new Map<string, Entity>();
  #caller: Entity | undefined;
  #last: Entity | undefined;

  constructor(
    readonly world: World,
    readonly example: Example,
  ) {
    const { method, url, body } = example.request;
    this.#address = readAddress(url);
    this.#conditions = readConditions(this.#address.query);
    this.#method = method;
    this.#request = isObject(body) ? body : {};
    this.#answer = unwrapped(example.response.body);
  }

  async prepare(): Promise<Prepared> {
    for (const [at, step] of this.#address.steps.entries()) await this.#stand(step, at);
    for (const [name, id] of Object.entries(this.#address.operation?.args ?? {})) await this.#argument(name, id);
    const shown = new Map(objectsWith(this.#answer, 'id').map((one) => [String(one['id']).toLowerCase(), one]));
    const { body, entities } = await liveBody(this.world, this.example.request.body, shown, overrides[this.#operation]);
    const setting = {
      world: this.world,
      method: this.#method,
      request: this.#request,
      answer: this.#answer,
      bound: this.#last,
      mentioned: entities,
      args: [...this.#args.values()],
      caller: this.#caller,
    };
    this.#caller = (await requestPresumes(setting)) ?? this.#caller;
    this.#caller = (await operations[this.#operation]?.({ ...setting, caller: this.#caller })) ?? this.#caller;
    if (this.#lists) await this.#items();
    const client = this.#caller ? this.world.tenant.asUser(this.#caller.id) : this.world.tenant;
    const url = this.#url();
    await this.#fill(url, client);
    return { url, body, client };
  }

  get #operation(): string {
    return this.#address.operation?.name.toLowerCase() ?? '';
  }

  /** Whether the answer is a list of, or a number of, entities of the last step. */
  get #lists(): boolean {
    const last = this.#address.steps.at(-1);
    if (this.#operation === 'additionalaccess') return false;
    const reads = this.#method === 'GET' || this.#operation === 'getuserownedobjects';
    return reads && last?.many === true && last.key === undefined;
  }

  /** Makes the entity that a step stands for. */
  async #stand(step: Step, at: number): Promise<void> {
    const { steps } = this.#address;
    const last = at === steps.length - 1;
    const { navigation, key } = step;
    if (step.many && key === undefined) return;
    // What a write creates, or puts in the place of a single reference, isn't there yet.
    const creates = this.example.response.status === 201 && /PATCH|PUT/.test(this.#method);
    if (last && (creates || (this.#method === 'PUT' && navigation && !navigation.many))) return;
    const wish: Wish = {
      ids: key === undefined ? [] : [key],
      printed: this.#printedOf(step, last, steps[at + 1]),
      context: last ? this.#request : {},
    };
    const entity = await this.#entity(step, wish);
    if (!entity) return;
    this.#last = entity;
    this.#entities.set(step, entity);
    if (step.name.toLowerCase() === 'me') this.#caller = entity;
    if (step.name.toLowerCase() === 'availableaccesspackages') await this.#offer(entity);
    const approver = entity.belongs?.['approver'];
    if (approver) this.#caller = approver;
  }

  async #entity(step: Step, wish: Wish): Promise<Entity | undefined> {
    const from = this.#last;
    if (!step.navigation) return this.world.need(step.kind, wish);
    if (!from || 'belongs' in step.navigation.link) return undefined;
    return this.world.needAt(from, step.navigation, wish.printed ?? {}, [...(wish.ids ?? [])]);
  }

  /** What the example shows of a step's entity. */
  #printedOf(step: Step, last: boolean, next: Step | undefined): JsonObject {
    const named = { ...this.#provided(step), ...this.#keyProperties(step) };
    const read =
      this.#method === 'GET' && isObject(this.#answer) && !this.#address.operation ? this.#answer : undefined;
    if (!last) {
      // /assignments/{id}/target shows the target of what is being made.
      const shown =
        read && next?.navigation && 'belongs' in next.navigation.link && !itemsOf(read) ? { [next.name]: read } : {};
      return { ...named, ...shown };
    }
    const cast = this.#address.cast;
    const type: JsonObject = cast ? { '@odata.type': `#microsoft.graph.${cast}` } : {};
    if (read) return { ...satisfy(read, this.#conditions), ...type, ...named };
    const before = /PUT|PATCH/.test(this.#method) && isObject(this.#answer) ? without(this.#answer, this.#request) : {};
    const deletes: JsonObject = this.#method === 'DELETE' && step.kind === 'request' ? { state: 'canceled' } : {};
    // Only the subjects of guests can be changed.
    const guest: JsonObject =
      this.#method === 'PATCH' && step.kind === 'subject' ? { subjectLifecycle: 'notGoverned' } : {};
    return {
      ...before,
      ...type,
      ...named,
      ...deletes,
      ...guest,
      ...presumed[this.#operation]?.(this.#request, isObject(this.#answer) ? this.#answer : {}),
    };
  }

  /** Roles of catalogs are told from those of the directory by their scope. */
  #provided(step: Step): JsonObject {
    const ofCatalogs =
      /^roleAssignment|^roleDefinition/.test(step.kind) && /^entitlement/i.test(this.#address.provider);
    return ofCatalogs ? { appScopeId: '/' } : {};
  }

  /** Keys that are properties: alternate keys, and names of users. */
  #keyProperties(step: Step): JsonObject {
    const { key = '{}', keyName } = step;
    if (key.startsWith('{')) return {};
    if (keyName !== undefined) return { [keyName]: key };
    return key.includes('@') ? { userPrincipalName: key } : {};
  }

  async #argument(name: string, id: string): Promise<void> {
    const kind = references[name];
    // A page may have one placeholder for all arguments.
    if (kind) this.#args.set(name, await this.world.need(kind, { ids: id.search(GUID) === 0 ? [id] : [] }));
  }

  /** What the caller is to be offered can be requested by the caller. */
  async #offer(accessPackage: Entity): Promise<void> {
    this.#caller ??= await this.world.need('user');
    await openTo(this.world, accessPackage);
  }

  async #items(): Promise<void> {
    const one: Json[] = typeof this.#answer === 'number' && this.#answer > 0 ? [{}] : [];
    const printed = itemsOf(this.#answer) ?? one;
    for (const item of printed.filter(isObject)) if (!('@removed' in item)) await this.#item(item, idsOf(item));
  }

  /** An item of the list that is asked for. */
  async #item(item: JsonObject, ids: readonly string[]): Promise<void> {
    const step = this.#address.steps.at(-1);
    if (!step) return;
    const cast = this.#address.cast;
    const printed = {
      ...this.#provided(step),
      ...satisfy(item, this.#conditions),
      ...(cast && { '@odata.type': `#microsoft.graph.${cast}` }),
    };
    const wanted = [...new Set([...ids, ...idsOf(printed)])];
    if (step.navigation && this.#last) {
      await this.world.needAt(this.#last, step.navigation, printed, wanted);
      return;
    }
    const kind: Kind =
      (step.kind === 'directoryObject' && directoryKind(String(printed['@odata.type'] ?? ''))) || step.kind;
    const entity = await this.world.need(kind, { ids: wanted, printed, links: this.#links(kind) });
    if (this.#operation === 'delta') await this.#clear(entity, printed);
    if (kind === 'accessPackage' && (this.#operation === 'filterbycurrentuser' || /^available/i.test(step.name)))
      await this.#offer(entity);
  }

  /** Changes tell of what is empty only where it was set before. */
  async #clear(entity: Entity, printed: JsonObject): Promise<void> {
    const empty = Object.keys(printed).filter((key) => printed[key] === null);
    for (const key of empty) await this.world.write(entity.path, { [key]: 'before' });
    for (const key of empty) await this.world.write(entity.path, { [key]: null });
  }

  #links(kind: Kind): Readonly<Record<string, Entity>> {
    const caller = this.#caller;
    if (this.#operation === 'getuserownedobjects') {
      const owner = this.world.recent('user');
      return owner ? { owner } : {};
    }
    if (!caller || this.#operation !== 'filterbycurrentuser') return {};
    const approves = kind === 'approval' || this.#address.operation?.args['on'] === 'approver';
    return approves ? { approver: caller } : { target: caller };
  }

  /** Where the example shows a count, or that there is more, there has to be as much. */
  async #fill(url: string, client: Client): Promise<void> {
    if (!this.#lists || this.#method !== 'GET' || this.#operation !== '') return;
    const answer = this.#answer;
    const [{ id: _, ...copy } = {}] = (itemsOf(answer) ?? []).filter(isObject);
    const counted = typeof answer === 'number' ? answer : isObject(answer) ? answer['@odata.count'] : undefined;
    const more = isObject(answer) && '@odata.nextLink' in answer;
    if (typeof counted !== 'number' && !more) return;
    const { body } = await this.world.send('GET', url, undefined, client, this.example.request.headers);
    const got = typeof body === 'number' ? body : isObject(body) ? (body['@odata.count'] ?? itemsOf(body)?.length) : 0;
    const wanted = typeof counted === 'number' ? counted : PAGE_SIZE + 1;
    for (let missing = wanted - Number(got); missing > 0; missing--) await this.#item(copy, []);
  }

  #url(): string {
    const parts = this.#address.parts.map((part) => {
      if (typeof part === 'string') return this.#withArguments(part);
      return `${part.before}${this.#liveKey(part.step)}${part.after}`;
    });
    const version = parts[0] === this.world.version ? '' : `/${this.world.version}`;
    const placeholders = (text: string) => text.replace(/\{[^{}]+\}/g, (id) => this.world.known.live(id) ?? id);
    return `${version}/${parts.join('/')}${placeholders(this.world.known.translate(this.#address.query))}`;
  }

  #liveKey(step: Step): string {
    const { key = '', keyName } = step;
    const entity = this.#entities.get(step);
    if (!entity) return this.world.known.translate(key);
    if (keyName !== undefined) return String(entity.body[keyName] ?? entity.id);
    return key.includes('@') ? String(entity.body['userPrincipalName']) : entity.id;
  }

  #withArguments(segment: string): string {
    return segment.replace(/([a-z]+)=['`]([^'`]*)['`]/gi, (text, name: string) => {
      const live = this.#args.get(name);
      return live === undefined ? text : `${name}='${live.id}'`;
    });
  }
}

/** Some pages print a single entity in the place of a list's items. */
export function unwrapped(body: Json): Json {
  return isObject(body) && isObject(body['value'] ?? null) && 'id' in (body['value'] as JsonObject)
    ? (body['value'] ?? null)
    : body;
}

/** What an update leaves as it was. */
function without(printed: JsonObject, changed: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(printed).filter(([key]) => !(key in changed)));
}
