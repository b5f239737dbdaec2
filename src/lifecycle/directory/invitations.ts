/** Invitations of people from elsewhere: the "Create invitation" page. */

import {
  type Invitation,
  invitations,
  invitedUserSponsors,
  sponsors,
  type User,
  users,
} from '../../../model/directory/tables.js';
import { organizationId } from '../../../model/directory/walks.js';
import type { Draft } from '../../../model/edm.js';
import type { Reader } from '../../../model/reader.js';
import { invalidValue, objectNotFound, requestRefused, requiredProperty } from '../../errors/index.js';
import type { Context } from '../context.js';
import { insertUser } from './users.js';
import { initialDomain, stamp } from './values.js';

const RESOURCE = 'Invitation';
/** What is printed of the message when nothing was said of it ("Create invitation" page, example). */
const NO_MESSAGE = { ccRecipients: [{ emailAddress: {} }] };
const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * Invites somebody, who is a guest of the directory from then on.
 *
 * @throws GraphError 400 for an address or URL that is none, for an address of a member of the tenant, and for a reset
 *   that does not name the guest
 */
export function invite(context: Context, body: Draft, sponsorIds: readonly string[] = []): Invitation {
  const { invitedUser, ...fields } = body;
  const address = String(fields['invitedUserEmailAddress']);
  if (!ADDRESS.test(address)) throw invalidValue('invitedUserEmailAddress', RESOURCE);
  if (!URL.canParse(String(fields['inviteRedirectUrl']))) throw invalidValue('inviteRedirectUrl', RESOURCE);
  const named = namedGuest(context.tx, invitedUser);
  if (fields['resetRedemption'] && !named) throw requiredProperty('invitedUser', RESOURCE);
  const before = named ?? invitedBefore(context.tx, address);
  const guest = before ? invitedAgain(context, fields, before) : insertGuest(context, fields, address);
  const id = context.newId();
  const invitation = context.tx.insert(invitations, {
    invitedUserMessageInfo: NO_MESSAGE,
    ...fields,
    id,
    invitedUserEmailAddress: address,
    inviteRedirectUrl: String(fields['inviteRedirectUrl']),
    invitedUserId: guest.id,
    inviteRedeemUrl: redeemUrl(context.tx, id),
    status: 'PendingAcceptance',
  });
  for (const sponsor of sponsorsOf(context, sponsorIds)) {
    context.tx.link(invitedUserSponsors, id, sponsor);
    context.tx.link(sponsors, guest.id, sponsor);
  }
  return invitation;
}

function redeemUrl(reader: Reader, id: string): string {
  const rest = `https://invitations.microsoft.com/redeem/?tenant=${organizationId(reader)}&user=${id}&ver=2.0`;
  return `https://login.microsoftonline.com/redeem?rd=${encodeURIComponent(rest)}`;
}

/** Who invites answers for a guest for whom nobody else is named ("Add sponsors to a guest user" page). */
function sponsorsOf({ caller }: Context, named: readonly string[]): readonly string[] {
  return named.length === 0 && caller.kind === 'user' ? [caller.id] : named;
}

/** With `resetRedemption` a guest has to accept anew, with another account ("Reset redemption status" page). */
function invitedAgain(context: Context, fields: Draft, guest: User): User {
  if (!fields['resetRedemption']) return guest;
  const externalUserState = 'PendingAcceptance';
  return context.tx.replace(users, { ...guest, externalUserState, externalUserStateChangeDateTime: stamp(context) });
}

/** @throws GraphError 404 for a user who does not exist */
function namedGuest(reader: Reader, named: unknown): User | undefined {
  const { id } = (named ?? {}) as { id?: string };
  if (id === undefined) return undefined;
  const guest = reader.get(users, id.toLowerCase());
  if (!guest) throw objectNotFound(id);
  return guest;
}

/** A guest with this address is invited again; a member of the tenant cannot be. */
function invitedBefore(reader: Reader, address: string): User | undefined {
  let found: User | undefined;
  reader.equal(users, 'mail', address.toLowerCase(), (user) => {
    found = user;
  });
  found ??= reader.find(users, 'userPrincipalName', address.toLowerCase());
  if (found && found.userType !== 'Guest') {
    throw requestRefused('The invited user already exists in the directory as object of a member of the tenant.');
  }
  return found;
}

/** The name of a guest is made of the address: `ann_fabrikam.com#EXT#@contoso.onmicrosoft.com`. */
function insertGuest(context: Context, fields: Draft, address: string): User {
  const name = address.replace('@', '_');
  const displayName = fields['invitedUserDisplayName'] ?? address.split('@')[0];
  return insertUser(context, {
    accountEnabled: true,
    displayName,
    mail: address,
    mailNickname: `${name}#EXT#`.slice(0, 64),
    otherMails: [address],
    userPrincipalName: `${name}#EXT#@${initialDomain(context.tx)}`,
    userType: fields['invitedUserType'] ?? 'Guest',
    creationType: 'Invitation',
    externalUserState: 'PendingAcceptance',
    externalUserStateChangeDateTime: stamp(context),
  });
}
