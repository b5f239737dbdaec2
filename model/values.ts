/** Single values that clients send, on their way to what is kept: of primitive types, and of enumerations. */
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { qualified } from './dialect.js';
import type { Enumeration, PrimitiveName, Property } from './edm.js';

/** A client's value that cannot be what its property says. */
export class BindError extends Error {
  constructor(
    /** Where it stands in the body: `requestorSettings/allowedRequestors[0]`. */
    readonly path: string,
    readonly reason: string,
  ) {
    super(path ? `${path}: ${reason}` : reason);
    this.name = 'BindError';
  }
}

/** Gives an error of a codec or lens, which do not know where they stand, its place. */
export function at<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof BindError && error.path === '') throw new BindError(path, error.reason);
    throw error;
  }
}

export type PrimitiveProperty = Property & { readonly type: PrimitiveName };

/**
 * A value that is not null, as it is kept.
 *
 * @param lenient numbers and booleans may come as text
 * @throws BindError
 */
export function takePrimitive(property: PrimitiveProperty, sent: unknown, path: string, lenient: boolean): unknown {
  const { type, maxLength, pattern } = property;
  const value = lenient ? untexted(type, sent) : sent;
  if (!checkOf(property.schema())(value)) throw new BindError(path, `${JSON.stringify(value)} is no ${type}`);
  if (typeof value !== 'string') return value;
  if (maxLength !== undefined && value.length > maxLength)
    throw new BindError(path, `longer than ${maxLength} characters`);
  if (pattern && !pattern.test(value))
    throw new BindError(path, `${JSON.stringify(value)} does not match ${pattern.source}`);
  const hasDay = type === 'Edm.DateTimeOffset' || type === 'Edm.Date';
  if (hasDay && !isDay(value.slice(0, 10))) throw new BindError(path, `${JSON.stringify(value)} is no ${type}`);
  return type === 'Edm.DateTimeOffset' ? inUtc(value, path) : value;
}

/** Whether the calendar has a day; one too many in a month is read as the next month's. */
function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

const checks = new WeakMap<TSchema, (value: unknown) => boolean>();

/** Compiled when first asked for: most properties of most types are never sent. */
function checkOf(schema: TSchema): (value: unknown) => boolean {
  let check = checks.get(schema);
  if (!check) {
    const compiled = Compile(schema);
    check = (value) => compiled.Check(value);
    checks.set(schema, check);
  }
  return check;
}

function untexted(type: PrimitiveName, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'Edm.Boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if ((type === 'Edm.Int32' || type === 'Edm.Int64') && /^-?\d{1,15}$/.test(value)) return Number(value);
  return value;
}

const INSTANT = /^(-?\d{4,}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Instants are kept in UTC, with the fraction of a second that was sent. */
function inUtc(value: string, path: string): string {
  const [, minutes, seconds = ':00', fraction = '', zone = 'Z'] = INSTANT.exec(value) ?? [];
  const whole = `${minutes}${seconds}`;
  const time = Date.parse(`${whole}${zone}`);
  if (Number.isNaN(time)) throw new BindError(path, `${JSON.stringify(value)} is no Edm.DateTimeOffset`);
  return zone === 'Z' ? `${whole}${fraction}Z` : `${new Date(time).toISOString().slice(0, 19)}${fraction}Z`;
}

const foldedMembers = new WeakMap<Enumeration, Map<string, string>>();

/** Members are matched without case, or by number; the canonical value is the member as it is declared. */
export function takeMember(type: Enumeration, value: unknown, path: string): string {
  let members = foldedMembers.get(type);
  if (!members) {
    members = new Map(
      Object.entries(type.members).flatMap(([name, number]) => [
        [name.toLowerCase(), name],
        [String(number), name],
      ]),
    );
    foldedMembers.set(type, members);
  }
  const names = typeof value === 'string' ? (type.flags ? value.split(',') : [value]) : [];
  const found = names.map((name) => members.get(name.trim().toLowerCase()));
  if (found.length === 0 || found.includes(undefined)) {
    throw new BindError(path, `${JSON.stringify(value)} is no member of ${qualified(type)}`);
  }
  return found.join(',');
}
