/**
 * How the permissions of operations are declared: as the table "Permissions" of a documentation page lists them. One of
 * them is enough, the least privileged stands first, and `A+B` means both.
 */

import type { Version } from '../../model/dialect.js';
import type { DirectoryKind } from '../../model/directory/tables.js';

/** What a user must be in the tenant besides, by name: `src/authorization/role-rules.ts` says who that is. */
export type RoleRule =
  | 'users'
  | 'userDeletion'
  | 'deletedUsersRead'
  | 'leaveDates'
  | 'passwords'
  | 'redemptions'
  | 'userLicenses'
  | 'groups'
  | 'groupMembers'
  | 'catalogedGroups'
  | 'deletedGroups'
  | 'deletedGroupsRead'
  | 'groupLicenses'
  | 'applications'
  | 'applicationsOwned'
  | 'deletedApplications'
  | 'deletedApplicationsRead'
  | 'appRoles'
  | 'appRolesRead'
  | 'appRolesOfUsersRead'
  | 'catalogedApplications'
  | 'catalogedSites'
  | 'devices'
  | 'devicesInCloud'
  | 'directoryRoles'
  | 'roleAssignmentsRead'
  | 'organization'
  | 'globalAdministrator'
  | 'entitlement'
  | 'entitlementRead'
  | 'entitlementSetUp'
  | 'approvals'
  | 'catalogCreation'
  | 'catalogs'
  | 'catalogOwners'
  | 'packages'
  | 'assignments';

/**
 * What of a user only higher administrators may change of administrators: everything, their sessions, or properties in
 * lower case.
 */
export type Sensitive = 'everything' | 'sessions' | ReadonlySet<string>;

/** What something takes besides: one of these permissions, and of users a role. */
export interface Demand {
  readonly any: readonly string[];
  /** Only where this value is written; texts in lower case. */
  readonly value?: string | boolean;
  readonly role?: RoleRule;
  /** Applications do with this role instead. */
  readonly applicationRole?: RoleRule;
}

export interface Permissions {
  /** With a signed-in user. */
  readonly delegated: readonly string[];
  /** Without one; none, if applications cannot do it by themselves. */
  readonly application: readonly string[];
  /** The only version in which they can. */
  readonly applicationIn?: Version;
  /** Enough, besides `delegated`, for what belongs to the signed-in user (`isOwn`); no role is needed for it. */
  readonly own?: readonly string[];
  /** Permissions that show some properties only, of what is read with them. */
  readonly shows?: Readonly<Record<string, ReadonlySet<string>>>;
  /** Permissions that are enough, besides those above, to write some properties, in lower case, and no others. */
  readonly changes?: Readonly<Record<string, ReadonlySet<string>>>;
  readonly role?: RoleRule;
  /** What it takes instead as long as there is no such object: it is created. */
  readonly ofNew?: Permissions;
  /** Where a page has a row for each kind of object: what those of a kind take instead. */
  readonly ofKind?: Readonly<Partial<Record<DirectoryKind, Permissions>>>;
  /** The properties, in lower case, that `own` is enough to write; any other takes the role. */
  readonly ownChanges?: ReadonlySet<string>;
  /** Properties, in lower case, that take something besides. Without it they are refused. */
  readonly demands?: Readonly<Record<string, Demand>>;
  /** Properties that are null for whoever has not what they take besides. */
  readonly withheld?: Readonly<Record<string, Demand>>;
  /** What objects of a kind take besides to be referred to by a body. */
  readonly referring?: Readonly<
    Partial<Record<DirectoryKind, Partial<Pick<Permissions, 'delegated' | 'application'>>>>
  >;
  /** A write that tells who is in groups. */
  readonly tellsMembers?: true;
  readonly sensitive?: Sensitive;
  /** Only for what the caller owns, or may change where it comes from: by origin system, in lower case. */
  readonly ofOwned?: Readonly<Record<string, Demand>>;
  /** What groups that roles can be assigned to need besides. */
  readonly roleAssignable?: string;
  /** A list that whoever has roles in catalogs only is given for one access package at a time. */
  readonly ofOnePackage?: boolean;
}

/** The same permissions with and without a signed-in user. */
export const both = (permissions: readonly string[], more: Pick<Permissions, 'own' | 'role'> = {}): Permissions => ({
  delegated: permissions,
  application: permissions,
  ...more,
});

/** Not for applications by themselves. */
export const delegatedOnly = (
  permissions: readonly string[],
  more: Pick<Permissions, 'own' | 'role'> = {},
): Permissions => ({
  delegated: permissions,
  application: [],
  ...more,
});

/** The same for several pages. */
export const each = (pages: readonly string[], permissions: Permissions): Record<string, Permissions> =>
  Object.fromEntries(pages.map((page) => [page, permissions]));

/** By documentation page, or by the beginning of a path. */
export type PermissionTable = Readonly<Record<string, Permissions>>;
