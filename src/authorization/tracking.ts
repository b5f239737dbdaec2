/** What change tracking tells of, also by what its links have kept of an earlier request, which may have been another's. */
import { kindOf } from '../identity/principals.js';
import { optionsOf, planOf } from '../odata/delta/index.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call } from '../operation.js';
import { leftToOperation } from './left-to-operation.js';
import { type Place, placeOf } from './places.js';

export const isTracking = ({ template }: ResourcePath): boolean => template.endsWith('/delta');

/** The kinds of the objects whose changes are told: by type, or as the ids tell; none for all that there are. */
export function kindsTracked(call: Call): readonly string[] {
  const { types, ids = [] } = leftToOperation(() => optionsOf(call)) ?? {};
  return types ?? [...new Set(ids.flatMap((id) => kindOf(call.tx, id) ?? []))];
}

/** The relations whose changes are told. */
export function placesTracked(call: Call): readonly Place[] {
  const { dialect, template } = call.path;
  const kinds = kindsTracked(call);
  const plan = leftToOperation(() => planOf(call, optionsOf(call)));
  const told = plan?.tracked.filter(({ type }) => kinds.length === 0 || kinds.includes(type.name)) ?? [];
  return told.flatMap(({ type, relations }) =>
    relations.map(({ name }) => {
      const place = placeOf(dialect, { type, template }, name);
      return { template: place, ofFirst: false };
    }),
  );
}
