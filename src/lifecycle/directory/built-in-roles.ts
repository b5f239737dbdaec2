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
    '45d8d3c5-c802-45c6-b32a-1d70b5e1e86e',
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
  role(
    '810a2642-a034-447f-a5e8-41beaa378541',
    'Yammer Administrator',
    'Manage all aspects of the Yammer service.',
    'microsoft.office365.yammer/allEntities/allProperties/allTasks',
  ),
  role(
    '3a2c62db-5318-420d-8d74-23affee5d9d5',
    'Intune Administrator',
    'Can manage all aspects of the Intune product.',
    'microsoft.intune/allEntities/allTasks',
  ),
  role(
    '11451d60-acb2-45eb-a7d6-43d0f0125c13',
    'Windows 365 Administrator',
    'Can provision and manage all aspects of Cloud PCs.',
    'microsoft.cloudPC/allEntities/allProperties/allTasks',
  ),
  role(
    '7698a772-787b-4ac8-901f-60d6b08affd2',
    'Cloud Device Administrator',
    'Limited access to manage devices in Microsoft Entra ID.',
    'microsoft.directory/devices/delete',
    'microsoft.directory/devices/disable',
    'microsoft.directory/devices/enable',
  ),
  role(
    'b5a8dcf3-09d5-43a9-a639-8e29ef291470',
    'Knowledge Administrator',
    'Can configure knowledge, learning, and other intelligent features.',
    'microsoft.office365.knowledge/contentUnderstanding/allProperties/allTasks',
  ),
  role(
    '744ec460-397e-42ad-a462-8b3f9747a02c',
    'Knowledge Manager',
    'Can organize, create, manage, and promote topics and knowledge.',
    'microsoft.office365.knowledge/contentUnderstanding/analytics/allProperties/read',
  ),
  role(
    '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
    'Hybrid Identity Administrator',
    'Manage Active Directory to Microsoft Entra cloud provisioning, Microsoft Entra Connect, and federation settings.',
    'microsoft.directory/cloudProvisioning/allProperties/allTasks',
  ),
  role(
    'd29b2b05-8046-44ba-8758-1e26182fcf32',
    'Directory Synchronization Accounts',
    'Only used by Microsoft Entra Connect service.',
    'microsoft.directory/onPremisesSynchronization/standard/read',
  ),
  role(
    '966707d0-3269-4727-9be2-8c3a10f19b9d',
    'Password Administrator',
    'Can reset passwords for non-administrators and Password Administrators.',
    'microsoft.directory/users/password/update',
  ),
  role(
    '59d46f88-662b-457b-bceb-5c3809e5908f',
    'Lifecycle Workflows Administrator',
    'Create and manage all aspects of workflows and tasks associated with Lifecycle Workflows in Microsoft Entra ID.',
    'microsoft.directory/lifecycleWorkflows/workflows/allProperties/allTasks',
  ),
  role(
    'b0f54661-2d74-4c50-afa3-1ec803f12efe',
    'Billing Administrator',
    'Can perform common billing related tasks like updating payment information.',
    'microsoft.directory/organization/basic/update',
  ),
  role(
    '17315797-102d-40b4-93e0-432062caca18',
    'Compliance Administrator',
    'Can read and manage compliance configuration and reports in Microsoft Entra ID and Microsoft 365.',
    'microsoft.directory/entitlementManagement/allProperties/read',
  ),
  role(
    '4a5d8f65-41da-4de4-8968-e035b65339cf',
    'Reports Reader',
    'Can read sign-in and audit reports.',
    'microsoft.directory/auditLogs/allProperties/read',
    'microsoft.directory/signInReports/allProperties/read',
  ),
  role(
    '75934031-6c7e-415a-99d7-48dbd49e875e',
    'Usage Summary Reports Reader',
    "Read Usage reports and Adoption Score, but can't access user details.",
    'microsoft.office365.usageReports/allEntities/standard/read',
  ),
  role(
    '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
    'Message Center Reader',
    'Can read messages and updates for their organization in Office 365 Message Center only.',
    'microsoft.office365.messageCenter/messages/read',
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
