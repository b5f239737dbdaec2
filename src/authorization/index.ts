/**
 * Whether a caller may do what a request asks for, at the level `enforce`: an application needs one of the permissions
 * that the documentation lists, a signed-in user one of the role's besides.
 */
import type { Demand } from '../../routes/permissions/index.js';
import { permissionsOfOperation, permissionsOfRead } from '../../routes/permissions/index.js';
import { type GraphError, requestDenied, unauthorized } from '../errors/index.js';
import { Lru } from '../lru.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call, Operation } from '../operation.js';
import { isOfRoleAssignable, managesRoleAssignable, mayChangeSensitive } from './administrators.js';
import { namesInBody, propertiesInBody } from './body.js';
import { confined, namesOthers } from './catalog-scope.js';
import { withoutHiddenMembers } from './hidden-memberships.js';
import { idOfObject, kindsOf, kindsReferredTo } from './kinds.js';
import { mentionsIn } from './mentions.js';
import { type Granted, holds, holdsAny, type Needs, needsOf } from './needs.js';
import { isOwn, refuseGuest } from './oneself.js';
import { type Place, placesOnPath, setOf } from './places.js';
import { isOfOnePackage } from './queries.js';
import { refuseUnowned } from './resource-owner.js';
import { hasDirectoryRole, type Reach, reachOf } from './roles.js';
import { isTracking, placesTracked } from './tracking.js';

/** Knows what each operation needs; found once, and kept. */
export class Authorization {
  readonly #ofOperation = new WeakMap<Operation, Map<string, Needs>>();
  readonly #ofRead = new Lru<Needs>(1_000);
  readonly #placesOnPath = new Lru<readonly Place[]>(1_000);

  /**
   * The call, as far as its caller may carry it out.
   *
   * @param granted the permissions of the token, in lower case
   * @throws GraphError 403 as the service that is asked words it
   */
  check(call: Call, operation: Operation | undefined, granted: Granted): Call {
    refuseGuest(call);
    const [needs, ...besides] = this.#needs(call, operation);
    refuseRoleAssignable(call, needs, granted);
    const reach = reachOfCall(call, needs, granted, true);
    for (const other of besides) reachOfCall(call, other, granted, false);
    if (call.method === 'GET') return this.#reading(call, operation, needs, reach, granted);
    refuseUndemanded(call, needs, granted);
    const { ofOwned, tellsMembers } = needs.permissions;
    if (ofOwned) refuseUnowned(call, ofOwned, granted);
    if (reach !== 'everywhere' && namesOthers(call, reach)) throw denied(call, NO_ROLE);
    return tellsMembers ? withoutHiddenMembers(call, granted) : call;
  }

  /** A read of all that it goes through on its way and expands. */
  #reading(call: Call, operation: Operation | undefined, needs: Needs, reach: Reach, granted: Granted): Call {
    const { path, query } = call;
    const isEntitlement = path.template.startsWith(ENTITLEMENT);
    if (needs.permissions.ofOnePackage && path.keys.length === 0) refuseManyPackages(call, reach);
    const beside = [...this.#along(path), ...mentionsIn(path, query).places];
    if (isTracking(path)) beside.push(...placesTracked(call));
    const others = beside.filter(({ template }) => !template.startsWith(ENTITLEMENT));
    const isOwnAccess = isEntitlement && operation !== undefined;
    if (isOwnAccess && beside.some(({ template }) => !OWN_ACCESS.test(template))) this.#refuseUnread(call, granted);
    for (const { template, ofFirst } of isOwnAccess ? others : beside) {
      const ofPlace = this.#ofRead.get(template, () => needsOf(permissionsOfRead(template)));
      const reachThere = reachOfCall(call, ofPlace, granted, ofFirst);
      if (ofPlace.permissions.ofOnePackage && !template.includes('{id}')) refuseManyPackages(call, reachThere);
    }
    const seen = reach === 'everywhere' ? call : confined(call, reach);
    return isEntitlement && others.length === 0 ? seen : withoutHiddenMembers(seen, granted);
  }

  /** @throws GraphError 403 for what leads from people's own access to the rest of a catalog, without the right to read it */
  #refuseUnread(call: Call, granted: Granted): void {
    const needs = this.#ofRead.get(ENTITLEMENT, () => needsOf(permissionsOfRead(ENTITLEMENT)));
    if (reachOfCall(call, needs, granted, false) !== 'everywhere') throw denied(call, NO_ROLE);
  }

  #along(path: ResourcePath): readonly Place[] {
    const key = `${path.dialect.version}${path.template}`;
    return this.#placesOnPath.get(key, () => placesOnPath(path));
  }

  /** What is needed; of several kinds of objects, what each of them takes. */
  #needs(call: Call, operation: Operation | undefined): readonly [Needs, ...Needs[]] {
    const found = this.#needsOfAll(templateOf(call.path), operation);
    const needs = found.ofNew && idOfObject(call) === undefined ? found.ofNew : found;
    if (needs.ofKind.size === 0) return [needs];
    const [first = needs, ...others] = kindsOf(call).map((kind) => needs.ofKind.get(kind) ?? needs);
    return [first, ...others];
  }

  #needsOfAll(template: string, operation: Operation | undefined): Needs {
    if (!operation) return this.#ofRead.get(template, () => needsOf(permissionsOfRead(template)));
    const known = this.#ofOperation.get(operation) ?? new Map<string, Needs>();
    let found = known.get(template);
    if (!found) {
      found = needsOf(permissionsOfOperation(operation.method, operation.doc, template));
      this.#ofOperation.set(operation, known.set(template, found));
    }
    return found;
  }
}

/** An action on what a path leads to is as one on it in its own set. */
function templateOf({ dialect, steps, template }: ResourcePath): string {
  const last = steps.at(-1);
  if (last?.kind !== 'operation' || !steps.some(({ kind }) => kind === 'navigation')) return template;
  const on = steps.findLast((step) => 'type' in step);
  const set = on && 'type' in on && on.type.workload === 'directory' ? setOf(dialect, on.type) : undefined;
  return set ? `/${set}/{id}/${last.operation.name}` : template;
}

const NO_PERMISSION = 'The caller is not authorized.';
const NO_ROLE = 'Unauthorized';

/**
 * @param ofFirst whether it is about the object with which the path begins, which may be the caller
 * @throws GraphError 403 for whoever has not the permission, or as a user no role
 */
function reachOfCall(call: Call, needs: Needs, granted: Granted, ofFirst: boolean): Reach {
  const { role, application, applicationIn, sensitive, ownChanges } = needs.permissions;
  if (call.caller.kind === 'application') {
    const { version } = call.path.dialect;
    if (applicationIn && applicationIn !== version) throw denied(call, NO_PERMISSION);
    if (needs.application(granted) || mayChange(call, needs, granted)) {
      if (mayChangeSensitive(call, sensitive, granted) === false) throw denied(call, NO_PERMISSION);
      return 'everywhere';
    }
    // "Application permissions", "Overview of Microsoft Graph permissions": a role or ownership does as well.
    const reach = role && application.length > 0 ? reachOf(call, role) : undefined;
    if (!reach) throw denied(call, NO_PERMISSION);
    return reach;
  }
  const mayOwn = ofFirst && needs.own(granted) && isOwn(call);
  if (mayOwn && (!ownChanges || namesInBody(call).every((name) => ownChanges.has(name)))) return 'everywhere';
  if (!mayOwn && !needs.delegated(granted) && !mayChange(call, needs, granted)) throw denied(call, NO_PERMISSION);
  const decided = mayChangeSensitive(call, sensitive, granted);
  if (decided) return 'everywhere';
  const reach = role && !isRoleAssignable(call, needs) ? reachOf(call, role) : 'everywhere';
  if (!reach || decided === false) throw denied(call, NO_ROLE);
  return reach;
}

/** Whether permissions to write some properties only are enough for those that the body holds. */
function mayChange(call: Call, { permissions: { changes } }: Needs, granted: Granted): boolean {
  if (!changes) return false;
  const names = namesInBody(call);
  const held = Object.entries(changes).filter(([permission]) => holds(granted, permission));
  return names.length > 0 && names.every((name) => held.some(([, properties]) => properties.has(name)));
}

/** @throws GraphError 403 for a write of a property, or of a reference, that takes a permission besides */
function refuseUndemanded(call: Call, { permissions }: Needs, granted: Granted): void {
  const { demands, referring } = permissions;
  const isUser = call.caller.kind === 'user';
  const isMet = ({ any, role, applicationRole }: Demand): boolean => {
    if (!isUser && applicationRole && hasDirectoryRole(call, applicationRole)) return true;
    return holdsAny(granted, any) && (!role || !isUser || hasDirectoryRole(call, role));
  };
  for (const [name, value] of demands ? propertiesInBody(call) : []) {
    const demand = demands && Object.hasOwn(demands, name) ? demands[name] : undefined;
    if (demand && isOfValue(demand, value) && !isMet(demand)) throw requestDenied();
  }
  for (const kind of referring ? kindsReferredTo(call) : []) {
    const any = referring?.[kind]?.[isUser ? 'delegated' : 'application'];
    if (any && !isMet({ any })) throw requestDenied();
  }
}

const isOfValue = ({ value }: Demand, written: unknown): boolean =>
  value === undefined || value === (typeof written === 'string' ? written.toLowerCase() : written);

/** @throws GraphError 403 for a list that is given to some for one access package at a time */
function refuseManyPackages(call: Call, reach: Reach): void {
  if (reach !== 'everywhere' && !isOfOnePackage(call.query)) throw denied(call, NO_ROLE);
}

/** @throws GraphError 403 for who may write groups, but not those that roles can be assigned to */
function refuseRoleAssignable(call: Call, needs: Needs, granted: Granted): void {
  if (!isRoleAssignable(call, needs)) return;
  if (!holds(granted, needs.permissions.roleAssignable ?? '') || !managesRoleAssignable(call)) throw requestDenied();
}

const isRoleAssignable = (call: Call, { permissions: { roleAssignable } }: Needs): boolean =>
  roleAssignable !== undefined && isOfRoleAssignable(call);

const ENTITLEMENT = '/identityGovernance';
/** What is told with people's own access: what it is of and what it gives, who asked and who decides. */
const OWN_ACCESS =
  /\/(accessPackage|assignmentPolicy|accessPackageAssignmentPolicy|catalog|accessPackageCatalog|(accessPackage)?[aA]ssignment|accessPackageAssignmentRequests|requestor|target|stages|steps|questions|(accessPackageR|r)esourceRoleScopes|accessPackageAssignmentResourceRoles|role|scope|resource|accessPackageResource(Role|Scope)?|(accessPackageResourceE|e)nvironment)$/;

function denied({ path }: Call, reason: Parameters<typeof unauthorized>[0]): GraphError {
  return path.template.startsWith(ENTITLEMENT) ? unauthorized(reason) : requestDenied();
}
