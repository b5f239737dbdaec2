/**
 * What a signed-in user must be in the tenant, besides what the application may do: "Microsoft Entra built-in roles" and
 * "Delegation and roles in entitlement management".
 *
 * Kept simple: a role counts in the whole tenant, whatever it is limited to, but for the roles of catalogs.
 */
import {
  appRoleAssignments,
  type Group,
  groups,
  type ServicePrincipal,
  servicePrincipals,
} from '../../model/directory/tables.js';
import { approvals } from '../../model/entitlement/tables.js';
import type { Reader } from '../../model/reader.js';
import type { RoleRule } from '../../routes/permissions/index.js';
import { builtInName, directoryRoleNamesOf, GRAPH_APP_ID, owns, rolesOf } from '../identity/principals.js';
import { isUnified } from '../lifecycle/directory/group-rules.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';
import { catalogNamed, catalogOf } from './catalog-scope.js';
import { idOfObject } from './kinds.js';
import { roleRules } from './role-rules.js';

/** Who asks, in which state of the tenant. */
interface Asker {
  readonly tx: Reader;
  readonly caller: { readonly id: string };
}

/** How far a role reaches: to the catalogs with these ids, or everywhere. */
export type Reach = 'everywhere' | ReadonlySet<string>;

/** How far a caller's roles reach in what a rule is about; undefined without a role, or if what is asked for is beyond. */
export function reachOf(call: Call, rule: RoleRule): Reach | undefined {
  if (rule === 'appRoles') return reachOfAppRoles(call);
  const { tx, caller, path } = call;
  if (rule === 'approvals' && decides(call, path.keys[0]?.toLowerCase() ?? '')) return 'everywhere';
  const isOfDirectory = !path.template.startsWith('/identityGovernance');
  const about = isOfDirectory ? idOfObject(call) : undefined;
  if (about !== undefined && roleRules[rule].owner && owns(tx, caller.id, about)) return 'everywhere';
  if (hasDirectoryRole(call, rule, about === undefined ? undefined : tx.get(groups, about))) return 'everywhere';
  return catalogReachOf(call, rule);
}

/** Whether a caller has a role of the directory that is enough, if need be for a group. */
export function hasDirectoryRole({ tx, caller }: Asker, rule: RoleRule, group?: Group): boolean {
  const { directory, unified = [], security = [] } = roleRules[rule];
  const more = group ? (isUnified(group) ? unified : security) : [];
  return directoryRoleNamesOf(tx, caller.id).some((name) => directory.includes(name) || more.includes(name));
}

/** App roles are given by those, too, who own what has them; those of Graph by few: "Grant an appRoleAssignment". */
function reachOfAppRoles(call: Call): Reach | undefined {
  const resource = resourceOf(call);
  if (resource && owns(call.tx, call.caller.id, resource.id)) return 'everywhere';
  const isOfGraph = resource?.appId.toLowerCase() === GRAPH_APP_ID;
  return hasDirectoryRole(call, isOfGraph ? 'directoryRoles' : 'appRoles') ? 'everywhere' : undefined;
}

/** The service principal whose roles a request gives or takes. */
function resourceOf(call: Call): ServicePrincipal | undefined {
  const { resourceid } = bodyOf(call);
  const isBehind = /\/appRoleAssignedTo$/.test(call.path.template) ? idOfObject(call) : undefined;
  // Ids of assignments are told apart by case.
  const taken = call.tx.get(appRoleAssignments, call.path.keys.at(-1) ?? '');
  return call.tx.get(servicePrincipals, taken?.resourceId ?? isBehind ?? String(resourceid).toLowerCase());
}

/** How far roles of entitlement management reach by themselves. */
function catalogReachOf(call: Call, rule: RoleRule): Reach | undefined {
  const { tx, caller, path } = call;
  const { entitlement = [], bare = [], wherever, unlimited } = roleRules[rule];
  const held = entitlement.length > 0 ? rolesOf(tx, 'entitlementManagement', caller.id) : [];
  const ofRule = held.filter(({ roleDefinitionId: id }) => entitlement.includes(builtInName(tx, id)));
  const scopes = ofRule.map(({ appScopeId }) => catalogNamed(appScopeId ?? ''));
  if (scopes.includes(undefined) || (wherever && scopes.length > 0)) return 'everywhere';
  if (unlimited) return undefined;
  const reach = new Set(scopes as string[]);
  const [about, ...others] = path.keys;
  const isBeyond = (catalog: string | undefined) => catalog !== undefined && !reach.has(catalog);
  if (others.some((key) => isBeyond(catalogOf(tx, key)))) return undefined;
  if (about !== undefined && !(call.method === 'GET' && SHARED.test(path.template))) {
    return reach.has(catalogOf(tx, about) ?? '') ? reach : undefined;
  }
  const letsIn = reach.size > 0 || held.some(({ roleDefinitionId: id }) => bare.includes(builtInName(tx, id)));
  return letsIn ? reach : undefined;
}

/** What is in no catalog, and shown to readers of any. */
const SHARED = /\/(subjects|accessPackageSubjects|resourceEnvironments|accessPackageResourceEnvironments)\/\{id\}/;

/** Whether the caller is an approver, in whatever stage. */
const decides = ({ tx, caller }: Call, approvalId: string): boolean =>
  tx.get(approvals, approvalId)?.stages.some(({ approverIds }) => approverIds.includes(caller.id)) ?? false;
