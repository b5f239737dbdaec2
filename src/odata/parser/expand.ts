import type { ExpandItem, QueryOptions } from '../ast.js';
import { clauseError, ODataSyntaxError } from './errors.js';
import type { Source } from './source.js';

/** Reads the options that stand in the parentheses of an item of `$expand`, as pairs of name and value. */
export type OptionsReader = (pairs: readonly (readonly [name: string, value: string])[]) => QueryOptions;

const SEGMENT =
  /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*(?:\.[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*)*$/u;

const STRING = /'[^']*'|"(?:[^"\\]|\\.)*"/y;

/**
 * Reads `id,displayName,onPremisesExtensionAttributes/extensionAttribute1`.
 *
 * @throws ODataSyntaxError for a term that is no path.
 */
export function readSelect(source: Source): string[][] {
  if (source.text.trim() === '') return [];
  return source.text.split(',').map((term) => {
    source.budget.chargeNode(source.option);
    const path = term.trim();
    return path === '*' ? [path] : segmentsOf(source, path, path);
  });
}

/**
 * Reads `members($select=id;$top=5),owners/$ref,*`.
 *
 * @throws ODataSyntaxError for a term that is no path, an option that does not belong there, and what `options` throws.
 */
export function readExpand(source: Source, options: OptionsReader): ExpandItem[] {
  if (source.text.trim() === '') return [];
  return split(source, source.text, ',').map((term) => {
    source.budget.chargeNode(source.option);
    return expandItem(source, term.trim(), options);
  });
}

function expandItem(source: Source, term: string, options: OptionsReader): ExpandItem {
  const open = term.indexOf('(');
  const name = open < 0 ? term : term.slice(0, open);
  if (open >= 0 && !term.endsWith(')')) throw invalidTerm(source, term);
  const [, path = '', suffix] = /^(.*?)(?:\/(\$ref|\$count))?$/s.exec(name) ?? [];
  return {
    path: path === '*' ? [path] : segmentsOf(source, path, term),
    ...(suffix === '$ref' || suffix === '$count' ? { suffix } : {}),
    options: open < 0 ? {} : nestedOptions(source, term, term.slice(open + 1, -1), options),
  };
}

function nestedOptions(source: Source, term: string, text: string, options: OptionsReader): QueryOptions {
  const parts = split(source, text, ';').map((part) => part.trim());
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const pairs = parts.map((part): [string, string] => {
    const equals = part.indexOf('=');
    if (equals < 1) throw invalidTerm(source, term);
    return [part.slice(0, equals), part.slice(equals + 1)];
  });
  return source.budget.nested(source.option, () => inExpand(() => options(pairs)));
}

/** What is wrong within an expand is reported as the expand's own failure. */
function inExpand<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ODataSyntaxError ? clauseError('$expand', error.reason) : error;
  }
}

function segmentsOf(source: Source, path: string, term: string): string[] {
  const segments = path.split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) throw invalidTerm(source, term);
  return segments;
}

/** Cuts at a separator that stands in no parentheses and in no string. */
function split(source: Source, text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length && depth >= 0; at += 1) {
    const character = text[at];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === "'" || character === '"') at = endOfString(source, text, at);
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  if (depth !== 0) throw invalidTerm(source, text);
  return [...parts, text.slice(start)];
}

/** Where the string ends whose quote stands at `start`; a doubled quote is the end of one string and the start of another. */
function endOfString(source: Source, text: string, start: number): number {
  STRING.lastIndex = start;
  if (!STRING.test(text)) throw invalidTerm(source, text);
  return STRING.lastIndex - 1;
}

function invalidTerm(source: Source, term: string): ODataSyntaxError {
  return source.error(`Term '${term}' is not valid in a $select or $expand expression.`);
}
