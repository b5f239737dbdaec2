/** The tables and relations of the directory, and how their records are found. */
import { link, type Reader, type Table, table } from '../reader.js';
import type {
  Application,
  AppRoleAssignment,
  DeletedItem,
  Device,
  DirectoryKind,
  DirectoryObject,
  DirectoryRole,
  DirectoryRoleTemplate,
  Domain,
  Group,
  Invitation,
  Organization,
  OrgContact,
  RoleAssignment,
  RoleDefinition,
  ServicePrincipal,
  User,
} from './records.js';

export type * from './records.js';

const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : undefined);
const each = (values: readonly string[] | undefined) => values?.map((value) => value.toLowerCase());
const id = (value: string | null | undefined) => value ?? undefined;

/** Identities by issuer and name; the principal name, which every user has, is an alternate key anyway. */
function signIns({ identities }: User): readonly string[] | undefined {
  if (!identities || identities.length < 2) return undefined;
  const others = identities.filter(({ signInType }) => signInType !== 'userPrincipalName');
  return others.map(({ issuer, issuerAssignedId }) => `${issuer}|${issuerAssignedId}`.toLowerCase());
}

export const users = table<User>('users', {
  unique: { userPrincipalName: (user) => folded(user.userPrincipalName) },
  equality: {
    displayName: (user) => folded(user.displayName),
    mail: (user) => folded(user.mail),
    mailNickname: (user) => folded(user.mailNickname),
    userType: (user) => folded(user.userType),
    department: (user) => folded(user['department']),
    employeeId: (user) => folded(user['employeeId']),
    managerId: (user) => id(user.managerId),
    proxyAddresses: (user) => each(user.proxyAddresses),
    otherMails: (user) => each(user.otherMails),
    signIns,
  },
  ordered: {
    displayName: (user) => folded(user.displayName),
    userPrincipalName: (user) => folded(user.userPrincipalName),
    mail: (user) => folded(user.mail),
  },
});

/** Whether a group or administrative unit keeps secret who is in it. */
export const hidesMembers = (container: DirectoryObject): boolean =>
  folded((container as Group).visibility) === 'hiddenmembership';
const hidingMembers = (container: DirectoryObject) => (hidesMembers(container) ? 1 : undefined);

export const groups = table<Group>('groups', {
  unique: { uniqueName: (group) => folded(group.uniqueName) },
  equality: {
    displayName: (group) => folded(group.displayName),
    mail: (group) => folded(group.mail),
    mailNickname: (group) => folded(group.mailNickname),
    groupTypes: (group) => each(group.groupTypes),
    proxyAddresses: (group) => each(group.proxyAddresses),
    createdOnBehalfOfId: (group) => id(group.createdOnBehalfOfId),
    hidingMembers,
  },
  ordered: { displayName: (group) => folded(group.displayName) },
});

export const applications = table<Application>('applications', {
  unique: {
    appId: (application) => folded(application.appId),
    uniqueName: (application) => folded(application.uniqueName),
  },
  equality: {
    displayName: (application) => folded(application.displayName),
    identifierUris: (application) => each(application.identifierUris),
    createdOnBehalfOfId: (application) => id(application.createdOnBehalfOfId),
  },
  ordered: { displayName: (application) => folded(application.displayName) },
});

export const servicePrincipals = table<ServicePrincipal>('servicePrincipals', {
  unique: { appId: (principal) => folded(principal.appId) },
  equality: {
    displayName: (principal) => folded(principal.displayName),
    servicePrincipalNames: (principal) => each(principal.servicePrincipalNames),
    servicePrincipalType: (principal) => folded(principal.servicePrincipalType),
  },
  ordered: { displayName: (principal) => folded(principal.displayName) },
});

export const devices = table<Device>('devices', {
  unique: { deviceId: (device) => folded(device.deviceId) },
  equality: { displayName: (device) => folded(device.displayName) },
  ordered: { displayName: (device) => folded(device.displayName) },
});

export const orgContacts = table<OrgContact>('orgContacts', {
  equality: {
    displayName: (contact) => folded(contact.displayName),
    mail: (contact) => folded(contact.mail),
    managerId: (contact) => id(contact.managerId),
  },
  ordered: { displayName: (contact) => folded(contact.displayName) },
});

export const directoryRoles = table<DirectoryRole>('directoryRoles', {
  unique: { roleTemplateId: (role) => folded(role.roleTemplateId) },
  equality: { displayName: (role) => folded(role.displayName) },
});
export const directoryRoleTemplates = table<DirectoryRoleTemplate>('directoryRoleTemplates');
export const administrativeUnits = table<DirectoryObject>('administrativeUnits', {
  equality: { hidingMembers },
});
export const organizations = table<Organization>('organizations');
export const domains = table<Domain>('domains');
export const invitations = table<Invitation>('invitations');

export const appRoleAssignments = table<AppRoleAssignment>('appRoleAssignments', {
  equality: {
    principalId: (assignment) => assignment.principalId,
    resourceId: (assignment) => assignment.resourceId,
  },
});
export const roleDefinitions = table<RoleDefinition>('roleDefinitions', {
  equality: {
    provider: (definition) => definition.provider,
    displayName: (definition) => folded(definition.displayName),
  },
});
export const roleAssignments = table<RoleAssignment>('roleAssignments', {
  equality: {
    provider: (assignment) => assignment.provider,
    principalId: (assignment) => assignment.principalId,
    roleDefinitionId: (assignment) => assignment.roleDefinitionId,
    appScopeId: (assignment) => folded(assignment.appScopeId),
  },
});
export const deletedItems = table<DeletedItem>('deletedItems', {
  equality: { kind: (item) => item.kind },
});

/** (group, directory role or administrative unit; member). */
export const members = link('members');
/** (group, application or service principal; owner). */
export const owners = link('owners');
/** (user, the user or group that answers for it). */
export const sponsors = link('sponsors');
/** (device, user or service principal that owns it). */
export const registeredOwners = link('registeredOwners');
/** (device, user or service principal that uses it). */
export const registeredUsers = link('registeredUsers');
/** (invitation, the user or group that answers for who was invited). */
export const invitedUserSponsors = link('invitedUserSponsors');

const tables: Readonly<Record<DirectoryKind, Table<DirectoryObject>>> = {
  user: users,
  group: groups,
  servicePrincipal: servicePrincipals,
  application: applications,
  device: devices,
  orgContact: orgContacts,
  directoryRole: directoryRoles,
  directoryRoleTemplate: directoryRoleTemplates,
  administrativeUnit: administrativeUnits,
  organization: organizations,
};
export const everyTable = Object.values(tables);

/** Where the directory objects of a kind are. */
export function tableOf(kind: DirectoryKind): Table<DirectoryObject> {
  return tables[kind];
}

/** The directory object with this id, of whatever kind. What was deleted is not found. */
export function directoryObject(reader: Reader, id: string): DirectoryObject | undefined {
  for (const table of everyTable) {
    const found = reader.get(table, id);
    if (found) return found;
  }
  return undefined;
}
