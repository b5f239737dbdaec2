import type { Literal } from '../ast.js';
import type { Source } from './source.js';

/**
 * `path` is a whole member path or a word (`displayName`, `eq`, `target/objectId`, `$it`, `@alias`); `tail` a path that
 * goes on behind a parenthesis; `json` an array or object literal; `mark` one character of punctuation.
 */
export interface Token {
  readonly kind: 'path' | 'tail' | 'literal' | 'json' | 'mark' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly literal?: Literal;
}

const IDENTIFIER = String.raw`[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*`;
const DOTTED = String.raw`${IDENTIFIER}(?:\.${IDENTIFIER})*`;
const SEGMENT = String.raw`(?:\$?${DOTTED}|@${DOTTED}(?:#${IDENTIFIER})?)`;
const PATH = new RegExp(`${SEGMENT}(?:/${SEGMENT})*`, 'uy');
const TAIL = new RegExp(`(?:/${SEGMENT})+`, 'uy');
const STRING = /'[^']*(?:''[^']*)*'/y;
/** A string, a bracket, or a run of anything else; a string without an end is none of these. */
const JSON_PIECE = /"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]|[^[\]{}"']+/y;
const WORD_CHARACTER = /[\p{L}\p{Nd}_.]/uy;

const DATE = String.raw`-?(?:0\d{3}|[1-9]\d{3,})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?`;
const ZONELESS = new RegExp(`${DATE}T${TIME}`, 'iy');

/** Literals without quotes. The first that matches wins: a GUID may begin like a number, a date always does. */
const BARE_LITERALS: readonly (readonly [type: 'guid' | 'dateTimeOffset' | 'date' | 'timeOfDay' | 'number', RegExp])[] =
  [
    ['guid', /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/iy],
    ['dateTimeOffset', new RegExp(`${DATE}T${TIME}(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)`, 'iy')],
    ['date', new RegExp(DATE, 'y')],
    ['timeOfDay', new RegExp(TIME, 'y')],
    ['number', /-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|INF\b)/y],
  ];

const QUOTED_VALUES = {
  duration: /^[+-]?P(?=[\dT])(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  binary: /^(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?$/,
} as const;

/**
 * Cuts the text of an expression into tokens, literals decoded. The last token is always `end`.
 *
 * @throws ODataSyntaxError for a character or literal that the grammar does not know, and for too many tokens.
 */
export function tokenize(source: Source): readonly Token[] {
  const tokens: Token[] = [];
  const { text } = source;
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(source, at);
    if (token.kind !== 'mark') source.budget.chargeNode(source.option);
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function tokenAt(source: Source, start: number): Token {
  const first = source.text.charAt(start);
  if (first === "'") return quoted(source, start, start, '');
  if (first === '[' || first === '{') return json(source, start);
  const bare = /[-\da-fA-F]/.test(first) ? bareLiteral(source, start) : undefined;
  if (bare) return bare;
  if ('(),:=-'.includes(first)) return { kind: 'mark', text: first, start, end: start + 1 };
  const kind = first === '/' ? 'tail' : 'path';
  const text = matchAt(first === '/' ? TAIL : PATH, source.text, start);
  if (text === undefined) throw source.invalidCharacter(start);
  const end = start + text.length;
  return source.text[end] === "'" ? quoted(source, start, end, text) : { kind, text, start, end };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function bareLiteral(source: Source, start: number): Token | undefined {
  for (const [type, pattern] of BARE_LITERALS) {
    const text = matchAt(pattern, source.text, start);
    if (text === undefined) continue;
    const end = start + text.length;
    if (type === 'date' && matchAt(ZONELESS, source.text, start)) throw zoneless(source, start);
    if (matchAt(WORD_CHARACTER, source.text, end)) throw source.syntaxError(end + 1);
    const literal: Literal =
      type === 'number'
        ? numberLiteral(text)
        : { kind: 'literal', type, value: type === 'guid' ? text.toLowerCase() : text };
    return { kind: 'literal', text, start, end, literal };
  }
  return undefined;
}

function zoneless(source: Source, start: number): Error {
  return source.error(
    `The time zone information is missing on the DateTimeOffset value '${matchAt(ZONELESS, source.text, start)}'. ` +
      'A DateTimeOffset value must contain the time zone information.',
  );
}

function numberLiteral(text: string): Literal {
  return { kind: 'literal', type: 'number', value: Number(text.replace(/INF$/, 'Infinity')), text };
}

/** A quoted literal; `prefix` is what stands before the quote: nothing, `duration`, `binary`, `geography` or an enumeration. */
function quoted(source: Source, start: number, quote: number, prefix: string): Token {
  const raw = matchAt(STRING, source.text, quote);
  if (raw === undefined) {
    throw source.error(
      `There is an unterminated string literal at position ${source.text.length} in '${source.text}'.`,
    );
  }
  const end = quote + raw.length;
  const literal = quotedLiteral(prefix, raw.slice(1, -1).replaceAll("''", "'"));
  if (!literal) throw source.syntaxError(end);
  return { kind: 'literal', text: source.text.slice(start, end), start, end, literal };
}

function quotedLiteral(prefix: string, value: string): Literal | undefined {
  const type = prefix.toLowerCase();
  if (type === '') return { kind: 'literal', type: 'string', value };
  if (type === 'duration' || type === 'binary') {
    return QUOTED_VALUES[type].test(value) ? { kind: 'literal', type, value } : undefined;
  }
  if (type === 'geography' || type === 'geometry') return { kind: 'literal', type: 'geo', value };
  const isTypeName = prefix.includes('.') && !/[/@$]/.test(prefix);
  return isTypeName ? { kind: 'literal', type: 'enum', enumeration: prefix, value } : undefined;
}

/** An array or object literal, as far as its closing bracket: nothing evaluates it, so what is inside is not read. */
function json(source: Source, start: number): Token {
  const { text } = source;
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const piece = matchAt(JSON_PIECE, text, at);
    if (piece === undefined) break;
    if (piece === '[' || piece === '{') depth += 1;
    if (piece === ']' || piece === '}') depth -= 1;
    at += piece.length;
    if (depth === 0) return { kind: 'json', text: text.slice(start, at), start, end: at };
  }
  throw source.error(`There is an unterminated literal at position ${text.length} in '${text}'.`);
}
