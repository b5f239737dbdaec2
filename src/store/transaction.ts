import type { Link, Reader, Row, Table } from '../../model/reader.js';
import type { Change } from './feed.js';
import type { AnyTable, Schema } from './schema.js';
import type { Head } from './state.js';
import { View } from './view.js';

/** Reads and writes one tenant; what it writes is there for all or, after a throw, never was. */
export interface Transaction extends Reader {
  /** The record with the lowest key of an ordered index. */
  first<R extends Row>(table: Table<R>, index: string): R | undefined;
  /** Throws a `DuplicateKeyError` when the id or an alternate key is taken. Returns the record. */
  insert<R extends Row>(table: Table<R>, record: R): R;
  /**
   * Puts a record in the place of the one with its id, which keeps its sequence. Throws a `MissingRecordError` when
   * there is none, a `DuplicateKeyError` when an alternate key is taken. Returns the record.
   */
  replace<R extends Row>(table: Table<R>, record: R): R;
  /** Returns the record that was there. Its links are the caller's to remove. */
  remove<R extends Row>(table: Table<R>, id: string): R | undefined;
  /** Returns false when the link was there. */
  link(link: Link, left: string, right: string): boolean;
  /** Returns false when there was no such link. */
  unlink(link: Link, left: string, right: string): boolean;
  /** What this transaction has changed so far, in order. */
  readonly changes: readonly Change[];
}

/** A transaction while its work runs. It writes in place and keeps in `log` what undoes it. */
export class OpenTransaction extends View implements Transaction {
  readonly #start: number;
  #open = true;

  /** Without a `log` nothing is written down, and nothing can be undone. */
  constructor(
    schema: Schema,
    head: Head,
    private readonly log: Change[] | undefined,
  ) {
    super(schema, head);
    this.#start = log?.length ?? 0;
  }

  get changes(): readonly Change[] {
    if (this.log === undefined) return [];
    return this.#start === 0 ? this.log : this.log.slice(this.#start);
  }

  /** No more writes: for one who kept the transaction beyond its work. */
  close(): void {
    this.#open = false;
  }

  insert<R extends Row>(table: Table<R>, record: R): R {
    const sequence = this.#table(table).insert(record);
    this.log?.push({ kind: 'inserted', table, id: record.id, sequence, after: record });
    return record;
  }

  replace<R extends Row>(table: Table<R>, record: R): R {
    const { sequence, before } = this.#table(table).replace(record);
    this.log?.push({ kind: 'replaced', table, id: record.id, sequence, before, after: record });
    return record;
  }

  remove<R extends Row>(table: Table<R>, id: string): R | undefined {
    const sequence = this.sequenceOf(table, id);
    if (sequence === undefined) return undefined;
    const before = this.#table(table).remove(sequence) as R;
    this.log?.push({ kind: 'removed', table, id, sequence, before });
    return before;
  }

  link(link: Link, left: string, right: string): boolean {
    const sequence = this.#link(link).link(left, right);
    if (sequence === undefined) return false;
    this.log?.push({ kind: 'linked', link, left, right, sequence });
    return true;
  }

  unlink(link: Link, left: string, right: string): boolean {
    const state = this.#link(link);
    const sequence = state.sequenceOf(left, right);
    if (sequence === undefined) return false;
    state.remove(sequence);
    this.log?.push({ kind: 'unlinked', link, left, right, sequence });
    return true;
  }

  #table(table: AnyTable) {
    this.#mustBeOpen();
    return this.head.table(this.schema.shape(table).number);
  }

  #link(link: Link) {
    this.#mustBeOpen();
    return this.head.link(this.schema.linkNumber(link));
  }

  #mustBeOpen(): void {
    if (!this.#open) throw new Error('The transaction is over.');
  }
}

/** Takes back the changes from number `mark` on, the last first, and shortens the log accordingly. */
export function undo(schema: Schema, head: Head, log: Change[], mark: number): void {
  for (let at = log.length - 1; at >= mark; at--) undoOne(schema, head, log[at] as Change);
  log.length = mark;
}

function undoOne(schema: Schema, head: Head, change: Change): void {
  switch (change.kind) {
    case 'inserted':
      head.table(schema.shape(change.table).number).undoInsert(change.sequence);
      break;
    case 'replaced':
      head.table(schema.shape(change.table).number).replace(change.before);
      break;
    case 'removed':
      head.table(schema.shape(change.table).number).put(change.sequence, change.before);
      break;
    case 'linked':
      head.link(schema.linkNumber(change.link)).undoLink(change.sequence);
      break;
    case 'unlinked':
      head.link(schema.linkNumber(change.link)).put(change.sequence, change.left, change.right);
      break;
  }
}
