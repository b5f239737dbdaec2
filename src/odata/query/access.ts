/**
 * Finds the rows that a filter can be true of without looking at all: by id, by unique or equality index, by the prefix
 * of an ordered one. Whatever is found is still held against the whole filter.
 */
import type { Dialect, Named } from '../../../model/dialect.js';
import type { EntityType, Property } from '../../../model/edm.js';
import type { IndexKey, IndexOf, Reader, Row, Table } from '../../../model/reader.js';
import type { Expression, Literal, Path } from '../ast.js';
import type { BoundPath, Names, PathStep, Variables } from './names.js';
import { operandOf, valueAs } from './operand.js';
import { canonicalField, foldedKey } from './paths.js';
import { tableOf } from './source.js';

/** Rows that a filter may be true of, all of them in one table. */
export interface Found {
  readonly size: number;
  readonly visit: (visit: (row: Row) => void) => void;
  /** Present if they are one bucket of an index, which can be walked in order. */
  readonly bucket?: { readonly index: string; readonly key: IndexKey };
}

/** Looks in the indexes; undefined where they do not help. */
export type Access = (reader: Reader) => Found | undefined;

/** More than so many are not looked up one by one or sorted: walking all, which may end early, is as good. */
const MANY = 4_096;
const NO_VARIABLES: Variables = new Map();

export class AccessPaths {
  constructor(
    readonly names: Names,
    readonly lenient: boolean,
  ) {}

  of(expression: Expression): Access | undefined {
    switch (expression.kind) {
      case 'and':
        return smallest(expression.operands.flatMap((operand) => this.of(operand) ?? []));
      case 'or': {
        const every = expression.operands.map((operand) => this.of(operand));
        return every.every((access) => access !== undefined) ? union(every) : undefined;
      }
      case 'compare':
        return this.#equality(expression);
      case 'in':
        return this.#path(expression.left, (path) =>
          this.#seek(this.names.type, path.steps, path, literals(expression.items)),
        );
      case 'call':
        return this.#prefix(expression);
      case 'lambda':
        return this.#item(expression);
      default:
        return undefined;
    }
  }

  /** The prefix that every row's field must have, if the filter says so at its top. */
  prefixOf(expression: Expression | undefined, field: string): string | undefined {
    if (expression?.kind === 'and') {
      for (const operand of expression.operands) {
        const found = this.prefixOf(operand, field);
        if (found !== undefined) return found;
      }
    }
    const begun = expression?.kind === 'call' ? this.#begun(expression) : undefined;
    return begun?.field === field ? begun.prefix : undefined;
  }

  #equality({ operator, left, right }: Extract<Expression, { kind: 'compare' }>): Access | undefined {
    if (operator !== 'eq') return undefined;
    const [path, literal] = left.kind === 'literal' ? [right, left] : [left, right];
    return this.#path(path, (bound) => this.#seek(this.names.type, bound.steps, bound, literals([literal])));
  }

  /** `coll/any(x: x eq 'a')`, in an index of the items. */
  #item({ operator, collection, variable, predicate }: Extract<Expression, { kind: 'lambda' }>): Access | undefined {
    const compared = predicate?.kind === 'compare' && predicate.operator === 'eq' ? predicate : undefined;
    if (operator !== 'any' || !compared) return undefined;
    const { left, right } = compared;
    if (left.kind !== 'path' || left.root !== variable || left.segments.length > 0) return undefined;
    return this.#path(collection, (bound) => this.#seek(this.names.type, bound.steps, bound, literals([right])));
  }

  #path(path: Expression, access: (bound: BoundPath) => Access | undefined): Access | undefined {
    if (path.kind !== 'path' || (path.root !== undefined && path.root !== '$it')) return undefined;
    return access(this.names.bind(path as Path, NO_VARIABLES));
  }

  #seek(
    type: EntityType,
    steps: readonly PathStep[],
    { end }: BoundPath,
    wanted: readonly Literal[] | undefined,
  ): Access | undefined {
    const { dialect } = this.names;
    const table = tableOf(dialect, type);
    const values = end.property && wanted && this.#canonical(end.property, wanted);
    if (!table || !values) return undefined;
    return seek(dialect, table, steps, values, exact(end.property as Named<Property>));
  }

  /** The literals as the records hold them. */
  #canonical({ is }: Named<Property>, wanted: readonly Literal[]): readonly IndexKey[] | undefined {
    const operand = operandOf(is, '', () => '');
    if (!operand || !['text', 'member', 'guid', 'number'].includes(operand.sort)) return undefined;
    const values: IndexKey[] = [];
    for (const literal of wanted) {
      const value = valueAs(literal, operand, this.names.clause, this.lenient);
      const stored = value !== undefined && is.codec ? stores(is.codec.fromWire, value) : value;
      if (typeof stored !== 'string' && typeof stored !== 'number') return undefined;
      // Records that have no value of their own read so and stand in no index.
      if (stored === is.initial) return undefined;
      values.push(stored);
    }
    return values;
  }

  #prefix(call: Extract<Expression, { kind: 'call' }>): Access | undefined {
    const begun = this.#begun(call);
    const table = tableOf(this.names.dialect, this.names.type);
    const of = begun && table?.ordered[begun.field];
    const key = of && keyOf(of, begun.field, begun.prefix);
    if (!table || !of || key === undefined || !folds(of, begun.field)) return undefined;
    return (reader) => {
      const rows: Row[] = [];
      reader.range(table, begun.field, { prefix: String(key) }, (row) => rows.push(row) <= MANY);
      return rows.length > MANY ? undefined : { size: rows.length, visit: (visit) => each(rows, visit) };
    };
  }

  #begun({ name, arguments: [path, prefix] }: Extract<Expression, { kind: 'call' }>) {
    if (name !== 'startswith' || path?.kind !== 'path' || path.root !== undefined) return undefined;
    if (prefix?.kind !== 'literal' || prefix.type !== 'string' || prefix.value === '') return undefined;
    const { steps, end } = this.names.bind(path, NO_VARIABLES);
    const field =
      steps.length === 1 && end.property && !end.property.is.codec ? canonicalField(end.property) : undefined;
    return field === undefined ? undefined : { field, prefix: prefix.value.toLowerCase() };
  }
}

function seek(
  dialect: Dialect,
  table: Table<Row>,
  steps: readonly PathStep[],
  values: readonly IndexKey[],
  exactly: boolean,
): Access | undefined {
  const [first, second] = steps;
  const key = foldedKey(first, second);
  if (key !== undefined && steps.length === 2) return byField(table, key, values, exactly);
  if (first?.kind === 'property' && steps.length === 1) {
    const field = canonicalField(first.named);
    return field === undefined ? undefined : byField(table, field, values, exactly);
  }
  if (first?.kind !== 'navigation' || first.named.is.many || !('key' in first.named.is.by)) return undefined;
  const index = first.named.is.by.key;
  const other = tableOf(dialect, first.to);
  const inner = other && seek(dialect, other, steps.slice(1), values, exactly);
  if (!inner || !table.equality[index]) return undefined;
  return (reader) => {
    const found = inner(reader);
    if (!found || found.size > MANY) return undefined;
    const keys: IndexKey[] = [];
    found.visit(({ id }) => keys.push(id));
    return buckets(reader, table, index, keys);
  };
}

function byField(table: Table<Row>, field: string, values: readonly IndexKey[], exactly: boolean): Access | undefined {
  if (field === 'id') return byId(table, values);
  const unique = table.unique[field];
  const of = unique ?? table.equality[field];
  const keys = of && values.map((value) => keyOf(of, field, lowerGuid(value)));
  if (!of || !keys?.every((key) => key !== undefined)) return undefined;
  // An index that keeps case serves a comparison without case only if the key is spelled as the records spell it.
  const sure = exactly || folds(of, field) || values.every(isGuid);
  if (unique) return (reader) => single(reader, table, field, keys, sure);
  return (reader) => {
    const unseen = !sure && keys.some((key) => reader.countEqual(table, field, key) === 0);
    return unseen ? undefined : buckets(reader, table, field, keys);
  };
}

function byId(table: Table<Row>, values: readonly IndexKey[]): Access {
  return (reader) => {
    const rows = new Set<Row>();
    for (const value of values) {
      const row = reader.get(table, String(value)) ?? reader.get(table, String(value).toLowerCase());
      if (row) rows.add(row);
    }
    return { size: rows.size, visit: (visit) => each(rows, visit) };
  };
}

function single(
  reader: Reader,
  table: Table<Row>,
  index: string,
  keys: readonly IndexKey[],
  sure: boolean,
): Found | undefined {
  const rows = keys.flatMap((key) => reader.find(table, index, key) ?? []);
  if (!sure && rows.length < keys.length) return undefined;
  return { size: rows.length, visit: (visit) => each(rows, visit) };
}

function buckets(reader: Reader, table: Table<Row>, index: string, keys: readonly IndexKey[]): Found {
  const distinct = [...new Set(keys)];
  const [key] = distinct;
  return {
    size: distinct.reduce<number>((sum, each) => sum + reader.countEqual(table, index, each), 0),
    visit: (visit) => {
      for (const one of distinct) reader.equal(table, index, one, (row) => visit(row));
    },
    ...(distinct.length === 1 && key !== undefined && { bucket: { index, key } }),
  };
}

function smallest(all: readonly Access[]): Access | undefined {
  if (all.length < 2) return all[0];
  return (reader) => {
    let least: Found | undefined;
    for (const access of all) {
      const found = access(reader);
      if (found && (!least || found.size < least.size)) least = found;
    }
    return least;
  };
}

function union(all: readonly Access[]): Access {
  return (reader) => {
    const parts = all.map((access) => access(reader));
    if (!parts.every((found) => found !== undefined)) return undefined;
    return {
      size: parts.reduce((sum, { size }) => sum + size, 0),
      visit: (visit) => {
        for (const found of parts) found.visit(visit);
      },
    };
  };
}

function each(rows: Iterable<Row>, visit: (row: Row) => void): void {
  for (const row of rows) visit(row);
}

/** What an index says of a record whose field has a value; undefined if the index is about something else. */
export function keyOf(of: IndexOf<Row>, field: string, value: IndexKey): IndexKey | undefined {
  const key = probe(of, field, value) ?? probe(of, field, [value]);
  return key === value || (typeof value === 'string' && key === value.toLowerCase()) ? key : undefined;
}

/** Whether an index keeps its keys in lower case. */
export function folds(of: IndexOf<Row>, field: string): boolean {
  return keyOf(of, field, 'A') === 'a';
}

function probe(of: IndexOf<Row>, field: string, value: unknown): IndexKey | undefined {
  try {
    const key = of({ id: '', [field]: value } as Row);
    return Array.isArray(key) ? key[0] : (key as IndexKey | undefined);
  } catch {
    return undefined;
  }
}

function literals(items: readonly Expression[]): readonly Literal[] | undefined {
  const found = items.filter((item): item is Literal => item.kind === 'literal');
  return found.length === items.length ? found : undefined;
}

/** Members of an enumeration and texts with case are spelled in one way only. */
function exact({ is }: Named<Property>): boolean {
  return is.caseSensitive === true || typeof is.type !== 'string';
}

function stores(fromWire: (value: never) => unknown, value: unknown): unknown {
  try {
    return fromWire(value as never);
  } catch {
    return undefined;
  }
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function isGuid(value: IndexKey): boolean {
  return typeof value === 'number' || GUID.test(value);
}

/** Ids are kept in lower case. */
function lowerGuid(value: IndexKey): IndexKey {
  return typeof value === 'string' && GUID.test(value) ? value.toLowerCase() : value;
}
