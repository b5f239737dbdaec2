/** Where the rows of a collection come from, and how a navigation leads from one row to others. */
import { type Dialect, rowsOf } from '../../../model/dialect.js';
import type { EntityType, Navigation } from '../../../model/edm.js';
import type { IndexKey, Link, Reader, Row, Table, Visit } from '../../../model/reader.js';

export type Source =
  | { readonly kind: 'table'; readonly table: Table<Row> }
  | { readonly kind: 'bucket'; readonly table: Table<Row>; readonly index: string; readonly key: IndexKey }
  /** `end` is where `id` stands; the rows are at the other ends. */
  | {
      readonly kind: 'link';
      readonly link: Link;
      readonly end: 'left' | 'right';
      readonly id: string;
      readonly lookup: (reader: Reader, id: string) => Row | undefined;
      /** Some linked rows are left out. */
      readonly partial?: boolean;
    }
  | { readonly kind: 'rows'; readonly rows: (reader: Reader) => readonly Row[] };

const NOTHING: Source = { kind: 'rows', rows: () => [] };

/** The table of a type's records: its own, or that of a type it derives from. */
export function tableOf(dialect: Dialect, type: EntityType): Table<Row> | undefined {
  for (let at: EntityType | undefined = type; at; at = at.base ? dialect.findType(at.base) : undefined) {
    if (at.table) return at.table;
    if (at.lookup) return undefined;
  }
  return undefined;
}

/** How a record of a type is found by its id. */
function lookupOf(dialect: Dialect, type: EntityType): (reader: Reader, id: string) => Row | undefined {
  for (let at: EntityType | undefined = type; at; at = at.base ? dialect.findType(at.base) : undefined) {
    const { table, lookup } = at;
    if (table) return (reader, id) => reader.get(table, id);
    if (lookup) return lookup;
  }
  return () => undefined;
}

function otherThan(kind: string, lookup: (reader: Reader, id: string) => Row | undefined): typeof lookup {
  return (reader, id) => {
    const row = lookup(reader, id);
    return (row as { kind?: string } | undefined)?.kind === kind ? undefined : row;
  };
}

/** The source of a navigation to many from a row. */
export function sourceOf(dialect: Dialect, navigation: Navigation, row: Row, reader: Reader, caller?: string): Source {
  const { by } = navigation;
  const type = dialect.type(navigation.to);
  if ('link' in by) {
    const { link, end, without } = by;
    const lookup = lookupOf(dialect, type);
    if (without === undefined) return { kind: 'link', link, end, id: row.id, lookup };
    return { kind: 'link', link, end, id: row.id, lookup: otherThan(without, lookup), partial: true };
  }
  if ('inverse' in by) {
    const table = tableOf(dialect, type);
    const key = by.field === undefined ? row.id : field(row, by.field);
    if (!table || (typeof key !== 'string' && typeof key !== 'number')) return NOTHING;
    return { kind: 'bucket', table, index: by.inverse, key };
  }
  if ('all' in by) {
    const table = by.table ?? tableOf(dialect, type);
    return table ? { kind: 'table', table } : NOTHING;
  }
  if ('computed' in by) {
    return { kind: 'rows', rows: (now) => rowsOf(by.computed(row as never, now, caller)) };
  }
  if ('embedded' in by) {
    const held = field(row, by.embedded) as Row | readonly Row[] | null | undefined;
    return { kind: 'rows', rows: () => rowsOf(held ?? undefined) };
  }
  const found = follow(dialect, navigation, row, reader, caller);
  return found ? { kind: 'rows', rows: () => [found] } : NOTHING;
}

/** The row that a navigation to one leads to. */
export function follow(
  dialect: Dialect,
  navigation: Navigation,
  row: Row,
  reader: Reader,
  caller?: string,
): Row | undefined {
  const { by } = navigation;
  if ('key' in by) {
    const id = field(row, by.key);
    return typeof id === 'string' ? lookupOf(dialect, dialect.type(navigation.to))(reader, id) : undefined;
  }
  let first: Row | undefined;
  visitSource(reader, sourceOf(dialect, navigation, row, reader, caller), (found) => {
    first = found;
    return false;
  });
  return first;
}

/** Visits the rows of a source in order; `false` ends the walk. `after` is the sequence behind which it begins. */
export function visitSource(reader: Reader, source: Source, visit: Visit<Row>, after?: number): void {
  switch (source.kind) {
    case 'table':
      reader.scan(source.table, visit, after);
      break;
    case 'bucket':
      reader.equal(source.table, source.index, source.key, visit, after);
      break;
    case 'link': {
      const ends = (id: string, sequence: number) => {
        const row = source.lookup(reader, id);
        return row ? visit(row, sequence) : undefined;
      };
      if (source.end === 'left') reader.rights(source.link, source.id, ends, after);
      else reader.lefts(source.link, source.id, ends, after);
      break;
    }
    case 'rows':
      visitList(source.rows(reader), visit, after);
  }
}

function visitList(rows: readonly Row[], visit: Visit<Row>, after = -1): void {
  for (let at = after + 1; at < rows.length; at++) {
    if (visit(rows[at] as Row, at) === false) return;
  }
}

function visitedIn(reader: Reader, source: Source): number {
  let count = 0;
  visitSource(reader, source, () => {
    count++;
  });
  return count;
}

/** How many rows a source has at most. A link whose other end is gone is counted. */
export function sizeOf(reader: Reader, source: Source): number {
  switch (source.kind) {
    case 'table':
      return reader.count(source.table);
    case 'bucket':
      return reader.countEqual(source.table, source.index, source.key);
    case 'link':
      if (source.partial) return visitedIn(reader, source);
      return source.end === 'left'
        ? reader.countRights(source.link, source.id)
        : reader.countLefts(source.link, source.id);
    case 'rows':
      return source.rows(reader).length;
  }
}

/** What tells two sources apart, for cursors. */
export function identityOf(source: Source): string {
  switch (source.kind) {
    case 'table':
      return source.table.name;
    case 'bucket':
      return `${source.table.name} ${source.index} ${source.key}`;
    case 'link':
      return `${source.link.name} ${source.end} ${source.id}`;
    case 'rows':
      return '';
  }
}

function field(row: Row, name: string): unknown {
  return (row as unknown as Readonly<Record<string, unknown>>)[name];
}
