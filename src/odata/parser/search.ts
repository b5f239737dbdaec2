import type { SearchExpression } from '../ast.js';
import type { Source } from './source.js';

/** A phrase with its escapes, a parenthesis, or a run of anything else up to a space. */
const TOKEN = /[ \t]*(?:"((?:[^"\\]|\\["\\])*)"|([()])|([^\s()"]+))/y;

interface SearchToken {
  readonly kind: 'phrase' | 'mark' | 'operator' | 'end';
  readonly text: string;
  readonly start: number;
}

/**
 * Reads `"displayName:wa ma" AND ("mail:admin" OR NOT "mail:guest")`. `NOT` binds tighter than `AND`, `AND` tighter than
 * `OR`; terms side by side are joined by `AND`; a word without quotes may hold letters only, as in Microsoft.OData.Core.
 *
 * @throws ODataSyntaxError when the text is no search expression or exceeds a limit.
 */
export function readSearch(source: Source): SearchExpression {
  return new SearchReader(source).read();
}

class SearchReader {
  readonly #source: Source;
  readonly #tokens: readonly SearchToken[];
  #index = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  read(): SearchExpression {
    const expression = this.#or();
    const { kind, start, text } = this.#token;
    if (kind !== 'end') throw this.#source.syntaxError(start + text.length);
    return expression;
  }

  #or(): SearchExpression {
    const operands = [this.#and()];
    while (this.#take('OR')) operands.push(this.#and());
    return joined('or', operands);
  }

  #and(): SearchExpression {
    const operands = [this.#not()];
    while (this.#take('AND') || this.#startsTerm()) operands.push(this.#not());
    return joined('and', operands);
  }

  #not(): SearchExpression {
    if (this.#take('NOT')) return { kind: 'not', operand: this.#nested(() => this.#not()) };
    const { kind, text, start } = this.#token;
    if (kind === 'phrase') {
      this.#index += 1;
      return { kind, text };
    }
    if (!this.#take('(')) throw this.#source.expected('Expression', start);
    const inner = this.#nested(() => this.#or());
    if (!this.#take(')')) throw this.#source.expected("')' or operator", this.#token.start);
    return inner;
  }

  get #token(): SearchToken {
    return this.#tokens[this.#index] as SearchToken;
  }

  #startsTerm(): boolean {
    const { kind, text } = this.#token;
    return kind === 'phrase' || (kind !== 'end' && (text === '(' || text === 'NOT'));
  }

  #take(text: string): boolean {
    const found = this.#token.kind !== 'phrase' && this.#token.text === text;
    if (found) this.#index += 1;
    return found;
  }

  #nested<T>(parse: () => T): T {
    return this.#source.budget.nested(this.#source.option, parse);
  }
}

function joined(kind: 'and' | 'or', operands: readonly SearchExpression[]): SearchExpression {
  const [first] = operands;
  return first && operands.length === 1 ? first : { kind, operands };
}

function tokenize(source: Source): SearchToken[] {
  const tokens: SearchToken[] = [];
  const { text } = source;
  const end = text.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end; ) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw unreadable(source, at);
    source.budget.chargeNode(source.option);
    const [whole, phrase, mark, word] = found;
    const start = at + whole.search(/\S/);
    if (phrase !== undefined) tokens.push({ kind: 'phrase', text: unescaped(source, phrase, start), start });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, start });
    else if (word !== undefined) tokens.push(wordToken(source, word, start));
  }
  tokens.push({ kind: 'end', text: '', start: text.length });
  return tokens;
}

function unescaped(source: Source, phrase: string, start: number): string {
  if (phrase === '') throw source.expected('Expression', start);
  return phrase.replaceAll(/\\(.)/g, '$1');
}

function wordToken(source: Source, word: string, start: number): SearchToken {
  if (word === 'AND' || word === 'OR' || word === 'NOT') return { kind: 'operator', text: word, start };
  const wrong = word.search(/[^\p{L}\p{Nl}]/u);
  if (wrong >= 0) throw source.invalidCharacter(start + wrong);
  return { kind: 'phrase', text: word, start };
}

/** Only a quote can be unreadable: its phrase has no end, or a backslash before another character. */
function unreadable(source: Source, at: number): Error {
  const { text } = source;
  const rest = /"(?:[^"\\]|\\["\\])*/.exec(text.slice(at));
  const end = at + (rest?.index ?? 0) + (rest?.[0].length ?? 0);
  if (end < text.length) return source.invalidCharacter(end);
  return source.error(`There is an unterminated string literal at position ${text.length} in '${text}'.`);
}
