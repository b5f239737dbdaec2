import { allByDefault } from '../../directory/default-sets.js';
import * as shared from '../../directory/group.js';
import { groups } from '../../directory/tables.js';
import { complex, entityType, readOnly } from '../../edm.js';
import { membershipRuleProcessingStatus } from './values.js';

const properties = {
  ...shared.properties,
  membershipRuleProcessingStatus: complex(membershipRuleProcessingStatus, readOnly),
};

export const group = entityType(
  'group',
  {
    base: 'directoryObject',
    table: groups,
    discriminator: 'group',
    workload: 'directory',
    defaultSet: true,
    alternateKeys: { uniqueName: { index: 'uniqueName', fold: true } },
  },
  allByDefault(properties, [
    'assignedLabels',
    'assignedLicenses',
    'isArchived',
    'licenseProcessingState',
    'membershipRuleProcessingStatus',
    'onPremisesExtensionAttributes',
  ]),
  shared.navigations,
);
