/** The service principal, as far as both versions declare it alike: the "servicePrincipal resource type" page. */
import { complex, flag, guid, list, many, onCreate, readOnly, text } from '../edm.js';
import * as values from './application-values.js';
import * as rules from './filter-rules.js';
import { inTwenties, memberOfAny, selectable } from './navigations.js';
import { customSecurityAttributeValue } from './person-values.js';
import { passwordCredentials } from './secret-values.js';
import { owners } from './tables.js';
import { createdObjects, transitiveMemberOf } from './walks.js';

/** Declared by the service's metadata document, and newer than the published types. */
const newer = { source: '$metadata of Microsoft Graph' } as const;

export const properties = {
  accountEnabled: flag({ filter: rules.equal, initial: true }),
  addIns: list(complex(values.addIn)),
  alternativeNames: list(text(), { filter: rules.anyBegins }),
  appDescription: text(readOnly),
  appDisplayName: text({ ...readOnly, filter: rules.equal, maxLength: 256 }),
  appId: text({ ...onCreate, filter: rules.begins, required: true }),
  applicationTemplateId: text({ ...readOnly, filter: rules.equal }),
  appOwnerOrganizationId: guid({ ...readOnly, filter: rules.equal }),
  appRoleAssignmentRequired: flag({ filter: rules.equal, nullable: false, initial: false }),
  appRoles: list(complex(values.appRole)),
  createdByAppId: text({ ...readOnly, ...newer, filter: rules.equal }),
  customSecurityAttributes: complex(customSecurityAttributeValue, readOnly),
  description: text({ filter: rules.begins, tokenized: true }),
  disabledByMicrosoftStatus: text({ ...readOnly, filter: rules.equal }),
  displayName: text({ filter: rules.beginsOrNull, sort: 'basic', tokenized: true }),
  homepage: text(),
  info: complex(values.informationalUrl, { filter: rules.equalOrNull, initial: {} }),
  isDisabled: flag({ ...newer, filter: rules.equal }),
  keyCredentials: list(complex(values.keyCredential), { filter: rules.anyEqual }),
  loginUrl: text(),
  logoutUrl: text(),
  notes: text({ maxLength: 1024 }),
  notificationEmailAddresses: list(text()),
  passwordCredentials: list(complex(values.passwordCredential), { filter: rules.anyEqual, of: passwordCredentials }),
  preferredSingleSignOnMode: text(),
  preferredTokenSigningKeyThumbprint: text(),
  replyUrls: list(text()),
  samlSingleSignOnSettings: complex(values.samlSingleSignOnSettings),
  servicePrincipalNames: list(text(), { filter: rules.anyBegins }),
  servicePrincipalType: text({ filter: rules.equal }),
  signInAudience: text(readOnly),
  tags: list(text(), { filter: rules.anyBegins }),
  tokenEncryptionKeyId: guid(),
  verifiedPublisher: complex(values.verifiedPublisher, { ...readOnly, initial: {} }),
};

const assignments = { contained: true, limits: inTwenties } as const;

export const navigations = {
  /** The roles of this service principal, to whom they are given. */
  appRoleAssignedTo: many('appRoleAssignment', { inverse: 'resourceId' }, assignments),
  /** The roles of others that are given to this service principal. */
  appRoleAssignments: many('appRoleAssignment', { inverse: 'principalId' }, assignments),
  createdObjects: many('directoryObject', { computed: createdObjects }, { limits: inTwenties }),
  memberOf: memberOfAny,
  ownedObjects: many('directoryObject', { link: owners, end: 'right' }, { limits: selectable }),
  owners: many('directoryObject', { link: owners, end: 'left' }, { limits: selectable }),
  transitiveMemberOf: many('directoryObject', { computed: transitiveMemberOf }, { limits: inTwenties }),
};
