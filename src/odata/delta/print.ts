/** The objects of a delta answer as JSON: "Resource representation in the delta query response", delta query overview. */

import { qualified } from '../../../model/dialect.js';
import { type DirectoryKind, deletedItems, directoryObject } from '../../../model/directory/tables.js';
import type { Row } from '../../../model/reader.js';
import type { DeltaPlan, Reading, Tracked } from './plan.js';

/** An object at the other end of a relationship. */
export interface End {
  readonly '@odata.type': string;
  readonly id: string;
  readonly '@removed'?: { readonly reason: 'deleted' };
}

export type Ends = ReadonlyMap<string, readonly End[]>;

/** How many objects a page has at most, and how many ends of their relationships. */
export const PAGE = { objects: 200, ends: 500 } as const;

/** An object that is there. `only` names the properties that are printed, if not all: those have a value or lost it. */
export function printObject(
  plan: DeltaPlan,
  reading: Reading,
  tracked: Tracked,
  row: Row,
  ends: Ends,
  only?: ReadonlySet<string>,
): string {
  const printed: Record<string, unknown> = {};
  if (plan.annotated) printed['@odata.type'] = `#${qualified(tracked.type)}`;
  for (const property of tracked.properties) {
    if (only && !only.has(property.name)) continue;
    const value = property.value(row, reading);
    if (value !== undefined || only) printed[property.name] = value ?? null;
  }
  printed['id'] = row.id;
  for (const [name, found] of ends) printed[`${name}@delta`] = found;
  return JSON.stringify(printed);
}

/** An object that is gone: `changed` while it can be restored, then `deleted`. */
export function printRemoved({ reader }: Reading, id: string): string {
  const reason = reader.get(deletedItems, id) ? 'changed' : 'deleted';
  return JSON.stringify({ id, '@removed': { reason } });
}

/** `gone` says what an object was that is not even in the recycle bin. */
export function endOf(
  { dialect, reader }: Reading,
  id: string,
  gone: (id: string) => DirectoryKind | undefined = () => undefined,
): End {
  const found = directoryObject(reader, id) ?? reader.get(deletedItems, id) ?? { id, kind: gone(id) };
  return { '@odata.type': `#${qualified(dialect.concrete(dialect.type('directoryObject'), found))}`, id };
}
