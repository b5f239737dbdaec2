import * as shared from '../../directory/group.js';
import { groups } from '../../directory/tables.js';
import { entityType } from '../../edm.js';

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
  shared.properties,
  shared.navigations,
);
