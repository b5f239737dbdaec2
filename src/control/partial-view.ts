import type { IndexKey, Link, OrderedRange, Row, Table, Visit } from '../../model/reader.js';
import { type EndVisit, Overlay, type Transaction } from '../store/index.js';

/**
 * A tenant's state without some of its objects: as a replica has it that has not heard of them yet, or as somebody sees
 * it who sees some catalogs only.
 */
export class PartialView extends Overlay {
  constructor(
    whole: Transaction,
    private readonly isHidden: (id: string) => boolean,
  ) {
    super(whole);
  }

  override get<R extends Row>(table: Table<R>, id: string): R | undefined {
    return this.isHidden(id) ? undefined : super.get(table, id);
  }

  override find<R extends Row>(table: Table<R>, index: string, key: IndexKey): R | undefined {
    const found = super.find(table, index, key);
    return found && this.isHidden(found.id) ? undefined : found;
  }

  override sequenceOf<R extends Row>(table: Table<R>, id: string): number | undefined {
    return this.isHidden(id) ? undefined : super.sequenceOf(table, id);
  }

  override count<R extends Row>(table: Table<R>): number {
    let count = 0;
    this.scan(table, () => void count++);
    return count;
  }

  override countEqual<R extends Row>(table: Table<R>, index: string, key: IndexKey): number {
    let count = 0;
    this.equal(table, index, key, () => void count++);
    return count;
  }

  override scan<R extends Row>(table: Table<R>, visit: Visit<R>, after?: number): void {
    super.scan(table, this.#rows(visit), after);
  }

  override equal<R extends Row>(table: Table<R>, index: string, key: IndexKey, visit: Visit<R>, after?: number): void {
    super.equal(table, index, key, this.#rows(visit), after);
  }

  override first<R extends Row>(table: Table<R>, index: string): R | undefined {
    let found: R | undefined;
    this.range(table, index, {}, (row) => {
      found = row;
      return false;
    });
    return found;
  }

  override range<R extends Row>(table: Table<R>, index: string, range: OrderedRange, visit: Visit<R>): void {
    super.range(table, index, range, this.#rows(visit));
  }

  override linked(link: Link, left: string, right: string): boolean {
    return !this.isHidden(left) && !this.isHidden(right) && super.linked(link, left, right);
  }

  override rights(link: Link, left: string, visit: EndVisit, after?: number): void {
    super.rights(link, left, this.#ends(visit), after);
  }

  override lefts(link: Link, right: string, visit: EndVisit, after?: number): void {
    super.lefts(link, right, this.#ends(visit), after);
  }

  override countRights(link: Link, left: string): number {
    let count = 0;
    this.rights(link, left, () => void count++);
    return count;
  }

  override countLefts(link: Link, right: string): number {
    let count = 0;
    this.lefts(link, right, () => void count++);
    return count;
  }

  #rows<R extends Row>(visit: Visit<R>): Visit<R> {
    return (row, sequence) => (this.isHidden(row.id) ? true : visit(row, sequence));
  }

  #ends(visit: EndVisit): EndVisit {
    return (id, sequence) => (this.isHidden(id) ? true : visit(id, sequence));
  }
}
