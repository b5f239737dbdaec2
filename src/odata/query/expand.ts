/** `$expand`: binds its items to navigations. */
import { type Dialect, type Named, qualified } from '../../../model/dialect.js';
import type { EntityType, Navigation } from '../../../model/edm.js';
import {
  badRequest,
  invalidClause,
  notEvaluated,
  notExpandable,
  tooManyExpands,
  unknownMember,
  unsupportedQuery,
} from '../../errors/index.js';
import type { ExpandItem, QueryOptions } from '../ast.js';
import { memberOf, Names } from './names.js';
import type { Rules } from './rules.js';

/** A navigation to expand, and what the expansion holds. */
export interface Expansion {
  readonly name: string;
  readonly navigation: Navigation;
  /** Of the expanded rows: that of the navigation, or the one it is cast to. */
  readonly type: EntityType;
  readonly options: QueryOptions;
  /** Only how many there are is printed. */
  readonly onlyCount: boolean;
  /** How deep the navigation is followed again from what it leads to. */
  readonly levels: number;
  /** Rows at most. */
  readonly limit: number;
}

/** What the directory puts into one expansion. */
const DIRECTORY_ITEMS = 20;
const MOST_LEVELS = 1_000;
const CHAIN_HEADER =
  "$levels in $expand is only supported with the header 'ConsistencyLevel: eventual' and the query parameter $count=true.";
const DIRECTORY_OPTIONS: readonly string[] = ['select', 'levels'];

/** @throws GraphError 400 for what is no navigation, and for what the service does not expand */
export function bindExpand(
  dialect: Dialect,
  type: EntityType,
  items: readonly ExpandItem[],
  rules: Rules,
): Expansion[] {
  const bound = items.flatMap((item) => bindItem(dialect, type, item));
  if (isDirectoryObject(dialect, type) && !rules.lenient) {
    if (bound.length > 1) throw tooManyExpands(bound.length);
    for (const expansion of bound) checkOptions(expansion, rules);
  }
  return bound;
}

/** The limits are those of directory objects; role management, in the same service, does not have them. */
function isDirectoryObject(dialect: Dialect, type: EntityType): boolean {
  const base = dialect.findType('directoryObject');
  return base !== undefined && dialect.isA(type, base);
}

function bindItem(dialect: Dialect, type: EntityType, item: ExpandItem): Expansion[] {
  if (item.path[0] === '*') {
    return dialect
      .navigationsOf(type)
      .filter(({ is }) => !is.notExpandable && !is.notImplemented)
      .map((named) => expansionOf(type, named, dialect.type(named.is.to), item));
  }
  const casts = item.path.findIndex((segment) => !segment.includes('.'));
  const { steps } = new Names(dialect, type, 'expand').steps(item.path.slice(0, Math.max(casts, 0)), {
    many: false,
    structure: type,
  });
  const last = steps.at(-1);
  const from = last?.kind === 'cast' && last.type.kind === 'entity' ? last.type : type;
  const [name = '', ...rest] = item.path.slice(Math.max(casts, 0));
  const navigation = navigationOf(dialect, from, name);
  return [behind(dialect, from, navigation, rest, item)];
}

function navigationOf(dialect: Dialect, type: EntityType, name: string): Named<Navigation> {
  const member = memberOf(dialect, type, name);
  if (!member) throw unknownMember('expand', name, qualified(type));
  if (member.kind !== 'navigation') {
    throw invalidClause(
      'expand',
      `Property '${name}' on type '${qualified(type)}' is not a navigation property or complex property. Only navigation properties can be expanded.`,
    );
  }
  if (member.named.is.notExpandable) throw notExpandable(member.named.name);
  return member.named;
}

/** What follows the navigation in the path: a cast of what it leads to, or a navigation from there. */
function behind(
  dialect: Dialect,
  from: EntityType,
  navigation: Named<Navigation>,
  rest: readonly string[],
  item: ExpandItem,
): Expansion {
  const to = dialect.type(navigation.is.to);
  const [next, ...further] = rest;
  if (next === undefined) return expansionOf(from, navigation, to, item);
  if (!next.includes('.')) {
    const nested: ExpandItem = { ...item, path: rest };
    return expansionOf(from, navigation, to, { path: item.path, options: { expand: [nested] } });
  }
  const bound = new Names(dialect, to, 'expand').steps([next], { many: false, structure: to });
  const cast = bound.end.structure;
  if (further.length > 0 || cast?.kind !== 'entity') throw notEvaluated('expand', `'${item.path.join('/')}'`);
  return expansionOf(from, navigation, cast, item);
}

function expansionOf(
  from: EntityType,
  named: Named<Navigation>,
  type: EntityType,
  { options, suffix }: ExpandItem,
): Expansion {
  const { name, is } = named;
  if (suffix === '$ref') throw notEvaluated('expand', `'${name}/$ref'`);
  const levels = Math.min(options.levels ?? 1, MOST_LEVELS);
  if (levels > 1 && is.many) throw notEvaluated('expand', `'$levels' of '${name}', which leads to many`);
  const most = is.limits?.items ?? (from.workload === 'directory' ? DIRECTORY_ITEMS : Number.POSITIVE_INFINITY);
  return {
    name,
    navigation: is,
    type,
    options,
    onlyCount: suffix === '$count',
    levels,
    limit: Math.min(most, options.top ?? most),
  };
}

function checkOptions({ name, navigation, options }: Expansion, { advanced }: Rules): void {
  if (options.levels !== undefined) checkLevels(options.levels, advanced);
  const offered = navigation.limits?.options ?? DIRECTORY_OPTIONS;
  for (const option of Object.keys(options)) {
    if (offered.includes(option) || offered.includes(`$${option}`)) continue;
    throw badRequest(`The query option '$${option}' is not supported inside $expand of '${name}'.`);
  }
}

/** A chain is followed in advanced queries only, and so far ("List manager" page). */
function checkLevels(levels: number, advanced: boolean): void {
  if (!advanced) throw unsupportedQuery(CHAIN_HEADER);
  if (levels >= 1 && (levels <= MOST_LEVELS || levels === Number.POSITIVE_INFINITY)) return;
  throw badRequest(`The value of $levels has to be 'max' or a number between 1 and ${MOST_LEVELS}.`);
}

/** The navigations that are printed although nobody asks: those the service has inline. */
export function inlineExpansions(dialect: Dialect, type: EntityType, explicit: readonly Expansion[]): Expansion[] {
  return dialect
    .navigationsOf(type)
    .filter(({ name, is }) => is.inline && !explicit.some((expansion) => expansion.name === name))
    .map((named) => {
      const options = Array.isArray(named.is.inline) ? { select: named.is.inline.map((name) => [name]) } : {};
      return expansionOf(type, named, dialect.type(named.is.to), { path: [named.name], options });
    });
}
