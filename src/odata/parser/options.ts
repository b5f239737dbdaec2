import type { ExpandItem, Expression, OrderKey, QueryOptions, SearchExpression } from '../ast.js';
import { ODataSyntaxError } from './errors.js';
import { readExpand, readSelect } from './expand.js';
import { Budget, LIMITS } from './limits.js';
import { ExpressionReader } from './prepare.js';
import { readSearch } from './search.js';
import { Source } from './source.js';

type OptionName = Exclude<keyof QueryOptions, 'custom'>;
type Reader = (text: string, budget: Budget) => QueryOptions;

/** The largest Edm.Int32. */
const INTEGER_LIMIT = 2_147_483_647;

/** An empty `$select` or `$expand` asks for nothing and counts as absent. */
const QUERY_OPTIONS: ReadonlyMap<string, Reader> = new Map<OptionName, Reader>([
  ['filter', (text, budget) => ({ filter: parseFilter(text, budget) })],
  ['select', (text, budget) => (isBlank(text) ? {} : { select: parseSelect(text, budget) })],
  ['expand', (text, budget) => (isBlank(text) ? {} : { expand: parseExpand(text, budget) })],
  ['orderby', (text, budget) => ({ orderby: parseOrderBy(text, budget) })],
  ['search', (text, budget) => ({ search: parseSearch(text, budget) })],
  ['top', (text) => ({ top: integer('$top', text) })],
  ['skip', (text) => ({ skip: integer('$skip', text) })],
  ['count', (text) => ({ count: boolean(text) })],
  ['format', (text) => ({ format: text })],
  ['skiptoken', (text) => ({ skiptoken: text })],
  ['deltatoken', (text) => ({ deltatoken: text })],
]);

const EXPAND_OPTIONS: ReadonlyMap<string, Reader> = new Map([
  ...[...QUERY_OPTIONS].filter(([name]) => !['format', 'skiptoken', 'deltatoken'].includes(name)),
  ['levels', (text: string) => ({ levels: levels(text) })] as const,
]);

/**
 * Reads the raw query string of a URL, what stands behind `?`, not decoded: `+` is a space, each name and value is
 * percent-decoded once, system query options may lack their `$` and have any case. What is no system query option is kept
 * in `custom`.
 *
 * @throws ODataSyntaxError for what cannot be decoded, an unknown `$option`, an option given twice, a value that is not in
 *   the option's grammar, and a query that exceeds {@link LIMITS}.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html
 */
export function parseQuery(rawQuery: string, budget = new Budget()): QueryOptions {
  if (rawQuery.length > LIMITS.queryLength) {
    throw new ODataSyntaxError('', `The query string is longer than ${LIMITS.queryLength} characters.`);
  }
  const pairs = rawQuery
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=');
      return equals < 0 ? [decoded(part), ''] : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
    });
  const custom = pairs.filter(([name]) => !name.startsWith('$') && !QUERY_OPTIONS.has(name.toLowerCase()));
  const system = pairs.filter(([name]) => name.startsWith('$') || QUERY_OPTIONS.has(name.toLowerCase()));
  const options = readOptions(QUERY_OPTIONS, system, budget);
  return custom.length === 0 ? options : { ...options, custom: Object.fromEntries(custom) };
}

/** @throws ODataSyntaxError as {@link parseQuery} does. */
export function parseFilter(text: string, budget = new Budget()): Expression {
  const reader = expressionReader('$filter', text, budget);
  if (/^\s/.test(text)) throw reader.tokens.source.syntaxError(1);
  const expression = reader.expression();
  reader.tokens.expectEnd();
  return expression;
}

/** @throws ODataSyntaxError as {@link parseQuery} does. */
export function parseOrderBy(text: string, budget = new Budget()): OrderKey[] {
  const reader = expressionReader('$orderby', text, budget);
  const keys: OrderKey[] = [];
  do {
    const expression = reader.expression();
    const descending = reader.tokens.word('desc');
    if (!descending) reader.tokens.word('asc');
    keys.push({ expression, descending });
  } while (reader.tokens.mark(','));
  reader.tokens.expectEnd();
  return keys;
}

/** The selected paths, each as its segments; `['*']` for `*`. @throws ODataSyntaxError as {@link parseQuery} does. */
export function parseSelect(text: string, budget = new Budget()): string[][] {
  return readSelect(new Source('$select', text, budget));
}

/** @throws ODataSyntaxError as {@link parseQuery} does. */
export function parseExpand(text: string, budget = new Budget()): ExpandItem[] {
  return readExpand(new Source('$expand', text, budget), (pairs) => readOptions(EXPAND_OPTIONS, pairs, budget));
}

/** @throws ODataSyntaxError as {@link parseQuery} does. */
export function parseSearch(text: string, budget = new Budget()): SearchExpression {
  refuseEmpty('$search', text);
  return readSearch(new Source('$search', text, budget));
}

function readOptions(
  readers: ReadonlyMap<string, Reader>,
  pairs: readonly (readonly [name: string, value: string])[],
  budget: Budget,
): QueryOptions {
  const seen = new Set<string>();
  let options: QueryOptions = {};
  for (const [spelling, value] of pairs) {
    const name = spelling.replace(/^\$/, '').toLowerCase();
    const read = readers.get(name);
    if (!read) throw new ODataSyntaxError(spelling, `The query parameter '${spelling}' is not supported.`);
    if (seen.has(name)) {
      throw new ODataSyntaxError(
        `$${name}`,
        `Query parameter '$${name}' is specified, but it should be specified exactly once.`,
      );
    }
    seen.add(name);
    options = { ...options, ...read(value, budget) };
  }
  return options;
}

function expressionReader(option: string, text: string, budget: Budget): ExpressionReader {
  refuseEmpty(option, text);
  return new ExpressionReader(new Source(option, text, budget));
}

function refuseEmpty(option: string, text: string): void {
  if (isBlank(text)) throw new ODataSyntaxError(option, `The value for OData query '${option}' cannot be empty.`);
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ODataSyntaxError('', 'Bad Request - Error in query syntax.');
  }
}

function integer(option: '$top' | '$skip' | '$levels', text: string, also = ''): number {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.POSITIVE_INFINITY;
  if (value <= INTEGER_LIMIT) return value;
  const required = `The ${option} query option requires a non-negative integer value${also}.`;
  throw new ODataSyntaxError(option, `Invalid value '${text}' for ${option} query option found. ${required}`);
}

function levels(text: string): number {
  return text.trim().toLowerCase() === 'max' ? Number.POSITIVE_INFINITY : integer('$levels', text, " or 'max'");
}

function boolean(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw new ODataSyntaxError(
    '$count',
    `Invalid value '${text}' for $count query option found. The $count query option requires 'true'/'false'.`,
  );
}
