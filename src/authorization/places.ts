/**
 * The relations that a read follows, wherever it comes to them from: each takes the permissions that it takes from the
 * entity set of its owner. `/me/memberOf/{id}/microsoft.graph.group/members` reads the members of a group.
 */
import type { Dialect } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import type { ResourcePath } from '../odata/resource-path.js';

export interface Place {
  /** As the path to read it by: `/groups/{id}/members`. */
  readonly template: string;
  /** Its owner is the entity with which the request's path begins. */
  readonly ofFirst: boolean;
}

const sets = new WeakMap<Dialect, ReadonlyMap<string, string>>();

/** The entity set that holds a type. */
export function setOf(dialect: Dialect, type: EntityType): string | undefined {
  let byType = sets.get(dialect);
  if (!byType) {
    byType = new Map([...dialect.sets.values()].reverse().map(({ name, is }) => [is.type, name]));
    sets.set(dialect, byType);
  }
  return byType.get(type.name);
}

/** The relations of directory objects that a path goes along, but for one that it names by its own template. */
export function placesOnPath({ dialect, steps, template }: ResourcePath): readonly Place[] {
  const places: Place[] = [];
  let owner: EntityType | undefined;
  let ofFirst = steps[0]?.kind === 'set';
  for (const step of steps) {
    if (step.kind === 'navigation') {
      const place = owner && fromItsSet(dialect, owner, step.name);
      if (place && !(ofFirst && `${template}/`.startsWith(`${place}/`))) places.push({ template: place, ofFirst });
      ofFirst = false;
    }
    if ('type' in step) owner = step.type;
  }
  return places;
}

/** An entity of a read, and the path to it. */
export interface Spot {
  readonly type: EntityType;
  readonly template: string;
  /** It is the entity with which the request's path begins. */
  readonly ofFirst: boolean;
  /** It may be of any kind, as far as what led to it says. */
  readonly ofAnyKind: boolean;
}

/** The path to read a relation of an entity by. */
export const placeOf = (
  dialect: Dialect,
  { type, template }: Pick<Spot, 'type' | 'template'>,
  relation: string,
): string => fromItsSet(dialect, type, relation) ?? `${template}/${relation}`;

const OF_TENANT: Readonly<Record<string, string>> = {
  connectedOrganization: 'connectedOrganizations',
  externalOriginResourceConnector: 'externalOriginResourceConnectors',
};

function fromItsSet(dialect: Dialect, owner: EntityType, relation: string): string | undefined {
  // Not all who read catalogs read these.
  const ofTenant = OF_TENANT[relation];
  if (ofTenant !== undefined) return `/identityGovernance/entitlementManagement/${ofTenant}`;
  const set = owner.workload === 'directory' ? setOf(dialect, owner) : undefined;
  return set && `/${set}/{id}/${relation}`;
}
