/**
 * The difference between two states of a tenant, record by record: what exports add to their readable part so that
 * nothing is lost, and what is saved between runs.
 */
import { links, tables } from '../../model/index.js';
import type { Link, Reader, Row, Table } from '../../model/reader.js';
import { lifecycleTables } from '../lifecycle/tables.js';
import { DuplicateKeyError, type Transaction, type View } from '../store/index.js';
import { isSame } from './same.js';
import { SeedError, suggestion } from './seed/errors.js';

export interface TablePatch {
  /** Records that are new or have changed, whole. */
  readonly rows?: readonly Row[];
  /** Ids of records that are gone. */
  readonly removed?: readonly string[];
}

export interface LinkPatch {
  readonly added?: readonly (readonly [left: string, right: string])[];
  readonly removed?: readonly (readonly [left: string, right: string])[];
}

/** By the names of tables and relations. */
export interface Patch {
  readonly tables?: Readonly<Record<string, TablePatch>>;
  readonly links?: Readonly<Record<string, LinkPatch>>;
}

const allTables: readonly Table<Row>[] = [...tables, ...lifecycleTables];
const tableByName = new Map(allTables.map((table) => [table.name, table]));
const linkByName = new Map(links.map((link) => [link.name, link]));

/** What has to be done to `from` to make it `to`. */
export function difference(from: Reader, to: Reader): Patch {
  const tablePatches: Record<string, TablePatch> = {};
  const ids = new Set<string>();
  for (const table of allTables) {
    const patch = tableDifference(from, to, table, ids);
    if (patch) tablePatches[table.name] = patch;
  }
  const linkPatches: Record<string, LinkPatch> = {};
  for (const link of links) {
    const patch = linkDifference(from, to, link, ids);
    if (patch) linkPatches[link.name] = patch;
  }
  return {
    ...(Object.keys(tablePatches).length > 0 && { tables: tablePatches }),
    ...(Object.keys(linkPatches).length > 0 && { links: linkPatches }),
  };
}

function tableDifference(from: Reader, to: Reader, table: Table<Row>, ids: Set<string>): TablePatch | undefined {
  const rows: Row[] = [];
  const removed: string[] = [];
  to.scan(table, (row) => {
    ids.add(row.id);
    const before = from.get(table, row.id);
    // Most records are shared by both, which is told without looking into them.
    if (before !== row && !isSame(before, row)) rows.push(row);
  });
  from.scan(table, (row) => {
    ids.add(row.id);
    if (!to.get(table, row.id)) removed.push(row.id);
  });
  if (rows.length === 0 && removed.length === 0) return undefined;
  return { ...(rows.length > 0 && { rows }), ...(removed.length > 0 && { removed }) };
}

function linkDifference(from: Reader, to: Reader, link: Link, ids: ReadonlySet<string>): LinkPatch | undefined {
  const added: [string, string][] = [];
  const removed: [string, string][] = [];
  for (const left of ids) {
    to.rights(link, left, (right) => {
      if (!from.linked(link, left, right)) added.push([left, right]);
    });
    from.rights(link, left, (right) => {
      if (!to.linked(link, left, right)) removed.push([left, right]);
    });
  }
  if (added.length === 0 && removed.length === 0) return undefined;
  return { ...(added.length > 0 && { added }), ...(removed.length > 0 && { removed }) };
}

/**
 * The same in portions of a few hundred records: what goes first, then what comes. Found by the places of records, which
 * costs no more than what differs where `to` came of `from`.
 */
export function* patches(from: View, to: View): Generator<Patch> {
  for (const table of allTables) {
    for (const portion of to.differences(table, from)) {
      const removed = portion.flatMap(({ before, after }) => (before && before.id !== after?.id ? [before.id] : []));
      if (removed.length > 0) yield { tables: { [table.name]: { removed } } };
    }
  }
  for (const table of allTables) {
    for (const portion of to.differences(table, from)) {
      const rows = portion.flatMap(({ after }) => after ?? []);
      if (rows.length > 0) yield { tables: { [table.name]: { rows } } };
    }
  }
  for (const link of links) yield* linkPatches(from, to, link);
}

function* linkPatches(from: View, to: View, link: Link): Generator<Patch> {
  for (const wanted of [false, true]) {
    for (const portion of to.linkDifferences(link, from)) {
      const pairs = portion.flatMap(({ pair, isLinked }) => (isLinked === wanted ? [pair] : []));
      if (pairs.length > 0) yield { links: { [link.name]: wanted ? { added: pairs } : { removed: pairs } } };
    }
  }
}

/** Does what patches say, which are the portions of one. @throws SeedError for a table or relation that is not known */
export function applyPatches(tx: Transaction, patches: Iterable<Patch>): void {
  const late: Late[] = [];
  for (const patch of patches) applyPortion(tx, patch, late);
  for (const { table, row } of late) tx.insert(table, row);
}

/** A record whose key another still has that comes later. */
interface Late {
  readonly table: Table<Row>;
  readonly row: Row;
}

function applyPortion(tx: Transaction, patch: Patch, late: Late[]): void {
  const entries = Object.entries(patch.tables ?? {}).map(([name, is]) => ({
    table: known(tableByName, 'tables', name),
    is,
  }));
  // First what goes, so that its keys are free for what comes.
  for (const { table, is } of entries) for (const id of is.removed ?? []) tx.remove(table, id);
  for (const { table, is } of entries) putAll(tx, table, is.rows ?? [], late);
  for (const [name, { added = [], removed = [] }] of Object.entries(patch.links ?? {})) {
    const link = known(linkByName, 'links', name);
    for (const [left, right] of removed) tx.unlink(link, left, right);
    for (const [left, right] of added) tx.link(link, left, right);
  }
}

function putAll(tx: Transaction, table: Table<Row>, rows: readonly Row[], late: Late[]): void {
  for (const row of rows) {
    try {
      if (tx.get(table, row.id)) tx.replace(table, row);
      else tx.insert(table, row);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // Two may have changed their names for each other's.
      tx.remove(table, row.id);
      late.push({ table, row });
    }
  }
}

function known<T>(byName: ReadonlyMap<string, T>, member: string, name: string): T {
  const found = byName.get(name);
  if (found) return found;
  throw new SeedError(`there is no '${name}' in this version${suggestion(name, byName.keys())}`, [
    'records',
    member,
    name,
  ]);
}
