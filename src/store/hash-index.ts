import type { IndexKey } from '../../model/reader.js';
import { add, type Bucket, remove } from './bucket.js';
import { LayeredMap } from './layered-map.js';

/** What an index function says of a record. */
export type Keys = IndexKey | readonly IndexKey[] | undefined;

/** Buckets of sequences by key. */
export class HashIndex {
  private readonly buckets: LayeredMap<IndexKey, Bucket>;

  constructor(
    private readonly owner: number,
    parent?: HashIndex,
  ) {
    this.buckets = parent?.buckets.fork() ?? new LayeredMap();
  }

  bucket(key: IndexKey): Bucket | undefined {
    return this.buckets.get(key);
  }

  /** Takes a record from the buckets of `before` to those of `after`; only those that differ are touched. */
  move(sequence: number, before: Keys, after: Keys): void {
    if (before === after) return;
    if (typeof before !== 'object' && typeof after !== 'object') {
      if (before !== undefined) this.remove(before, sequence);
      if (after !== undefined) this.add(after, sequence);
      return;
    }
    const was = asList(before);
    const is = asList(after);
    for (const key of was) if (!is.includes(key)) this.remove(key, sequence);
    for (const key of is) if (!was.includes(key)) this.add(key, sequence);
  }

  add(key: IndexKey, sequence: number): void {
    this.addTo(this.buckets.get(key), key, sequence);
  }

  /** Like `add` where the key's present bucket is at hand. */
  addTo(bucket: Bucket | undefined, key: IndexKey, sequence: number): void {
    const next = add(bucket, sequence, this.owner);
    if (next !== bucket) this.buckets.set(key, next);
  }

  remove(key: IndexKey, sequence: number): void {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return;
    const next = remove(bucket, sequence, this.owner);
    if (next === undefined) this.buckets.delete(key);
    else if (next !== bucket) this.buckets.set(key, next);
  }
}

function asList(keys: Keys): readonly IndexKey[] {
  if (keys === undefined) return [];
  return typeof keys === 'object' ? keys : [keys];
}
