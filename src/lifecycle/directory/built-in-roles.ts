/** Roles that every tenant has, with the ids that they have in every tenant: "Microsoft Entra built-in roles". */

export interface BuiltInRole {
  /** Of the template and of the role definition alike. */
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly actions: readonly string[];
}

const role = (id: string, displayName: string, description: string, ...actions: string[]): BuiltInRole => ({
  id,
  displayName,
  description,
  actions,
});

export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** Roles of the directory itself. */
export const directoryRolesBuiltIn: readonly BuiltInRole[] = [
  role(
    GLOBAL_ADMINISTRATOR,
    'Global Administrator',
    'Can manage all aspects of Microsoft Entra ID and Microsoft services that use Microsoft Entra identities.',
    'microsoft.directory/allEntities/allProperties/allTasks',
  ),
  role(
    'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    'Global Reader',
    'Can read everything that a Global Administrator can, but not update anything.',
    'microsoft.directory/allEntities/allProperties/read',
  ),
  role(
    '45d8d3c5-c802-45c6-b32a-1d70b5de1e86',
    'Identity Governance Administrator',
    'Manage access using Microsoft Entra ID for identity governance scenarios.',
    'microsoft.directory/entitlementManagement/allProperties/allTasks',
    'microsoft.directory/groups/members/update',
  ),
  role(
    'fe930be7-5e62-47db-91af-98c3a49a38b1',
    'User Administrator',
    'Can manage all aspects of users and groups, including resetting passwords for limited admins.',
    'microsoft.directory/users/allProperties/allTasks',
    'microsoft.directory/groups/allProperties/allTasks',
  ),
  role(
    'fdd7a751-b60b-444a-984c-02652fe8fa1c',
    'Groups Administrator',
    'Members of this role can create/manage groups, create/manage groups settings like naming and expiration policies.',
    'microsoft.directory/groups/allProperties/allTasks',
  ),
  role(
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
    'Can manage role assignments in Microsoft Entra ID, and all aspects of Privileged Identity Management.',
    'microsoft.directory/roleAssignments/allProperties/allTasks',
    'microsoft.directory/roleDefinitions/allProperties/allTasks',
  ),
  role(
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    'Application Administrator',
    'Can create and manage all aspects of app registrations and enterprise apps.',
    'microsoft.directory/applications/allProperties/allTasks',
    'microsoft.directory/servicePrincipals/allProperties/allTasks',
  ),
  role(
    '158c047a-c907-4556-b7ef-446551a6b5f7',
    'Cloud Application Administrator',
    'Can create and manage all aspects of app registrations and enterprise apps except App Proxy.',
    'microsoft.directory/applications/allProperties/allTasks',
  ),
  role(
    'cf1c38e5-3621-4004-a7cb-879624dced7c',
    'Application Developer',
    "Can create application registrations independent of the 'Users can register applications' setting.",
    'microsoft.directory/applications/createAsOwner',
  ),
  role(
    '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    'Helpdesk Administrator',
    'Can reset passwords for non-administrators and Helpdesk Administrators.',
    'microsoft.directory/users/password/update',
  ),
  role(
    'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    'Authentication Administrator',
    'Can access to view, set and reset authentication method information for any non-admin user.',
    'microsoft.directory/users/authenticationMethods/allTasks',
  ),
  role(
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    'Privileged Authentication Administrator',
    'Can access to view, set and reset authentication method information for any user (admin or non-admin).',
    'microsoft.directory/users/authenticationMethods/allTasks',
  ),
  role(
    'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
    'Conditional Access Administrator',
    'Can manage Conditional Access capabilities.',
    'microsoft.directory/conditionalAccessPolicies/allProperties/allTasks',
  ),
  role(
    '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
    'Directory Readers',
    'Can read basic directory information. Commonly used to grant directory read access to applications and guests.',
    'microsoft.directory/allEntities/standard/read',
  ),
  role(
    '9360feb5-f418-4baa-8175-e2a00bac4301',
    'Directory Writers',
    'Can read and write basic directory information. For granting access to applications, not intended for users.',
    'microsoft.directory/allEntities/basic/update',
  ),
  role(
    '95e79109-95c0-4d8e-aee3-d01accf2d47b',
    'Guest Inviter',
    "Can invite guest users independent of the 'members can invite guests' setting.",
    'microsoft.directory/users/inviteGuest',
  ),
  role(
    '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    'License Administrator',
    'Can manage product licenses on users and groups.',
    'microsoft.directory/users/assignLicense',
  ),
  role(
    '194ae4cb-b126-40b2-bd5b-6091b380977d',
    'Security Administrator',
    'Security Administrator allows ability to read and manage security configuration and reports.',
    'microsoft.directory/policies/allProperties/allTasks',
  ),
  role(
    '5d6b6bb7-de71-4623-b4af-96380a352509',
    'Security Reader',
    'Can read security information and reports in Microsoft Entra ID and Office 365.',
    'microsoft.directory/policies/allProperties/read',
  ),
  role(
    '29232cdf-9323-42fd-ade2-1d097af3e4de',
    'Exchange Administrator',
    'Can manage all aspects of the Exchange product.',
    'microsoft.office365.exchange/allEntities/basic/allTasks',
  ),
  role(
    'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
    'SharePoint Administrator',
    'Can manage all aspects of the SharePoint service.',
    'microsoft.office365.sharePoint/allEntities/allTasks',
  ),
  role(
    '69091246-20e8-4a56-aa4d-066075b2a7a8',
    'Teams Administrator',
    'Can manage the Microsoft Teams service.',
    'microsoft.teams/allEntities/allProperties/allTasks',
  ),
];

const management = 'microsoft.entitlementManagement';

export const CATALOG_CREATOR = 'ba92d953-d8e0-4e39-a797-0cbedb0a89e8';
export const CATALOG_OWNER = 'ae79f266-94d4-4dab-b730-feca7e132178';

/** Roles of entitlement management: "Delegation and roles in entitlement management". */
export const entitlementRolesBuiltIn: readonly BuiltInRole[] = [
  role(CATALOG_CREATOR, 'Catalog creator', 'Catalog creator', `${management}/AccessPackageCatalog/Create`),
  role(CATALOG_OWNER, 'Catalog owner', 'Catalog owner', `${management}/allEntities/allTasks`),
  role('44272f93-9762-48e8-af59-1b5351b1d6b3', 'Catalog reader', 'Catalog reader', `${management}/allEntities/Read`),
  role(
    '7f480852-ebdc-47d4-87de-0d8498384a83',
    'Access package manager',
    'Access package manager',
    `${management}/AccessPackage/allTasks`,
    `${management}/AccessPackagePolicy/allTasks`,
    `${management}/AccessPackageAssignment/allTasks`,
  ),
  role(
    'e2182095-804a-4656-ae11-64734e9b7ae5',
    'Access package assignment manager',
    'Access package assignment manager',
    `${management}/AccessPackageAssignment/allTasks`,
    `${management}/AccessPackageAssignmentRequest/allTasks`,
  ),
];
