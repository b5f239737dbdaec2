/**
 * The vocabulary in which entity types, complex types and enumerations are declared (the Entity Data Model of OData).
 *
 * Both API versions tell of the same tenant in their own words, so a type says for each property how the version names
 * it (the key), which canonical field it stands for (`of`, by default its own name) and how its value is spelled
 * (`codec`). Everything else — binding, validation, serialization, filters, `$metadata`, OpenAPI, the static types —
 * follows from the declaration.
 */
import Type, { type Static, type TSchema } from 'typebox';
import type { PrimitiveName } from './primitives.js';
import type { Link, Reader, Row, Table } from './reader.js';

export * from './primitives.js';

/** Canonical fields by name: what a tenant stores of an entity or of a complex value. */
export type Fields = Readonly<Record<string, unknown>>;

/** A canonical change under construction. */
export type Draft = Record<string, unknown>;

/** Spells one canonical value in a version's words and back. Must be one-to-one, else use a lens. */
export interface Codec {
  readonly toWire: (value: never) => unknown;
  readonly fromWire: (value: never) => unknown;
  /** All words that it knows, where it takes no others: documentation lists them. */
  readonly words?: readonly string[];
}

/** How a property that is no canonical field of its own is read, and how a client's value is written. */
export interface Lens {
  /** `caller` is the object id of whoever asks, where someone does. */
  readonly read: (record: never, reader: Reader, caller?: string) => unknown;
  /** Absent: the property is computed, and what a client sends for it is treated as read-only. */
  readonly write?: (draft: Draft, value: never) => void;
  /** As of a codec. */
  readonly words?: readonly string[];
}

/**
 * What a client's value does: stored always, only when the entity is created, or never. What happens to a value that
 * may not be written is the type's `readOnly` rule.
 */
export type Writable = 'always' | 'create' | 'never';

/** Filter operators, as the tables of the service list them. */
export type FilterOperator =
  | 'eq'
  | 'ne'
  | 'not'
  | 'in'
  | 'ge'
  | 'le'
  | 'gt'
  | 'lt'
  | 'startsWith'
  | 'endsWith'
  | 'any'
  | 'null'
  | 'count';

/** Which operators a property allows by default, and which only in advanced queries. */
export interface FilterRule {
  readonly basic: readonly FilterOperator[];
  readonly advanced: readonly FilterOperator[];
}

export interface PropertyOptions {
  readonly of?: string | Lens | Lens['read'];
  readonly codec?: Codec;
  readonly write?: Writable;
  /** Must be sent, and not null, when the entity is created. */
  readonly required?: boolean;
  readonly nullable?: boolean;
  /** What is read while the record has no value of its own: null and [] if not said. */
  readonly initial?: unknown;
  /** Text is at most so long. */
  readonly maxLength?: number;
  /** Text matches this. */
  readonly pattern?: RegExp;
  readonly filter?: FilterRule;
  readonly sort?: 'basic' | 'advanced';
  /** Tokenised by `$search`, not only matched at its beginning. */
  readonly tokenized?: boolean;
  /** In a type with default sets: returned without `$select`. */
  readonly byDefault?: boolean;
  /** In a type with default sets: also in the answer that creates it, and in lists of a base type (`directoryObjects`). */
  readonly inCreated?: boolean;
  /** `entity`: only when a single entity is read; `filter`: never in an answer; `set`: only where it has a value. */
  readonly readable?: 'entity' | 'filter' | 'set';
  /** Pages are no larger where this is selected. */
  readonly pageAtMost?: number;
  /** Kept by a service of its own, in whose answer the id stands though nobody selected it. */
  readonly bringsId?: boolean;
  /** Text is compared with case. Without it comparison folds case, as the service's does. */
  readonly caseSensitive?: boolean;
  /** The page or issue behind a declaration that departs from Microsoft's published types. */
  readonly source?: string;
}

export interface Property<S extends TSchema = TSchema> extends PropertyOptions {
  readonly type: PrimitiveName | Enumeration | ComplexType;
  readonly collection: boolean;
  /** The JSON of one value (one item of a collection), built when first asked for. */
  readonly schema: () => S;
}

export type Properties = Readonly<Record<string, Property>>;

export interface Enumeration<Member extends string = string> {
  readonly kind: 'enumeration';
  readonly name: string;
  readonly members: Readonly<Record<Member, number>>;
  readonly flags?: boolean;
}

export interface ComplexType<P extends Properties = Properties> {
  readonly kind: 'complex';
  readonly name: string;
  readonly namespace?: string;
  readonly base?: ComplexType;
  readonly abstract?: boolean;
  readonly properties: P;
  /** Derived types, filled in by their declarations. */
  readonly derived: ComplexType[];
  /** Values carry `@odata.type` in answers. */
  readonly polymorphic?: boolean;
  /** The `kind` of a canonical value of this type, where it is not the type's own name. */
  readonly discriminator?: string;
  /** Values may have members that are not declared. */
  readonly open?: boolean;
  /** In truth an entity type of this name, whose entities stand inline in complex values: `$metadata` tells of a navigation. */
  readonly entity?: boolean;
}

/** How the other side of a navigation is found. */
export type Route =
  /** This record's field holds the id of the other. */
  | { readonly key: string }
  /** The other table's equality index, looked up by this record's id (or by `field` of it). */
  | { readonly inverse: string; readonly field?: string }
  /** The pairs of a relation; this record stands at `end`. */
  | {
      readonly link: Link;
      readonly end: 'left' | 'right';
      /** Objects of this kind, though linked, are not told of. */
      readonly without?: string;
    }
  /** Every record of the other type's table, or of this one: the sets under a singleton. */
  | { readonly all: true; readonly table?: Table<Row> }
  /** Contained values that stand in this record itself. */
  | { readonly embedded: string }
  /** Found by code: a row, or rows. */
  | {
      readonly computed: (
        record: never,
        reader: Reader,
        caller: string | undefined,
      ) => Row | readonly Row[] | undefined;
    };

export interface ExpandLimits {
  /** Items at most in one expansion. */
  readonly items?: number;
  /** Query options allowed inside. */
  readonly options?: readonly string[];
}

export interface Navigation {
  readonly to: string;
  readonly many: boolean;
  readonly contained: boolean;
  readonly by: Route;
  /** The canonical name of the nested draft in a body; by default the navigation's own name. */
  readonly as?: string;
  /** Inline in every answer, without `$expand`; with these properties, if they are named. */
  readonly inline?: true | readonly string[];
  /** `$expand` of it is refused by the service. */
  readonly notExpandable?: boolean;
  readonly limits?: ExpandLimits;
  /** The set that `@odata.context` names for it, where the service does not name the path. */
  readonly context?: string;
  /** Its list is refused without a `$filter`; a function asks the record from which the navigation starts. */
  readonly requiresFilter?: boolean | ((record: never) => boolean);
  /** Declared by the service and not implemented there: every request is refused as the service refuses it. */
  readonly notImplemented?: 'list' | 'entity' | 'both';
  readonly source?: string;
}

export type Navigations = Readonly<Record<string, Navigation>>;

export interface EntityType<P extends Properties = Properties, N extends Navigations = Navigations> {
  readonly kind: 'entity';
  readonly name: string;
  readonly namespace?: string;
  readonly base?: string;
  readonly abstract?: boolean;
  readonly open?: boolean;
  /** Its base told in more words at some places, where the service knows one type: it goes by the base's name. */
  readonly retold?: boolean;
  /** Its entities carry `@odata.type` even where they can be of no other type. */
  readonly annotated?: boolean;
  /** Where its records are. Absent in singletons without a record, and in types whose records stand inside others. */
  readonly table?: Table<Row>;
  /** For a type whose records are in several tables: finds one by id. */
  readonly lookup?: (reader: Reader, id: string) => Row | undefined;
  /** Alternate keys: the name in the URL, and the unique index that answers it. */
  readonly alternateKeys?: Readonly<Record<string, { readonly index: string; readonly fold?: boolean }>>;
  /** The `id` in URLs and answers is this field, unique among the siblings under one parent, and found by this equality index. */
  readonly publicKey?: { readonly field: string; readonly index: string };
  /** `key` values that are not ids but are taken for them: `users('a@contoso.com')`. */
  readonly alias?: { readonly index: string; readonly fold?: boolean; readonly when: (key: string) => boolean };
  /** A record in a table of several types says by `kind` which it is; this is the value for this type. */
  readonly discriminator?: string;
  /** A client's value for a property that it may not write is ignored or refused. */
  readonly readOnly: 'ignored' | 'refused';
  /** Which service stands behind it: its error codes, page sizes and query rules differ. */
  readonly workload: 'directory' | 'entitlement';
  /** Without `$select` only properties marked `byDefault` are returned. */
  readonly defaultSet?: boolean;
  readonly hasStream?: boolean;
  readonly properties: P;
  readonly navigations: N;
}

type EntityOptions = Omit<EntityType, 'kind' | 'name' | 'properties' | 'navigations' | 'readOnly' | 'workload'> &
  Partial<Pick<EntityType, 'readOnly' | 'workload'>>;

/** Declares an entity type of one version. */
export function entityType<P extends Properties, N extends Navigations = Record<never, Navigation>>(
  name: string,
  options: EntityOptions,
  properties: P,
  navigations?: N,
): EntityType<P, N> {
  const workload = options.workload ?? 'entitlement';
  return {
    kind: 'entity',
    name,
    readOnly: workload === 'directory' ? 'refused' : 'ignored',
    ...options,
    workload,
    properties,
    navigations: navigations ?? ({} as N),
  };
}

/** Declares a complex type; one that derives from another is known to it from then on. */
export function complexType<P extends Properties>(
  name: string,
  properties: P,
  options: Omit<Partial<ComplexType>, 'kind' | 'name' | 'properties' | 'derived'> = {},
): ComplexType<P> {
  const type: ComplexType<P> = { kind: 'complex', name, properties, derived: [], ...options };
  options.base?.derived.push(type);
  return type;
}

/** Declares an enumeration: its members in order, from 0, or with their numbers. */
export function enumeration<Member extends string>(
  name: string,
  members: readonly Member[] | Readonly<Record<Member, number>>,
  options: { flags?: boolean } = {},
): Enumeration<Member> {
  const numbered = Array.isArray(members)
    ? Object.fromEntries(members.map((member, value) => [member, value]))
    : members;
  return { kind: 'enumeration', name, members: numbered as Record<Member, number>, ...options };
}

/** A property whose value is a member of an enumeration. */
export function member<M extends string>(type: Enumeration<M>, options: PropertyOptions = {}) {
  const schema = () => Type.Unsafe<M>(Type.Enum(Object.keys(type.members)));
  return { type: type as Enumeration, collection: false, schema, ...options } satisfies Property;
}

/** A property whose value is a complex value. */
export function complex<C extends ComplexType>(type: C, options: PropertyOptions = {}) {
  const schema = () => Type.Unsafe<Body<C>>(Type.Record(Type.String(), Type.Unknown()));
  return { type: type as ComplexType, collection: false, schema, ...options } satisfies Property;
}

/** The same property, as a collection. */
export function list<S extends TSchema>(item: Property<S>, options: PropertyOptions = {}) {
  return { ...item, collection: true as const, ...options };
}

/** To one entity. */
export function one(to: string, by: Route, options: Partial<Navigation> = {}): Navigation {
  return { to, many: false, contained: false, by, ...options };
}

/** To many entities. */
export function many(to: string, by: Route, options: Partial<Navigation> = {}): Navigation {
  return { to, many: true, contained: false, by, ...options };
}

/** What the service sets and a client cannot. */
export const readOnly = { write: 'never' } as const satisfies PropertyOptions;
/** What may be sent when the entity is created, and not changed later. */
export const onCreate = { write: 'create' } as const satisfies PropertyOptions;

/** The JSON of an entity or complex value, for the compiler: own properties, all of them optional, as Microsoft's types have it. */
export type Body<T extends { properties: Properties }> = {
  [K in keyof T['properties']]?: T['properties'][K] extends { collection: true; schema: () => infer S extends TSchema }
    ? Static<S>[]
    : T['properties'][K] extends { schema: () => infer S extends TSchema }
      ? Static<S> | null
      : never;
};

/** An action or function of a version, bound to a type, to a collection of it, or to nothing. */
export interface BoundOperation {
  readonly kind: 'action' | 'function';
  readonly name: string;
  readonly on: string;
  readonly collection?: boolean;
  readonly parameters?: Properties;
  /** Entity types among the parameters, by name. */
  readonly entities?: Readonly<Record<string, { readonly type: string; readonly collection?: boolean }>>;
  readonly returns?: { readonly property?: Property; readonly type?: string; readonly collection?: boolean };
  readonly composable?: boolean;
}

/** A root of a version's URLs. */
export interface EntitySet {
  readonly type: string;
  /** The set's list is not offered by the service. */
  readonly notListed?: boolean;
}
