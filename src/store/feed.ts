import type { Link, Row } from '../../model/reader.js';
import { add, type Bucket, each } from './bucket.js';
import { LayeredMap } from './layered-map.js';
import type { AnyTable } from './schema.js';
import { SequenceArray } from './sequence-array.js';

/** What happened to a record. `sequence` is the record's place in its table. */
export type RowChange<R extends Row = Row> =
  | {
      readonly kind: 'inserted';
      readonly table: AnyTable;
      readonly id: string;
      readonly sequence: number;
      readonly after: R;
    }
  | {
      readonly kind: 'replaced';
      readonly table: AnyTable;
      readonly id: string;
      readonly sequence: number;
      readonly before: R;
      readonly after: R;
    }
  | {
      readonly kind: 'removed';
      readonly table: AnyTable;
      readonly id: string;
      readonly sequence: number;
      readonly before: R;
    };

/** What happened between two objects. `sequence` is the link's own. */
export interface LinkChange {
  readonly kind: 'linked' | 'unlinked';
  readonly link: Link;
  readonly left: string;
  readonly right: string;
  readonly sequence: number;
}

export type Change = RowChange | LinkChange;

/** Called for each change in turn; `false` ends the walk. */
export type ChangeVisit = (change: Change, position: number) => unknown;

/** The committed changes of a timeline, numbered from 1, and again by table and link. */
export class FeedState {
  private constructor(
    readonly owner: number,
    public latest: number,
    public oldest: number,
    private readonly changes: SequenceArray<Change>,
    private readonly bySource: LayeredMap<AnyTable | Link, Bucket>,
  ) {}

  /** A feed without content that goes on numbering behind `latest`. */
  static empty(latest = 0): FeedState {
    return new FeedState(0, latest, latest, new SequenceArray(0), new LayeredMap());
  }

  /** A writable feed over this one, which must not be written any more. */
  fork(owner: number): FeedState {
    return new FeedState(owner, this.latest, this.oldest, new SequenceArray(owner, this.changes), this.bySource.fork());
  }

  append(change: Change): void {
    const source = 'table' in change ? change.table : change.link;
    const position = ++this.latest;
    this.changes.set(position, change);
    this.bySource.set(source, add(this.bySource.get(source), position, this.owner));
  }

  /** Lets go of the changes up to `position`; the places they had in the feed of their table remain, as bare numbers. */
  prune(position: number): void {
    this.oldest = Math.max(this.oldest, Math.min(position, this.latest));
    this.changes.forget(this.oldest);
  }

  since(position: number, visit: ChangeVisit, source?: AnyTable | Link): void {
    const after = Math.max(position, this.oldest);
    if (source === undefined) this.changes.visit(visit, after);
    else each(this.bySource.get(source), (at) => visit(this.changes.get(at) as Change, at), after);
  }
}
