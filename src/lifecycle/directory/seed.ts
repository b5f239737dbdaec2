/** What the directory of a new tenant holds. */
import {
  directoryRoleTemplates,
  type RbacProvider,
  roleDefinitions,
  servicePrincipals,
  users,
} from '../../../model/directory/tables.js';
import type { Transaction } from '../../store/index.js';
import {
  type BuiltInRole,
  directoryRolesBuiltIn,
  entitlementRolesBuiltIn,
  GLOBAL_ADMINISTRATOR,
} from './built-in-roles.js';
import { graphPermissions } from './graph-permissions.js';
import { assignDirectoryRole } from './role-members.js';
import { INITIAL_DOMAIN, SINCE, seedOrganization } from './seed-organization.js';
import { securityIdentifier } from './values.js';

/** The organization's id, and so the tenant's. */
const TENANT_ID = 'd3030981-8fb9-4919-9980-5580caeddd75';
/** Who asks when a request does not say. */
export const ADMINISTRATOR_ID = '4562bcc8-c436-4f95-b7c0-4f8ce89dca5e';
const GLOBAL_ADMINISTRATOR_ROLE_ID = '43a63cc2-582b-4d81-a79d-1591f91d5558';
const GLOBAL_ADMINISTRATOR_ASSIGNMENT_ID = 'lAPpYvVpN0KRkAEhdxReEMi8YkU2xJVPt8BPjOidyl4-1';
const GRAPH_PRINCIPAL_ID = '7408235b-7540-4850-82fe-a5f15ed019e2';
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** Microsoft's own tenant, to which its applications belong. */
const MICROSOFT_TENANT_ID = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** Fills an empty tenant: organization, domains, administrator, roles, and the service principal of Microsoft Graph. */
export function seedDirectory(tx: Transaction): void {
  seedOrganization(tx, TENANT_ID);
  seedAdministrator(tx);
  seedRoles(tx);
  seedGraph(tx);
  assignDirectoryRole(tx, {
    templateId: GLOBAL_ADMINISTRATOR,
    principalId: ADMINISTRATOR_ID,
    roleId: GLOBAL_ADMINISTRATOR_ROLE_ID,
    assignmentId: GLOBAL_ADMINISTRATOR_ASSIGNMENT_ID,
  });
}

function seedAdministrator(tx: Transaction): void {
  const userPrincipalName = `admin@${INITIAL_DOMAIN}`;
  tx.insert(users, {
    id: ADMINISTRATOR_ID,
    kind: 'user',
    userPrincipalName,
    displayName: 'MOD Administrator',
    givenName: 'MOD',
    surname: 'Administrator',
    mail: userPrincipalName,
    mailNickname: 'admin',
    proxyAddresses: [`SMTP:${userPrincipalName}`],
    preferredLanguage: 'en-US',
    usageLocation: 'US',
    userType: 'Member',
    accountEnabled: true,
    createdDateTime: SINCE,
    identities: [{ signInType: 'userPrincipalName', issuer: INITIAL_DOMAIN, issuerAssignedId: userPrincipalName }],
    securityIdentifier: securityIdentifier(ADMINISTRATOR_ID),
  });
}

function seedRoles(tx: Transaction): void {
  for (const { id, displayName, description } of directoryRolesBuiltIn) {
    tx.insert(directoryRoleTemplates, { id, kind: 'directoryRoleTemplate', displayName, description });
  }
  seedDefinitions(tx, 'directory', directoryRolesBuiltIn);
  seedDefinitions(tx, 'entitlementManagement', entitlementRolesBuiltIn);
}

function seedDefinitions(tx: Transaction, provider: RbacProvider, roles: readonly BuiltInRole[]): void {
  for (const { id, displayName, description, actions } of roles) {
    tx.insert(roleDefinitions, {
      id,
      provider,
      displayName,
      description,
      isBuiltIn: true,
      isEnabled: true,
      templateId: id,
      version: '1',
      resourceScopes: ['/'],
      rolePermissions: [{ allowedResourceActions: actions }],
    });
  }
}

function seedGraph(tx: Transaction): void {
  tx.insert(servicePrincipals, {
    id: GRAPH_PRINCIPAL_ID,
    kind: 'servicePrincipal',
    appId: GRAPH_APP_ID,
    accountEnabled: true,
    appDisplayName: 'Microsoft Graph',
    displayName: 'Microsoft Graph',
    appOwnerOrganizationId: MICROSOFT_TENANT_ID,
    get appRoles() {
      return graphPermissions().appRoles;
    },
    get oauth2PermissionScopes() {
      return graphPermissions().oauth2PermissionScopes;
    },
    servicePrincipalNames: [GRAPH_APP_ID, 'https://graph.microsoft.com', 'https://graph.microsoft.com/'],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
  });
}
