/** What the changes of one page come to: every object once, as it is now. */
import type { DirectoryKind, DirectoryObject } from '../../../model/directory/tables.js';
import type { Row } from '../../../model/reader.js';
import type { Feed } from '../../store/index.js';
import type { DeltaPlan, Reading, Tracked } from './plan.js';
import { type End, endOf, printObject, printRemoved } from './print.js';
import type { Pair, Relation } from './relations.js';

/** What a change means to one object. */
export type Touch = { readonly tracked: Tracked; readonly id: string } & (
  | { readonly kind: 'all' }
  | { readonly kind: 'properties'; readonly names: readonly string[] }
  | { readonly kind: 'pair'; readonly relation: Relation; readonly pair: Pair }
);

/** The changes of a feed behind a position. */
export interface Range {
  readonly feed: Feed;
  readonly from: number;
}

interface Changed {
  readonly tracked: Tracked;
  /** It came, went or came back. */
  all: boolean;
  readonly names: Set<string>;
  readonly pairs: Map<Relation, Map<string, Pair>>;
}

export class Changes {
  /** How many ends of relationships there are. */
  ends = 0;
  readonly #objects = new Map<string, Changed>();
  #gone: Map<string, DirectoryKind> | undefined;

  constructor(
    readonly plan: DeltaPlan,
    readonly reading: Reading,
    readonly range: Range,
    readonly minimal: boolean,
  ) {}

  get objects(): number {
    return this.#objects.size;
  }

  hasNew(touches: readonly Touch[]): boolean {
    return touches.some(({ id }) => !this.#objects.has(id));
  }

  add(touch: Touch): void {
    const { tracked, id } = touch;
    const changed = this.#objects.get(id) ?? { tracked, all: false, names: new Set(), pairs: new Map() };
    this.#objects.set(id, changed);
    if (touch.kind === 'all') changed.all = true;
    else if (touch.kind === 'properties') for (const name of touch.names) changed.names.add(name);
    else this.#addPair(changed, touch.relation, touch.pair);
  }

  #addPair({ pairs }: Changed, relation: Relation, pair: Pair): void {
    const between = pairs.get(relation) ?? new Map<string, Pair>();
    if (!between.has(pair.other)) this.ends++;
    pairs.set(relation, between.set(pair.other, pair));
  }

  print(): readonly string[] {
    const items: string[] = [];
    for (const [id, changed] of this.#objects) {
      const row = this.reading.reader.get(changed.tracked.table, id);
      const item = row ? this.#printPresent(row, changed) : printRemoved(this.reading, id);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  /** Undefined where nothing came of the changes. */
  #printPresent(row: Row, { tracked, all, names, pairs }: Changed): string | undefined {
    const ends = new Map<string, readonly End[]>();
    for (const [relation, between] of pairs) {
      const found = [...between.values()].flatMap((pair) => this.#endsOf(row, relation, pair));
      if (found.length > 0) ends.set(relation.name, found);
    }
    if (!all && names.size === 0 && ends.size === 0) return undefined;
    return printObject(this.plan, this.reading, tracked, row, ends, this.minimal && !all ? names : undefined);
  }

  #endsOf(row: Row, relation: Relation, pair: Pair): readonly End[] {
    const state = relation.state(this.reading.reader, row, pair.other);
    if (state === 'untold') return [];
    const end = endOf(this.reading, pair.other, (id) => pair.kind ?? this.#kindOfGone(id));
    return [state === 'there' ? end : { ...end, '@removed': { reason: 'deleted' } }];
  }

  /** What an object was that left a relationship and then the directory, as its removal tells. */
  #kindOfGone(id: string): DirectoryKind | undefined {
    if (!this.#gone) {
      const gone = new Map<string, DirectoryKind>();
      const { dialect } = this.reading;
      for (const { table } of dialect.derivedFrom(dialect.type('directoryObject'))) {
        if (!table) continue;
        this.range.feed.since(
          this.range.from,
          (change) => {
            if (change.kind === 'removed') gone.set(change.id, (change.before as DirectoryObject).kind);
          },
          table,
        );
      }
      this.#gone = gone;
    }
    return this.#gone.get(id);
  }
}
