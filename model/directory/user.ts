/** The user, as far as both versions declare it alike: the "user resource type" page. */
import { complex, dateTime, flag, int32, list, many, one, readOnly, text } from '../edm.js';
import { byDefault, inCreated, ofEntity } from './default-sets.js';
import * as rules from './filter-rules.js';
import * as licences from './licence-values.js';
import { inTwenties, memberOfAny, selectable } from './navigations.js';
import * as person from './person-values.js';
import { passwordProfile } from './secret-values.js';
import { owners, registeredOwners, registeredUsers, sponsors } from './tables.js';
import { assignedAppRoles, createdObjects, directReports, transitiveMemberOf } from './walks.js';

/** What SharePoint prints for a date that nobody set. */
const NEVER = '0001-01-01T00:00:00Z';

export const properties = {
  aboutMe: text(ofEntity),
  accountEnabled: flag({ ...inCreated, filter: rules.equal, sort: 'advanced', required: true }),
  ageGroup: text({ ...inCreated, filter: rules.equal }),
  assignedLicenses: list(complex(licences.assignedLicense), { ...readOnly, filter: rules.anyEqual }),
  assignedPlans: list(complex(licences.assignedPlan), { ...readOnly, filter: rules.advancedAny }),
  authorizationInfo: complex(person.authorizationInfo),
  birthday: dateTime({ ...ofEntity, nullable: false, initial: NEVER }),
  businessPhones: list(text(), { ...byDefault, filter: rules.advancedAny }),
  city: text({ ...inCreated, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 128 }),
  companyName: text({ ...inCreated, filter: rules.advancedBeginsOrNull, sort: 'advanced', maxLength: 64 }),
  consentProvidedForMinor: text({ ...inCreated, filter: rules.equal }),
  country: text({ ...inCreated, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 128 }),
  createdDateTime: dateTime({ ...inCreated, ...readOnly, filter: rules.datesOrNull, sort: 'advanced' }),
  creationType: text({ ...inCreated, ...readOnly, filter: rules.equal }),
  customSecurityAttributes: complex(person.customSecurityAttributeValue, readOnly),
  department: text({ ...inCreated, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 64 }),
  deviceEnrollmentLimit: int32({ ...readOnly, ...ofEntity, nullable: false, initial: 5 }),
  displayName: text({
    ...byDefault,
    filter: rules.beginsOrNull,
    sort: 'basic',
    tokenized: true,
    required: true,
    maxLength: 256,
  }),
  employeeHireDate: dateTime({ filter: rules.advancedDates, sort: 'advanced' }),
  employeeId: text({ ...inCreated, filter: rules.equalThenBegins, sort: 'advanced', maxLength: 16 }),
  employeeLeaveDateTime: dateTime({ filter: rules.advancedDates }),
  employeeOrgData: complex(person.employeeOrgData),
  employeeType: text({ filter: rules.advancedBegins }),
  externalUserState: text({ ...inCreated, ...readOnly, filter: rules.equal }),
  externalUserStateChangeDateTime: dateTime({ ...inCreated, ...readOnly, filter: rules.equal }),
  faxNumber: text({ ...inCreated, filter: rules.advancedBeginsOrNull }),
  givenName: text({ ...byDefault, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 64 }),
  hireDate: dateTime({ ...ofEntity, nullable: false, initial: NEVER }),
  identities: list(complex(person.objectIdentity), { filter: rules.anyEqual }),
  identityParentId: text({ ...readOnly, source: '$metadata of Microsoft Graph' }),
  imAddresses: list(text(), { ...inCreated, ...readOnly, filter: rules.anyBegins }),
  interests: list(text(), ofEntity),
  isManagementRestricted: flag(readOnly),
  isResourceAccount: flag({ ...inCreated, filter: rules.equal }),
  jobTitle: text({ ...byDefault, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 128 }),
  lastPasswordChangeDateTime: dateTime(readOnly),
  legalAgeGroupClassification: text({ ...inCreated, ...readOnly }),
  licenseAssignmentStates: list(complex(licences.licenseAssignmentState), readOnly),
  mail: text({ ...byDefault, filter: rules.beginsOrEndsOrNull, sort: 'advanced' }),
  mailNickname: text({
    ...inCreated,
    filter: rules.beginsOrNull,
    sort: 'advanced',
    required: true,
    maxLength: 64,
  }),
  mobilePhone: text({ ...byDefault, filter: rules.advancedBeginsOrNull, maxLength: 64 }),
  mySite: text(ofEntity),
  officeLocation: text({ ...byDefault, filter: rules.advancedBeginsOrNull, sort: 'advanced', maxLength: 128 }),
  onPremisesDistinguishedName: text({ ...inCreated, ...readOnly }),
  onPremisesDomainName: text({ ...inCreated, ...readOnly }),
  onPremisesExtensionAttributes: complex(person.onPremisesExtensionAttributes, inCreated),
  onPremisesImmutableId: text({ ...inCreated, filter: rules.equal }),
  onPremisesLastSyncDateTime: dateTime({ ...inCreated, ...readOnly, filter: rules.datesOrNull }),
  onPremisesProvisioningErrors: list(complex(licences.onPremisesProvisioningError), {
    ...inCreated,
    ...readOnly,
    filter: rules.anyEqual,
  }),
  onPremisesSamAccountName: text({ ...inCreated, ...readOnly, filter: rules.advancedBegins }),
  onPremisesSecurityIdentifier: text({ ...inCreated, ...readOnly, filter: rules.equalOrNull }),
  onPremisesSyncEnabled: flag({ ...inCreated, ...readOnly, filter: rules.equalOrNull }),
  onPremisesUserPrincipalName: text({ ...inCreated, ...readOnly }),
  otherMails: list(text(), { ...inCreated, filter: rules.anyBeginsOrEnds }),
  passwordPolicies: text({ ...inCreated, filter: rules.advancedEqualOrNull }),
  passwordProfile: complex(person.passwordProfile, { of: passwordProfile, required: true }),
  pastProjects: list(text(), ofEntity),
  postalCode: text({ ...inCreated, filter: rules.advancedBeginsOrNull, sort: 'advanced', maxLength: 40 }),
  preferredDataLocation: text(inCreated),
  preferredLanguage: text({ ...byDefault, filter: rules.advancedBeginsOrNull }),
  preferredName: text({ ...ofEntity, initial: '' }),
  provisionedPlans: list(complex(licences.provisionedPlan), { ...readOnly, filter: rules.advancedAny }),
  proxyAddresses: list(text(), { ...inCreated, ...readOnly, filter: rules.anyBeginsOrEnds }),
  responsibilities: list(text(), ofEntity),
  schools: list(text(), ofEntity),
  securityIdentifier: text({ ...readOnly, filter: rules.begins }),
  serviceProvisioningErrors: list(complex(licences.serviceProvisioningError), { ...readOnly, filter: rules.anyEqual }),
  showInAddressList: flag({ ...inCreated, filter: rules.advancedEqual }),
  signInActivity: complex(person.signInActivity, { ...readOnly, pageAtMost: 120 }),
  signInSessionsValidFromDateTime: dateTime({ ...inCreated, ...readOnly }),
  skills: list(text(), ofEntity),
  state: text({ ...inCreated, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 128 }),
  streetAddress: text({ ...inCreated, filter: rules.advancedBeginsOrNull, maxLength: 1024 }),
  surname: text({ ...byDefault, filter: rules.beginsOrNull, sort: 'advanced', maxLength: 64 }),
  usageLocation: text({ ...inCreated, filter: rules.beginsOrNull, sort: 'advanced', pattern: /^[A-Za-z]{2}$/ }),
  userPrincipalName: text({ ...byDefault, filter: rules.beginsOrEnds, sort: 'basic', required: true }),
  userType: text({ ...inCreated, filter: rules.equalOrNull, sort: 'advanced' }),
};

export const navigations = {
  appRoleAssignments: many(
    'appRoleAssignment',
    { computed: assignedAppRoles },
    { contained: true, limits: inTwenties },
  ),
  createdObjects: many('directoryObject', { computed: createdObjects }, { limits: inTwenties }),
  directReports: many('directoryObject', { computed: directReports }, { limits: selectable }),
  manager: one('directoryObject', { key: 'managerId' }, { limits: { options: ['$select', '$levels'] } }),
  memberOf: memberOfAny,
  ownedDevices: many('directoryObject', { link: registeredOwners, end: 'right' }, { limits: inTwenties }),
  ownedObjects: many('directoryObject', { link: owners, end: 'right' }, { limits: selectable }),
  registeredDevices: many('directoryObject', { link: registeredUsers, end: 'right' }, { limits: { items: 100 } }),
  sponsors: many('directoryObject', { link: sponsors, end: 'left' }, { limits: inTwenties }),
  transitiveMemberOf: many('directoryObject', { computed: transitiveMemberOf }, { limits: inTwenties }),
};

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is no GUID in the URL is taken for a user principal name. */
export const alias = { index: 'userPrincipalName', fold: true, when: (key: string) => !GUID.test(key) } as const;
