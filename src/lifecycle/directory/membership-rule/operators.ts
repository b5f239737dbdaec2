/** The comparisons of a rule: "Supported operators" of "Manage rules for dynamic membership groups". */
import { ruleError } from './tokens.js';

export type Value = string | boolean | null | readonly (string | boolean | null)[];
export type Test = (actual: unknown) => boolean;

const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : (value ?? null));
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value).toLowerCase());

type Comparison = (expected: Value) => Test;

const equals: Comparison = (expected) => {
  const wanted = fold(expected);
  return (actual) => fold(actual) === wanted;
};
const startsWith: Comparison = (expected) => {
  const wanted = text(expected);
  return (actual) => text(actual).startsWith(wanted);
};
/** In a collection: one item as a whole. */
const contains: Comparison = (expected) => {
  const wanted = text(expected);
  return (actual) =>
    Array.isArray(actual) ? actual.some((item) => text(item) === wanted) : text(actual).includes(wanted);
};
const matches: Comparison = (expected) => {
  const pattern = regularExpression(String(expected));
  return (actual) => typeof actual === 'string' && pattern.test(actual);
};
const isIn: Comparison = (expected) => {
  const wanted = new Set((Array.isArray(expected) ? expected : [expected]).map(fold));
  return (actual) => wanted.has(fold(actual));
};
const ordered =
  (holds: (difference: number) => boolean): Comparison =>
  (expected) => {
    const wanted = Date.parse(String(expected));
    return (actual) => typeof actual === 'string' && holds(Date.parse(actual) - wanted);
  };
const not =
  (comparison: Comparison): Comparison =>
  (expected) => {
    const test = comparison(expected);
    return (actual) => !test(actual);
  };

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'i');
  } catch {
    throw ruleError(`'${pattern}' is no regular expression.`);
  }
}

const operators: Readonly<Record<string, Comparison>> = {
  eq: equals,
  ne: not(equals),
  startswith: startsWith,
  notstartswith: not(startsWith),
  contains,
  notcontains: not(contains),
  match: matches,
  notmatch: not(matches),
  in: isIn,
  notin: not(isIn),
  ge: ordered((difference) => difference >= 0),
  le: ordered((difference) => difference <= 0),
};

/** Which operators a kind of property knows. */
const known = {
  text: ['eq', 'ne', 'startswith', 'notstartswith', 'contains', 'notcontains', 'match', 'notmatch', 'in', 'notin'],
  switch: ['eq', 'ne'],
  instant: ['eq', 'ne', 'ge', 'le'],
  texts: ['contains', 'notcontains'],
  values: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * The test of a property against a value. The hyphen before an operator may be left out.
 *
 * @throws GraphError 400 for an operator that does not exist, or not for this kind of property
 */
export function testOf(word: string, kind: keyof typeof known, expected: Value): Test {
  const name = word.replace(/^-/, '').toLowerCase();
  const operator = operators[name];
  if (!operator) throw ruleError(`'${word}' is no operator.`);
  if (!(known[kind] as readonly string[]).includes(name)) {
    throw ruleError(`The operator '${word}' is not supported for this property.`);
  }
  const wantsList = name === 'in' || name === 'notin';
  if (wantsList !== Array.isArray(expected)) {
    throw ruleError(
      wantsList ? `The operator '${word}' is followed by a list.` : `The operator '${word}' takes no list.`,
    );
  }
  if (kind === 'switch' && typeof expected !== 'boolean' && expected !== null) {
    throw ruleError(`true, false or null is expected behind '${word}'.`);
  }
  return operator(expected);
}
