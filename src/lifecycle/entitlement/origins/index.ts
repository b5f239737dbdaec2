/** The origin systems by name. */
import { invalidModel } from '../../../errors/index.js';
import { applicationOrigin } from './applications.js';
import { directoryRoleOrigin } from './directory-roles.js';
import { groupOrigin } from './groups.js';
import type { Origin, OriginResource } from './origin.js';
import { siteOrigin } from './sites.js';

export type { Hold, Origin, OriginResource, OriginRole } from './origin.js';
export { type EnvironmentSeed, type Site, type SiteSeed, seedSites, sites } from './sites.js';

/** Data that is handed in for reviews: it exists as soon as somebody says so, and nothing of it can be given. */
const customDataOrigin: Origin = {
  find: (): OriginResource => ({
    displayName: null,
    description: null,
    resourceType: 'CustomDataProvidedResource',
    url: null,
    roles: [],
  }),
  grant: () => false,
  revoke: () => undefined,
};

const origins: Readonly<Record<string, Origin>> = {
  AadGroup: groupOrigin,
  AadApplication: applicationOrigin,
  SharePointOnline: siteOrigin,
  DirectoryRole: directoryRoleOrigin,
  CustomDataProvidedResource: customDataOrigin,
};
const names = new Map(Object.keys(origins).map((name) => [name.toLowerCase(), name]));

/** The origin system's name as it is printed. @throws GraphError 400 for a system that is not known */
export function originSystem(name: unknown): string {
  const known = typeof name === 'string' ? names.get(name.toLowerCase()) : undefined;
  if (known === undefined) throw invalidModel(`'originSystem' must be one of ${[...names.values()].join(', ')}.`);
  return known;
}

/** The origin system of this name. A record of a system that is not known is a mistake in the caller. */
export function originOf(system: string): Origin {
  const origin = origins[system];
  if (!origin) throw new Error(`There is no origin system '${system}'.`);
  return origin;
}
