/** Devices, contacts and role assignments of v1.0. */
import * as assignment from '../../directory/app-role-assignment.js';
import * as sharedDevice from '../../directory/device.js';
import * as contact from '../../directory/org-contact.js';
import { appRoleAssignments, devices, orgContacts } from '../../directory/tables.js';
import { complex, dateTime, entityType, list, readOnly } from '../../edm.js';
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
  sharedDevice.properties,
  sharedDevice.navigations,
);

export const orgContact = entityType(
  'orgContact',
  { base: 'directoryObject', table: orgContacts, discriminator: 'orgContact', workload: 'directory' },
  { ...contact.properties, phones: list(complex(phone), readOnly) },
  contact.navigations,
);

export const appRoleAssignment = entityType(
  'appRoleAssignment',
  { base: 'directoryObject', table: appRoleAssignments, workload: 'directory' },
  { ...assignment.properties, createdDateTime: dateTime(readOnly) },
);
