/** Commands on users. */

import { directoryObject, sponsors, type User, users } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import {
  invalidValue,
  objectNotFound,
  referencesExist,
  requestDenied,
  requestRefused,
  requiredProperty,
} from '../../errors/index.js';
import type { Context } from '../context.js';
import { identitiesOf, localAccount, refuseInvalidIdentities } from './identities.js';
import { refuseWeakPassword } from './passwords.js';
import { refuseTakenAddresses, withUniqueKeys } from './unique.js';
import { refuseInvalidPrincipalName, refuseInvalidUser } from './user-rules.js';
import { securityIdentifier, stamp } from './values.js';

/** Objects that a user is made with, by id. */
export interface UserReferences {
  readonly manager?: readonly string[];
  readonly sponsors?: readonly string[];
}

/**
 * Creates a user of the tenant: the "Create user" page.
 *
 * @throws GraphError 400 for a value that the service refuses or that another user has
 */
export function createUser(context: Context, fields: Draft, references: UserReferences = {}): User {
  refuseInvalidUser(fields);
  refuseInvalidPrincipalName(context.tx, fields['userPrincipalName']);
  if (typeof passwordIn(fields) !== 'string') throw requiredProperty('passwordProfile', 'User');
  return withReferences(context, insertUser(context, { userType: 'Member', ...fields }), references);
}

/**
 * Creates a user who signs in otherwise than with a principal name: the "Create user" page, example 2.
 *
 * @throws GraphError 400 as for any user
 */
export function createLocalAccount(context: Context, fields: Draft, references: UserReferences = {}): User {
  refuseInvalidUser(fields);
  const id = context.newId();
  return withReferences(context, insertUser(context, localAccount(context.tx, fields, id), id), references);
}

function withReferences(context: Context, user: User, references: UserReferences): User {
  const [manager] = references.manager ?? [];
  addSponsors(context, user, references.sponsors ?? []);
  return manager === undefined ? user : setManager(context, user, manager);
}

/** Stores a new user with all that the service sets by itself, whether made by an administrator or by an invitation. */
export function insertUser(context: Context, fields: Draft, id = context.newId()): User {
  const created = stamp(context);
  const record = {
    ...fields,
    ...written(context, fields),
    id,
    kind: 'user',
    createdDateTime: created,
    lastPasswordChangeDateTime: created,
    signInSessionsValidFromDateTime: created,
    securityIdentifier: securityIdentifier(id),
  } as unknown as User;
  return withUniqueKeys(() => context.tx.insert(users, record));
}

/**
 * Changes a user: the "Update user" page.
 *
 * @throws GraphError 400 for a value that the service refuses or that another user has
 */
export function updateUser(context: Context, user: User, fields: Draft): User {
  refuseInvalidUser(fields, user);
  if ('userPrincipalName' in fields && fields['userPrincipalName'] !== user.userPrincipalName) {
    refuseInvalidPrincipalName(context.tx, fields['userPrincipalName']);
  }
  const changed = { ...user, ...fields, ...written(context, fields, user) } as User;
  return withUniqueKeys(() => context.tx.replace(users, changed));
}

/** What follows from the values that a client sends. */
function written(context: Context, fields: Draft, before?: User): Draft {
  const { userPrincipalName = before?.userPrincipalName, identities = before?.identities } = fields;
  refuseInvalidIdentities(context.tx, fields, before?.id);
  return {
    ...(('userPrincipalName' in fields || 'identities' in fields) && {
      identities: identitiesOf(context.tx, String(userPrincipalName), identities),
    }),
    ...(typeof fields['mail'] === 'string' && { proxyAddresses: withPrimary(context, fields['mail'], before) }),
    ...(fields['passwordProfile'] !== undefined && passwordFields(context, fields, before)),
  };
}

/** `mail` is the primary among the proxy addresses (`SMTP:`); the former one stays as another (`smtp:`). */
function withPrimary(context: Context, mail: string, before?: User): readonly string[] {
  const primary = `SMTP:${mail}`;
  refuseTakenAddresses(context.tx, [primary], before?.id);
  const others = (before?.proxyAddresses ?? []).filter((address) => address.toLowerCase() !== primary.toLowerCase());
  return [primary, ...others.map((address) => address.replace(/^SMTP:/, 'smtp:'))];
}

type PasswordProfile = NonNullable<User['passwordProfile']>;

const passwordIn = (fields: Draft) => (fields['passwordProfile'] as PasswordProfile | null | undefined)?.password;

/** The profile as it is kept: the password stays when only the switches beside it are changed. */
function passwordFields(context: Context, fields: Draft, before?: User): Draft {
  const password = passwordIn(fields);
  if (typeof password === 'string')
    refuseWeakPassword(password, fields['passwordPolicies'] ?? before?.['passwordPolicies']);
  const passwordProfile = {
    forceChangePasswordNextSignIn: true,
    forceChangePasswordNextSignInWithMfa: false,
    ...before?.passwordProfile,
    ...(fields['passwordProfile'] as PasswordProfile),
    password: password ?? before?.passwordProfile?.password ?? null,
  };
  return { passwordProfile, ...(typeof password === 'string' && { lastPasswordChangeDateTime: stamp(context) }) };
}

/**
 * A user's own change of password: the "user: changePassword" page.
 *
 * @throws GraphError 400 when the current password is wrong or the new one too weak, 403 for anybody else
 */
export function changePassword(context: Context, user: User, current: string, next: string): void {
  if (context.caller.id !== user.id) throw requestDenied();
  if (user.passwordProfile?.password !== current) {
    throw requestRefused('The specified password does not match the current password.');
  }
  refuseWeakPassword(next, user['passwordPolicies']);
  const passwordProfile = { ...user.passwordProfile, password: next, forceChangePasswordNextSignIn: false };
  context.tx.replace(users, { ...user, passwordProfile, lastPasswordChangeDateTime: stamp(context) });
}

/** Makes refresh tokens and session cookies of a user invalid: the "user: revokeSignInSessions" page. */
export function revokeSignInSessions(context: Context, user: User): void {
  context.tx.replace(users, { ...user, signInSessionsValidFromDateTime: stamp(context) });
}

/**
 * Names a user's manager, in place of any other: the "Assign manager" page.
 *
 * @throws GraphError 400 when the object can be nobody's manager, 404 when there is none
 */
export function setManager(context: Context, user: User, managerId: string): User {
  const manager = directoryObject(context.tx, managerId);
  if (!manager) throw objectNotFound(managerId);
  const fit = (manager.kind === 'user' || manager.kind === 'orgContact') && manager.id !== user.id;
  if (!fit) throw invalidValue('manager', 'User');
  return context.tx.replace(users, { ...user, managerId });
}

/** @throws GraphError 404 when the user has no manager */
export function removeManager(context: Context, user: User): void {
  if (!user.managerId) throw objectNotFound(user.id);
  context.tx.replace(users, { ...user, managerId: null });
}

/**
 * Names users and groups that answer for a user: the "Assign sponsor" page.
 *
 * @throws GraphError 400 for an object that cannot be a sponsor, or is one; 404 for one that does not exist
 */
export function addSponsors({ tx }: Context, user: User, ids: readonly string[]): void {
  for (const id of ids) {
    const sponsor = directoryObject(tx, id);
    if (!sponsor) throw objectNotFound(id);
    if (sponsor.kind !== 'user' && sponsor.kind !== 'group') throw invalidValue('sponsors', 'User');
    if (!tx.link(sponsors, user.id, id)) throw referencesExist('sponsors');
  }
}

/** @throws GraphError 404 naming the user when the object is no sponsor */
export function removeSponsor({ tx }: Context, user: User, id: string): void {
  if (!tx.unlink(sponsors, user.id, id)) throw objectNotFound(user.id);
}
