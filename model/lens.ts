/**
 * Reads one property of a canonical record in a version's words, and writes a client's value into a canonical draft.
 *
 * The way of each property is worked out once and kept; complex values are mapped member by member, as their types say.
 */
import { type Dialect, type Named, qualified, unqualified } from './dialect.js';
import type { ComplexType, Draft, Fields, Property } from './edm.js';
import type { Reader } from './reader.js';
import { at, BindError, type PrimitiveProperty, takeMember, takePrimitive } from './values.js';

export { BindError } from './values.js';

export interface BindOptions {
  /** Where the property stands in the body; by default its name. */
  readonly path?: string;
  /** Numbers and booleans may come as text: `"sequence": "1"`, as entitlement management takes them. */
  readonly lenient?: boolean;
}

type Read = (record: never, reader: Reader, caller?: string) => unknown;
type Spell = (value: unknown, reader: Reader, caller: string | undefined) => unknown;
type Take = (value: unknown, path: string, lenient: boolean) => unknown;

/** One property, worked out. */
interface Plan {
  readonly read: Read;
  /** A client's value -> canonical. */
  readonly take: Take;
}

/** A complex type (one of them, where several derive from one another), worked out. */
interface Shape {
  readonly type: ComplexType;
  readonly kind: string;
  readonly annotation: string;
  /** What is printed of it, in order. */
  readonly members: readonly { readonly name: string; readonly read: Read }[];
}

const plans = new WeakMap<Property, Map<string, Plan>>();
const shapes = new WeakMap<ComplexType, readonly Shape[]>();

/** What this version says of a record under this name. `caller` is the object id of whoever asks. */
export function readProperty(
  dialect: Dialect,
  property: Named<Property>,
  record: Fields | { readonly id: string },
  reader: Reader,
  caller?: string,
): unknown {
  return planOf(dialect, property).read(record as never, reader, caller);
}

/** The same, as a function to keep: for writers that read the property of many records. */
export function propertyReader(
  dialect: Dialect,
  property: Named<Property>,
): (record: object, reader: Reader, caller?: string) => unknown {
  const { read } = planOf(dialect, property);
  return (record, reader, caller) => read(record as never, reader, caller);
}

/**
 * Puts a client's value where the property keeps it. Whether the client may write the property at all is the caller's
 * question; a computed property keeps nothing.
 */
export function writeProperty(
  dialect: Dialect,
  property: Named<Property>,
  draft: Draft,
  value: unknown,
  options: BindOptions = {},
): void {
  const path = options.path ?? property.name;
  store(property, draft, planOf(dialect, property).take(value, path, options.lenient ?? false), path);
}

function store({ name, is }: Named<Property>, draft: Draft, value: unknown, path: string): void {
  const { of } = is;
  if (of === undefined) draft[name] = value;
  else if (typeof of === 'string') draft[of] = value;
  else if (typeof of === 'object' && of.write) at(path, () => of.write?.(draft, value as never));
}

function planOf(dialect: Dialect, { name, is }: Named<Property>): Plan {
  let named = plans.get(is);
  if (!named) {
    named = new Map();
    plans.set(is, named);
  }
  let plan = named.get(name);
  if (!plan) {
    plan = { read: reading(dialect, name, is), take: taking(dialect, is) };
    named.set(name, plan);
  }
  return plan;
}

function reading(dialect: Dialect, name: string, property: Property): Read {
  const find = finding(property.of ?? name);
  const empty = property.initial ?? (property.collection ? [] : null);
  const spell = spelling(dialect, property);
  if (!spell) {
    return (record, reader, caller) => {
      const value = find(record, reader, caller);
      return value === undefined ? empty : value;
    };
  }
  return (record, reader, caller) => {
    const found = find(record, reader, caller);
    const value = found === undefined ? empty : found;
    if (value === null) return null;
    if (!property.collection) return spell(value, reader, caller) ?? null;
    const items: unknown[] = [];
    for (const item of value as readonly unknown[]) {
      const spelled = spell(item, reader, caller);
      if (spelled !== undefined) items.push(spelled);
    }
    return items;
  };
}

function finding(of: NonNullable<Property['of']>): Read {
  if (typeof of === 'string') return (record: Fields) => record[of];
  return typeof of === 'function' ? of : of.read;
}

/** Canonical -> wire of one value; undefined where it is the same. */
function spelling(dialect: Dialect, { type, codec }: Property): Spell | undefined {
  if (codec) return (value) => codec.toWire(value as never);
  if (typeof type === 'string' || type.kind === 'enumeration') return undefined;
  return (value, reader, caller) => printComplex(dialect, type, value as Fields, reader, caller);
}

/** A value whose kind this version has no word for is left out. */
function printComplex(
  dialect: Dialect,
  declared: ComplexType,
  value: Fields,
  reader: Reader,
  caller: string | undefined,
): unknown {
  const known = shapesOf(dialect, declared);
  const shape =
    known.length === 1 || value.kind === undefined ? known[0] : known.find(({ kind }) => kind === value.kind);
  if (!shape) return undefined;
  const printed: Record<string, unknown> = {};
  if (shape.type.polymorphic || shape.type !== declared) printed['@odata.type'] = shape.annotation;
  for (const { name, read } of shape.members) printed[name] = read(value as never, reader, caller);
  if (shape.type.open) {
    for (const [name, own] of Object.entries(value)) {
      if (name !== 'kind' && !dialect.property(shape.type, name)) printed[name] = own;
    }
  }
  return printed;
}

/** The type itself and all that derive from it. Derived types are declared before the first request is served. */
function shapesOf(dialect: Dialect, declared: ComplexType): readonly Shape[] {
  const known = shapes.get(declared);
  if (known) return known;
  const all: Shape[] = [];
  const add = (type: ComplexType) => {
    const { discriminator: kind = type.name } = type;
    const members = dialect
      .propertiesOf(type)
      .filter(({ is }) => is.readable !== 'filter')
      .map((member) => ({ name: member.name, read: planOf(dialect, member).read }));
    all.push({ type, kind, annotation: `#${qualified(type)}`, members });
    type.derived.forEach(add);
  };
  add(declared);
  shapes.set(declared, all);
  return all;
}

function taking(dialect: Dialect, property: Property): Take {
  const one = takingOne(dialect, property);
  const { codec } = property;
  const canonical: Take = codec
    ? (value, path, lenient) => at(path, () => codec.fromWire(one(value, path, lenient) as never))
    : one;
  return (value, path, lenient) => {
    if (value === null || value === undefined) {
      if (property.nullable === false) throw new BindError(path, 'a value is required');
      return null;
    }
    if (!property.collection) return canonical(value, path, lenient);
    if (!Array.isArray(value)) throw new BindError(path, 'a list was expected');
    return value.map((item, index) => {
      if (item === null) throw new BindError(`${path}[${index}]`, 'a list holds no null');
      return canonical(item, `${path}[${index}]`, lenient);
    });
  };
}

/** Wire -> canonical of one value that is not null, before its codec. */
function takingOne(dialect: Dialect, property: Property): Take {
  const { type } = property;
  if (typeof type !== 'string') {
    return type.kind === 'enumeration'
      ? (value, path) => takeMember(type, value, path)
      : (value, path, lenient) => takeComplex(dialect, type, value, path, lenient);
  }
  return (value, path, lenient) => takePrimitive(property as PrimitiveProperty, value, path, lenient);
}

function takeComplex(dialect: Dialect, declared: ComplexType, value: unknown, path: string, lenient: boolean): Draft {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BindError(path, `an object of type ${qualified(declared)} was expected`);
  }
  const known = shapesOf(dialect, declared);
  const { type, kind } = shapeSent(known, value as Fields, path);
  const draft: Draft = known.length > 1 || declared.base ? { kind } : {};
  for (const [sent, own] of Object.entries(value)) {
    if (sent.includes('@')) continue;
    const member = dialect.property(type, sent);
    if (member) {
      if (member.is.write === 'never') continue;
      const place = `${path}/${member.name}`;
      store(member, draft, planOf(dialect, member).take(own, place, lenient), place);
    } else if (!type.open) {
      throw new BindError(`${path}/${sent}`, `${qualified(type)} has no such property`);
    } else if (sent !== '__proto__') {
      draft[sent] = own;
    }
  }
  return draft;
}

/** The type that `@odata.type` names, with or without `#`; without the annotation the declared one. */
function shapeSent(known: readonly Shape[], value: Fields, path: string): Shape {
  const [declared] = known as [Shape];
  const named = value['@odata.type'];
  if (named === undefined) {
    if (declared.type.abstract)
      throw new BindError(path, `@odata.type is required: ${qualified(declared.type)} is abstract`);
    return declared;
  }
  const name = typeof named === 'string' ? named.replace('#', '').toLowerCase() : '';
  const shape = known.find(
    ({ type }) => qualified(type).toLowerCase() === name || type.name.toLowerCase() === unqualified(name),
  );
  if (!shape || shape.type.abstract)
    throw new BindError(path, `${JSON.stringify(named)} is no ${qualified(declared.type)}`);
  return shape;
}
