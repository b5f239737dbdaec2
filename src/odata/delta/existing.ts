/** The first round: all objects that there are, page by page. */
import type { Reader, Row } from '../../../model/reader.js';
import type { DeltaPlan, Reading, Tracked } from './plan.js';
import { type End, endOf, PAGE, printObject } from './print.js';
import type { Place } from './token.js';

export interface ExistingPage {
  readonly items: readonly string[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: Place;
}

const BEGINNING: Place = { table: 0, after: -1 };

export function existingPage(plan: DeltaPlan, reading: Reading, start: Place = BEGINNING): ExistingPage {
  const page = new Page(plan, reading);
  for (let table = start.table; table < plan.tracked.length && page.next === undefined; table++) {
    page.fill(table, table === start.table ? start : { table, after: -1 });
  }
  return { items: page.items, ...(page.next && { next: page.next }) };
}

class Page {
  readonly items: string[] = [];
  next: Place | undefined;
  #room: number = PAGE.ends;

  constructor(
    readonly plan: DeltaPlan,
    readonly reading: Reading,
  ) {}

  /** Takes the objects of one table that stand behind a place, until there are no more or the page is full. */
  fill(table: number, from: Place): void {
    const tracked = this.plan.tracked[table] as Tracked;
    let { after } = from;
    visitRows(this.reading.reader, this.plan, tracked, after, (row, sequence) => {
      if (this.items.length === PAGE.objects || this.#room === 0) {
        this.next = { table, after };
        return false;
      }
      const stopped = this.#take(tracked, row, from.part?.row === sequence ? from.part : undefined);
      if (stopped) this.next = { table, after: sequence - 1, part: { row: sequence, ...stopped } };
      after = sequence;
      return stopped === undefined;
    });
  }

  /** Returns where the ends of the object have to be continued, if they do not fit the page. */
  #take(tracked: Tracked, row: Row, part: Place['part']): { relation: number; after: number } | undefined {
    const ends = new Map<string, End[]>();
    let stopped: { relation: number; after: number } | undefined;
    for (let at = part?.relation ?? 0; at < tracked.relations.length && !stopped; at++) {
      const { name, found, full, last } = this.#ends(tracked, row, at, at === part?.relation ? part.after : -1);
      if (found.length > 0) ends.set(name, found);
      if (full) stopped = { relation: at, after: last };
    }
    this.items.push(printObject(this.plan, this.reading, tracked, row, ends));
    return stopped;
  }

  #ends(tracked: Tracked, row: Row, at: number, after: number) {
    const relation = tracked.relations[at] as Tracked['relations'][number];
    const found: End[] = [];
    let last = after;
    let full = false;
    const visit = (other: string, place: number) => {
      full = this.#room === 0;
      if (full) return false;
      found.push(endOf(this.reading, other));
      this.#room--;
      last = place;
      return true;
    };
    relation.each(this.reading.reader, row, visit, after);
    return { name: relation.name, found, full, last };
  }
}

type Visit = (row: Row, sequence: number) => boolean;

function visitRows(reader: Reader, { ids }: DeltaPlan, { table }: Tracked, after: number, visit: Visit): void {
  if (!ids) {
    reader.scan(table, visit, after);
    return;
  }
  const found = [...ids].flatMap((id) => {
    const row = reader.get(table, id);
    const sequence = reader.sequenceOf(table, id) ?? -1;
    return row && sequence > after ? [{ row, sequence }] : [];
  });
  found.sort((a, b) => a.sequence - b.sequence);
  for (const { row, sequence } of found) if (!visit(row, sequence)) return;
}
