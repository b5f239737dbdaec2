import type { ComparisonOperator, Expression, Literal } from '../../src/odata/ast.js';

type Value = Literal['value'];
type Call = Extract<Expression, { kind: 'call' }>;

/** What a path of one segment means. */
export type Assignment = Readonly<Record<string, Value>>;

/** Evaluates an expression in the plainest way there is: the meaning against which parsing is held. */
export function evaluate(expression: Expression, assignment: Assignment): Value {
  const value = (inner: Expression): Value => evaluate(inner, assignment);
  const number = (inner: Expression): number => Number(value(inner));
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return assignment[expression.segments.join('/')] ?? null;
    case 'and':
      return expression.operands.every((operand) => value(operand) === true);
    case 'or':
      return expression.operands.some((operand) => value(operand) === true);
    case 'not':
      return value(expression.operand) !== true;
    case 'compare':
      return compare(expression.operator, value(expression.left), value(expression.right));
    case 'in':
      return expression.items.some((item) => value(item) === value(expression.left));
    case 'arithmetic':
      return calculate(expression.operator, number(expression.left), number(expression.right));
    case 'negate':
      return -number(expression.operand);
    case 'call':
      return call(expression, value);
    default:
      throw new Error(`No meaning for ${expression.kind} here.`);
  }
}

function compare(operator: ComparisonOperator, left: Value, right: Value): boolean {
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  const [a, b] = [Number(left), Number(right)];
  return { gt: a > b, ge: a >= b, lt: a < b, le: a <= b, has: false }[operator];
}

function calculate(operator: string, left: number, right: number): number {
  const results: Record<string, number> = {
    add: left + right,
    sub: left - right,
    mul: left * right,
    div: left / right,
    divby: left / right,
    mod: left % right,
  };
  return results[operator] ?? Number.NaN;
}

function call({ name, arguments: args }: Call, value: (inner: Expression) => Value): Value {
  const [first = '', second = ''] = args.map((argument) => String(value(argument)));
  if (name === 'startswith') return first.startsWith(second);
  if (name === 'contains') return first.includes(second);
  if (name === 'tolower') return first.toLowerCase();
  throw new Error(`No meaning for ${name} here.`);
}

/** Every assignment of `values` to `names`. */
export function assignments<N extends string, V extends Value>(
  names: readonly N[],
  values: readonly V[],
): Record<N, V>[] {
  const rows = names.reduce<Partial<Record<N, V>>[]>(
    (all, name) => all.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
  return rows as Record<N, V>[];
}

/** The tree without what only messages need. */
export function withoutPositions(expression: Expression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'position' ? undefined : value)));
}

const EQUALITY_LEVEL = 4;
const RELATIONAL_LEVEL = 5;
const UNARY_LEVEL = 8;
const PRIMARY_LEVEL = 9;

/** Writes an expression with no more parentheses than OData's precedence asks for. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'string' ? `'${expression.value.replaceAll("'", "''")}'` : String(expression.value);
    case 'path':
      return [...(expression.root === undefined ? [] : [expression.root]), ...expression.segments].join('/');
    case 'and':
    case 'or':
      return expression.operands
        .map((operand) => printAt(operand, levelOf(expression) + 1))
        .join(` ${expression.kind} `);
    case 'not':
      return `not ${printAt(expression.operand, levelOf(expression))}`;
    case 'compare':
    case 'arithmetic':
      return [
        printAt(expression.left, levelOf(expression)),
        expression.operator,
        printAt(expression.right, levelOf(expression) + 1),
      ].join(' ');
    case 'in':
      return `${printAt(expression.left, levelOf(expression))} in (${expression.items.map(print).join(',')})`;
    case 'negate':
      return expression.operand.kind === 'literal'
        ? `-(${print(expression.operand)})`
        : `-${printAt(expression.operand, UNARY_LEVEL)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(print).join(',')})`;
    case 'lambda': {
      const body = expression.predicate ? `${expression.variable}:${print(expression.predicate)}` : '';
      return `${print(expression.collection)}/${expression.operator}(${body})`;
    }
    case 'unsupported':
      throw new Error('What is not supported has no spelling.');
  }
}

function printAt(expression: Expression, level: number): string {
  return levelOf(expression) < level ? `(${print(expression)})` : print(expression);
}

function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case 'or':
      return 1;
    case 'and':
      return 2;
    case 'not':
      return 3;
    case 'compare':
      return expression.operator === 'eq' || expression.operator === 'ne' ? EQUALITY_LEVEL : RELATIONAL_LEVEL;
    case 'in':
      return RELATIONAL_LEVEL;
    case 'arithmetic':
      return expression.operator === 'add' || expression.operator === 'sub' ? 6 : 7;
    case 'negate':
      return UNARY_LEVEL;
    default:
      return PRIMARY_LEVEL;
  }
}
