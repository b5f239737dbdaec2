/** Compiles comparisons: texts without case, enumerations by member, everything else as it sorts. */
import { type ClauseName, dateTimeOutOfRange, incompatibleOperands, invalidFilter } from '../../errors/index.js';
import type { ArithmeticOperator, ComparisonOperator, Literal } from '../ast.js';
import type { Code } from './code.js';
import { edmOf, type Operand, valueAs } from './operand.js';
import type { Comparable } from './order.js';

/** What messages call the operators. */
export const KINDS: Readonly<Record<ComparisonOperator | ArithmeticOperator, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
  has: 'Has',
  add: 'Add',
  sub: 'Subtract',
  mul: 'Multiply',
  div: 'Divide',
  divby: 'Divide',
  mod: 'Modulo',
};
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Generates the code of comparisons for one clause. */
export class Comparisons {
  constructor(
    readonly code: Code,
    readonly clause: ClauseName,
    readonly lenient: boolean,
  ) {}

  /** @throws GraphError 400 for a literal of another type than the operand */
  withLiteral(operator: ComparisonOperator, operand: Operand, literal: Literal): string {
    const value = this.#valueAs(literal, operand, operator);
    switch (operator) {
      case 'eq':
        return this.#equal(operand, value);
      case 'ne':
        return `!${this.#equal(operand, value)}`;
      case 'has':
        return `(has(${operand.code}, ${this.code.constant(value)}) === true)`;
      default:
        return `${operator}(${this.sortable(operand)}, ${this.code.constant(rank(operand, value))})`;
    }
  }

  /** @throws GraphError 400 for operands whose types do not go together */
  withOperand(operator: ComparisonOperator, left: Operand, right: Operand): string {
    const [first, second] = this.#alike(left, right) ?? [];
    if (!first || !second || operator === 'has') {
      throw incompatibleOperands(this.clause, left.edm, right.edm, KINDS[operator]);
    }
    return operator === 'ne' ? `!eq(${first}, ${second})` : `${operator}(${first}, ${second})`;
  }

  /** Whether the operand is one of several values. */
  oneOf(operand: Operand, literals: readonly Literal[]): string {
    const values = literals.map((literal) => this.#valueAs(literal, operand, 'eq'));
    const [only] = values;
    if (values.length === 1 && only !== undefined) return this.#equal(operand, only);
    const ranks = values.map((value) => rank(operand, value));
    return `${this.code.constant(new Set(ranks))}.has(${this.sortable(operand)})`;
  }

  /** The code of a value that sorts as the operand does, texts in lower case. */
  sortable(operand: Operand): string {
    if (operand.sort === 'member') return `${this.code.constant(ranksOf(operand))}.get(${operand.code})`;
    return this.folded(operand);
  }

  /** The code of a text in lower case, unless case counts. */
  folded({ code, sort, cased, folded }: Operand): string {
    const foldable = sort === 'text' || sort === 'guid' || sort === 'member';
    return !foldable || cased || folded ? code : `low(${code})`;
  }

  #valueAs(literal: Literal, operand: Operand, operator: ComparisonOperator): string | number | boolean {
    const value = valueAs(literal, operand, this.clause, this.lenient);
    if (value === undefined) {
      if (operand.sort === 'instant' && literal.type === 'dateTimeOffset')
        throw dateTimeOutOfRange(this.clause, literal.value);
      throw incompatibleOperands(this.clause, operand.edm, edmOf(literal), KINDS[operator]);
    }
    if (operand.holdsGuid && !this.lenient && !GUID.test(String(value))) {
      throw invalidFilter('Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)..');
    }
    return value;
  }

  #equal(operand: Operand, value: string | number | boolean): string {
    const { canonical, sort, cased, folded } = operand;
    if (canonical && (sort === 'text' || sort === 'member')) {
      const stored = decoded(canonical.codec.fromWire, value);
      if (typeof stored === 'string' && sort === 'text' && !cased) return this.#sameText(canonical.code, stored);
      if (stored !== null && typeof stored !== 'object' && stored !== undefined) {
        return `(${canonical.code} === ${this.code.constant(stored)})`;
      }
    }
    if (typeof value !== 'string' || cased || (sort !== 'text' && sort !== 'guid')) {
      return `(${operand.code} === ${this.code.constant(value)})`;
    }
    if (folded) return `(${operand.code} === ${this.code.constant(value.toLowerCase())})`;
    return this.#sameText(operand.code, value);
  }

  #sameText(code: string, value: string): string {
    const folded = value.toLowerCase();
    // A few letters grow when they are put into lower case.
    if (folded.length !== value.length) return `(low(${code}) === ${this.code.constant(folded)})`;
    return `same(${code}, ${this.code.constant(folded)})`;
  }

  /** The code of two operands brought to one sort. */
  #alike(left: Operand, right: Operand): readonly [string, string] | undefined {
    const sorts = new Set([left.sort, right.sort]);
    if ([...sorts].every((sort) => sort === 'text' || sort === 'member') && left.enumeration !== right.enumeration) {
      return [`low(${left.code})`, `low(${right.code})`];
    }
    if (left.cased || right.cased) return sorts.size === 1 ? [left.code, right.code] : undefined;
    if (sorts.size === 1) return [this.sortable(left), this.sortable(right)];
    return sorts.has('instant') && sorts.has('date') ? [`instant(${left.code})`, `instant(${right.code})`] : undefined;
  }
}

function ranksOf({ enumeration }: Operand): ReadonlyMap<string, number> {
  return new Map(Object.entries(enumeration?.members ?? {}));
}

/** A literal's value as `sortable` has it. */
function rank(operand: Operand, value: string | number | boolean): Comparable {
  if (operand.sort === 'member') return ranksOf(operand).get(String(value));
  const folds = typeof value === 'string' && (operand.sort === 'text' || operand.sort === 'guid') && !operand.cased;
  return folds ? value.toLowerCase() : value;
}

/** A codec may throw for what is none of its words; then no record has it. */
function decoded(fromWire: (value: never) => unknown, value: unknown): unknown {
  try {
    return fromWire(value as never);
  } catch {
    return undefined;
  }
}
