import { FeedState } from './feed.js';
import { LinkState } from './links.js';
import type { Schema } from './schema.js';
import { TableState } from './table.js';

/** All that a tenant holds at one moment. The parts are shared with other states until a layer writes to them. */
export interface State {
  readonly tables: TableState[];
  readonly links: LinkState[];
  feed: FeedState;
}

/** The state in which nothing is. */
export function emptyState(schema: Schema): State {
  return {
    tables: schema.shapes.map((shape) => TableState.empty(shape)),
    links: schema.links.map(() => LinkState.empty()),
    feed: FeedState.empty(),
  };
}

let owners = 0;

/**
 * The place where a timeline reads and writes: a state, and the right to change those parts of it that this head made.
 *
 * Whoever takes the state away to keep it (a snapshot, a seed, a walk that is still going on) freezes it; the next
 * write then begins a new layer, which copies only what it touches.
 */
export class Head {
  private owner = 0;
  private walks = 0;
  private walked = false;

  constructor(private present: State) {}

  get state(): State {
    return this.present;
  }

  set state(state: State) {
    this.present = state;
    this.owner = 0;
  }

  /** The present state, which will not change any more. */
  freeze(): State {
    this.owner = 0;
    return this.present;
  }

  /** Between this and `endWalk` a write leaves alone what the walk reads. */
  beginWalk(): void {
    this.walks++;
    this.walked = true;
  }

  endWalk(): void {
    this.walks--;
  }

  table(number: number): TableState {
    const { tables } = this.writable();
    const table = tables[number] as TableState;
    if (table.owner === this.owner) return table;
    const fork = table.fork(this.owner);
    tables[number] = fork;
    return fork;
  }

  link(number: number): LinkState {
    const { links } = this.writable();
    const link = links[number] as LinkState;
    if (link.owner === this.owner) return link;
    const fork = link.fork(this.owner);
    links[number] = fork;
    return fork;
  }

  feed(): FeedState {
    const state = this.writable();
    if (state.feed.owner !== this.owner) state.feed = state.feed.fork(this.owner);
    return state.feed;
  }

  private writable(): State {
    if (this.owner === 0 || (this.walked && this.walks > 0)) {
      const { tables, links, feed } = this.present;
      this.present = { tables: tables.slice(), links: links.slice(), feed };
      this.owner = ++owners;
      this.walked = false;
    }
    return this.present;
  }
}
