/** Change tracking of the sets of the directory. */
import { delta } from '../../src/odata/delta/index.js';
import type { Operation } from '../../src/operation.js';
import { operation } from './parts.js';

/** Each set with the documentation page of its delta function. */
const PAGES = {
  users: 'user-delta',
  groups: 'group-delta',
  applications: 'application-delta',
  servicePrincipals: 'serviceprincipal-delta',
  devices: 'device-delta',
  contacts: 'orgcontact-delta',
  directoryRoles: 'directoryrole-delta',
  directoryObjects: 'directoryobject-delta',
} as const;

export const deltaOperations: readonly Operation[] = Object.entries(PAGES).map(([set, page]) =>
  operation('GET', `/${set}/delta`, page, delta),
);
