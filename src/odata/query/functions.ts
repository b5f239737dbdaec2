/** The functions of `$filter` and `$orderby` that are evaluated: what they take, and the code that computes them. */
import { type Operand, plain, type Sort } from './operand.js';

export interface Callable {
  /** The sorts that each argument may have. */
  readonly parameters: readonly (readonly Sort[])[];
  /** Arguments at the end that may be missing. */
  readonly optional?: number;
  /** Texts are compared with each other, so they are passed in one case. */
  readonly compares?: true;
  readonly result: (codes: readonly string[], operands: readonly Operand[]) => Operand;
}

const TEXT: readonly Sort[] = ['text', 'member'];
const NUMBER: readonly Sort[] = ['number'];
const DAY: readonly Sort[] = ['instant', 'date'];
const MOMENT: readonly Sort[] = ['instant'];

const comparing = (helper: string, sort: 'boolean' | 'number'): Callable => ({
  parameters: [TEXT, TEXT],
  compares: true,
  result: ([text, part]) => plain(sort, `${helper}(${text}, ${part})`),
});

const spelling = (helper: string, folded: boolean): Callable => ({
  parameters: [TEXT],
  result: ([text], [operand]) => plain('text', `${helper}(${text})`, { cased: operand?.cased ?? false, folded }),
});

const ofNumber = (helper: string): Callable => ({
  parameters: [NUMBER],
  result: ([value], [operand]) => plain('number', `${helper}(${value})`, { edm: operand?.edm ?? 'Edm.Double' }),
});

/** The digits from one place to another of the text of an instant. */
const part = (from: number, to: number, sorts = DAY): Callable => ({
  parameters: [sorts],
  result: ([value]) => plain('number', `digits(${value}, ${from}, ${to})`),
});

const always = (instant: string): Callable => ({
  parameters: [],
  result: () => plain('instant', JSON.stringify(instant)),
});

const FUNCTIONS: Readonly<Record<string, Callable>> = {
  contains: comparing('includes', 'boolean'),
  startswith: comparing('begins', 'boolean'),
  endswith: comparing('ends', 'boolean'),
  indexof: comparing('indexOf', 'number'),
  length: { parameters: [TEXT], result: ([text]) => plain('number', `lengthOf(${text})`) },
  tolower: spelling('low', true),
  toupper: spelling('up', false),
  trim: spelling('trim', false),
  concat: {
    parameters: [TEXT, TEXT],
    result: ([left, right], operands) =>
      plain('text', `concat(${left}, ${right})`, { cased: operands.some(({ cased }) => cased) }),
  },
  substring: {
    parameters: [TEXT, NUMBER, NUMBER],
    optional: 1,
    result: (codes, [text]) => plain('text', `substring(${codes.join(', ')})`, { cased: text?.cased ?? false }),
  },
  year: part(0, 4),
  month: part(5, 7),
  day: part(8, 10),
  hour: part(11, 13, MOMENT),
  minute: part(14, 16, MOMENT),
  second: part(17, 19, MOMENT),
  fractionalseconds: {
    parameters: [['instant', 'time']],
    result: ([value]) => plain('number', `fraction(${value})`, { edm: 'Edm.Decimal' }),
  },
  date: { parameters: [DAY], result: ([value]) => plain('date', `dateOf(${value})`) },
  time: { parameters: [MOMENT], result: ([value]) => plain('time', `timeOf(${value})`) },
  totalseconds: {
    parameters: [['duration']],
    result: ([value]) => plain('number', value ?? '', { edm: 'Edm.Decimal' }),
  },
  mindatetime: always('0001-01-01T00:00:00'),
  maxdatetime: always('9999-12-31T23:59:59.9999999'),
  now: { parameters: [], result: () => plain('instant', 'instant(context.now?.().toISOString())') },
  round: ofNumber('round'),
  floor: ofNumber('floor'),
  ceiling: ofNumber('ceiling'),
};

/** The function of this name (in lower case). */
export function functionNamed(name: string): Callable | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}
