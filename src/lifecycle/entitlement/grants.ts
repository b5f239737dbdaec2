/**
 * Who holds which role on which scope, and through which assignments. A hold that several assignments share is one; it
 * ends with the last of them, and so does the access in the origin system.
 */
import {
  type Assignment,
  type AssignmentResourceRole,
  assignmentResourceRoles,
  grants,
  type ResourceRoleScope,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Transaction } from '../../store/index.js';
import type { Context } from '../context.js';
import { type Hold, originOf } from './origins/index.js';
import { all } from './records.js';

/** Whether an assignment's person is to have what its package grants. */
export const isInForce = ({ state }: Pick<Assignment, 'state'>): boolean =>
  state === 'delivered' || state === 'partiallyDelivered';

type RolePlace = Pick<ResourceRoleScope, 'roleId' | 'scopeId'>;

/** Notes that an assignment is to give all roles of its package; none is given yet. */
export function promiseRoles(context: Context, assignment: Assignment): void {
  for (const roleScope of all(context.tx, resourceRoleScopes, 'accessPackageId', assignment.accessPackageId)) {
    promiseRole(context, assignment, roleScope);
  }
}

function promiseRole(context: Context, assignment: Assignment, place: RolePlace): AssignmentResourceRole | undefined {
  const { tx } = context;
  const known = tx.find(assignmentResourceRoles, 'grant', `${assignment.targetId} ${place.roleId} ${place.scopeId}`);
  const role = tx.get(resourceRoles, place.roleId);
  if (!known && !role) return undefined;
  const held =
    known ??
    tx.insert(assignmentResourceRoles, {
      id: context.newId(),
      subjectId: assignment.targetId,
      roleId: place.roleId,
      scopeId: place.scopeId,
      originId: role?.originId ?? '',
      originSystem: role?.originSystem ?? '',
      status: 'PendingFulfillment',
    });
  tx.link(grants, assignment.id, held.id);
  return held;
}

/** Gives one role in its origin system. False when it can not be given. */
export function giveRole(context: Context, assignment: Assignment, place: RolePlace): boolean {
  const held = promiseRole(context, assignment, place);
  const hold = held && holdOf(context.tx, held);
  if (!held || !hold || !originOf(held.originSystem).grant(context, hold)) return false;
  if (held.status !== 'Fulfilled') context.tx.replace(assignmentResourceRoles, { ...held, status: 'Fulfilled' });
  return true;
}

/** Gives all roles of an assignment's package, all but the first `spared`. Answers how many were given and how many not. */
export function giveRoles(context: Context, assignment: Assignment, spared = 0): { given: number; missed: number } {
  let given = 0;
  let missed = 0;
  for (const place of all(context.tx, resourceRoleScopes, 'accessPackageId', assignment.accessPackageId)) {
    if (given + missed >= spared && giveRole(context, assignment, place)) given++;
    else missed++;
  }
  return { given, missed };
}

/** Ends one role of an assignment. */
export function takeRole(context: Context, assignment: Assignment, place: RolePlace): void {
  const { tx } = context;
  const held = tx.find(assignmentResourceRoles, 'grant', `${assignment.targetId} ${place.roleId} ${place.scopeId}`);
  if (held) release(context, assignment, held);
}

/** Ends all roles that an assignment gives. */
export function takeRoles(context: Context, assignment: Assignment): void {
  const { tx } = context;
  const ids: string[] = [];
  tx.rights(grants, assignment.id, (id) => {
    ids.push(id);
  });
  for (const id of ids) {
    const held = tx.get(assignmentResourceRoles, id);
    if (held) release(context, assignment, held);
  }
}

function release(context: Context, assignment: Assignment, held: AssignmentResourceRole): void {
  const { tx } = context;
  if (!tx.unlink(grants, assignment.id, held.id) || tx.countLefts(grants, held.id) > 0) return;
  const hold = holdOf(tx, held);
  tx.remove(assignmentResourceRoles, held.id);
  if (hold && !isHeldOtherwise(tx, held, hold)) originOf(held.originSystem).revoke(context, hold);
}

/** Catalogs have roles of their own for one resource: the same access may be held through another catalog's. */
function isHeldOtherwise(tx: Transaction, { subjectId }: AssignmentResourceRole, hold: Hold): boolean {
  return all(tx, assignmentResourceRoles, 'subjectId', subjectId).some((other) => {
    const same = other.originId === hold.roleOriginId && other.status === 'Fulfilled';
    const also = same ? holdOf(tx, other) : undefined;
    return also?.originId === hold.originId;
  });
}

/** What a hold is in its origin system. Undefined for a person who is not in the directory yet. */
function holdOf(tx: Transaction, { subjectId, roleId, scopeId, originId }: AssignmentResourceRole): Hold | undefined {
  const principalId = tx.get(subjects, subjectId)?.objectId;
  const resourceId = (tx.get(resourceRoles, roleId) ?? tx.get(resourceScopes, scopeId))?.resourceId;
  const resource = resourceId === undefined ? undefined : tx.get(resources, resourceId);
  return principalId && resource ? { originId: resource.originId, roleOriginId: originId, principalId } : undefined;
}
