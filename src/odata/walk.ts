/** Follows a resolved path through a tenant's state to what it names. */
import type { EntityType, Navigation, Property } from '../../model/edm.js';
import type { Reader, Row, Table } from '../../model/reader.js';
import {
  notImplementedThere,
  objectNotFound,
  requestRefused,
  resourceNotFound,
  segmentNotFound,
} from '../errors/index.js';
import { follow, type Source, sourceOf } from './query/source.js';
import type { ResourcePath, Step } from './resource-path.js';

export type Target =
  | { readonly kind: 'collection'; readonly type: EntityType; readonly source: Source; readonly via: Via }
  | { readonly kind: 'entity'; readonly type: EntityType; readonly row: Row; readonly via: Via }
  /** A navigation to one that leads nowhere. */
  | { readonly kind: 'nothing'; readonly type: EntityType; readonly via: Via }
  | {
      readonly kind: 'property';
      readonly type: EntityType;
      readonly row: Row;
      readonly name: string;
      readonly property: Property;
    };

/** How the last step was reached: the navigation and the row it started from. */
export interface Via {
  readonly navigation?: Navigation;
  readonly owner?: Row;
  readonly ownerType?: EntityType;
  readonly cast?: EntityType;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A singleton has no record of its own unless its type has a table. */
const SINGLETON: Row = { id: '' };

/** The refusal of a key that finds nothing, in the words of the type's service. */
export function notFound(type: EntityType, key: string, alternate?: string) {
  if (type.workload === 'entitlement') return resourceNotFound();
  if (type.name === 'group' && alternate === undefined && !GUID.test(key))
    return requestRefused(`Invalid object identifier '${key}'.`);
  return objectNotFound(key);
}

/**
 * Walks the steps that name entities and properties; operations and suffixes are left to the caller.
 *
 * @throws GraphError 404 for a key that finds nothing, 400 for what cannot be addressed
 */
export function locate(path: ResourcePath, reader: Reader, caller: string | undefined): Target {
  if (isUnimplemented(path)) throw notImplementedThere(path.template);
  return reach(path, reader, caller);
}

/** The same for what another path stands behind: that may be what the service declares and does not answer by itself. */
export function reach(path: ResourcePath, reader: Reader, caller: string | undefined): Target {
  let at: Target | undefined;
  for (const step of path.steps) {
    if (step.kind === 'operation' || step.kind === 'suffix') break;
    at = advance(path, at, step, reader, caller);
  }
  if (!at) throw segmentNotFound('');
  return at;
}

/** What the service declares and does not implement, it refuses; what lies behind it can be reached all the same. */
export function isUnimplemented({ steps }: ResourcePath): boolean {
  const last = steps.at(-1);
  const navigation = steps.at(last?.kind === 'key' ? -2 : -1);
  if (navigation?.kind !== 'navigation') return false;
  const refused = navigation.navigation.notImplemented;
  return refused === 'both' || refused === (last?.kind === 'key' ? 'entity' : 'list');
}

function advance(path: ResourcePath, at: Target | undefined, step: Step, reader: Reader, caller?: string): Target {
  switch (step.kind) {
    case 'set':
      return { kind: 'collection', type: step.type, source: wholeOf(step.type), via: {} };
    case 'singleton':
      return { kind: 'entity', type: step.type, row: singletonRow(step.type, reader), via: {} };
    case 'key':
      return byKey(path, at, step.key, step.alternate, reader);
    case 'navigation':
      return navigate(path, at, step.navigation, step.type, reader, caller);
    case 'cast':
      return cast(path, at, step.type);
    case 'property':
      return property(at, step.name, step.property);
    default:
      throw segmentNotFound('');
  }
}

function wholeOf(type: EntityType): Source {
  return type.table ? { kind: 'table', table: type.table } : { kind: 'rows', rows: () => [] };
}

function singletonRow(type: EntityType, reader: Reader): Row {
  let found: Row | undefined;
  if (type.table) {
    reader.scan(type.table, (row) => {
      found = row;
      return false;
    });
  }
  return found ?? SINGLETON;
}

function byKey(
  path: ResourcePath,
  at: Target | undefined,
  key: string,
  alternate: string | undefined,
  reader: Reader,
): Target {
  if (at?.kind !== 'collection') throw segmentNotFound(key);
  const row = findRow(at, key, alternate, reader);
  const { cast, navigation } = at.via;
  // A set has all there is of its type; a navigation only what it leads to.
  if (!row || (navigation && !holds(at.source, row, reader))) throw notFound(at.type, key, alternate);
  if (cast && !path.dialect.isA(path.dialect.concrete(at.type, row), cast)) throw notFound(at.type, key);
  return { kind: 'entity', type: at.type, row, via: at.via };
}

function findRow(
  at: Extract<Target, { kind: 'collection' }>,
  key: string,
  alternate: string | undefined,
  reader: Reader,
): Row | undefined {
  const { type, source, via } = at;
  if (alternate !== undefined) {
    const by = type.alternateKeys?.[alternate];
    return by && type.table ? reader.find(type.table, by.index, by.fold ? key.toLowerCase() : key) : undefined;
  }
  if (source.kind === 'rows' && via.navigation) return source.rows(reader).find((row) => keyOf(type, row) === key);
  if (type.table && type.publicKey) return keyedRow(type.table, type.publicKey.index, key, source, reader);
  if (type.alias?.when(key) && type.table) {
    return reader.find(type.table, type.alias.index, type.alias.fold ? key.toLowerCase() : key);
  }
  const table = 'table' in source ? source.table : type.table;
  if (!table) return type.lookup?.(reader, key.toLowerCase());
  return reader.get(table, key) ?? reader.get(table, key.toLowerCase());
}

function keyedRow(table: Table<Row>, index: string, key: string, source: Source, reader: Reader): Row | undefined {
  let found: Row | undefined;
  reader.equal(table, index, key, (row) => {
    if (!holds(source, row, reader)) return true;
    found = row;
    return false;
  });
  return found;
}

function keyOf(type: EntityType, row: Row): unknown {
  return type.publicKey ? (row as unknown as Record<string, unknown>)[type.publicKey.field] : row.id;
}

/** Whether a row belongs to a source. */
function holds(source: Source, row: Row, reader: Reader): boolean {
  switch (source.kind) {
    case 'table':
    case 'rows':
      return true;
    case 'bucket': {
      const key = source.table.equality[source.index]?.(row);
      return Array.isArray(key) ? key.includes(source.key) : key === source.key;
    }
    case 'link':
      return source.end === 'left'
        ? reader.linked(source.link, source.id, row.id)
        : reader.linked(source.link, row.id, source.id);
  }
}

function navigate(
  path: ResourcePath,
  at: Target | undefined,
  navigation: Navigation,
  type: EntityType,
  reader: Reader,
  caller: string | undefined,
): Target {
  if (at?.kind !== 'entity') throw at?.kind === 'nothing' ? resourceNotFound() : segmentNotFound(type.name);
  const via: Via = { navigation, owner: at.row, ownerType: at.type };
  if (navigation.many) {
    return { kind: 'collection', type, source: sourceOf(path.dialect, navigation, at.row, reader, caller), via };
  }
  const row = follow(path.dialect, navigation, at.row, reader, caller);
  return row ? { kind: 'entity', type, row, via } : { kind: 'nothing', type, via };
}

function cast(path: ResourcePath, at: Target | undefined, type: EntityType): Target {
  if (at?.kind === 'collection') return { ...at, type, via: { ...at.via, cast: type } };
  if (at?.kind !== 'entity') throw segmentNotFound(type.name);
  if (!path.dialect.isA(path.dialect.concrete(at.type, at.row), type)) throw notFound(type, at.row.id);
  return { ...at, type };
}

function property(at: Target | undefined, name: string, is: Property): Target {
  if (at?.kind !== 'entity') throw segmentNotFound(name);
  return { kind: 'property', type: at.type, row: at.row, name, property: is };
}
