/** Every operation of the directory that changes something or is more than reading what the model tells of. */
import type { Operation } from '../../src/operation.js';
import { appRoleOperations } from './app-roles.js';
import { applicationOperations } from './applications.js';
import { deletedItemOperations } from './deleted-items.js';
import { deviceOperations } from './devices.js';
import { groupOperations } from './groups.js';
import { objectOperations } from './objects.js';
import { roleOperations } from './roles.js';
import { tenantOperations } from './tenant.js';
import { userOperations } from './users.js';

export const directoryOperations: readonly Operation[] = [
  ...userOperations,
  ...groupOperations,
  ...objectOperations,
  ...deletedItemOperations,
  ...applicationOperations,
  ...appRoleOperations,
  ...deviceOperations,
  ...roleOperations,
  ...tenantOperations,
];
