/** The roots of URLs in the directory, alike in both versions. */
import type { EntitySet } from '../edm.js';

export const sets = {
  applications: { type: 'application' },
  contacts: { type: 'orgContact' },
  devices: { type: 'device' },
  directoryObjects: { type: 'directoryObject', notListed: true },
  directoryRoles: { type: 'directoryRole' },
  directoryRoleTemplates: { type: 'directoryRoleTemplate' },
  domains: { type: 'domain' },
  groups: { type: 'group' },
  invitations: { type: 'invitation', notListed: true },
  organization: { type: 'organization' },
  servicePrincipals: { type: 'servicePrincipal' },
  users: { type: 'user' },
} as const satisfies Readonly<Record<string, EntitySet>>;

export const singletons = { directory: 'directory', roleManagement: 'roleManagement' } as const;
