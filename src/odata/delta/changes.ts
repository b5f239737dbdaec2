/**
 * The later rounds: what has changed since a position of the feed.
 *
 * An object is told of as it is now, whatever has happened to it, so that its changes within a page are one; what comes
 * about while a client turns pages is told again in the next round. Costs what the changes of the tracked tables and
 * relationships cost, however many objects there are.
 */
import { type DirectoryObject, deletedItems } from '../../../model/directory/tables.js';
import type { Link } from '../../../model/reader.js';
import type { AnyTable, Change, RowChange } from '../../store/index.js';
import { Changes, type Range, type Touch } from './changed.js';
import type { DeltaPlan, Reading, Tracked } from './plan.js';
import { PAGE } from './print.js';

export interface ChangesPage {
  readonly items: readonly string[];
  /** Up to where the feed is told. */
  readonly position: number;
  readonly more: boolean;
}

interface Relevant {
  readonly position: number;
  readonly touches: readonly Touch[];
}

/** `minimal`: of an object only what has changed. */
export function changesPage(plan: DeltaPlan, reading: Reading, range: Range, minimal: boolean): ChangesPage {
  const { relevant, end, more } = collect(plan, reading, range);
  const changes = new Changes(plan, reading, range, minimal);
  let told = range.from;
  for (const { position, touches } of relevant) {
    const full = changes.ends >= PAGE.ends || (changes.objects >= PAGE.objects && changes.hasNew(touches));
    if (full) return { items: changes.print(), position: told, more: true };
    for (const touch of touches) changes.add(touch);
    told = position;
  }
  return { items: changes.print(), position: end, more };
}

/** The relevant changes of all sources in their order, no more of any than a page can need. */
function collect(plan: DeltaPlan, reading: Reading, { feed, from }: Range) {
  const most = PAGE.objects + PAGE.ends;
  const all: Relevant[] = [];
  let end = feed.latest;
  let more = false;
  for (const source of sourcesOf(plan)) {
    const found: Relevant[] = [];
    const visit = (change: Change, position: number) => {
      const touches = touchesOf(plan, reading, change);
      if (touches.length === 0) return true;
      if (found.length === most) {
        // Others are told no further than this source, so that none of its changes is passed over.
        end = Math.min(end, found.at(-1)?.position ?? end);
        more = true;
        return false;
      }
      found.push({ position, touches });
      return true;
    };
    feed.since(from, visit, source);
    all.push(...found);
  }
  const relevant = all.filter(({ position }) => position <= end).sort((a, b) => a.position - b.position);
  return { relevant, end, more };
}

function sourcesOf({ tracked }: DeltaPlan): ReadonlySet<AnyTable | Link> {
  const sources = new Set<AnyTable | Link>([deletedItems]);
  for (const { table, relations } of tracked) {
    sources.add(table);
    for (const relation of relations) for (const source of relation.sources) sources.add(source);
  }
  return sources;
}

function touchesOf(plan: DeltaPlan, reading: Reading, change: Change): readonly Touch[] {
  const touches: Touch[] = [];
  for (const tracked of plan.tracked) {
    if ('table' in change) touches.push(...ofObject(tracked, reading, change));
    for (const relation of tracked.relations) {
      for (const pair of relation.pairs(change)) {
        // Others than the tracked objects may stand in the same relationship.
        if (!reading.reader.get(tracked.table, pair.owner)) continue;
        touches.push({ kind: 'pair', tracked, id: pair.owner, relation, pair });
      }
    }
  }
  const { ids } = plan;
  return ids ? touches.filter(({ id }) => ids.has(id)) : touches;
}

function ofObject(tracked: Tracked, reading: Reading, change: RowChange): readonly Touch[] {
  const { id } = change;
  if (change.table === deletedItems) {
    // What leaves the recycle bin is restored or gone for good; its deletion was a change of its own table.
    const isTracked =
      change.kind === 'removed' && (change.before as DirectoryObject).kind === tracked.type.discriminator;
    return isTracked ? [{ kind: 'all', tracked, id }] : [];
  }
  if (change.table !== tracked.table) return [];
  if (change.kind !== 'replaced') return [{ kind: 'all', tracked, id }];
  const { before, after } = change;
  const changed = tracked.properties.filter((property) => property.differs(before, after, reading));
  return changed.length > 0 ? [{ kind: 'properties', tracked, id, names: changed.map(({ name }) => name) }] : [];
}
