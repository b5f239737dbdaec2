import { allByDefault } from '../../directory/default-sets.js';
import * as shared from '../../directory/group.js';
import { groups } from '../../directory/tables.js';
import { complex, entityType, flag, int32, member, readOnly } from '../../edm.js';
import { groupAccessType, membershipRuleProcessingStatus } from './values.js';

const properties = {
  ...shared.properties,
  accessType: member(groupAccessType, { readable: 'entity' }),
  isFavorite: flag({ readable: 'entity' }),
  membershipRuleProcessingStatus: complex(membershipRuleProcessingStatus, readOnly),
  unseenConversationsCount: int32({ ...readOnly, readable: 'entity' }),
  unseenMessagesCount: int32({ ...readOnly, readable: 'entity' }),
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
  ]),
  shared.navigations,
);
