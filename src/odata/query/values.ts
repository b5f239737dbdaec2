/**
 * What compiled predicates do with values: comparison without case, instants, durations, arithmetic with null.
 *
 * null and undefined are both the null of OData here; a function given null gives null (`undefined`).
 */

type Text = string | undefined;

/**
 * Whether a value is a text that, but for case, is `folded` (which is in lower case and as long as the text it was made
 * of). Compares from the end, where names that are numbered through differ first.
 */
export function same(value: unknown, folded: string): boolean {
  if (typeof value !== 'string' || value.length !== folded.length) return false;
  for (let at = folded.length - 1; at >= 0; at--) {
    const code = value.charCodeAt(at);
    const expected = folded.charCodeAt(at);
    if (code === expected) continue;
    if (code > 127) return value.toLowerCase() === folded;
    if (code < 65 || code > 90 || (code | 32) !== expected) return false;
  }
  return true;
}

export function low(value: unknown): Text {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

export function up(value: unknown): Text {
  return typeof value === 'string' ? value.toUpperCase() : undefined;
}

/** The value, or what stands for it while there is none. Null is a value. */
export function or(value: unknown, initial: unknown): unknown {
  return value === undefined ? initial : value;
}

type Comparable = string | number | boolean | null | undefined;

export function eq(left: Comparable, right: Comparable): boolean {
  return (left ?? null) === (right ?? null);
}

export function lt(left: Comparable, right: Comparable): boolean {
  return left != null && right != null && left < right;
}

export function le(left: Comparable, right: Comparable): boolean {
  return left != null && right != null && left <= right;
}

export function gt(left: Comparable, right: Comparable): boolean {
  return left != null && right != null && left > right;
}

export function ge(left: Comparable, right: Comparable): boolean {
  return left != null && right != null && left >= right;
}

type Truth = boolean | null | undefined;

export const inverse = (value: Truth) => (value == null ? undefined : !value);

/** False if one is, else null if one is. */
export function allOf(values: readonly Truth[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.every((value) => value === true) ? true : undefined;
}

export function anyOf(values: readonly Truth[]): boolean | undefined {
  if (values.includes(true)) return true;
  return values.every((value) => value === false) ? false : undefined;
}

/** Whether a flags value (`a,b`) has a member. */
export function has(value: unknown, member: string): boolean | undefined {
  return typeof value === 'string' ? value.split(',').includes(member) : undefined;
}

const UTC = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.(\d*?)0*)?Z$/;
const ZONED = /^(-?\d{4,}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.(\d*?)0*)?(Z|[+-]\d\d:\d\d)?$/i;
const DATE_LENGTH = '2020-01-01'.length;
const SECONDS_LENGTH = '2020-01-01T00:00:00'.length;

/**
 * An instant as a text that sorts as time does: UTC, without zone and without zeros at the end of the fraction, so that
 * every digit of the fraction counts.
 */
export function instant(value: unknown): Text {
  if (typeof value !== 'string') return undefined;
  if (value.length === SECONDS_LENGTH + 1 && value.endsWith('Z')) return value.slice(0, SECONDS_LENGTH);
  const utc = UTC.exec(value);
  if (utc) return sortable(`${utc[1]}${utc[2] ?? ':00'}`, utc[3]);
  if (value.length === DATE_LENGTH) return `${value}T00:00:00`;
  const [, minutes, seconds = ':00', fraction, zone = 'Z'] = ZONED.exec(value) ?? [];
  const time = Date.parse(`${minutes}${seconds}${zone.toUpperCase()}`);
  return Number.isNaN(time) ? undefined : sortable(new Date(time).toISOString().slice(0, -5), fraction);
}

function sortable(seconds: string, fraction: string | undefined): string {
  return fraction ? `${seconds}.${fraction}` : seconds;
}

/** Milliseconds of an instant as `instant` spells it. */
function milliseconds(value: string): number {
  return Date.parse(`${value}Z`);
}

/** A time of day as a text that sorts. */
export function clockTime(value: unknown): Text {
  if (typeof value !== 'string') return undefined;
  const [, minutes, seconds = ':00', fraction] = /^(\d\d:\d\d)(:\d\d)?(?:\.(\d*?)0*)?$/.exec(value) ?? [];
  return minutes === undefined ? undefined : sortable(`${minutes}${seconds}`, fraction);
}

const DURATION =
  /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
/** A year and a month have no fixed length; these are what calendars without dates take. */
const UNITS = [365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3_600, 60, 1];

/** The length of an ISO 8601 duration in seconds. */
export function duration(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, sign, ...parts] = DURATION.exec(value) ?? [];
  if (sign === undefined) return undefined;
  const seconds = UNITS.reduce((sum, unit, at) => sum + unit * Number(parts[at] ?? 0), 0);
  return sign === '-' ? -seconds : seconds;
}

export function shifted(value: Text, seconds: number | undefined): Text {
  if (value === undefined || seconds === undefined) return undefined;
  const time = milliseconds(value) + seconds * 1_000;
  return Math.abs(time) <= 8.64e15 ? instant(new Date(time).toISOString()) : undefined;
}

export function between(left: Text, right: Text): number | undefined {
  return left === undefined || right === undefined ? undefined : (milliseconds(left) - milliseconds(right)) / 1_000;
}

type Numeric = number | null | undefined;

/** Both numbers, or nothing: the rule of all arithmetic. */
function both(left: Numeric, right: Numeric, compute: (left: number, right: number) => number): number | undefined {
  if (left == null || right == null) return undefined;
  const result = compute(left, right);
  return Number.isFinite(result) ? result : undefined;
}

export const add = (left: Numeric, right: Numeric) => both(left, right, (a, b) => a + b);
export const sub = (left: Numeric, right: Numeric) => both(left, right, (a, b) => a - b);
export const mul = (left: Numeric, right: Numeric) => both(left, right, (a, b) => a * b);
export const divby = (left: Numeric, right: Numeric) => both(left, right, (a, b) => a / b);
/** Of whole numbers the quotient is whole. */
export const div = (left: Numeric, right: Numeric) => both(left, right, (a, b) => Math.trunc(a / b));
export const mod = (left: Numeric, right: Numeric) => both(left, right, (a, b) => a % b);
export const neg = (value: Numeric) => (value == null ? undefined : -value);

/** Half away from zero, as OData rounds. */
export const round = (value: Numeric) => (value == null ? undefined : Math.sign(value) * Math.round(Math.abs(value)));
export const floor = (value: Numeric) => (value == null ? undefined : Math.floor(value));
export const ceiling = (value: Numeric) => (value == null ? undefined : Math.ceil(value));

export const includes = (text: Text, part: Text) => (text == null || part == null ? undefined : text.includes(part));
export const begins = (text: Text, part: Text) => (text == null || part == null ? undefined : text.startsWith(part));
export const ends = (text: Text, part: Text) => (text == null || part == null ? undefined : text.endsWith(part));
export const lengthOf = (text: Text) => text?.length;
export const indexOf = (text: Text, part: Text) => (text == null || part == null ? undefined : text.indexOf(part));
export const trim = (text: Text) => text?.trim();
export const concat = (left: Text, right: Text) => (left == null || right == null ? undefined : left + right);
export const substring = (text: Text, start: Numeric, length?: Numeric) =>
  text == null || start == null || length === null
    ? undefined
    : text.slice(Math.max(0, start), length === undefined ? undefined : Math.max(0, start) + Math.max(0, length));

/** The digits of an instant or date from one place to another, as a number. */
export const digits = (value: Text, from: number, to: number) =>
  value == null || value.length < to ? undefined : Number(value.slice(from, to));
export const fraction = (value: Text) => (value == null ? undefined : Number(`0${/\.\d+$/.exec(value)?.[0] ?? ''}`));
export const dateOf = (value: Text) => value?.slice(0, DATE_LENGTH);
export const timeOf = (value: Text) => value?.slice(DATE_LENGTH + 1);

/** A structured value, if it is of one of these kinds. */
export function ofKind(value: { readonly kind?: unknown } | null | undefined, kinds: ReadonlySet<unknown>): unknown {
  return value != null && kinds.has(value.kind) ? value : undefined;
}

export function allOfKind(values: readonly { readonly kind?: unknown }[], kinds: ReadonlySet<unknown>): unknown[] {
  return values.filter((value) => kinds.has(value.kind));
}

const NONE: readonly unknown[] = [];

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NONE;
}
