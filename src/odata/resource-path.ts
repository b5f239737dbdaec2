/**
 * The one resolver of URLs: of the socket, of a batch part, of `@odata.id` and `@odata.bind`. It knows names without
 * case, keys in parentheses, alternate keys and type casts, and gives the canonical spelling by which operations are
 * found, so that everything behind it is exact.
 */
import type { Dialect } from '../../model/dialect.js';
import { unqualified } from '../../model/dialect.js';
import type { BoundOperation, EntitySet, EntityType, Navigation, Property } from '../../model/edm.js';
import { badRequest, segmentNotFound } from '../errors/index.js';
import { Lru } from '../lru.js';

export type Step =
  | { readonly kind: 'set'; readonly name: string; readonly set: EntitySet; readonly type: EntityType }
  | { readonly kind: 'singleton'; readonly name: string; readonly type: EntityType }
  | { readonly kind: 'key'; readonly key: string; readonly alternate?: string }
  | { readonly kind: 'navigation'; readonly name: string; readonly navigation: Navigation; readonly type: EntityType }
  | { readonly kind: 'cast'; readonly type: EntityType }
  | { readonly kind: 'property'; readonly name: string; readonly property: Property }
  | {
      readonly kind: 'operation';
      readonly operation: BoundOperation;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'suffix'; readonly name: '$count' | '$ref' | '$value' };

export interface ResourcePath {
  readonly dialect: Dialect;
  readonly steps: readonly Step[];
  /** The canonical spelling, keys as `{id}`: `/users/{id}/manager/$ref`. */
  readonly template: string;
  /** The type of what the path ends in (of its items, for a collection). */
  readonly type: EntityType | undefined;
  readonly many: boolean;
  /** The value of every key, in order. */
  readonly keys: readonly string[];
}

/** What a segment is resolved against: the type reached so far, and whether as a collection. */
interface Position {
  readonly dialect: Dialect;
  readonly steps: Step[];
  readonly template: string[];
  readonly keys: string[];
  type: EntityType | undefined;
  many: boolean;
  ended: boolean;
}

const SUFFIXES = new Set(['$count', '$ref', '$value']);

/**
 * Resolves a path below the version root (`/users/{id}/manager`, percent-encoded, without query).
 *
 * @param me the id that `/me` stands for
 * @throws GraphError 400 `Resource not found for the segment 'x'.`
 */
export function resolvePath(dialect: Dialect, path: string, me: () => string): ResourcePath {
  const at: Position = { dialect, steps: [], template: [], keys: [], type: undefined, many: false, ended: false };
  for (const raw of path.split('/')) {
    if (raw !== '') resolveSegment(at, decode(raw), me);
  }
  return {
    dialect,
    steps: at.steps,
    template: `/${at.template.join('/')}`,
    type: at.type,
    many: at.many,
    keys: at.keys,
  };
}

/** Longer ones are seldom asked for twice. */
const LONGEST_KEPT = 300;

/** Resolves paths, and remembers those that were asked for lately. */
export class ResourcePaths {
  readonly #known = { 'v1.0': new Lru<ResourcePath>(1_000), beta: new Lru<ResourcePath>(1_000) };

  /** @throws GraphError 400 as `resolvePath` */
  get(dialect: Dialect, path: string, me: () => string): ResourcePath {
    const known = this.#known[dialect.version];
    return known.find(path) ?? this.#resolve(known, dialect, path, me);
  }

  #resolve(known: Lru<ResourcePath>, dialect: Dialect, path: string, me: () => string): ResourcePath {
    let isCallers = false;
    const resolved = resolvePath(dialect, path, () => {
      isCallers = true;
      return me();
    });
    return isCallers || path.length > LONGEST_KEPT ? resolved : known.keep(path, resolved);
  }
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`The URL segment '${segment}' is not valid percent-encoded UTF-8.`);
  }
}

function resolveSegment(at: Position, segment: string, me: () => string): void {
  if (at.ended) throw segmentNotFound(segment);
  const { name, parenthesis } = splitParenthesis(segment);
  let named = false;
  if (at.steps.length === 0) named = resolveRoot(at, name, segment, me);
  else if (SUFFIXES.has(segment.toLowerCase())) suffix(at, segment.toLowerCase() as '$count');
  else if (at.many) resolveInCollection(at, name, parenthesis, segment);
  else named = resolveInEntity(at, name, parenthesis, segment);
  if (named && parenthesis !== undefined) keyInParenthesis(at, parenthesis, segment);
}

/** A root of the version. True: a key in parentheses may follow in the same segment. */
function resolveRoot(at: Position, name: string, segment: string, me: () => string): boolean {
  const { dialect } = at;
  if (name.toLowerCase() === 'me' && dialect.sets.has('users')) {
    push(at, { kind: 'set', name: 'users', ...setOf(dialect, 'users') }, 'users');
    key(at, me());
    return false;
  }
  const set = dialect.sets.get(name.toLowerCase());
  if (set) {
    push(at, { kind: 'set', name: set.name, ...setOf(dialect, set.name) }, set.name);
    at.many = true;
    return true;
  }
  const singleton = dialect.singletons.get(name.toLowerCase());
  if (!singleton) throw segmentNotFound(segment);
  push(at, { kind: 'singleton', name: singleton.name, type: dialect.type(singleton.is) }, singleton.name);
  return false;
}

function setOf(dialect: Dialect, name: string): { set: EntitySet; type: EntityType } {
  const set = dialect.sets.get(name.toLowerCase());
  if (!set) throw segmentNotFound(name);
  return { set: set.is, type: dialect.type(set.is.type) };
}

/** What nearly every key is, and nothing else that may stand behind a collection. */
const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TYPE_NAME = /^(?:microsoft\.)?graph\.\w+$/i;

/** Behind a collection: a cast, an operation on the collection, or a key. */
function resolveInCollection(at: Position, name: string, parenthesis: string | undefined, segment: string): void {
  if (GUID.test(segment)) {
    key(at, segment);
    return;
  }
  const type = at.type as EntityType;
  const operation = at.dialect.operation(type, name, true);
  const cast = parenthesis === undefined ? castTo(at, name) : undefined;
  const alternate = /^(\w+)=(.*)$/.exec(segment);
  if (operation) {
    operate(at, operation, parenthesis);
  } else if (name === '' && parenthesis !== undefined) {
    keyInParenthesis(at, parenthesis, segment);
  } else if (cast) {
    at.steps.push({ kind: 'cast', type: cast });
    at.template.push(`microsoft.graph.${cast.name}`);
    at.type = cast;
  } else if (alternate?.[1] && type.alternateKeys?.[alternate[1]]) {
    key(at, unquote(alternate[2] ?? ''), alternate[1]);
  } else if (TYPE_NAME.test(segment)) {
    // A cast to no such type is not taken for the id of an object that nobody finds.
    throw segmentNotFound(segment);
  } else {
    key(at, segment);
  }
}

function castTo(at: Position, name: string): EntityType | undefined {
  const bare = unqualified(name);
  const cast = bare === undefined ? undefined : at.dialect.findType(bare);
  return cast && at.type && at.dialect.isA(cast, at.type) ? cast : undefined;
}

/** Behind an entity: navigation, property, operation or cast. True: a key in parentheses may follow in the same segment. */
function resolveInEntity(at: Position, name: string, parenthesis: string | undefined, segment: string): boolean {
  const type = at.type as EntityType;
  const navigation = at.dialect.navigation(type, name);
  if (navigation) {
    const to = at.dialect.type(navigation.is.to);
    push(at, { kind: 'navigation', name: navigation.name, navigation: navigation.is, type: to }, navigation.name);
    at.many = navigation.is.many;
    return true;
  }
  const operation = at.dialect.operation(type, name, false);
  if (operation) {
    operate(at, operation, parenthesis);
    return false;
  }
  const cast = castTo(at, name);
  if (cast) {
    push(at, { kind: 'cast', type: cast }, `microsoft.graph.${cast.name}`);
    return false;
  }
  const property = at.dialect.property(type, name);
  if (!property || parenthesis !== undefined) throw segmentNotFound(segment);
  at.steps.push({ kind: 'property', name: property.name, property: property.is });
  at.template.push(property.name);
  return false;
}

function push(at: Position, step: Extract<Step, { type: EntityType }>, spelling: string): void {
  at.steps.push(step);
  at.template.push(spelling);
  at.type = step.type;
  at.many = false;
}

function key(at: Position, value: string, alternate?: string): void {
  at.steps.push(alternate === undefined ? { kind: 'key', key: value } : { kind: 'key', key: value, alternate });
  at.template.push('{id}');
  at.keys.push(value);
  at.many = false;
}

function suffix(at: Position, name: '$count' | '$ref' | '$value'): void {
  at.steps.push({ kind: 'suffix', name });
  at.template.push(name);
  at.ended = true;
}

function operate(at: Position, operation: BoundOperation, parenthesis: string | undefined): void {
  at.steps.push({ kind: 'operation', operation, parameters: pairsOf(parenthesis ?? '') ?? {} });
  at.template.push(operation.name);
  // A retold type is also what the functions of its collections return.
  if (at.type?.retold !== true || operation.returns?.type !== at.type.base) {
    at.type = operation.returns?.type ? at.dialect.type(operation.returns.type) : undefined;
  }
  at.many = Boolean(operation.returns?.collection);
  at.ended = at.type === undefined;
}

/** `('x')`, `(x)` and `(name='x')`. */
function keyInParenthesis(at: Position, parenthesis: string, segment: string): void {
  if (!at.many) throw segmentNotFound(segment);
  const pairs = pairsOf(parenthesis);
  if (!pairs) {
    key(at, unquote(parenthesis));
    return;
  }
  const [first, ...more] = Object.entries(pairs);
  if (!first || more.length > 0) throw segmentNotFound(segment);
  const folded = first[0].toLowerCase();
  const alternate = Object.keys(at.type?.alternateKeys ?? {}).find((name) => name.toLowerCase() === folded);
  if (alternate === undefined && folded !== 'id') throw segmentNotFound(segment);
  key(at, first[1], alternate);
}

function splitParenthesis(segment: string): { name: string; parenthesis: string | undefined } {
  const open = segment.indexOf('(');
  if (open < 0 || !segment.endsWith(')')) return { name: segment, parenthesis: undefined };
  return { name: segment.slice(0, open), parenthesis: segment.slice(open + 1, -1) };
}

/** `a='x',b=2` as pairs; undefined for what is not of this form. */
function pairsOf(text: string): Record<string, string> | undefined {
  const pairs: Record<string, string> = {};
  const pattern = /\s*(\w+)\s*=\s*('(?:[^']|'')*'|[^,']*)\s*(?:,|$)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match?.[1]) return undefined;
    pairs[match[1]] = unquote(match[2] ?? '');
  }
  return text === '' ? undefined : pairs;
}

function unquote(text: string): string {
  return text.length > 1 && text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
}
