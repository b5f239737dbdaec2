/**
 * A tenant's state without some of its objects: as a replica has it that has not heard of them yet, or as somebody sees it
 * who sees some catalogs only.
 */
import type { IndexKey, Link, OrderedRange, Row, Table, Visit } from '../../model/reader.js';
import type { Change, Transaction } from '../store/index.js';

type EndVisit = (id: string, sequence: number) => unknown;

/** Reads what `whole` has but for the hidden ids; what is written goes to `whole`. */
export class PartialView implements Transaction {
  constructor(
    private readonly whole: Transaction,
    private readonly isHidden: (id: string) => boolean,
  ) {}

  /** Page tokens are of the timeline, whatever of it is seen. */
  get epoch(): string | undefined {
    return (this.whole as { epoch?: string }).epoch;
  }

  get changes(): readonly Change[] {
    return this.whole.changes;
  }

  get<R extends Row>(table: Table<R>, id: string): R | undefined {
    return this.isHidden(id) ? undefined : this.whole.get(table, id);
  }

  find<R extends Row>(table: Table<R>, index: string, key: IndexKey): R | undefined {
    const found = this.whole.find(table, index, key);
    return found && this.isHidden(found.id) ? undefined : found;
  }

  sequenceOf<R extends Row>(table: Table<R>, id: string): number | undefined {
    return this.isHidden(id) ? undefined : this.whole.sequenceOf(table, id);
  }

  count<R extends Row>(table: Table<R>): number {
    let count = 0;
    this.scan(table, () => void count++);
    return count;
  }

  countEqual<R extends Row>(table: Table<R>, index: string, key: IndexKey): number {
    let count = 0;
    this.equal(table, index, key, () => void count++);
    return count;
  }

  scan<R extends Row>(table: Table<R>, visit: Visit<R>, after?: number): void {
    this.whole.scan(table, this.#rows(visit), after);
  }

  equal<R extends Row>(table: Table<R>, index: string, key: IndexKey, visit: Visit<R>, after?: number): void {
    this.whole.equal(table, index, key, this.#rows(visit), after);
  }

  first<R extends Row>(table: Table<R>, index: string): R | undefined {
    let found: R | undefined;
    this.range(table, index, {}, (row) => {
      found = row;
      return false;
    });
    return found;
  }

  range<R extends Row>(table: Table<R>, index: string, range: OrderedRange, visit: Visit<R>): void {
    this.whole.range(table, index, range, this.#rows(visit));
  }

  linked(link: Link, left: string, right: string): boolean {
    return !this.isHidden(left) && !this.isHidden(right) && this.whole.linked(link, left, right);
  }

  rights(link: Link, left: string, visit: EndVisit, after?: number): void {
    this.whole.rights(link, left, this.#ends(visit), after);
  }

  lefts(link: Link, right: string, visit: EndVisit, after?: number): void {
    this.whole.lefts(link, right, this.#ends(visit), after);
  }

  countRights(link: Link, left: string): number {
    let count = 0;
    this.rights(link, left, () => void count++);
    return count;
  }

  countLefts(link: Link, right: string): number {
    let count = 0;
    this.lefts(link, right, () => void count++);
    return count;
  }

  insert<R extends Row>(table: Table<R>, record: R): R {
    return this.whole.insert(table, record);
  }

  replace<R extends Row>(table: Table<R>, record: R): R {
    return this.whole.replace(table, record);
  }

  remove<R extends Row>(table: Table<R>, id: string): R | undefined {
    return this.whole.remove(table, id);
  }

  link(link: Link, left: string, right: string): boolean {
    return this.whole.link(link, left, right);
  }

  unlink(link: Link, left: string, right: string): boolean {
    return this.whole.unlink(link, left, right);
  }

  #rows<R extends Row>(visit: Visit<R>): Visit<R> {
    return (row, sequence) => (this.isHidden(row.id) ? true : visit(row, sequence));
  }

  #ends(visit: EndVisit): EndVisit {
    return (id, sequence) => (this.isHidden(id) ? true : visit(id, sequence));
  }
}
