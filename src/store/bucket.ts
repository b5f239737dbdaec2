/** Up to here a bucket is one array, copied by each write; beyond, it is cut in runs that a layer owns. */
const SMALL = 64;
const RUN = 512;

interface Run {
  readonly owner: number;
  readonly values: number[];
}

/** A set of sequences in their order. The commonest, of one or a few, are kept without an object round them. */
export type Bucket = number | readonly number[] | Runs;

/** The bucket with `sequence` in it. The argument stays as it is unless `owner` made it. */
export function add(bucket: Bucket | undefined, sequence: number, owner: number): Bucket {
  if (bucket === undefined) return sequence;
  if (typeof bucket === 'number') {
    if (bucket === sequence) return bucket;
    return bucket < sequence ? [bucket, sequence] : [sequence, bucket];
  }
  if (bucket instanceof Runs) return bucket.add(sequence, owner);
  const at = firstFrom(bucket, sequence);
  if (bucket[at] === sequence) return bucket;
  if (bucket.length < SMALL) return bucket.toSpliced(at, 0, sequence);
  return new Runs(owner, [{ owner, values: bucket.slice() }], bucket.length).add(sequence, owner);
}

/** The bucket without `sequence`, `undefined` when that was the last. */
export function remove(bucket: Bucket | undefined, sequence: number, owner: number): Bucket | undefined {
  if (bucket === undefined || bucket === sequence) return undefined;
  if (typeof bucket === 'number') return bucket;
  if (bucket instanceof Runs) return bucket.remove(sequence, owner);
  const at = firstFrom(bucket, sequence);
  if (bucket[at] !== sequence) return bucket;
  return bucket.length === 2 ? bucket[1 - at] : bucket.toSpliced(at, 1);
}

/** How many sequences a bucket holds. */
export function size(bucket: Bucket | undefined): number {
  if (bucket === undefined) return 0;
  if (typeof bucket === 'number') return 1;
  return bucket instanceof Runs ? bucket.size : bucket.length;
}

/** The lowest sequence. */
export function first(bucket: Bucket): number {
  if (typeof bucket === 'number') return bucket;
  return bucket instanceof Runs ? bucket.first : (bucket[0] as number);
}

/** Visits the sequences behind `after` in order; `false` ends the walk. Finding the start is a binary search. */
export function each(bucket: Bucket | undefined, visit: (sequence: number) => unknown, after = -1): void {
  if (bucket === undefined) return;
  if (typeof bucket === 'number') {
    if (bucket > after) visit(bucket);
  } else if (bucket instanceof Runs) {
    bucket.each(visit, after);
  } else {
    eachOf(bucket, visit, after);
  }
}

/** Returns whether the walk went to the end. */
function eachOf(values: readonly number[], visit: (sequence: number) => unknown, after: number): boolean {
  for (let at = firstFrom(values, after + 1); at < values.length; at++) {
    if (visit(values[at] as number) === false) return false;
  }
  return true;
}

/** Where the first value stands that is not below `sequence`. */
function firstFrom(values: readonly number[], sequence: number): number {
  let low = 0;
  let high = values.length;
  // Most writes append, and most walks begin at the beginning.
  if (high === 0 || (values[high - 1] as number) < sequence) return high;
  if ((values[0] as number) >= sequence) return 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Runs {
  constructor(
    private readonly owner: number,
    private readonly runs: Run[],
    public size: number,
  ) {}

  get first(): number {
    return this.runs[0]?.values[0] as number;
  }

  add(sequence: number, owner: number): Runs {
    const index = Math.min(this.runFrom(sequence), this.runs.length - 1);
    const { values } = this.runs[index] as Run;
    const at = firstFrom(values, sequence);
    if (values[at] === sequence) return this;
    const owned = this.ownedBy(owner);
    owned.size++;
    if (at === RUN) owned.runs.splice(index + 1, 0, { owner, values: [sequence] });
    else owned.insert(index, at, sequence);
    return owned;
  }

  remove(sequence: number, owner: number): Bucket {
    const index = this.runFrom(sequence);
    const values = this.runs[index]?.values ?? [];
    const at = firstFrom(values, sequence);
    if (values[at] !== sequence) return this;
    const owned = this.ownedBy(owner);
    owned.size--;
    const run = owned.writable(index);
    run.values.splice(at, 1);
    if (run.values.length === 0) owned.runs.splice(index, 1);
    // Half the limit, so that a bucket at the limit does not change its form with every write.
    return owned.size > SMALL / 2 ? owned : owned.runs.flatMap(({ values }) => values);
  }

  each(visit: (sequence: number) => unknown, after: number): void {
    for (let index = this.runFrom(after + 1); index < this.runs.length; index++) {
      if (!eachOf((this.runs[index] as Run).values, visit, after)) return;
    }
  }

  private ownedBy(owner: number): Runs {
    return owner === this.owner ? this : new Runs(owner, this.runs.slice(), this.size);
  }

  private insert(index: number, at: number, sequence: number): void {
    const run = this.writable(index);
    run.values.splice(at, 0, sequence);
    if (run.values.length > RUN) {
      this.runs.splice(index + 1, 0, { owner: this.owner, values: run.values.splice(RUN >>> 1) });
    }
  }

  private writable(index: number): Run {
    const run = this.runs[index] as Run;
    if (run.owner === this.owner) return run;
    const copy = { owner: this.owner, values: run.values.slice() };
    this.runs[index] = copy;
    return copy;
  }

  /** The first run that reaches to `sequence`. */
  private runFrom(sequence: number): number {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { values } = this.runs[middle] as Run;
      if ((values[values.length - 1] as number) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
