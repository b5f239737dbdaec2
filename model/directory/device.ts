/** The device, as far as both versions declare it alike: the "device resource type" page. */
import { complex, dateTime, flag, int32, list, many, readOnly, text } from '../edm.js';
import * as rules from './filter-rules.js';
import { inTwenties, memberOfAny, selectable } from './navigations.js';
import { alternativeSecurityId } from './person-values.js';
import { registeredOwners, registeredUsers } from './tables.js';
import { transitiveMemberOf } from './walks.js';

export const properties = {
  accountEnabled: flag({ filter: rules.equal, required: true }),
  alternativeSecurityIds: list(complex(alternativeSecurityId), { filter: rules.anyEqual, required: true }),
  approximateLastSignInDateTime: dateTime({ ...readOnly, filter: rules.datesOrNull, sort: 'advanced' }),
  complianceExpirationDateTime: dateTime(readOnly),
  deviceCategory: text(),
  deviceId: text({ filter: rules.begins, required: true }),
  deviceMetadata: text(),
  deviceOwnership: text(),
  deviceVersion: int32(),
  displayName: text({ filter: rules.beginsOrNull, sort: 'basic', tokenized: true, required: true, maxLength: 256 }),
  enrollmentProfileName: text(),
  enrollmentType: text(),
  isCompliant: flag({ filter: rules.equal }),
  isManaged: flag({ filter: rules.equal }),
  isManagementRestricted: flag(readOnly),
  isRooted: flag(),
  managementType: text(),
  manufacturer: text(readOnly),
  mdmAppId: text({ ...readOnly, filter: rules.begins }),
  model: text(readOnly),
  onPremisesLastSyncDateTime: dateTime({ ...readOnly, filter: rules.dates }),
  onPremisesSecurityIdentifier: text({ ...readOnly, filter: rules.onlyEqual }),
  onPremisesSyncEnabled: flag({ ...readOnly, filter: rules.equalOrNull }),
  operatingSystem: text({ filter: rules.beginsOrNull, required: true }),
  operatingSystemVersion: text({ filter: rules.beginsOrNull, required: true }),
  physicalIds: list(text(), { filter: rules.anyBegins }),
  profileType: text(),
  registrationDateTime: dateTime(readOnly),
  systemLabels: list(text(), { filter: rules.anyEqual }),
  trustType: text({ ...readOnly, filter: rules.equal }),
};

export const navigations = {
  memberOf: memberOfAny,
  registeredOwners: many('directoryObject', { link: registeredOwners, end: 'left' }, { limits: selectable }),
  registeredUsers: many('directoryObject', { link: registeredUsers, end: 'left' }, { limits: selectable }),
  transitiveMemberOf: many('directoryObject', { computed: transitiveMemberOf }, { limits: inTwenties }),
};
