/** Who can sign in: the users and applications of a tenant, and the roles they have. */
import {
  type Application,
  applications,
  appRoleAssignments,
  type DirectoryKind,
  deletedItems,
  directoryObject,
  groups,
  members,
  organizations,
  owners,
  type RbacProvider,
  type RoleAssignment,
  roleAssignments,
  roleDefinitions,
  type ServicePrincipal,
  servicePrincipals,
  type User,
  users,
} from '../../model/directory/tables.js';
import type { Reader } from '../../model/reader.js';
import { UNNAMED_CLIENT } from '../lifecycle/directory/groups.js';
import type { Tenant, Tenants } from '../tenant.js';

/** Microsoft Graph itself. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** What tokens that nobody signed in for are given to. */
export const EMULATOR_CLIENT = '0e9f1c4e-6f5b-4d0a-9a37-2f1f5f1f9f5e';

/** Public clients that every tenant knows without registering them: those of Microsoft, and the emulator's own. */
const WELL_KNOWN_CLIENTS: ReadonlyMap<string, string> = new Map([
  [EMULATOR_CLIENT, 'graph-entitlement-emulator'],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Microsoft Azure CLI'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Microsoft Azure PowerShell'],
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph Command Line Tools'],
  [UNNAMED_CLIENT, 'Graph Explorer'],
]);

/** An application that asks for tokens. */
export interface Client {
  readonly appId: string;
  readonly displayName: string;
  readonly application: Application | undefined;
  readonly principal: ServicePrincipal | undefined;
  /** Registered in the tenant, or known to every tenant. */
  readonly known: boolean;
}

export function clientOf(reader: Reader, appId: string): Client {
  const id = appId.toLowerCase();
  const application = reader.find(applications, 'appId', id);
  const principal = reader.find(servicePrincipals, 'appId', id);
  const name = application?.displayName ?? principal?.displayName ?? WELL_KNOWN_CLIENTS.get(id);
  return {
    appId: id,
    displayName: name ?? appId,
    application,
    principal,
    known: application !== undefined || principal !== undefined || WELL_KNOWN_CLIENTS.has(id),
  };
}

/** The user with this object id or user principal name. */
export function userOf(reader: Reader, name: string): User | undefined {
  const folded = name.toLowerCase();
  return reader.get(users, folded) ?? reader.find(users, 'userPrincipalName', folded);
}

/** The id of the tenant: that of its organization. */
export function tenantIdOf(reader: Reader): string {
  let id = '';
  reader.scan(organizations, (organization) => {
    id = organization.id;
    return false;
  });
  return id;
}

/** The tenant with this id; of several the one without a name, or none. */
export function tenantWithId(tenants: Tenants, id: string): Tenant | undefined {
  const [first, ...more] = tenants.list().filter(({ timeline }) => tenantIdOf(timeline) === id);
  return first === tenants.default || more.length === 0 ? first : undefined;
}

/** The principal itself and the groups that it gets roles from. */
function bearersOf(reader: Reader, principalId: string): readonly string[] {
  const bearers = [principalId];
  reader.lefts(members, principalId, (container) => {
    if (reader.get(groups, container)) bearers.push(container);
  });
  return bearers;
}

/** The roles that a principal has in the directory or in entitlement management, by itself or through its groups. */
export function rolesOf(reader: Reader, provider: RbacProvider, principalId: string): readonly RoleAssignment[] {
  const found: RoleAssignment[] = [];
  for (const bearer of bearersOf(reader, principalId)) {
    reader.equal(roleAssignments, 'principalId', bearer, (assignment) => {
      if (assignment.provider === provider) found.push(assignment);
    });
  }
  return found;
}

/** The templates of a principal's roles in the directory: the claim `wids`. */
export function directoryRoleTemplatesOf(reader: Reader, principalId: string): readonly string[] {
  const ids = rolesOf(reader, 'directory', principalId).map(({ roleDefinitionId }) => {
    const definition = reader.get(roleDefinitions, roleDefinitionId);
    return definition?.templateId ?? roleDefinitionId;
  });
  return [...new Set(ids)];
}

/** The names of a principal's built-in roles in the directory. */
export const directoryRoleNamesOf = (reader: Reader, principalId: string): readonly string[] =>
  rolesOf(reader, 'directory', principalId).map(({ roleDefinitionId }) => builtInName(reader, roleDefinitionId));

/** The name of a role that every tenant has; empty for one of the tenant's own, whatever its name. */
export function builtInName(reader: Reader, definitionId: string): string {
  const definition = reader.get(roleDefinitions, definitionId);
  return definition?.isBuiltIn ? (definition.displayName ?? '') : '';
}

/** The kind of an object that is there, or was deleted. */
export const kindOf = (reader: Reader, id: string): DirectoryKind | undefined =>
  (reader.get(deletedItems, id) ?? directoryObject(reader, id))?.kind;

/** Whether a principal owns a group or an application, or owned it when it was deleted. */
export function owns(reader: Reader, principalId: string, id: string): boolean {
  if (reader.linked(owners, id, principalId)) return true;
  const { lostLinks = [] } = reader.get(deletedItems, id) ?? {};
  return lostLinks.some(
    ({ relation, end, other }) => relation === owners.name && end === 'left' && other === principalId,
  );
}

/** The values of the roles of `resource` that a principal has, by itself or through its groups: the claim `roles`. */
export function appRolesOf(reader: Reader, principalId: string, resource: ServicePrincipal): readonly string[] {
  const named = new Map(resource.appRoles?.map(({ id, value }) => [id.toLowerCase(), value]));
  const values = new Set<string>();
  for (const bearer of bearersOf(reader, principalId)) {
    reader.equal(appRoleAssignments, 'principalId', bearer, ({ resourceId, appRoleId }) => {
      const value = resourceId === resource.id ? named.get(appRoleId.toLowerCase()) : undefined;
      if (value) values.add(value);
    });
  }
  return [...values];
}
