/**
 * How the facts of entitlement management are spelled differently, and lenses that both versions are declared with.
 *
 * Every lens keeps what it does not mean: it may be written before or after its neighbours in a body.
 */
import type { Codec, Draft, Enumeration, Fields, Lens } from '../edm.js';
import { BindError } from '../lens.js';
import { betaExtensions, type LocalizedText, type Request, type Schedule, type SubjectSet } from './tables.js';
import { objectIdOfTarget } from './walks.js';

/** beta has text where v1.0 has an enumeration, and spells its members with a capital: `userAdd` <-> `UserAdd`. */
export function words(type: Enumeration): Codec {
  const members = Object.keys(type.members);
  const toWire = new Map(members.map((name) => [name, name.slice(0, 1).toUpperCase() + name.slice(1)]));
  const fromWire = new Map([...toWire].map(([name, word]) => [word.toLowerCase(), name]));
  return {
    words: [...toWire.values()],
    toWire: (value: string) => toWire.get(value) ?? value,
    fromWire: (word: string) => {
      const name = fromWire.get(word.toLowerCase());
      if (name === undefined) throw new BindError('', `'${word}' is none of ${[...toWire.values()].join(', ')}`);
      return name;
    },
  };
}

/** A field of a complex field: `schedule.expiration.duration`. */
export function within(path: string, convert: Partial<Conversion> = {}): Lens {
  const steps = path.split('.');
  const { toWire = same, fromWire = same } = convert;
  return {
    read: (record: Fields) => {
      let at: unknown = record;
      for (const step of steps) {
        if (at === null || at === undefined) return undefined;
        at = (at as Fields)[step];
      }
      return at === undefined ? undefined : toWire(at);
    },
    write: (draft, value) => put(draft, steps, fromWire(value)),
  };
}

/** Conversions both ways, of values that may be null. */
interface Conversion {
  readonly toWire: (value: unknown) => unknown;
  readonly fromWire: (value: unknown) => unknown;
}

const same = (value: unknown) => value;

function put(draft: Draft, [step, ...rest]: readonly string[], value: unknown): void {
  if (step === undefined) return;
  if (rest.length === 0) {
    draft[step] = value;
    return;
  }
  const inner: Draft = { ...(draft[step] as Fields | null | undefined) };
  put(inner, rest, value);
  draft[step] = inner;
}

/** A complex field that is printed whole where the record has none: `requestApprovalSettings: null` in a body too. */
export function filled(field: string): Lens {
  return {
    read: (record: Fields) => record[field] ?? {},
    write: (draft, value) => {
      draft[field] = value ?? {};
    },
  };
}

/** The end as older samples send it in a schedule; it is never printed. */
export const stopDateTime: Lens = {
  read: (schedule: Schedule) => schedule.expiration?.endDateTime,
  write: (draft, value: string | null) => {
    if (value !== null) draft.expiration = { type: 'afterDateTime', endDateTime: value };
  },
};

/** Whom a request is for: a body names the person, the record a subject. */
export const targetObjectId: Lens = {
  read: objectIdOfTarget,
  write: (draft, value) => {
    draft.targetObjectId = value;
  },
};

const DAY = 86_400_000;
const MINUTE = 60_000;
const DURATION = /^(-)?P(?:(\d+)W)?(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds in an ISO 8601 duration; years and months as 365 and 30 days. */
export function milliseconds(duration: string): number | undefined {
  const match = DURATION.exec(duration);
  if (!match) return undefined;
  const [weeks = 0, years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map(number);
  const length = (weeks * 7 + years * 365 + months * 30 + days) * DAY + hours * 60 * MINUTE + minutes * MINUTE;
  return (match[1] ? -1 : 1) * (length + Math.round(seconds * 1000));
}

const number = (digits: string | undefined) => Number(digits ?? 0);

/** `30` <-> `P30D`. What is no whole number of days is rounded up. */
export const inDays: Conversion = {
  toWire: (value) => units(value, DAY),
  fromWire: (value) => (typeof value === 'number' ? `P${notNegative(value)}D` : null),
};

/** `11520` <-> `P8D`, `90` <-> `PT1H30M`, `0` <-> `PT0S`. */
export const inMinutes: Conversion = {
  toWire: (value) => units(value, MINUTE),
  fromWire: (value) => {
    if (typeof value !== 'number') return null;
    const days = Math.floor(notNegative(value) / 1440);
    const hours = Math.floor((value % 1440) / 60);
    const minutes = value % 60;
    const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}`;
    return value === 0 ? 'PT0S' : `P${days ? `${days}D` : ''}${time && `T${time}`}`;
  },
};

function units(duration: unknown, unit: number): number | null {
  const length = typeof duration === 'string' ? milliseconds(duration) : undefined;
  return length === undefined ? null : Math.ceil(length / unit);
}

function notNegative(value: number): number {
  if (value < 0) throw new BindError('', `${value} is negative`);
  return value;
}

/**
 * v1.0 has two lists where beta has one whose backups are flagged: `primaryApprovers` and `fallbackPrimaryApprovers`.
 * The record keeps beta's list, so that its order is read back.
 */
export function firstChoice(list: string): Lens {
  return half(list, false);
}

export function fallback(list: string): Lens {
  return half(list, true);
}

function half(list: string, isBackup: boolean): Lens {
  const mine = (set: SubjectSet) => Boolean(set.isBackup) === isBackup;
  return {
    read: (record: Readonly<Record<string, readonly SubjectSet[] | undefined>>) => record[list]?.filter(mine) ?? [],
    write: (draft, value: readonly SubjectSet[] | null) => {
      const others = ((draft[list] ?? []) as readonly SubjectSet[]).filter((set) => !mine(set));
      const sent = (value ?? []).map((set) => ({ ...set, isBackup }));
      draft[list] = isBackup ? [...others, ...sent] : [...sent, ...others];
    },
  };
}

/** beta's `{ defaultText, localizedTexts }` is v1.0's `text` and `localizations` side by side. */
export const localized: Lens = {
  read: (record: { readonly text?: string | null; readonly localizations?: readonly LocalizedText[] }) =>
    record.text === undefined && record.localizations === undefined ? null : record,
  write: (draft, value: Fields | null) => {
    draft.text = value?.text ?? null;
    draft.localizations = value?.localizations ?? [];
  },
};

/** `UserExtend` is beta's word for an update that v1.0 calls `userUpdate`, as does beta elsewhere. */
export function requestTypeInBeta(type: Enumeration): Lens {
  const { toWire, fromWire, words: known = [] } = words(type) as Conversion & Codec;
  return {
    words: [...known, EXTEND],
    read: ({ requestType, isExtension, sentAs }: Partial<Request>) =>
      sentAs ?? (isExtension && requestType === 'userUpdate' ? EXTEND : requestType && toWire(requestType)),
    write: (draft, value: string | null) => {
      const isExtension = value?.toLowerCase() === EXTEND.toLowerCase();
      draft.requestType = isExtension ? 'userUpdate' : value && fromWire(value);
      draft.isExtension = isExtension;
    },
  };
}

/** beta's newer set of requests takes its words and prints v1.0's. */
export function requestTypeRetold(type: Enumeration): Lens {
  return {
    words: Object.keys(type.members),
    read: ({ requestType, sentAs }: Partial<Request>) => sentAs ?? requestType,
    write: requestTypeInBeta(type).write,
  };
}

const EXTEND = 'UserExtend';

/** Calls of older extensions, as beta's older list tells of them. */
export const handlerInstances: Lens = {
  read: ({ customExtensionCalloutInstances: calls = [] }: Partial<Request>, reader) =>
    calls
      .filter(({ customExtensionId: id }) => id && reader.get(betaExtensions, id))
      .map((call) => ({
        ...call,
        status: HANDLED.has(call.status ?? '') ? 'requestReceived' : 'requestSent',
      })),
};

const HANDLED = new Set(['callbackReceived']);
