import type { IndexKey, Link, OrderedRange, Reader, Row, Table, Visit } from '../../model/reader.js';
import { each, size } from './bucket.js';
import type { LinkState, PairDifference } from './links.js';
import type { AnyTable, Schema } from './schema.js';
import type { Head } from './state.js';
import type { Difference, TableState } from './table.js';

/**
 * Reads what a head holds.
 *
 * A walk sees the state as it was when it began, whatever its visitor writes; a visitor that writes makes the store
 * copy what it touches, so to collect first and write afterwards is faster.
 */
export class View implements Reader {
  constructor(
    readonly schema: Schema,
    protected readonly head: Head,
  ) {}

  get<R extends Row>(table: Table<R>, id: string): R | undefined {
    return this.tableState(table).get(id) as R | undefined;
  }

  find<R extends Row>(table: Table<R>, index: string, key: IndexKey): R | undefined {
    return this.tableState(table).find(index, key) as R | undefined;
  }

  sequenceOf<R extends Row>(table: Table<R>, id: string): number | undefined {
    return this.tableState(table).sequenceOf(id);
  }

  count<R extends Row>(table: Table<R>): number {
    return this.tableState(table).count;
  }

  countEqual<R extends Row>(table: Table<R>, index: string, key: IndexKey): number {
    return size(this.tableState(table).equalityIndex(index).bucket(key));
  }

  scan<R extends Row>(table: Table<R>, visit: Visit<R>, after?: number): void {
    const { rows } = this.tableState(table);
    this.walk(() => rows.visit(visit as Visit<Row>, after));
  }

  equal<R extends Row>(table: Table<R>, index: string, key: IndexKey, visit: Visit<R>, after?: number): void {
    const state = this.tableState(table);
    const { rows } = state;
    const bucket = state.equalityIndex(index).bucket(key);
    this.walk(() => each(bucket, (sequence) => visit(rows.get(sequence) as R, sequence), after));
  }

  range<R extends Row>(table: Table<R>, index: string, range: OrderedRange, visit: Visit<R>): void {
    const state = this.tableState(table);
    const { rows } = state;
    const ordered = state.orderedIndex(index);
    this.walk(() => ordered.visit(range, (sequence) => visit(rows.get(sequence) as R, sequence)));
  }

  /** The record with the lowest key of an ordered index. */
  first<R extends Row>(table: Table<R>, index: string): R | undefined {
    const state = this.tableState(table);
    const sequence = state.count === 0 ? undefined : state.orderedIndex(index).first;
    if (sequence === undefined) return undefined;
    const row = state.rows.get(sequence) as R;
    // Whoever looks for it goes on to ask for it.
    state.remember(row.id, sequence);
    return row;
  }

  linked(link: Link, left: string, right: string): boolean {
    return this.linkState(link).sequenceOf(left, right) !== undefined;
  }

  rights(link: Link, left: string, visit: EndVisit, after?: number): void {
    const state = this.linkState(link);
    this.walk(() => state.rights(left, visit, after));
  }

  lefts(link: Link, right: string, visit: EndVisit, after?: number): void {
    const state = this.linkState(link);
    this.walk(() => state.lefts(right, visit, after));
  }

  countRights(link: Link, left: string): number {
    return this.linkState(link).countRights(left);
  }

  countLefts(link: Link, right: string): number {
    return this.linkState(link).countLefts(right);
  }

  /**
   * The records in which this state differs from another, by their places and a few hundred at a time. Costs no more
   * than what differs where one came of the other: what both share is passed over. A record that has another place now
   * is there twice, as gone and as new. Both states must be frozen.
   */
  differences<R extends Row>(table: Table<R>, from: View): Generator<Difference<R>[]> {
    return this.tableState(table).differences(from.tableState(table)) as Generator<Difference<R>[]>;
  }

  /** The same of a link's pairs. */
  linkDifferences(link: Link, from: View): Generator<PairDifference[]> {
    return this.linkState(link).differences(from.linkState(link));
  }

  protected walk(walk: () => void): void {
    this.head.beginWalk();
    try {
      walk();
    } finally {
      this.head.endWalk();
    }
  }

  private tableState(table: AnyTable): TableState {
    return this.head.state.tables[this.schema.shape(table).number] as TableState;
  }

  private linkState(link: Link): LinkState {
    return this.head.state.links[this.schema.linkNumber(link)] as LinkState;
  }
}

type EndVisit = (id: string, sequence: number) => unknown;
