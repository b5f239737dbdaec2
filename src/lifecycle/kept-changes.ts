/** How long the changes of a tenant are kept: as long as somebody may still ask what has changed since. */
import type { Timeline } from '../store/index.js';
import { after } from './clock.js';

/** Delta tokens are good for so long ("Token duration", delta query overview). */
export const TOKEN_LIFE = 'P7D';

const DAY = 86_400_000;

/** Where the feed was on each day, so that what is older than any token is let go with the records that it holds. */
export class KeptChanges {
  #marks: { readonly time: number; readonly position: number }[] = [];
  #epoch: string | undefined;
  #next = 0;

  constructor(readonly timeline: Timeline) {}

  /** Lets go of what nobody can ask for at `now`. Once a day this does something, else it compares. */
  forgetOld(now: number): void {
    const { epoch } = this.timeline;
    if (now < this.#next && epoch === this.#epoch) return;
    const { feed } = this.timeline;
    // Positions mean nothing any more after a reset or restore, nor does the time.
    if (epoch !== this.#epoch) this.#marks = [];
    this.#epoch = epoch;
    this.#next = now + DAY;
    const young = this.#marks.findIndex(({ time }) => after(time, TOKEN_LIFE) >= now);
    const old = young < 0 ? this.#marks : this.#marks.slice(0, young);
    const last = old.at(-1);
    if (last) feed.prune(last.position);
    this.#marks = [...this.#marks.slice(old.length), { time: now, position: feed.latest }];
  }
}
