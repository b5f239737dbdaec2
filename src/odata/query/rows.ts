/** Takes the rows of a source that meet a query: in order of sequence, by an ordered index, or sorted. */
import type { IndexKey, OrderedRange, Reader, Row, Table, Visit } from '../../../model/reader.js';
import type { Found } from './access.js';
import type { Context, Evaluate } from './code.js';
import type { Cursor } from './cursor.js';
import { byKeys, type Comparable, type Placed, Smallest } from './order.js';
import { holds, type OrderIndex, type Shape } from './shape.js';
import { type Source, sizeOf, tableOf, visitSource } from './source.js';

/** Fewer rows are sorted rather than looked for along an ordered index. */
const FEW = 1_000;

type Walk = (visit: Visit<Row>, after?: number) => void;

/** How the rows that come into question are walked. */
interface Way {
  readonly walk: Walk;
  /** At most so many, where an index of the filter found them. */
  readonly found?: number;
}

/** A source read under a query. */
export class Reading {
  readonly #way: Way;
  readonly #accepts: Evaluate<boolean> | undefined;

  constructor(
    readonly shape: Shape,
    readonly context: Context,
    readonly source: Source,
  ) {
    this.#way = wayThrough(shape, context.reader, source);
    this.#accepts = isUniform(shape, source) ? shape.filter : (row, asked) => holds(shape, row as Row, asked);
  }

  /** How many rows meet the query, whatever the page. */
  count(): number {
    const { context, source } = this;
    const accepts = this.#accepts;
    if (!accepts) return sizeOf(context.reader, source);
    let count = 0;
    this.#way.walk((row) => {
      if (accepts(row, context)) count++;
    });
    return count;
  }

  /** The first rows behind a place, `most` of them, each with what a cursor needs. */
  take(most: number, after?: Cursor): Placed[] {
    if (most === 0) return [];
    if (this.shape.order.length === 0) return this.#inSequence(most, after);
    const table = this.#indexedTable();
    return table ? this.#alongIndex(table.table, table.index, most, after) : this.#sorted(most, after);
  }

  /** The table, if an ordered index of it is the quickest way to the order asked for. */
  #indexedTable(): { readonly table: Table<Row>; readonly index: OrderIndex } | undefined {
    const { shape, source } = this;
    if (!shape.orderIndex || source.kind !== 'table' || source.table !== shape.table) return undefined;
    const { found = Number.POSITIVE_INFINITY } = this.#way;
    return found > FEW ? { table: source.table, index: shape.orderIndex } : undefined;
  }

  #inSequence(most: number, after: Cursor | undefined): Placed[] {
    const taken: Placed[] = [];
    this.#way.walk(this.#into(taken, most, after), startOf(this.source, this.context.reader, after));
    return taken;
  }

  /** Puts what is accepted into a list, until there are enough. Rows are skipped before the first page only. */
  #into(taken: Placed[], most: number, after: Cursor | undefined): Visit<Row> {
    const { shape, context } = this;
    const accepts = this.#accepts;
    let left = after ? 0 : shape.skip;
    return (row, sequence) => {
      if (accepts && !accepts(row, context)) return true;
      if (left > 0) left--;
      else taken.push({ row, sequence, keys: this.#keysOf(row) });
      return taken.length < most;
    };
  }

  #keysOf(row: Row): readonly Comparable[] {
    return this.shape.order.map(({ evaluate }) => evaluate(row, this.context));
  }

  #sorted(most: number, after: Cursor | undefined): Placed[] {
    const { shape, context } = this;
    const accepts = this.#accepts;
    const skip = after ? 0 : shape.skip;
    const compare = byKeys(shape.order);
    const heap = new Smallest<Placed>(most + skip, compare);
    this.#way.walk((row, sequence) => {
      if (accepts && !accepts(row, context)) return;
      const placed: Placed = { row, sequence, keys: this.#keysOf(row) };
      if (!after || compare(placed, after) > 0) heap.add(placed);
    });
    return heap.sorted().slice(skip);
  }

  /** Rows without a key are in no index: they are looked for before the others, or behind them. */
  #alongIndex(table: Table<Row>, index: OrderIndex, most: number, after: Cursor | undefined): Placed[] {
    const { reader } = this.context;
    const taken: Placed[] = [];
    const visit = this.#into(taken, most, after);
    const amongNulls = after !== undefined && (after.keys[0] ?? null) === null;
    const nulls = () => {
      if (index.complete || index.prefix !== undefined || taken.length >= most) return;
      const start = amongNulls ? after.sequence : undefined;
      reader.scan(table, (row, sequence) => (this.#keysOf(row)[0] == null ? visit(row, sequence) : true), start);
    };
    const keyed = () => {
      if (taken.length < most) reader.range(table, index.field, rangeOf(index, amongNulls ? undefined : after), visit);
    };
    if (!index.descending) {
      if (!after || amongNulls) nulls();
      keyed();
    } else {
      if (!amongNulls) keyed();
      nulls();
    }
    return taken;
  }
}

function rangeOf({ descending, prefix }: OrderIndex, after: Cursor | undefined): OrderedRange {
  const place = after && { key: after.keys[0] as IndexKey, sequence: after.sequence };
  return { descending, ...(prefix !== undefined && { prefix }), ...(place && { after: place }) };
}

/** All rows of the source are of the type. */
function isUniform({ dialect, type, table }: Shape, source: Source): boolean {
  if (source.kind !== 'table' && source.kind !== 'bucket') return !type.discriminator;
  const base = type.base ? dialect.findType(type.base) : undefined;
  return source.table === type.table && !(base && tableOf(dialect, base) === table);
}

function startOf(source: Source, reader: Reader, after: Cursor | undefined): number | undefined {
  if (!after || source.kind !== 'rows') return after?.sequence;
  const at = source.rows(reader).findIndex(({ id }) => id === after.id);
  return at < 0 ? after.sequence - 1 : at;
}

function wayThrough(shape: Shape, reader: Reader, source: Source): Way {
  const whole: Way = { walk: (visit, after) => visitSource(reader, source, visit, after) };
  if (source.kind !== 'table' && source.kind !== 'bucket') return whole;
  const found = source.table === shape.table ? shape.access?.(reader) : undefined;
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
