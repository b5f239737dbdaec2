import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { ArithmeticOperator, ComparisonOperator, Expression } from '../src/odata/ast.js';
import { parseFilter } from '../src/odata/parser/index.js';
import { type Assignment, assignments, evaluate, print, withoutPositions } from './support/odata.js';

const TRUTHS = assignments(['a', 'b', 'c', 'd'], [true, false]);
const NUMBERS = assignments(['a', 'b', 'c'], [-3, 1, 2, 7]);

/** Holds each text against what it means, under every assignment. */
function holds<A extends Assignment>(
  t: Test,
  among: readonly A[],
  table: Readonly<Record<string, (assignment: A) => boolean | number>>,
): void {
  const wrong = Object.entries(table).filter(([text, expected]) => {
    const expression = parseFilter(text);
    return among.some((assignment) => !Object.is(evaluate(expression, assignment), expected(assignment)));
  });
  t.same(wrong, []);
}

function joined(operator: string, left: boolean, right: boolean): boolean {
  return operator === 'and' ? left && right : left || right;
}

t.test('every formula of and, or and not over three variables means what precedence says', async (t) => {
  const nots = ['', 'not ', 'not not '];
  const operators = ['and', 'or'];
  for (const [x = '', y = '', z = ''] of product(nots, nots, nots)) {
    const signed = (not: string, value: boolean) => (not === 'not ' ? !value : value);
    for (const [first = '', second = ''] of product(operators, operators)) {
      const left = ({ a, b, c }: (typeof TRUTHS)[number]) =>
        joined(second, joined(first, signed(x, a), signed(y, b)), signed(z, c));
      const right = ({ a, b, c }: (typeof TRUTHS)[number]) =>
        joined(first, signed(x, a), joined(second, signed(y, b), signed(z, c)));
      holds(t, TRUTHS, {
        [`${x}a ${first} ${y}b ${second} ${z}c`]: first === 'or' && second === 'and' ? right : left,
        [`(${x}a ${first} ${y}b) ${second} ${z}c`]: left,
        [`${x}a ${first} (${y}b ${second} ${z}c)`]: right,
      });
    }
  }
});

t.test('not reaches over its operand and never over and or or', async (t) => {
  const strings = TRUTHS.map(({ a, b, c }) => ({ a: a ? 'Ab' : 'cd', b, c }));
  holds(t, strings, {
    "not startswith(a,'A') and b eq true": ({ a, b }) => a !== 'Ab' && b,
    "not startswith(a,'A') or b eq true": ({ a, b }) => a !== 'Ab' || b,
    "b eq true and not contains(tolower(a),'ab') and c": ({ a, b, c }) => b && a !== 'Ab' && c,
    "not (startswith(a,'A') and b)": ({ a, b }) => !(a === 'Ab' && b),
    "not(a eq 'Ab')or b": ({ a, b }) => a !== 'Ab' || b,
    "not a eq 'Ab' and b": ({ a, b }) => a !== 'Ab' && b,
    "not a in ('Ab','x') or c": ({ a, c }) => a !== 'Ab' || c,
    "startswith(a,'A') eq false and b": ({ a, b }) => a !== 'Ab' && b,
  });
});

t.test('comparisons bind tighter than equality, and equality tighter than and', async (t) => {
  holds(t, TRUTHS, {
    'a eq b eq c': ({ a, b, c }) => (a === b) === c,
    'a ne b eq c ne d': ({ a, b, c, d }) => ((a !== b) === c) !== d,
    'a eq (b eq c)': ({ a, b, c }) => a === (b === c),
    'a eq b and c eq d or a': ({ a, b, c, d }) => (a === b && c === d) || a,
    'a or b eq c and d': ({ a, b, c, d }) => a || (b === c && d),
  });
  holds(t, NUMBERS, {
    'a gt b eq c lt b': ({ a, b, c }) => a > b === c < b,
    'a ge b ne true': ({ a, b }) => a >= b !== true,
    'a le b eq b in (1,2)': ({ a, b }) => a <= b === [1, 2].includes(b),
    'a in (1,7) and not b in (2)': ({ a, b }) => [1, 7].includes(a) && b !== 2,
    'a in () or b in (-3)': ({ b }) => b === -3,
  });
});

t.test('arithmetic associates to the left, products before sums, the sign first', async (t) => {
  holds(t, NUMBERS, {
    'a sub b sub c': ({ a, b, c }) => a - b - c,
    'a sub (b sub c)': ({ a, b, c }) => a - (b - c),
    'a div b mul c': ({ a, b, c }) => (a / b) * c,
    'a divby b div c': ({ a, b, c }) => a / b / c,
    'a mod b add c': ({ a, b, c }) => (a % b) + c,
    'a add b mul c sub a': ({ a, b, c }) => a + b * c - a,
    'a mul b add c mul a sub b mod c': ({ a, b, c }) => a * b + c * a - (b % c),
    '-a add b': ({ a, b }) => -a + b,
    '-a mul -b sub -c': ({ a, b, c }) => -a * -b - -c,
    '-(a add b)': ({ a, b }) => -(a + b),
    'a sub -5': ({ a }) => a + 5,
    'a add b gt c mul 2 or -a eq b sub 1': ({ a, b, c }) => a + b > c * 2 || -a === b - 1,
  });
});

const name = fc.constantFrom(
  'a',
  'nullable',
  'trueStory',
  'android',
  'order/notes',
  'x/ns.type.T/any',
  'é',
  'items/$count',
);
const path = name.map((text): Expression => ({ kind: 'path', segments: text.split('/'), position: 0 }));
const string = fc.string({ unit: 'binary', maxLength: 12 });
const literal = fc.oneof(
  string.map((value): Expression => ({ kind: 'literal', type: 'string', value })),
  fc.nat(99).map((value): Expression => ({ kind: 'literal', type: 'number', value, text: String(value) })),
  fc.boolean().map((value): Expression => ({ kind: 'literal', type: 'boolean', value })),
  fc.constant<Expression>({ kind: 'literal', type: 'null', value: null }),
);
const comparison = fc.constantFrom<ComparisonOperator>('eq', 'ne', 'gt', 'ge', 'lt', 'le', 'has');
const sign = fc.constantFrom<ArithmeticOperator>('add', 'sub', 'mul', 'div', 'divby', 'mod');
const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
  const operands = fc.array(tie('tree'), { minLength: 2, maxLength: 4 });
  const sides = { left: tie('tree'), right: tie('tree') };
  return {
    tree: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'tree' },
      path,
      literal,
      fc.record({ kind: fc.constantFrom<'and' | 'or'>('and', 'or'), operands }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
      fc.record({ kind: fc.constant('negate' as const), operand: tie('tree') }),
      fc.record({ kind: fc.constant('compare' as const), operator: comparison, ...sides }),
      fc.record({ kind: fc.constant('arithmetic' as const), operator: sign, ...sides }),
      fc.record({ kind: fc.constant('in' as const), left: tie('tree'), items: fc.array(literal, { maxLength: 3 }) }),
      fc.record({
        kind: fc.constant('call' as const),
        name: fc.constantFrom('contains', 'startswith', 'matchespattern', 'geo.distance'),
        arguments: fc.tuple(tie('tree'), tie('tree')),
      }),
    ),
  };
});

t.test('any tree, written down and read again, is the same tree', async () => {
  fc.assert(
    fc.property(tree, (expression) => {
      const again = parseFilter(print(expression));
      return JSON.stringify(withoutPositions(again)) === JSON.stringify(withoutPositions(expression));
    }),
    { numRuns: 300 },
  );
});

function product<T>(...lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((all, list) => all.flatMap((row) => list.map((item) => [...row, item])), [[]]);
}
