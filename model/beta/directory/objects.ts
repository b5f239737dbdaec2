/** Devices, contacts and role assignments of beta. */
import * as assignment from '../../directory/app-role-assignment.js';
import * as sharedDevice from '../../directory/device.js';
import * as contact from '../../directory/org-contact.js';
import { onPremisesExtensionAttributes } from '../../directory/person-values.js';
import { appRoleAssignments, devices, orgContacts } from '../../directory/tables.js';
import { transitiveReports } from '../../directory/walks.js';
import { complex, dateTime, entityType, list, many, readOnly, text } from '../../edm.js';
import { phone } from './values.js';

export const device = entityType(
  'device',
  {
    base: 'directoryObject',
    table: devices,
    discriminator: 'device',
    workload: 'directory',
    alternateKeys: { deviceId: { index: 'deviceId', fold: true } },
  },
  {
    ...sharedDevice.properties,
    alternativeNames: list(text()),
    domainName: text(readOnly),
    extensionAttributes: complex(onPremisesExtensionAttributes, { initial: {} }),
    hostnames: list(text(), readOnly),
    // `kind` of a record says that it is a device.
    kind: text({ of: 'deviceKind' }),
    name: text(),
    platform: text(),
    status: text(),
  },
  sharedDevice.navigations,
);

export const orgContact = entityType(
  'orgContact',
  { base: 'directoryObject', table: orgContacts, discriminator: 'orgContact', workload: 'directory' },
  { ...contact.properties, phones: list(complex(phone), readOnly) },
  { ...contact.navigations, transitiveReports: many('directoryObject', { computed: transitiveReports }) },
);

export const appRoleAssignment = entityType(
  'appRoleAssignment',
  { base: 'directoryObject', table: appRoleAssignments, workload: 'directory' },
  { ...assignment.properties, creationTimestamp: dateTime({ of: 'createdDateTime', ...readOnly }) },
);
