/**
 * Whether a caller may do what a request asks for, at the level `enforce`: an application needs one of the permissions
 * that the documentation lists, a signed-in user one of the role's besides.
 */
import { users } from '../../model/directory/tables.js';
import { requests, subjects } from '../../model/entitlement/tables.js';
import type { Permissions } from '../../routes/permissions/index.js';
import { permissionsOfOperation, permissionsOfRead } from '../../routes/permissions/index.js';
import { GraphError, requestDenied } from '../errors.js';
import { Lru } from '../lru.js';
import type { Call, Operation } from '../operation.js';
import { isOfRoleAssignable, managesRoleAssignable, mayChangeSensitive } from './administrators.js';
import { bodyOf } from './body.js';
import { confined, namesOthers } from './catalog-scope.js';
import { rolesOf, userOf } from './principals.js';
import { isOfOnePackage } from './queries.js';
import { refuseUnowned } from './resource-owner.js';
import { type Reach, reachOf } from './roles.js';

/** What a token lets its bearer do: permissions of the application, and of the user whom it acts for. */
export type Granted = ReadonlySet<string>;

/** One permission, or several that are needed together, that a token may hold. */
type Check = (granted: Granted) => boolean;

/** The permissions of an operation, made ready to be asked many times. */
interface Resolved {
  readonly delegated: Check;
  readonly own: Check;
  readonly application: Check;
  readonly permissions: Permissions;
}

const NONE: Permissions = { delegated: [], application: [] };

/** Whether a token has a permission as it is declared: `A`, or `A+B`. */
export const holds = (granted: Granted, permission: string): boolean =>
  permission
    .toLowerCase()
    .split('+')
    .every((name) => granted.has(name));

function anyOf(names: readonly string[] = []): Check {
  const ways = names.map((name) => name.toLowerCase().split('+'));
  return (granted) => ways.some((way) => way.every((name) => granted.has(name)));
}

/** Knows what each operation needs; found once, and kept. */
export class Authorization {
  readonly #ofOperation = new WeakMap<Operation, Map<string, Resolved>>();
  readonly #ofRead = new Lru<Resolved>(1_000);

  /**
   * The call, as far as its caller may carry it out.
   *
   * @param granted the permissions of the token, in lower case
   * @throws GraphError 403 as the service that is asked words it
   */
  check(call: Call, operation: Operation | undefined, granted: Granted): Call {
    refuseGuest(call);
    const needed = this.#needed(call, operation);
    refuseRoleAssignable(call, needed, granted);
    const reach = reachOfCall(call, needed, granted);
    if (needed.permissions.ofOwned) refuseUnowned(call, granted);
    if (reach === 'everywhere') return call;
    if (call.method === 'GET') {
      if (needed.permissions.ofOnePackage && call.path.keys.length === 0 && !isOfOnePackage(call.query)) {
        throw denied(call, NO_ROLE);
      }
      return confined(call, reach);
    }
    if (namesOthers(call, reach)) throw denied(call, NO_ROLE);
    return call;
  }

  #needed({ path: { template } }: Call, operation: Operation | undefined): Resolved {
    if (!operation) return this.#ofRead.get(template, () => resolved(permissionsOfRead(template)));
    const known = this.#ofOperation.get(operation) ?? new Map<string, Resolved>();
    let found = known.get(template);
    if (!found) {
      found = resolved(permissionsOfOperation(operation.method, operation.doc, template));
      this.#ofOperation.set(operation, known.set(template, found));
    }
    return found;
  }
}

const NO_PERMISSION = 'The caller is not authorized.';
const NO_ROLE = 'Unauthorized';

/** @throws GraphError 403 for whoever has not the permission, or as a user no role */
function reachOfCall(call: Call, needed: Resolved, granted: Granted): Reach {
  const { role, application, sensitive } = needed.permissions;
  if (call.caller.kind === 'application') {
    if (needed.application(granted) || mayChange(call, needed, granted)) {
      if (mayChangeSensitive(call, sensitive) === false) throw denied(call, NO_PERMISSION);
      return 'everywhere';
    }
    // "Application permissions", "Overview of Microsoft Graph permissions": a role or ownership does as well.
    const reach = role && application.length > 0 ? reachOf(call, role) : undefined;
    if (!reach) throw denied(call, NO_PERMISSION);
    return reach;
  }
  if (needed.own(granted) && isOwn(call)) return 'everywhere';
  if (!needed.delegated(granted) && !mayChange(call, needed, granted)) throw denied(call, NO_PERMISSION);
  const decided = mayChangeSensitive(call, sensitive);
  if (decided) return 'everywhere';
  const reach = role && !isRoleAssignable(call, needed) ? reachOf(call, role) : 'everywhere';
  if (!reach || decided === false) throw denied(call, NO_ROLE);
  return reach;
}

/** Whether permissions to write some properties only are enough for those that the body holds. */
function mayChange(call: Call, { permissions: { changes } }: Resolved, granted: Granted): boolean {
  if (!changes) return false;
  const names = Object.keys(bodyOf(call) ?? {});
  const held = Object.entries(changes).filter(([permission]) => holds(granted, permission));
  return names.length > 0 && names.every((name) => held.some(([, properties]) => properties.has(name)));
}

function resolved(permissions: Permissions = NONE): Resolved {
  return {
    permissions,
    delegated: anyOf(permissions.delegated),
    own: anyOf(permissions.own),
    application: anyOf(permissions.application),
  };
}

/** Whether a path begins with the signed-in user, or with a request for access by or for them. */
export function isOwn({ path, tx, caller }: Call): boolean {
  const [about = ''] = path.keys;
  const [first, second] = path.steps;
  if (first?.kind === 'set' && first.name === 'users' && second?.kind === 'key')
    return userOf(tx, about)?.id === caller.id;
  const request = path.template.startsWith(ENTITLEMENT) ? tx.get(requests, about.toLowerCase()) : undefined;
  const self = request && tx.find(subjects, 'objectId', caller.id)?.id;
  return self !== undefined && (request?.targetId === self || request?.requestorId === self);
}

const ENTITLEMENT = '/identityGovernance';
const LISTS = /^\/(users|groups)(\/(\$count|delta))?$/;

/** Guests see whom they can name, and list nobody: "Working with users in Microsoft Graph". */
function refuseGuest({ path, tx, caller }: Call): void {
  if (caller.kind !== 'user' || !LISTS.test(path.template) || tx.get(users, caller.id)?.userType !== 'Guest') return;
  if (rolesOf(tx, 'directory', caller.id).length === 0) throw requestDenied();
}

/** @throws GraphError 403 for who may write groups, but not those that roles can be assigned to */
function refuseRoleAssignable(call: Call, needed: Resolved, granted: Granted): void {
  if (!isRoleAssignable(call, needed)) return;
  if (!holds(granted, needed.permissions.roleAssignable ?? '') || !managesRoleAssignable(call)) throw requestDenied();
}

const isRoleAssignable = (call: Call, { permissions: { roleAssignable } }: Resolved): boolean =>
  roleAssignable !== undefined && isOfRoleAssignable(call);

function denied({ path }: Call, reason: string): GraphError {
  if (!path.template.startsWith(ENTITLEMENT)) return requestDenied();
  return new GraphError(403, 'UnAuthorized', `User is not authorized to perform the operation. Reason: ${reason}`, {
    details: [],
  });
}
