/** Which properties are returned without `$select`. */
import type { Properties } from '../edm.js';

/** Returned by default, and when the entity is created. */
export const byDefault = { byDefault: true, inCreated: true } as const;
/** Not by default, but in the answer that creates the entity and in lists of directory objects. */
export const inCreated = { inCreated: true } as const;
/** With `$select`, and only where a single entity is read. */
export const ofEntity = { readable: 'entity' } as const;
/** The same, kept with a mailbox ("Get group" page, example 2). */
export const ofMailbox = { ...ofEntity, bringsId: true } as const;

/** The same properties, all of them returned by default but these. */
export function allByDefault<P extends Properties>(properties: P, except: readonly (keyof P)[]): P {
  const marked = Object.entries(properties).map(([name, property]) => {
    const returned = !except.includes(name) && property.readable === undefined;
    return [name, { ...property, byDefault: returned, inCreated: returned }];
  });
  return Object.fromEntries(marked) as P;
}
