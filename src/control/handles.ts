/** What a test holds in its hand: a moment to go back to, and a record of what was asked. */
import { randomUUID } from 'node:crypto';
import type { ControlClient } from './client.js';

type Input<Call extends keyof ControlClient> = NonNullable<Parameters<ControlClient[Call]>[0]>;
type Entries = Awaited<ReturnType<ControlClient['journal']>>['value'];

/** A moment of a tenant. */
export interface Kept {
  /** Back to this moment: state and clock. As often as needed. */
  restore(): Promise<void>;
  /** Forgets the moment, and with it what it alone still holds. */
  forget(): Promise<void>;
}

/** The requests that a tenant has answered since it was told to record them. */
export interface Recording {
  /** Those that fit, the oldest first. */
  list(filter?: Input<'journal'>): Promise<Entries>;
  /** The same as soon as so many fit. @throws ControlError 408 when the time is up first */
  wait(filter?: Input<'waitForRequests'>): Promise<Entries>;
  /** Forgets what was recorded, and goes on. */
  clear(): Promise<void>;
  /** Forgets what was recorded, and ends. */
  stop(): Promise<void>;
}

export async function keep(control: ControlClient): Promise<Kept> {
  const name = randomUUID();
  await control.takeSnapshot({ name });
  return {
    restore: async () => void (await control.restoreSnapshot({ name })),
    forget: async () => void (await control.deleteSnapshot({ name })),
  };
}

export async function record(control: ControlClient): Promise<Recording> {
  await control.record({ record: true });
  return {
    list: async (filter) => (await control.journal(filter)).value,
    wait: async (filter) => (await control.waitForRequests(filter)).value,
    clear: async () => void (await control.clearJournal()),
    stop: async () => void (await control.record({ record: false })),
  };
}
