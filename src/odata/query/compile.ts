/** Compiles a query: binds its options to the model and holds them against the rules of the service. */
import type { Dialect } from '../../../model/dialect.js';
import type { EntityType } from '../../../model/edm.js';
import type { Row } from '../../../model/reader.js';
import { invalidClause, invalidFilter, onlyInChangeTracking, onlyOnCollections } from '../../errors/index.js';
import type { QueryOptions } from '../ast.js';
import { AccessPaths, folds, keyOf } from './access.js';
import { Code, type Evaluate } from './code.js';
import { hash } from './cursor.js';
import { checkConditions, checkOptions, checkOrder, checkPageSize, DirectoryGuard } from './directory.js';
import { bindExpand, type Expansion } from './expand.js';
import { ExpressionCompiler } from './expression.js';
import { kindsOf, Names } from './names.js';
import type { Comparable, SortKey } from './order.js';
import { canonicalField } from './paths.js';
import { bindSelect } from './projection.js';
import { Reading } from './rows.js';
import type { Rules } from './rules.js';
import { compileSearch } from './search.js';
import { holds, type OrderIndex, type Shape } from './shape.js';
import { tableOf } from './source.js';
import { type Nested, Writer } from './writer.js';

const PAGE = 100;
/** Each level may multiply the rows of an answer. */
const MAX_DEPTH = 4;

/** @throws GraphError 400 for what the model does not declare or the service refuses */
export function compileShape(dialect: Dialect, type: EntityType, given: QueryOptions, rules: Rules, depth = 0): Shape {
  const options: QueryOptions = rules.single ? ofSingle(given, rules) : given;
  if (given.deltatoken !== undefined && !rules.lenient) throw onlyInChangeTracking('deltatoken');
  const strict = type.workload === 'directory' && !rules.lenient;
  if (strict) checkOptions(options, rules);
  const names = new Names(dialect, type, 'filter');
  const conditions = [compileFilter(names, options, rules, strict), compileSearching(dialect, type, options, rules)];
  const paths = new AccessPaths(names, rules.lenient);
  return {
    dialect,
    type,
    table: tableOf(dialect, type),
    filter: conjunction(conditions.filter((condition) => condition !== undefined)),
    isOfType: typeTest(dialect, type),
    access: options.filter && paths.of(options.filter),
    order: compileOrder(new Names(dialect, type, 'orderby'), options, rules, strict),
    orderIndex: orderIndexOf(paths, options),
    ...paging(dialect, type, options, rules, strict),
    ...writing(dialect, type, options, rules, depth),
    hash: hash(JSON.stringify([dialect.version, type.name, options.filter, options.orderby, options.search])),
  };
}

const ON_COLLECTIONS = ['filter', 'orderby', 'search', 'skip', 'top'] as const;

/** What concerns a single entity. Options that only a collection has are refused, not overlooked. */
function ofSingle(given: QueryOptions, { lenient }: Rules): QueryOptions {
  const misplaced = ON_COLLECTIONS.find((option) => given[option] !== undefined);
  if (misplaced && !lenient) throw onlyOnCollections(misplaced);
  const { select, expand } = given;
  return { ...(select && { select }), ...(expand && { expand }) };
}

function compileFilter(
  names: Names,
  { filter }: QueryOptions,
  rules: Rules,
  strict: boolean,
): Evaluate<boolean> | undefined {
  if (!filter) return undefined;
  const guard = strict ? new DirectoryGuard(names.type, rules.advanced) : undefined;
  const code = new Code();
  const condition = new ExpressionCompiler(names, code, guard, rules).condition(filter);
  // Behind the compiler: what does not bind is refused first, in the words of the parser.
  if (strict) checkConditions(filter);
  return code.compile<boolean>(condition);
}

function compileSearching(
  dialect: Dialect,
  type: EntityType,
  { search }: QueryOptions,
  { lenient }: Rules,
): Evaluate<boolean> | undefined {
  // None of the pages of entitlement management has it.
  if (search && type.workload === 'entitlement' && !lenient) throw invalidFilter('$search is not supported.');
  return search && compileSearch(dialect, type, search);
}

function conjunction(conditions: readonly Evaluate<boolean>[]): Evaluate<boolean> | undefined {
  const [first, second] = conditions;
  if (!first || !second) return first;
  return (row, context) => first(row, context) && second(row, context);
}

/**
 * Types that derive from others are told apart by the `kind` of their records. One that does not share a table with what
 * it derives from may have records that say nothing of their kind.
 */
function typeTest(dialect: Dialect, type: EntityType): (row: Row) => boolean {
  if (!type.discriminator || !type.base) return () => true;
  const kinds: ReadonlySet<string | undefined> = kindsOf(dialect, type);
  const table = tableOf(dialect, type);
  const shared = table !== undefined && tableOf(dialect, dialect.type(type.base)) === table;
  return (row) => {
    const { kind } = row as { kind?: string };
    return kinds.has(kind) || (kind === undefined && !shared);
  };
}

function compileOrder(names: Names, options: QueryOptions, rules: Rules, strict: boolean): readonly SortKey[] {
  if (strict) checkOrder(names.type, names, options, rules);
  return (options.orderby ?? []).map(({ expression, descending }) => {
    const code = new Code();
    const key = new ExpressionCompiler(names, code, undefined, rules).sortKey(expression);
    return { evaluate: code.compile<Comparable>(key), descending };
  });
}

function orderIndexOf(paths: AccessPaths, options: QueryOptions): OrderIndex | undefined {
  const { names } = paths;
  const [key, ...more] = options.orderby ?? [];
  if (!key || more.length > 0 || key.expression.kind !== 'path') return undefined;
  const { steps, end } = names.bind(key.expression, new Map());
  const { property } = end;
  const field = steps.length === 1 && property && !property.is.codec ? canonicalField(property) : undefined;
  const of = field === undefined ? undefined : tableOf(names.dialect, names.type)?.ordered[field];
  if (!property || field === undefined || !of) return undefined;
  const numbers = ['Edm.Int32', 'Edm.Int64', 'Edm.Double'].includes(String(property.is.type));
  const texts = property.is.type === 'Edm.String' && !property.is.caseSensitive && folds(of, field);
  if (!texts && !(numbers && keyOf(of, field, 1) === 1)) return undefined;
  return {
    field,
    descending: key.descending,
    complete: property.is.required === true || property.is.nullable === false,
    prefix: paths.prefixOf(options.filter, field),
  };
}

function paging(dialect: Dialect, type: EntityType, options: QueryOptions, rules: Rules, strict: boolean) {
  const { top, skip, count, select = [] } = options;
  if (strict && top !== undefined) checkPageSize(top);
  const directory = type.workload === 'directory';
  const limits = select.map(([name = '']) => dialect.property(type, name)?.is.pageAtMost ?? Number.POSITIVE_INFINITY);
  const counted = count === true && (!strict || rules.advanced);
  return {
    top,
    pageSize: Math.min(top ?? PAGE, ...limits),
    skip: skip ?? 0,
    counts: counted ? (directory ? ('first' as const) : ('always' as const)) : ('never' as const),
  };
}

function writing(dialect: Dialect, type: EntityType, options: QueryOptions, rules: Rules, depth: number) {
  const selection = bindSelect(dialect, type, options.select, rules);
  const nest = (expansion: Expansion) => nestedIn(dialect, expansion, rules, depth + 1);
  const nested = bindExpand(dialect, type, options.expand ?? [], rules).map(nest);
  const printed = [
    ...selection.printed.filter((name) => !nested.some(({ expansion }) => expansion.name === name)),
    ...nested.map(({ expansion, fragment }) => `${expansion.name}${fragment || '()'}`),
  ];
  return {
    writer: new Writer(dialect, type, selection, nested, rules.created === true, nest),
    fragment: printed.length > 0 ? `(${printed.join(',')})` : '',
  };
}

/** What stands inside an expansion is compiled like a query of its own. */
function nestedIn(
  dialect: Dialect,
  expansion: Expansion,
  rules: Rules,
  depth: number,
): Nested & { readonly fragment: string } {
  if (depth > MAX_DEPTH) {
    const reason = `The request includes a $expand path which is too deep. The maximum depth allowed is ${MAX_DEPTH}.`;
    throw invalidClause('expand', reason);
  }
  const inner: Rules = { ...rules, advanced: true, eventual: true, single: false, reference: false, created: false };
  const { top, ...options } = expansion.options;
  const shape = compileShape(dialect, expansion.type, options, inner, depth);
  const limit = Math.min(expansion.limit, top ?? expansion.limit);
  return {
    expansion,
    fragment: shape.fragment,
    writer: shape.writer,
    rows: (source, context) => new Reading(shape, context, source).take(limit).map(({ row }) => row),
    count: (source, context) => new Reading(shape, context, source).count(),
    holds: (row, context) => holds(shape, row, context),
  };
}
