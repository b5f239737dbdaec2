/** Loads a seed into a tenant: what is new is made, what is there already is changed. */
import { type Application, groups, servicePrincipals } from '../../../model/directory/tables.js';
import { settings } from '../../../model/entitlement/tables.js';
import type { Row } from '../../../model/reader.js';
import type { Context } from '../../lifecycle/context.js';
import { followMembershipRules } from '../../lifecycle/directory/dynamic-groups.js';
import { isDynamic } from '../../lifecycle/directory/group-rules.js';
import { ADMINISTRATOR_ID } from '../../lifecycle/directory/seed.js';
import type { EventHandlers } from '../../lifecycle/drain.js';
import { updateSettings } from '../../lifecycle/entitlement/settings.js';
import type { Transaction } from '../../store/index.js';
import { applyPatches, type Patch } from '../patch.js';
import { type Entry, entriesOf, identify } from './entries.js';
import { kinds } from './kinds.js';
import { derivedId, Names } from './names.js';
import type { Seed } from './schema.js';
import { SECTIONS } from './sections.js';
import { takeSeed } from './values.js';
import * as directory from './write-directory.js';
import { grantPermissions } from './write-permissions.js';
import { writeAssignment } from './write-policy.js';
import { contextFor, linkAll, located } from './writing.js';

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
