import type { Expression } from '../ast.js';
import type { Token } from './tokens.js';

/** What a placeholder stands for: an expression that is already ours, or the whole list behind `in`. */
export type Slot = { readonly expression: Expression } | { readonly items: readonly Expression[] };

/** A part of an expression so small and plain that the grammar library reads it in full and in time. */
export interface Piece {
  readonly text: string;
  /** What `@_0`, `@_1` … stand for. */
  readonly slots: readonly Slot[];
  /** The operators from left to right, as the request meant them. */
  readonly operators: readonly string[];
  /** The member paths, by where they begin in `text`. */
  readonly paths: ReadonlyMap<number, Token>;
}

/** How the library spells an operator that it does not know; the reader of its tree asks {@link Piece.operators}. */
const SPELLINGS: Readonly<Record<string, string>> = { in: 'has', divby: 'div' };

/** The library takes these for literals even where a longer name begins with them. */
const LITERAL_WORD = /^(?:null|true|false|INF|NaN)/;

/** Letters to the library (it asks only for code units from 0x80), and never part of a name of the request. */
const DOT = '\uE000';
const MARK = '\uE001';

/** Writes a piece from left to right. */
export class PieceWriter {
  #text = '';
  readonly #slots: Slot[] = [];
  readonly #operators: string[] = [];
  readonly #paths = new Map<number, Token>();

  slot(slot: Slot): this {
    this.#text += `@_${this.#slots.length}`;
    this.#slots.push(slot);
    return this;
  }

  path(token: Token): this {
    this.#paths.set(this.#text.length, token);
    this.#text += spelling(token.text);
    return this;
  }

  operator(name: string): this {
    this.#operators.push(name);
    this.#text += ` ${SPELLINGS[name] ?? name} `;
    return this;
  }

  negations(count: number): this {
    this.#text += '-'.repeat(count);
    return this;
  }

  call(name: string, args: readonly Expression[]): this {
    this.#text += `${name}(`;
    args.forEach((expression, index) => {
      if (index > 0) this.#text += ',';
      this.slot({ expression });
    });
    this.#text += ')';
    return this;
  }

  piece(): Piece {
    return { text: this.#text, slots: this.#slots, operators: this.#operators, paths: this.#paths };
  }
}

/**
 * The library knows a cast at the head of a path and behind its last segment, not between two segments, and it takes long
 * to read a namespace: only the last dot of the head stays a dot.
 */
function spelling(path: string): string {
  const slash = path.indexOf('/');
  const lastDot = path.lastIndexOf('.', slash < 0 ? path.length : slash);
  const marked = LITERAL_WORD.test(path) ? MARK : '';
  if (lastDot < 0) return marked + path.replaceAll('.', DOT);
  const [head, rest] = [path.slice(0, lastDot), path.slice(lastDot + 1)];
  return `${marked}${head.replaceAll('.', DOT)}.${rest.replaceAll('.', DOT)}`;
}
