import type { Source } from './source.js';
import { type Token, tokenize } from './tokens.js';

/** The tokens of an expression, read from left to right. */
export class TokenReader {
  readonly source: Source;
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(source: Source) {
    this.source = source;
    this.#tokens = tokenize(source);
  }

  get token(): Token {
    return this.#at(this.#index);
  }

  /** The token behind the present one. */
  get ahead(): Token {
    return this.#at(this.#index + 1);
  }

  next(): Token {
    const { token } = this;
    this.#index += 1;
    return token;
  }

  /** Reads the punctuation if it stands here. */
  mark(text: string): boolean {
    const found = isMark(this.token, text);
    if (found) this.#index += 1;
    return found;
  }

  expectMark(text: string, what: string): void {
    if (!this.mark(text)) throw this.source.expected(what, this.token.start);
  }

  /** Reads the word if it stands here, in any case. */
  word(text: string): boolean {
    const found = wordOf(this.token) === text;
    if (found) this.#index += 1;
    return found;
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') throw this.source.syntaxError(this.token.end);
  }

  /** Reads on to the parenthesis that closes the one which has just been read. */
  skipToClose(): void {
    for (let depth = 1; depth > 0; ) {
      if (this.token.kind === 'end') throw this.source.expected("')' or ','", this.token.start);
      const token = this.next();
      if (isMark(token, '(')) depth += 1;
      if (isMark(token, ')')) depth -= 1;
    }
  }

  #at(index: number): Token {
    return this.#tokens[Math.min(index, this.#tokens.length - 1)] as Token;
  }
}

export function isMark(token: Token, text: string): boolean {
  return token.kind === 'mark' && token.text === text;
}

/** The token as a word in lower case: what operators, `asc` and `not` are read from. */
export function wordOf(token: Token): string | undefined {
  return token.kind === 'path' ? token.text.toLowerCase() : undefined;
}
