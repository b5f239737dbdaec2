/** Takes the rows of a source that meet a query: in order of sequence, by an ordered index, or sorted. */
import type { IndexKey, OrderedPlace, Reader, Row, Table, Visit } from '../../../model/reader.js';
import type { Found } from './access.js';
import type { Context } from './code.js';
import type { Cursor } from './cursor.js';
import { byKeys, type Placed, Smallest } from './order.js';
import { holds, type OrderIndex, type Shape } from './shape.js';
import { type Source, sizeOf, visitSource } from './source.js';

/** Fewer rows are sorted rather than looked for along an ordered index. */
const FEW = 1_000;

type Walk = (visit: Visit<Row>, after?: number) => void;

/** How the rows that come into question are walked. */
interface Way {
  readonly walk: Walk;
  /** At most so many, where an index of the filter found them. */
  readonly found?: number;
}

/** All rows that meet the query, `limit` at most. */
export function collect(shape: Shape, context: Context, source: Source, limit: number): readonly Row[] {
  return take(shape, context, source, limit, undefined).map(({ row }) => row);
}

/** How many rows meet the filter, whatever the page. */
export function countRows(shape: Shape, context: Context, source: Source): number {
  const { reader } = context;
  if (!shape.filter && isUniform(shape, source)) return sizeOf(reader, source);
  let count = 0;
  wayThrough(shape, reader, source).walk((row) => {
    if (holds(shape, row, context)) count++;
  });
  return count;
}

/** The first rows behind a place, `most` of them, each with what a cursor needs. */
export function take(
  shape: Shape,
  context: Context,
  source: Source,
  most: number,
  after: Cursor | undefined,
): Placed[] {
  if (most === 0) return [];
  const way = wayThrough(shape, context.reader, source);
  const skip = after ? 0 : shape.skip;
  if (shape.order.length === 0)
    return sequential(shape, context, way, most, skip, startOf(source, context.reader, after));
  const { orderIndex } = shape;
  if (
    orderIndex &&
    source.kind === 'table' &&
    source.table === shape.table &&
    (way.found ?? Number.POSITIVE_INFINITY) > FEW
  ) {
    return indexed(shape, context, source.table, orderIndex, most, skip, after);
  }
  return sorted(shape, context, way, most, skip, after);
}

/** All rows of the source are of the type. */
function isUniform(shape: Shape, source: Source): boolean {
  if (source.kind === 'table' || source.kind === 'bucket')
    return source.table === shape.type.table && !sharesTable(shape);
  return source.kind === 'rows' ? false : shape.type.discriminator === undefined;
}

/** The table holds records of a type from which this one derives. */
function sharesTable({ dialect, type, table }: Shape): boolean {
  const base = type.base ? dialect.findType(type.base) : undefined;
  return base?.table !== undefined && base.table === table;
}

function startOf(source: Source, reader: Reader, after: Cursor | undefined): number | undefined {
  if (!after || source.kind !== 'rows') return after?.sequence;
  const at = source.rows(reader).findIndex(({ id }) => id === after.id);
  return at < 0 ? after.sequence - 1 : at;
}

function wayThrough(shape: Shape, reader: Reader, source: Source): Way {
  const whole: Way = { walk: (visit, after) => visitSource(reader, source, visit, after) };
  if (!shape.access || (source.kind !== 'table' && source.kind !== 'bucket') || source.table !== shape.table)
    return whole;
  const found = shape.access(reader);
  if (!found || found.size >= sizeOf(reader, source)) return whole;
  const belongs = membership(source);
  const walk = walkFound(reader, source.table, found);
  return {
    found: found.size,
    walk: (visit, after) => walk((row, sequence) => (belongs(row) ? visit(row, sequence) : undefined), after),
  };
}

function walkFound(reader: Reader, table: Table<Row>, { bucket, visit: each }: Found): Walk {
  if (bucket) return (visit, after) => reader.equal(table, bucket.index, bucket.key, visit, after);
  return (visit, after = Number.NEGATIVE_INFINITY) => {
    const rows = new Map<number, Row>();
    each((row) => rows.set(reader.sequenceOf(table, row.id) as number, row));
    for (const sequence of [...rows.keys()].sort((a, b) => a - b)) {
      if (sequence > after && visit(rows.get(sequence) as Row, sequence) === false) return;
    }
  };
}

function membership(source: Extract<Source, { kind: 'table' | 'bucket' }>): (row: Row) => boolean {
  if (source.kind === 'table') return () => true;
  const { table, index, key } = source;
  const of = table.equality[index];
  return (row) => {
    const keys = of?.(row) as IndexKey | readonly IndexKey[] | undefined;
    return Array.isArray(keys) ? keys.includes(key) : keys === key;
  };
}

function sequential(
  shape: Shape,
  context: Context,
  { walk }: Way,
  most: number,
  skip: number,
  after: number | undefined,
): Placed[] {
  const { filter, isOfType } = shape;
  const taken: Placed[] = [];
  let left = skip;
  walk((row, sequence) => {
    if (!isOfType(row) || (filter && !filter(row, context))) return true;
    if (left > 0) left--;
    else taken.push({ row, sequence, keys: [] });
    return taken.length < most;
  }, after);
  return taken;
}

function sorted(
  shape: Shape,
  context: Context,
  { walk }: Way,
  most: number,
  skip: number,
  after: Cursor | undefined,
): Placed[] {
  const { order } = shape;
  const compare = byKeys(order);
  const heap = new Smallest<Placed>(most + skip, compare);
  walk((row, sequence) => {
    if (!holds(shape, row, context)) return;
    const placed: Placed = { row, sequence, keys: order.map(({ evaluate }) => evaluate(row, context)) };
    if (!after || compare(placed, after) > 0) heap.add(placed);
  });
  return heap.sorted().slice(skip);
}

function indexed(
  shape: Shape,
  context: Context,
  table: Table<Row>,
  index: OrderIndex,
  most: number,
  skip: number,
  after: Cursor | undefined,
): Placed[] {
  const { reader } = context;
  const evaluate = shape.order[0]?.evaluate;
  const taken: Placed[] = [];
  let left = skip;
  const visit: Visit<Row> = (row, sequence) => {
    if (!holds(shape, row, context)) return true;
    if (left > 0) left--;
    else taken.push({ row, sequence, keys: [evaluate?.(row, context)] });
    return taken.length < most;
  };
  const amongNulls = after !== undefined && (after.keys[0] ?? null) === null;
  const nulls = () => {
    if (index.complete || index.prefix !== undefined || taken.length >= most) return;
    reader.scan(
      table,
      (row, sequence) => (evaluate?.(row, context) == null ? visit(row, sequence) : true),
      amongNulls ? after.sequence : undefined,
    );
  };
  const keyed = () => {
    if (taken.length >= most) return;
    const place =
      after && !amongNulls ? { after: { key: after.keys[0], sequence: after.sequence } as OrderedPlace } : {};
    const prefix = index.prefix === undefined ? {} : { prefix: index.prefix };
    reader.range(table, index.field, { descending: index.descending, ...prefix, ...place }, visit);
  };
  if (index.descending) {
    if (!amongNulls) keyed();
    nulls();
  } else {
    if (!after || amongNulls) nulls();
    keyed();
  }
  return taken;
}
