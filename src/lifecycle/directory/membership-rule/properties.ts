/**
 * What a rule can ask of a user: "Supported properties" of "Manage rules for dynamic membership groups". Some have an
 * older name than the user's own property.
 */
import type { User } from '../../../../model/directory/tables.js';

export type PropertyKind = 'text' | 'switch' | 'instant' | 'texts' | 'values';

export interface RuleProperty {
  readonly kind: PropertyKind;
  readonly read: (user: User) => unknown;
}

const own = (kind: PropertyKind, ...names: string[]): [string, RuleProperty][] =>
  names.map((name) => [name.toLowerCase(), { kind, read: (user) => user[name] }]);

const renamed = (name: string, read: RuleProperty['read']): [string, RuleProperty] => [
  name.toLowerCase(),
  { kind: 'text', read },
];

const extensionAttributes = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`).map((name) =>
  renamed(
    name,
    (user) => (user['onPremisesExtensionAttributes'] as Record<string, unknown> | null | undefined)?.[name],
  ),
);

const properties: ReadonlyMap<string, RuleProperty> = new Map([
  ...own('switch', 'accountEnabled'),
  ...own(
    'text',
    'ageGroup',
    'city',
    'companyName',
    'consentProvidedForMinor',
    'country',
    'department',
    'displayName',
    'employeeId',
    'employeeType',
    'givenName',
    'jobTitle',
    'mail',
    'mailNickname',
    'onPremisesDistinguishedName',
    'onPremisesSecurityIdentifier',
    'passwordPolicies',
    'postalCode',
    'preferredLanguage',
    'state',
    'streetAddress',
    'surname',
    'usageLocation',
    'userPrincipalName',
    'userType',
  ),
  ...own('instant', 'createdDateTime', 'employeeHireDate'),
  ...own('texts', 'businessPhones', 'otherMails', 'proxyAddresses'),
  ...own('values', 'assignedPlans'),
  ['dirsyncenabled', { kind: 'switch', read: (user) => user['onPremisesSyncEnabled'] }],
  renamed('facsimileTelephoneNumber', (user) => user['faxNumber']),
  renamed('mobile', (user) => user['mobilePhone']),
  renamed('objectId', (user) => user.id),
  renamed('physicalDeliveryOfficeName', (user) => user['officeLocation']),
  renamed('telephoneNumber', (user) => (user['businessPhones'] as readonly string[] | undefined)?.[0]),
  ...extensionAttributes,
]);

/** The property that a rule calls so, in any case of letters. */
export const ruleProperty = (name: string): RuleProperty | undefined => properties.get(name.toLowerCase());
