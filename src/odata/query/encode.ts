/** Prints values as JSON: a function for each property, worked out once. */
import type { Dialect, Named } from '../../../model/dialect.js';
import type { ComplexType, Enumeration, Property } from '../../../model/edm.js';
import { propertyReader } from '../../../model/lens.js';
import type { Context } from './code.js';
import { getterOf } from './code.js';
import { canonicalField } from './paths.js';

/** Who reads, and what an answer says besides the properties. */
export interface WriteContext extends Context {
  /** Members behind `unknownFutureValue` are printed by their name. */
  readonly unknownMembers: boolean;
}

export type Encode = (record: object, context: WriteContext) => string;

const SHORT = 48;

/** A text as JSON; most need no escape. */
export function quote(text: string): string {
  if (text.length > SHORT) return JSON.stringify(text);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(text);
  }
  return `"${text}"`;
}

function print(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'null';
    default:
      return JSON.stringify(value) ?? 'null';
  }
}

/** How a property of a record is printed, name and all: `,"displayName":"Ann"`. */
export function encoderOf(dialect: Dialect, named: Named<Property>): Encode {
  const { is } = named;
  const head = `,${JSON.stringify(named.name)}:`;
  const field = canonicalField(named);
  const spelled = is.codec !== undefined || (typeof is.type !== 'string' && is.type.kind === 'complex');
  const encode = reading(dialect, named, head);
  if (field === undefined || (spelled && is.initial !== undefined)) return encode;
  // Most properties of most records are unset: what is printed then is one text.
  const get = getterOf(field);
  const none = `${head}${is.collection ? '[]' : 'null'}`;
  const unset = is.initial === undefined ? none : head + print(is.initial);
  const plain = !spelled && !hiding(is);
  return (record, context) => {
    const value = get(record as never);
    if (value === undefined) return unset;
    if (value === null) return none;
    return plain ? head + print(value) : encode(record, context);
  };
}

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
