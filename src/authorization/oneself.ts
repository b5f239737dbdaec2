/** What concerns the signed-in user, and what guests may not ask about others. */
import { users } from '../../model/directory/tables.js';
import { requests, subjects } from '../../model/entitlement/tables.js';
import { requestDenied } from '../errors/index.js';
import { rolesOf, userOf } from '../identity/principals.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';
import { idOfObject } from './kinds.js';

/** Whether a path begins with the signed-in user, or with a request for access by or for them; or makes such a request. */
export function isOwn(call: Call): boolean {
  const { path, tx, caller } = call;
  if (call.method === 'POST' && REQUESTS.test(path.template)) return asksForOneself(call);
  if (path.template.endsWith('/getApplicablePolicyRequirements')) return asksAboutOneself(call);
  const [about = ''] = path.keys;
  const [first, second] = path.steps;
  if (first?.kind === 'set' && first.name === 'users' && second?.kind === 'key') {
    // An action concerns what the path leads to.
    const isOfOther = path.steps.at(-1)?.kind === 'operation' && path.steps.some(({ kind }) => kind === 'navigation');
    return !isOfOther && userOf(tx, about)?.id === caller.id;
  }
  const request = path.template.startsWith('/identityGovernance') ? tx.get(requests, about.toLowerCase()) : undefined;
  const self = request && tx.find(subjects, 'objectId', caller.id)?.id;
  if (self === undefined || request?.requestorId === self) return self !== undefined;
  return request?.targetId === self && !path.template.endsWith('/cancel');
}

const REQUESTS = /\/(assignmentRequests|accessPackageAssignmentRequests)$/;

/** Requests by those who want or have the access, or approved it: `userAdd`, `userRemove`, `approverRemove`. */
function asksForOneself(call: Call): boolean {
  const { requesttype } = bodyOf(call);
  return typeof requesttype === 'string' && /^(user|approver)/i.test(requesttype);
}

/** What a request takes is told to those who may make it: for themselves, or for whom they manage. */
function asksAboutOneself(call: Call): boolean {
  const { objectid } = (bodyOf(call)['subject'] ?? {}) as { objectid?: unknown };
  if (typeof objectid !== 'string') return true;
  const id = objectid.toLowerCase();
  return id === call.caller.id || call.tx.get(users, id)?.managerId === call.caller.id;
}

const LISTS =
  /^\/((users|groups|directoryObjects)(\/microsoft\.graph\.\w+)?(\/(\$count|delta))?|directory\/deletedItems\/microsoft\.graph\.\w+(\/\$count)?)$/;

const CREATES = /^\/(groups|applications)$/;

/** By a key of its own, what is not there is created: "Upsert group". */
const creates = (call: Call): boolean =>
  call.method === 'PATCH' && call.path.template === '/groups/{id}' && idOfObject(call) === undefined;

/**
 * Guests see whom they can name, and list nobody: "Working with users in Microsoft Graph". Nor do they create anything:
 * "What are the default user permissions?", Microsoft Entra fundamentals.
 *
 * @throws GraphError 403
 */
export function refuseGuest(call: Call): void {
  const { method, path, tx, caller } = call;
  if (caller.kind !== 'user' || !/^guest$/i.test(tx.get(users, caller.id)?.userType ?? '')) return;
  if (!(method === 'POST' ? CREATES : LISTS).test(path.template) && !creates(call)) return;
  if (rolesOf(tx, 'directory', caller.id).length === 0) throw requestDenied();
}
