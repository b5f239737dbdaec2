/** Complex values of the organization, its domains, invitations and roles. */
import { complex, complexType, dateTime, enumeration, flag, int32, list, text } from '../edm.js';

export const mdmAuthority = enumeration('mdmAuthority', ['unknown', 'intune', 'sccm', 'office365']);

export const partnerTenantType = enumeration('partnerTenantType', {
  microsoftSupport: 1,
  syndicatePartner: 2,
  breadthPartner: 3,
  breadthPartnerDelegatedAdmin: 4,
  resellerPartnerDelegatedAdmin: 5,
  valueAddedResellerPartnerDelegatedAdmin: 6,
  unknownFutureValue: 7,
});

export const domainState = complexType('domainState', {
  lastActionDateTime: dateTime(),
  operation: text(),
  status: text(),
});

export const emailAddress = complexType('emailAddress', {
  address: text(),
  name: text(),
});

export const recipient = complexType('recipient', {
  emailAddress: complex(emailAddress),
});

export const invitedUserMessageInfo = complexType('invitedUserMessageInfo', {
  ccRecipients: list(complex(recipient)),
  customizedMessageBody: text(),
  messageLanguage: text(),
});

export const directorySizeQuota = complexType('directorySizeQuota', {
  total: int32(),
  used: int32(),
});

export const privacyProfile = complexType('privacyProfile', {
  contactEmail: text(),
  statementUrl: text(),
});

export const verifiedDomain = complexType('verifiedDomain', {
  capabilities: text(),
  isDefault: flag(),
  isInitial: flag(),
  name: text(),
  type: text(),
});

export const unifiedRolePermission = complexType('unifiedRolePermission', {
  allowedResourceActions: list(text()),
  condition: text(),
  excludedResourceActions: list(text()),
});
