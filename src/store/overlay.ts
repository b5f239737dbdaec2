import type { IndexKey, Link, OrderedRange, Row, Table, Visit } from '../../model/reader.js';
import type { Change } from './feed.js';
import type { Transaction } from './transaction.js';

export type EndVisit = (id: string, sequence: number) => unknown;

/** A state seen through something: all is as it is in `whole`, where it is written to, but for what a subclass leaves out. */
export abstract class Overlay implements Transaction {
  constructor(protected readonly whole: Transaction) {}

  /** Page tokens are of the timeline, whatever of it is seen. */
  get epoch(): string | undefined {
    return (this.whole as { epoch?: string }).epoch;
  }

  get changes(): readonly Change[] {
    return this.whole.changes;
  }

  get<R extends Row>(table: Table<R>, id: string): R | undefined {
    return this.whole.get(table, id);
  }

  find<R extends Row>(table: Table<R>, index: string, key: IndexKey): R | undefined {
    return this.whole.find(table, index, key);
  }

  sequenceOf<R extends Row>(table: Table<R>, id: string): number | undefined {
    return this.whole.sequenceOf(table, id);
  }

  count<R extends Row>(table: Table<R>): number {
    return this.whole.count(table);
  }

  countEqual<R extends Row>(table: Table<R>, index: string, key: IndexKey): number {
    return this.whole.countEqual(table, index, key);
  }

  scan<R extends Row>(table: Table<R>, visit: Visit<R>, after?: number): void {
    this.whole.scan(table, visit, after);
  }

  equal<R extends Row>(table: Table<R>, index: string, key: IndexKey, visit: Visit<R>, after?: number): void {
    this.whole.equal(table, index, key, visit, after);
  }

  first<R extends Row>(table: Table<R>, index: string): R | undefined {
    return this.whole.first(table, index);
  }

  range<R extends Row>(table: Table<R>, index: string, range: OrderedRange, visit: Visit<R>): void {
    this.whole.range(table, index, range, visit);
  }

  linked(link: Link, left: string, right: string): boolean {
    return this.whole.linked(link, left, right);
  }

  rights(link: Link, left: string, visit: EndVisit, after?: number): void {
    this.whole.rights(link, left, visit, after);
  }

  lefts(link: Link, right: string, visit: EndVisit, after?: number): void {
    this.whole.lefts(link, right, visit, after);
  }

  countRights(link: Link, left: string): number {
    return this.whole.countRights(link, left);
  }

  countLefts(link: Link, right: string): number {
    return this.whole.countLefts(link, right);
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
}
