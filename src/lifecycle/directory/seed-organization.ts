/** The organization of a new tenant and its domains: what the "Get organization" page shows of a small company. */
import { domains, organizations, type VerifiedDomain } from '../../../model/directory/tables.js';
import type { Transaction } from '../../store/index.js';

export const INITIAL_DOMAIN = 'contoso.onmicrosoft.com';
export const SINCE = '2020-05-30T10:58:05Z';
const CAPABILITIES = 'Email, OfficeCommunicationsOnline';
const SERVICES = ['Email', 'OfficeCommunicationsOnline'];

const verifiedDomains: readonly VerifiedDomain[] = [
  { name: INITIAL_DOMAIN, type: 'Managed', isDefault: true, isInitial: true, capabilities: CAPABILITIES },
  { name: 'contoso.com', type: 'Managed', isDefault: false, isInitial: false, capabilities: CAPABILITIES },
];

/** Plans that the organization has bought, by service: "Product names and service plan identifiers for licensing". */
const PLANS: Readonly<Record<string, string>> = {
  AADPremiumService: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  MultiFactorService: '8a256a2b-b617-496d-b51b-e76466e88db0',
  exchange: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  SharePoint: '5dbe027f-2339-4123-9542-606e4d348a72',
};

export function seedOrganization(tx: Transaction, id: string): void {
  const enabled = { capabilityStatus: 'Enabled' } as const;
  tx.insert(organizations, {
    id,
    kind: 'organization',
    displayName: 'Contoso',
    businessPhones: ['425-555-0100'],
    countryLetterCode: 'US',
    createdDateTime: SINCE,
    defaultUsageLocation: 'US',
    preferredLanguage: 'en',
    privacyProfile: { contactEmail: '', statementUrl: '' },
    technicalNotificationMails: [`admin@${INITIAL_DOMAIN}`],
    tenantType: 'AAD',
    assignedPlans: Object.entries(PLANS).map(([service, servicePlanId]) => ({
      assignedDateTime: SINCE,
      service,
      servicePlanId,
      ...enabled,
    })),
    provisionedPlans: Object.keys(PLANS).map((service) => ({ service, provisioningStatus: 'Success', ...enabled })),
    verifiedDomains,
  });
  for (const { name, isDefault = false, isInitial = false } of verifiedDomains) {
    tx.insert(domains, { id: name, isDefault, isInitial, isVerified: true, supportedServices: SERVICES });
  }
}
