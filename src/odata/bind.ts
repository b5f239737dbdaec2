/**
 * Binds a request body to a type: names are matched without case, annotations are dropped, `@odata.type` picks the
 * derived type, each property says what a client's value does. What comes out is canonical: no handler behind it knows
 * in which version's words the client spoke.
 */
import type { Dialect, Named } from '../../model/dialect.js';
import { nameOf, qualified, unqualified } from '../../model/dialect.js';
import type { BoundOperation, Draft, EntityType, Navigation, Properties, Property } from '../../model/edm.js';
import { BindError, writeProperty } from '../../model/lens.js';
import {
  invalidModel,
  invalidProperty,
  invalidValue,
  readOnlyProperty,
  requestRefused,
  requiredProperty,
  unavailableExtension,
} from '../errors/index.js';

/**
 * `upsert`: what is there is changed, what is not is created, so nothing is required and nothing is too late.
 * `nested`: an object inside another body, which may be no more than a reference by id.
 */
export type BindMode = 'create' | 'patch' | 'upsert' | 'replace' | 'nested';

export interface Bound {
  /** The concrete type: the declared one, or what `@odata.type` named. */
  readonly type: EntityType;
  /** Canonical fields; nested objects stand under their navigation's canonical name. */
  readonly fields: Draft;
  /** URLs of `navigation@odata.bind`, by navigation. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds the id that a URL (`@odata.bind`) names; it throws when nothing is there. */
type Resolve = (url: string) => string;

/**
 * Binds a body to an entity type.
 *
 * @throws GraphError 400 in the words of the type's service: unknown property, wrong kind, read-only, missing
 */
export function bind(dialect: Dialect, type: EntityType, body: unknown, mode: BindMode, resolve: Resolve): Bound {
  return new Binder(dialect, resolve).bind(type, body, mode, '');
}

/** The parameters of an action, by name as declared; entities among them as drafts. */
export function bindParameters(
  dialect: Dialect,
  operation: BoundOperation,
  owner: EntityType,
  body: unknown,
  resolve: Resolve,
): Draft {
  return new Binder(dialect, resolve).parameters(operation, owner, body);
}

class Binder {
  constructor(
    readonly dialect: Dialect,
    readonly resolve: Resolve,
  ) {}

  /** `path` is where the body stands in that of the request, for messages. */
  bind(declared: EntityType, body: unknown, mode: BindMode, path: string): Bound {
    if (!isObject(body)) throw refuse(declared, path, 'an object is expected');
    const type = concreteType(this.dialect, declared, body, path);
    const bound: Bound & { references: Record<string, readonly string[]> } = { type, fields: {}, references: {} };
    for (const [name, value] of Object.entries(body)) {
      const at = name.indexOf('@odata.');
      if (at > 0 && name.endsWith('@odata.bind')) this.#references(bound, name.slice(0, at), value);
      else if (at < 0) this.#member(bound, name, value, mode, path);
    }
    if (type.discriminator && type !== declared) bound.fields.kind = type.discriminator;
    if (mode === 'create' || mode === 'replace') requireAll(this.dialect, bound, path);
    return bound;
  }

  parameters(
    { name: action, parameters = {}, entities = {} }: BoundOperation,
    owner: EntityType,
    body: unknown,
  ): Draft {
    if (!isObject(body)) throw refuse(owner, '', 'an object is expected');
    const bound: Draft = {};
    for (const [name, value] of Object.entries(body)) {
      if (name.includes('@odata.')) continue;
      const property = findName(parameters, name);
      const entity = findName(entities, name);
      if (property) {
        write(this.dialect, owner, property, bound, value, name);
      } else if (entity) {
        const { type, collection = false } = entity.is;
        bound[entity.name] = this.#nested(this.dialect.type(type), value, collection, name);
      } else {
        const message = `The parameter '${name}' in the request payload is not a valid parameter for the operation '${action}'.`;
        throw unknown(owner, name, message);
      }
    }
    if (owner.workload === 'directory') requireParameters(action, parameters, bound);
    return bound;
  }

  #member({ type, fields }: Bound, name: string, value: unknown, mode: BindMode, path: string): void {
    const where = path ? `${path}/${name}` : name;
    const property = this.dialect.property(type, name);
    if (property) {
      bindProperty(this.dialect, type, property, value, fields, mode, where);
      return;
    }
    const navigation = this.dialect.navigation(type, name);
    // The directory takes nested objects only where it prints them itself.
    const isTaken = navigation && (type.workload !== 'directory' || navigation.is.inline);
    if (!isTaken) throw unknown(type, name, noSuchProperty(type, where));
    if (mode === 'create' && standsApart(navigation.is) && Array.isArray(value) && value.length > 0) {
      throw refuse(
        type,
        where,
        'these cannot be created along with what holds them: create each by a request of its own',
      );
    }
    this.#navigation(navigation, value, fields, where);
  }

  #navigation({ name, is }: Named<Navigation>, value: unknown, fields: Draft, where: string): void {
    const nested = value === null ? null : this.#nested(this.dialect.type(is.to), value, is.many, where);
    fields[is.as ?? name] = nested;
    if ('key' in is.by && nested && !Array.isArray(nested)) {
      const { id } = nested as Draft;
      if (id !== undefined) fields[is.by.key] = id;
    }
  }

  #nested(to: EntityType, value: unknown, many: boolean, where: string): Draft | Draft[] {
    if (!many) return this.bind(asReference(to, value), value, 'nested', where).fields;
    if (!Array.isArray(value)) throw refuse(to, where, 'a list is expected');
    return value.map((item, index) => this.bind(asReference(to, item), item, 'nested', `${where}[${index}]`).fields);
  }

  /** A reference to one is the same as the nested object `{id}`; references to many are left to the operation. */
  #references(
    { type, fields, references }: Bound & { references: Record<string, readonly string[]> },
    name: string,
    value: unknown,
  ): void {
    const navigation = this.dialect.navigation(type, name);
    if (!navigation) throw unknown(type, name, noSuchProperty(type, name));
    if (navigation.is.many && !Array.isArray(value))
      throw refuseValue(type, `${name}@odata.bind`, 'a list of URLs is expected');
    const urls: unknown[] = Array.isArray(value) ? value : [value];
    if (!urls.every((url) => typeof url === 'string'))
      throw refuseValue(type, `${name}@odata.bind`, 'URLs are expected');
    references[navigation.name] = urls;
    const [url, ...more] = urls;
    if (type.workload === 'directory' || navigation.is.many || url === undefined) return;
    if (more.length > 0) throw refuseValue(type, `${name}@odata.bind`, 'one URL is expected');
    this.#navigation(navigation, { id: this.resolve(url) }, fields, name);
  }
}

/** In the words of the service: msgraph-sdk-powershell#3361. */
function requireParameters(action: string, parameters: Properties, bound: Draft): void {
  const missing = Object.keys(parameters).filter((name) => parameters[name]?.required && !(name in bound));
  if (missing.length === 0) return;
  throw requestRefused(
    `One or more parameters of the operation '${action}' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
  );
}

/** Whether what a navigation leads to has records of its own, which no operation makes from another's body. */
const standsApart = ({ many, by, inline }: Navigation) => many && !inline && !('embedded' in by);

const noSuchProperty = (type: EntityType, where: string) =>
  `The property '${where}' does not exist on type '${qualified(type)}'.`;

function findName<T>(of: Readonly<Record<string, T>>, name: string): Named<T> | undefined {
  const folded = name.toLowerCase();
  for (const [own, is] of Object.entries(of)) if (own.toLowerCase() === folded) return { name: own, is };
  return undefined;
}

function concreteType(dialect: Dialect, declared: EntityType, body: Body, path: string): EntityType {
  const annotation = body['@odata.type'];
  if (annotation === undefined) {
    if (declared.abstract) throw refuse(declared, path, "'@odata.type' is required here");
    return declared;
  }
  const named = typeof annotation === 'string' ? dialect.findType(unqualified(annotation) ?? annotation) : undefined;
  if (named?.name === nameOf(declared)) return declared;
  if (!named || !dialect.isA(named, declared)) {
    throw refuse(declared, path, `'@odata.type' is ${JSON.stringify(annotation)}, which is no ${declared.name}`);
  }
  return named;
}

function bindProperty(
  dialect: Dialect,
  type: EntityType,
  property: Named<Property>,
  value: unknown,
  fields: Draft,
  mode: BindMode,
  where: string,
): void {
  if (property.name === 'id' && (mode === 'nested' || mode === 'replace') && typeof value === 'string') {
    fields.id = value;
    return;
  }
  if (!writable(property.is, mode)) {
    if (type.readOnly === 'refused') throw readOnlyProperty(property.name);
    return;
  }
  write(dialect, type, property, fields, value, where);
}

function writable(property: Property, mode: BindMode): boolean {
  if (typeof property.of === 'function' || (typeof property.of === 'object' && !property.of.write)) return false;
  return property.write === 'never' ? mode === 'nested' : !(property.write === 'create' && mode === 'patch');
}

function write(
  dialect: Dialect,
  type: EntityType,
  property: Named<Property>,
  fields: Draft,
  value: unknown,
  where: string,
): void {
  const { is } = property;
  if (value === null && is.nullable === false && is.initial === undefined)
    throw refuseValue(type, where, 'null is not allowed');
  if (typeof value === 'string') checkText(type, is, value, where);
  try {
    writeProperty(dialect, property, fields, value, { path: where, lenient: type.workload === 'entitlement' });
  } catch (error) {
    if (error instanceof BindError) throw refuseValue(type, error.path, error.reason);
    throw error;
  }
}

/** Control characters that are no white space, and halves of characters that UTF-8 cannot hold. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

function checkText(type: EntityType, property: Property, value: string, where: string): void {
  if (property.maxLength !== undefined && value.length > property.maxLength) {
    throw refuseValue(type, where, `at most ${property.maxLength} characters are allowed`);
  }
  if (type.workload === 'directory' && UNPRINTABLE.test(value))
    throw refuseValue(type, where, 'it has characters that are not allowed');
  if (property.pattern && !property.pattern.test(value))
    throw refuseValue(type, where, 'it has characters that are not allowed');
}

/** An abstract type may be referred to by its id alone, without saying which of its derived types it is. */
function asReference(type: EntityType, value: unknown): EntityType {
  const onlyId = isObject(value) && Object.keys(value).every((key) => key === 'id');
  return onlyId && type.abstract ? { ...type, abstract: false } : type;
}

function requireAll(dialect: Dialect, { type, fields, references }: Bound, path: string): void {
  for (const { name, is } of dialect.propertiesOf(type)) {
    const field = typeof is.of === 'string' ? is.of : name;
    if (!is.required || (fields[field] !== undefined && fields[field] !== null && fields[field] !== '')) continue;
    if (name in references) continue;
    if (type.workload === 'directory') throw requiredProperty(name, resourceName(type));
    throw invalidModel(`The property '${path ? `${path}/` : ''}${name}' is required.`);
  }
}

/** `user` -> `User`: how the directory's messages name a type. */
export const resourceName = (type: EntityType): string => `${type.name.charAt(0).toUpperCase()}${type.name.slice(1)}`;

function refuse(type: EntityType, path: string, reason: string) {
  const message = path ? `'${path}': ${reason}.` : `In the request body ${reason}.`;
  return type.workload === 'entitlement' ? invalidModel(message) : requestRefused(message);
}

function refuseValue(type: EntityType, path: string, reason: string) {
  if (type.workload === 'entitlement') return invalidModel(`'${path}': ${reason}.`);
  return invalidValue(path.split(/[/[]/)[0] ?? path, resourceName(type));
}

function unknown(type: EntityType, name: string, message: string) {
  if (type.workload === 'entitlement') return invalidModel(message);
  return name.startsWith('extension_') ? unavailableExtension(name) : invalidProperty(name);
}
