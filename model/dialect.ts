/**
 * One API version: its types, sets, singletons and operations, found by name without case.
 *
 * Inheritance is resolved once per type; everything here is asked for on every request, so answers are kept.
 */
import type {
  BoundOperation,
  ComplexType,
  EntitySet,
  EntityType,
  Enumeration,
  Navigation,
  Properties,
  Property,
} from './edm.js';
import type { Row } from './reader.js';

export type Version = 'v1.0' | 'beta';

export interface Declarations {
  readonly types: readonly EntityType[];
  readonly sets?: Readonly<Record<string, EntitySet>>;
  readonly singletons?: Readonly<Record<string, string>>;
  readonly operations?: readonly BoundOperation[];
}

/** A name as the version spells it, with what it names. */
export interface Named<T> {
  readonly name: string;
  readonly is: T;
}

/** All members of a type, inherited ones first, by folded name. */
interface Members {
  readonly properties: ReadonlyMap<string, Named<Property>>;
  readonly navigations: ReadonlyMap<string, Named<Navigation>>;
}

const NAMESPACE = 'microsoft.graph';

/** `#microsoft.graph.user`, `graph.user` or `microsoft.graph.user` -> `user`; undefined for any other namespace. */
export function unqualified(name: string): string | undefined {
  const bare = name.startsWith('#') ? name.slice(1) : name;
  const lower = bare.toLowerCase();
  if (lower.startsWith(`${NAMESPACE}.`)) return bare.slice(NAMESPACE.length + 1);
  if (lower.startsWith('graph.')) return bare.slice('graph.'.length);
  return undefined;
}

/** The full name of a type, as `@odata.type` and `$metadata` print it. */
export function qualified(type: EntityType | ComplexType | Enumeration): string {
  const namespace = 'namespace' in type && type.namespace ? type.namespace : NAMESPACE;
  return `${namespace}.${nameOf(type)}`;
}

/** The name that a type goes by: a type that is retold has that of its base. */
export function nameOf(type: EntityType | ComplexType | Enumeration): string {
  return type.kind === 'entity' && type.retold && type.base ? type.base : type.name;
}

export class Dialect {
  readonly types: ReadonlyMap<string, EntityType>;
  readonly sets: ReadonlyMap<string, Named<EntitySet>>;
  readonly singletons: ReadonlyMap<string, Named<string>>;
  readonly operations: readonly BoundOperation[];
  readonly #members = new Map<EntityType | ComplexType, Members>();
  readonly #derived = new Map<string, EntityType[]>();
  readonly #concrete = new Map<string, EntityType>();
  #operations: Map<string, readonly BoundOperation[]> | undefined;

  constructor(
    readonly version: Version,
    families: readonly Declarations[],
  ) {
    const types = families.flatMap((family) => family.types);
    this.types = new Map(types.map((type) => [type.name.toLowerCase(), type]));
    this.sets = fold(Object.assign({}, ...families.map((family) => family.sets ?? {})));
    this.singletons = fold(Object.assign({}, ...families.map((family) => family.singletons ?? {})));
    this.operations = families.flatMap((family) => family.operations ?? []);
    for (const type of types) {
      if (type.discriminator) this.#concrete.set(type.discriminator, type);
      if (type.base) this.#derived.set(type.base, [...(this.#derived.get(type.base) ?? []), type]);
    }
  }

  /** The entity type of this name, without namespace and without case. */
  findType(name: string): EntityType | undefined {
    return this.types.get(name.toLowerCase());
  }

  /** The entity type of this name. A name that is not declared is a mistake in the model. */
  type(name: string): EntityType {
    const type = this.findType(name);
    if (!type) throw new Error(`${this.version} declares no entity type '${name}'`);
    return type;
  }

  /** The type of a record in a collection of `declared`: itself, or the derived type that the record names. */
  concrete(declared: EntityType, record: Row): EntityType {
    const derived = this.#derived.get(declared.name);
    if (!derived) return declared;
    const kind = (record as { kind?: string }).kind;
    return (kind && this.#concrete.get(kind)) || declared;
  }

  derivedFrom(type: EntityType): readonly EntityType[] {
    return this.#derived.get(type.name) ?? [];
  }

  /** Whether `type` is `base` or derives from it. */
  isA(type: EntityType, base: EntityType): boolean {
    for (let at: EntityType | undefined = type; at; at = at.base ? this.findType(at.base) : undefined) {
      if (at === base) return true;
    }
    return false;
  }

  property(type: EntityType | ComplexType, name: string): Named<Property> | undefined {
    const { properties } = this.#membersOf(type);
    return properties.get(name) ?? properties.get(name.toLowerCase());
  }

  navigation(type: EntityType | ComplexType, name: string): Named<Navigation> | undefined {
    return this.#membersOf(type).navigations.get(name.toLowerCase());
  }

  /** Every property of a type, inherited ones first, in the order of declaration. */
  propertiesOf(type: EntityType | ComplexType): readonly Named<Property>[] {
    return [...this.#membersOf(type).properties.values()];
  }

  navigationsOf(type: EntityType): readonly Named<Navigation>[] {
    return [...this.#membersOf(type).navigations.values()];
  }

  /** The operation bound to this type (or to a type it derives from), or to a collection of it. */
  operation(type: EntityType, name: string, onCollection: boolean): BoundOperation | undefined {
    // Most names are keys, and no operation has those.
    const folded = (unqualified(name) ?? name).toLowerCase();
    return this.#operationsByName()
      .get(folded)
      ?.find((operation) => Boolean(operation.collection) === onCollection && this.isA(type, this.type(operation.on)));
  }

  #operationsByName(): ReadonlyMap<string, readonly BoundOperation[]> {
    if (!this.#operations) {
      this.#operations = new Map();
      for (const operation of this.operations) {
        const name = operation.name.toLowerCase();
        this.#operations.set(name, [...(this.#operations.get(name) ?? []), operation]);
      }
    }
    return this.#operations;
  }

  #membersOf(type: EntityType | ComplexType): Members {
    const known = this.#members.get(type);
    if (known) return known;
    const base = type.kind === 'complex' ? type.base : type.base ? this.type(type.base) : undefined;
    const inherited = base && this.#membersOf(base);
    const navigations = type.kind === 'complex' ? {} : type.navigations;
    const members: Members = {
      properties: new Map([...(inherited?.properties ?? []), ...fold(type.properties as Properties)]),
      navigations: new Map([...(inherited?.navigations ?? []), ...fold(navigations)]),
    };
    this.#members.set(type, members);
    return members;
  }
}

function fold<T>(byName: Readonly<Record<string, T>>): Map<string, Named<T>> {
  return new Map(Object.entries(byName).map(([name, is]) => [name.toLowerCase(), { name, is }]));
}

/** The rows that a navigation by code answers, as a list. */
export function rowsOf(found: Row | readonly Row[] | undefined): readonly Row[] {
  if (!found) return [];
  return Array.isArray(found) ? (found as readonly Row[]) : [found as Row];
}
