import { allByDefault } from '../../directory/default-sets.js';
import { users } from '../../directory/tables.js';
import * as shared from '../../directory/user.js';
import { transitiveReports } from '../../directory/walks.js';
import { complex, dateTime, entityType, flag, list, many, readOnly, text } from '../../edm.js';
import { cloudRealtimeCommunicationInfo, deviceKey, mailboxSettings, onPremisesSipInfo } from './values.js';

const properties = {
  ...shared.properties,
  cloudRealtimeCommunicationInfo: complex(cloudRealtimeCommunicationInfo),
  deviceKeys: list(complex(deviceKey), readOnly),
  infoCatalogs: list(text()),
  isLicenseReconciliationNeeded: flag(readOnly),
  mailboxSettings: complex(mailboxSettings, { readable: 'entity' }),
  onPremisesSipInfo: complex(onPremisesSipInfo, readOnly),
  refreshTokensValidFromDateTime: dateTime({ ...readOnly, of: 'signInSessionsValidFromDateTime' }),
};

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
  allByDefault(properties, [
    'customSecurityAttributes',
    'lastPasswordChangeDateTime',
    'licenseAssignmentStates',
    'passwordProfile',
    'signInActivity',
  ]),
  { ...shared.navigations, transitiveReports: many('directoryObject', { computed: transitiveReports }) },
);
