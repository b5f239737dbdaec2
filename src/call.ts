/** A request on its way, as operations see it: what it asks for is worked out when it is first needed. */

import type { Draft, EntityType } from '../model/edm.js';
import type { Row } from '../model/reader.js';
import {
  badRequest,
  duplicateProperty,
  emptyPayload,
  methodNotAllowed,
  notJson,
  objectNotFound,
  unreadablePayload,
} from './errors/index.js';
import type { IdGenerator } from './ids.js';
import type { Incoming } from './incoming.js';
import type { Caller } from './lifecycle/context.js';
import { type BindMode, type Bound, bind, bindParameters } from './odata/bind.js';
import type { Plan, Rules } from './odata/query/index.js';
import { type ResourcePath, resolvePath } from './odata/resource-path.js';
import { locate, notFound, type Target } from './odata/walk.js';
import type { Call, Method } from './operation.js';
import type { Service } from './service.js';
import type { Transaction } from './store/index.js';
import type { Tenant } from './tenant.js';

/** A class, not an object of closures: a dozen of those for each request cost more than the request itself. */
export class RequestCall implements Call {
  readonly time: number;
  readonly root: string;
  #rules: Rules | undefined;
  #target: Target | undefined;
  #json: unknown;

  constructor(
    private readonly service: Service,
    readonly tenant: Tenant,
    private readonly incoming: Incoming,
    readonly path: ResourcePath,
    readonly caller: Caller,
    readonly tx: Transaction,
  ) {
    this.time = tenant.clock.now();
    this.root = `${incoming.base}/${incoming.version}`;
  }

  get newId(): IdGenerator {
    return this.tenant.newId;
  }

  get method(): Method {
    return this.incoming.method as Method;
  }

  get query(): string {
    return this.incoming.query;
  }

  get url(): string {
    const { path } = this.incoming;
    return `${this.root}${path.startsWith('/') ? '' : '/'}${path}`;
  }

  get rules(): Rules {
    this.#rules ??= rulesOf(this.service, this.tenant, this.incoming, this.path, this.caller);
    return this.#rules;
  }

  header(name: string): string | undefined {
    return this.incoming.header(name);
  }

  seeing(tx: Transaction): Call {
    return new RequestCall(this.service, this.tenant, this.incoming, this.path, this.caller, tx);
  }

  plan(type: EntityType, query = this.incoming.query, more?: Partial<Rules>): Plan {
    const rules = more ? { ...this.rules, ...more } : this.rules;
    return this.service.plans.get(this.path.dialect, type, query, rules);
  }

  target(): Target {
    this.#target ??= locate(this.path, this.tx, this.caller.id);
    return this.#target;
  }

  entity<R extends Row>(): R {
    const at = this.target();
    if (at.kind !== 'entity') throw at.kind === 'nothing' ? notFound(at.type, '') : methodNotAllowed();
    return at.row as R;
  }

  text(): string {
    const { body } = this.incoming;
    if (body === undefined || body === '') throw emptyPayload();
    return body;
  }

  json(): unknown {
    this.#json ??= withoutTwins(parseBody(this.incoming));
    return this.#json;
  }

  bind(mode: BindMode, type?: string): Bound {
    const { dialect } = this.path;
    const declared = type === undefined ? this.path.type : dialect.type(type);
    if (!declared) throw methodNotAllowed();
    return bind(dialect, declared, this.json(), mode, (url) => this.reference(url));
  }

  parameters(): Draft {
    const { dialect, steps } = this.path;
    const last = steps.at(-1);
    if (last?.kind !== 'operation') throw methodNotAllowed();
    const owner = dialect.type(last.operation.on);
    return bindParameters(dialect, last.operation, owner, this.json(), (url) => this.reference(url));
  }

  reference(url: unknown): string {
    return referenced(this.service, this.incoming, url, this.tx, this.caller);
  }
}

/**
 * JSON in which no object has two members of one name: names are told apart by more than their case.
 *
 * @throws GraphError 400, since nobody could say which of them is meant
 */
function withoutTwins(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (!Array.isArray(json)) {
    const names = new Set<string>();
    for (const name of Object.keys(json)) {
      const folded = name.toLowerCase();
      if (names.has(folded)) throw duplicateProperty(name);
      names.add(folded);
    }
  }
  for (const value of Object.values(json)) withoutTwins(value);
  return json;
}

const COUNTED = /(^|&)(\$|%24)?count=true(&|$)/i;

function rulesOf(service: Service, tenant: Tenant, incoming: Incoming, path: ResourcePath, caller: Caller): Rules {
  const eventual = incoming.header('consistencylevel')?.toLowerCase() === 'eventual';
  const reached = path.steps.findLast((step) => step.kind !== 'cast' && step.kind !== 'suffix');
  return {
    eventual,
    // The `/$count` segment asks for the count by itself.
    advanced: eventual && (path.template.endsWith('/$count') || COUNTED.test(incoming.query)),
    lenient: service.lenient,
    single: !path.many,
    reference: reached?.kind === 'navigation' && !reached.navigation.contained && !('all' in reached.navigation.by),
    caller: caller.id,
    now: tenant.now,
    shown: service.identity.shownTo(caller, path, incoming, tenant.timeline),
  };
}

/** Whom `/me` stands for. */
export function me(caller: Caller): string {
  if (caller.kind !== 'user') throw badRequest('/me request is only valid with delegated authentication flow.');
  return caller.id;
}

/** Texts up to this length are not so deep that reading them could harm. */
const SHALLOW = 4096;
const MOST_LEVELS = 100;

/** How deep objects and arrays of a JSON text stand in each other, at most. */
function nesting(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c && quoted) at++;
    else if (code === 0x22) quoted = !quoted;
    else if (quoted) continue;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

/** The text of a body as JSON. A body without a JSON content type is refused as the service refuses it. */
export function parseBody(incoming: Incoming): unknown {
  // A byte order mark counts as white space.
  const text = incoming.body?.trim();
  if (text === undefined || text === '') throw emptyPayload();
  const type = incoming.header('content-type');
  if (type === undefined) throw unreadablePayload();
  if (!/^application\/json\b|\+json\b/i.test(type.trim())) throw notJson();
  if (text.length > SHALLOW && nesting(text) > MOST_LEVELS)
    throw badRequest(`The body is nested deeper than ${MOST_LEVELS} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw unreadablePayload();
  }
}

/** Host, tenant and version; as the service prints `@odata.id`, the organization stands before the path, a type behind. */
const REFERENCE =
  /^(?:https?:\/\/[^/]+)?(?:\/t\/[^/]+)?\/?(?:(v1\.0|beta|v2)\/)?(?:[0-9a-f-]{36}\/(?=directoryObjects\/))?(.*?)(?:\/Microsoft\.DirectoryServices\.\w+)?(?:\?.*)?$/i;
const ENTITLEMENT_ROOT = 'identityGovernance/entitlementManagement';

/**
 * `https://any.host/v1.0/users/{id}`, `/t/name/beta/groups('id')`, `directoryObjects/{id}` -> the id of what exists there.
 * A path that begins at no root of the version is taken to begin below entitlement management, as the documentation
 * writes `accessPackageResourceEnvironments/{id}`.
 */
function referenced(service: Service, incoming: Incoming, url: unknown, tx: Transaction, caller: Caller): string {
  if (typeof url !== 'string' || url === '') throw badRequest("A URL is expected as '@odata.id' or '@odata.bind'.");
  const [, version, path = ''] = REFERENCE.exec(url) ?? [];
  const dialect = service.dialects[version?.toLowerCase() === 'beta' ? 'beta' : version ? 'v1.0' : incoming.version];
  const root = path.split(/[/(]/)[0]?.toLowerCase() ?? '';
  const isRooted = root === 'me' || dialect.sets.has(root) || dialect.singletons.has(root);
  const resolved = resolvePath(dialect, isRooted ? path : `${ENTITLEMENT_ROOT}/${path}`, () => me(caller));
  const found = locate(resolved, tx, caller.id);
  if (found.kind !== 'entity') throw objectNotFound(resolved.keys.at(-1) ?? url);
  return found.row.id;
}
