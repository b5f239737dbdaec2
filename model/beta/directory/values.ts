/** Complex values that only beta has, or spells in its own way. */

import { implicitGrantSettings, permissionScope, redirectUriSettings } from '../../directory/application-values.js';
import {
  automaticRepliesSetting,
  delegateMeetingMessageDeliveryOptions,
  localeInfo,
  workingHours,
} from '../../directory/mailbox-values.js';
import { phoneType } from '../../directory/person-values.js';
import { partnerTenantType } from '../../directory/tenant-values.js';
import {
  binary,
  complex,
  complexType,
  dateTime,
  enumeration,
  flag,
  guid,
  int32,
  list,
  member,
  text,
} from '../../edm.js';

export const userPurpose = enumeration('userPurpose', {
  unknown: 0,
  user: 1,
  linked: 2,
  shared: 3,
  room: 4,
  equipment: 5,
  others: 6,
  unknownFutureValue: 7,
});

export const mailboxRecipientType = enumeration('mailboxRecipientType', [
  'unknown',
  'user',
  'linked',
  'shared',
  'room',
  'equipment',
  'others',
]);

export const mailboxSettings = complexType('mailboxSettings', {
  archiveFolder: text(),
  automaticRepliesSetting: complex(automaticRepliesSetting),
  dateFormat: text(),
  delegateMeetingMessageDeliveryOptions: member(delegateMeetingMessageDeliveryOptions),
  language: complex(localeInfo),
  timeFormat: text(),
  timeZone: text(),
  userPurpose: member(userPurpose),
  userPurposeV2: member(mailboxRecipientType),
  workingHours: complex(workingHours),
});

export const phone = complexType('phone', {
  number: text(),
  type: member(phoneType),
});

export const preAuthorizedApplication = complexType('preAuthorizedApplication', {
  appId: text({ nullable: false }),
  permissionIds: list(text(), { of: 'delegatedPermissionIds' }),
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
  oauth2AllowImplicitFlow: flag(),
  redirectUris: list(text()),
  redirectUriSettings: list(complex(redirectUriSettings)),
});

export const cloudRealtimeCommunicationInfo = complexType('cloudRealtimeCommunicationInfo', {
  isSipEnabled: flag(),
});

export const deviceKey = complexType('deviceKey', {
  deviceId: guid(),
  keyMaterial: binary(),
  keyType: text(),
});

export const onPremisesSipInfo = complexType('onPremisesSipInfo', {
  isSipEnabled: flag({ nullable: false }),
  sipDeploymentLocation: text(),
  sipPrimaryAddress: text(),
});

export const membershipRuleProcessingStatusDetails = enumeration('MembershipRuleProcessingStatusDetails', [
  'NotStarted',
  'Running',
  'Failed',
  'Succeeded',
  'UnsupportedFutureValue',
]);

export const membershipRuleProcessingStatus = complexType('membershipRuleProcessingStatus', {
  errorMessage: text(),
  lastMembershipUpdated: dateTime(),
  status: member(membershipRuleProcessingStatusDetails),
});

export const windowsApplication = complexType('windowsApplication', {
  packageSid: text(),
  redirectUris: list(text()),
});

export const passwordSingleSignOnField = complexType('passwordSingleSignOnField', {
  customizedLabel: text(),
  defaultLabel: text(),
  fieldId: text(),
  type: text(),
});

export const passwordSingleSignOnSettings = complexType('passwordSingleSignOnSettings', {
  fields: list(complex(passwordSingleSignOnField)),
});

export const certificateConnectorSetting = complexType('certificateConnectorSetting', {
  certExpiryTime: dateTime({ nullable: false }),
  connectorVersion: text(),
  enrollmentError: text(),
  lastConnectorConnectionTime: dateTime({ nullable: false }),
  lastUploadVersion: int32({ nullable: false }),
  status: int32({ nullable: false }),
});

export const partnerInformation = complexType('partnerInformation', {
  commerceUrl: text(),
  companyName: text(),
  companyType: member(partnerTenantType),
  helpUrl: text(),
  partnerTenantId: text({ nullable: false }),
  supportEmails: list(text()),
  supportTelephones: list(text()),
  supportUrl: text(),
});

export const allowedRolePrincipalTypes = enumeration(
  'allowedRolePrincipalTypes',
  {
    user: 1,
    servicePrincipal: 2,
    group: 4,
    unknownFutureValue: 8,
  },
  { flags: true },
);
