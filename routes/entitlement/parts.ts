/** What the operations of entitlement management have in common. */
import type { Draft, EntityType } from '../../model/edm.js';
import type { Row } from '../../model/reader.js';
import { list, raw } from '../../src/answers.js';
import type { BindMode, Bound } from '../../src/odata/bind.js';
import { contextOf } from '../../src/odata/context-url.js';
import { visitSource } from '../../src/odata/query/source.js';
import type { Answer, Call, Method, Operation } from '../../src/operation.js';

const ROOT = '/identityGovernance/entitlementManagement';

export interface ByVersion {
  readonly 'v1.0'?: string | readonly string[];
  readonly beta?: string | readonly string[];
}

/** Where an operation stands below the root: at one place in both versions, or at places of their own. */
export type Places = string | ByVersion;

/** The operation at every place that it has; the first place of each version is the documented one. */
export function operation(method: Method, at: Places, doc: string, run: (call: Call) => Answer): Operation[] {
  const { 'v1.0': v1 = [], beta = [] } = typeof at === 'string' ? { 'v1.0': at, beta: at } : at;
  const [ones, others] = [[v1].flat(), [beta].flat()];
  return Array.from({ length: Math.max(ones.length, others.length) }, (_, index) => ({
    method,
    path: {
      ...(ones[index] !== undefined && { 'v1.0': ROOT + ones[index] }),
      ...(others[index] !== undefined && { beta: ROOT + others[index] }),
    },
    doc,
    run,
  }));
}

/** The same places, with something behind each. */
export function behind(places: ByVersion, rest: string): ByVersion {
  const extend = (at: string | readonly string[] = []) => [at].flat().map((place) => `${place}${rest}`);
  return { 'v1.0': extend(places['v1.0']), beta: extend(places.beta) };
}

/** The body in canonical words; what it refers to by `@odata.bind` stands in it by id. */
export function bindBody(call: Call, mode: BindMode): Bound {
  return call.bind(mode, mode === 'patch' ? concreteType(call).name : undefined);
}

/** The entity type that the path ends in. A path without one is a mistake in the operation's declaration. */
export function typeOf(call: Call): EntityType {
  const { type } = call.path;
  if (!type) throw new Error(`'${call.path.template}' ends in no entity type`);
  return type;
}

/** Thrown to undo what was only tried. */
const TAKEN_BACK = Symbol('taken back');

/** What `work` answers; of what it writes nothing stays where the body says `isValidationOnly`. */
export function unlessTried<T>(call: Call, fields: Draft, work: () => T): T {
  if (!fields.isValidationOnly) return work();
  let answer: { readonly value: T } | undefined;
  try {
    call.tenant.timeline.transact(() => {
      answer = { value: work() };
      throw TAKEN_BACK;
    });
  } catch (error) {
    if (error !== TAKEN_BACK) throw error;
  }
  if (!answer) throw new Error('What was tried answered nothing.');
  return answer.value;
}

/** The type of the entity that the path names: a change need not say which of several it is. */
function concreteType(call: Call): EntityType {
  return call.path.dialect.concrete(typeOf(call), call.entity());
}

/** The parameters of the function in the path, by name in lower case. */
export function functionParameters(call: Call): Readonly<Record<string, string>> {
  const step = call.path.steps.find((one) => one.kind === 'operation');
  const pairs = step?.kind === 'operation' ? Object.entries(step.parameters) : [];
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Those rows that are in the collection of the path, which may be only a part of all. */
export function withinPath(call: Call, rows: readonly Row[]): readonly Row[] {
  const target = call.target();
  if (target.kind !== 'collection' || target.source.kind === 'table') return rows;
  const ids = new Set<string>();
  visitSource(call.tx, target.source, ({ id }) => {
    ids.add(id);
  });
  return rows.filter(({ id }) => ids.has(id));
}

/** Rows that were found by code, under the query options of the request; their number behind `/$count`. */
export function rowsAnswer(call: Call, rows: readonly Row[], context = contextOf(call.path), typed = false): Answer {
  const plan = call.plan(typeOf(call));
  const source = { kind: 'rows', rows: () => rows } as const;
  const last = call.path.steps.at(-1);
  const counted = last?.kind === 'suffix' && last.name === '$count';
  return counted ? raw(String(plan.count(call.tx, source))) : list(call, plan, source, context, { typed });
}
