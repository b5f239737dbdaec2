/** Builds what an example presumes, from its URL, its body and its printed answer alone. */
import type { Client } from '../src/emulator.js';
import { type Address, readAddress, type Step } from './address.js';
import { liveBody, type Overrides } from './bodies.js';
import { type Condition, readConditions, satisfy } from './conditions.js';
import { directoryKind, type Kind, references } from './kinds.js';
import { GUID } from './known.js';
import { type Example, isObject, itemsOf, type Json, type JsonObject } from './records.js';
import { type Entity, idsOf, type Wish, type World } from './world.js';

/** Most pages are that long or shorter; one item more and there is another page. */
const PAGE_SIZE = 100;

/** What an operation presumes of the entity that it is bound to. */
const presumed: Readonly<Record<string, (body: JsonObject, answer: JsonObject) => JsonObject>> = {
  cancel: () => ({ state: 'pendingApproval' }),
  reprocess: () => ({ state: 'deliveryFailed' }),
  changepassword: ({ currentPassword }) => ({ passwordProfile: { password: currentPassword ?? null } }),
  restore: (_body, answer) => answer,
  assignlicense: (_body, answer) => answer,
};

/** References that an operation reads in its own way. */
const overrides: Readonly<Record<string, Overrides>> = { checkmemberobjects: { ids: 'group' } };

/** Lists of ids of the groups that an object is in. */
const membershipOperations = new Set(['getmembergroups', 'getmemberobjects', 'checkmembergroups', 'checkmemberobjects']);

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
  readonly #args = new Map<string, string>();
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
    const operation = this.#operation;
    const { body, entities } = await liveBody(this.world, this.example.request.body, shown, overrides[operation]);
    await this.#bodyPresumes(entities);
    await this.#operationPresumes();
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
    const reads = this.#method === 'GET' || this.#operation === 'getuserownedobjects';
    return reads && last !== undefined && last.many && last.key === undefined && this.#operation !== 'additionalaccess';
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
    const read = this.#method === 'GET' && isObject(this.#answer) && !this.#address.operation ? this.#answer : undefined;
    if (!last) {
      // /assignments/{id}/target shows the target of what is being made.
      const shown = read && next?.navigation && 'belongs' in next.navigation.link && !itemsOf(read) ? { [next.name]: read } : {};
      return { ...named, ...shown };
    }
    const cast = this.#address.cast;
    const type: JsonObject = cast ? { '@odata.type': `#microsoft.graph.${cast}` } : {};
    if (read) return { ...satisfy(read, this.#conditions), ...type, ...named };
    const before = /PUT|PATCH/.test(this.#method) && isObject(this.#answer) ? without(this.#answer, this.#request) : {};
    const deletes = this.#method === 'DELETE' && step.kind === 'request' ? { state: 'canceled' } : {};
    return { ...before, ...type, ...named, ...deletes, ...presumed[this.#operation]?.(this.#request, isObject(this.#answer) ? this.#answer : {}) };
  }

  /** Roles of catalogs are told from those of the directory by their scope. */
  #provided(step: Step): JsonObject {
    const ofCatalogs = /^roleAssignment|^roleDefinition/.test(step.kind) && /^entitlement/i.test(this.#address.provider);
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
    if (kind) this.#args.set(name, (await this.world.need(kind, { ids: id.search(GUID) === 0 ? [id] : [] })).id);
  }

  /** A user's request is made by the user, and for a package that can be requested. */
  async #bodyPresumes(entities: readonly Entity[]): Promise<void> {
    const type = String(this.#request['requestType'] ?? '').toLowerCase();
    const accessPackage = entities.find(({ kind }) => kind === 'accessPackage');
    if (!this.#request['requestType'] || this.#method !== 'POST') return;
    if (accessPackage && !entities.some(({ kind }) => kind === 'policy')) await this.#open(accessPackage);
    await this.#guestPresumes();
    if (!type.startsWith('user')) return;
    const target = entities.find(({ kind }) => kind === 'assignment')?.belongs?.['target'];
    const caller = entities.find(({ kind }) => kind === 'user') ?? target ?? (await this.world.need('user'));
    this.#caller = caller;
  }

  /** Somebody who is known by a mail address alone comes from a connected organization. */
  async #guestPresumes(): Promise<void> {
    const [target] = objectsWith(this.#request, 'email');
    const domainName = String(target?.['email'] ?? '').replace(/^.*@/, '');
    if (!target || 'objectId' in target || domainName === '') return;
    const source = { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName, displayName: domainName };
    await this.world.need('connectedOrganization', { printed: { identitySources: [source], state: 'configured' } });
  }

  /** What the caller is to be offered can be requested by the caller. */
  async #offer(accessPackage: Entity): Promise<void> {
    this.#caller ??= await this.world.need('user');
    await this.#open(accessPackage);
  }

  async #open(accessPackage: Entity): Promise<void> {
    const recent = this.world.recent('policy');
    if (recent?.belongs?.['accessPackage'] !== accessPackage) await this.world.need('policy', { links: { accessPackage } });
  }

  async #operationPresumes(): Promise<void> {
    const items = itemsOf(this.#answer) ?? [];
    const operation = this.#operation;
    if (membershipOperations.has(operation) && this.#last) {
      for (const id of items.filter((item) => typeof item === 'string')) {
        const group = await this.world.need('group', { ids: [id] });
        await this.world.connect(this.#last, { kind: 'group', many: true, link: { addTo: 'members' } }, group);
      }
    }
    if (operation === 'getapplicablepolicyrequirements' && this.#last) {
      for (const item of items.filter(isObject)) await this.#requirement(item, this.#last);
    }
    if (operation === 'filterbycurrentuser' || operation === 'getapplicablepolicyrequirements') {
      this.#caller ??= await this.world.need('user');
    }
    if (operation === 'assignlicense' && this.#last) {
      const addLicenses = [this.#request['removeLicenses'] ?? []].flat().map((skuId) => ({ skuId, disabledPlans: [] }));
      await this.world.must('POST', `${this.#last.path}/assignLicense`, { addLicenses, removeLicenses: [] });
    }
    if (operation === 'additionalaccess') {
      const target = await this.world.need('user');
      for (const id of this.#args.values()) await this.world.need('assignment', { links: { target }, printed: { accessPackageId: id } });
    }
  }

  /** A requirement is what a policy asks of its requestors. */
  async #requirement(item: JsonObject, accessPackage: Entity): Promise<void> {
    const { policyId, policyDisplayName, policyDescription } = item;
    const questions = [item['questions'] ?? []].flat().filter(isObject).map(asked);
    const printed = { displayName: policyDisplayName ?? null, description: policyDescription ?? null, questions };
    const ids = typeof policyId === 'string' ? [policyId] : [];
    await this.world.need('policy', { ids, printed, links: { accessPackage } });
  }

  async #items(): Promise<void> {
    const printed = itemsOf(this.#answer) ?? (typeof this.#answer === 'number' && this.#answer > 0 ? [{}] : []);
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
    const kind: Kind = (step.kind === 'directoryObject' && directoryKind(String(printed['@odata.type'] ?? ''))) || step.kind;
    const entity = await this.world.need(kind, { ids: wanted, printed, links: this.#links(kind) });
    if (this.#operation === 'delta') await this.#clear(entity, printed);
    if (kind === 'accessPackage' && (this.#operation === 'filterbycurrentuser' || /^available/i.test(step.name))) await this.#offer(entity);
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
      return live === undefined ? text : `${name}='${live}'`;
    });
  }
}

/** Some pages print a single entity in the place of a list's items. */
export function unwrapped(body: Json): Json {
  return isObject(body) && isObject(body['value'] ?? null) && 'id' in (body['value'] as JsonObject) ? (body['value'] ?? null) : body;
}

/** A question in requirements has a shorter type than in its policy, and an id. */
function asked({ id: _, ...question }: JsonObject): JsonObject {
  const type = String(question['@odata.type']).replace(/graph\.(textInput|multipleChoice)/, (_text, name: string) => `graph.accessPackage${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  return { ...question, '@odata.type': type };
}

/** What an update leaves as it was. */
function without(printed: JsonObject, changed: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(printed).filter(([key]) => !(key in changed)));
}

/** All objects inside that have a text of this name. */
function objectsWith(value: Json, key: string): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsWith(item, key));
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap((item) => objectsWith(item, key));
  return typeof value[key] === 'string' ? [value, ...inner] : inner;
}
