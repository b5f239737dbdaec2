/** Queries, as far as what they say decides whether they may be asked. */
import { Lru } from '../lru.js';
import type { Expression, QueryOptions } from '../odata/ast.js';
import { ODataSyntaxError, parseQuery } from '../odata/parser/index.js';

const ID_OF_PACKAGE = /(^|\/)accesspackage(id|\/id)$/i;

/** Whether a query is about one access package: `accessPackage/id eq '…'`, perhaps with further conditions. */
export function isOfOnePackage(query: string): boolean {
  const { filter } = optionsIn(query);
  const conditions = filter?.kind === 'and' ? filter.operands : [filter];
  return conditions.some(
    (one) => one?.kind === 'compare' && one.operator === 'eq' && namesPackage(one.left) && one.right.kind === 'literal',
  );
}

const namesPackage = (side: Expression): boolean => side.kind === 'path' && ID_OF_PACKAGE.test(side.segments.join('/'));

const known = new Lru<QueryOptions>(500);
const LONGEST_KEPT = 500;

/** The options of a query; none, if it cannot be read. */
export function optionsIn(query: string): QueryOptions {
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
