/** Grants applications the permissions that a seed names. */
import {
  applications,
  appRoleAssignments,
  type ServicePrincipal,
  servicePrincipals,
} from '../../../model/directory/tables.js';
import { GRAPH_APP_ID } from '../../identity/principals.js';
import { assignAppRole } from '../../lifecycle/directory/app-roles.js';
import { type Place, SeedError, suggestion } from './errors.js';
import { derivedId } from './names.js';
import { contextFor, type Writing } from './writing.js';

/** Application permissions of Microsoft Graph, by their names; those that are granted already stay. */
export function grantPermissions(at: Writing): void {
  const { context, item } = at;
  const { tx } = context;
  const place = [...at.place, 'applicationPermissions'];
  const names = (item['applicationPermissions'] ?? []) as readonly string[];
  const graph = tx.find(servicePrincipals, 'appId', GRAPH_APP_ID);
  if (names.length === 0 || !graph) return;
  const principalId = principalOf(at, place).id;
  const granted = new Set<string>();
  tx.equal(appRoleAssignments, 'principalId', principalId, ({ resourceId, appRoleId }) => {
    if (resourceId === graph.id) granted.add(appRoleId);
  });
  names.forEach((name, index) => {
    const appRoleId = permissionOf(graph, name, [...place, index]);
    if (granted.has(appRoleId)) return;
    granted.add(appRoleId);
    const own = contextFor(context, derivedId(`appRoleAssignments/${principalId}/${appRoleId}`));
    assignAppRole(own, { principalId, resourceId: graph.id, appRoleId }, 'principalId', principalId);
  });
}

/** The service principal that is written, or that of the application. */
function principalOf({ context: { tx }, id }: Writing, place: Place): ServicePrincipal {
  const appId = tx.get(applications, id)?.appId.toLowerCase();
  const found = appId === undefined ? tx.get(servicePrincipals, id) : tx.find(servicePrincipals, 'appId', appId);
  if (found) return found;
  throw new SeedError('is granted to a service principal, and the application has no service principal', place);
}

function permissionOf({ appRoles = [] }: ServicePrincipal, name: string, place: Place): string {
  const found = appRoles.find(({ value }) => value === name);
  if (found) return found.id;
  const known = appRoles.flatMap(({ value }) => value ?? []);
  throw new SeedError(`Microsoft Graph has no application permission '${name}'${suggestion(name, known)}`, place);
}
