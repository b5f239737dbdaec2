/** How each kind of entity is made through the API. */
import type { Builders } from '../world.js';
import { applicationBuilders } from './applications.js';
import { directoryBuilders } from './directory.js';
import { entitlementBuilders } from './entitlement.js';
import { policyBuilders } from './policies.js';
import { requestBuilders } from './requests.js';
import { resourceBuilders } from './resources.js';

export const builders: Builders = {
  ...applicationBuilders,
  ...directoryBuilders,
  ...entitlementBuilders,
  ...policyBuilders,
  ...resourceBuilders,
  ...requestBuilders,
};
