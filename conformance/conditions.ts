/** What a query asks for, as properties that an entity has to have for the query to find it. */
import { isObject, type Json, type JsonObject } from './records.js';

export interface Condition {
  /** `accessPackage/id` */
  readonly path: string;
  readonly operator: 'eq' | 'startswith' | 'endswith' | 'contains' | 'any' | 'count';
  readonly value: Json;
}

const LITERAL = String.raw`('(?:[^']|'')*'|[\w{}.:+-]+)`;
const PATH = String.raw`([\w/.]+)`;
/** What mustn't be is left alone. */
const NOT = String.raw`(?<![\w/])(?<!\bnot\s*\(?\s*)`;
const EQUAL = new RegExp(String.raw`${NOT}${PATH}\s+eq\s+${LITERAL}`, 'gi');
const FUNCTION = new RegExp(
  String.raw`${NOT}(startswith|endswith|contains)\(\s*(?:to(?:lower|upper)\()?${PATH}\)?\s*,\s*${LITERAL}\s*\)`,
  'gi',
);
const ANY = new RegExp(String.raw`${NOT}${PATH}/any\(\s*(\w+)\s*:\s*((?:'(?:[^']|'')*'|[^()'])*)\)`, 'gi');
const INNER = new RegExp(String.raw`(?<![\w/])\w+((?:/[\w.]+)*)\s+eq\s+${LITERAL}`, 'gi');
const COUNT = new RegExp(String.raw`${PATH}/\$count\s+(eq|ne|gt|ge)\s+(\d+)`, 'gi');

/** Options by name without `$`, decoded. */
function readQuery(query: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.replace(/^\?/, '').split('&')) {
    const cut = pair.indexOf('=');
    if (cut > 0)
      options.set(
        pair
          .slice(0, cut)
          .replace(/^(\$|%24)/, '')
          .toLowerCase(),
        decode(pair.slice(cut + 1)),
      );
  }
  return options;
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

export function readConditions(query: string): Condition[] {
  const options = readQuery(query);
  const filter = options.get('filter') ?? '';
  const plain = filter.replace(ANY, 'any').replace(COUNT, 'count');
  return [
    ...[...filter.matchAll(ANY)].map(([, path = '', , inner = '']) => anyCondition(path, inner)),
    ...[...filter.matchAll(COUNT)].map(([, path = '', operator, value]) =>
      countCondition(path, operator, Number(value)),
    ),
    ...[...plain.matchAll(EQUAL)].map(
      ([, path = '', value = '']) => ({ path, operator: 'eq', value: literal(value) }) as const,
    ),
    ...[...plain.matchAll(FUNCTION)].map(([, name = '', path = '', value = '']) => ({
      path,
      operator: name.toLowerCase() as Condition['operator'],
      value: literal(value),
    })),
    ...[...(options.get('search') ?? '').matchAll(/"(\w+):([^"]+)"/g)].map(
      ([, path = '', value = '']) => ({ path, operator: 'contains', value }) as const,
    ),
  ];
}

/** The item that a collection has to hold: a value, or an object of the compared properties. */
function anyCondition(path: string, inner: string): Condition {
  const compared = [...inner.matchAll(INNER)];
  let value: Json = null;
  for (const [, way = '', text = ''] of compared) {
    const names = way.split('/').filter((name) => name !== '');
    const type = names.find((name) => name.startsWith('microsoft.graph.'));
    const item: JsonObject = { ...(isObject(value) ? value : {}), ...(type && { '@odata.type': `#${type}` }) };
    const rest = names.filter((name) => name !== type);
    value = rest.length === 0 ? literal(text) : set(item, rest, () => literal(text));
  }
  return { path, operator: 'any', value };
}

/** At least so many: `ne 0` and `gt 0` both want one. */
function countCondition(path: string, operator = 'eq', value = 0): Condition {
  const least = operator === 'gt' || operator === 'ne' ? value + 1 : value;
  return { path, operator: 'count', value: least };
}

function literal(text: string): Json {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (text === 'null') return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** What is printed of an entity, changed where the query wouldn't find it so. */
export function satisfy(printed: JsonObject, conditions: readonly Condition[]): JsonObject {
  return conditions.reduce(
    (changed, condition) => set(changed, condition.path.split('/'), (value) => satisfied(value, condition)),
    printed,
  );
}

function set(at: JsonObject, [name = '', ...rest]: readonly string[], change: (value: Json) => Json): JsonObject {
  const key = Object.keys(at).find((existing) => existing.toLowerCase() === name.toLowerCase()) ?? name;
  const value = at[key] ?? null;
  return { ...at, [key]: rest.length === 0 ? change(value) : set(isObject(value) ? value : {}, rest, change) };
}

function satisfied(value: Json, { operator, value: wanted }: Condition): Json {
  const text = typeof value === 'string' ? value : '';
  const part = String(wanted);
  switch (operator) {
    case 'eq':
      return same(value, wanted) ? value : wanted;
    case 'startswith':
      return text.toLowerCase().startsWith(part.toLowerCase()) ? text : `${part}${text}`;
    case 'endswith':
      return text.toLowerCase().endsWith(part.toLowerCase()) ? text : `${text.replace(/@.*/, '') || 'somebody'}${part}`;
    case 'contains':
      return text.toLowerCase().includes(part.toLowerCase()) ? text : `${part} ${text}`.trim();
    case 'any': {
      const items = Array.isArray(value) ? value : [];
      return wanted === null || items.some((one) => same(one, wanted)) ? items : [...items, wanted];
    }
    case 'count': {
      const items = Array.isArray(value) ? value : [];
      return [...items, ...Array.from({ length: Math.max(0, Number(wanted) - items.length) }, () => ({}))];
    }
  }
}

function same(a: Json, b: Json): boolean {
  return typeof a === 'string' && typeof b === 'string'
    ? a.toLowerCase() === b.toLowerCase()
    : JSON.stringify(a) === JSON.stringify(b);
}
