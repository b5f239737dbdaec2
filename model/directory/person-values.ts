/** Complex values of people: users, contacts, and devices for some. */
import { binary, complexType, dateTime, enumeration, flag, int32, list, text } from '../edm.js';
import * as rules from './filter-rules.js';

export const authorizationInfo = complexType('authorizationInfo', {
  certificateUserIds: list(text(), { filter: rules.advancedAny }),
});

/** An open type: which attributes there are is the tenant's to define, and none are defined here. */
export const customSecurityAttributeValue = complexType('customSecurityAttributeValue', {});

export const employeeOrgData = complexType('employeeOrgData', {
  costCenter: text({ filter: rules.advancedEqual }),
  division: text({ filter: rules.advancedEqual }),
});

export const objectIdentity = complexType('objectIdentity', {
  issuer: text({ filter: rules.onlyEqual }),
  issuerAssignedId: text({ filter: rules.onlyEqual }),
  signInType: text({ filter: rules.onlyEqual }),
});

const extensionAttribute = { filter: rules.advancedBeginsOrNull, maxLength: 1024 } as const;

export const onPremisesExtensionAttributes = complexType('onPremisesExtensionAttributes', {
  extensionAttribute1: text(extensionAttribute),
  extensionAttribute2: text(extensionAttribute),
  extensionAttribute3: text(extensionAttribute),
  extensionAttribute4: text(extensionAttribute),
  extensionAttribute5: text(extensionAttribute),
  extensionAttribute6: text(extensionAttribute),
  extensionAttribute7: text(extensionAttribute),
  extensionAttribute8: text(extensionAttribute),
  extensionAttribute9: text(extensionAttribute),
  extensionAttribute10: text(extensionAttribute),
  extensionAttribute11: text(extensionAttribute),
  extensionAttribute12: text(extensionAttribute),
  extensionAttribute13: text(extensionAttribute),
  extensionAttribute14: text(extensionAttribute),
  extensionAttribute15: text(extensionAttribute),
});

export const passwordProfile = complexType('passwordProfile', {
  forceChangePasswordNextSignIn: flag({ filter: rules.advancedEqual }),
  forceChangePasswordNextSignInWithMfa: flag({ filter: rules.advancedEqual }),
  password: text(),
});

export const signInActivity = complexType('signInActivity', {
  lastNonInteractiveSignInDateTime: dateTime({ filter: rules.signInTimes }),
  lastNonInteractiveSignInRequestId: text(),
  lastSignInDateTime: dateTime({ filter: rules.signInTimes }),
  lastSignInRequestId: text(),
  lastSuccessfulSignInDateTime: dateTime({ filter: rules.signInTimes }),
  lastSuccessfulSignInRequestId: text(),
});

export const physicalOfficeAddress = complexType('physicalOfficeAddress', {
  city: text(),
  countryOrRegion: text(),
  officeLocation: text(),
  postalCode: text(),
  state: text(),
  street: text(),
});

export const alternativeSecurityId = complexType('alternativeSecurityId', {
  identityProvider: text(),
  key: binary(),
  type: int32(),
});

export const phoneType = enumeration('phoneType', [
  'home',
  'business',
  'mobile',
  'other',
  'assistant',
  'homeFax',
  'businessFax',
  'otherFax',
  'pager',
  'radio',
]);
