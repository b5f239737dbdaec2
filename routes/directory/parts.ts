/** What the operations of the directory have in common. */
import type { Version } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import type { Row } from '../../model/reader.js';
import { defaultPlan, JSON_TYPE } from '../../src/answers.js';
import { badRequest, type GraphError, requestRefused, segmentNotFound } from '../../src/errors/index.js';
import type { Bound } from '../../src/odata/bind.js';
import type { Plan } from '../../src/odata/query/index.js';
import { reach } from '../../src/odata/walk.js';
import type { Answer, Call, Method, Operation } from '../../src/operation.js';

/** An operation that both versions have at the same path. */
export function operation(
  method: Method,
  path: string,
  doc: string,
  run: (call: Call) => Answer,
  body?: string,
): Operation {
  const versions: Record<Version, string> = { 'v1.0': path, beta: path };
  return { method, path: versions, doc, run, ...(body !== undefined && { body }) };
}

/** An operation that is known, and refused: with what is thrown. */
export function refusal(method: Method, path: string, doc: string, why: () => GraphError): Operation {
  const refuse = () => {
    throw why();
  };
  return { ...operation(method, path, doc, refuse), refuses: true };
}

/** What a path names before its last navigation: the group in `/groups/{id}/members/{id}/$ref`. */
export function ownerInPath<R extends Row>(call: Call): R {
  const { steps } = call.path;
  const cut = steps.findLastIndex((step) => step.kind === 'navigation');
  const found = reach({ ...call.path, steps: steps.slice(0, cut) }, call.tx, call.caller.id);
  if (found.kind !== 'entity') throw segmentNotFound('$ref');
  return found.row as R;
}

/** The last key of a path, as sent. */
export function lastKey(call: Call): string {
  return (call.path.keys.at(-1) ?? '').toLowerCase();
}

/** The object that a `$ref` request names in its body: `{"@odata.id": "…"}`. @throws GraphError 400, 404 */
export function referenceInBody(call: Call): string {
  const body = call.json();
  const named = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['@odata.id'] : undefined;
  if (named === undefined) throw badRequest("A value is required for '@odata.id' in the request body.");
  return call.reference(named);
}

/** The ids behind `navigation@odata.bind`. @throws GraphError 400 for a navigation that is not among `allowed` */
export function referencesIn<Name extends string>(
  call: Call,
  bound: Bound,
  allowed: readonly Name[],
): Partial<Record<Name, readonly string[]>> {
  const found: Partial<Record<Name, readonly string[]>> = {};
  for (const [name, urls] of Object.entries(bound.references)) {
    const navigation = allowed.find((one) => one === name);
    if (!navigation) throw requestRefused(`The reference property '${name}' cannot be set in this request.`);
    found[navigation] = urls.map((url) => call.reference(url));
  }
  return found;
}

/** The value of a query option, decoded: `@id` of the older form of removing a reference. */
export function queryOption(call: Call, name: string): string | undefined {
  return new URLSearchParams(call.query).get(name) ?? undefined;
}

/** Objects of any kind that an action answers, all of them in one page. */
export function directoryObjects(call: Call, rows: readonly Row[]): Answer {
  const plan = defaultPlan(call, call.path.dialect.type('directoryObject'));
  const context = JSON.stringify(`${call.root}/$metadata#directoryObjects`);
  const items = rows.map((row) => plan.write(call.tx, row));
  return { status: 200, body: `{"@odata.context":${context},"value":[${items.join(',')}]}`, contentType: JSON_TYPE };
}

/** Prints one entity with what the answer that creates it has, and more. */
export function planWith(call: Call, type: EntityType, more: readonly string[]): Plan {
  const printed = call.path.dialect.propertiesOf(type).filter(({ name, is }) => is.inCreated || more.includes(name));
  return call.plan(type, `$select=${printed.map(({ name }) => name).join(',')}`, { single: true });
}

/** A complex value that an action answers: its members stand beside the context. */
export function complexValue(call: Call, type: string, members: object): Answer {
  const body = JSON.stringify({ '@odata.context': `${call.root}/$metadata#${type}`, ...members });
  return { status: 200, body, contentType: JSON_TYPE };
}
