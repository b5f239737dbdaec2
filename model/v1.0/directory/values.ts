/** Complex values that v1.0 spells in its own way. */

import { implicitGrantSettings, permissionScope, redirectUriSettings } from '../../directory/application-values.js';
import {
  automaticRepliesSetting,
  delegateMeetingMessageDeliveryOptions,
  localeInfo,
  workingHours,
} from '../../directory/mailbox-values.js';
import { phoneType } from '../../directory/person-values.js';
import { complex, complexType, enumeration, flag, guid, int32, list, member, text } from '../../edm.js';

export const userPurpose = enumeration('userPurpose', {
  user: 1,
  linked: 2,
  shared: 3,
  room: 4,
  equipment: 5,
  others: 6,
  unknownFutureValue: 7,
});

export const mailboxSettings = complexType('mailboxSettings', {
  archiveFolder: text(),
  automaticRepliesSetting: complex(automaticRepliesSetting),
  dateFormat: text(),
  delegateMeetingMessageDeliveryOptions: member(delegateMeetingMessageDeliveryOptions),
  language: complex(localeInfo),
  timeFormat: text(),
  timeZone: text(),
  userPurpose: member(userPurpose),
  workingHours: complex(workingHours),
});

export const phone = complexType('phone', {
  language: text(),
  number: text(),
  region: text(),
  type: member(phoneType),
});

export const preAuthorizedApplication = complexType('preAuthorizedApplication', {
  appId: text(),
  delegatedPermissionIds: list(text()),
});

export const apiApplication = complexType('apiApplication', {
  acceptMappedClaims: flag(),
  knownClientApplications: list(guid()),
  oauth2PermissionScopes: list(complex(permissionScope)),
  preAuthorizedApplications: list(complex(preAuthorizedApplication)),
  requestedAccessTokenVersion: int32(),
});

export const webApplication = complexType('webApplication', {
  homePageUrl: text(),
  implicitGrantSettings: complex(implicitGrantSettings),
  logoutUrl: text(),
  redirectUris: list(text()),
  redirectUriSettings: list(complex(redirectUriSettings)),
});
