/**
 * Which filter operators a property of the directory knows without a header, and which only in advanced queries
 * (`ConsistencyLevel: eventual` and `$count=true`): the tables of "Advanced query capabilities on directory objects" and
 * the remarks of the resource type pages.
 *
 * A collection's rule names `any` and what may stand inside it; a member of a complex value has a rule of its own.
 */
import type { FilterRule } from '../edm.js';

/** Compared as a whole: switches, states, ids. */
export const equal: FilterRule = { basic: ['eq', 'in'], advanced: ['ne', 'not'] };
export const equalOrNull: FilterRule = { basic: ['eq', 'in'], advanced: ['ne', 'not', 'null'] };

/** Text that is also found by its beginning. */
export const begins: FilterRule = { basic: ['eq', 'in', 'startsWith'], advanced: ['ne', 'not', 'ge', 'le'] };
export const beginsOrNull: FilterRule = { basic: begins.basic, advanced: [...begins.advanced, 'null'] };
export const beginsOrEnds: FilterRule = { basic: begins.basic, advanced: [...begins.advanced, 'endsWith'] };
export const beginsOrEndsOrNull: FilterRule = { basic: begins.basic, advanced: [...beginsOrNull.advanced, 'endsWith'] };

/** Text that is found by its beginning in advanced queries only. */
export const equalThenBegins: FilterRule = {
  basic: equal.basic,
  advanced: ['ne', 'not', 'ge', 'le', 'startsWith', 'null'],
};

export const dates: FilterRule = { basic: ['eq', 'in', 'ge', 'le'], advanced: ['ne', 'not'] };
export const datesOrNull: FilterRule = { basic: dates.basic, advanced: ['ne', 'not', 'null'] };

/** Nothing without the header. */
export const advancedEqual: FilterRule = { basic: [], advanced: ['eq', 'in', 'ne', 'not'] };
export const advancedEqualOrNull: FilterRule = { basic: [], advanced: [...advancedEqual.advanced, 'null'] };
export const advancedDates: FilterRule = { basic: [], advanced: [...advancedEqual.advanced, 'ge', 'le'] };
export const advancedBegins: FilterRule = { basic: [], advanced: [...advancedDates.advanced, 'startsWith'] };
export const advancedBeginsOrNull: FilterRule = { basic: [], advanced: [...advancedBegins.advanced, 'null'] };

/** Compared with `eq` and nothing else, with or without the header. */
export const onlyEqual: FilterRule = { basic: ['eq'], advanced: [] };
/** Sign-in times: a filter of their own, that no other may be joined to. */
export const signInTimes: FilterRule = { basic: ['eq', 'ge', 'le'], advanced: ['ne', 'not'] };

/** Collections: some item equals … */
export const anyEqual: FilterRule = { basic: ['any', 'eq', 'in'], advanced: ['not', 'count'] };
/** … or begins so … */
export const anyBegins: FilterRule = {
  basic: ['any', 'eq', 'in', 'startsWith'],
  advanced: ['not', 'ge', 'le', 'count'],
};
/** … or ends so. */
export const anyBeginsOrEnds: FilterRule = { basic: anyBegins.basic, advanced: [...anyBegins.advanced, 'endsWith'] };
export const advancedAny: FilterRule = {
  basic: [],
  advanced: ['any', 'eq', 'in', 'not', 'ge', 'le', 'startsWith', 'count'],
};
