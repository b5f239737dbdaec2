/**
 * What a signed-in user must be in the tenant, besides what the application may do: "Microsoft Entra built-in roles" and
 * "Delegation and roles in entitlement management".
 *
 * Kept simple: a role counts in the whole tenant, whatever it is limited to, but for the roles of catalogs; and where a
 * request names its catalog only in the body, the role for any catalog is enough.
 */
import { owners, roleDefinitions } from '../../model/directory/tables.js';
import {
  accessPackages,
  assignments,
  catalogs,
  policies,
  requests,
  resourceRequests,
  resources,
} from '../../model/entitlement/tables.js';
import type { Reader } from '../../model/reader.js';
import type { RoleRule } from '../../routes/permissions/index.js';
import type { Call } from '../operation.js';
import { rolesOf } from './principals.js';

interface Rule {
  /** Roles of the directory, by name. */
  readonly directory: readonly string[];
  /** Roles of entitlement management, which may be limited to a catalog. */
  readonly entitlement?: readonly string[];
  /** Who owns the object may do it too. */
  readonly owner?: boolean;
}

const GLOBAL = 'Global Administrator';
const WRITERS = [GLOBAL, 'Directory Writers'];
const GROUPS = [...WRITERS, 'Groups Administrator', 'User Administrator'];
const APPLICATIONS = [GLOBAL, 'Application Administrator', 'Cloud Application Administrator'];
const GOVERNORS = [GLOBAL, 'Identity Governance Administrator'];
const CATALOG_OWNER = 'Catalog owner';
const PACKAGES = [CATALOG_OWNER, 'Access package manager'];
const ASSIGNMENTS = [...PACKAGES, 'Access package assignment manager'];

const assignmentsRule: Rule = { directory: GOVERNORS, entitlement: ASSIGNMENTS };

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
  applicationsOwned: { directory: APPLICATIONS, owner: true },
  devices: { directory: [GLOBAL, 'Intune Administrator', 'Windows 365 Administrator', 'Cloud Device Administrator'] },
  directoryRoles: { directory: [GLOBAL, 'Privileged Role Administrator'] },
  deletedItems: { directory: [...GROUPS, ...APPLICATIONS], owner: true },
  globalAdministrator: { directory: [GLOBAL] },
  entitlement: { directory: GOVERNORS },
  entitlementRead: {
    directory: [...GOVERNORS, 'Global Reader', 'Security Reader'],
    entitlement: [...ASSIGNMENTS, 'Catalog reader', 'Catalog creator'],
  },
  catalogCreation: { directory: GOVERNORS, entitlement: ['Catalog creator'] },
  catalogs: { directory: GOVERNORS, entitlement: [CATALOG_OWNER] },
  packages: { directory: GOVERNORS, entitlement: PACKAGES },
  assignments: assignmentsRule,
  assignmentRequests: assignmentsRule,
};

/** Whether a caller has one of the roles that a rule names, for what the request is about. */
export function hasRole(call: Call, rule: RoleRule): boolean {
  const { directory, owner } = rules[rule];
  const { tx, caller, path } = call;
  const [about] = path.keys;
  if (rule === 'assignmentRequests' && asksForOneself(call)) return true;
  if (owner && about !== undefined && tx.linked(owners, about.toLowerCase(), caller.id)) return true;
  const ofDirectory = rolesOf(tx, 'directory', caller.id);
  if (ofDirectory.some(({ roleDefinitionId: id }) => directory.includes(nameOf(tx, id)))) return true;
  return hasCatalogRole(call, rule);
}

/** Whether a caller has one of the roles of a rule in the catalog that the request is about, or in all of them. */
export function hasCatalogRole({ tx, caller, path }: Call, rule: RoleRule): boolean {
  const { entitlement = [] } = rules[rule];
  if (entitlement.length === 0) return false;
  const held = rolesOf(tx, 'entitlementManagement', caller.id).filter(({ roleDefinitionId: id }) =>
    entitlement.includes(nameOf(tx, id)),
  );
  const [about] = path.keys;
  if (about === undefined || held.length === 0) return held.length > 0;
  const scope = `/accesspackagecatalog/${catalogOf(tx, about.toLowerCase())}`;
  return held.some(({ appScopeId }) => !appScopeId || appScopeId === '/' || appScopeId.toLowerCase() === scope);
}

const nameOf = (reader: Reader, definitionId: string): string =>
  reader.get(roleDefinitions, definitionId)?.displayName ?? '';

/** The catalog of whatever in entitlement management has this id. */
function catalogOf(reader: Reader, id: string): string | undefined {
  if (reader.get(catalogs, id)) return id;
  const inside = reader.get(resources, id) ?? reader.get(assignments, id) ?? reader.get(resourceRequests, id);
  if (inside) return inside.catalogId;
  const packageId = (reader.get(policies, id) ?? reader.get(requests, id))?.accessPackageId ?? id;
  return reader.get(accessPackages, packageId)?.catalogId;
}

/** Requests whose type begins with `user` are made by those who want or have the access. */
function asksForOneself(call: Call): boolean {
  const { requestType } = (call.json() ?? {}) as { requestType?: unknown };
  return typeof requestType !== 'string' || /^user/i.test(requestType);
}
