/**
 * What a signed-in user must be in the tenant, besides what the application may do: "Microsoft Entra built-in roles" and
 * "Delegation and roles in entitlement management".
 *
 * Kept simple: a role counts in the whole tenant, whatever it is limited to, but for the roles of catalogs.
 */
import { approvals } from '../../model/entitlement/tables.js';
import type { Reader } from '../../model/reader.js';
import type { RoleRule } from '../../routes/permissions/index.js';
import { builtInName, directoryRoleNamesOf, owns, rolesOf } from '../identity/principals.js';
import type { Call } from '../operation.js';
import { catalogNamed, catalogOf } from './catalog-scope.js';

interface Rule {
  /** Roles of the directory, by name. */
  readonly directory: readonly string[];
  /** Roles of entitlement management, which may be limited to a catalog. */
  readonly entitlement?: readonly string[];
  /** Those that let their bearer in, and reach no catalog. */
  readonly bare?: readonly string[];
  /** Who owns the object may do it too. */
  readonly owner?: boolean;
}

const GLOBAL = 'Global Administrator';
const WRITERS = [GLOBAL, 'Directory Writers'];
const GROUPS = [...WRITERS, 'Groups Administrator', 'User Administrator'];
const APPLICATIONS = [GLOBAL, 'Application Administrator', 'Cloud Application Administrator'];
const GOVERNORS = [GLOBAL, 'Identity Governance Administrator'];
const CATALOG_OWNER = 'Catalog owner';
const CATALOG_CREATOR = 'Catalog creator';
const PACKAGES = [CATALOG_OWNER, 'Access package manager'];
const ASSIGNMENTS = [...PACKAGES, 'Access package assignment manager'];

const assignmentsRule: Rule = { directory: GOVERNORS, entitlement: ASSIGNMENTS };
const readRule: Rule = {
  directory: [...GOVERNORS, 'Global Reader', 'Security Reader', 'Security Administrator', 'Compliance Administrator'],
  entitlement: [...ASSIGNMENTS, 'Catalog reader'],
  bare: [CATALOG_CREATOR],
};

const rules: Readonly<Record<RoleRule, Rule>> = {
  users: { directory: [...WRITERS, 'User Administrator'] },
  passwords: {
    directory: [
      GLOBAL,
      'User Administrator',
      'Helpdesk Administrator',
      'Authentication Administrator',
      'Privileged Authentication Administrator',
    ],
  },
  licenses: { directory: [...GROUPS, 'License Administrator'] },
  groups: { directory: GROUPS, owner: true },
  groupMembers: { directory: [...GROUPS, 'Identity Governance Administrator'], owner: true },
  applications: { directory: APPLICATIONS },
  appRoles: { directory: [...APPLICATIONS, 'Identity Governance Administrator'] },
  applicationsOwned: { directory: APPLICATIONS, owner: true },
  devices: { directory: [GLOBAL, 'Intune Administrator', 'Windows 365 Administrator', 'Cloud Device Administrator'] },
  directoryRoles: { directory: [GLOBAL, 'Privileged Role Administrator'] },
  anyObject: { directory: [...GROUPS, ...APPLICATIONS], owner: true },
  // "Restore deleted item", "Permanently delete item".
  deletedUsers: { directory: [GLOBAL, 'User Administrator'] },
  deletedGroups: { directory: [GLOBAL, 'Groups Administrator', 'User Administrator'], owner: true },
  restoredApplications: { directory: [...APPLICATIONS, 'Hybrid Identity Administrator'], owner: true },
  purgedApplications: { directory: APPLICATIONS, owner: true },
  leaveDates: { directory: [GLOBAL, 'Global Reader', 'Lifecycle Workflows Administrator'] },
  globalAdministrator: { directory: [GLOBAL] },
  entitlement: { directory: GOVERNORS },
  entitlementRead: readRule,
  approvals: readRule,
  entitlementSetUp: { directory: [...GOVERNORS, 'Global Reader'] },
  catalogCreation: { directory: GOVERNORS, entitlement: [CATALOG_CREATOR] },
  catalogs: { directory: GOVERNORS, entitlement: [CATALOG_OWNER] },
  packages: { directory: GOVERNORS, entitlement: PACKAGES },
  assignments: assignmentsRule,
  assignmentRequests: assignmentsRule,
};

/** Who asks, in which state of the tenant. */
interface Asker {
  readonly tx: Reader;
  readonly caller: { readonly id: string };
}

/** How far a role reaches: to the catalogs with these ids, or everywhere. */
export type Reach = 'everywhere' | ReadonlySet<string>;

/** How far a caller's roles reach in what a rule is about; undefined without a role, or if what is asked for is beyond. */
export function reachOf(call: Call, rule: RoleRule): Reach | undefined {
  const { owner } = rules[rule];
  const { tx, caller, path } = call;
  const [about] = path.keys;
  if (rule === 'assignmentRequests' && caller.kind === 'user' && asksForOneself(call)) return 'everywhere';
  if (owner && about !== undefined && owns(tx, caller.id, about.toLowerCase())) return 'everywhere';
  if (rule === 'approvals' && about !== undefined && decides(call, about)) return 'everywhere';
  if (hasDirectoryRole(call, rule)) return 'everywhere';
  return catalogReachOf(call, rule);
}

/** Whether a caller has a role of the directory that is enough. */
export const hasDirectoryRole = ({ tx, caller }: Asker, rule: RoleRule): boolean =>
  directoryRoleNamesOf(tx, caller.id).some((name) => rules[rule].directory.includes(name));

/** The same, by roles of entitlement management alone. */
function catalogReachOf({ tx, caller, path }: Call, rule: RoleRule): Reach | undefined {
  const { entitlement = [], bare = [] } = rules[rule];
  const held = entitlement.length > 0 ? rolesOf(tx, 'entitlementManagement', caller.id) : [];
  const ofRule = held.filter(({ roleDefinitionId: id }) => entitlement.includes(builtInName(tx, id)));
  const scopes = ofRule.map(({ appScopeId }) => catalogNamed(appScopeId ?? ''));
  if (scopes.includes(undefined)) return 'everywhere';
  const reach = new Set(scopes as string[]);
  const [about] = path.keys;
  if (about !== undefined) return reach.has(catalogOf(tx, about) ?? '') ? reach : undefined;
  const letsIn = reach.size > 0 || held.some(({ roleDefinitionId: id }) => bare.includes(builtInName(tx, id)));
  return letsIn ? reach : undefined;
}

/** Whether the caller is an approver, in whatever stage. */
const decides = ({ tx, caller }: Call, approvalId: string): boolean =>
  tx.get(approvals, approvalId.toLowerCase())?.stages.some(({ approverIds }) => approverIds.includes(caller.id)) ??
  false;

/** Requests by those who want or have the access, or approved it: `userAdd`, `userRemove`, `approverRemove`. */
function asksForOneself(call: Call): boolean {
  const { requestType } = (call.json() ?? {}) as { requestType?: unknown };
  return typeof requestType !== 'string' || /^(user|approver)/i.test(requestType);
}
