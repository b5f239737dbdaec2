import * as shared from '../../directory/group.js';
import { selectable } from '../../directory/navigations.js';
import { groups, owners } from '../../directory/tables.js';
import { entityType, many } from '../../edm.js';

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
  {
    ...shared.navigations,
    /** Service principals, which can be owners, are listed by beta only ("List group owners" page). */
    owners: many('directoryObject', { link: owners, end: 'left', without: 'servicePrincipal' }, { limits: selectable }),
  },
);
