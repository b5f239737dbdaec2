/** The recycle bin of the directory. */

import {
  type DirectoryKind,
  type DirectoryObject,
  deletedItems,
  directoryObject,
  type LostLink,
  tableOf,
  type User,
  users,
} from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { invalidValue, objectNotFound, requestRefused } from '../../errors/index.js';
import type { Transaction } from '../../store/index.js';
import { type Context, unschedule } from '../context.js';
import { dependents, MANAGER, PURGE, type RestorableItem, relations } from './deletion.js';
import { ownerOfAddress, withUniqueKeys } from './unique.js';
import { refuseInvalidPrincipalName } from './user-rules.js';

/** The deleted item with this id. @throws GraphError 404 */
export function deletedItem(tx: Transaction, id: string): RestorableItem {
  const item = tx.get(deletedItems, id.toLowerCase());
  if (!item) throw objectNotFound(id);
  return item as RestorableItem;
}

export interface RestoreOptions {
  /** Addresses that others have taken meanwhile are left behind. */
  readonly autoReconcileProxyConflict?: boolean;
  readonly newUserPrincipalName?: string;
}

/**
 * Restores an object with its memberships, as far as the other ends still exist: the "Restore deleted item" page.
 *
 * @throws GraphError 400 when another object has its principal name, alias or addresses by now
 */
export function restoreItem(context: Context, item: RestorableItem, options: RestoreOptions = {}): DirectoryObject {
  const { tx } = context;
  const { lostLinks, lostRows, deletedDateTime: _, ...kept } = item;
  const object = renamed(context, withoutTaken(tx, kept as DirectoryObject, options), options);
  tx.remove(deletedItems, item.id);
  unschedule(context, item.id, PURGE);
  withUniqueKeys(() => tx.insert(tableOf(object.kind), object));
  for (const lost of lostLinks) relink(tx, item.id, lost);
  for (const { of, row } of lostRows) {
    const dependent = dependents[of];
    if (dependent && !tx.get(dependent.table, row.id)) tx.insert(dependent.table, row);
  }
  return object;
}

function withoutTaken(tx: Transaction, object: DirectoryObject, options: RestoreOptions): DirectoryObject {
  const { proxyAddresses = [] } = object as User;
  const taken = proxyAddresses.filter((address) => ownerOfAddress(tx, [address], object.id));
  if (taken.length === 0) return object;
  if (!options.autoReconcileProxyConflict) {
    throw requestRefused(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    );
  }
  return { ...object, proxyAddresses: proxyAddresses.filter((address) => !taken.includes(address)) } as DirectoryObject;
}

function renamed({ tx }: Context, object: DirectoryObject, { newUserPrincipalName }: RestoreOptions): DirectoryObject {
  if (newUserPrincipalName === undefined) return object;
  if (object.kind !== 'user') throw invalidValue('newUserPrincipalName', 'User');
  refuseInvalidPrincipalName(tx, newUserPrincipalName);
  return { ...object, userPrincipalName: newUserPrincipalName } as DirectoryObject;
}

/** A link whose other end is deleted too is handed over to that end, to be made when it is restored. */
function relink(tx: Transaction, id: string, lost: LostLink): void {
  const { relation, end, other } = lost;
  const [left, right] = end === 'left' ? [id, other] : [other, id];
  const link = relations[relation];
  if (!directoryObject(tx, other)) handOver(tx, id, lost);
  else if (link) tx.link(link, left, right);
  else if (relation === MANAGER) restoreManager(tx, left, right);
}

function handOver(tx: Transaction, id: string, { relation, end, other }: LostLink): void {
  const item = tx.get(deletedItems, other);
  if (!item) return;
  const handed: LostLink = { relation, end: end === 'left' ? 'right' : 'left', other: id };
  tx.replace(deletedItems, { ...item, lostLinks: [...item.lostLinks, handed] });
}

/** Unless the report has another manager by now. */
function restoreManager(tx: Transaction, managerId: string, report: string): void {
  const user = tx.get(users, report);
  if (user && !user.managerId) tx.replace(users, { ...user, managerId });
}

/** Deletes an item for good: the "Permanently delete item" page, and what happens 30 days after the deletion. */
export function purgeItem(context: Context, id: string): void {
  context.tx.remove(deletedItems, id);
  unschedule(context, id, PURGE);
}

const OWNABLE: Readonly<Record<string, DirectoryKind>> = { group: 'group', application: 'application' };
const MOST_OWNED = 1000;

/**
 * What a user owned of what is deleted, sorted by id: the "List deleted items owned by a user" page.
 *
 * @throws GraphError 400 for a type other than Group and Application
 */
export function ownedDeletedItems(tx: Transaction, parameters: Draft): readonly RestorableItem[] {
  const kind = OWNABLE[String(parameters['type']).toLowerCase()];
  if (!kind) throw requestRefused("Invalid value specified for property 'type'. The type is Group or Application.");
  const owner = String(parameters['userId']).toLowerCase();
  const found: RestorableItem[] = [];
  tx.equal(deletedItems, 'kind', kind, (row) => {
    const item = row as RestorableItem;
    if (item.lostLinks.some((lost) => isOwnedBy(lost, owner))) found.push(item);
  });
  return found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MOST_OWNED);
}

function isOwnedBy({ relation, end, other }: LostLink, owner: string): boolean {
  return relation === 'owners' && end === 'left' && other === owner;
}
