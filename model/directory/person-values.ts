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

export const onPremisesExtensionAttributes = complexType('onPremisesExtensionAttributes', {
  extensionAttribute1: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute2: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute3: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute4: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute5: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute6: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute7: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute8: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute9: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute10: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute11: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute12: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute13: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute14: text({ filter: rules.advancedBeginsOrNull }),
  extensionAttribute15: text({ filter: rules.advancedBeginsOrNull }),
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
