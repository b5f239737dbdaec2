/** What a user's properties may be, beyond their types: the "user resource type", "Create user" and "Update user" pages. */

import { domains } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import type { Reader } from '../../../model/reader.js';
import { invalidValue, requestRefused, requiredProperty } from '../../errors/index.js';

interface Rule {
  readonly holds: (value: unknown) => boolean;
  /** What to change where it does not hold. */
  readonly remedy: string;
}

const oneOf = (...allowed: string[]): Rule => ({
  holds: (value) => allowed.some((one) => one.toLowerCase() === String(value).toLowerCase()),
  remedy: `must be one of ${allowed.join(', ')}`,
});
const matching = (pattern: RegExp, remedy: string): Rule => ({ holds: (value) => pattern.test(String(value)), remedy });
const atMost = (count: number, length = Number.POSITIVE_INFINITY): Rule => ({
  holds: (values) =>
    Array.isArray(values) && values.length <= count && values.every((value) => String(value).length <= length),
  remedy: `must have no more than ${count} in it${length < Number.POSITIVE_INFINITY ? `, of ${length} characters each` : ''}`,
});

/** A mail address without accents. */
const ADDRESS = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+@[A-Za-z0-9.-]+$/;
const POLICY = '(DisableStrongPassword|DisablePasswordExpiration|None)';
const POLICIES = new RegExp(`^${POLICY}(\\s*,\\s*${POLICY})*$`, 'i');

const rules: Readonly<Record<string, Rule>> = {
  ageGroup: oneOf('Minor', 'NotAdult', 'Adult'),
  businessPhones: atMost(1),
  consentProvidedForMinor: oneOf('Granted', 'Denied', 'NotRequired'),
  mail: matching(ADDRESS, 'must be a mail address without accents'),
  mailNickname: matching(
    /^(?:(?![@()\\[\]";:<>,])[!-~])+$/,
    'must have letters without accents, digits and marks, but no spaces and none of @()\\[]";:<>,',
  ),
  onPremisesImmutableId: matching(/^[^$_]*$/, 'must have no $ and no _'),
  otherMails: atMost(250, 250),
  passwordPolicies: matching(POLICIES, 'must have DisableStrongPassword, DisablePasswordExpiration or None'),
  userType: oneOf('Member', 'Guest'),
};

/** Properties that have to keep a value. */
const NEVER_EMPTY = ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'];

/** Properties that keep a value once they have one; until then clients send `null` for "none". */
const NEVER_EMPTIED = ['usageLocation'];

/** @throws GraphError 400 naming the first property whose value the service refuses */
export function refuseInvalidUser(fields: Draft, before: Readonly<Record<string, unknown>> = {}): void {
  for (const name of [...NEVER_EMPTY, ...NEVER_EMPTIED.filter((kept) => before[kept])]) {
    if (name in fields && (fields[name] === null || fields[name] === ''))
      throw invalidValue(name, 'User', 'must not be empty');
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = fields[name];
    if (value !== undefined && value !== null && !rule.holds(value)) throw invalidValue(name, 'User', rule.remedy);
  }
}

/** Letters without accents, digits and `' . - _ ! # ^ ~`; no dot at either end. */
const LOCAL_PART = /^(?!\.)[A-Za-z0-9'._!#^~-]{1,64}(?<!\.)$/;
/** Of the whole name, with its domain. */
const LONGEST = 113;
const PRINCIPAL_NAMES = `must have a name and a domain, of letters without accents, digits and ' . - _ ! # ^ ~; ${LONGEST} characters at most, 64 before the @`;

/**
 * Holds a userPrincipalName against its form and the tenant's verified domains.
 *
 * @throws GraphError 400
 */
export function refuseInvalidPrincipalName(reader: Reader, name: unknown): void {
  if (typeof name !== 'string' || name === '') throw requiredProperty('userPrincipalName', 'User');
  const [local = '', domain, ...more] = name.split('@');
  if (domain === undefined || more.length > 0 || name.length > LONGEST || !LOCAL_PART.test(local)) {
    throw invalidValue('userPrincipalName', 'User', PRINCIPAL_NAMES);
  }
  if (!reader.get(domains, domain.toLowerCase())?.isVerified) {
    throw requestRefused(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    );
  }
}
