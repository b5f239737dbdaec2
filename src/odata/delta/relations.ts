/** Relationships of directory objects as delta queries track them: who came, who went, who is there. */

import type { Named } from '../../../model/dialect.js';
import {
  type DeletedItem,
  type DirectoryKind,
  deletedItems,
  orgContacts,
  users,
} from '../../../model/directory/tables.js';
import { directReports } from '../../../model/directory/walks.js';
import type { Navigation } from '../../../model/edm.js';
import type { Link, Reader, Row, Table } from '../../../model/reader.js';
import type { AnyTable, Change, RowChange } from '../../store/index.js';

/** Two objects between which something has changed. */
export interface Pair {
  readonly owner: string;
  readonly other: string;
  /** What the other was, if it is gone for good. */
  readonly kind?: DirectoryKind;
}

export interface Relation {
  readonly name: string;
  /** Whose changes tell of it. */
  readonly sources: readonly (AnyTable | Link)[];
  /** Between whom a change was. */
  pairs(change: Change): readonly Pair[];
  /** Visits who stands at the other end; `place` is for `after`. */
  each(reader: Reader, owner: Row, visit: (other: string, place: number) => boolean, after: number): void;
  /** `untold`: nothing is told of it, as long as the other is deleted and may be restored, or whoever asks is not to know. */
  state(reader: Reader, owner: Row, other: string): 'there' | 'gone' | 'untold';
}

/** The relationship behind a navigation; undefined for those whose changes cannot be told from the feed. */
export function relationOf({ name, is }: Named<Navigation>, table: Table<Row>): Relation | undefined {
  const { by } = is;
  if ('link' in by) return linked(name, by.link, by.end);
  if ('key' in by) return keyed(name, by.key, table);
  if ('computed' in by && by.computed === directReports) return reports(name);
  return undefined;
}

function linked(name: string, link: Link, end: 'left' | 'right'): Relation {
  return {
    name,
    sources: [link, deletedItems],
    pairs(change) {
      if ('link' in change) {
        if (change.link !== link) return [];
        const { left, right } = change;
        return [end === 'left' ? { owner: left, other: right } : { owner: right, other: left }];
      }
      return change.table === deletedItems && change.kind === 'removed'
        ? lost(change.before as DeletedItem, link, end)
        : [];
    },
    each(reader, { id }, visit, after) {
      if (end === 'left') reader.rights(link, id, visit, after);
      else reader.lefts(link, id, visit, after);
    },
    state(reader, { id }, other) {
      const [left, right] = end === 'left' ? [id, other] : [other, id];
      if (reader.conceals?.(link, left, right)) return 'untold';
      if (reader.linked(link, left, right)) return 'there';
      const item = reader.get(deletedItems, other);
      return item && lost(item, link, end).some(({ owner }) => owner === id) ? 'untold' : 'gone';
    },
  };
}

/** Those who stood at `end` of the links that an object had when it was deleted. */
function lost({ id, kind, lostLinks }: DeletedItem, link: Link, end: 'left' | 'right'): readonly Pair[] {
  return lostLinks
    .filter((one) => one.relation === link.name && one.end !== end)
    .map((one) => ({ owner: one.other, other: id, kind }));
}

function keyed(name: string, key: string, table: Table<Row>): Relation {
  return {
    name,
    sources: [table],
    pairs: (change) => ('table' in change ? between(change, key).map((other) => ({ owner: change.id, other })) : []),
    each(_, owner, visit, after) {
      const other = fieldOf(owner, key);
      if (other !== undefined && after < 0) visit(other, 0);
    },
    state: (_, owner, other) => (fieldOf(owner, key) === other ? 'there' : 'gone'),
  };
}

const MANAGER = 'managerId';

/** The other side of `manager`. */
function reports(name: string): Relation {
  return {
    name,
    sources: [users, orgContacts],
    pairs: (change) =>
      'table' in change ? between(change, MANAGER).map((owner) => ({ owner, other: change.id })) : [],
    each(reader, owner, visit, after) {
      const all = directReports(owner as never, reader);
      for (let at = after + 1; at < all.length; at++) if (!visit((all[at] as Row).id, at)) return;
    },
    state(reader, owner, other) {
      const report = reader.get(users, other) ?? reader.get(orgContacts, other);
      return report && fieldOf(report, MANAGER) === owner.id ? 'there' : 'gone';
    },
  };
}

/** The ids that a field had and has, if it has changed. */
function between(change: RowChange, key: string): readonly string[] {
  const before = 'before' in change ? fieldOf(change.before, key) : undefined;
  const after = 'after' in change ? fieldOf(change.after, key) : undefined;
  return before === after ? [] : [before, after].filter((id) => id !== undefined);
}

function fieldOf(row: Row, name: string): string | undefined {
  const value = (row as unknown as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
