/** Loads a seed into a tenant: what is new is made, what is there already is changed. */
import { type Application, groups, servicePrincipals } from '../../../model/directory/tables.js';
import { settings } from '../../../model/entitlement/tables.js';
import type { Link, Row } from '../../../model/reader.js';
import type { Context } from '../../lifecycle/context.js';
import { followMembershipRules } from '../../lifecycle/directory/dynamic-groups.js';
import { isDynamic } from '../../lifecycle/directory/group-rules.js';
import { ADMINISTRATOR_ID } from '../../lifecycle/directory/seed.js';
import type { EventHandlers } from '../../lifecycle/drain.js';
import { updateSettings } from '../../lifecycle/entitlement/settings.js';
import type { Transaction } from '../../store/index.js';
import { applyPatches, type Patch } from '../patch.js';
import { type Place, printPlace, SeedError } from './errors.js';
import { kinds } from './kinds.js';
import { derivedId, type NamedKind, Names } from './names.js';
import type { Item, Seed } from './schema.js';
import { takeSeed } from './values.js';
import * as directory from './write-directory.js';
import * as entitlement from './write-entitlement.js';
import { grantPermissions } from './write-permissions.js';
import { writeAssignment, writePolicy } from './write-policy.js';
import { contextFor, linkAll, located, type Writer } from './writing.js';

interface Section {
  readonly name: keyof typeof kinds & keyof Seed;
  readonly write: Writer;
  /** By which property an object is called. */
  readonly nameOf: (item: Item) => string;
  readonly links?: readonly { readonly property: string; readonly link: Link; readonly of: readonly NamedKind[] }[];
  /** Properties that hold objects of other sections. */
  readonly children?: Readonly<Record<string, Section['name']>>;
}

const named =
  (...properties: string[]) =>
  (item: Item): string =>
    properties
      .map((property) => item[property])
      .filter((value) => typeof value === 'string')
      .join(' ');

/** In the order in which they are written: what others refer to comes first. */
const SECTIONS: readonly Section[] = [
  { name: 'sites', write: entitlement.writeSite, nameOf: named('url') },
  {
    name: 'users',
    write: directory.writeUser,
    nameOf: named('userPrincipalName'),
    links: directory.directoryLinks.users,
  },
  { name: 'groups', write: directory.writeGroup, nameOf: named('displayName'), links: directory.directoryLinks.groups },
  {
    name: 'applications',
    write: directory.writeApplication,
    nameOf: named('displayName'),
    links: directory.directoryLinks.applications,
  },
  {
    name: 'servicePrincipals',
    write: directory.writeServicePrincipal,
    nameOf: (item) => named('displayName')(item) || named('application')(item),
    links: directory.directoryLinks.servicePrincipals,
  },
  {
    name: 'catalogs',
    write: entitlement.writeCatalog,
    nameOf: named('displayName'),
    children: { resources: 'resources', extensions: 'extensions', packages: 'packages' },
  },
  { name: 'extensions', write: entitlement.writeExtension, nameOf: named('displayName') },
  {
    name: 'connectedOrganizations',
    write: entitlement.writeConnectedOrganization,
    nameOf: named('displayName'),
    links: entitlement.entitlementLinks.connectedOrganizations,
  },
  {
    name: 'resources',
    write: entitlement.writeResource,
    nameOf: named('group', 'application', 'site', 'directoryRole', 'originSystem', 'originId'),
  },
  {
    name: 'packages',
    write: entitlement.writePackage,
    nameOf: named('displayName'),
    links: entitlement.entitlementLinks.packages,
    children: { roles: 'roles', policies: 'policies' },
  },
  { name: 'roles', write: entitlement.writeRole, nameOf: named('resource', 'role') },
  { name: 'policies', write: writePolicy, nameOf: named('displayName') },
];
const byName = new Map(SECTIONS.map((section) => [section.name, section]));

/** An object of the seed with its place and, once it is known, its id. */
interface Entry {
  readonly section: Section;
  readonly item: Item;
  readonly place: Place;
  readonly parent: Entry | undefined;
  id: string;
}

export interface Loading {
  readonly tx: Transaction;
  readonly time: number;
  readonly events: EventHandlers;
  /** Told of each object that has been written. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** How many objects of what a seed has brought. */
export type Loaded = Readonly<Record<string, number>>;

/** @throws SeedError for the first thing that can not be loaded; the transaction is then to be given up */
export function loadSeed(given: Seed, { tx, time, events, onProgress }: Loading): Loaded {
  const seed = takeSeed(given);
  const context: Context = { tx, time, newId: () => '', caller: { kind: 'user', id: ADMINISTRATOR_ID } };
  directory.writeOrganization(tx, seed.organization);
  const entries = entriesOf(seed);
  const names = new Names(tx);
  identify(entries, names, tx);
  const counts: Record<string, number> = {};
  let done = 0;
  for (const section of SECTIONS) {
    for (const entry of entries) {
      if (entry.section !== section) continue;
      write(entry, context, names, seed);
      counts[section.name] = (counts[section.name] ?? 0) + 1;
      onProgress?.(++done, entries.length);
    }
  }
  for (const entry of entries) {
    for (const { property, link, of } of entry.section.links ?? [])
      linkAll(writing(entry, context, names), property, link, of);
    grantPermissions(writing(entry, context, names));
  }
  if (seed.settings) writeSettings(context, seed.settings);
  fillDynamicGroups(tx);
  loadAssignments(seed, context, names, events, counts);
  if (seed.records) located(['records'], () => applyPatches(tx, [seed.records as Patch]));
  return counts;
}

function entriesOf(seed: Seed): Entry[] {
  const entries: Entry[] = [];
  const add = (section: Section, items: readonly Item[], place: Place, parent: Entry | undefined) => {
    items.forEach((item, at) => {
      const entry: Entry = { section, item, place: [...place, at], parent, id: '' };
      entries.push(entry);
      for (const [property, child] of Object.entries(section.children ?? {})) {
        const children = item[property];
        if (Array.isArray(children))
          add(byName.get(child) as Section, children as Item[], [...entry.place, property], entry);
      }
    });
  };
  for (const section of SECTIONS)
    add(section, (seed[section.name] ?? []) as readonly Item[], [section.name], undefined);
  return entries;
}

/** Finds the id of each object: its own, that of what is called so already, or one that follows from its name. */
function identify(entries: readonly Entry[], names: Names, tx: Transaction): void {
  const claimed = new Map<string, Entry>();
  const claim = (entry: Entry, id: string) => {
    const other = claimed.get(id);
    if (other) {
      throw new SeedError(
        `is the same as ${printPlace(other.place)}; give one of them a 'key' or an 'id' of its own`,
        entry.place,
      );
    }
    claimed.set(id, entry);
    entry.id = id;
  };
  for (const entry of entries) claim(entry, idOf(entry, names, tx));
  for (const { section, item, id } of entries) {
    const kind = kinds[section.name];
    const name = kind.nameOf({ ...item, id });
    if (typeof name === 'string' && section.name !== 'resources') names.add(kind, name, id);
    if (typeof item['key'] === 'string') names.add(kind, item['key'], id);
  }
}

function idOf({ section, item, parent, place }: Entry, names: Names, tx: Transaction): string {
  if (section.name === 'sites') return String(item['url']).toLowerCase().replace(/\/+$/, '');
  if (typeof item['id'] === 'string') return item['id'].toLowerCase();
  const name = section.nameOf(item);
  if (section.name !== 'resources' && section.name !== 'roles' && name !== '') {
    const there = names.find(kinds[section.name], name).filter((id) => isWithin(tx, section, id, parent));
    if (there.length > 1)
      throw new SeedError(`'${name}' is the name of ${there.length} objects; give the 'id' of one`, place);
    if (there[0] && item['key'] === undefined) return there[0];
  }
  return derivedId([section.name, parent?.id ?? '', String(item['key'] ?? name).toLowerCase()].join('/'));
}

/** Whether an object that is there stands in the parent that a seed puts its own in. */
function isWithin(tx: Transaction, section: Section, id: string, parent: Entry | undefined): boolean {
  if (!parent) return true;
  const row = kinds[section.name].tables.map((table) => tx.get(table, id)).find(Boolean) as (Row & Item) | undefined;
  return row?.['catalogId'] === parent.id || row?.['accessPackageId'] === parent.id;
}

const writing = (entry: Entry, context: Context, names: Names) => ({
  context: contextFor(context, entry.id),
  names,
  place: entry.place,
  id: entry.id,
  item: entry.item,
  parent: entry.parent?.id,
});

function write(entry: Entry, context: Context, names: Names, seed: Seed): void {
  const row = located(entry.place, () => entry.section.write(writing(entry, context, names)));
  // A resource that its catalog has already keeps its id.
  entry.id = row.id;
  if (entry.section.name === 'applications') addPrincipal(row as Application, entry, context, names, seed);
}

/** An application can be signed in to as soon as it has a service principal, so that it gets one unless that is said. */
function addPrincipal(
  application: Application,
  { item, place }: Entry,
  context: Context,
  names: Names,
  seed: Seed,
): void {
  const { tx } = context;
  if (item['servicePrincipal'] === false || tx.find(servicePrincipals, 'appId', application.appId.toLowerCase()))
    return;
  const called = [application.id, application.displayName, item['key']].map((name) => String(name).toLowerCase());
  const isSaid = seed.servicePrincipals?.some((one) => {
    const { application: of, appId } = one as { application?: string; appId?: string };
    return (of !== undefined && called.includes(of.toLowerCase())) || appId === application.appId;
  });
  if (isSaid) return;
  const id = directory.impliedPrincipalId(application.id);
  const principal = directory.writeServicePrincipal({
    context: contextFor(context, id),
    names,
    place,
    id,
    item: { application: application.id },
    parent: undefined,
  });
  names.add(kinds.servicePrincipals, String(application.displayName), principal.id);
}

function writeSettings(context: Context, said: NonNullable<Seed['settings']>): void {
  located(['settings'], () =>
    updateSettings(context, context.tx.get(settings, 'singleton') ?? ({ id: 'singleton' } as never), said),
  );
}

/** Loading tells nobody of changes, so that those who follow a rule are looked for here. */
function fillDynamicGroups(tx: Transaction): void {
  const dynamic: Row[] = [];
  tx.scan(groups, (group) => {
    if (isDynamic(group)) dynamic.push(group);
  });
  for (const group of dynamic) {
    followMembershipRules({ kind: 'inserted', table: groups, id: group.id, sequence: 0, after: group }, tx);
  }
}

function loadAssignments(
  seed: Seed,
  context: Context,
  names: Names,
  events: EventHandlers,
  counts: Record<string, number>,
): void {
  (seed.assignments ?? []).forEach((item, at) => {
    const place = ['assignments', at];
    const id = derivedId(`assignments/${item.accessPackage}/${item.target}/${item.key ?? ''}`);
    const target = { context: contextFor(context, id), names, place, id, item, parent: undefined };
    located(place, () => writeAssignment(target, events));
    counts['assignments'] = at + 1;
  });
}
