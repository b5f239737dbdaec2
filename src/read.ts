/** GET of whatever the model can navigate to: collections, entities, properties, `$count`, `$ref`, `$value`. */
import type { Property } from '../model/edm.js';
import { readProperty } from '../model/lens.js';
import { entity, JSON_TYPE, list, noContent, propertyValue, raw } from './answers.js';
import {
  badRequest,
  countNotSupported,
  directQueryRefused,
  invalidFilter,
  notOnEntitySet,
  objectNotFound,
  segmentNotFound,
} from './errors/index.js';
import { contextOf, entityContextOf } from './odata/context-url.js';
import type { Plan } from './odata/query/index.js';
import type { Source } from './odata/query/source.js';
import type { Target } from './odata/walk.js';
import type { Answer, Call } from './operation.js';

type CollectionTarget = Extract<Target, { kind: 'collection' }>;
type EntityTarget = Extract<Target, { kind: 'entity' }>;

/** Answers a GET from the model alone. @throws GraphError as the service refuses */
export function read(call: Call): Answer {
  const last = call.path.steps.at(-1);
  const suffix = last?.kind === 'suffix' ? last.name : undefined;
  const target = call.target();
  switch (target.kind) {
    case 'collection':
      return readCollection(call, target, suffix);
    case 'entity':
      return readEntity(call, target, suffix);
    case 'nothing':
      return readNothing(call, target);
    case 'property':
      return readPropertyValue(call, target, suffix);
  }
}

function readCollection(call: Call, target: CollectionTarget, suffix: string | undefined): Answer {
  const only = call.path.steps.length === (suffix ? 2 : 1) ? call.path.steps[0] : undefined;
  if (only?.kind === 'set' && only.set.notListed) throw directQueryRefused();
  const plan = call.plan(target.type);
  const source = target.source;
  if (suffix === '$count') {
    if (needsHeaderToCount(call, target)) throw countNotSupported();
    return raw(String(plan.count(call.tx, source)));
  }
  if (suffix === '$value') throw segmentNotFound('$value');
  if (suffix === '$ref') {
    // A set holds its entities; only what is navigated to is referred to.
    if (only) throw notOnEntitySet();
    return references(call, plan, source);
  }
  if (needsFilter(target) && !/(^|&)(\$|%24)?filter=/i.test(call.query)) {
    throw invalidFilter(`a $filter is required to list '${contextOf(call.path).split('/').at(-1)}'.`);
  }
  return list(call, plan, source);
}

/** Objects of the directory are counted in its eventually consistent index only. */
function needsHeaderToCount({ rules, path: { dialect } }: Call, { type, via }: CollectionTarget): boolean {
  if (rules.eventual || rules.lenient || via.ownerType?.workload === 'entitlement') return false;
  const objects = dialect.findType('directoryObject');
  return objects !== undefined && dialect.isA(type, objects);
}

function needsFilter({ via }: CollectionTarget): boolean {
  const rule = via.navigation?.requiresFilter;
  return typeof rule === 'function' ? rule(via.owner as never) : Boolean(rule);
}

/** The links of a collection, not the entities: `{"@odata.id": "…/directoryObjects/{id}"}`. */
function references(call: Call, plan: Plan, source: Source): Answer {
  const page = plan.page(call.tx, source);
  const value = page.rows.map((row) => ({ '@odata.id': `${call.root}/${setFor(call)}/${row.id}` }));
  const body = JSON.stringify({ '@odata.context': `${call.root}/$metadata#Collection($ref)`, value });
  return { status: 200, body, contentType: JSON_TYPE };
}

function setFor(call: Call): string {
  return call.path.type?.workload === 'directory' ? 'directoryObjects' : contextOf(call.path);
}

function readEntity(call: Call, target: EntityTarget, suffix: string | undefined): Answer {
  if (suffix === '$count') throw badRequest('$count is only valid on a collection.');
  if (suffix === '$value') throw segmentNotFound('$value');
  if (suffix === '$ref') {
    const id = `${call.root}/${setFor(call)}/${target.row.id}`;
    return {
      status: 200,
      body: JSON.stringify({ '@odata.context': `${call.root}/$metadata#$ref`, '@odata.id': id }),
      contentType: JSON_TYPE,
    };
  }
  const plan = call.plan(target.type);
  return entity(call, 200, target.type, target.row, {
    plan,
    context: entityContextOf(call.path),
    identified: target.type.name === 'directoryObject' && call.path.steps.at(-1)?.kind === 'key',
  });
}

function readNothing(call: Call, target: Extract<Target, { kind: 'nothing' }>): Answer {
  if (target.type.workload === 'entitlement') return noContent;
  const last = call.path.steps.findLast((step) => step.kind === 'navigation');
  throw objectNotFound(last?.kind === 'navigation' ? last.name : target.type.name);
}

function readPropertyValue(
  call: Call,
  target: Extract<Target, { kind: 'property' }>,
  suffix: string | undefined,
): Answer {
  const { name, property, row } = target;
  const json = isShown(call, target)
    ? readProperty(call.path.dialect, { name, is: property }, row, call.tx, call.caller.id)
    : nothingOf(property);
  if (suffix === '$count' && Array.isArray(json)) return raw(String(json.length));
  if (suffix === '$value')
    return json === null ? noContent : raw(typeof json === 'object' ? JSON.stringify(json) : String(json));
  if (suffix) throw segmentNotFound(suffix);
  return propertyValue(call, property, json);
}

function isShown({ rules, path }: Call, { type, row, name }: Extract<Target, { kind: 'property' }>): boolean {
  return rules.shown?.(path.dialect.concrete(type, row), row.id)?.has(name) ?? true;
}

const nothingOf = ({ collection }: Property): unknown => (collection ? [] : null);
