/** How the users of a connected organization sign in: the same words in both versions. */
import { complexType, enumeration, member, text } from '../edm.js';

export const connectedOrganizationState = enumeration('connectedOrganizationState', [
  'configured',
  'proposed',
  'unknownFutureValue',
]);
export const socialIdentitySourceType = enumeration('socialIdentitySourceType', ['facebook', 'unknownFutureValue']);

export const identitySource = complexType('identitySource', {}, { abstract: true, polymorphic: true });
const source = { base: identitySource, polymorphic: true } as const;

export const azureActiveDirectoryTenant = complexType(
  'azureActiveDirectoryTenant',
  { displayName: text(), tenantId: text() },
  source,
);
export const crossCloudAzureActiveDirectoryTenant = complexType(
  'crossCloudAzureActiveDirectoryTenant',
  { cloudInstance: text({ nullable: false }), displayName: text(), tenantId: text() },
  source,
);
export const domainIdentitySource = complexType(
  'domainIdentitySource',
  { displayName: text(), domainName: text() },
  source,
);
export const externalDomainFederation = complexType(
  'externalDomainFederation',
  { displayName: text(), domainName: text(), issuerUri: text() },
  source,
);
export const socialIdentitySource = complexType(
  'socialIdentitySource',
  { displayName: text(), socialIdentitySourceType: member(socialIdentitySourceType, { nullable: false }) },
  source,
);
