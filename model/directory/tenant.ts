/** The organization, its domains, invitations to it and its recycle bin: what both versions declare alike. */
import {
  complex,
  dateTime,
  entityType,
  flag,
  int32,
  list,
  many,
  member,
  onCreate,
  one,
  readOnly,
  text,
} from '../edm.js';
import { assignedPlan, provisionedPlan } from './licence-values.js';
import * as tables from './tables.js';
import * as values from './tenant-values.js';
import { sizeQuota } from './walks.js';

/** Published in beta alone, and printed by v1.0, too. */
const printed = { source: 'get organization page' } as const;

/** What may be changed are the addresses for notices and the privacy profile ("Update organization" page). */
export const organizationProperties = {
  assignedPlans: list(complex(assignedPlan), readOnly),
  businessPhones: list(text(), readOnly),
  city: text(readOnly),
  country: text(readOnly),
  countryLetterCode: text(readOnly),
  createdDateTime: dateTime(readOnly),
  defaultUsageLocation: text(readOnly),
  directorySizeQuota: complex(values.directorySizeQuota, { ...readOnly, ...printed, of: sizeQuota }),
  displayName: text(readOnly),
  isMultipleDataLocationsForServicesEnabled: flag({ ...readOnly, ...printed }),
  marketingNotificationEmails: list(text()),
  mobileDeviceManagementAuthority: member(values.mdmAuthority, { ...readOnly, nullable: false, initial: 'unknown' }),
  onPremisesLastSyncDateTime: dateTime(readOnly),
  onPremisesSyncEnabled: flag(readOnly),
  partnerTenantType: member(values.partnerTenantType, readOnly),
  postalCode: text(readOnly),
  preferredLanguage: text(readOnly),
  privacyProfile: complex(values.privacyProfile),
  provisionedPlans: list(complex(provisionedPlan), readOnly),
  securityComplianceNotificationMails: list(text()),
  securityComplianceNotificationPhones: list(text()),
  state: text(readOnly),
  street: text(readOnly),
  technicalNotificationMails: list(text()),
  tenantType: text({ ...readOnly, initial: 'AAD' }),
  verifiedDomains: list(complex(values.verifiedDomain), readOnly),
};

export const domainProperties = {
  /** The name of the domain, given by who adds it. */
  id: text({ ...onCreate, required: true, nullable: false }),
  authenticationType: text({ ...readOnly, nullable: false, initial: 'Managed' }),
  availabilityStatus: text(readOnly),
  isAdminManaged: flag({ ...readOnly, nullable: false, initial: true }),
  isDefault: flag({ nullable: false, initial: false }),
  isInitial: flag({ ...readOnly, nullable: false, initial: false }),
  isRoot: flag({ ...readOnly, nullable: false, initial: true }),
  isVerified: flag({ ...readOnly, nullable: false, initial: false }),
  passwordNotificationWindowInDays: int32(),
  passwordValidityPeriodInDays: int32(),
  state: complex(values.domainState, readOnly),
  supportedServices: list(text()),
};

export const invitation = entityType(
  'invitation',
  { base: 'entity', table: tables.invitations, workload: 'directory' },
  {
    invitedUserDisplayName: text(onCreate),
    invitedUserEmailAddress: text({ ...onCreate, required: true, nullable: false }),
    invitedUserMessageInfo: complex(values.invitedUserMessageInfo, { ...onCreate, initial: {} }),
    invitedUserType: text({ ...onCreate, initial: 'Guest' }),
    inviteRedeemUrl: text(readOnly),
    inviteRedirectUrl: text({ ...onCreate, required: true, nullable: false }),
    resetRedemption: flag({ ...onCreate, initial: false }),
    sendInvitationMessage: flag({ ...onCreate, initial: false }),
    status: text(readOnly),
  },
  {
    invitedUser: one('user', { key: 'invitedUserId' }, { inline: ['id'] }),
    invitedUserSponsors: many('directoryObject', { link: tables.invitedUserSponsors, end: 'left' }),
  },
);

/** Only its recycle bin is served. */
export const directoryRoot = entityType(
  'directory',
  { base: 'entity', workload: 'directory' },
  {},
  { deletedItems: many('directoryObject', { all: true, table: tables.deletedItems }, { contained: true }) },
);
