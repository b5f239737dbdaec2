/**
 * How much of an object its reader is shown, at the level `enforce`: "Limited information returned for inaccessible
 * member objects", "Overview of Microsoft Graph permissions". Whoever reaches an object without being allowed to read
 * those of its type learns its type and its id; some permissions to read show some properties only, and some properties
 * take a permission of their own.
 */
import type { Dialect } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import type { Reader } from '../../model/reader.js';
import { type Permissions, permissionsOfRead } from '../../routes/permissions/index.js';
import { permissionMissing, requestDenied } from '../errors.js';
import type { Identified } from '../identity/callers.js';
import type { Shown } from '../odata/query/rules.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call } from '../operation.js';
import { type Granted, holds } from './needs.js';
import { isOwn } from './oneself.js';
import { placesInQuery, placesOnPath, setOf } from './places.js';
import { isSelected, namesIn } from './queries.js';
import { hasDirectoryRole } from './roles.js';

type Names = ReadonlySet<string>;

const ONLY_ID: Names = new Set(['id']);

/** By token, then by type. */
const known = new WeakMap<Granted, Map<EntityType, Names | undefined>>();
/** By type, and by what of it is withheld: whoever compiles for a set of names compiles for as few of them as can be. */
const remaining = new WeakMap<EntityType, Map<string, Names>>();

/** What a caller is shown. Entitlement management tells of people and groups by its own right, but not what these lead to. */
export function shownTo(caller: Identified, path: ResourcePath, query: string, reader: Reader): Shown | undefined {
  const { dialect, template } = path;
  if (TELLING.test(template) && ![...placesOnPath(path), ...placesInQuery(path, query)].some(isOfDirectory)) {
    return undefined;
  }
  const { granted } = caller;
  const ofTypes = known.get(granted) ?? new Map<EntityType, Names | undefined>();
  known.set(granted, ofTypes);
  const ofType = (type: EntityType): Names | undefined => {
    if (!ofTypes.has(type)) ofTypes.set(type, namesOf(caller, permissionsOf(dialect, type)));
    return ofTypes.get(type);
  };
  return (type, id) => {
    const names = id === caller.id && mayReadOwn(dialect, type, caller) ? undefined : ofType(type);
    return names ?? withoutWithheld(caller, dialect, type, reader);
  };
}

const TELLING = /^\/(identityGovernance|roleManagement)\b/;
const isOfDirectory = ({ template }: { readonly template: string }): boolean => !TELLING.test(template);

/** The permissions to read the objects of a type; undefined for what is no object of the directory by itself. */
function permissionsOf(dialect: Dialect, type: EntityType): Permissions | undefined {
  const objects = dialect.findType('directoryObject');
  if (!objects || type === objects || !dialect.isA(type, objects)) return undefined;
  const set = setOf(dialect, type);
  return set === undefined ? undefined : permissionsOfRead(`/${set}`);
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

function withoutWithheld(caller: Identified, dialect: Dialect, type: EntityType, tx: Reader): Names | undefined {
  const { withheld = {} } = permissionsOf(dialect, type) ?? {};
  const names = Object.entries(withheld).filter(([, { any, role }]) => {
    const isHeld = any.some((name) => holds(caller.granted, name));
    return !isHeld || (role && caller.kind === 'user' && !hasDirectoryRole({ tx, caller }, role));
  });
  if (names.length === 0) return undefined;
  const key = names.map(([name]) => name).join();
  const ofType = remaining.get(type) ?? new Map<string, Names>();
  remaining.set(type, ofType);
  const found = ofType.get(key) ?? new Set(dialect.propertiesOf(type).map(({ name }) => name));
  for (const [name] of names) (found as Set<string>).delete(name);
  ofType.set(key, found);
  return found;
}

const ASKS_ABOUT = /(^|&)(\$|%24)?(filter|orderby|search|expand)=/i;

/** @throws GraphError 403 for a query that asks about what its caller is not shown */
export function refuseHidden(call: Call): void {
  const { path, query } = call;
  if (!path.type) return;
  const { dialect, type } = path;
  refuseUndemanded(call, type);
  if (!ASKS_ABOUT.test(query)) return;
  const shown = isOwn(call) && !path.many ? undefined : call.rules.shown?.(type, '');
  const isHidden = (name: string) => !shown?.has(dialect.property(type, name)?.name ?? name);
  if (shown && namesIn(query).some(isHidden)) throw requestDenied();
}

/** @throws GraphError 403 for a property that is asked for by name and takes a permission of its own */
function refuseUndemanded({ path, query, caller }: Call, type: EntityType): void {
  const { demands } = permissionsOf(path.dialect, type) ?? {};
  if (!demands) return;
  const { granted } = caller as Identified;
  const asked = path.steps.flatMap((step) => (step.kind === 'property' ? [step.name.toLowerCase()] : []));
  for (const [name, { any }] of Object.entries(demands)) {
    if (any.some((one) => holds(granted, one))) continue;
    if (asked.includes(name) || isSelected(query, name) || namesIn(query).some((one) => one.toLowerCase() === name)) {
      throw permissionMissing(any[0] ?? '');
    }
  }
}
