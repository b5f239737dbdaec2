import type { ArithmeticOperator, ComparisonOperator, Expression, Path } from '../ast.js';
import type { LibraryNode } from './library.js';
import type { Piece, Slot } from './piece.js';
import type { Token } from './tokens.js';

const MULTIPLICATIVE: ReadonlySet<string> = new Set(['mul', 'div', 'divby', 'mod']);

/** Turns the library's tree of a piece into ours; `variables` are the lambda variables in scope. */
export function toExpression(tree: LibraryNode, piece: Piece, variables: readonly string[]): Expression {
  return new Visitor(piece, variables).visit(tree);
}

/** `target/objectId` with the root that it begins with, if it begins with one. */
function toPath(token: Token, variables: readonly string[]): Path {
  const segments = token.text.split('/');
  const [first = ''] = segments;
  const position = token.start;
  if (first !== '$it' && !variables.includes(first)) return { kind: 'path', segments, position };
  return { kind: 'path', root: first, segments: segments.slice(1), position };
}

class Visitor {
  readonly #piece: Piece;
  readonly #variables: readonly string[];
  #operators = 0;

  constructor(piece: Piece, variables: readonly string[]) {
    this.#piece = piece;
    this.#variables = variables;
  }

  visit(node: LibraryNode): Expression {
    switch (node.type) {
      case 'CommonExpression':
        return this.visit(node.value as LibraryNode);
      case 'ParameterAlias':
        return expressionOf(this.#slot(node));
      case 'FirstMemberExpression':
        return toPath(this.#path(node), this.#variables);
      case 'MethodCallExpression':
        return this.#call(node.value as { method: string; parameters?: readonly LibraryNode[] });
      case 'NegateExpression':
      case 'AddExpression':
      case 'SubExpression':
      case 'MulExpression':
      case 'DivExpression':
      case 'ModExpression':
        return this.#arithmetic(node);
      default:
        return this.#comparison(node.value as { left: LibraryNode; right: LibraryNode });
    }
  }

  #comparison({ left, right }: { left: LibraryNode; right: LibraryNode }): Expression {
    const leftSide = this.visit(left);
    const operator = this.#nextOperator();
    if (operator !== 'in') {
      return { kind: 'compare', operator: operator as ComparisonOperator, left: leftSide, right: this.visit(right) };
    }
    const slot = this.#slot(right);
    return { kind: 'in', left: leftSide, items: 'items' in slot ? slot.items : [slot.expression] };
  }

  #call({ method, parameters = [] }: { method: string; parameters?: readonly LibraryNode[] }): Expression {
    return { kind: 'call', name: method, arguments: parameters.map((parameter) => this.visit(parameter)) };
  }

  /** The library's chain leans to the right and lets `-` reach to its end: laid flat and folded by precedence. */
  #arithmetic(node: LibraryNode): Expression {
    const operands: Expression[] = [];
    const operators: ArithmeticOperator[] = [];
    this.#flatten(node, operands, operators);
    const terms: Expression[] = operands.slice(0, 1);
    const sums: ArithmeticOperator[] = [];
    operators.forEach((operator, index) => {
      const right = operands[index + 1] as Expression;
      if (MULTIPLICATIVE.has(operator)) terms.push(arithmetic(operator, terms.pop() as Expression, right));
      else {
        sums.push(operator);
        terms.push(right);
      }
    });
    return terms.reduce((left, right, index) => arithmetic(sums[index - 1] as ArithmeticOperator, left, right));
  }

  #flatten(node: LibraryNode, operands: Expression[], operators: ArithmeticOperator[]): void {
    if (node.type === 'CommonExpression') {
      this.#flatten(node.value as LibraryNode, operands, operators);
    } else if (node.type === 'NegateExpression') {
      const first = operands.length;
      this.#flatten(node.value as LibraryNode, operands, operators);
      operands[first] = { kind: 'negate', operand: operands[first] as Expression };
    } else if (isArithmetic(node)) {
      this.#flatten(node.value.left, operands, operators);
      operators.push(this.#nextOperator() as ArithmeticOperator);
      this.#flatten(node.value.right, operands, operators);
    } else {
      operands.push(this.visit(node));
    }
  }

  #nextOperator(): string {
    const operator = this.#piece.operators[this.#operators];
    this.#operators += 1;
    if (operator === undefined)
      throw new Error(`The piece '${this.#piece.text}' has more operators than were written.`);
    return operator;
  }

  #slot(node: LibraryNode): Slot {
    const { name } = node.value as { name: string };
    const slot = this.#piece.slots[Number(name.slice(1))];
    if (!slot) throw new Error(`The piece '${this.#piece.text}' has no placeholder ${name}.`);
    return slot;
  }

  #path(node: LibraryNode): Token {
    const token = this.#piece.paths.get(node.position);
    if (!token) throw new Error(`The piece '${this.#piece.text}' has no path at ${node.position}.`);
    return token;
  }
}

function expressionOf(slot: Slot): Expression {
  if ('expression' in slot) return slot.expression;
  throw new Error('A list stands only behind in.');
}

function arithmetic(operator: ArithmeticOperator, left: Expression, right: Expression): Expression {
  return { kind: 'arithmetic', operator, left, right };
}

function isArithmetic(node: LibraryNode): node is LibraryNode & { value: { left: LibraryNode; right: LibraryNode } } {
  return /^(?:Add|Sub|Mul|Div|Mod)Expression$/.test(node.type);
}
