import type { Expression, Lambda, Literal } from '../ast.js';
import { arityOf, takesType } from './functions.js';
import { Library } from './library.js';
import { PieceWriter, type Slot } from './piece.js';
import { isMark, TokenReader, wordOf } from './reader.js';
import type { Source } from './source.js';
import type { Token } from './tokens.js';
import { toExpression } from './visitor.js';

const EQUALITY: ReadonlySet<string> = new Set(['eq', 'ne']);
const RELATIONAL: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le', 'has', 'in']);
const ARITHMETIC: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'div', 'divby', 'mod']);

/** An operand between operators: a member path, or what a placeholder will stand for. */
interface Operand {
  readonly negations: number;
  readonly value: Token | Slot;
}

/** Operands with operators between them: one operand more than operators. */
interface Run {
  readonly operands: readonly Operand[];
  readonly operators: readonly string[];
}

/**
 * Reads expressions. `and`, `or`, `not`, parentheses, calls, lambdas and lists are taken apart here, so that the grammar
 * library only sees comparisons, sums, paths and single calls over placeholders, each of them short.
 *
 * Precedence is that of OData 4.01, with two remarks: `in` and `has` stand with `gt`, and `not` reaches over the
 * comparison behind it, never over an `and` or `or`.
 */
export class ExpressionReader {
  readonly #reader: TokenReader;
  readonly #source: Source;
  readonly #library: Library;
  #variables: readonly string[] = [];

  /** @throws ODataSyntaxError as {@link tokenize} does. */
  constructor(source: Source) {
    this.#source = source;
    this.#reader = new TokenReader(source);
    this.#library = new Library(source);
  }

  /** The tokens, for what stands round the expressions of an option. */
  get tokens(): TokenReader {
    return this.#reader;
  }

  /** @throws ODataSyntaxError when no expression begins here, or a limit is reached. */
  expression(): Expression {
    return this.#chain('or', () => this.#chain('and', () => this.#negation()));
  }

  #chain(kind: 'and' | 'or', operand: () => Expression): Expression {
    const first = operand();
    const operands = [first];
    while (this.#reader.word(kind)) operands.push(operand());
    return operands.length === 1 ? first : { kind, operands };
  }

  #negation(): Expression {
    if (!this.#reader.word('not')) return this.#settle(this.#run());
    return { kind: 'not', operand: this.#nested(() => this.#negation()) };
  }

  #run(): Run {
    const operands = [this.#operand()];
    const operators: string[] = [];
    for (let operator = this.#operator(); operator !== undefined; operator = this.#operator()) {
      const behindList = operators.at(-1) === 'in';
      if (behindList && ARITHMETIC.has(operator)) throw this.#source.syntaxError(this.#reader.token.start);
      operators.push(operator);
      operands.push(operator === 'in' ? { negations: 0, value: this.#list() } : this.#operand());
    }
    return { operands, operators };
  }

  #operator(): string | undefined {
    const word = wordOf(this.#reader.token) ?? '';
    if (!EQUALITY.has(word) && !RELATIONAL.has(word) && !ARITHMETIC.has(word)) return undefined;
    this.#reader.next();
    return word;
  }

  /** Cuts a run at its last and loosest comparison until the library has one comparison at most to read. */
  #settle(run: Run): Expression {
    const comparisons = run.operators.filter((operator) => !ARITHMETIC.has(operator));
    if (comparisons.length < 2) return this.#piece(run);
    const loosest = comparisons.some((operator) => EQUALITY.has(operator)) ? EQUALITY : RELATIONAL;
    const at = run.operators.findLastIndex((operator) => loosest.has(operator));
    return this.#nested(() => {
      const left = { operands: run.operands.slice(0, at + 1), operators: run.operators.slice(0, at) };
      const right = { operands: run.operands.slice(at + 1), operators: run.operators.slice(at + 1) };
      const sides = [this.#asOperand(left), this.#asOperand(right)];
      return this.#piece({ operands: sides, operators: run.operators.slice(at, at + 1) });
    });
  }

  /** A part of a run as one operand; a lone list stays the list it is. */
  #asOperand(run: Run): Operand {
    const [first] = run.operands;
    return first && run.operators.length === 0 ? first : slotOf(this.#settle(run));
  }

  /** Hands a run with one comparison at most to the library; a lone placeholder needs none. */
  #piece({ operands, operators }: Run): Expression {
    const writer = new PieceWriter();
    operands.forEach(({ negations, value }, index) => {
      const operator = operators[index - 1];
      if (operator !== undefined) writer.operator(operator);
      writer.negations(negations);
      if ('kind' in value) writer.path(value);
      else writer.slot(value);
    });
    const only = operands.length === 1 ? operands[0] : undefined;
    if (only?.negations === 0 && 'expression' in only.value) return only.value.expression;
    const piece = writer.piece();
    const tree = this.#library.parse(piece.text);
    if (!tree) throw this.#source.syntaxError([...piece.paths.values()].at(-1)?.end ?? this.#reader.token.end);
    return toExpression(tree, piece, this.#variables);
  }

  #operand(): Operand {
    if (this.#reader.mark('-')) {
      const { negations, value } = this.#nested(() => this.#operand());
      return { negations: negations + 1, value };
    }
    const { token } = this.#reader;
    if (token.kind === 'literal' && token.literal) return this.#read(token.literal);
    if (token.kind === 'json') return this.#read(unsupported('array or object literal'));
    if (this.#reader.mark('(')) {
      const expression = this.#nested(() => this.expression());
      this.#reader.expectMark(')', "')' or operator");
      return slotOf(expression);
    }
    if (token.kind !== 'path') throw this.#source.expected('Expression', token.start);
    return isMark(this.#reader.ahead, '(') ? slotOf(this.#parenthesised()) : this.#name(token);
  }

  #read(expression: Expression): Operand {
    this.#reader.next();
    return slotOf(expression);
  }

  #name(token: Token): Operand {
    const constant = CONSTANTS.get(token.text) ?? CONSTANTS.get(token.text.toLowerCase());
    if (constant) return this.#read(constant);
    const what = unsupportedRoot(token.text);
    if (what === undefined) return { negations: 0, value: this.#reader.next() };
    return this.#read(unsupported(what));
  }

  /** A path with a parenthesis behind it: a lambda, a function of OData, or what only the model could tell apart. */
  #parenthesised(): Expression {
    const name = this.#reader.next();
    this.#reader.next();
    const slash = name.text.lastIndexOf('/');
    const last = name.text.slice(slash + 1).toLowerCase();
    if (last === 'any' || last === 'all') return this.#lambda(name, slash, last);
    if (slash < 0 && arityOf(last)) return this.#nested(() => this.#call(last, name));
    this.#reader.skipToClose();
    while (this.#reader.token.kind === 'tail') {
      this.#reader.next();
      if (this.#reader.mark('(')) this.#reader.skipToClose();
    }
    return unsupported(`${name.text}(…)`);
  }

  #call(name: string, token: Token): Expression {
    const args: Expression[] = [];
    if (!this.#reader.mark(')')) {
      do args.push(takesType(name) ? this.#typeOrExpression() : this.expression());
      while (this.#reader.mark(','));
      this.#reader.expectMark(')', "')' or ','");
    }
    const arity = arityOf(name);
    if (arity === 'library') {
      const piece = new PieceWriter().call(name, args).piece();
      const tree = this.#library.parse(piece.text);
      if (tree) return toExpression(tree, piece, this.#variables);
    } else if (arity && args.length >= arity[0] && args.length <= arity[1]) {
      return { kind: 'call', name, arguments: args };
    }
    throw this.#source.error(
      `No function signature for the function with name '${token.text}' matches the specified arguments.`,
    );
  }

  /** A type's name as a string literal where the argument list ends with one. */
  #typeOrExpression(): Expression {
    const { token, ahead } = this.#reader;
    if (token.kind !== 'path' || !isMark(ahead, ')')) return this.expression();
    this.#reader.next();
    return { kind: 'literal', type: 'string', value: token.text };
  }

  #lambda(name: Token, slash: number, operator: Lambda['operator']): Expression {
    if (slash < 0) throw this.#source.syntaxError(name.end);
    const path = { ...name, text: name.text.slice(0, slash), end: name.start + slash };
    const what = unsupportedRoot(name.text);
    const collection = what === undefined ? this.#piece(lone(path)) : unsupported(what);
    const body = this.#nested(() => this.#lambdaBody(operator));
    return collection.kind === 'path' ? { kind: 'lambda', operator, collection, ...body } : collection;
  }

  #lambdaBody(operator: Lambda['operator']): Pick<Lambda, 'variable' | 'predicate'> {
    if (operator === 'any' && this.#reader.mark(')')) return {};
    const token = this.#reader.next();
    if (token.kind !== 'path' || !/^[^./$@]+$/.test(token.text)) throw this.#source.syntaxError(token.end);
    const variable = token.text;
    if (this.#variables.includes(variable)) {
      throw this.#source.error(`The range variable '${variable}' has already been declared.`);
    }
    if (!this.#reader.mark(':')) throw this.#source.syntaxError(this.#reader.token.end);
    const outer = this.#variables;
    this.#variables = [...outer, variable];
    const predicate = this.expression();
    this.#variables = outer;
    this.#reader.expectMark(')', "')' or operator");
    return { variable, predicate };
  }

  /** What stands behind `in`: literals in parentheses; anything else is an expression of the model's. */
  #list(): Slot {
    if (!isMark(this.#reader.token, '(')) {
      const { value } = this.#operand();
      const known = 'expression' in value && value.expression.kind === 'unsupported' ? value.expression : undefined;
      return { items: [known ?? unsupported('in over a property')] };
    }
    this.#reader.next();
    const items: Expression[] = [];
    if (this.#reader.mark(')')) return { items };
    do items.push(this.#item());
    while (this.#reader.mark(','));
    this.#reader.expectMark(')', "')' or ','");
    const [property] = items.filter((item) => item.kind !== 'literal');
    if (property && items.length > 1) throw this.#source.syntaxError(this.#reader.token.end);
    return { items: property ? [unsupported('in over a property')] : items };
  }

  #item(): Expression {
    const { token } = this.#reader;
    if (token.kind === 'literal' && token.literal) {
      this.#reader.next();
      return token.literal;
    }
    return this.#nested(() => this.expression());
  }

  #nested<T>(parse: () => T): T {
    return this.#source.budget.nested(this.#source.option, parse);
  }
}

const CONSTANTS: ReadonlyMap<string, Literal> = new Map([
  ['null', { kind: 'literal', type: 'null', value: null }],
  ['true', { kind: 'literal', type: 'boolean', value: true }],
  ['false', { kind: 'literal', type: 'boolean', value: false }],
  ['INF', { kind: 'literal', type: 'number', value: Number.POSITIVE_INFINITY, text: 'INF' }],
  ['NaN', { kind: 'literal', type: 'number', value: Number.NaN, text: 'NaN' }],
]);

function slotOf(expression: Expression): Operand {
  return { negations: 0, value: { expression } };
}

function lone(path: Token): Run {
  return { operands: [{ negations: 0, value: path }], operators: [] };
}

function unsupported(what: string): Expression {
  return { kind: 'unsupported', what };
}

/** Names the beginning of a path that stands for something else than a member of the type in question. */
function unsupportedRoot(path: string): string | undefined {
  const [first = ''] = path.split('/');
  if (first.startsWith('$') && first !== '$it') return first;
  if (!path.includes('@')) return undefined;
  return /^@[^./#]+$/.test(path) ? `parameter alias '${path}'` : `annotation in '${path}'`;
}
