/** What the writers of a seed's objects work with. */
import type { Link, Row } from '../../../model/reader.js';
import { GraphError } from '../../errors/index.js';
import type { Context } from '../../lifecycle/context.js';
import { DuplicateKeyError } from '../../store/index.js';
import { type Place, SeedError } from './errors.js';
import type { NamedKind, Names } from './names.js';
import { derivedId } from './names.js';
import type { Item } from './schema.js';

/** One object on its way into a tenant. */
export interface Writing {
  /** New ids follow from the object's own, so that they are the same in every run. */
  readonly context: Context;
  readonly names: Names;
  readonly place: Place;
  readonly id: string;
  readonly item: Item;
  /** The object that contains it. */
  readonly parent: string | undefined;
}

export type Writer = (at: Writing) => Row;

/** A context whose first id is the given one, and whose others follow from it. */
export function contextFor(context: Context, id: string, first: readonly (string | undefined)[] = []): Context {
  const given = [id, ...first];
  let made = 0;
  const newId = () => given[made++] ?? derivedId(`${id}/${made}`);
  return { ...context, newId };
}

/** The id that a property names, if it is there. */
export function reference(
  { names, place, item }: Writing,
  property: string,
  of: readonly NamedKind[],
  within?: (id: string) => boolean,
): string | undefined {
  const name = item[property];
  return typeof name === 'string' ? names.resolve(of, name, [...place, property], within) : undefined;
}

/** Links an object to those that a property names; those that it is linked to already stay. */
export function linkAll(
  { context, names, place, item, id }: Writing,
  property: string,
  link: Link,
  of: readonly NamedKind[],
): void {
  const listed = item[property];
  if (!Array.isArray(listed)) return;
  listed.forEach((name: string, at) => {
    context.tx.link(link, id, names.resolve(of, name, [...place, property, at]));
  });
}

/** Says of an error of the life cycle where in the seed it comes from. */
export function located<T>(place: Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphError) throw saidOf(error, place);
    if (error instanceof DuplicateKeyError)
      throw new SeedError(`another object has the ${error.index} '${error.key}'`, place);
    throw error;
  }
}

/** The service names the property in most of its details. */
function saidOf({ message, code, more }: GraphError, place: Place): SeedError {
  const { details: [{ target = undefined } = {}] = [], remedy } = more;
  return new SeedError(remedy ?? `${message} (${code})`, target === undefined ? place : [...place, target]);
}

/** What is left of an item without some of its properties. */
export function without(item: Item, properties: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).filter(([name, value]) => value !== undefined && !properties.includes(name)),
  );
}
