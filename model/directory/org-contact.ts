/** The organizational contact, synchronized from the mail system and never written: "orgContact resource type" page. */
import { complex, dateTime, flag, list, many, one, readOnly, text } from '../edm.js';
import * as rules from './filter-rules.js';
import { onPremisesProvisioningError, serviceProvisioningError } from './licence-values.js';
import { memberOfAny, selectable } from './navigations.js';
import { physicalOfficeAddress } from './person-values.js';
import { directReports, transitiveMemberOf } from './walks.js';

export const properties = {
  addresses: list(complex(physicalOfficeAddress), readOnly),
  companyName: text({ ...readOnly, filter: rules.beginsOrNull }),
  department: text({ ...readOnly, filter: rules.beginsOrNull }),
  displayName: text({ ...readOnly, filter: rules.beginsOrNull, sort: 'basic', tokenized: true, maxLength: 256 }),
  givenName: text({ ...readOnly, filter: rules.beginsOrNull }),
  jobTitle: text({ ...readOnly, filter: rules.beginsOrNull }),
  mail: text({ ...readOnly, filter: rules.beginsOrNull }),
  mailNickname: text({ ...readOnly, filter: rules.beginsOrNull }),
  onPremisesLastSyncDateTime: dateTime({ ...readOnly, filter: rules.dates }),
  onPremisesProvisioningErrors: list(complex(onPremisesProvisioningError), { ...readOnly, filter: rules.anyEqual }),
  onPremisesSyncEnabled: flag({ ...readOnly, filter: rules.equalOrNull }),
  proxyAddresses: list(text(), { ...readOnly, filter: rules.anyBegins }),
  serviceProvisioningErrors: list(complex(serviceProvisioningError), { ...readOnly, filter: rules.anyEqual }),
  surname: text({ ...readOnly, filter: rules.beginsOrNull }),
};

export const navigations = {
  directReports: many('directoryObject', { computed: directReports }, { limits: selectable }),
  manager: one('directoryObject', { key: 'managerId' }, { limits: selectable }),
  memberOf: memberOfAny,
  transitiveMemberOf: many('directoryObject', { computed: transitiveMemberOf }),
};
