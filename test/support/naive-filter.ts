/** Evaluates filters over the things of `query-model.ts` in the plainest way there is, to hold compiled ones against. */
import type { Expression, Literal, Path } from '../../src/odata/ast.js';
import type { Thing } from './query-model.js';

type Value = string | number | boolean | null;
type Truth = boolean | null;

/** Follows a reference of a thing: the shelf it stands on. */
export type Shelves = ReadonlyMap<string, Thing>;

interface Scope {
  readonly thing: Thing;
  readonly shelves: Shelves;
  readonly variables: Readonly<Record<string, Value>>;
}

/** Whether a filter is true of a thing. */
export function isTrueOf(filter: Expression, thing: Thing, shelves: Shelves): boolean {
  return truth(filter, { thing, shelves, variables: {} }) === true;
}

function truth(expression: Expression, scope: Scope): Truth {
  switch (expression.kind) {
    case 'and':
      return all(expression.operands.map((operand) => truth(operand, scope)));
    case 'or':
      return not(all(expression.operands.map((operand) => not(truth(operand, scope)))));
    case 'not':
      return not(truth(expression.operand, scope));
    case 'compare':
      return compare(expression.operator, value(expression.left, scope), value(expression.right, scope));
    case 'in':
      return expression.items.some((item) => compare('eq', value(expression.left, scope), value(item, scope)));
    case 'lambda': {
      const items = list(expression.collection, scope);
      const { predicate, variable = '', operator } = expression;
      if (!predicate) return items.length > 0;
      const each = items.map((item) => truth(predicate, { ...scope, variables: { [variable]: item } }));
      return operator === 'all' ? all(each) : not(all(each.map(not)));
    }
    default: {
      const found = value(expression, scope);
      return typeof found === 'boolean' ? found : null;
    }
  }
}

/** Of three values: false if one is, else null if one is. */
function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function not(of: Truth): Truth {
  return of === null ? null : !of;
}

function compare(operator: string, left: Value, right: Value): boolean {
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  if (left === null || right === null) return false;
  return { gt: left > right, ge: left >= right, lt: left < right, le: left <= right }[operator] ?? false;
}

function value(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'path':
      return path(expression, scope);
    case 'call': {
      const [text, part] = expression.arguments.map((argument) => value(argument, scope)) as [string, string?];
      if (text === null || part === null) return null;
      return call(expression.name, text, part ?? '');
    }
    default:
      return truth(expression, scope);
  }
}

function call(name: string, text: string, part: string): Value {
  switch (name) {
    case 'contains':
      return text.includes(part);
    case 'startswith':
      return text.startsWith(part);
    case 'endswith':
      return text.endsWith(part);
    case 'length':
      return text.length;
    default:
      return text;
  }
}

/** Texts in lower case, members by their number, instants by their milliseconds. */
function literal({ type, value: held }: Literal): Value {
  if (type === 'dateTimeOffset') return Date.parse(held);
  return typeof held === 'string' ? held.toLowerCase() : held;
}

function path({ root, segments }: Path, { thing, shelves, variables }: Scope): Value {
  if (root !== undefined && root !== '$it') return comparable(variables[root]);
  const [first = '', second] = segments;
  if (first === 'tags' && second === '$count') return ((thing.tags ?? []) as unknown[]).length;
  if (first === 'origin') return comparable((thing.origin as Thing | null | undefined)?.[second ?? '']);
  if (first === 'shelf') {
    const key = thing.shelfId as string | undefined;
    return comparable(second === 'id' ? key : shelves.get(key ?? '')?.[second ?? '']);
  }
  if (first === 'visible' && thing.visible === undefined) return true;
  if (first === 'created' && typeof thing.created === 'string') return Date.parse(thing.created);
  return comparable(thing[first]);
}

function comparable(held: unknown): Value {
  return typeof held === 'string' ? held.toLowerCase() : ((held ?? null) as Value);
}

function list({ segments }: Path, { thing }: Scope): Value[] {
  return ((thing[segments[0] ?? ''] ?? []) as Value[]).map(comparable);
}
