/** Spellings that differ between a tenant's canonical values and a version's words. */
import type { Codec } from './edm.js';

/** beta writes members of an enumeration as words with a capital: `published` <-> `Published`. */
export const capitalized: Codec = {
  toWire: (value: string | null) => value && value[0]?.toUpperCase() + value.slice(1),
  fromWire: (value: string | null) => value && value[0]?.toLowerCase() + value.slice(1),
};
