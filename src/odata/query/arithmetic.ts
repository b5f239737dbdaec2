/** `add`, `sub`, `mul`, `div`, `divby` and `mod`: of numbers, durations, and instants with either. */
import type { ArithmeticOperator } from '../ast.js';
import { type Operand, plain } from './operand.js';

/** The result of two operands; undefined where their sorts do not go together. */
export function arithmetic(operator: ArithmeticOperator, left: Operand, right: Operand): Operand | undefined {
  const sorts = `${left.sort} ${operator} ${right.sort}`;
  const { code: a } = left;
  const { code: b } = right;
  switch (sorts) {
    case 'instant add duration':
      return plain('instant', `shifted(${a}, ${b})`);
    case 'duration add instant':
      return plain('instant', `shifted(${b}, ${a})`);
    case 'instant sub duration':
      return plain('instant', `shifted(${a}, neg(${b}))`);
    case 'instant sub instant':
      return plain('duration', `between(${a}, ${b})`);
    case 'duration add duration':
    case 'duration sub duration':
    case 'duration mul number':
    case 'duration div number':
      return plain('duration', `${operator === 'div' ? 'divby' : operator}(${a}, ${b})`);
    default:
      return sorts === `number ${operator} number` ? numeric(operator, left, right) : undefined;
  }
}

const WHOLE: ReadonlySet<string> = new Set(['Edm.Int32', 'Edm.Int64']);

function numeric(operator: ArithmeticOperator, left: Operand, right: Operand): Operand {
  const whole = WHOLE.has(left.edm) && WHOLE.has(right.edm) && operator !== 'divby';
  const helper = operator === 'div' && !whole ? 'divby' : operator;
  return plain('number', `${helper}(${left.code}, ${right.code})`, { edm: whole ? 'Edm.Int32' : 'Edm.Double' });
}
