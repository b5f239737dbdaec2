/** What the directory of a new tenant holds. */
import {
  type AppRole,
  directoryRoleTemplates,
  domains,
  organizations,
  type RbacProvider,
  roleDefinitions,
  servicePrincipals,
  users,
  type VerifiedDomain,
} from '../../../model/directory/tables.js';
import type { Transaction } from '../../store/index.js';
import {
  type BuiltInRole,
  directoryRolesBuiltIn,
  entitlementRolesBuiltIn,
  GLOBAL_ADMINISTRATOR,
} from './built-in-roles.js';
import { assignDirectoryRole } from './role-members.js';
import { securityIdentifier } from './values.js';

/** The organization's id, and so the tenant's. */
export const TENANT_ID = 'd3030981-8fb9-4919-9980-5580caeddd75';
/** Who asks when a request does not say. */
export const ADMINISTRATOR_ID = '4562bcc8-c436-4f95-b7c0-4f8ce89dca5e';
const GLOBAL_ADMINISTRATOR_ROLE_ID = '43a63cc2-582b-4d81-a79d-1591f91d5558';
const GLOBAL_ADMINISTRATOR_ASSIGNMENT_ID = 'lAPpYvVpN0KRkAEhdxReEMi8YkU2xJVPt8BPjOidyl4-1';
const GRAPH_PRINCIPAL_ID = '7408235b-7540-4850-82fe-a5f15ed019e2';
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** Microsoft's own tenant, to which its applications belong. */
const MICROSOFT_TENANT_ID = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

const INITIAL_DOMAIN = 'contoso.onmicrosoft.com';
const SINCE = '2020-05-30T10:58:05Z';
const SERVICES = ['Email', 'OfficeCommunicationsOnline'];

const verifiedDomains: readonly VerifiedDomain[] = [
  {
    name: INITIAL_DOMAIN,
    type: 'Managed',
    isDefault: true,
    isInitial: true,
    capabilities: 'Email, OfficeCommunicationsOnline',
  },
  {
    name: 'contoso.com',
    type: 'Managed',
    isDefault: false,
    isInitial: false,
    capabilities: 'Email, OfficeCommunicationsOnline',
  },
];

/** Permissions of Microsoft Graph that applications can be given, as far as they concern what is emulated. */
const graphPermissions: Readonly<Record<string, string>> = {
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Directory.ReadWrite.All': '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
  'EntitlementManagement.Read.All': 'c74fd47d-ed3c-45c3-9a9e-b8676de685d2',
  'EntitlementManagement.ReadWrite.All': '9acd699f-1e81-4958-b001-93b1d2506e19',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'Group.ReadWrite.All': '62a82d76-70ea-41e2-9197-370581804d09',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'User.ReadWrite.All': '741f803b-c850-494e-b5df-cde7c675a1ca',
};

/** Fills an empty tenant: organization, domains, administrator, roles, and the service principal of Microsoft Graph. */
export function seedDirectory(tx: Transaction): void {
  seedOrganization(tx);
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

function seedOrganization(tx: Transaction): void {
  tx.insert(organizations, {
    id: TENANT_ID,
    kind: 'organization',
    displayName: 'Contoso',
    countryLetterCode: 'US',
    createdDateTime: SINCE,
    preferredLanguage: 'en',
    tenantType: 'AAD',
    technicalNotificationMails: [`admin@${INITIAL_DOMAIN}`],
    verifiedDomains,
  });
  for (const { name, isDefault = false, isInitial = false } of verifiedDomains) {
    tx.insert(domains, { id: name, isDefault, isInitial, isVerified: true, supportedServices: SERVICES });
  }
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
  const appRoles = Object.entries(graphPermissions).map(
    ([value, id]): AppRole => ({
      id,
      value,
      displayName: value,
      description: `Allows the app to call Microsoft Graph with ${value}, without a signed-in user.`,
      isEnabled: true,
      allowedMemberTypes: ['Application'],
      origin: 'Application',
    }),
  );
  tx.insert(servicePrincipals, {
    id: GRAPH_PRINCIPAL_ID,
    kind: 'servicePrincipal',
    appId: GRAPH_APP_ID,
    accountEnabled: true,
    appDisplayName: 'Microsoft Graph',
    displayName: 'Microsoft Graph',
    appOwnerOrganizationId: MICROSOFT_TENANT_ID,
    appRoles,
    servicePrincipalNames: [GRAPH_APP_ID, 'https://graph.microsoft.com', 'https://graph.microsoft.com/'],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
  });
}
