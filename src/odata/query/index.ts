/** Queries: parsed options and the model become a plan, the plan makes a page of rows and the text of each. */
import type { Dialect } from '../../../model/dialect.js';
import type { EntityType } from '../../../model/edm.js';
import type { Reader, Row } from '../../../model/reader.js';
import { badRequest } from '../../errors/index.js';
import { Lru } from '../../lru.js';
import type { QueryOptions } from '../ast.js';
import { ODataSyntaxError, parseQuery } from '../parser/index.js';
import { compileShape } from './compile.js';
import { hash, readCursor, writeCursor } from './cursor.js';
import type { WriteContext } from './encode.js';
import { Reading } from './rows.js';
import type { Rules } from './rules.js';
import { holds, type Shape } from './shape.js';
import { identityOf, type Source } from './source.js';
import type { WriteOptions } from './writer.js';

export type { Rules } from './rules.js';
export type { WriteOptions } from './writer.js';

export interface Page {
  readonly rows: readonly Row[];
  readonly count?: number;
  /** Present if more rows follow. */
  readonly skiptoken?: string;
}

/** A compiled query, in the name of one caller. */
export interface Plan {
  /**
   * @param token the `$skiptoken` of the page before
   * @throws GraphError 400 for a token that is malformed, of another query or of another timeline (`Reader.epoch`)
   */
  page(reader: Reader, source: Source, token?: string): Page;
  /** How many rows of the source meet `$filter` and `$search`. */
  count(reader: Reader, source: Source): number;
  /** Whether a row meets `$filter` and `$search`. */
  matches(reader: Reader, row: Row): boolean;
  /** The JSON of one entity under `$select` and `$expand`, without `@odata.context`. */
  write(reader: Reader, row: Row, options?: WriteOptions): string;
  /** The same without braces and with a comma before each member: to be put behind other members. */
  members(reader: Reader, row: Row, options?: WriteOptions): string;
  /** What the context says of the projection: `(id,displayName,members())`, or nothing. */
  readonly fragment: string;
  readonly top: number | undefined;
  readonly pageSize: number;
}

/** Compiles a query. @throws GraphError 400 (501 for some properties) for what the service refuses */
export function compile(dialect: Dialect, type: EntityType, options: QueryOptions, rules: Rules): Plan {
  return new CompiledPlan(compileShape(dialect, type, options, rules), rules);
}

/** Keeps what was compiled by the text of the query; callers and tenants share it. */
export class PlanCache {
  readonly #shapes: Lru<Shape>;
  /** Those of no query at all, by the number of their flags: what nearly every single entity is asked for with. */
  readonly #plain = { 'v1.0': new Map<EntityType, Shape[]>(), beta: new Map<EntityType, Shape[]>() };

  constructor(capacity = 1_000) {
    this.#shapes = new Lru(capacity);
  }

  /**
   * @param rawQuery the query string as sent, without `?`
   * @throws GraphError 400 for what cannot be parsed, and as `compile` does
   */
  get(dialect: Dialect, type: EntityType, rawQuery: string, rules: Rules): Plan {
    if (rawQuery === '') return new CompiledPlan(this.#ofNoQuery(dialect, type, rules), rules);
    const query = withoutToken(rawQuery);
    const key = `${dialect.version} ${type.name} ${flagsOf(rules)} ${query}`;
    const shape = this.#shapes.get(key, () => compileShape(dialect, type, parse(query), rules));
    return new CompiledPlan(shape, rules);
  }

  #ofNoQuery(dialect: Dialect, type: EntityType, rules: Rules): Shape {
    const plain = this.#plain[dialect.version];
    let shapes = plain.get(type);
    if (!shapes) {
      shapes = [];
      plain.set(type, shapes);
    }
    const flags = flagsOf(rules);
    shapes[flags] ??= compileShape(dialect, type, {}, rules);
    return shapes[flags];
  }
}

/** The rules that a shape depends on, as one number. */
function flagsOf({ advanced, eventual, lenient, single, reference, created }: Rules): number {
  return (
    (advanced ? 1 : 0) |
    (eventual ? 2 : 0) |
    (lenient ? 4 : 0) |
    (single ? 8 : 0) |
    (reference ? 16 : 0) |
    (created ? 32 : 0)
  );
}

function parse(query: string): QueryOptions {
  try {
    return parseQuery(query);
  } catch (error) {
    throw error instanceof ODataSyntaxError ? badRequest(error.message) : error;
  }
}

/** The place of a page is no part of what is asked for. */
function withoutToken(rawQuery: string): string {
  if (!/skiptoken/i.test(rawQuery)) return rawQuery;
  return rawQuery
    .split('&')
    .filter((pair) => !/^(\$|%24)?skiptoken=/i.test(pair))
    .join('&');
}

class CompiledPlan implements Plan {
  readonly #shape: Shape;
  readonly #rules: Pick<Rules, 'caller' | 'now' | 'shown'>;

  constructor(shape: Shape, rules: Pick<Rules, 'caller' | 'now' | 'shown'>) {
    this.#shape = shape;
    this.#rules = rules;
  }

  get fragment(): string {
    return this.#shape.fragment;
  }

  get top(): number | undefined {
    return this.#shape.top;
  }

  get pageSize(): number {
    return this.#shape.pageSize;
  }

  page(reader: Reader, source: Source, token?: string): Page {
    const shape = this.#shape;
    const reading = new Reading(shape, this.#context(reader), source);
    const origin = { query: `${shape.hash}${hash(identityOf(source))}`, epoch: (reader as { epoch?: string }).epoch };
    const after = token === undefined ? undefined : readCursor(token, origin);
    const taken = reading.take(shape.pageSize && shape.pageSize + 1, after);
    const placed = taken.slice(0, shape.pageSize);
    const last = placed.at(-1);
    const counted = shape.counts === 'always' || (shape.counts === 'first' && !after);
    return {
      rows: placed.map(({ row }) => row),
      ...(counted && { count: reading.count() }),
      ...(last &&
        taken.length > placed.length && {
          skiptoken: writeCursor(origin, { ...last, id: source.kind === 'rows' ? last.row.id : undefined }),
        }),
    };
  }

  count(reader: Reader, source: Source): number {
    return new Reading(this.#shape, this.#context(reader), source).count();
  }

  matches(reader: Reader, row: Row): boolean {
    return holds(this.#shape, row, this.#context(reader));
  }

  write(reader: Reader, row: Row, options: WriteOptions = {}): string {
    return this.#shape.writer.write(row, this.#context(reader, options.unknownMembers), options);
  }

  members(reader: Reader, row: Row, options: WriteOptions = {}): string {
    return this.#shape.writer.members(row, this.#context(reader, options.unknownMembers), options);
  }

  #context(reader: Reader, unknownMembers = false): WriteContext {
    const { caller, now, shown } = this.#rules;
    return { reader, caller, now, unknownMembers, shown };
  }
}
