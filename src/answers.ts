/** The answers that operations give: entities, lists, values, nothing, each in the service's envelope. */
import type { EntityType, Property } from '../model/edm.js';
import type { Row } from '../model/reader.js';
import { contextOf } from './odata/context-url.js';
import type { Plan, WriteOptions } from './odata/query/index.js';
import type { Source } from './odata/query/source.js';
import type { Answer, Call } from './operation.js';

export const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export const noContent: Answer = { status: 204 };

/** An answer without a body: 202 of `reprocess`, 200 of `moveToCatalog`. */
export const empty = (status: number): Answer => ({ status });

export interface EntityOptions {
  /** The fragment of the context, where it does not follow from the path. */
  readonly context?: string;
  /** What the context says of the projection, where it is not what the plan says. */
  readonly fragment?: string;
  /** With `@odata.id`. */
  readonly identified?: boolean;
  readonly plan?: Plan;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The plan of a type without query options. */
export function defaultPlan(call: Call, type: EntityType): Plan {
  return call.plan(type, '', { single: true });
}

/** What the entities of an answer are printed with. `place` is the fragment under which they stand. */
function writeOptions(call: Call, place: string, identified = false): WriteOptions {
  const unknownMembers = call.header('prefer')?.includes('include-unknown-enum-members');
  return { root: call.root, place, identified, unknownMembers };
}

/** One entity. */
export function entity(call: Call, status: number, type: EntityType, row: Row, options: EntityOptions = {}): Answer {
  const plan = options.plan ?? defaultPlan(call, type);
  const place = options.context ?? contextOf(call.path);
  const context = `${call.root}/$metadata#${place}${options.fragment ?? plan.fragment}/$entity`;
  const members = plan.members(call.tx, row, writeOptions(call, place, options.identified));
  const body = `{"@odata.context":${JSON.stringify(context)}${members}}`;
  return { status, body, contentType: JSON_TYPE, ...(options.headers && { headers: options.headers }) };
}

/** 201: what was created in the collection of the path, and where it is. */
export function created(call: Call, type: EntityType, row: Row, options: EntityOptions = {}): Answer {
  const place = `${call.root}/${contextOf(call.path)}('${row.id}')`;
  const plan = options.plan ?? call.plan(type, '', { single: true, created: true });
  return entity(call, 201, type, row, { ...options, plan, headers: { Location: place, ...options.headers } });
}

/** A page of a collection under the query options of the request. */
export function list(
  call: Call,
  plan: Plan,
  source: Source,
  context = contextOf(call.path),
  more: Pick<WriteOptions, 'typed'> = {},
): Answer {
  const page = plan.page(call.tx, source, skiptokenOf(call.query));
  const parts = [`"@odata.context":${JSON.stringify(`${call.root}/$metadata#${context}${plan.fragment}`)}`];
  if (page.count !== undefined) parts.push(`"@odata.count":${page.count}`);
  if (page.skiptoken !== undefined) parts.push(`"@odata.nextLink":${JSON.stringify(nextLink(call, page.skiptoken))}`);
  const options: WriteOptions = { ...writeOptions(call, context), ...more };
  const rows = page.rows.map((row) => plan.write(call.tx, row, options));
  return { status: 200, body: `{${parts.join(',')},"value":[${rows.join(',')}]}`, contentType: JSON_TYPE };
}

const SKIPTOKEN = /(?:^|&)(?:\$|%24)?skiptoken=([^&]*)/i;

/** The token of the page that is asked for: plain letters, so that decoding it is all that is needed. */
function skiptokenOf(query: string): string | undefined {
  const token = SKIPTOKEN.exec(query)?.[1];
  return token === undefined ? undefined : token.replaceAll('%3D', '=');
}

/** The request's own URL with the token of the next page. */
function nextLink(call: Call, token: string): string {
  const kept = call.query.split('&').filter((pair) => pair !== '' && !/^(\$|%24)?skiptoken=/i.test(pair));
  return `${call.url}?${[...kept, `$skiptoken=${token}`].join('&')}`;
}

/** A value that is no entity: of a property, of a function. `fragment` is what the context says of it. */
export function value(call: Call, fragment: string, json: unknown, status = 200): Answer {
  const context = `${call.root}/$metadata#${fragment}`;
  return { status, body: JSON.stringify({ '@odata.context': context, value: json }), contentType: JSON_TYPE };
}

/** The raw text of `/$count` and `/$value`. */
export function raw(text: string, contentType = 'text/plain'): Answer {
  return { status: 200, body: text, contentType };
}

/** The value of a property segment: `users('id')/displayName`. */
export function propertyValue(call: Call, property: Property, json: unknown): Answer {
  if (json === null && !property.collection) return noContent;
  return value(call, contextOf(call.path), json);
}
