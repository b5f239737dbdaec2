/**
 * The tenant's clock: it runs with real time, ahead of it by as much as it was advanced. Nothing else in the emulator
 * reads the system time.
 */
import { parse, pattern } from 'iso8601-duration';

/** The system's time in milliseconds. */
export const systemTime = (): number => Date.now();

export class Clock {
  #ahead = 0;
  #latest = 0;

  /** Now, in milliseconds since 1970. Never less than before, even when the system's time is set back. */
  now(): number {
    const now = systemTime() + this.#ahead;
    if (now > this.#latest) this.#latest = now;
    return this.#latest;
  }

  /** Now, as the service prints instants. */
  instant(): string {
    return toInstant(this.now());
  }

  /** Moves the clock forward to `instant` (milliseconds). Earlier ones leave it as it is: time does not go back. */
  moveTo(instant: number): void {
    const system = systemTime();
    if (instant <= Math.max(system + this.#ahead, this.#latest)) return;
    this.#ahead = instant - system;
    this.#latest = instant;
  }
}

let latest = { milliseconds: Number.NaN, text: '' };

/** Milliseconds as an ISO 8601 instant in UTC. All that one event writes has one time, so the last text is kept. */
export function toInstant(milliseconds: number): string {
  if (milliseconds !== latest.milliseconds) latest = { milliseconds, text: new Date(milliseconds).toISOString() };
  return latest.text;
}

/** At least one part, and the library's own pattern from end to end: it takes any text that has a duration in it. */
const WHOLE = new RegExp(`^(?=P.*\\d)(?:${pattern.source})$`);

/** Whether `text` is an ISO 8601 duration. */
export function isDuration(text: string): boolean {
  try {
    return WHOLE.test(text) && Boolean(parse(text));
  } catch {
    return false;
  }
}

const LAST: { text: string; duration: ReturnType<typeof parse> } = { text: '', duration: {} };

/** A duration read. Most of many are the same, so the last one is kept. */
function parsed(text: string): ReturnType<typeof parse> {
  if (text !== LAST.text) {
    LAST.duration = parse(text);
    LAST.text = text;
  }
  return LAST.duration;
}

/** The instant (milliseconds) that is a duration after another: calendar units count as the calendar does, in UTC. */
export function after(start: number, duration: string): number {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parsed(duration);
  const then = new Date(start);
  then.setUTCFullYear(then.getUTCFullYear() + years, then.getUTCMonth() + months, then.getUTCDate() + weeks * 7 + days);
  return then.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
