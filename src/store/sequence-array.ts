const BITS = 9;
/** As many values are in one chunk. */
export const CHUNK = 1 << BITS;
const MASK = CHUNK - 1;

interface Chunk<T> {
  readonly owner: number;
  readonly values: (T | undefined)[];
  live: number;
}

/**
 * Values by sequence number, in flat chunks that are copied when a layer first writes to them.
 *
 * Sequences grow for ever, so a chunk in which nothing lives any more is let go.
 */
export class SequenceArray<T extends NonNullable<unknown>> {
  private chunks: (Chunk<T> | undefined)[];
  private sharesDirectory: boolean;

  constructor(
    private readonly owner: number,
    from?: SequenceArray<T>,
  ) {
    this.chunks = from?.chunks ?? [];
    this.sharesDirectory = from !== undefined;
  }

  get(sequence: number): T | undefined {
    return this.chunks[sequence >>> BITS]?.values[sequence & MASK];
  }

  set(sequence: number, value: T): void {
    const chunk = this.writable(sequence >>> BITS);
    const at = sequence & MASK;
    while (chunk.values.length < at) chunk.values.push(undefined);
    if (chunk.values[at] === undefined) chunk.live++;
    chunk.values[at] = value;
  }

  delete(sequence: number): void {
    const index = sequence >>> BITS;
    if (this.get(sequence) === undefined) return;
    const chunk = this.writable(index);
    chunk.values[sequence & MASK] = undefined;
    chunk.live--;
    if (chunk.live === 0) this.chunks[index] = undefined;
  }

  /** Lets go of the chunks that lie wholly at or before `sequence`. */
  forget(sequence: number): void {
    const end = Math.min((sequence + 1) >>> BITS, this.chunks.length);
    for (let index = 0; index < end; index++) {
      if (this.chunks[index] === undefined) continue;
      this.ownDirectory();
      this.chunks[index] = undefined;
    }
  }

  /** Those behind `after`, in order; `false` ends the walk. */
  visit(visit: (value: T, sequence: number) => unknown, after = -1): void {
    const from = Math.max(0, after + 1);
    const { chunks } = this;
    if (from >= chunks.length * CHUNK) return;
    let at = from & MASK;
    for (let index = from >>> BITS; index < chunks.length; index++, at = 0) {
      const values = chunks[index]?.values;
      if (values === undefined) continue;
      const base = index << BITS;
      for (; at < values.length; at++) {
        const value = values[at];
        if (value !== undefined && visit(value, base + at) === false) return;
      }
    }
  }

  /** Where this array and another of its line differ: chunks that they share are passed over. */
  differences(
    base: SequenceArray<T>,
    visit: (sequence: number, before: T | undefined, after: T | undefined) => void,
  ): void {
    for (const start of this.differing(base)) this.differencesFrom(start, base, visit);
  }

  /** The same in one chunk, by where it begins. */
  differencesFrom(
    start: number,
    base: SequenceArray<T>,
    visit: (sequence: number, before: T | undefined, after: T | undefined) => void,
  ): void {
    for (let sequence = start; sequence < start + CHUNK; sequence++) {
      const was = base.get(sequence);
      const is = this.get(sequence);
      if (was !== is) visit(sequence, was, is);
    }
  }

  /** Where the chunks begin that this array and another do not share. */
  *differing(base: SequenceArray<T>): Generator<number> {
    const length = Math.max(this.chunks.length, base.chunks.length);
    for (let index = 0; index < length; index++) {
      if (this.chunks[index] !== base.chunks[index]) yield index << BITS;
    }
  }

  private writable(index: number): Chunk<T> {
    const chunk = this.chunks[index];
    if (chunk?.owner === this.owner) return chunk;
    this.ownDirectory();
    while (this.chunks.length < index) this.chunks.push(undefined);
    const copy = { owner: this.owner, values: chunk?.values.slice() ?? [], live: chunk?.live ?? 0 };
    this.chunks[index] = copy;
    return copy;
  }

  private ownDirectory(): void {
    if (!this.sharesDirectory) return;
    this.chunks = this.chunks.slice();
    this.sharesDirectory = false;
  }
}
