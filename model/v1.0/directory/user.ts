import { inCreated } from '../../directory/default-sets.js';
import { users } from '../../directory/tables.js';
import * as shared from '../../directory/user.js';
import { complex, entityType, list, readOnly, text } from '../../edm.js';
import { mailboxSettings } from './values.js';

export const user = entityType(
  'user',
  {
    base: 'directoryObject',
    table: users,
    discriminator: 'user',
    workload: 'directory',
    defaultSet: true,
    alias: shared.alias,
  },
  {
    ...shared.properties,
    infoCatalogs: list(text(), { ...inCreated, ...readOnly, source: 'entitlement management tutorial' }),
    mailboxSettings: complex(mailboxSettings, { readable: 'entity' }),
  },
  shared.navigations,
);
