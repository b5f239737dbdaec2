/**
 * Compiles expressions to code. Of a condition there is a code that tells whether it is true and one that tells whether
 * it is false; where neither holds it is null, which is how the logic of three values costs nothing at run time.
 */

import { incompatibleOperands, invalidClause, noSignature, notEvaluated } from '../../errors/index.js';
import type { ComparisonOperator, Expression, Lambda, Literal, Path } from '../ast.js';
import { arithmetic } from './arithmetic.js';
import type { Code } from './code.js';
import { Comparisons, KINDS } from './comparison.js';
import { functionNamed } from './functions.js';
import type { BoundPath, Names, Variables } from './names.js';
import { edmOf, type Operand, operandOf, plain } from './operand.js';
import { canonicalField, PathCode } from './paths.js';
import type { Rules } from './rules.js';
import { clockTime, duration, instant } from './values.js';

/** Refuses what a service does not offer. */
export interface Guard {
  /** A path is used with an operator or function, below a `not` or not. */
  check(path: BoundPath, operator: string, negated: boolean): void;
}

interface Place {
  readonly variables: Variables;
  readonly negated: boolean;
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
type Comparison = Of<'compare'>;

const FLIPPED = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge', has: 'has' } as const;
const TOP: Place = { variables: new Map(), negated: false };

export class ExpressionCompiler {
  readonly #paths: PathCode;
  readonly #compare: Comparisons;

  constructor(
    readonly names: Names,
    readonly code: Code,
    readonly guard: Guard | undefined,
    readonly rules: Pick<Rules, 'lenient' | 'now'>,
  ) {
    this.#paths = new PathCode(names.dialect, code);
    this.#compare = new Comparisons(code, names.clause, rules.lenient);
  }

  /** Code that is true where the condition holds. */
  condition(expression: Expression): string {
    return this.#truth(expression, true, TOP);
  }

  /** Code of a value by which rows are sorted. */
  sortKey(expression: Expression): string {
    return this.#compare.sortable(this.#operand(expression, TOP, 'orderby'));
  }

  #truth(expression: Expression, wanted: boolean, at: Place): string {
    switch (expression.kind) {
      case 'and':
      case 'or': {
        const all = (expression.kind === 'and') === wanted;
        return `(${expression.operands.map((operand) => this.#truth(operand, wanted, at)).join(all ? ' && ' : ' || ')})`;
      }
      case 'not':
        return this.#truth(expression.operand, !wanted, { ...at, negated: true });
      case 'compare':
        return asWanted(this.#comparison(expression, at), wanted);
      case 'in':
        return asWanted(this.#membership(expression, at), wanted);
      case 'lambda':
        return this.#lambda(expression, wanted, at);
      case 'literal':
        if (expression.type === 'null') return 'false';
        break;
      default:
        break;
    }
    const operand = this.#operand(expression, at, 'eq');
    if (operand.sort !== 'boolean') throw this.#notBoolean();
    return `(${operand.code} === ${wanted})`;
  }

  #comparison({ operator, left, right }: Comparison, at: Place): string {
    if (isNull(left)) return this.#nullTest(operator, right, at);
    if (isNull(right)) return this.#nullTest(operator, left, at);
    if (left.kind === 'literal' && right.kind !== 'literal') {
      return this.#compare.withLiteral(FLIPPED[operator], this.#operand(right, at, FLIPPED[operator]), left);
    }
    const first = this.#operand(left, at, operator);
    if (right.kind === 'literal') return this.#compare.withLiteral(operator, first, right);
    return this.#compare.withOperand(operator, first, this.#operand(right, at, operator));
  }

  /** `eq null` and `ne null` of anything; no value is before or behind null. */
  #nullTest(operator: ComparisonOperator, other: Expression, at: Place): string {
    if (operator !== 'eq' && operator !== 'ne') return 'false';
    const equal = isNull(other) ? 'true' : `(${this.#nullable(other, at, operator)} == null)`;
    return asWanted(equal, operator === 'eq');
  }

  /** What may be null need not be comparable: a complex value, a navigation to one. */
  #nullable(expression: Expression, at: Place, operator: ComparisonOperator): string {
    if (expression.kind !== 'path') return this.#operand(expression, at, 'null').code;
    const path = this.#bind(expression, at, operator);
    this.guard?.check(path, 'null', at.negated);
    if (path.end.many) throw incompatibleOperands(this.names.clause, collectionOf(path), 'null', KINDS.eq);
    return this.#paths.read(path);
  }

  #membership({ left, items }: Of<'in'>, at: Place): string {
    const literals = items.filter((item): item is Literal => item.kind === 'literal');
    if (literals.length < items.length) {
      const either = items.map((right) => this.#comparison({ kind: 'compare', operator: 'eq', left, right }, at));
      return `(${either.join(' || ')})`;
    }
    const known = literals.filter(({ type }) => type !== 'null');
    const found = this.#compare.oneOf(this.#operand(left, at, 'in'), known);
    return known.length === literals.length ? found : `(${this.#nullTest('eq', left, at)} || ${found})`;
  }

  #lambda(lambda: Lambda, wanted: boolean, at: Place): string {
    const { items, variable, inner } = this.#items(lambda, at);
    if (!lambda.predicate) return `((${items}.length > 0) === ${wanted})`;
    const method = (lambda.operator === 'any') === wanted ? 'some' : 'every';
    return `${items}.${method}((${variable}) => ${this.#truth(lambda.predicate, wanted, inner)})`;
  }

  #lambdaValue(lambda: Lambda, at: Place): string {
    const { items, variable, inner } = this.#items(lambda, at);
    if (!lambda.predicate) return `(${items}.length > 0)`;
    const value = this.#threeValued(lambda.predicate, inner);
    return `${lambda.operator === 'any' ? 'anyOf' : 'allOf'}(${items}.map((${variable}) => ${value}))`;
  }

  /** The code of a lambda's items, the variable's name there, and where its predicate stands. */
  #items({ operator, collection, variable = '' }: Lambda, at: Place) {
    const path = this.#bind(collection, at, operator);
    if (!path.end.many) throw invalidClause(this.names.clause, 'Any/All may only be used following a collection.');
    const code = this.code.variable();
    const inner: Place = { ...at, variables: new Map(at.variables).set(variable, { code, collection: path }) };
    return { items: `items(${this.#paths.read(path)})`, variable: code, inner };
  }

  #operand(expression: Expression, at: Place, operator: string): Operand {
    switch (expression.kind) {
      case 'literal':
        return this.#literal(expression);
      case 'path':
        return this.#path(expression, at, operator);
      case 'call':
        return this.#call(expression.name, expression.arguments, at);
      case 'arithmetic':
        return this.#arithmetic(expression, at);
      case 'negate':
        return this.#negation(this.#operand(expression.operand, at, 'negate'));
      case 'unsupported':
        throw notEvaluated(this.names.clause, expression.what);
      default:
        return plain('boolean', this.#threeValued(expression, at));
    }
  }

  /** The code of a condition's value, which may be null. */
  #threeValued(expression: Expression, at: Place): string {
    switch (expression.kind) {
      case 'and':
      case 'or': {
        const values = expression.operands.map((operand) => this.#threeValued(operand, at));
        return `${expression.kind === 'and' ? 'allOf' : 'anyOf'}([${values.join(', ')}])`;
      }
      case 'not':
        return `inverse(${this.#threeValued(expression.operand, { ...at, negated: true })})`;
      case 'lambda':
        return this.#lambdaValue(expression, at);
      case 'compare':
      case 'in':
        return this.#truth(expression, true, at);
      default: {
        if (isNull(expression)) return 'undefined';
        const operand = this.#operand(expression, at, 'eq');
        if (operand.sort !== 'boolean') throw this.#notBoolean();
        return operand.code;
      }
    }
  }

  #path(path: Path, at: Place, operator: string): Operand {
    const bound = this.#bind(path, at, operator);
    const { end } = bound;
    const code = this.#paths.read(bound);
    if (end.count) return plain('number', code);
    const property = end.property?.is;
    const spelled = (canonical: string) => `${this.code.constant(spelling(property?.codec?.toWire))}(${canonical})`;
    const operand = property && !end.many && !end.structure ? operandOf(property, code, spelled) : undefined;
    if (!operand) {
      const name = path.segments.at(-1) ?? path.root ?? '';
      throw invalidClause(
        this.names.clause,
        `The value of '${name}' is not a single primitive value and can not be compared.`,
      );
    }
    return isEntitlementId(bound) ? { ...operand, holdsGuid: true } : operand;
  }

  #bind(path: Path, at: Place, operator: string): BoundPath {
    const bound = this.names.bind(path, at.variables);
    this.guard?.check(bound, operator, at.negated);
    return bound;
  }

  #literal(literal: Literal): Operand {
    const { type, value } = literal;
    switch (type) {
      case 'null':
        return plain('text', 'undefined');
      case 'string':
      case 'enum':
        return plain('text', this.code.constant(value));
      case 'number':
        return plain('number', this.code.constant(value), { edm: edmOf(literal) });
      case 'dateTimeOffset':
        return plain('instant', this.code.constant(instant(value)));
      case 'timeOfDay':
        return plain('time', this.code.constant(clockTime(value)));
      case 'duration':
        return plain('duration', this.code.constant(duration(value)));
      case 'geo':
        throw notEvaluated(this.names.clause, 'geographic values');
      default:
        return plain(type, this.code.constant(value));
    }
  }

  #call(name: string, args: readonly Expression[], at: Place): Operand {
    const callable = functionNamed(name);
    if (!callable || (name === 'now' && !this.rules.now)) {
      throw notEvaluated(this.names.clause, `the function '${name}'`);
    }
    const { parameters, optional = 0, compares } = callable;
    const operands = args.map((argument) => this.#operand(argument, at, name));
    const fits =
      operands.length <= parameters.length &&
      operands.length >= parameters.length - optional &&
      operands.every(({ sort }, place) => parameters[place]?.includes(sort));
    if (!fits) throw noSignature(this.names.clause, name);
    const folds = compares && !operands.some(({ cased }) => cased);
    const codes = operands.map((operand) => (folds ? this.#compare.folded(operand) : operand.code));
    return callable.result(codes, operands);
  }

  #arithmetic({ operator, left, right }: Of<'arithmetic'>, at: Place): Operand {
    const first = this.#operand(left, at, operator);
    const second = this.#operand(right, at, operator);
    const computed = arithmetic(operator, first, second);
    if (!computed) throw incompatibleOperands(this.names.clause, first.edm, second.edm, KINDS[operator]);
    return computed;
  }

  #negation(operand: Operand): Operand {
    if (operand.sort === 'number' || operand.sort === 'duration') return { ...operand, code: `neg(${operand.code})` };
    throw invalidClause(
      this.names.clause,
      `A unary operator with an incompatible type was detected. Found operand type '${operand.edm}' for operator kind 'Negate'.`,
    );
  }

  #notBoolean() {
    return invalidClause(this.names.clause, 'The $filter expression must evaluate to a single boolean value.');
  }
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'null';
}

/** Entitlement management keeps the ids of its own records as GUIDs, although they are declared as text. */
function isEntitlementId({ steps }: BoundPath): boolean {
  const step = steps.at(-1);
  if (step?.kind !== 'property' || step.owner.kind !== 'entity') return false;
  return step.owner.workload === 'entitlement' && !step.owner.publicKey && canonicalField(step.named) === 'id';
}

function asWanted(code: string, wanted: boolean): string {
  return wanted ? code : `!${code}`;
}

function collectionOf({ end }: BoundPath): string {
  const type = end.property?.is.type;
  return `Collection(${typeof type === 'string' ? type : `microsoft.graph.${(type ?? end.structure)?.name}`})`;
}

function spelling(toWire: ((value: never) => unknown) | undefined): (canonical: unknown) => unknown {
  return (canonical) => (canonical == null || !toWire ? canonical : toWire(canonical as never));
}
