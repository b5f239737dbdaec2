/** The query options of a delta request: the "OData query parameters" of the "user: delta" and "directoryObject: delta" pages. */
import { type Dialect, unqualified } from '../../../model/dialect.js';
import type { EntityType } from '../../../model/edm.js';
import { badRequest } from '../../errors/index.js';
import type { Call } from '../../operation.js';
import type { Expression, QueryOptions } from '../ast.js';
import { ODataSyntaxError, parseQuery } from '../parser/index.js';
import {
  badlyFormedToken,
  filterNotSupported,
  optionAfterFirstCall,
  optionNotSupported,
  tooManyIds,
} from './errors.js';

/** What is tracked, as tokens keep it. What was not asked for is absent. */
export interface DeltaOptions {
  /** Paths, each with its segments joined. */
  readonly select?: readonly string[];
  readonly ids?: readonly string[];
  /** Names of the types that `isof` asks for. */
  readonly types?: readonly string[];
}

/** At which point of the protocol a request stands. */
export type Stage =
  | { readonly kind: 'first' }
  /** `$deltatoken=latest`: from now on. */
  | { readonly kind: 'latest' }
  | { readonly kind: 'nextLink' | 'deltaLink'; readonly token: string };

export interface DeltaRequest {
  readonly stage: Stage;
  readonly options: DeltaOptions;
}

const NOT_SUPPORTED = ['expand', 'top', 'skip', 'orderby', 'search', 'count'] as const;
const MOST_IDS = 50;

/** @throws GraphError 400 for an option that delta queries do not have, and one that a link does not take */
export function readRequest(call: Call): DeltaRequest {
  const query = parsed(call.query);
  const refused = NOT_SUPPORTED.find((name) => query[name] !== undefined);
  if (refused) throw optionNotSupported(`$${refused}`);
  const stage = stageOf(query);
  if (query.filter && 'token' in stage) throw optionAfterFirstCall('$filter');
  // A deltaLink takes another `$select`, a nextLink does not (note on the "delta query overview" page).
  if (query.select && stage.kind === 'nextLink') throw optionAfterFirstCall('$select');
  return {
    stage,
    options: {
      ...(query.select && { select: query.select.map((path) => path.join('/')) }),
      ...(query.filter && readFilter(call, query.filter)),
    },
  };
}

function parsed(query: string): QueryOptions {
  try {
    return parseQuery(query);
  } catch (error) {
    throw error instanceof ODataSyntaxError ? badRequest(error.message) : error;
  }
}

function stageOf({ skiptoken, deltatoken }: QueryOptions): Stage {
  if (skiptoken !== undefined && deltatoken !== undefined) throw badlyFormedToken();
  if (skiptoken !== undefined) return { kind: 'nextLink', token: skiptoken };
  // The address of a full synchronization has the option without a value.
  if (deltatoken === undefined || deltatoken === '') return { kind: 'first' };
  return deltatoken.toLowerCase() === 'latest' ? { kind: 'latest' } : { kind: 'deltaLink', token: deltatoken };
}

/** `id eq 'x' or id eq 'y'`, and `isof('microsoft.graph.user')` where objects of several types are tracked. */
function readFilter(call: Call, filter: Expression): Pick<DeltaOptions, 'ids' | 'types'> {
  const declared = call.path.type as EntityType;
  const ids: string[] = [];
  const types: string[] = [];
  for (const term of alternatives(filter)) {
    const id = idIn(term);
    const type = id === undefined && !declared.table ? typeIn(call, declared, term) : undefined;
    if (id !== undefined) ids.push(id.toLowerCase());
    else if (type !== undefined) types.push(type);
    else throw filterNotSupported(declared.table ? "id eq '…'" : "id eq '…' and isof('…')");
  }
  if (ids.length > MOST_IDS) throw tooManyIds(MOST_IDS);
  return { ...(ids.length > 0 && { ids }), ...(types.length > 0 && { types }) };
}

function alternatives(filter: Expression): readonly Expression[] {
  return filter.kind === 'or' ? filter.operands.flatMap(alternatives) : [filter];
}

function idIn(term: Expression): string | undefined {
  if (term.kind !== 'compare' || term.operator !== 'eq') return undefined;
  const [path, value] = term.left.kind === 'path' ? [term.left, term.right] : [term.right, term.left];
  if (path.kind !== 'path' || path.segments.join('/').toLowerCase() !== 'id') return undefined;
  const isText = value.kind === 'literal' && (value.type === 'string' || value.type === 'guid');
  return isText ? value.value : undefined;
}

function typeIn(call: Call, declared: EntityType, term: Expression): string | undefined {
  const [named] = term.kind === 'call' && term.name === 'isof' ? term.arguments : [];
  const name = named?.kind === 'literal' && named.type === 'string' ? unqualified(named.value) : undefined;
  const type = name === undefined ? undefined : call.path.dialect.findType(name);
  return type && typesOf(call.path.dialect, declared).includes(type) ? type.name : undefined;
}

/** The options as a query string, for the address at which tracking begins anew. */
export function printOptions({ select, ids = [], types = [] }: DeltaOptions): string {
  const terms = [
    ...types.map((type) => `isof('microsoft.graph.${type}')`),
    ...ids.map((id) => `id eq '${id.replaceAll("'", "''")}'`),
  ];
  const options = [
    ...(select ? [`$select=${encodeURIComponent(select.join(','))}`] : []),
    ...(terms.length > 0 ? [`$filter=${encodeURIComponent(terms.join(' or '))}`] : []),
  ];
  return options.join('&');
}

/** The type itself, or those derived from it that have a delta function of their own. */
export function typesOf(dialect: Dialect, type: EntityType): readonly EntityType[] {
  if (type.table) return [type];
  return dialect.derivedFrom(type).filter(({ table, name }) => {
    const tracked = dialect.operations.some((operation) => operation.name === 'delta' && operation.on === name);
    return table !== undefined && tracked;
  });
}
