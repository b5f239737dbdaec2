/** The operands of expressions: what code reads them, what they are, and how a literal is compared with them. */
import { qualified } from '../../../model/dialect.js';
import type { Codec, Enumeration, Property } from '../../../model/edm.js';
import type { ClauseName } from '../../errors/index.js';
import { invalidClause } from '../../errors/index.js';
import type { Literal } from '../ast.js';
import { clockTime, duration, instant } from './values.js';

/** How values of a sort are compared. */
export type Sort =
  | 'text'
  | 'member'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'date'
  | 'time'
  | 'duration'
  | 'guid'
  | 'binary';

export interface Operand {
  /** Reads it as `sort` compares it, but for the case of texts. */
  readonly code: string;
  readonly sort: Sort;
  /** For messages. */
  readonly edm: string;
  /** Text that is compared as it is, or that is in lower case already. */
  readonly cased?: boolean;
  readonly folded?: boolean;
  /** Text that the service takes as a GUID. */
  readonly holdsGuid?: boolean;
  readonly enumeration?: Enumeration;
  /** The canonical value, where it is spelled differently. */
  readonly canonical?: { readonly code: string; readonly codec: Codec };
}

const SORTS: Readonly<Record<string, Sort>> = {
  'Edm.String': 'text',
  'Edm.Boolean': 'boolean',
  'Edm.Int32': 'number',
  'Edm.Int64': 'number',
  'Edm.Double': 'number',
  'Edm.DateTimeOffset': 'instant',
  'Edm.Date': 'date',
  'Edm.TimeOfDay': 'time',
  'Edm.Duration': 'duration',
  'Edm.Guid': 'guid',
  'Edm.Binary': 'binary',
};

const EDM: Readonly<Record<Exclude<Sort, 'member'>, string>> = {
  text: 'Edm.String',
  boolean: 'Edm.Boolean',
  number: 'Edm.Int32',
  instant: 'Edm.DateTimeOffset',
  date: 'Edm.Date',
  time: 'Edm.TimeOfDay',
  duration: 'Edm.Duration',
  guid: 'Edm.Guid',
  binary: 'Edm.Binary',
};

/** Sorts whose stored text has to be brought into a form that sorts: by the function of `values.ts` of this name. */
const NORMALIZED: Partial<Record<Sort, string>> = { instant: 'instant', time: 'clockTime', duration: 'duration' };

/** One value of a property, read by `code`. Undefined for what cannot be compared: complex values, streams. */
export function operandOf(property: Property, code: string, codec: (code: string) => string): Operand | undefined {
  const { type } = property;
  if (typeof type !== 'string' && type.kind === 'complex') return undefined;
  const sort = typeof type === 'string' ? SORTS[type] : 'member';
  if (!sort) return undefined;
  const spelled = property.codec ? codec(code) : code;
  const normalize = NORMALIZED[sort];
  return {
    code: normalize ? `${normalize}(${spelled})` : spelled,
    sort,
    edm: typeof type === 'string' ? type : qualified(type),
    cased: property.caseSensitive === true,
    ...(typeof type !== 'string' && { enumeration: type }),
    ...(property.codec && { canonical: { code, codec: property.codec } }),
  };
}

/** The type of a literal, as the service names it. */
export function edmOf(literal: Literal): string {
  switch (literal.type) {
    case 'number':
      if (!/^-?\d+$/.test(literal.text)) return 'Edm.Double';
      return Math.abs(literal.value) < 2 ** 31 ? 'Edm.Int32' : 'Edm.Int64';
    case 'string':
      return 'Edm.String';
    case 'boolean':
      return 'Edm.Boolean';
    case 'dateTimeOffset':
      return 'Edm.DateTimeOffset';
    case 'date':
      return 'Edm.Date';
    case 'timeOfDay':
      return 'Edm.TimeOfDay';
    case 'duration':
      return 'Edm.Duration';
    case 'guid':
      return 'Edm.Guid';
    case 'binary':
      return 'Edm.Binary';
    case 'enum':
      return literal.enumeration;
    case 'geo':
      return 'Edm.Geography';
    case 'null':
      return 'null';
  }
}

type Value = string | number | boolean;

/**
 * A literal as a value of a sort, undefined where it is of another. Texts are left in their case; lenient, a text may
 * stand for whatever it spells.
 */
export function valueAs(
  literal: Literal,
  as: Pick<Operand, 'sort' | 'enumeration'>,
  clause: ClauseName,
  lenient: boolean,
): Value | undefined {
  const { type, value } = literal;
  if (lenient && type === 'string' && as.sort !== 'text' && as.sort !== 'member') return coerced(value, as.sort);
  switch (as.sort) {
    case 'text':
      return type === 'string' || type === 'enum' || (lenient && type === 'guid') ? value : undefined;
    case 'member':
      return (type === 'string' || type === 'enum') && as.enumeration
        ? memberIn(as.enumeration, value, clause)
        : undefined;
    case 'number':
      return type === 'number' ? value : undefined;
    case 'boolean':
      return type === 'boolean' ? value : undefined;
    case 'instant':
      return type === 'dateTimeOffset' || type === 'date' ? instant(value) : undefined;
    case 'date':
      return type === 'date' ? value : undefined;
    case 'time':
      return type === 'timeOfDay' ? clockTime(value) : undefined;
    case 'duration':
      return type === 'duration' ? duration(value) : undefined;
    case 'guid':
      return type === 'guid' ? value : undefined;
    case 'binary':
      return type === 'binary' ? value : undefined;
  }
}

function coerced(value: string, sort: Sort): Value | undefined {
  switch (sort) {
    case 'number':
      return value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
    case 'boolean':
      return /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined;
    case 'instant':
      return instant(value);
    case 'time':
      return clockTime(value);
    case 'duration':
      return duration(value);
    default:
      return value;
  }
}

/** A member by its name, without case. */
function memberIn(enumeration: Enumeration, value: string, clause: ClauseName): string {
  const folded = value.toLowerCase();
  const member = Object.keys(enumeration.members).find((name) => name.toLowerCase() === folded);
  if (member === undefined) {
    throw invalidClause(clause, `The string '${value}' is not a valid enumeration type constant.`);
  }
  return member;
}

/** What an operand of a sort without a model behind it is: the result of a function, a literal. */
export function plain(sort: Exclude<Sort, 'member'>, code: string, more: Partial<Operand> = {}): Operand {
  return { code, sort, edm: EDM[sort], ...more };
}
