// "Token duration", delta query overview: nobody asks what has changed more than seven days ago.
import t from 'tap';
import { table } from '../model/reader.js';
import { KeptChanges } from '../src/lifecycle/kept-changes.js';
import { Schema, Timeline } from '../src/store/index.js';

const DAY = 86_400_000;
const things = table<{ id: string }>('things');

function written(timeline: Timeline, count: number): void {
  for (let at = 0; at < count; at++) {
    timeline.transact((tx) => tx.insert(things, { id: `${timeline.feed.latest}` }));
  }
}

t.test('changes are kept for seven days, and then forgotten', async (t) => {
  const timeline = Timeline.empty(new Schema([things], []));
  const changes = new KeptChanges(timeline);
  for (let day = 0; day < 30; day++) {
    changes.forgetOld(day * DAY);
    // Asked again on the same day, as every request does.
    changes.forgetOld(day * DAY + 1000);
    t.ok(timeline.feed.oldest <= Math.max(0, day - 7) * 10, `day ${day}: what is younger than a token is there`);
    t.ok(timeline.feed.oldest >= (day - 8) * 10, `day ${day}: what is older is not`);
    written(timeline, 10);
  }
  t.equal(timeline.feed.latest, 300);
});

t.test('what a restore brings back is kept for seven days more', async (t) => {
  const timeline = Timeline.empty(new Schema([things], []));
  const changes = new KeptChanges(timeline);
  const start = timeline.snapshot();
  written(timeline, 100);
  changes.forgetOld(0);
  timeline.restore(start);
  written(timeline, 50);
  changes.forgetOld(6 * DAY);
  written(timeline, 60);
  changes.forgetOld(9 * DAY);
  t.equal(timeline.feed.oldest, 0);
  changes.forgetOld(14 * DAY);
  t.equal(timeline.feed.oldest, 50);
  // Back from a leap of the clock.
  changes.forgetOld(365 * DAY);
  timeline.restore(start);
  changes.forgetOld(0);
  written(timeline, 30);
  changes.forgetOld(8 * DAY);
  t.equal(timeline.feed.oldest, 0);
  changes.forgetOld(16 * DAY);
  t.equal(timeline.feed.oldest, 30);
});
