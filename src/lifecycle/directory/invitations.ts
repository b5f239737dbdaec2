/** Invitations of people from elsewhere: the "Create invitation" page. */

import {
  type Invitation,
  invitations,
  invitedUserSponsors,
  sponsors,
  type User,
  users,
} from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import type { Reader } from '../../../model/reader.js';
import { invalidValue, requestRefused } from '../../errors.js';
import type { Context } from '../context.js';
import { insertUser } from './users.js';
import { initialDomain, stamp } from './values.js';

const RESOURCE = 'Invitation';
const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * Invites somebody, who is a guest of the directory from then on.
 *
 * @throws GraphError 400 for an address or URL that is none, and for an address of a member of the tenant
 */
export function invite(context: Context, fields: Draft, sponsorIds: readonly string[] = []): Invitation {
  const address = String(fields['invitedUserEmailAddress']);
  if (!ADDRESS.test(address)) throw invalidValue('invitedUserEmailAddress', RESOURCE);
  if (!URL.canParse(String(fields['inviteRedirectUrl']))) throw invalidValue('inviteRedirectUrl', RESOURCE);
  const guest = invitedBefore(context.tx, address) ?? insertGuest(context, fields, address);
  const id = context.newId();
  const invitation = context.tx.insert(invitations, {
    ...fields,
    id,
    invitedUserEmailAddress: address,
    inviteRedirectUrl: String(fields['inviteRedirectUrl']),
    invitedUserId: guest.id,
    inviteRedeemUrl: `https://login.microsoftonline.com/redeem?rd=${encodeURIComponent(`https://invitations.microsoft.com/redeem/?user=${id}`)}`,
    status: 'PendingAcceptance',
  });
  for (const sponsor of sponsorIds) {
    context.tx.link(invitedUserSponsors, id, sponsor);
    context.tx.link(sponsors, guest.id, sponsor);
  }
  return invitation;
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
