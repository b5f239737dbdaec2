/** The permissions of operations, made ready to be asked many times. */
import type { DirectoryKind } from '../../model/directory/tables.js';
import type { Permissions } from '../../routes/permissions/index.js';

/** What a token lets its bearer do: permissions of the application, and of the user whom it acts for, in lower case. */
export type Granted = ReadonlySet<string>;

/** One permission, or several that are needed together, that a token may hold. */
type Check = (granted: Granted) => boolean;

export interface Needs {
  readonly delegated: Check;
  readonly own: Check;
  readonly application: Check;
  readonly permissions: Permissions;
  /** Those of what is not there yet, where they differ. */
  readonly ofNew: Needs | undefined;
  /** Those of objects of a kind, where they differ. */
  readonly ofKind: ReadonlyMap<string, Needs>;
}

const NONE: Permissions = { delegated: [], application: [] };

export function needsOf(permissions: Permissions = NONE): Needs {
  const kinds = Object.entries(permissions.ofKind ?? {}) as [DirectoryKind, Permissions][];
  return {
    permissions,
    delegated: anyOf(permissions.delegated),
    own: anyOf(permissions.own),
    application: anyOf(permissions.application),
    ofNew: permissions.ofNew && needsOf(permissions.ofNew),
    ofKind: new Map(kinds.map(([kind, ofKind]) => [kind, needsOf(ofKind)])),
  };
}

/** Whether a token has a permission as it is declared: `A`, or `A+B`. */
export const holds = (granted: Granted, permission: string): boolean =>
  permission
    .toLowerCase()
    .split('+')
    .every((name) => granted.has(name));

export const holdsAny = (granted: Granted, permissions: readonly string[]): boolean =>
  permissions.some((permission) => holds(granted, permission));

function anyOf(names: readonly string[] = []): Check {
  const ways = names.map((name) => name.toLowerCase().split('+'));
  return (granted) => ways.some((way) => way.every((name) => granted.has(name)));
}
