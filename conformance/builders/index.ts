/** How each kind of entity is made through the API, and where the entities of a kind are read. */
import type { Kind } from '../kinds.js';
import type { Builder } from '../world.js';
import { directoryBuilders } from './directory.js';
import { entitlementBuilders } from './entitlement.js';
import { policyBuilders } from './policies.js';
import { requestBuilders } from './requests.js';
import { resourceBuilders } from './resources.js';

export const builders: Readonly<Record<Kind, Builder>> = {
  ...directoryBuilders,
  ...entitlementBuilders,
  ...policyBuilders,
  ...resourceBuilders,
  ...requestBuilders,
};

/** Sets in which every tenant holds entities that pages may name by their real id. */
export const roots: Readonly<Partial<Record<Kind, string>>> = {
  user: '/users',
  group: '/groups',
  servicePrincipal: '/servicePrincipals',
  directoryRole: '/directoryRoles',
  roleTemplate: '/directoryRoleTemplates',
  directoryObject: '/directoryObjects',
  organization: '/organization',
};
