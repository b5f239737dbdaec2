/** What a query asks about, as far as that decides whether it may be asked. */
import { Lru } from '../lru.js';
import type { ExpandItem, Expression, QueryOptions } from '../odata/ast.js';
import { ODataSyntaxError, parseQuery } from '../odata/parser/index.js';

/** The properties and navigations of the type that a query asks about; none, if it cannot be read. */
export function namesIn(query: string): readonly string[] {
  const { filter, orderby, expand = [], search } = parsed(query);
  const names = expand.map(({ path }) => firstOf(path));
  visit([filter, orderby, search], (node) => {
    if (node['kind'] === 'path' && (node['root'] ?? '$it') === '$it') names.push(firstOf(node['segments'] as string[]));
    if (node['kind'] === 'phrase') names.push(String(node['text']).split(':')[0] ?? '');
  });
  return names;
}

/** What a query expands; nothing, if it cannot be read. */
export const expandsOf = (query: string): readonly ExpandItem[] => parsed(query).expand ?? [];

/** Whether a query selects a property, named in lower case, or asks about it. */
export function isNamed(query: string, property: string): boolean {
  // Reading the whole costs more than most requests have to be asked.
  if (!query.includes('%') && !query.toLowerCase().includes(property)) return false;
  const selected = selectedIn(query);
  return [...selected, ...namesIn(query)].some((name) => name.toLowerCase() === property);
}

/** The names that a query asks about behind others, or of what it goes through: `members/any(m:m/manager/id eq '…')`. */
export function namesBehind(query: string): readonly string[] {
  const names: string[] = [];
  visit(parsed(query), (node) => {
    const segments = node['kind'] === 'path' && Array.isArray(node['segments']) ? (node['segments'] as string[]) : [];
    names.push(...segments.filter((name) => !name.includes('.')));
  });
  return names;
}

/** What a query selects. */
export const selectedIn = (query: string): readonly string[] =>
  (parsed(query).select ?? []).map((path) => firstOf(path));

const ID_OF_PACKAGE = /(^|\/)accesspackage(id|\/id)$/i;

/** Whether a query is about one access package: `accessPackage/id eq '…'`, perhaps with further conditions. */
export function isOfOnePackage(query: string): boolean {
  const { filter } = parsed(query);
  const conditions = filter?.kind === 'and' ? filter.operands : [filter];
  return conditions.some(
    (one) => one?.kind === 'compare' && one.operator === 'eq' && namesPackage(one.left) && one.right.kind === 'literal',
  );
}

const namesPackage = (side: Expression): boolean => side.kind === 'path' && ID_OF_PACKAGE.test(side.segments.join('/'));

const known = new Lru<QueryOptions>(500);
const LONGEST_KEPT = 500;

function parsed(query: string): QueryOptions {
  return query.length > LONGEST_KEPT ? read(query) : known.get(query, () => read(query));
}

/** What cannot be read is refused for that where it is carried out. */
function read(query: string): QueryOptions {
  try {
    return parseQuery(query);
  } catch (error) {
    if (error instanceof ODataSyntaxError) return {};
    throw error;
  }
}

/** The first segment that is no cast. */
const firstOf = (segments: readonly string[]): string => segments.find((name) => !name.includes('.')) ?? '';

function visit(node: unknown, found: (node: Readonly<Record<string, unknown>>) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) found(node as Readonly<Record<string, unknown>>);
  for (const each of Object.values(node)) visit(each, found);
}
