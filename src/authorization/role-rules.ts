/** Which roles are enough for what, by name: as the pages of operations say, or the roles' own. */
import type { RoleRule } from '../../routes/permissions/index.js';

export interface Rule {
  /** Roles of the directory. */
  readonly directory: readonly string[];
  /** For groups of Microsoft 365, these besides. */
  readonly unified?: readonly string[];
  /** For other groups, these besides. */
  readonly security?: readonly string[];
  /** Roles of entitlement management, which may be limited to a catalog. */
  readonly entitlement?: readonly string[];
  /** Whichever catalog that is. */
  readonly wherever?: true;
  /** A role that is limited to a catalog does not count. */
  readonly unlimited?: true;
  /** Those that let their bearer in, and reach no catalog. */
  readonly bare?: readonly string[];
  /** Who owns the object may do it too. */
  readonly owner?: true;
}

const GLOBAL = 'Global Administrator';
const GLOBAL_READER = 'Global Reader';
const USERS = 'User Administrator';
const ROLES = 'Privileged Role Administrator';
const SHAREPOINT = 'SharePoint Administrator';
const WRITERS = [GLOBAL, 'Directory Writers'];
const GROUPS = [...WRITERS, 'Groups Administrator', USERS];
const INTUNE = 'Intune Administrator';
const CLOUD_PCS = 'Windows 365 Administrator';
const CONTENT = ['Exchange Administrator', SHAREPOINT];
const UNIFIED = [...CONTENT, 'Teams Administrator', 'Yammer Administrator'];
const SECURITY = [INTUNE, 'Knowledge Administrator', 'Knowledge Manager', CLOUD_PCS];
const APPLICATIONS = [GLOBAL, 'Application Administrator', 'Cloud Application Administrator'];
const APP_ROLES = [
  ...[...APPLICATIONS, ...WRITERS, USERS, ROLES, 'Identity Governance Administrator'],
  ...['Hybrid Identity Administrator', 'Directory Synchronization Accounts'],
];
const READERS = [GLOBAL_READER, 'Directory Readers'];
const AUTHENTICATION = ['Authentication Administrator', 'Privileged Authentication Administrator'];
const GOVERNANCE = 'Identity Governance Administrator';
const GOVERNORS = [GLOBAL, GOVERNANCE];
const CATALOG_OWNER = 'Catalog owner';
const CATALOG_CREATOR = 'Catalog creator';
const PACKAGES = [CATALOG_OWNER, 'Access package manager'];
const ASSIGNMENTS = [...PACKAGES, 'Access package assignment manager'];

const readRule: Rule = {
  directory: [...GOVERNORS, GLOBAL_READER, 'Security Reader', 'Security Administrator', 'Compliance Administrator'],
  entitlement: [...ASSIGNMENTS, 'Catalog reader'],
  bare: [CATALOG_CREATOR],
};

export const roleRules: Readonly<Record<RoleRule, Rule>> = {
  users: { directory: [...WRITERS, USERS] },
  // "Delete user", "Restore deleted item", "Permanently delete item".
  userDeletion: { directory: [GLOBAL, USERS, ...AUTHENTICATION] },
  // "Supported roles" of "List deleted items" and "Get deleted item"; Global Reader reads all of it.
  deletedUsersRead: { directory: [GLOBAL, GLOBAL_READER, USERS, ...AUTHENTICATION] },
  leaveDates: { directory: [GLOBAL, GLOBAL_READER, 'Lifecycle Workflows Administrator'] },
  passwords: { directory: [GLOBAL, USERS, 'Helpdesk Administrator', ...AUTHENTICATION] },
  // "Reset the redemption status for a guest user", Microsoft Entra External ID.
  redemptions: { directory: [GLOBAL, USERS, 'Helpdesk Administrator'] },
  userLicenses: { directory: [...WRITERS, USERS, 'License Administrator'] },

  groups: { directory: GROUPS, unified: UNIFIED, security: SECURITY, owner: true },
  // "Add members".
  groupMembers: { directory: [...GROUPS, GOVERNANCE], unified: UNIFIED, security: [INTUNE], owner: true },
  // "Delegation and roles in entitlement management": where members and owners can both be changed.
  catalogedGroups: { directory: GROUPS, unified: CONTENT, security: [INTUNE], owner: true },
  deletedGroups: { directory: [GLOBAL, 'Groups Administrator', USERS], owner: true },
  deletedGroupsRead: { directory: [GLOBAL, GLOBAL_READER, 'Groups Administrator', USERS], owner: true },
  groupLicenses: { directory: [...GROUPS, 'License Administrator'] },

  applications: { directory: APPLICATIONS },
  applicationsOwned: { directory: APPLICATIONS, owner: true },
  deletedApplications: { directory: [...APPLICATIONS, 'Hybrid Identity Administrator'], owner: true },
  deletedApplicationsRead: {
    directory: [...APPLICATIONS, GLOBAL_READER, 'Hybrid Identity Administrator'],
    owner: true,
  },
  appRoles: { directory: APP_ROLES },
  // "List appRoleAssignments granted to a user", and to others.
  appRolesRead: { directory: [...APP_ROLES, ...READERS], owner: true },
  appRolesOfUsersRead: { directory: [...APP_ROLES, ...READERS, 'Guest Inviter'] },
  catalogedApplications: { directory: [...APPLICATIONS, GOVERNANCE, USERS] },
  catalogedSites: { directory: [GLOBAL, SHAREPOINT] },

  devices: { directory: [GLOBAL, INTUNE, CLOUD_PCS] },
  // Enables, disables and deletes them: "Update device", "Delete device".
  devicesInCloud: { directory: [GLOBAL, INTUNE, CLOUD_PCS, 'Cloud Device Administrator'] },
  // "List unifiedRoleAssignments".
  roleAssignmentsRead: { directory: [GLOBAL, ROLES, ...READERS] },
  directoryRoles: { directory: [GLOBAL, ROLES] },
  organization: { directory: [GLOBAL, 'Billing Administrator'] },
  globalAdministrator: { directory: [GLOBAL] },

  entitlement: { directory: GOVERNORS },
  entitlementRead: readRule,
  approvals: readRule,
  entitlementSetUp: { directory: [...GOVERNORS, GLOBAL_READER] },
  catalogCreation: { directory: GOVERNORS, entitlement: [CATALOG_CREATOR], unlimited: true },
  catalogs: { directory: GOVERNORS, entitlement: [CATALOG_OWNER] },
  catalogOwners: { directory: GOVERNORS, entitlement: [CATALOG_OWNER], wherever: true },
  packages: { directory: GOVERNORS, entitlement: PACKAGES },
  assignments: { directory: GOVERNORS, entitlement: ASSIGNMENTS },
};
