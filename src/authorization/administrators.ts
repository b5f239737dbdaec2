/**
 * Who may change what is sensitive of users, since most administrators may not do so with each other: "Who can reset
 * passwords?" and "Who can update sensitive attributes?", "Working with users in Microsoft Graph".
 */
import {
  type DeletedItem,
  deletedItems,
  groups,
  members,
  owners,
  type RoleAssignment,
} from '../../model/directory/tables.js';
import type { Reader } from '../../model/reader.js';
import { AS_USER, type Sensitive } from '../../routes/permissions/index.js';
import { builtInName, directoryRoleNamesOf, owns, userOf } from '../identity/principals.js';
import type { RestorableItem } from '../lifecycle/directory/deletion.js';
import type { Call } from '../operation.js';
import { bodyOf, namesInBody } from './body.js';
import { idOfObject } from './kinds.js';
import { type Granted, holds } from './needs.js';

/** Whose bearers may change everybody. */
const HIGHEST = ['Global Administrator', 'Privileged Authentication Administrator'];
const INVITERS = ['Directory Readers', 'Guest Inviter', 'Password Administrator'];
const READERS = [...INVITERS, 'Message Center Reader', 'Reports Reader', 'Usage Summary Reports Reader'];

/** By role: the roles of those whom its bearers may change. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  'Authentication Administrator': [...READERS, 'Authentication Administrator'],
  'User Administrator': [...READERS, 'Groups Administrator', 'Helpdesk Administrator', 'User Administrator'],
};
/** The same, of passwords and what they are reset by. */
const RESETS: Readonly<Record<string, readonly string[]>> = {
  ...CHANGES,
  'Password Administrator': INVITERS,
  'Helpdesk Administrator': [...READERS, 'Helpdesk Administrator'],
};
/** What passwords are reset by, too. */
const PASSWORDS = new Set(['passwordprofile', 'businessphones', 'mobilephone', 'othermails']);
/** Contact data that applications without a role may change of some administrators, and whose: "Update user". */
const CONTACT = new Set(['businessphones', 'mobilephone', 'othermails']);
const BY_APPLICATIONS = [
  'Directory Readers',
  'Guest Inviter',
  'Helpdesk Administrator',
  'Message Center Reader',
  'Reports Reader',
];

/** Whether a caller's roles decide about a write of a user; `undefined` when it is not sensitive, or is of no administrator. */
export function mayChangeSensitive(
  call: Call,
  sensitive: Sensitive | undefined,
  granted: Granted,
): boolean | undefined {
  const { tx, caller } = call;
  const key = idOfObject(call) ?? idOfInvited(call) ?? '';
  const target = sensitive && (userOf(tx, key) ?? deletedOf(tx, 'user', key));
  if (!target) return undefined;
  const names = namesInBody(call);
  const ofSessions = sensitive === 'sessions';
  const isProperties = typeof sensitive !== 'string';
  if (isProperties && !names.some((name) => sensitive.has(name))) return undefined;
  const isReset = ofSessions || (isProperties && names.every((name) => PASSWORDS.has(name)));
  const held = directoryRoleNamesOf(tx, caller.id);
  const roles = rolesToRespect(tx, target.id);
  if (ofSessions && caller.kind === 'application') return undefined;
  // "Update user", "Delete user", "Restore deleted item": of administrators, on behalf of a user, with this besides.
  const needsAsUser = roles.length > 0 && caller.kind === 'user' && !ofSessions;
  if (needsAsUser && !holds(granted, AS_USER)) return false;
  if (held.some((role) => reaches(isReset ? RESETS : CHANGES, role, roles))) return true;
  if (roles.length === 0) return undefined;
  const isContact = isProperties && names.every((name) => CONTACT.has(name) || !sensitive.has(name));
  const isOpen = caller.kind === 'application' && isContact && roles.every((role) => BY_APPLICATIONS.includes(role));
  return isOpen ? undefined : false;
}

function idOfInvited(call: Call): string | undefined {
  const { id } = (bodyOf(call)['inviteduser'] ?? {}) as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}

function reaches(table: typeof CHANGES, role: string, roles: readonly string[]): boolean {
  return HIGHEST.includes(role) || (table[role] !== undefined && roles.every((one) => table[role]?.includes(one)));
}

const ROLE_ADMINISTRATORS = ['Global Administrator', 'Privileged Role Administrator'];

/** Whether a write concerns a group that roles can be assigned to, or makes one. */
export function isOfRoleAssignable(call: Call): boolean {
  const key = idOfObject(call) ?? '';
  const group = call.tx.get(groups, key) ?? deletedOf(call.tx, 'group', key);
  if (group) return group['isAssignableToRole'] === true;
  return bodyOf(call)['isassignabletorole'] === true;
}

/** Those who give roles, and the owners, manage such groups; of applications, only to delete them: "Add members", "Delete group". */
export function managesRoleAssignable(call: Call): boolean {
  const { tx, caller, path, method } = call;
  const deletes = method === 'DELETE' && path.steps.at(-1)?.kind === 'key';
  if (caller.kind === 'application' && !deletes) return true;
  if (owns(tx, caller.id, idOfObject(call) ?? '')) return true;
  return directoryRoleNamesOf(tx, caller.id).some((name) => ROLE_ADMINISTRATORS.includes(name));
}

/** Members and owners of groups that can have roles are as those who have one; who is deleted is as before. */
function rolesToRespect(reader: Reader, userId: string): readonly string[] {
  const names = [...directoryRoleNamesOf(reader, userId)];
  const note = (id: string): void => {
    if (reader.get(groups, id)?.isAssignableToRole) names.push('role-assignable group');
  };
  reader.lefts(members, userId, note);
  reader.lefts(owners, userId, note);
  const item = deletedOf(reader, 'user', userId);
  for (const { relation, end, other } of item?.lostLinks ?? []) {
    if (end === 'right' && (relation === members.name || relation === owners.name)) note(other);
  }
  for (const { of, row } of item?.lostRows ?? []) {
    if (of === 'roleAssignments') names.push(builtInName(reader, (row as RoleAssignment).roleDefinitionId));
  }
  return names;
}

function deletedOf(reader: Reader, kind: DeletedItem['kind'], id: string): RestorableItem | undefined {
  const item = reader.get(deletedItems, id.toLowerCase());
  return item?.kind === kind ? (item as RestorableItem) : undefined;
}
