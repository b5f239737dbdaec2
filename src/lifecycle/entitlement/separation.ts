/** Separation of duties: what somebody has keeps them from getting something else. */
import {
  type AccessPackage,
  type Assignment,
  assignments,
  incompatibleGroups,
  incompatiblePackages,
  type Subject,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { own } from '../../errors/index.js';
import { all, some } from './records.js';
import { isWithin } from './subject-sets.js';

/** Whether an assignment is there, or is about to be. */
export const isHeld = ({ state }: Pick<Assignment, 'state'>): boolean =>
  state === 'delivered' || state === 'delivering' || state === 'partiallyDelivered';

/** The assignment of a package that somebody has. */
export function heldBy(reader: Reader, subjectId: string, packageId: string): Assignment | undefined {
  return all(reader, assignments, 'targetId', subjectId).find(
    (one) => one.accessPackageId === packageId && isHeld(one),
  );
}

/** @throws GraphError 400 when the subject has an incompatible package or is in an incompatible group */
export function refuseIncompatible(reader: Reader, { id }: AccessPackage, subject: Subject): void {
  if (isIncompatible(reader, id, subject)) throw own.incompatible();
}

/** Only what the package itself lists counts: a list in the other direction keeps nobody from this one. */
export function isIncompatible(reader: Reader, id: string, subject: Subject): boolean {
  let found = false;
  reader.rights(incompatiblePackages, id, (other) => {
    found = heldBy(reader, subject.id, other) !== undefined;
    return !found;
  });
  const { objectId } = subject;
  if (!found && objectId) {
    reader.rights(incompatibleGroups, id, (group) => {
      found = isWithin(reader, group, objectId);
      return !found;
    });
  }
  return found;
}

/** The assignments of a package whose holders have another package too. */
export function additionalAccess(reader: Reader, packageId: string, otherIds: readonly string[]): Assignment[] {
  const holders = (otherId: string, { targetId }: Assignment) =>
    some(reader, assignments, 'accessPackageId', otherId, (one) => one.targetId === targetId && isHeld(one));
  return all(reader, assignments, 'accessPackageId', packageId).filter(
    (one) => isHeld(one) && otherIds.some((otherId) => holders(otherId, one)),
  );
}
