import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Expression } from '../src/odata/ast.js';
import { ODataSyntaxError, parseFilter, parseQuery } from '../src/odata/parser/index.js';

/** Of the OData ABNF Test Cases Version 4.01 (17 September 2020) of the OASIS OData Technical Committee, three rules. */
interface Case {
  readonly rule: 'filter' | 'boolCommonExpr' | 'commonExpr';
  readonly input: string;
  /** Where the input stops being valid; absent in a positive case. */
  readonly failAt?: number;
}

const CASES = JSON.parse(readFileSync('test/data/odata-abnf.json', 'utf8')) as readonly Case[];

/**
 * What the grammar knows and the emulator does not evaluate: such a case is read without being understood, and its query
 * refused by name later. The positive cases of each kind; one that comes to be understood leaves its kind here.
 */
const NOT_UNDERSTOOD = [
  { kind: 'bound functions, keys and options within a path', named: /\(…\)$/, cases: 40 },
  { kind: 'array and object literals', named: /^array or object literal$/, cases: 22 },
  { kind: 'annotations', named: /^annotation in /, cases: 5 },
  { kind: '$root and $this', named: /^\$/, cases: 3 },
  { kind: 'in over a property', named: /^in over a property$/, cases: 1 },
] as const;

function parse({ rule, input }: Case): Expression | undefined {
  try {
    return rule === 'filter' ? parseQuery(input).filter : parseFilter(decodeURIComponent(input));
  } catch (error) {
    if (error instanceof ODataSyntaxError) return undefined;
    throw error;
  }
}

/** The first thing in a tree that nothing evaluates. */
function unsupportedIn(expression: Expression | undefined): string | undefined {
  const found: string[] = [];
  JSON.stringify(expression, (_, value: { kind?: unknown; what?: unknown } | null) => {
    if (value?.kind === 'unsupported') found.push(String(value.what));
    return value;
  });
  return found[0];
}

t.test('every positive case of OASIS parses', async (t) => {
  const positive = CASES.filter(({ failAt }) => failAt === undefined);
  t.equal(positive.length, 178);
  t.same(
    positive.filter((testCase) => parse(testCase) === undefined),
    [],
  );
});

t.test('the cases that are read without being understood are of known kinds', async (t) => {
  const names = CASES.flatMap((testCase) => unsupportedIn(parse(testCase)) ?? []);
  for (const { kind, named, cases } of NOT_UNDERSTOOD) {
    t.equal(names.filter((name) => named.test(name)).length, cases, kind);
  }
  t.equal(names.length, 71);
});

t.test('every negative case of OASIS is refused', async (t) => {
  const negative = CASES.filter(({ failAt }) => failAt !== undefined);
  t.equal(negative.length, 9);
  t.same(
    negative.filter((testCase) => parse(testCase) !== undefined),
    [],
  );
});
