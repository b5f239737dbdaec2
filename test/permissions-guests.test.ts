/** Guests, and who invites them, at the level enforce. */
import t from 'tap';
import { securityGroup } from './support/directory.js';
import { DENIED, enforced } from './support/enforced.js';
import { ADMIN, STRANGER } from './support/sign-in.js';

const DELETED = '/v1.0/directory/deletedItems/microsoft.graph';

/** "User and group search limitations for guest users in organizations", "Working with users in Microsoft Graph". */
t.test('guests see whom they can name, and list nobody', async (t) => {
  const { at, person, user } = await enforced();
  const token = await user(await person('guest', { userType: 'Guest' }), 'User.Read.All', 'Group.Read.All');
  for (const list of [
    '/v1.0/users',
    '/beta/groups',
    '/v1.0/users/delta',
    `${DELETED}.user`,
    `${DELETED}.group/$count`,
  ]) {
    t.match(await at.ask('GET', list, token), DENIED, list);
  }
  t.equal((await at.ask('GET', `/v1.0/users/${ADMIN}`, token)).status, 200);
  t.equal((await at.ask('GET', '/v1.0/me/memberOf', token)).status, 200);
});

/** "invitation resource type", and "Reset the redemption status for a guest user", Microsoft Entra External ID. */
t.test('everybody invites guests, and few invite members or let guests sign in anew', async (t) => {
  const { at, person, user, give, make } = await enforced();
  const [anna, helper, boss] = [await person('anna'), await person('helper'), await person('boss')];
  await give(helper, 'helpdeskAdministrator');
  await give(boss, 'userAdministrator');
  const invite = async (id: string, more: object) => {
    const body = {
      invitedUserEmailAddress: 'ann@fabrikam.com',
      inviteRedirectUrl: 'https://myapp.contoso.com',
      ...more,
    };
    return at.ask('POST', '/v1.0/invitations', await user(id, 'User.Invite.All'), body);
  };
  const { status, body } = await invite(anna, { invitedUserType: 'Guest', resetRedemption: false });
  t.equal(status, 201);
  t.match(await invite(anna, { invitedUserEmailAddress: 'b@fabrikam.com', invitedUserType: 'member' }), DENIED);
  const member = { invitedUserEmailAddress: 'b@fabrikam.com', invitedUserType: 'Member' };
  t.equal((await invite(boss, member)).status, 201);
  const again = { resetRedemption: true, invitedUser: { id: body.invitedUser.id } };
  t.match(await invite(anna, again), DENIED);
  t.equal((await invite(helper, again)).status, 201);
  t.equal((await invite(boss, again)).status, 201);
  await give(body.invitedUser.id, 'globalReader');
  t.match(await invite(helper, again), DENIED, 'who has a role is administered by higher ones');
  t.match(await invite(helper, { ...again, invitedUser: { ID: body.invitedUser.id.toUpperCase() } }), DENIED);
  const application = await at.mint({ application: STRANGER, roles: ['User.Invite.All'] });
  const reset = {
    ...again,
    invitedUserEmailAddress: 'ann@fabrikam.com',
    inviteRedirectUrl: 'https://myapp.contoso.com',
  };
  t.match(await at.ask('POST', '/v1.0/invitations', application, reset), DENIED);
  t.equal((await make('/v1.0/invitations', reset)).length, 36, 'a global administrator does all of it');
});

/** "What are the default user permissions?", Microsoft Entra fundamentals: members register applications and make groups. */
t.test('guests create nothing without a role', async (t) => {
  const { at, person, user, give } = await enforced();
  const guest = await person('guest', { userType: 'Guest' });
  const token = await user(guest, 'Application.ReadWrite.All', 'Group.ReadWrite.All');
  t.match(await at.ask('POST', '/v1.0/applications', token, { displayName: 'a' }), DENIED);
  t.match(await at.ask('POST', '/v1.0/groups', token, securityGroup('g')), DENIED);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'create-if-missing' };
  const upsert = { method: 'PATCH', headers, body: JSON.stringify(securityGroup('g')) };
  t.equal((await at.tenant.fetch("/v1.0/groups(uniqueName='g')", upsert)).status, 403);
  t.equal((await at.ask('GET', '/v1.0/applications', token)).status, 200, 'they see those of others');
  await give(guest, 'applicationAdministrator');
  t.equal((await at.ask('POST', '/v1.0/applications', token, { displayName: 'a' })).status, 201);
});
