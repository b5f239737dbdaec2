/** What the directory's objects have that a seed does not say. */
import { domains, organizations } from '../../../model/directory/tables.js';
import type { Reader } from '../../../model/reader.js';
import { defaultDomain, initialDomain, securityIdentifier, stamp } from '../../lifecycle/directory/values.js';
import type { Item } from './schema.js';

type Fields = Record<string, unknown>;

/**
 * Works out what a record has besides what is said of it. A default never is the very value that is said: printing
 * leaves out what is equal to it.
 */
export type Defaults = (said: Item, at: { readonly reader: Reader; readonly time: number }) => Fields;

export const userDefaults: Defaults = (said, { reader, time }) => {
  const name = String(said['userPrincipalName']);
  const local = name.split('@')[0] ?? name;
  const created = said['createdDateTime'] ?? stamp({ time });
  const mail = said['mail'];
  return {
    kind: 'user',
    displayName: local,
    mailNickname: local,
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: stamp({ time }),
    signInSessionsValidFromDateTime: created,
    lastPasswordChangeDateTime: created,
    identities: [{ signInType: 'userPrincipalName', issuer: initialDomain(reader), issuerAssignedId: name }],
    securityIdentifier: securityIdentifier(String(said['id'])),
    ...(typeof mail === 'string' && { proxyAddresses: [`SMTP:${mail}`] }),
  };
};

export const groupDefaults: Defaults = (said, { reader, time }) => {
  const impliedTypes = said['membershipRule'] ? ['DynamicMembership'] : [];
  const types = (said['groupTypes'] as readonly string[] | undefined) ?? impliedTypes;
  const isUnified = types.includes('Unified');
  const impliedNickname = String(said['displayName']).replace(/[^\w.-]/g, '') || 'group';
  const nickname = said['mailNickname'] ?? impliedNickname;
  const mail = `${nickname}@${defaultDomain(reader)}`;
  const created = said['createdDateTime'] ?? stamp({ time });
  return {
    kind: 'group',
    groupTypes: impliedTypes,
    mailEnabled: isUnified,
    mailNickname: impliedNickname,
    securityEnabled: !isUnified,
    createdDateTime: stamp({ time }),
    renewedDateTime: created,
    securityIdentifier: securityIdentifier(String(said['id'])),
    visibility: said['isAssignableToRole'] ? 'Private' : isUnified ? 'Public' : null,
    ...(said['membershipRule'] !== undefined && { membershipRuleProcessingState: 'On' }),
    ...(isUnified && { mail, proxyAddresses: [`SMTP:${mail}`] }),
  };
};

export const applicationDefaults: Defaults = (said, { reader, time }) => ({
  kind: 'application',
  appId: said['id'],
  signInAudience: 'AzureADMyOrg',
  api: { requestedAccessTokenVersion: 2 },
  createdDateTime: stamp({ time }),
  publisherDomain: initialDomain(reader),
});

/** `said` has what the application says already. */
export const principalDefaults: Defaults = (said, { reader }) => {
  let tenant: string | undefined;
  reader.scan(organizations, ({ id }) => {
    tenant = id;
    return false;
  });
  return {
    kind: 'servicePrincipal',
    accountEnabled: true,
    appDisplayName: said['displayName'],
    appOwnerOrganizationId: tenant,
    appRoles: [],
    servicePrincipalNames: [said['appId']],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMyOrg',
  };
};

/** A domain that a seed names. */
export const domainDefaults = {
  isDefault: false,
  isInitial: false,
  isVerified: true,
  supportedServices: ['Email', 'OfficeCommunicationsOnline'],
};

export const hasDomain = (reader: Reader, name: string): boolean => reader.get(domains, name) !== undefined;
