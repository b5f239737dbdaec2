/**
 * Permissions of Microsoft Graph, with the ids that they have in every tenant, as far as they concern what is emulated:
 * the "Microsoft Graph permissions reference" page.
 */

/** That applications can be given: the application roles of its service principal. */
export const applicationPermissions: Readonly<Record<string, string>> = {
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

/** A permission to act in the name of who is signed in. */
export interface DelegatedPermission {
  readonly value: string;
  readonly id: string;
  readonly displayName: string;
  /** Whether users can consent for themselves, or only an administrator for all. */
  readonly type: 'User' | 'Admin';
}

const user = (value: string, id: string, displayName: string): DelegatedPermission => ({
  value,
  id,
  displayName,
  type: 'User',
});
const admin = (value: string, id: string, displayName: string): DelegatedPermission => ({
  value,
  id,
  displayName,
  type: 'Admin',
});

export const delegatedPermissions: readonly DelegatedPermission[] = [
  user('openid', '37f7f235-527c-4136-accd-4a02d197296e', 'Sign users in'),
  user('profile', '14dad69e-099b-42c9-810b-d002981feec1', "View users' basic profile"),
  user('email', '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', "View users' email address"),
  user('offline_access', '7427e0e9-2fba-42fe-b0c0-848c9e6a8182', 'Maintain access to data you have given it access to'),
  user('User.Read', 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'Sign in and read user profile'),
  user('User.ReadWrite', 'b4e74841-8e56-480b-be8b-910348b18b4c', 'Read and write access to user profile'),
  user('User.ReadBasic.All', 'b340eb25-3456-403f-be2f-af7a0d370277', "Read all users' basic profiles"),
  admin('User.Read.All', 'a154be20-db9c-4678-8ab7-66f6cc099a59', "Read all users' full profiles"),
  admin('User.ReadWrite.All', '204e0828-b5ca-4ad8-b9f3-f32a958e7cc4', "Read and write all users' full profiles"),
  admin('Group.Read.All', '5f8c59db-677d-491f-a6b8-5f174b11ec1d', 'Read all groups'),
  admin('Group.ReadWrite.All', '4e46008b-f24c-477d-8fff-7bb4ec7aafe0', 'Read and write all groups'),
  admin('Directory.Read.All', '06da0dbc-49e2-44d2-8312-53f166ab848a', 'Read directory data'),
  admin('Directory.ReadWrite.All', 'c5366453-9fb0-48a5-a156-24f0c49a4b84', 'Read and write directory data'),
  admin('Application.Read.All', 'c79f8feb-a9db-4090-85f9-90d820caa0eb', 'Read applications'),
  admin('Application.ReadWrite.All', 'bdfbf15f-ee85-4955-8675-146e8e5296b5', 'Read and write all applications'),
  admin(
    'EntitlementManagement.Read.All',
    '5449aa12-1393-4ea2-a7c7-d0e06c1a56b2',
    'Read all entitlement management resources',
  ),
  admin(
    'EntitlementManagement.ReadWrite.All',
    'ae7a573d-81d7-432b-ad44-4ed5c9d89038',
    'Read and write entitlement management resources',
  ),
];
