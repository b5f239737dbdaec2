/** Navigations that are followed by code. Each visits an object once, however groups are nested, and costs what it answers. */
import type { Reader } from '../reader.js';
import {
  type AppRoleAssignment,
  applications,
  appRoleAssignments,
  type DirectoryObject,
  directoryObject,
  everyTable,
  groups,
  members,
  organizations,
  orgContacts,
  users,
} from './tables.js';

type Step = (id: string, visit: (id: string) => void) => void;

/** All objects that can be reached from `start` in any number of steps, nearest first, without itself. */
function reachable(reader: Reader, start: string, step: Step): DirectoryObject[] {
  const seen = new Set([start]);
  const found: DirectoryObject[] = [];
  const queue = [start];
  // The queue grows while it is walked.
  for (const at of queue) {
    step(at, (id) => {
      if (seen.has(id)) return;
      seen.add(id);
      const object = directoryObject(reader, id);
      if (object) found.push(object);
      queue.push(id);
    });
  }
  return found;
}

/** Members, and the members of groups among them. */
export function transitiveMembers(record: DirectoryObject, reader: Reader): DirectoryObject[] {
  return reachable(reader, record.id, (id, visit) => reader.rights(members, id, (member) => visit(member)));
}

/** Groups, roles and units that an object is in, and those that these are in. */
export function transitiveMemberOf(record: DirectoryObject, reader: Reader): DirectoryObject[] {
  return reachable(reader, record.id, (id, visit) => reader.lefts(members, id, (container) => visit(container)));
}

/** Users and contacts whose manager an object is. */
export function directReports(record: DirectoryObject, reader: Reader): DirectoryObject[] {
  const found: DirectoryObject[] = [];
  reader.equal(users, 'managerId', record.id, (user) => void found.push(user));
  reader.equal(orgContacts, 'managerId', record.id, (contact) => void found.push(contact));
  return found;
}

/** Who reports to an object, and to those in turn. */
export function transitiveReports(record: DirectoryObject, reader: Reader): DirectoryObject[] {
  return reachable(reader, record.id, (id, visit) => {
    reader.equal(users, 'managerId', id, (user) => visit(user.id));
    reader.equal(orgContacts, 'managerId', id, (contact) => visit(contact.id));
  });
}

/** Roles of applications given to a user, and those given to groups that the user is in, though not through others. */
export function assignedAppRoles(record: DirectoryObject, reader: Reader): AppRoleAssignment[] {
  const found: AppRoleAssignment[] = [];
  const collect = (principal: string) =>
    reader.equal(appRoleAssignments, 'principalId', principal, (assignment) => void found.push(assignment));
  collect(record.id);
  reader.lefts(members, record.id, (container) => {
    if (reader.get(groups, container)) collect(container);
  });
  return found;
}

/** The id of the tenant's organization. */
export function organizationId(reader: Reader): string | undefined {
  let id: string | undefined;
  reader.scan(organizations, (organization) => {
    id = organization.id;
    return false;
  });
  return id;
}

/** Objects that a tenant with a domain of its own may have ("Microsoft Entra service limits and restrictions"). */
const OBJECTS_AT_MOST = 300_000;

/** How many directory objects there are, and may be. */
export function sizeQuota(_organization: DirectoryObject, reader: Reader): { used: number; total: number } {
  const used = everyTable.reduce((count, table) => count + reader.count(table), 0);
  return { used, total: OBJECTS_AT_MOST };
}

/** What was created in the name of an object. */
export function createdObjects(record: DirectoryObject, reader: Reader): DirectoryObject[] {
  const found: DirectoryObject[] = [];
  reader.equal(groups, 'createdOnBehalfOfId', record.id, (group) => void found.push(group));
  reader.equal(applications, 'createdOnBehalfOfId', record.id, (application) => void found.push(application));
  return found;
}
