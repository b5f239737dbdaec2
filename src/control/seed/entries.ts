/** Lists the objects of a seed, and finds out which each is. */
import type { Row } from '../../../model/reader.js';
import type { Transaction } from '../../store/index.js';
import { type Place, printPlace, SeedError } from './errors.js';
import { kinds } from './kinds.js';
import { derivedId, type Names } from './names.js';
import type { Item, Seed } from './schema.js';
import { SECTIONS, type Section, sectionByName } from './sections.js';

/** An object of the seed with its place and, once it is known, its id. */
export interface Entry {
  readonly section: Section;
  readonly item: Item;
  readonly place: Place;
  readonly parent: Entry | undefined;
  id: string;
}

export function entriesOf(seed: Seed): Entry[] {
  const entries: Entry[] = [];
  const add = (section: Section, items: readonly Item[], place: Place, parent: Entry | undefined) => {
    items.forEach((item, at) => {
      const entry: Entry = { section, item, place: [...place, at], parent, id: '' };
      entries.push(entry);
      for (const [property, child] of Object.entries(section.children ?? {})) {
        const children = item[property];
        if (Array.isArray(children))
          add(sectionByName.get(child) as Section, children as Item[], [...entry.place, property], entry);
      }
    });
  };
  for (const section of SECTIONS)
    add(section, (seed[section.name] ?? []) as readonly Item[], [section.name], undefined);
  return entries;
}

/** Finds the id of each object: its own, that of what is called so already, or one that follows from its name. */
export function identify(entries: readonly Entry[], names: Names, tx: Transaction): void {
  const claimed = new Map<string, Entry>();
  const claimedNames = new Map<string, Entry>();
  for (const entry of entries) {
    refuseSameName(entry, claimedNames);
    entry.id = idOf(entry, names, tx);
    const other = claimed.get(entry.id);
    if (other) {
      throw new SeedError(
        `is the same as ${printPlace(other.place)}; give one of them a 'key' or an 'id' of its own`,
        entry.place,
      );
    }
    claimed.set(entry.id, entry);
  }
  for (const { section, item, id } of entries) {
    const kind = kinds[section.name];
    const name = kind.nameOf({ ...item, id });
    if (typeof name === 'string' && section.name !== 'resources') names.add(kind, name, id);
    if (typeof item['key'] === 'string') names.add(kind, item['key'], id);
  }
}

function refuseSameName(entry: Entry, claimed: Map<string, Entry>): void {
  const { section, item, parent, place } = entry;
  const { unique = [] } = section;
  const property = unique.find((one) => item[one] !== undefined);
  if (!property) return;
  const name = [section.name, parent?.id, ...unique.map((one) => item[one])].join('/').toLowerCase();
  const other = claimed.get(name);
  if (other) {
    throw new SeedError(
      `${printPlace(other.place)} has the ${property} '${item[property]}', too, which only one can have; change or leave out one of them`,
      [...place, property],
    );
  }
  claimed.set(name, entry);
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
