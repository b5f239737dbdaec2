/** What the directory refuses, unless it is told to be lenient. */
import type { Named } from '../../../model/dialect.js';
import type { EntityType, FilterOperator, Property } from '../../../model/edm.js';
import { invalidClause, noSignature, unsupportedQuery } from '../../errors/index.js';
import type { Expression, QueryOptions } from '../ast.js';
import { resourceName } from '../bind.js';
import type { Guard } from './expression.js';
import { type BoundPath, memberOf, type Names } from './names.js';
import { canonicalField } from './paths.js';
import type { Rules } from './rules.js';

const MAX_PAGE = 999;
const SEARCH_HEADER =
  "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
const OPERATORS: Readonly<Record<string, FilterOperator>> = {
  startswith: 'startsWith',
  endswith: 'endsWith',
  all: 'any',
};
const UNSUPPORTED = 'Unsupported Query.';
const ADVANCED_HEADER =
  "Operator 'endsWith' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information";

/** The page size that `$top` asks for. @throws GraphError 400 where the directory has none so small or large */
export function checkPageSize(top: number): void {
  if (top < 1 || top > MAX_PAGE) {
    throw unsupportedQuery(`Invalid page size specified: '${top}'. Must be between 1 and ${MAX_PAGE} inclusive.`);
  }
}

/** Refuses options that the directory does not have or does not combine. */
export function checkOptions(options: QueryOptions, rules: Rules): void {
  const { filter, search, orderby, expand, skip } = options;
  if (skip !== undefined) throw unsupportedQuery("'$skip' is not supported by the service.");
  if (search && (!rules.eventual || expand)) throw unsupportedQuery(SEARCH_HEADER);
  if (orderby && filter && !rules.advanced) throw unsupportedQuery('Sorting not supported for current query.');
  if (orderby && orderby.length > 1) throw unsupportedQuery('Sorting not supported for current query.');
  if (rules.reference && !rules.advanced && ((filter && !namesOne(filter)) || orderby)) {
    throw unsupportedQuery('The specified filter to the reference property query is currently not supported.');
  }
}

/** `id eq '…'`: whether an object is among those behind a reference, as Terraform asks it, needs no advanced query. */
function namesOne(filter: Expression): boolean {
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || filter.left.kind !== 'path') return false;
  const { root, segments } = filter.left;
  return root === undefined && segments.length === 1 && segments[0]?.toLowerCase() === 'id';
}

/**
 * Refuses conditions that hold no property against a value: `true`, `'a' eq 'a'`, `displayName eq mailNickname`,
 * `displayName in ()`, `startswith(displayName,null)`.
 */
export function checkConditions(expression: Expression): void {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const operand of expression.operands) checkConditions(operand);
      return;
    case 'not':
      checkConditions(expression.operand);
      return;
    case 'lambda':
      if (expression.predicate) checkConditions(expression.predicate);
      return;
    case 'compare':
      if (namesProperty(expression.left) === namesProperty(expression.right)) throw unsupportedQuery(UNSUPPORTED);
      return;
    case 'call':
      if (expression.arguments.some(isNull)) throw noSignature('filter', expression.name);
      return;
    case 'in':
      if (expression.items.length === 0) throw invalidClause('filter', 'The list behind the operator in is empty.');
      if (!namesProperty(expression.left) || expression.items.some(namesProperty)) throw unsupportedQuery(UNSUPPORTED);
      return;
    case 'literal':
      throw unsupportedQuery(UNSUPPORTED);
    default:
      return;
  }
}

const isNull = (expression: Expression) => expression.kind === 'literal' && expression.type === 'null';

function namesProperty(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'unsupported':
      return false;
    case 'negate':
      return namesProperty(expression.operand);
    case 'arithmetic':
      return namesProperty(expression.left) || namesProperty(expression.right);
    case 'call':
      return expression.arguments.some(namesProperty);
    default:
      return true;
  }
}

/** Refuses sort keys that the directory does not sort by. */
export function checkOrder(type: EntityType, names: Names, options: QueryOptions, rules: Rules): void {
  for (const { expression } of options.orderby ?? []) {
    if (expression.kind !== 'path') throw unsupportedQuery('Sorting not supported for current query.');
    const [first = ''] = expression.segments;
    const step = expression.segments.length === 1 ? memberOf(names.dialect, type, first) : undefined;
    const sort = step?.kind === 'property' ? step.named.is.sort : undefined;
    if (sort === 'basic' || (sort === 'advanced' && rules.advanced)) continue;
    const { property } = names.bind(expression, new Map()).end;
    if (options.search) throw unsupportedQuery('An unsupported property was specified.');
    throw unsupportedQuery(`Unsupported sort property '${property?.name ?? first}' for '${resourceName(type)}'.`);
  }
}

/** Holds a filter against the tables of operators that the properties carry. */
export class DirectoryGuard implements Guard {
  constructor(
    readonly type: EntityType,
    readonly advanced: boolean,
  ) {}

  check(path: BoundPath, operator: string, negated: boolean): void {
    if (operator === 'contains') throw unsupportedQuery("Unsupported property filter clause operator 'Contains'.");
    if (operator === 'all') throw unsupportedQuery("Unsupported property filter clause operator 'All'.");
    const wanted = path.end.count ? 'count' : (OPERATORS[operator] ?? operator);
    if (!KNOWN.has(wanted)) throw unsupportedQuery(UNSUPPORTED);
    const properties = propertiesAlong(path);
    const named = properties.at(-1);
    const through = path.steps.some(({ kind }) => kind === 'navigation');
    if (!named || (through && canonicalField(named) !== 'id')) {
      // Objects behind a navigation are counted and asked for in advanced queries only.
      if (!named && this.advanced) return;
      throw unsupportedQuery('The specified filter to the reference property query is currently not supported.');
    }
    const rule = properties.findLast(({ is }) => is.filter)?.is.filter;
    if (!rule) throw unsupportedQuery('The request uses a filter property that is not indexed');
    for (const each of negated ? ([wanted, 'not'] as const) : [wanted]) {
      const offered: readonly string[] = this.advanced ? [...rule.basic, ...rule.advanced] : rule.basic;
      if (!offered.includes(each)) throw this.#refusal(each, named, path);
    }
  }

  #refusal(operator: string, { name }: Named<Property>, { variable, steps }: BoundPath) {
    if (!this.advanced && (operator === 'ne' || operator === 'not')) {
      return unsupportedQuery("Filter operator 'NotEqualsMatch' is not supported.");
    }
    if (!this.advanced && operator === 'endsWith') return unsupportedQuery(ADVANCED_HEADER);
    const [first] = variable?.collection.steps ?? steps;
    const type = first?.kind === 'property' && first.owner.kind === 'entity' ? first.owner : this.type;
    return unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${name}' of resource '${resourceName(type)}'.`,
    );
  }
}

const KNOWN: ReadonlySet<string> = new Set<FilterOperator>([
  ...(['eq', 'ne', 'not', 'in', 'ge', 'le', 'gt', 'lt', 'startsWith', 'endsWith', 'any', 'null', 'count'] as const),
]);

/** The properties that a path names, of the collection that its variable runs over first. */
function propertiesAlong({ variable, steps }: BoundPath): readonly Named<Property>[] {
  const own = steps.flatMap((step) => (step.kind === 'property' ? [step.named] : []));
  return variable ? [...propertiesAlong(variable.collection), ...own] : own;
}
