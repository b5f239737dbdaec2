/** Deletes directory objects: some are kept for 30 days with all that they were connected to, others are gone at once. */
import {
  type Application,
  appRoleAssignments,
  type DeletedItem,
  type DirectoryKind,
  type DirectoryObject,
  deletedItems,
  type Group,
  type LostLink,
  members,
  owners,
  registeredOwners,
  registeredUsers,
  roleAssignments,
  servicePrincipals,
  sponsors,
  tableOf,
  users,
} from '../../../model/directory/tables.js';
import type { Link, Row, Table } from '../../../model/reader.js';
import { requestDenied } from '../../errors/index.js';
import type { Transaction } from '../../store/index.js';
import { after } from '../clock.js';
import { type Context, schedule } from '../context.js';
import { isUnified } from './group-rules.js';
import { stamp } from './values.js';

/** Relations in which directory objects stand, by name. */
export const relations: Readonly<Record<string, Link>> = {
  members,
  owners,
  sponsors,
  registeredOwners,
  registeredUsers,
};

/** The name under which reports are kept that lost their manager: no link, but a field of each report. */
export const MANAGER = 'manager';

/** Records that say something of a directory object and go with it. */
interface Dependent {
  readonly table: Table<Row>;
  readonly indexes: readonly string[];
}

export const dependents: Readonly<Record<string, Dependent>> = {
  appRoleAssignments: { table: appRoleAssignments, indexes: ['principalId', 'resourceId'] },
  roleAssignments: { table: roleAssignments, indexes: ['principalId'] },
};

interface LostRow {
  readonly of: string;
  readonly row: Row;
}

/** What a deleted item keeps beside its links. */
export interface RestorableItem extends DeletedItem {
  readonly lostRows: readonly LostRow[];
}

/** Kept for so long ("Delete user", "List deletedItems" pages). */
const KEPT_FOR = 'P30D';
export const PURGE = 'directory.purgeDeletedItem';

const RESTORABLE: readonly DirectoryKind[] = ['user', 'application', 'servicePrincipal', 'administrativeUnit'];
const NOT_DELETABLE: readonly DirectoryKind[] = ['organization', 'directoryRole', 'directoryRoleTemplate'];

/**
 * Deletes an object of the directory: the "Delete user", "Delete group" and "Delete directoryObject" pages. Users,
 * applications, service principals and groups of Microsoft 365 can be restored for 30 days; all else is gone.
 *
 * @throws GraphError 403 for an object that nobody can delete
 */
export function deleteObject(context: Context, object: DirectoryObject): void {
  if (NOT_DELETABLE.includes(object.kind)) throw requestDenied();
  const { tx } = context;
  const lostLinks = takeLinks(tx, object.id);
  const lostRows = takeDependents(tx, object.id);
  tx.remove(tableOf(object.kind), object.id);
  if (object.kind === 'application') deletePrincipal(context, object as Application);
  if (!isRestorable(object)) return;
  const item: RestorableItem = { ...object, deletedDateTime: stamp(context), lostLinks, lostRows };
  tx.insert(deletedItems, item);
  schedule(context, PURGE, object.id, after(context.time, KEPT_FOR));
}

/** What acts for an application in its own tenant goes with it ("Delete application" page). */
function deletePrincipal(context: Context, { appId }: Application): void {
  const principal = context.tx.find(servicePrincipals, 'appId', appId.toLowerCase());
  if (principal) deleteObject(context, principal);
}

function isRestorable(object: DirectoryObject): boolean {
  return RESTORABLE.includes(object.kind) || (object.kind === 'group' && isUnified(object as Group));
}

/** Takes an object out of every relation and says which they were. */
function takeLinks(tx: Transaction, id: string): LostLink[] {
  const lost: LostLink[] = [];
  for (const [relation, link] of Object.entries(relations)) {
    tx.rights(link, id, (other) => void lost.push({ relation, end: 'left', other }));
    tx.lefts(link, id, (other) => void lost.push({ relation, end: 'right', other }));
  }
  for (const { relation, end, other } of lost) {
    const link = relations[relation] as Link;
    if (end === 'left') tx.unlink(link, id, other);
    else tx.unlink(link, other, id);
  }
  return [...lost, ...takeReports(tx, id)];
}

function takeReports(tx: Transaction, id: string): LostLink[] {
  const reports: string[] = [];
  tx.equal(users, 'managerId', id, (user) => void reports.push(user.id));
  for (const report of reports) {
    const user = tx.get(users, report);
    if (user) tx.replace(users, { ...user, managerId: null });
  }
  return reports.map((other) => ({ relation: MANAGER, end: 'left', other }));
}

function takeDependents(tx: Transaction, id: string): LostRow[] {
  const lost: LostRow[] = [];
  for (const [of, { table, indexes }] of Object.entries(dependents)) {
    const found = new Map<string, Row>();
    for (const index of indexes) tx.equal(table, index, id, (row) => void found.set(row.id, row));
    for (const row of found.values()) {
      tx.remove(table, row.id);
      lost.push({ of, row });
    }
  }
  return lost;
}
