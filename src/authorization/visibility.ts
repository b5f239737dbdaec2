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
import { mentionsIn } from './mentions.js';
import { type Granted, holds, holdsAny } from './needs.js';
import { placesOnPath, setOf } from './places.js';
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

/** Whether objects are shown by the right to read them, or told of by what led there: but for single properties. */
type By = 'right' | 'relation';

/** By token, then by type. */
const known: Readonly<Record<By, WeakMap<Granted, Map<EntityType, Told>>>> = {
  right: new WeakMap(),
  relation: new WeakMap(),
};

/** What a caller is shown. Entitlement management tells of people and groups by its own right, but not what these lead to. */
export function shownTo(caller: Identified, path: ResourcePath, query: string, tx: Reader): Shown {
  const { dialect, template } = path;
  const isTold = TELLING.test(template);
  const isRelated = isTold && ![...placesOnPath(path), ...mentionsIn(path, query).places].some(isOfDirectory);
  const roles = new Map<RoleRule, boolean>();
  const hasRole = (role: RoleRule): boolean => {
    const has = roles.get(role) ?? hasDirectoryRole({ tx, caller }, role);
    roles.set(role, has);
    return has;
  };
  return (type, id) => {
    if (type.workload !== 'directory') return undefined;
    const told = toldOf(caller, dialect, type, isRelated ? 'relation' : 'right');
    const { any, own } = told.withoutRole && told.role && !hasRole(told.role) ? told.withoutRole : told;
    return id === caller.id ? own : any;
  };
}

const TELLING = /^\/(identityGovernance|roleManagement\/directory)\b/;
const isOfDirectory = ({ template }: { readonly template: string }): boolean => !TELLING.test(template);

function toldOf(caller: Identified, dialect: Dialect, type: EntityType, by: By): Told {
  const ofTypes = known[by].get(caller.granted) ?? new Map<EntityType, Told>();
  known[by].set(caller.granted, ofTypes);
  const found = ofTypes.get(type) ?? tell(caller, dialect, type, by);
  ofTypes.set(type, found);
  return found;
}

function tell({ kind, granted }: Identified, dialect: Dialect, type: EntityType, by: By): Told {
  const permissions = permissionsOf(dialect, type);
  const { withheld = {}, demands = {} } = permissions ?? {};
  const guarded = Object.entries({ ...demands, ...withheld });
  const held = guarded.filter(([, { any }]) => holdsAny(granted, any));
  const roles = kind === 'user' ? held.flatMap(([, { role }]) => role ?? []) : [];
  const names = by === 'right' ? namesOf(kind, granted, permissions) : undefined;
  const ofOwn = kind === 'user' && mayReadOwn(granted, permissions) ? undefined : names;
  const without = (shown: readonly (typeof guarded)[number][]) => {
    const rest = guarded.filter((one) => !shown.includes(one)).map(([name]) => name);
    return { any: names ?? allBut(dialect, type, rest), own: ofOwn ?? allBut(dialect, type, rest) };
  };
  const [role] = roles;
  const roleless = held.filter(([, demand]) => demand.role === undefined);
  return { ...without(held), withoutRole: role && without(roleless), ...(role && { role }) };
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
  const isLeft = (name: string): boolean => left.some((one) => one.toLowerCase() === name.toLowerCase());
  const all = dialect.propertiesOf(type).map(({ name }) => name);
  const found = ofType.get(key) ?? new Set(all.filter((name) => !isLeft(name)));
  ofType.set(key, found);
  return found;
}

/** @throws GraphError 403 for a query that asks about what its caller is not shown, wherever that is */
export function refuseHidden({ path, query, rules, caller }: Call): void {
  const { dialect } = path;
  const { granted } = caller as Identified;
  for (const { type, name } of propertiesOn(path)) refuseUndemanded(dialect, type, name, granted);
  for (const { type, name, asked, ofAnyKind } of mentionsIn(path, query).properties) {
    for (const holder of holdersOf(dialect, type, name)) {
      refuseUndemanded(dialect, holder, name, granted);
      const isTold = ofAnyKind && TOLD_OF_ANY.has(name);
      const shown = asked && !isTold ? rules.shown?.(holder, '') : undefined;
      if (shown && !shown.has(name)) throw requestDenied();
    }
  }
}

/** Lists of objects of several kinds are searched and sorted by these, also as far as they are of one: "List members". */
const TOLD_OF_ANY: Names = new Set(['id', 'displayName', 'description']);

/** The types whose property a name is: where it is of several types, all that have it. */
function holdersOf(dialect: Dialect, type: EntityType, name: string): readonly EntityType[] {
  const derived = dialect.derivedFrom(type).filter((each) => dialect.property(each, name));
  return derived.length > 0 ? derived : [type];
}

/** The properties that a path names, and whose they are. */
function propertiesOn({ steps }: ResourcePath): readonly { readonly type: EntityType; readonly name: string }[] {
  let type: EntityType | undefined;
  return steps.flatMap((step) => {
    if ('type' in step) type = step.type;
    return step.kind === 'property' && type ? [{ type, name: step.name }] : [];
  });
}

/** @throws GraphError 403 for a property that is asked for by name and takes a permission of its own */
function refuseUndemanded(dialect: Dialect, type: EntityType, name: string, granted: Granted): void {
  const any = demandsOf(dialect, type).get(name.toLowerCase())?.any;
  if (any && !holdsAny(granted, any)) throw permissionMissing(any[0] ?? '');
}

const demanded = new WeakMap<EntityType, ReadonlyMap<string, Demand>>();

function demandsOf(dialect: Dialect, type: EntityType): ReadonlyMap<string, Demand> {
  const found = demanded.get(type) ?? new Map(Object.entries(permissionsOf(dialect, type)?.demands ?? {}));
  demanded.set(type, found);
  return found;
}
