/** Control information that `odata.metadata=full` adds: the type of everything, and where each entity and what it leads to is. */
import { type Dialect, qualified, unqualified } from '../../model/dialect.js';
import type { ComplexType, EntityType, Enumeration, Property } from '../../model/edm.js';
import type { Call } from '../operation.js';
import { entityContextOf } from './context-url.js';
import type { ResourcePath } from './resource-path.js';

type Members = Readonly<Record<string, unknown>>;

const isObject = (json: unknown): json is Members => typeof json === 'object' && json !== null && !Array.isArray(json);

/** The JSON of an answer at the level `minimal`, with everything that `full` has besides. */
export function withAll(call: Call, json: unknown): unknown {
  const { path } = call;
  const last = path.steps.at(-1);
  if (!path.type || !isObject(json) || last?.kind === 'property' || last?.kind === 'suffix') return json;
  const printer = new Printer(path.dialect, call.root, !/(^|&)(\$|%24)?select=/i.test(call.query));
  const { value, ...envelope } = json;
  if (!Array.isArray(value)) return printer.entity(json, path.type, placeOf(path, json));
  const context = entityContextOf(path);
  const type = path.type;
  const items = value.map((item) => (isObject(item) ? printer.entity(item, type, keyed(context, item)) : item));
  return { ...envelope, value: items };
}

const keyed = (collection: string, { id }: Members) => `${collection}('${String(id).replaceAll("'", "''")}')`;

/** Where an entity is, below the version: what a path without key leads to has none either, unless a set holds it. */
function placeOf(path: ResourcePath, entity: Members): string {
  const context = entityContextOf(path);
  const hasKey = path.many || path.steps.at(-1)?.kind === 'key' || path.dialect.sets.has(context.toLowerCase());
  return hasKey ? keyed(context, entity) : context;
}

class Printer {
  constructor(
    readonly dialect: Dialect,
    readonly root: string,
    /** Links to what nobody selected are left out, as the properties are. */
    readonly linked: boolean,
  ) {}

  entity(json: Members, declared: EntityType, found: string): Members {
    const annotation = json['@odata.type'];
    const named = typeof annotation === 'string' ? this.dialect.findType(unqualified(annotation) ?? '') : undefined;
    const type = named ?? declared;
    const place = this.#setOf(type, json) ?? found;
    // What is removed is told of by its id alone.
    if ('@removed' in json) return json;
    const { '@odata.context': context, ...rest } = json;
    return {
      ...(context !== undefined && { '@odata.context': context }),
      '@odata.type': `#${qualified(type)}`,
      '@odata.id': json['@odata.id'] ?? `${this.root}/${this.#isObjectOfDirectory(type) ? objectPlace(json) : place}`,
      '@odata.editLink': place,
      ...this.#members(rest, type, place),
      ...(this.linked && this.#links(json, type, place)),
    };
  }

  /** An object of the directory is edited in the set of its type, wherever it was found. */
  #setOf(type: EntityType, json: Members): string | undefined {
    if (!this.#isObjectOfDirectory(type)) return undefined;
    const set = [...this.dialect.sets.values()].find(({ is }) => is.type === type.name);
    return keyed(set?.name ?? 'directoryObjects', json);
  }

  #isObjectOfDirectory(type: EntityType): boolean {
    const objects = this.dialect.findType('directoryObject');
    return objects !== undefined && this.dialect.isA(type, objects);
  }

  #members(json: Members, type: EntityType, place: string): Members {
    const printed: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(json)) {
      const property = this.dialect.property(type, name);
      const navigation = property ? undefined : this.dialect.navigation(type, name);
      if (property) this.#property(printed, name, property.is, value);
      else if (navigation) printed[name] = this.#expanded(navigation.is.to, value, `${place}/${name}`);
      else printed[name] = value;
    }
    return printed;
  }

  #expanded(to: string, value: unknown, place: string): unknown {
    const type = this.dialect.type(to);
    if (!Array.isArray(value)) return isObject(value) ? this.entity(value, type, place) : value;
    return value.map((item) => (isObject(item) ? this.entity(item, type, keyed(place, item)) : item));
  }

  #property(printed: Record<string, unknown>, name: string, { type, collection }: Property, value: unknown): void {
    if (value !== null && (collection || !isEvident(type))) {
      const word = typeof type === 'string' ? type.slice('Edm.'.length) : qualified(type);
      printed[`${name}@odata.type`] = collection ? `#Collection(${word})` : `#${word}`;
    }
    if (typeof type === 'string' || type.kind === 'enumeration') printed[name] = value;
    else if (Array.isArray(value)) printed[name] = value.map((item) => this.#complex(item, type));
    else printed[name] = this.#complex(value, type);
  }

  #complex(value: unknown, declared: ComplexType): unknown {
    if (!isObject(value)) return value;
    const annotation = value['@odata.type'];
    const type = family(declared).find((one) => annotation === `#${qualified(one)}`) ?? declared;
    const printed: Record<string, unknown> = { '@odata.type': `#${qualified(type)}` };
    for (const [name, member] of Object.entries(value)) {
      const property = this.dialect.property(type, name);
      if (property) this.#property(printed, name, property.is, member);
      else printed[name] = member;
    }
    return printed;
  }

  #links(json: Members, type: EntityType, place: string): Members {
    const links: Record<string, string> = {};
    for (const { name } of this.dialect.navigationsOf(type)) {
      if (name in json) continue;
      links[`${name}@odata.associationLink`] = `${this.root}/${place}/${name}/$ref`;
      links[`${name}@odata.navigationLink`] = `${this.root}/${place}/${name}`;
    }
    return links;
  }
}

const objectPlace = ({ id }: Members) => `directoryObjects/${String(id)}`;

/** Whether a JSON value says by itself of which type it is; a complex value says so inside. */
function isEvident(type: string | ComplexType | Enumeration): boolean {
  if (typeof type !== 'string') return type.kind === 'complex';
  return type === 'Edm.String' || type === 'Edm.Boolean' || type === 'Edm.Int32' || type === 'Edm.Double';
}

/** A complex type and all that derive from it. */
function family(type: ComplexType): ComplexType[] {
  return [type, ...type.derived.flatMap(family)];
}
