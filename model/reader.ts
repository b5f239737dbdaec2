/**
 * What the model needs of a store: tables of records, links between objects, and ways to read them.
 *
 * Declared here and implemented by `src/store`, so that a property or navigation that is computed can be declared
 * beside the plain ones without the model knowing how a tenant keeps its state.
 */

/** A record is never changed in place: a write puts a new one in its stead. */
export interface Row {
  readonly id: string;
}

/** A value by which records are found: text is compared as it is, so fold case in the index function where case does not matter. */
export type IndexKey = string | number;

/**
 * What an index says of one record: one key, several, or none (`undefined`: the record is not in the index). Declared as
 * methods, so that a table of users is also a table of rows to those who only pass it on.
 */
export type IndexOf<R> = { of(record: R): IndexKey | readonly IndexKey[] | undefined }['of'];
export type KeyOf<R> = { of(record: R): IndexKey | undefined }['of'];

/** The declaration of a table; the object itself is the handle by which a store is asked. */
export interface Table<R extends Row> {
  readonly name: string;
  /** Tells it from all tables and links that were ever declared: a store that is asked finds it without looking. */
  readonly number: number;
  /** Alternate keys. A second record with the same key is refused by the store. */
  readonly unique: Readonly<Record<string, KeyOf<R>>>;
  /** Buckets by equality: foreign keys, enumerations, names. */
  readonly equality: Readonly<Record<string, IndexOf<R>>>;
  /** Sorted keys, for prefixes, ranges and `$orderby`; equal keys stand in order of sequence. */
  readonly ordered: Readonly<Record<string, KeyOf<R>>>;
  /** Never present: carries the record type for the compiler. */
  readonly record?: R;
}

let declared = 0;

/** Declares a table: what it holds and how its records are found. */
export function table<R extends Row>(
  name: string,
  indexes: Partial<Pick<Table<R>, 'unique' | 'equality' | 'ordered'>> = {},
): Table<R> {
  const { unique = {}, equality = {}, ordered = {} } = indexes;
  return { name, number: declared++, unique, equality, ordered };
}

/** A relation of many to many, kept as pairs of ids with both ends indexed: `members` holds (group, member). */
export interface Link {
  readonly name: string;
  readonly kind: 'link';
  /** As that of a table. */
  readonly number: number;
}

/** Declares a relation. */
export function link(name: string): Link {
  return { name, kind: 'link', number: declared++ };
}

/** Called for each record in turn; `false` ends the walk, anything else goes on. `sequence` is the record's place in its table, for cursors. */
export type Visit<R> = (record: R, sequence: number) => unknown;

/** A place in an ordered index: the key of the last record seen and its sequence. */
export interface OrderedPlace {
  readonly key: IndexKey | undefined;
  readonly sequence: number;
}

export interface OrderedRange {
  /** Only keys that begin so. */
  readonly prefix?: string;
  readonly from?: IndexKey;
  readonly to?: IndexKey;
  readonly descending?: boolean;
  /** Begin behind this place. */
  readonly after?: OrderedPlace;
}

/** Reads one consistent state of a tenant. Every walk is in order of sequence (insertion) unless it says otherwise. */
export interface Reader {
  get<R extends Row>(table: Table<R>, id: string): R | undefined;
  /** The record with this alternate key. */
  find<R extends Row>(table: Table<R>, index: string, key: IndexKey): R | undefined;
  /** The place of a record in its table: it grows with every insert and never changes. */
  sequenceOf<R extends Row>(table: Table<R>, id: string): number | undefined;
  count<R extends Row>(table: Table<R>): number;
  countEqual<R extends Row>(table: Table<R>, index: string, key: IndexKey): number;
  /** All records, those behind `after` (a sequence) only. A deep start is a seek. */
  scan<R extends Row>(table: Table<R>, visit: Visit<R>, after?: number): void;
  /** The records of one bucket. */
  equal<R extends Row>(table: Table<R>, index: string, key: IndexKey, visit: Visit<R>, after?: number): void;
  /** A range of an ordered index, in its order. Records without a key are not in it. */
  range<R extends Row>(table: Table<R>, index: string, range: OrderedRange, visit: Visit<R>): void;

  linked(link: Link, left: string, right: string): boolean;
  /** The right ends of `left`, in the order in which they were linked; `sequence` is the link's own. */
  rights(link: Link, left: string, visit: (right: string, sequence: number) => unknown, after?: number): void;
  /** The left ends of `right`. */
  lefts(link: Link, right: string, visit: (left: string, sequence: number) => unknown, after?: number): void;
  /** Whether whoever reads is not to learn if there is such a link; `linked` says that there is none. */
  conceals?(link: Link, left: string, right: string): boolean;
  countRights(link: Link, left: string): number;
  countLefts(link: Link, right: string): number;
}
