/** The group, as far as both versions declare it alike: the "group resource type" page. */
import { complex, dateTime, flag, int32, list, many, member, onCreate, one, readOnly, text } from '../edm.js';
import { byDefault, inCreated, ofEntity, ofMailbox } from './default-sets.js';
import * as rules from './filter-rules.js';
import { groupAccessType, groupWritebackConfiguration } from './group-values.js';
import * as licences from './licence-values.js';
import { inTwenties, memberOfAny, selectable } from './navigations.js';
import { onPremisesExtensionAttributes } from './person-values.js';
import { members, owners } from './tables.js';
import { organizationId, transitiveMemberOf, transitiveMembers } from './walks.js';

/** Printed by the service ("Create group" page, examples 2 and 3; entitlement management tutorial). */
const printed = { source: 'create group page' } as const;

/** Declared by the service's metadata document, and described on no page. */
const unpublished = { source: '$metadata of Microsoft Graph' } as const;

export const properties = {
  accessType: member(groupAccessType, { ...ofEntity, ...unpublished }),
  deletedDateTime: dateTime({ ...byDefault, ...readOnly, filter: rules.dates, sort: 'advanced' }),
  allowExternalSenders: flag({ ...ofMailbox, initial: false }),
  assignedLabels: list(complex(licences.assignedLabel)),
  assignedLicenses: list(complex(licences.assignedLicense), { ...readOnly, filter: rules.anyEqual }),
  autoSubscribeNewMembers: flag({ ...ofMailbox, initial: false }),
  classification: text({ ...byDefault, filter: rules.begins }),
  createdByAppId: text({ ...inCreated, ...readOnly, ...printed, filter: rules.equal }),
  createdDateTime: dateTime({ ...byDefault, ...readOnly, filter: rules.dates, sort: 'advanced' }),
  creationOptions: list(text(), { ...byDefault, ...onCreate, ...printed }),
  description: text({ ...byDefault, filter: rules.advancedBeginsOrNull, tokenized: true, maxLength: 1024 }),
  displayName: text({
    ...byDefault,
    filter: rules.beginsOrNull,
    sort: 'basic',
    tokenized: true,
    required: true,
    maxLength: 256,
  }),
  expirationDateTime: dateTime({ ...byDefault, ...readOnly, filter: rules.advancedDates, sort: 'advanced' }),
  groupTypes: list(text(), { ...byDefault, filter: rules.anyEqual, initial: [] }),
  hasMembersWithLicenseErrors: flag({ ...readOnly, filter: rules.onlyEqual, readable: 'filter' }),
  hideFromAddressLists: flag({ ...ofMailbox, initial: false }),
  hideFromOutlookClients: flag({ ...ofMailbox, initial: false }),
  infoCatalogs: list(text(), { ...inCreated, ...readOnly, ...printed }),
  isArchived: flag(readOnly),
  isAssignableToRole: flag({ ...byDefault, ...onCreate, filter: rules.equal }),
  isFavorite: flag({ ...ofEntity, ...unpublished }),
  isManagementRestricted: flag({ ...inCreated, ...readOnly }),
  isSubscribedByMail: flag({ ...ofMailbox, initial: true }),
  licenseProcessingState: complex(licences.licenseProcessingState, readOnly),
  mail: text({ ...byDefault, ...readOnly, filter: rules.beginsOrNull, sort: 'advanced' }),
  mailEnabled: flag({ ...byDefault, filter: rules.equal, required: true }),
  mailNickname: text({
    ...byDefault,
    filter: rules.beginsOrNull,
    sort: 'advanced',
    required: true,
    maxLength: 64,
    pattern: /^(?:(?![@()\\[\]";:.<>,])[!-~])+$/,
  }),
  membershipRule: text({ ...byDefault, filter: rules.begins }),
  membershipRuleProcessingState: text({ ...byDefault, filter: rules.equal }),
  onPremisesDomainName: text({ ...byDefault, ...readOnly }),
  onPremisesExtensionAttributes: complex(onPremisesExtensionAttributes, { ...readOnly, ...unpublished }),
  onPremisesLastSyncDateTime: dateTime({ ...byDefault, ...readOnly, filter: rules.dates }),
  onPremisesNetBiosName: text({ ...byDefault, ...readOnly }),
  onPremisesProvisioningErrors: list(complex(licences.onPremisesProvisioningError), {
    ...byDefault,
    ...readOnly,
    filter: rules.anyEqual,
  }),
  onPremisesSamAccountName: text({ ...byDefault, ...readOnly, filter: rules.advancedBegins }),
  onPremisesSecurityIdentifier: text({ ...byDefault, ...readOnly, filter: rules.equalOrNull }),
  onPremisesSyncEnabled: flag({ ...byDefault, ...readOnly, filter: rules.equalOrNull }),
  organizationId: text({ ...inCreated, ...readOnly, ...printed, of: (_group, reader) => organizationId(reader) }),
  preferredDataLocation: text(byDefault),
  preferredLanguage: text({ ...byDefault, filter: rules.advancedBeginsOrNull }),
  proxyAddresses: list(text(), { ...byDefault, ...readOnly, filter: rules.anyBegins }),
  renewedDateTime: dateTime({ ...byDefault, ...readOnly, filter: rules.dates, sort: 'advanced' }),
  resourceBehaviorOptions: list(text(), { ...byDefault, ...onCreate, ...printed, filter: rules.anyEqual }),
  resourceProvisioningOptions: list(text(), { ...byDefault, ...printed, filter: rules.anyEqual }),
  securityEnabled: flag({ ...byDefault, filter: rules.equal, required: true }),
  securityIdentifier: text({ ...byDefault, ...readOnly, filter: rules.begins }),
  serviceProvisioningErrors: list(complex(licences.serviceProvisioningError), {
    ...byDefault,
    ...readOnly,
    filter: rules.anyEqual,
  }),
  theme: text(byDefault),
  uniqueName: text({ ...byDefault, ...onCreate, filter: rules.begins }),
  unseenConversationsCount: int32({ ...readOnly, ...ofEntity, ...unpublished }),
  unseenCount: int32({ ...ofMailbox, initial: 0 }),
  unseenMessagesCount: int32({ ...readOnly, ...ofEntity, ...unpublished }),
  visibility: text(byDefault),
  welcomeMessageEnabled: flag({ ...ofMailbox, ...unpublished }),
  writebackConfiguration: complex(groupWritebackConfiguration, { ...inCreated, ...printed, initial: {} }),
};

export const navigations = {
  appRoleAssignments: many('appRoleAssignment', { inverse: 'principalId' }, { contained: true, limits: inTwenties }),
  createdOnBehalfOf: one('directoryObject', { key: 'createdOnBehalfOfId' }),
  memberOf: memberOfAny,
  members: many('directoryObject', { link: members, end: 'left' }, { limits: selectable }),
  membersWithLicenseErrors: many('directoryObject', { computed: () => [] }),
  owners: many('directoryObject', { link: owners, end: 'left' }, { limits: selectable }),
  transitiveMemberOf: many('directoryObject', { computed: transitiveMemberOf }, { limits: inTwenties }),
  transitiveMembers: many('directoryObject', { computed: transitiveMembers }, { limits: inTwenties }),
};
