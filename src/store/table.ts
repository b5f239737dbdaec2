import type { IndexKey, Row } from '../../model/reader.js';
import { DuplicateKeyError, MissingRecordError } from './errors.js';
import { HashIndex } from './hash-index.js';
import { LayeredMap } from './layered-map.js';
import { OrderedIndex } from './ordered-index.js';
import type { TableShape } from './schema.js';
import { SequenceArray } from './sequence-array.js';

/** A record that was there, and the one in its place: either may be missing, not both. */
export interface Difference<R extends Row> {
  readonly before: R | undefined;
  readonly after: R | undefined;
}

/**
 * The records of one table in one layer.
 *
 * Equality and ordered indexes are built by the first question that needs them and kept up from then on; a layer asks
 * its base for the index and adds what differs, so that all tenants of a seed share one build.
 */
export class TableState {
  /** The id that was asked for last, and its place if there is one: a command asks for the same again and again. */
  private lastId = '';
  private lastSequence: number | undefined;

  private constructor(
    private readonly shape: TableShape,
    readonly owner: number,
    readonly rows: SequenceArray<Row>,
    private readonly ids: LayeredMap<string, number>,
    private readonly unique: readonly LayeredMap<IndexKey, number>[],
    private readonly equality: (HashIndex | undefined)[],
    private readonly ordered: (OrderedIndex | undefined)[],
    public count: number,
    private next: number,
    private base: TableState | undefined,
  ) {}

  static empty(shape: TableShape): TableState {
    const unique = shape.unique.names.map(() => new LayeredMap<IndexKey, number>());
    const equality = shape.equality.names.map(() => undefined);
    const ordered = shape.ordered.names.map(() => undefined);
    return new TableState(shape, 0, new SequenceArray(0), new LayeredMap(), unique, equality, ordered, 0, 1, undefined);
  }

  /** A writable state over this one, which must not be written any more. */
  fork(owner: number): TableState {
    return new TableState(
      this.shape,
      owner,
      new SequenceArray(owner, this.rows),
      this.ids.fork(),
      this.unique.map((index) => index.fork()),
      this.equality.map((index) => index && new HashIndex(owner, index)),
      this.ordered.map((index) => index && new OrderedIndex(owner, index)),
      this.count,
      this.next,
      this.base ?? this,
    );
  }

  /** Makes this the state on which later layers have their indexes built. */
  becomeBase(): void {
    this.base = undefined;
  }

  get(id: string): Row | undefined {
    const sequence = this.sequenceOf(id);
    return sequence === undefined ? undefined : this.rows.get(sequence);
  }

  sequenceOf(id: string): number | undefined {
    // Many tables of many tenants are empty, and are asked all the same.
    if (this.count === 0) return undefined;
    if (id === this.lastId) return this.lastSequence;
    const sequence = this.ids.get(id);
    this.remember(id, sequence);
    return sequence;
  }

  /** Says where a record is that will be asked for. */
  remember(id: string, sequence: number | undefined): void {
    this.lastId = id;
    this.lastSequence = sequence;
  }

  find(index: string, key: IndexKey): Row | undefined {
    const sequence = this.unique[this.shape.unique.number(index)]?.get(key);
    return sequence === undefined ? undefined : this.rows.get(sequence);
  }

  /** Returns the new record's sequence. */
  insert(record: Row): number {
    if (this.sequenceOf(record.id) !== undefined) {
      throw new DuplicateKeyError(this.shape.name, 'id', record.id, record.id);
    }
    this.refuseDuplicates(undefined, record);
    const sequence = this.next;
    this.put(sequence, record);
    return sequence;
  }

  /** Returns the sequence and the record that was there. */
  replace(record: Row): { sequence: number; before: Row } {
    const sequence = this.sequenceOf(record.id);
    if (sequence === undefined) throw new MissingRecordError(this.shape.name, record.id);
    const before = this.rows.get(sequence) as Row;
    this.refuseDuplicates(before, record);
    this.rows.set(sequence, record);
    this.reindex(sequence, before, record);
    return { sequence, before };
  }

  /** The record must be there; it is returned. */
  remove(sequence: number): Row {
    const before = this.rows.get(sequence) as Row;
    this.rows.delete(sequence);
    this.ids.delete(before.id);
    this.remember(before.id, undefined);
    this.count--;
    this.reindex(sequence, before, undefined);
    return before;
  }

  /** Takes an insert back as if it had never been: the next insert gets the same sequence. */
  undoInsert(sequence: number): void {
    this.remove(sequence);
    this.next = sequence;
  }

  /** Places a record at a sequence that is free. */
  put(sequence: number, record: Row): void {
    this.rows.set(sequence, record);
    this.ids.set(record.id, sequence);
    this.remember(record.id, sequence);
    this.count++;
    if (sequence >= this.next) this.next = sequence + 1;
    this.reindex(sequence, undefined, record);
  }

  /** The records in which this state and another differ, chunk by chunk; those that both share are passed over. */
  *differences(from: TableState): Generator<Difference<Row>[]> {
    for (const start of this.rows.differing(from.rows)) {
      const found: Difference<Row>[] = [];
      this.rows.differencesFrom(start, from.rows, (_, before, after) => void found.push({ before, after }));
      yield found;
    }
  }

  equalityIndex(name: string): HashIndex {
    return this.builtEquality(this.shape.equality.number(name));
  }

  orderedIndex(name: string): OrderedIndex {
    return this.builtOrdered(this.shape.ordered.number(name));
  }

  private builtEquality(number: number): HashIndex {
    const index = this.equality[number] ?? this.buildEquality(number);
    this.equality[number] = index;
    return index;
  }

  private builtOrdered(number: number): OrderedIndex {
    const index = this.ordered[number] ?? this.buildOrdered(number);
    this.ordered[number] = index;
    return index;
  }

  private buildEquality(number: number): HashIndex {
    const keysOf = this.shape.equality.functions[number] as (record: Row) => IndexKey | readonly IndexKey[] | undefined;
    const base = this.baseWorthSharing();
    const index = new HashIndex(this.owner, base?.builtEquality(number));
    if (base === undefined) {
      this.rows.visit((record, sequence) => index.move(sequence, undefined, keysOf(record)));
    } else {
      this.rows.differences(base.rows, (sequence, before, after) => {
        index.move(sequence, before && keysOf(before), after && keysOf(after));
      });
    }
    return index;
  }

  private buildOrdered(number: number): OrderedIndex {
    const keyOf = this.shape.ordered.functions[number] as (record: Row) => IndexKey | undefined;
    const base = this.baseWorthSharing();
    if (base === undefined) {
      const keys: IndexKey[] = [];
      const sequences: number[] = [];
      this.rows.visit((record, sequence) => {
        const key = keyOf(record);
        if (key === undefined) return;
        keys.push(key);
        sequences.push(sequence);
      });
      return OrderedIndex.build(this.owner, keys, sequences);
    }
    const index = new OrderedIndex(this.owner, base.builtOrdered(number));
    this.rows.differences(base.rows, (sequence, before, after) => {
      index.move(sequence, before && keyOf(before), after && keyOf(after));
    });
    return index;
  }

  /** The base, unless so little of this state stems from it that a build of one's own is the shorter way. */
  private baseWorthSharing(): TableState | undefined {
    return this.base !== undefined && this.base.count * 2 > this.count ? this.base : undefined;
  }

  private refuseDuplicates(before: Row | undefined, after: Row): void {
    const { functions, names } = this.shape.unique;
    for (let number = 0; number < functions.length; number++) {
      const keyOf = functions[number] as (record: Row) => IndexKey | undefined;
      const key = keyOf(after);
      if (key === undefined || (before !== undefined && keyOf(before) === key)) continue;
      const sequence = this.unique[number]?.get(key);
      if (sequence === undefined) continue;
      const { id } = this.rows.get(sequence) as Row;
      throw new DuplicateKeyError(this.shape.name, names[number] as string, key, id);
    }
  }

  private reindex(sequence: number, before: Row | undefined, after: Row | undefined): void {
    const { unique, equality, ordered } = this.shape;
    for (let number = 0; number < this.unique.length; number++) {
      const keyOf = unique.functions[number] as (record: Row) => IndexKey | undefined;
      const was = before && keyOf(before);
      const is = after && keyOf(after);
      if (was === is) continue;
      if (was !== undefined) this.unique[number]?.delete(was);
      if (is !== undefined) this.unique[number]?.set(is, sequence);
    }
    for (let number = 0; number < this.equality.length; number++) {
      const index = this.equality[number];
      const keysOf = equality.functions[number] as (record: Row) => IndexKey | readonly IndexKey[] | undefined;
      index?.move(sequence, before && keysOf(before), after && keysOf(after));
    }
    for (let number = 0; number < this.ordered.length; number++) {
      const index = this.ordered[number];
      const keyOf = ordered.functions[number] as (record: Row) => IndexKey | undefined;
      index?.move(sequence, before && keyOf(before), after && keyOf(after));
    }
  }
}
