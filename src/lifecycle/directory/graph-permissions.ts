/**
 * Permissions of Microsoft Graph, with the ids that they have in every tenant, as far as they concern what is emulated:
 * the "Microsoft Graph permissions reference" page. Read when somebody asks, since no start waits for them.
 */
import type { AppRole } from '../../../model/directory/tables.js';
import { guidGenerator } from '../../ids.js';

/**
 * Name, id as a delegated permission, id as an application's: `-` where there is no such permission, `?` where its id is
 * not published. Behind it what it is called; with a `+`, users can consent to it for themselves.
 */
const PERMISSIONS = `
openid 37f7f235-527c-4136-accd-4a02d197296e - +Sign users in
profile 14dad69e-099b-42c9-810b-d002981feec1 - +View users' basic profile
email 64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0 - +View users' email address
offline_access 7427e0e9-2fba-42fe-b0c0-848c9e6a8182 - +Maintain access to data you have given it access to
AppRegistration.Create ? ? Create applications
AuditLog.Read.All e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20 b0afded3-3588-46d8-8b3d-9842eff778da Read all audit log data
AppRoleAssignment.ReadWrite.All 84bccea3-f856-4a8a-967b-dbe0a3d53a64 06b708a9-e830-4db3-a914-8e69da51d44f Manage app permission grants and app role assignments
Application.Read.All c79f8feb-a9db-4090-85f9-90d820caa0eb 9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30 Read applications
Application.ReadWrite.All bdfbf15f-ee85-4955-8675-146e8e5296b5 1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9 Read and write all applications
Application.ReadWrite.OwnedBy - 18a4783c-866b-4cc7-a460-3d5e5662c884 Manage apps that this app creates or owns
Device.Read.All 951183d1-1a61-466f-a6d1-1fde911bfd95 7438b122-aefc-4978-80ed-43db9fcc7715 Read all devices
Device.ReadWrite.All ? 1138cb37-bd11-4084-a2b7-9f71582aeddb Read and write devices
Directory.AccessAsUser.All 0e263e50-5827-48a4-b97c-d940288653c7 - Access directory as the signed in user
Directory.Read.All 06da0dbc-49e2-44d2-8312-53f166ab848a 7ab1d382-f21e-4acd-a863-ba3e13f7da61 Read directory data
Directory.ReadWrite.All c5366453-9fb0-48a5-a156-24f0c49a4b84 19dbc75e-c2e2-444c-a770-ec69d8559fc7 Read and write directory data
Domain.Read.All 2f9ee017-59c1-4f1d-9472-bd5529a7b311 dbb9058a-0e50-45d7-ae91-66909b5d4664 Read domains
Domain.ReadWrite.All 0b5d694c-a244-4bde-86e6-eb5cd07730fe 7e05723c-0bb0-42da-be95-ae9f08a6e53c Read and write domains
EntitlementManagement.Read.All 5449aa12-1393-4ea2-a7c7-d0e06c1a56b2 c74fd47d-ed3c-45c3-9a9e-b8676de685d2 Read all entitlement management resources
EntitlementManagement.ReadWrite.All ae7a573d-81d7-432b-ad44-4ed5c9d89038 9acd699f-1e81-4958-b001-93b1d2506e19 Read and write entitlement management resources
EntitlementMgmt-SubjectAccess.ReadWrite e9fdcbbb-8807-410f-b9ec-8d5468c7c2ac - +Read and write entitlement management resources related to self-service operations
Group-NestingSupport.ReadWrite.All ? ? Read and write whether groups can be nested
Group-PreferredDataLocation.ReadWrite.All 7ba6c25f-c181-4bfd-80b1-3ac184ac5629 603ce4e3-fb05-4b63-91ba-729bb1dca667 Read and write the preferred data location of groups
Group.Create - bf7b1a76-6e77-406b-b258-bf5c7720e98f Create groups
Group.ManageProtection.All 4b57b79c-06bb-4bf3-9c73-fffbc9427acf 12d3a3fb-195d-4c2b-bd5b-816321adc41a Manage the protection of groups
Group.Read.All 5f8c59db-677d-491f-a6b8-5f174b11ec1d 5b567255-7703-4780-807c-7be8301ae99b Read all groups
Group.ReadBasic.All ? ? Read the basic properties of groups
Group.ReadWrite.All 4e46008b-f24c-477d-8fff-7bb4ec7aafe0 62a82d76-70ea-41e2-9197-370581804d09 Read and write all groups
GroupMember.Read.All bc024368-1153-4739-b217-4326f2e966d0 98830695-27a2-44f7-8c18-0c3ebc9698f6 Read group memberships
GroupMember.ReadBasic.All ? ? Read the basic properties of group memberships
GroupMember.ReadWrite.All f81125ac-d3b7-4573-a3b2-7099cc39df9e dbaae8cf-10b5-4b86-a4a1-f871c94c6695 Read and write group memberships
LicenseAssignment.ReadWrite.All f55016cc-149c-447e-8f21-7cf3ec1d6350 5facf0c1-8979-4e95-abcf-ff3d079771c0 Manage all license assignments
Member.Read.Hidden f6a3db3e-f7e8-4ed2-a414-557c8c9830be 658aa5d8-239f-45c4-aa12-864f4fc7e490 Read hidden memberships
OrgContact.Read.All 08432d1b-5911-483c-86df-7980af5cdee0 e1a88a34-94c4-4418-be12-c87b00e26bea Read organizational contacts
Organization.Read.All 4908d5b9-3fb2-4b1e-9336-1888b7937185 498476ce-e0fe-48b0-b801-37ba7e2685c6 Read organization information
Organization.ReadWrite.All 46ca0847-7e6b-426e-9775-ea810a948356 292d869f-3427-49a8-9dab-8c70152b74e9 Read and write organization information
RoleManagement.Read.All 48fec646-b2ba-4019-8681-8eb31435aded c7fbd983-d9aa-4fa7-84b8-17382c103bc4 Read role management data for all RBAC providers
RoleManagement.Read.Directory 741c54c3-0c1e-44a1-818b-3f97ab4e8c83 483bed4a-2ad3-4361-a73b-c83ccdbdc53c Read directory RBAC settings
RoleManagement.Read.EntitlementManagement ? ? Read entitlement management RBAC settings
RoleManagement.ReadWrite.Directory d01b97e9-cbc0-49fe-810a-750afd5527a3 9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8 Read and write directory RBAC settings
RoleManagement.ReadWrite.EntitlementManagement ? ? Read and write entitlement management RBAC settings
Sites.FullControl.All 5a54b8b3-347c-476d-8f8e-42d5c7424d29 a82116e5-55eb-4c41-a434-62fe8a61c773 Have full control of all site collections
User-LifeCycleInfo.Read.All ed8d2a04-0374-41f1-aefe-da8ac87ccc87 8556a004-db57-4d7a-8b82-97a13428e96f Read all users' lifecycle information
User-LifeCycleInfo.ReadWrite.All 7ee7473e-bd4b-4c9f-987c-bd58481f5fa2 925f1248-0f97-47b9-8ec8-538c54e01325 Read and write all users' lifecycle information
User-Mail.ReadWrite.All ? 280d0935-0796-47d1-8d26-273470a3f17a Read and write all secondary mail addresses of users
User-PasswordProfile.ReadWrite.All 56760768-b641-451f-8906-e1b8ab31bca7 cc117bb9-00cf-4eb8-b580-ea2a878fe8f7 Read and write all password profiles and reset user passwords
User-Phone.ReadWrite.All ? 86ceff06-c822-49ff-989a-d912845ffe69 Read and write all mobile and business phones of users
User.Create ? ? Create users
User.DeleteRestore.All 4bb440cd-2cf2-4f90-8004-aa2acd2537c5 eccc023d-eccf-4e7b-9683-8813ab36cecc Delete and restore users
User.EnableDisableAccount.All f92e74e7-2563-467f-9dd0-902688cb5863 3011c876-62b7-4ada-afa2-506cbbecc68c Enable and disable user accounts
User.Invite.All 63dd7cd9-b489-4adf-a28c-ac38b9a0f962 09850681-111b-4a89-9bed-3f2cae46d706 Invite guest users to the organization
User.ManageIdentities.All 637d7bec-b31e-4deb-acc9-24275642a2c9 c529cfca-c91b-489c-af2b-d92990b66ce6 Manage all user identities
User.Read e1fe6dd8-ba31-4d61-89e7-88639da4683d - +Sign in and read user profile
User.Read.All a154be20-db9c-4678-8ab7-66f6cc099a59 df021288-bdef-4463-88db-98f22de89214 Read all users' full profiles
User.ReadBasic.All b340eb25-3456-403f-be2f-af7a0d370277 97235f07-e226-4f63-ace3-39588e11d3a1 +Read all users' basic profiles
User.ReadUpdate.All ? ? Read and update all users
User.ReadWrite b4e74841-8e56-480b-be8b-910348b18b4c - +Read and write access to user profile
User.ReadWrite.All 204e0828-b5ca-4ad8-b9f3-f32a958e7cc4 741f803b-c850-494e-b5df-cde7c675a1ca Read and write all users' full profiles
User.RevokeSessions.All fc30e98b-8810-4501-81f5-c20a3196387b 77f3a031-c388-4f99-b373-dc68676a979e Revoke all sign in sessions for a user
`;

/** A permission to act in the name of who is signed in. */
interface PermissionScope {
  readonly id: string;
  readonly value: string;
  /** Whether users can consent for themselves, or only an administrator for all. */
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string;
  readonly userConsentDescription: string;
}

interface Offered {
  readonly appRoles: readonly AppRole[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
}

let offered: Offered | undefined;

/** What Microsoft Graph offers, as its service principal tells of it. */
export function graphPermissions(): Offered {
  if (offered) return offered;
  const appRoles: AppRole[] = [];
  const oauth2PermissionScopes: PermissionScope[] = [];
  for (const [, value = '', delegated = '', application = '', user, name = ''] of PERMISSIONS.matchAll(LINE)) {
    if (delegated !== '-') oauth2PermissionScopes.push(scope(idOf(delegated, `delegated ${value}`), value, name, user));
    if (application !== '-') appRoles.push(appRole(idOf(application, `application ${value}`), value, name));
  }
  offered = { appRoles, oauth2PermissionScopes };
  return offered;
}

const LINE = /^(\S+) (\S+) (\S+) (\+?)(.+)$/gm;

/** One of our own, always the same, where Microsoft's is not published. */
const idOf = (id: string, permission: string): string => (id === '?' ? guidGenerator(permission)() : id);

const appRole = (id: string, value: string, displayName: string): AppRole => ({
  id,
  value,
  displayName,
  description: `Allows the app to call Microsoft Graph with ${value}, without a signed-in user.`,
  isEnabled: true,
  allowedMemberTypes: ['Application'],
  origin: 'Application',
});

const scope = (id: string, value: string, displayName: string, user: string | undefined): PermissionScope => ({
  id,
  value,
  type: user ? 'User' : 'Admin',
  isEnabled: true,
  adminConsentDisplayName: displayName,
  adminConsentDescription: `Allows the app to call Microsoft Graph with ${value} on behalf of the signed-in user.`,
  userConsentDisplayName: displayName,
  userConsentDescription: `Allows the app to call Microsoft Graph with ${value} on your behalf.`,
});
