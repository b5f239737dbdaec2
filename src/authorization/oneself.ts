/** What concerns the signed-in user, and what guests may not ask about others. */
import { users } from '../../model/directory/tables.js';
import { requests, subjects } from '../../model/entitlement/tables.js';
import { requestDenied } from '../errors/index.js';
import { rolesOf, userOf } from '../identity/principals.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';

/** Whether a path begins with the signed-in user, or with a request for access by or for them; or makes such a request. */
export function isOwn(call: Call): boolean {
  const { path, tx, caller } = call;
  if (call.method === 'POST' && REQUESTS.test(path.template)) return asksForOneself(call);
  const [about = ''] = path.keys;
  const [first, second] = path.steps;
  if (first?.kind === 'set' && first.name === 'users' && second?.kind === 'key')
    return userOf(tx, about)?.id === caller.id;
  const request = path.template.startsWith('/identityGovernance') ? tx.get(requests, about.toLowerCase()) : undefined;
  const self = request && tx.find(subjects, 'objectId', caller.id)?.id;
  return self !== undefined && (request?.targetId === self || request?.requestorId === self);
}

const REQUESTS = /\/(assignmentRequests|accessPackageAssignmentRequests)$/;

/** Requests by those who want or have the access, or approved it: `userAdd`, `userRemove`, `approverRemove`. */
function asksForOneself(call: Call): boolean {
  const { requestType } = (bodyOf(call) ?? {}) as { requestType?: unknown };
  return typeof requestType !== 'string' || /^(user|approver)/i.test(requestType);
}

const LISTS = /^\/(users|groups)(\/(\$count|delta))?$/;

/** Guests see whom they can name, and list nobody: "Working with users in Microsoft Graph". @throws GraphError 403 */
export function refuseGuest({ path, tx, caller }: Call): void {
  if (caller.kind !== 'user' || !LISTS.test(path.template) || tx.get(users, caller.id)?.userType !== 'Guest') return;
  if (rolesOf(tx, 'directory', caller.id).length === 0) throw requestDenied();
}
