/** Prints records as JSON: a function for the properties of each type, worked out once. */
import type { Dialect, Named } from '../../../model/dialect.js';
import type { ComplexType, Enumeration, Property } from '../../../model/edm.js';
import { propertyReader } from '../../../model/lens.js';
import { Code, type Context, fieldOf } from './code.js';
import { canonicalField } from './paths.js';
import { print } from './print.js';
import type { Shown } from './rules.js';

/** Who reads, and what an answer says besides the properties. */
export interface WriteContext extends Context {
  /** Members behind `unknownFutureValue` are printed by their name. */
  readonly unknownMembers: boolean;
  readonly shown: Shown | undefined;
}

export type Encode = (record: object, context: WriteContext) => string;

/**
 * Prints the properties of a record, a comma before each: `,"id":"…","displayName":"Ann"`. One function for all of them,
 * because to call one for each would cost more than what they do.
 */
export function encoderOf(dialect: Dialect, properties: readonly Named<Property>[]): Encode {
  const code = new Code();
  const parts = properties.map((named) => memberOf(code, dialect, named));
  return code.compile<string>(parts.join(' + ') || "''") as Encode;
}

/** The expression that prints one property. */
function memberOf(code: Code, dialect: Dialect, named: Named<Property>): string {
  const { is } = named;
  const head = `,${JSON.stringify(named.name)}:`;
  const field = canonicalField(named);
  const spelled = is.codec !== undefined || (typeof is.type !== 'string' && is.type.kind === 'complex');
  const encode = reading(dialect, named, head);
  const isLeftOut = is.readable === 'set';
  if (field === undefined || isLeftOut || (spelled && is.initial !== undefined)) {
    return `${code.constant(encode)}(row, context)`;
  }
  // Most properties of most records are unset: what is printed then is one text.
  const none = `${head}${is.collection ? '[]' : 'null'}`;
  const unset = is.initial === undefined ? none : head + print(is.initial);
  const value = fieldOf('row', field);
  if (!spelled && !hiding(is)) return `member(${[value, text(head), text(unset), text(none)].join(', ')})`;
  const rest = `${code.constant(encode)}(row, context)`;
  return `(${value} === undefined ? ${text(unset)} : ${value} === null ? ${text(none)} : ${rest})`;
}

const text = (value: string): string => JSON.stringify(value);

/** Prints what the model reads, whatever way it takes. */
function reading(dialect: Dialect, named: Named<Property>, head: string): Encode {
  const read = propertyReader(dialect, named);
  const hide = hiding(named.is);
  const onlyIfSet = named.is.readable === 'set';
  return (record, { reader, caller, unknownMembers }) => {
    const value = read(record, reader, caller);
    if (onlyIfSet && (value === null || value === undefined)) return '';
    return head + print(hide && !unknownMembers ? hide(value) : value);
  };
}

type Hide = (value: unknown) => unknown;

/** Puts `unknownFutureValue` for members behind it; undefined where a property cannot hold such. */
function hiding({ type, collection, codec }: Property, above: readonly ComplexType[] = []): Hide | undefined {
  if (typeof type === 'string') return undefined;
  const one = type.kind === 'enumeration' ? !codec && hidingMember(type) : hidingMembers(type, above);
  if (!one || !collection) return one || undefined;
  return (value) => (Array.isArray(value) ? value.map(one) : value);
}

function hidingMember({ members, flags }: Enumeration): Hide | undefined {
  const sentinel = members['unknownFutureValue'];
  if (sentinel === undefined || flags) return undefined;
  const names = Object.keys(members);
  const hidden = new Set(names.slice(names.indexOf('unknownFutureValue') + 1));
  return hidden.size === 0 ? undefined : (value) => (hidden.has(String(value)) ? 'unknownFutureValue' : value);
}

function hidingMembers(type: ComplexType, above: readonly ComplexType[]): Hide | undefined {
  if (above.includes(type)) return undefined;
  const inner = [...above, type];
  const hides = new Map<string, Hide>();
  for (const each of family(type)) {
    for (const [name, property] of Object.entries(each.properties)) {
      const hide = hiding(property as Property, inner);
      if (hide) hides.set(name, hide);
    }
  }
  if (hides.size === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, own]) => [name, hides.get(name)?.(own) ?? own]);
    return Object.fromEntries(entries);
  };
}

/** A complex type, what it derives from and what derives from it. */
function family(type: ComplexType): ComplexType[] {
  const bases: ComplexType[] = [];
  for (let at = type.base; at; at = at.base) bases.push(at);
  const derived = (of: ComplexType): ComplexType[] => of.derived.flatMap((each) => [each, ...derived(each)]);
  return [...bases, type, ...derived(type)];
}
