/**
 * How users sign in: `identities` of the "user resource type" and "objectIdentity resource type" pages, and accounts
 * that have no name of their own ("Create user" page, example 2).
 */
import { type ObjectIdentity, type User, users } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import type { Reader } from '../../../model/reader.js';
import { invalidValue, requestRefused, requiredProperty } from '../../errors/index.js';
import { initialDomain } from './values.js';

/** Signed in with a name or address that the tenant itself knows, and a password. */
const LOCAL = ['username', 'emailaddress'];
const PRINCIPAL_NAME = 'userPrincipalName';

const typeOf = ({ signInType }: ObjectIdentity) => String(signInType).toLowerCase();

/** Whether a body is that of a user who signs in otherwise than with a principal name. */
export function isLocalAccount(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { identities, userPrincipalName } = body as Draft;
  return userPrincipalName == null && Array.isArray(identities) && identities.length > 0;
}

/**
 * What a local account has that nobody sends: a principal name and a nickname made of its id.
 *
 * @throws GraphError 400 without a name or, where the tenant knows the identity, a password
 */
export function localAccount(reader: Reader, fields: Draft, id: string): Draft {
  if (!fields['displayName']) throw requiredProperty('displayName', 'User');
  const identities = (fields['identities'] ?? []) as readonly ObjectIdentity[];
  const needsPassword = identities.some((identity) => LOCAL.includes(typeOf(identity)));
  if (needsPassword && !fields['passwordProfile']) throw requiredProperty('passwordProfile', 'User');
  return {
    accountEnabled: true,
    mailNickname: id,
    userType: 'Member',
    creationType: 'LocalAccount',
    ...fields,
    userPrincipalName: `${id}@${initialDomain(reader)}`,
  };
}

/**
 * Holds identities against the tenant: those it knows itself are issued by one of its domains, and no two users have
 * one identity.
 *
 * @throws GraphError 400
 */
export function refuseInvalidIdentities(reader: Reader, fields: Draft, self?: string): void {
  for (const identity of (fields['identities'] ?? []) as readonly ObjectIdentity[]) {
    const type = typeOf(identity);
    if (type === PRINCIPAL_NAME.toLowerCase()) continue;
    if (!identity.signInType || !identity.issuer || !identity.issuerAssignedId)
      throw invalidValue('identities', 'User');
    if (LOCAL.includes(type) && identity.issuer.toLowerCase() !== initialDomain(reader).toLowerCase()) {
      throw invalidValue('identities', 'User');
    }
    refuseTakenIdentity(reader, identity, self);
  }
}

function refuseTakenIdentity(reader: Reader, identity: ObjectIdentity, self?: string): void {
  const key = `${identity.issuer}|${identity.issuerAssignedId}`.toLowerCase();
  reader.equal(users, 'signIns', key, (other) => {
    if (other.id === self) return;
    throw requestRefused(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    );
  });
}

/** A user can always sign in with its principal name. */
export function identitiesOf(reader: Reader, name: string, others: unknown): User['identities'] {
  const kept = Array.isArray(others)
    ? others.filter((one: ObjectIdentity) => typeOf(one) !== PRINCIPAL_NAME.toLowerCase())
    : [];
  return [...kept, { signInType: PRINCIPAL_NAME, issuer: initialDomain(reader), issuerAssignedId: name }];
}
