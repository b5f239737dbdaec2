/** The directory, as v1.0 declares it. */

import type { Declarations } from '../../dialect.js';
import { directoryObject, entity } from '../../directory/objects.js';
import { operations } from '../../directory/operations.js';
import * as roles from '../../directory/roles.js';
import { sets, singletons } from '../../directory/sets.js';
import { directoryRoot, invitation } from '../../directory/tenant.js';
import { application } from './application.js';
import { group } from './group.js';
import { appRoleAssignment, device, orgContact } from './objects.js';
import { servicePrincipal } from './service-principal.js';
import { domain, organization, unifiedRoleAssignment, unifiedRoleDefinition } from './tenant.js';
import { user } from './user.js';

export const directory: Declarations = {
  types: [
    entity,
    directoryObject,
    user,
    group,
    application,
    servicePrincipal,
    device,
    orgContact,
    appRoleAssignment,
    roles.directoryRole,
    roles.directoryRoleTemplate,
    roles.administrativeUnit,
    organization,
    domain,
    invitation,
    unifiedRoleDefinition,
    unifiedRoleAssignment,
    roles.rbacApplication,
    roles.roleManagement,
    directoryRoot,
  ],
  sets,
  singletons,
  operations,
};
