/**
 * How much of an object its reader is shown, at the level `enforce`: "Limited information returned for inaccessible
 * member objects", "Overview of Microsoft Graph permissions". Whoever reaches an object without being allowed to read
 * those of its type learns its type and its id; some permissions to read show some properties only, and some properties
 * take a permission of their own.
 */
import type { Dialect } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import type { Reader } from '../../model/reader.js';
import { type Demand, type Permissions, permissionsOfRead, type RoleRule } from '../../routes/permissions/index.js';
import { permissionMissing, requestDenied } from '../errors/index.js';
import type { Identified } from '../identity/callers.js';
import type { Shown } from '../odata/query/rules.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call } from '../operation.js';
import { type Granted, holds, holdsAny } from './needs.js';
import { isOwn } from './oneself.js';
import { placesInQuery, placesOnPath, setOf } from './places.js';
import { isNamed, namesIn } from './queries.js';
import { hasDirectoryRole } from './roles.js';

type Names = ReadonlySet<string>;

const ONLY_ID: Names = new Set(['id']);

/** What of the objects of a type a token shows: of any, and of its own bearer; undefined: all of it. */
interface Told {
  readonly any: Names | undefined;
  readonly own: Names | undefined;
  /** The same without what a user needs a role for. */
  readonly withoutRole: Omit<Told, 'withoutRole'> | undefined;
  readonly role?: RoleRule;
}

/** By token, then by type. */
const known = new WeakMap<Granted, Map<EntityType, Told>>();

/** What a caller is shown. Entitlement management tells of people and groups by its own right, but not what these lead to. */
export function shownTo(caller: Identified, path: ResourcePath, query: string, tx: Reader): Shown | undefined {
  const { dialect, template } = path;
  if (TELLING.test(template) && ![...placesOnPath(path), ...placesInQuery(path, query)].some(isOfDirectory)) {
    return undefined;
  }
  const roles = new Map<RoleRule, boolean>();
  const hasRole = (role: RoleRule): boolean => {
    const has = roles.get(role) ?? hasDirectoryRole({ tx, caller }, role);
    roles.set(role, has);
    return has;
  };
  return (type, id) => {
    const told = toldOf(caller, dialect, type);
    const { any, own } = told.withoutRole && told.role && !hasRole(told.role) ? told.withoutRole : told;
    return id === caller.id ? own : any;
  };
}

const TELLING = /^\/(identityGovernance|roleManagement)\b/;
const isOfDirectory = ({ template }: { readonly template: string }): boolean => !TELLING.test(template);

function toldOf(caller: Identified, dialect: Dialect, type: EntityType): Told {
  const ofTypes = known.get(caller.granted) ?? new Map<EntityType, Told>();
  known.set(caller.granted, ofTypes);
  const found = ofTypes.get(type) ?? tell(caller, dialect, type);
  ofTypes.set(type, found);
  return found;
}

function tell({ kind, granted }: Identified, dialect: Dialect, type: EntityType): Told {
  const permissions = permissionsOf(dialect, type);
  const withheld = Object.entries(permissions?.withheld ?? {});
  const held = withheld.filter(([, { any }]) => holdsAny(granted, any));
  const roles = kind === 'user' ? held.flatMap(([, { role }]) => role ?? []) : [];
  const names = namesOf(kind, granted, permissions);
  const ofOwn = kind === 'user' && mayReadOwn(granted, permissions) ? undefined : names;
  const without = (shown: readonly (typeof withheld)[number][]) => {
    const rest = withheld.filter((one) => !shown.includes(one)).map(([name]) => name);
    return { any: names ?? allBut(dialect, type, rest), own: ofOwn ?? allBut(dialect, type, rest) };
  };
  const [role] = roles;
  return { ...without(held), withoutRole: role && without([]), ...(role && { role }) };
}

/** The permissions to read the objects of a type; undefined for what is no object of the directory by itself. */
function permissionsOf(dialect: Dialect, type: EntityType): Permissions | undefined {
  const objects = dialect.findType('directoryObject');
  if (!objects || type === objects || !dialect.isA(type, objects)) return undefined;
  const set = setOf(dialect, type);
  return set === undefined ? undefined : permissionsOfRead(`/${set}`);
}

function namesOf(kind: Identified['kind'], granted: Granted, permissions: Permissions | undefined): Names | undefined {
  if (!permissions) return undefined;
  const { shows = {} } = permissions;
  const held = permissions[kind === 'user' ? 'delegated' : 'application'].filter((name) => holds(granted, name));
  if (held.some((name) => !shows[name])) return undefined;
  return held.map((name) => shows[name])[0] ?? ONLY_ID;
}

/** Everybody is shown all of themselves, whatever permission to read people it is that they have. */
function mayReadOwn(granted: Granted, { own, delegated }: Permissions = { delegated: [], application: [] }): boolean {
  return own !== undefined && holdsAny(granted, [...own, ...delegated]);
}

/** By type, and by what is left out: whoever compiles for a set of names compiles for as few of them as can be. */
const remaining = new WeakMap<EntityType, Map<string, Names>>();

function allBut(dialect: Dialect, type: EntityType, left: readonly string[]): Names | undefined {
  if (left.length === 0) return undefined;
  const ofType = remaining.get(type) ?? new Map<string, Names>();
  remaining.set(type, ofType);
  const key = left.join();
  const all = dialect.propertiesOf(type).map(({ name }) => name);
  const found = ofType.get(key) ?? new Set(all.filter((name) => !left.includes(name)));
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
  if (type.name === 'directoryObject') refuseHiddenOfAny(call, type);
  const shown = isOwn(call) && !path.many ? undefined : call.rules.shown?.(type, '');
  const isHidden = (name: string) => !shown?.has(dialect.property(type, name)?.name ?? name);
  if (shown && namesIn(query).some(isHidden)) throw requestDenied();
}

/** What is of several types is asked about as far as all of them are shown that have it; names and ids are told in lists. */
function refuseHiddenOfAny({ path: { dialect }, query, rules }: Call, objects: EntityType): void {
  for (const name of namesIn(query)) {
    if (/^(id|displayName)$/i.test(name)) continue;
    for (const type of dialect.derivedFrom(objects)) {
      const property = dialect.property(type, name)?.name;
      const shown = property === undefined ? undefined : rules.shown?.(type, '');
      if (property !== undefined && shown && !shown.has(property)) throw requestDenied();
    }
  }
}

/** @throws GraphError 403 for a property that is asked for by name and takes a permission of its own */
function refuseUndemanded({ path, query, caller }: Call, type: EntityType): void {
  const demands = demandsOf(path.dialect, type);
  if (demands.length === 0) return;
  const { granted } = caller as Identified;
  const last = path.steps.at(-1);
  for (const [name, { any }] of demands) {
    const isAsked = (last?.kind === 'property' && last.name.toLowerCase() === name) || isNamed(query, name);
    if (isAsked && !holdsAny(granted, any)) throw permissionMissing(any[0] ?? '');
  }
}

const demanded = new WeakMap<EntityType, readonly [string, Demand][]>();

function demandsOf(dialect: Dialect, type: EntityType): readonly [string, Demand][] {
  const found = demanded.get(type) ?? Object.entries(permissionsOf(dialect, type)?.demands ?? {});
  demanded.set(type, found);
  return found;
}
