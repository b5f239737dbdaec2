/** The documented operations of entitlement management that are no plain reads, in both versions. */
import type { Operation } from '../../src/operation.js';
import { approvalOperations } from './approvals.js';
import { catalogOperations } from './catalogs.js';
import { functionOperations } from './functions.js';
import { notImplementedOperations } from './not-implemented.js';
import { organizationOperations } from './organizations.js';
import { packageOperations } from './packages.js';
import { policyOperations } from './policies.js';
import { requestOperations } from './requests.js';
import { resourceOperations } from './resources.js';

export const entitlementOperations: readonly Operation[] = [
  ...catalogOperations,
  ...resourceOperations,
  ...packageOperations,
  ...policyOperations,
  ...requestOperations,
  ...approvalOperations,
  ...functionOperations,
  ...organizationOperations,
  ...notImplementedOperations,
];
