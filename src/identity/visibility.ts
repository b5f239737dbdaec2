/**
 * How much of an object its reader is shown, at the level `enforce`: "Limited information returned for inaccessible
 * member objects", "Overview of Microsoft Graph permissions". Whoever reaches an object without being allowed to read
 * those of its type learns its type and its id; some permissions to read show some properties only.
 */
import type { Dialect } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import { type Permissions, permissionsOfRead } from '../../routes/permissions/index.js';
import { requestDenied } from '../errors.js';
import type { Shown } from '../odata/query/rules.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call } from '../operation.js';
import { type Granted, holds, isOwn } from './authorization.js';
import type { Identified } from './callers.js';
import { namesIn } from './queries.js';

type Names = ReadonlySet<string>;

const ONLY_ID: Names = new Set(['id']);

/** By token, then by type. */
const known = new WeakMap<Granted, Map<EntityType, Names | undefined>>();

/** What a caller is shown. Entitlement management tells of people and groups by its own right. */
export function shownTo(caller: Identified, { dialect, template }: ResourcePath): Shown | undefined {
  if (/^\/(identityGovernance|roleManagement)\b/.test(template)) return undefined;
  const { granted } = caller;
  const ofTypes = known.get(granted) ?? new Map<EntityType, Names | undefined>();
  known.set(granted, ofTypes);
  const ofType = (type: EntityType): Names | undefined => {
    if (!ofTypes.has(type)) ofTypes.set(type, namesOf(caller, permissionsOf(dialect, type)));
    return ofTypes.get(type);
  };
  return (type, id) => (id === caller.id && mayReadOwn(dialect, type, caller) ? undefined : ofType(type));
}

/** The permissions to read the objects of a type; undefined for what is no object of the directory by itself. */
function permissionsOf(dialect: Dialect, type: EntityType): Permissions | undefined {
  const objects = dialect.findType('directoryObject');
  if (!objects || type === objects || !dialect.isA(type, objects)) return undefined;
  const set = [...dialect.sets.values()].find(({ is }) => is.type === type.name);
  return set && permissionsOfRead(`/${set.name}`);
}

function namesOf({ kind, granted }: Identified, permissions: Permissions | undefined): Names | undefined {
  if (!permissions) return undefined;
  const { shows = {} } = permissions;
  const held = permissions[kind === 'user' ? 'delegated' : 'application'].filter((name) => holds(granted, name));
  if (held.some((name) => !shows[name])) return undefined;
  return held.map((name) => shows[name])[0] ?? ONLY_ID;
}

/** Everybody is shown all of themselves, whatever permission to read people it is that they have. */
function mayReadOwn(dialect: Dialect, type: EntityType, { kind, granted }: Identified): boolean {
  const { own, delegated = [] } = permissionsOf(dialect, type) ?? {};
  return kind === 'user' && own !== undefined && [...own, ...delegated].some((name) => holds(granted, name));
}

const ASKS_ABOUT = /(^|&)(\$|%24)?(filter|orderby|search|expand)=/i;

/** @throws GraphError 403 for a query that asks about what its caller is not shown */
export function refuseHidden(call: Call): void {
  const { path, query } = call;
  if (!path.type || !ASKS_ABOUT.test(query)) return;
  const { dialect, type } = path;
  const shown = isOwn(call) && !path.many ? undefined : call.rules.shown?.(type, '');
  const isHidden = (name: string) => !shown?.has(dialect.property(type, name)?.name ?? name);
  if (shown && namesIn(query).some(isHidden)) throw requestDenied();
}
