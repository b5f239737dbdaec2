/** Sign-ins under way: codes that wait to be redeemed, devices that wait for somebody to sign in. */
import { randomBytes } from 'node:crypto';

/** What was asked for when a sign-in began. */
export interface SignIn {
  readonly tenant: string | undefined;
  readonly clientId: string;
  readonly scope: string;
  readonly nonce?: string;
  readonly redirectUri?: string;
  readonly challenge?: string;
  readonly challengeMethod?: string;
}

/** A sign-in, and who signed in. */
export interface SignedIn extends SignIn {
  readonly userId: string;
}

interface Kept<T> {
  readonly value: T;
  /** Milliseconds. */
  readonly until: number;
}

/** Values under secret names, for a time. */
export class Vault<T> {
  readonly #kept = new Map<string, Kept<T>>();

  constructor(
    readonly seconds: number,
    readonly now: () => number,
  ) {}

  /** Keeps a value and answers its name. */
  put(value: T, name = randomBytes(32).toString('base64url')): string {
    const now = this.now();
    for (const [old, { until }] of this.#kept) {
      if (until > now) break;
      this.#kept.delete(old);
    }
    this.#kept.set(name, { value, until: now + this.seconds * 1000 });
    return name;
  }

  get(name: string): T | undefined {
    const kept = this.#kept.get(name);
    return kept && kept.until > this.now() ? kept.value : undefined;
  }

  take(name: string): T | undefined {
    const value = this.get(name);
    this.#kept.delete(name);
    return value;
  }
}

/** A device that waits: what it asks for, and who has signed in for it. */
export interface Device extends SignIn {
  readonly userCode: string;
  userId: string | undefined;
}

const CODE_SECONDS = 600;
const DEVICE_SECONDS = 900;

export class Sessions {
  readonly codes: Vault<SignedIn>;
  /** Codes that were redeemed, so that a second time is told from a wrong code. */
  readonly redeemed: Vault<true>;
  readonly devices: Vault<Device>;
  readonly devicesByUserCode: Vault<Device>;

  /** @param now the time by which codes expire, in milliseconds */
  constructor(now: () => number) {
    this.codes = new Vault(CODE_SECONDS, now);
    this.redeemed = new Vault(CODE_SECONDS, now);
    this.devices = new Vault(DEVICE_SECONDS, now);
    this.devicesByUserCode = new Vault(DEVICE_SECONDS, now);
  }
}

export const DEVICE_LIFETIME = DEVICE_SECONDS;
