import { randomUUID } from 'node:crypto';
import type { Link } from '../../model/reader.js';
import { type Change, type ChangeVisit, FeedState } from './feed.js';
import type { AnyTable, Schema } from './schema.js';
import { emptyState, Head, type State } from './state.js';
import { OpenTransaction, type Transaction, undo } from './transaction.js';
import { View } from './view.js';

/** Frozen state that any number of timelines share. It can be read. */
export class Sealed extends View {
  constructor(
    schema: Schema,
    readonly state: State,
  ) {
    super(schema, new Head(state));
  }
}

/** A moment of a timeline to which it can return. It can be read. */
export class Snapshot extends View {
  constructor(
    schema: Schema,
    readonly state: State,
  ) {
    super(schema, new Head(state));
  }
}

/** What a subscriber does about a change. */
export type Reaction = (change: Change, tx: Transaction) => void;

interface Subscription {
  readonly reaction: Reaction;
  readonly sources: readonly (AnyTable | Link)[] | undefined;
}

const sourceOf = (change: Change): AnyTable | Link => ('table' in change ? change.table : change.link);

/** The committed changes of a timeline. */
export interface Feed {
  /** The position of the last change; 0 when there was none. */
  readonly latest: number;
  /** What happened at or before this position is forgotten: who stands before it has missed something. */
  readonly oldest: number;
  /** Visits the changes behind `position`, those of one table or link alone if asked; costs only those it visits. */
  since(position: number, visit: ChangeVisit, source?: AnyTable | Link): void;
  /** Forgets the changes up to `position`, and with them the records that they alone still hold. */
  prune(position: number): void;
}

/** Tokens outlive a process, so epochs of two processes must differ. */
const processTag = randomUUID().slice(0, 8);
let epochs = 0;

/** The state of one tenant over a chain of layers. */
export class Timeline extends View {
  readonly feed: Feed;
  #seed: State;
  #epoch: string | undefined;
  #log: Change[] | undefined;
  #loading = false;
  #subscriptions: readonly Subscription[] = [];
  /** Who follows a table or link, by its number; worked out when it first changes. */
  #followers: (readonly Subscription[] | undefined)[] = [];
  #version = 0;

  private constructor(schema: Schema, seed: State) {
    super(schema, new Head(seed));
    this.#seed = seed;
    this.feed = new TimelineFeed(this.head, (walk) => this.walk(walk));
  }

  /** A timeline that holds nothing. */
  static empty(schema: Schema): Timeline {
    return new Timeline(schema, emptyState(schema));
  }

  /** A timeline that begins with a seed. Costs a few hundred bytes; a table is copied piece by piece when written. */
  static over(sealed: Sealed): Timeline {
    return new Timeline(sealed.schema, sealed.state);
  }

  /** Changes with each restore and reset, and differs from that of every other timeline, of other processes too. */
  get epoch(): string {
    this.#epoch ??= `${processTag}-${++epochs}`;
    return this.#epoch;
  }

  /** Grows with whatever is written, restored or reset. */
  get version(): number {
    return this.#version;
  }

  /**
   * Freezes the present state into a seed. The seed has no feed: positions go on behind the present one.
   * Throws an `Error` inside a transaction.
   */
  seal(): Sealed {
    this.#mustBeIdle();
    const { tables, links, feed } = this.head.freeze();
    for (const table of tables) table.becomeBase();
    return new Sealed(this.schema, { tables, links, feed: FeedState.empty(feed.latest) });
  }

  /**
   * Runs `work`, whose writes count all or, when it throws, not at all. Inside another transaction it joins that one
   * and undoes only its own part. `work` must not be asynchronous.
   */
  transact<T>(work: (tx: Transaction) => T): T {
    if (this.#log !== undefined) return this.#attempt(this.#log, work);
    const log: Change[] = [];
    this.#log = log;
    try {
      return this.#attempt(log, (tx) => {
        const result = work(tx);
        if (!this.#loading) this.#commit(log, tx);
        return result;
      });
    } finally {
      this.#log = undefined;
    }
  }

  /**
   * Runs `work` like `transact`, but what it writes is a beginning and not a change: there is no feed, no reaction and
   * no record of it, so that a million rows cost no more than themselves. Throws an `Error` inside a transaction.
   */
  load<T>(work: (tx: Transaction) => T): T {
    this.#mustBeIdle();
    const before = this.head.freeze();
    this.#version++;
    const tx = new OpenTransaction(this.schema, this.head, undefined);
    this.#loading = true;
    try {
      return refusePromise(work(tx));
    } catch (error) {
      this.head.state = before;
      throw error;
    } finally {
      this.#loading = false;
      tx.close();
    }
  }

  /**
   * Calls `reaction` for every change of a transaction, or those of some tables and links alone, in order, when its work is done and before it is committed;
   * the changes that reactions make follow behind. The state may have moved on since the change. A reaction that
   * throws undoes the transaction. Returns what unsubscribes it.
   */
  onChange(reaction: Reaction, sources?: readonly (AnyTable | Link)[]): () => void {
    const own: Subscription = { reaction, sources };
    this.#subscribe([...this.#subscriptions, own]);
    return () => this.#subscribe(this.#subscriptions.filter((other) => other !== own));
  }

  #subscribe(subscriptions: readonly Subscription[]): void {
    this.#subscriptions = subscriptions;
    this.#followers = [];
  }

  #followersOf(source: AnyTable | Link): readonly Subscription[] {
    let followers = this.#followers[source.number];
    if (!followers) {
      followers = this.#subscriptions.filter(({ sources }) => !sources || sources.includes(source));
      this.#followers[source.number] = followers;
    }
    return followers;
  }

  /** The present moment. Costs nothing but the copies that later writes make. Throws an `Error` inside a transaction. */
  snapshot(): Snapshot {
    this.#mustBeIdle();
    return new Snapshot(this.schema, this.head.freeze());
  }

  /** Returns to a moment, of this or another timeline of the schema, at no cost. Throws an `Error` inside a transaction. */
  restore(snapshot: Snapshot): void {
    if (snapshot.schema !== this.schema) throw new Error('The snapshot is of another schema.');
    this.#become(snapshot.state);
  }

  /** Returns to the seed, at no cost. Throws an `Error` inside a transaction. */
  reset(): void {
    this.#become(this.#seed);
  }

  #become(state: State): void {
    this.#mustBeIdle();
    this.head.state = state;
    this.#epoch = undefined;
    this.#version++;
  }

  #attempt<T>(log: Change[], work: (tx: Transaction) => T): T {
    const mark = log.length;
    const tx = new OpenTransaction(this.schema, this.head, log);
    try {
      return refusePromise(work(tx));
    } catch (error) {
      undo(this.schema, this.head, log, mark);
      throw error;
    } finally {
      tx.close();
    }
  }

  #commit(log: readonly Change[], tx: Transaction): void {
    if (log.length > 0) this.#version++;
    // Reactions lengthen the log while it is gone through.
    for (let at = 0; at < log.length; at++) {
      const change = log[at] as Change;
      for (const { reaction } of this.#followersOf(sourceOf(change))) reaction(change, tx);
    }
    let feed: FeedState | undefined;
    for (const change of log) {
      if (!this.schema.isTracked(sourceOf(change))) continue;
      feed ??= this.head.feed();
      feed.append(change);
    }
  }

  #mustBeIdle(): void {
    if (this.#log !== undefined || this.#loading) throw new Error('A transaction is open.');
  }
}

class TimelineFeed implements Feed {
  readonly #head: Head;
  readonly #walk: (walk: () => void) => void;

  constructor(head: Head, walk: (walk: () => void) => void) {
    this.#head = head;
    this.#walk = walk;
  }

  get latest(): number {
    return this.#head.state.feed.latest;
  }

  get oldest(): number {
    return this.#head.state.feed.oldest;
  }

  prune(position: number): void {
    this.#head.feed().prune(position);
  }

  since(position: number, visit: ChangeVisit, source?: AnyTable | Link): void {
    const { feed } = this.#head.state;
    this.#walk(() => feed.since(position, visit, source));
  }
}

/** Half of an asynchronous work would run when the transaction is over. */
function refusePromise<T>(result: T): T {
  if (result instanceof Promise) throw new TypeError('The work of a transaction must not be asynchronous.');
  return result;
}
