/** Lists of permissions that several tables of the directory have alike. */

export const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
export const DIRECTORY_WRITE = ['Directory.ReadWrite.All'];
export const USER = ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY];
export const USER_WRITE = ['User.ReadWrite.All', ...DIRECTORY_WRITE];
export const GROUP = ['Group.Read.All', 'Group.ReadWrite.All', ...DIRECTORY];
export const GROUP_WRITE = ['Group.ReadWrite.All', ...DIRECTORY_WRITE];
export const GROUP_MEMBERS = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', ...GROUP];
export const APPLICATION = ['Application.Read.All', 'Application.ReadWrite.All', ...DIRECTORY];
export const APPLICATION_WRITE = ['Application.ReadWrite.All', ...DIRECTORY_WRITE];
export const APP_ROLES = ['AppRoleAssignment.ReadWrite.All', ...DIRECTORY];
/** What groups that roles can be assigned to take besides. */
export const ROLE_ASSIGNABLE = { roleAssignable: 'RoleManagement.ReadWrite.Directory' };
/** There is nobody as whom an application could have it. */
export const AS_USER = 'Directory.AccessAsUser.All';
/** What people have who sign in to an application: enough for themselves. */
export const OWN = ['User.Read', 'User.ReadWrite'];
