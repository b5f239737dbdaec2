/** Order of rows: sort keys, and the smallest of many without sorting all. */
import type { Row } from '../../../model/reader.js';
import type { Evaluate } from './code.js';

export type Comparable = string | number | boolean | null | undefined;

export interface SortKey {
  readonly evaluate: Evaluate<Comparable>;
  readonly descending: boolean;
}

/** A row, or where one stood: its sort keys and its place in the sequence, which decides between equal keys. */
export interface Position {
  readonly keys: readonly Comparable[];
  readonly sequence: number;
}

export interface Placed extends Position {
  readonly row: Row;
}

/** null stands before every value; descending it stands behind. */
export function byKeys(keys: readonly SortKey[]): (a: Position, b: Position) => number {
  return (a, b) => {
    for (let at = 0; at < keys.length; at++) {
      const order = compareValues(a.keys[at], b.keys[at]);
      if (order !== 0) return keys[at]?.descending ? -order : order;
    }
    return a.sequence - b.sequence;
  };
}

function compareValues(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a == null) return b == null ? 0 : -1;
  if (b == null) return 1;
  return a < b ? -1 : 1;
}

/** Keeps the first `capacity` of what it is given, in an order: a heap with the last of them on top. */
export class Smallest<T> {
  readonly #heap: T[] = [];

  constructor(
    readonly capacity: number,
    readonly compare: (a: T, b: T) => number,
  ) {}

  add(item: T): void {
    const heap = this.#heap;
    if (heap.length < this.capacity) {
      heap.push(item);
      this.#rise(heap.length - 1);
    } else if (heap.length > 0 && this.compare(item, heap[0] as T) < 0) {
      heap[0] = item;
      this.#sink();
    }
  }

  sorted(): T[] {
    return this.#heap.slice().sort(this.compare);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (this.compare(heap[at] as T, heap[parent] as T) <= 0) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ; ) {
      let last = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.compare(heap[child] as T, heap[last] as T) > 0) last = child;
      }
      if (last === at) return;
      this.#swap(at, last);
      at = last;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const kept = heap[a] as T;
    heap[a] = heap[b] as T;
    heap[b] = kept;
  }
}
