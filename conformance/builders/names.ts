/** Names in entitlement management: those of the versions, and those of entities. */
import type { JsonObject, Version } from '../records.js';
import type { Entity, Wish, World } from '../world.js';

/** What the versions call the same thing. */
export const spellings = {
  'v1.0': {
    catalogs: 'catalogs',
    policies: 'assignmentPolicies',
    resourceRequests: 'resourceRequests',
    resource: 'resource',
    extensions: 'customWorkflowExtensions',
  },
  beta: {
    catalogs: 'accessPackageCatalogs',
    policies: 'accessPackageAssignmentPolicies',
    resourceRequests: 'accessPackageResourceRequests',
    resource: 'accessPackageResource',
    extensions: 'accessPackageCustomWorkflowExtensions',
  },
} as const satisfies Record<Version, Record<string, string>>;

/** A reference as the version writes it: nested, or by a property of its own. */
export const reference = (world: World, name: string, entity: Entity): JsonObject =>
  world.version === 'beta' ? { [`${name}Id`]: entity.id } : { [name]: { id: entity.id } };

export const CATALOG = ['catalog', 'accessPackageCatalog'];
export const PACKAGE = ['accessPackage'];
export const RESOURCE = ['resource', 'accessPackageResource'];

/** Names are unique within what they stand in; a copy gets another. */
export const nameOf = (world: World, wish: Wish, kind: string): string => {
  const printed = wish.printed?.['displayName'];
  return typeof printed === 'string' ? world.untaken(printed) : world.unique(`${kind} `);
};
