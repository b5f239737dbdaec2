/**
 * Which permissions an operation needs. Operations find theirs by the page they follow (`Operation.doc`), reads of what
 * the model navigates to by the beginning of their path.
 */
import { applicationPages, applicationReads } from './applications.js';
import { deletedItemPages, deletedItemReads } from './deleted-items.js';
import { directoryPages, directoryReads } from './directory.js';
import { entitlementPages, entitlementReads, entitlementWrites } from './entitlement.js';
import { groupPages, groupReads } from './groups.js';
import { membershipPages } from './memberships.js';
import { AS_USER } from './names.js';
import { userPages, userReads } from './users.js';
import type { Permissions, PermissionTable } from './vocabulary.js';

export { AS_USER } from './names.js';
export type { Demand, Permissions, RoleRule, Sensitive } from './vocabulary.js';

const pages: PermissionTable = {
  ...userPages,
  ...groupPages,
  ...applicationPages,
  ...deletedItemPages,
  ...membershipPages,
  ...directoryPages,
  ...entitlementPages,
};
const reads: PermissionTable = {
  ...userReads,
  ...groupReads,
  ...applicationReads,
  ...deletedItemReads,
  ...directoryReads,
  ...entitlementReads,
};

/**
 * The permissions of an operation that follows a page. Where the page has a table for each kind of object, the path says
 * which: the tables stand under its first segment, or its first two. Without a table, the path alone decides.
 */
export function permissionsOfOperation(method: string, page: string, template: string): Permissions | undefined {
  const [, first, second] = template.split('/');
  const ofPage = pages[`${first}/${second}/${page}`] ?? pages[`${first}/${page}`] ?? pages[page];
  return ofPage ?? longest(method === 'GET' ? reads : entitlementWrites, template);
}

/** The permissions that reading what a path names takes. */
export const permissionsOfRead = (template: string): Permissions | undefined => longest(reads, template);

/** What is said of the longest beginning of a path. */
function longest(table: PermissionTable, template: string): Permissions | undefined {
  for (let place = template; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = table[place];
    if (found) return found;
  }
  return undefined;
}

function every(list: 'delegated' | 'application'): readonly string[] {
  const named = (one: Permissions): readonly string[] => [
    ...one[list],
    ...(list === 'delegated' ? (one.own ?? []) : []),
    ...Object.keys(one.changes ?? {}),
    ...[one.demands, one.withheld, one.ofOwned].flatMap((demands = {}) =>
      Object.values(demands).flatMap(({ any }) => any),
    ),
    ...Object.values(one.referring ?? {}).flatMap((referred) => referred[list] ?? []),
    ...Object.values(one.ofKind ?? {}).flatMap(named),
  ];
  const names = new Set([...Object.values(pages), ...Object.values(reads)].flatMap(named));
  if (list === 'application') names.delete(AS_USER);
  return [...new Set([HIDDEN_MEMBERS, ...names].flatMap((name) => name.split('+')))].sort();
}

/** What is asked for wherever members of groups that hide them would be told of. */
export const HIDDEN_MEMBERS = 'Member.Read.Hidden';

let delegated: readonly string[] | undefined;
let application: readonly string[] | undefined;

/** Every delegated permission that something here takes. */
export function delegatedPermissions(): readonly string[] {
  delegated ??= every('delegated');
  return delegated;
}

/** Every application permission that something here takes. */
export function applicationPermissions(): readonly string[] {
  application ??= every('application');
  return application;
}
