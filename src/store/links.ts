import { type Bucket, each, first, size } from './bucket.js';
import { HashIndex } from './hash-index.js';
import { CHUNK, SequenceArray } from './sequence-array.js';

type Pair = readonly [left: string, right: string];

/** A pair that is linked now and was not before, or the other way round. */
export interface PairDifference {
  readonly pair: Pair;
  readonly isLinked: boolean;
}

/**
 * The pairs of one link in one layer, by sequence, with an index at either end.
 *
 * An id is kept once however many links it has: a further link takes the text that the first one holds.
 */
export class LinkState {
  private constructor(
    readonly owner: number,
    private readonly left: SequenceArray<string>,
    private readonly right: SequenceArray<string>,
    private readonly byLeft: HashIndex,
    private readonly byRight: HashIndex,
    private next: number,
  ) {}

  static empty(): LinkState {
    return new LinkState(0, new SequenceArray(0), new SequenceArray(0), new HashIndex(0), new HashIndex(0), 1);
  }

  /** A writable state over this one, which must not be written any more. */
  fork(owner: number): LinkState {
    return new LinkState(
      owner,
      new SequenceArray(owner, this.left),
      new SequenceArray(owner, this.right),
      new HashIndex(owner, this.byLeft),
      new HashIndex(owner, this.byRight),
      this.next,
    );
  }

  /** The sequence of a link, found by walking the end that has fewer. */
  sequenceOf(left: string, right: string): number | undefined {
    return this.search(this.byLeft.bucket(left), left, this.byRight.bucket(right), right);
  }

  /** Returns the new link's sequence, `undefined` when it was there. */
  link(left: string, right: string): number | undefined {
    const ofLeft = this.byLeft.bucket(left);
    const ofRight = this.byRight.bucket(right);
    if (this.search(ofLeft, left, ofRight, right) !== undefined) return undefined;
    const sequence = this.next;
    this.put(sequence, left, right, ofLeft, ofRight);
    return sequence;
  }

  /** Places a link at a sequence that is free. The buckets of its ends may be given where they are known. */
  put(
    sequence: number,
    left: string,
    right: string,
    ofLeft = this.byLeft.bucket(left),
    ofRight = this.byRight.bucket(right),
  ): void {
    this.left.set(sequence, ofLeft === undefined ? left : (this.left.get(first(ofLeft)) as string));
    this.right.set(sequence, ofRight === undefined ? right : (this.right.get(first(ofRight)) as string));
    this.byLeft.addTo(ofLeft, left, sequence);
    this.byRight.addTo(ofRight, right, sequence);
    if (sequence >= this.next) this.next = sequence + 1;
  }

  /** The link must be there. */
  remove(sequence: number): void {
    this.byLeft.remove(this.left.get(sequence) as string, sequence);
    this.byRight.remove(this.right.get(sequence) as string, sequence);
    this.left.delete(sequence);
    this.right.delete(sequence);
  }

  /** Takes a link back as if it had never been: the next one gets the same sequence. */
  undoLink(sequence: number): void {
    this.remove(sequence);
    this.next = sequence;
  }

  /** The pairs that one of this state and another has alone, chunk by chunk; those that both share are passed over. */
  *differences(from: LinkState): Generator<PairDifference[]> {
    for (const start of this.left.differing(from.left)) {
      const found: PairDifference[] = [];
      for (let sequence = start; sequence < start + CHUNK; sequence++) {
        const [was, is] = [from.pairAt(sequence), this.pairAt(sequence)];
        if (was?.[0] === is?.[0] && was?.[1] === is?.[1]) continue;
        if (was) found.push({ pair: was, isLinked: false });
        if (is) found.push({ pair: is, isLinked: true });
      }
      yield found;
    }
  }

  private pairAt(sequence: number): Pair | undefined {
    const [left, right] = [this.left.get(sequence), this.right.get(sequence)];
    return left === undefined || right === undefined ? undefined : [left, right];
  }

  countRights(left: string): number {
    return size(this.byLeft.bucket(left));
  }

  countLefts(right: string): number {
    return size(this.byRight.bucket(right));
  }

  rights(left: string, visit: EndVisit, after?: number): void {
    each(this.byLeft.bucket(left), (sequence) => visit(this.right.get(sequence) as string, sequence), after);
  }

  lefts(right: string, visit: EndVisit, after?: number): void {
    each(this.byRight.bucket(right), (sequence) => visit(this.left.get(sequence) as string, sequence), after);
  }

  private search(
    ofLeft: Bucket | undefined,
    left: string,
    ofRight: Bucket | undefined,
    right: string,
  ): number | undefined {
    if (ofLeft === undefined || ofRight === undefined) return undefined;
    return size(ofLeft) < size(ofRight) ? find(ofLeft, this.right, right) : find(ofRight, this.left, left);
  }
}

type EndVisit = (id: string, sequence: number) => unknown;

function find(bucket: Bucket, ends: SequenceArray<string>, id: string): number | undefined {
  let found: number | undefined;
  each(bucket, (sequence) => {
    if (ends.get(sequence) !== id) return true;
    found = sequence;
    return false;
  });
  return found;
}
