/** The application, as far as both versions declare it alike: the "application resource type" page. */
import { complex, dateTime, flag, guid, list, many, member, onCreate, one, readOnly, stream, text } from '../edm.js';
import * as values from './application-values.js';
import * as rules from './filter-rules.js';
import { selectable } from './navigations.js';
import { passwordCredentials } from './secret-values.js';
import { owners } from './tables.js';

/** Declared by the service's metadata document, and newer than the published types. */
const newer = { source: '$metadata of Microsoft Graph' } as const;

export const properties = {
  appId: text({ ...readOnly, filter: rules.equal }),
  appRoles: list(complex(values.appRole)),
  authenticationBehaviors: complex(values.authenticationBehaviors),
  certification: complex(values.certification, readOnly),
  createdByAppId: text({ ...readOnly, ...newer, filter: rules.equal }),
  createdDateTime: dateTime({ ...readOnly, filter: rules.datesOrNull, sort: 'advanced' }),
  defaultRedirectUri: text(),
  description: text({ filter: rules.begins, tokenized: true, maxLength: 1024 }),
  disabledByMicrosoftStatus: text({ ...readOnly, filter: rules.equal }),
  displayName: text({ filter: rules.beginsOrNull, sort: 'basic', tokenized: true, required: true, maxLength: 256 }),
  groupMembershipClaims: text(),
  identifierUris: list(text(), { filter: rules.anyBegins }),
  info: complex(values.informationalUrl, { filter: rules.equalOrNull, initial: {} }),
  isDeviceOnlyAuthSupported: flag(),
  isDisabled: flag({ ...newer, filter: rules.equal }),
  isFallbackPublicClient: flag(),
  keyCredentials: list(complex(values.keyCredential), { filter: rules.anyEqual }),
  logo: stream({ nullable: false }),
  managerApplications: list(guid(), newer),
  nativeAuthenticationApisEnabled: member(values.nativeAuthenticationApisEnabled),
  notes: text(),
  // In beta, too, although the published types leave it out there.
  oauth2RequirePostResponse: flag({ nullable: false, initial: false }),
  optionalClaims: complex(values.optionalClaims),
  parentalControlSettings: complex(values.parentalControlSettings, { initial: { legalAgeGroupRule: 'Allow' } }),
  passwordCredentials: list(complex(values.passwordCredential), { filter: rules.anyEqual, of: passwordCredentials }),
  publicClient: complex(values.publicClientApplication, { initial: {} }),
  publisherDomain: text({ ...readOnly, filter: rules.begins }),
  requestSignatureVerification: complex(values.requestSignatureVerification),
  requiredResourceAccess: list(complex(values.requiredResourceAccess), { filter: rules.anyEqual }),
  samlMetadataUrl: text(),
  serviceManagementReference: text(),
  servicePrincipalLockConfiguration: complex(values.servicePrincipalLockConfiguration),
  signInAudience: text({ filter: rules.equal }),
  spa: complex(values.spaApplication, { initial: {} }),
  tags: list(text(), { filter: rules.anyBegins, tokenized: true }),
  tokenEncryptionKeyId: guid(),
  uniqueName: text({ ...onCreate, filter: rules.equal }),
  verifiedPublisher: complex(values.verifiedPublisher, { ...readOnly, initial: {} }),
};

export const navigations = {
  createdOnBehalfOf: one('directoryObject', { key: 'createdOnBehalfOfId' }),
  owners: many('directoryObject', { link: owners, end: 'left' }, { limits: selectable }),
};
