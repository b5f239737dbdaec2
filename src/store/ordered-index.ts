import type { IndexKey, OrderedRange } from '../../model/reader.js';

const LEAF = 256;
/** How full a leaf is built, so that the first inserts do not split it. */
const FILL = 192;
/** A position is the number of a leaf and a place in it, as one number that grows along the index. */
const STRIDE = 512;

interface Leaf {
  readonly owner: number;
  readonly keys: IndexKey[];
  readonly sequences: number[];
}

type Visit = (sequence: number) => unknown;

/**
 * Pairs of key and sequence, sorted by both, in leaves that are copied when a layer first writes to them.
 *
 * Numbers stand before strings; strings compare by UTF-16 code unit.
 */
export class OrderedIndex {
  private leaves: Leaf[];
  private sharesDirectory: boolean;

  constructor(
    private readonly owner: number,
    parent?: OrderedIndex,
  ) {
    this.leaves = parent?.leaves ?? [];
    this.sharesDirectory = parent !== undefined;
  }

  /** Sorts many pairs at once; `sequences` must ascend. */
  static build(owner: number, keys: readonly IndexKey[], sequences: readonly number[]): OrderedIndex {
    const index = new OrderedIndex(owner);
    // The sort is stable, so equal keys keep the order of their sequences.
    const order = Array.from(keys, (_, at) => at).sort((a, b) => compare(keys[a] as IndexKey, keys[b] as IndexKey));
    for (let start = 0; start < order.length; start += FILL) {
      const part = order.slice(start, start + FILL);
      index.leaves.push({
        owner,
        keys: part.map((at) => keys[at] as IndexKey),
        sequences: part.map((at) => sequences[at] as number),
      });
    }
    return index;
  }

  /** Takes a record from the key `before` to the key `after`. */
  move(sequence: number, before: IndexKey | undefined, after: IndexKey | undefined): void {
    if (before === after) return;
    if (before !== undefined) this.remove(before, sequence);
    if (after !== undefined) this.insert(after, sequence);
  }

  insert(key: IndexKey, sequence: number): void {
    const position = this.lowerBound(key, sequence);
    const end = this.leaves.length * STRIDE;
    if (position === end) {
      this.append(key, sequence);
      return;
    }
    const index = Math.floor(position / STRIDE);
    const leaf = this.writable(index);
    const at = position % STRIDE;
    leaf.keys.splice(at, 0, key);
    leaf.sequences.splice(at, 0, sequence);
    if (leaf.keys.length > LEAF) {
      const half = LEAF >>> 1;
      const right = { owner: this.owner, keys: leaf.keys.splice(half), sequences: leaf.sequences.splice(half) };
      this.leaves.splice(index + 1, 0, right);
    }
  }

  remove(key: IndexKey, sequence: number): void {
    const position = this.lowerBound(key, sequence);
    const index = Math.floor(position / STRIDE);
    const at = position % STRIDE;
    if (this.leaves[index]?.sequences[at] !== sequence) return;
    const leaf = this.writable(index);
    leaf.keys.splice(at, 1);
    leaf.sequences.splice(at, 1);
    if (leaf.keys.length === 0) this.leaves.splice(index, 1);
  }

  /** The sequence of the lowest key. */
  get first(): number | undefined {
    return this.leaves[0]?.sequences[0];
  }

  /**
   * Visits a range; `false` ends the walk. `from` and `to` belong to it. Descending, records of equal keys still stand
   * in order of sequence. A place without a key stands before all keys, as null does in OData.
   */
  visit(range: OrderedRange, visit: Visit): void {
    const { from, to, prefix, after } = range;
    let start = from === undefined ? 0 : this.lowerBound(from, -1);
    let end = to === undefined ? this.leaves.length * STRIDE : this.lowerBound(to, Number.POSITIVE_INFINITY);
    if (prefix !== undefined) {
      start = Math.max(start, this.lowerBound(prefix, -1));
      end = Math.min(end, this.behindPrefix(prefix));
    }
    if (range.descending) {
      if (after) end = this.resume(start, end, after.key, after.sequence, visit);
      this.backward(start, end, visit);
    } else {
      if (after?.key !== undefined) start = Math.max(start, this.lowerBound(after.key, after.sequence + 1));
      this.forward(start, end, visit);
    }
  }

  /** Finishes the group of equal keys in which a descending walk was left; returns where the groups before it end. */
  private resume(start: number, end: number, key: IndexKey | undefined, sequence: number, visit: Visit): number {
    if (key === undefined) return start;
    const rest = Math.max(start, this.lowerBound(key, sequence + 1));
    const groupEnd = Math.min(end, this.lowerBound(key, Number.POSITIVE_INFINITY));
    return this.forward(rest, groupEnd, visit) ? Math.min(end, this.lowerBound(key, -1)) : start;
  }

  /** Returns whether the walk went to the end. */
  private forward(start: number, end: number, visit: Visit): boolean {
    let position = start;
    while (position < end) {
      const index = Math.floor(position / STRIDE);
      const { sequences } = this.leaves[index] as Leaf;
      const stop = Math.min(sequences.length, end - index * STRIDE);
      for (let at = position % STRIDE; at < stop; at++) {
        if (visit(sequences[at] as number) === false) return false;
      }
      position = (index + 1) * STRIDE;
    }
    return true;
  }

  private backward(start: number, end: number, visit: Visit): void {
    let stop = end;
    while (stop > start) {
      const last = this.before(stop);
      const { keys, sequences } = this.leaves[Math.floor(last / STRIDE)] as Leaf;
      const at = last % STRIDE;
      const key = keys[at] as IndexKey;
      if (at > 0 && keys[at - 1] !== key) {
        if (visit(sequences[at] as number) === false) return;
        stop = last;
      } else {
        // Others with this key may stand before it, in this leaf or in those before.
        const group = this.lowerBound(key, -1);
        if (!this.forward(group, stop, visit)) return;
        stop = group;
      }
    }
  }

  private before(position: number): number {
    if (position % STRIDE > 0) return position - 1;
    const index = position / STRIDE - 1;
    return index * STRIDE + (this.leaves[index] as Leaf).keys.length - 1;
  }

  private behindPrefix(prefix: string): number {
    let length = prefix.length;
    while (length > 0 && prefix.charCodeAt(length - 1) === 0xffff) length--;
    if (length === 0) return this.leaves.length * STRIDE;
    const successor = prefix.slice(0, length - 1) + String.fromCharCode(prefix.charCodeAt(length - 1) + 1);
    return this.lowerBound(successor, -1);
  }

  /** The position of the first pair that is not before this one. */
  private lowerBound(key: IndexKey, sequence: number): number {
    const { leaves } = this;
    let low = 0;
    let high = leaves.length;
    // Keys that grow with every insert are looked for at the end.
    const last = leaves[high - 1];
    if (last !== undefined && isBefore(last, last.keys.length - 1, key, sequence)) return high * STRIDE;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const leaf = leaves[middle] as Leaf;
      if (isBefore(leaf, leaf.keys.length - 1, key, sequence)) low = middle + 1;
      else high = middle;
    }
    const leaf = leaves[low];
    if (leaf === undefined) return low * STRIDE;
    let at = 0;
    high = leaf.keys.length - 1;
    while (at < high) {
      const middle = (at + high) >>> 1;
      if (isBefore(leaf, middle, key, sequence)) at = middle + 1;
      else high = middle;
    }
    return low * STRIDE + at;
  }

  /** Behind all others. A full last leaf is left full, so that keys which only grow do not leave half-empty leaves. */
  private append(key: IndexKey, sequence: number): void {
    const last = this.leaves[this.leaves.length - 1];
    if (last === undefined || last.keys.length >= LEAF) {
      this.ownDirectory();
      this.leaves.push({ owner: this.owner, keys: [key], sequences: [sequence] });
      return;
    }
    const leaf = this.writable(this.leaves.length - 1);
    leaf.keys.push(key);
    leaf.sequences.push(sequence);
  }

  private writable(index: number): Leaf {
    const leaf = this.leaves[index] as Leaf;
    if (leaf.owner === this.owner) return leaf;
    this.ownDirectory();
    const copy = { owner: this.owner, keys: leaf.keys.slice(), sequences: leaf.sequences.slice() };
    this.leaves[index] = copy;
    return copy;
  }

  private ownDirectory(): void {
    if (!this.sharesDirectory) return;
    this.leaves = this.leaves.slice();
    this.sharesDirectory = false;
  }
}

function isBefore(leaf: Leaf, at: number, key: IndexKey, sequence: number): boolean {
  const order = compare(leaf.keys[at] as IndexKey, key);
  return order < 0 || (order === 0 && (leaf.sequences[at] as number) < sequence);
}

function compare(a: IndexKey, b: IndexKey): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  if (a < b) return -1;
  return a === b ? 0 : 1;
}
