/** Complex values of applications and service principals. */
import { binary, complex, complexType, dateTime, enumeration, flag, guid, int32, list, member, text } from '../edm.js';

export const keyValue = complexType('keyValue', {
  key: text(),
  value: text(),
});

export const addIn = complexType('addIn', {
  id: guid(),
  properties: list(complex(keyValue)),
  type: text({ nullable: false }),
});

export const permissionScope = complexType('permissionScope', {
  adminConsentDescription: text(),
  adminConsentDisplayName: text(),
  id: guid({ nullable: false }),
  isEnabled: flag({ nullable: false }),
  origin: text(),
  type: text(),
  userConsentDescription: text(),
  userConsentDisplayName: text(),
  value: text(),
});

export const appRole = complexType('appRole', {
  allowedMemberTypes: list(text()),
  description: text(),
  displayName: text(),
  id: guid({ nullable: false }),
  isEnabled: flag({ nullable: false }),
  origin: text(),
  value: text(),
});

export const authenticationBehaviors = complexType('authenticationBehaviors', {
  blockAzureADGraphAccess: flag(),
  removeUnverifiedEmailClaim: flag(),
  requireClientServicePrincipal: flag(),
});

export const certification = complexType('certification', {
  certificationDetailsUrl: text(),
  certificationExpirationDateTime: dateTime(),
  isCertifiedByMicrosoft: flag(),
  isPublisherAttested: flag(),
  lastCertificationDateTime: dateTime(),
});

export const implicitGrantSettings = complexType('implicitGrantSettings', {
  enableAccessTokenIssuance: flag(),
  enableIdTokenIssuance: flag(),
});

export const informationalUrl = complexType('informationalUrl', {
  logoUrl: text(),
  marketingUrl: text(),
  privacyStatementUrl: text(),
  supportUrl: text(),
  termsOfServiceUrl: text(),
});

export const keyCredential = complexType('keyCredential', {
  customKeyIdentifier: binary(),
  displayName: text(),
  endDateTime: dateTime(),
  key: binary(),
  keyId: guid(),
  startDateTime: dateTime(),
  type: text(),
  usage: text(),
});

export const optionalClaim = complexType('optionalClaim', {
  additionalProperties: list(text()),
  essential: flag({ nullable: false }),
  name: text({ nullable: false }),
  source: text(),
});

export const optionalClaims = complexType('optionalClaims', {
  accessToken: list(complex(optionalClaim)),
  idToken: list(complex(optionalClaim)),
  saml2Token: list(complex(optionalClaim)),
});

export const parentalControlSettings = complexType('parentalControlSettings', {
  countriesBlockedForMinors: list(text()),
  legalAgeGroupRule: text(),
});

export const passwordCredential = complexType('passwordCredential', {
  customKeyIdentifier: binary(),
  displayName: text(),
  endDateTime: dateTime(),
  hint: text(),
  keyId: guid(),
  secretText: text(),
  startDateTime: dateTime(),
});

export const publicClientApplication = complexType('publicClientApplication', {
  redirectUris: list(text()),
});

export const redirectUriSettings = complexType('redirectUriSettings', {
  index: int32(),
  uri: text(),
});

export const weakAlgorithms = enumeration(
  'weakAlgorithms',
  {
    rsaSha1: 1,
    unknownFutureValue: 2,
  },
  { flags: true },
);

export const requestSignatureVerification = complexType('requestSignatureVerification', {
  allowedWeakAlgorithms: member(weakAlgorithms),
  isSignedRequestRequired: flag({ nullable: false }),
});

export const resourceAccess = complexType('resourceAccess', {
  id: guid({ nullable: false }),
  type: text(),
});

export const requiredResourceAccess = complexType('requiredResourceAccess', {
  resourceAccess: list(complex(resourceAccess)),
  resourceAppId: text({ nullable: false }),
});

export const resourceSpecificPermission = complexType('resourceSpecificPermission', {
  description: text(),
  displayName: text(),
  id: guid({ nullable: false }),
  isEnabled: flag({ nullable: false }),
  value: text(),
});

export const samlSingleSignOnSettings = complexType('samlSingleSignOnSettings', {
  relayState: text(),
});

export const servicePrincipalLockConfiguration = complexType('servicePrincipalLockConfiguration', {
  allProperties: flag(),
  credentialsWithUsageSign: flag(),
  credentialsWithUsageVerify: flag(),
  isEnabled: flag({ nullable: false }),
  tokenEncryptionKeyId: flag(),
});

export const spaApplication = complexType('spaApplication', {
  redirectUris: list(text()),
});

export const verifiedPublisher = complexType('verifiedPublisher', {
  addedDateTime: dateTime(),
  displayName: text(),
  verifiedPublisherId: text(),
});

export const nativeAuthenticationApisEnabled = enumeration(
  'nativeAuthenticationApisEnabled',
  ['none', 'all', 'unknownFutureValue'],
  { flags: true },
);
