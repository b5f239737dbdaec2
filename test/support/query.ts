/** Runs queries over the model of `query-model.ts`. */
import type { Test } from 'tap';
import type { EntityType } from '../../model/edm.js';
import type { Row, Table } from '../../model/reader.js';
import { GraphError } from '../../src/errors/index.js';
import { parseQuery } from '../../src/odata/parser/index.js';
import { compile, type Plan, type Rules } from '../../src/odata/query/index.js';
import type { Source } from '../../src/odata/query/source.js';
import type { Timeline } from '../../src/store/index.js';
import { dialect, people, store, type Thing, things, types } from './query-model.js';

export const RULES: Rules = { advanced: false, eventual: false, lenient: false, single: false };
export const ADVANCED: Rules = { ...RULES, advanced: true, eventual: true };
export const SINGLE: Rules = { ...RULES, single: true };

export const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** The number in an id that `guid` made. */
export const shortened = (id: string) => Number(id.slice(-12));

export function plan(query: string, type: EntityType = types.thing, rules: Rules = RULES): Plan {
  return compile(dialect, type, parseQuery(query), rules);
}

export function insert<R extends Row>(timeline: Timeline, table: Table<R>, ...rows: readonly R[]): void {
  timeline.transact((tx) => {
    for (const row of rows) tx.insert(table, row);
  });
}

/** Things numbered from 1, in a store of their own. */
export function holding(...fields: readonly Record<string, unknown>[]): Timeline {
  const timeline = store();
  insert(timeline, things, ...fields.map((each, at): Thing => ({ id: guid(at + 1), ...each })));
  return timeline;
}

export const ALL: Source = { kind: 'table', table: things };
export const EVERYBODY: Source = { kind: 'table', table: people };

/** The numbers of the things that a query finds, in its order. */
export function found(timeline: Timeline, query: string, source: Source = ALL, rules: Rules = RULES): number[] {
  return plan(query, types.thing, rules)
    .page(timeline, source)
    .rows.map(({ id }) => shortened(id));
}

export function written(
  timeline: Timeline,
  query: string,
  row: Row,
  type: EntityType = types.thing,
  rules = SINGLE,
): unknown {
  return JSON.parse(plan(query, type, rules).write(timeline, row));
}

/** Expects a refusal, word for word. */
export function refuses(
  t: Test,
  expected: { status?: number; code: string; message: string | RegExp },
  run: () => unknown,
): void {
  try {
    run();
    t.fail(`not refused: ${expected.message}`);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    t.equal(error.status, expected.status ?? 400);
    t.equal(error.code, expected.code);
    if (typeof expected.message === 'string') t.equal(error.message, expected.message);
    else t.match(error.message, expected.message);
  }
}

export const BAD = 'BadRequest';
export const UNSUPPORTED = 'Request_UnsupportedQuery';
