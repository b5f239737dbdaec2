/** People from outside ("Govern access for external users in entitlement management"): how they come, and how they leave. */
import t from 'tap';
import { BETA, Office, type Pack, V1 } from './support/entitlement.js';

/** A package for everybody, in a catalog that is open to people from outside. */
async function forAnybody(office: Office, name: string, groups: readonly string[] = []): Promise<Pack> {
  const catalog = await office.catalog(`${name} catalog`, { isExternallyVisible: true });
  return office.pack(name, { catalog, groups, policy: { allowedTargetScope: 'allExternalUsers' } });
}

function byAddress(office: Office, pack: Pack, email: string) {
  const { id: accessPackageId, policy: assignmentPolicyId } = pack;
  return office.request('adminAdd', { target: { email }, assignmentPolicyId, accessPackageId });
}

/** The user behind an assignment. */
async function guestOf(office: Office, assignment: string): Promise<string> {
  const { body } = await office.graph.get(`${V1}/assignments/${assignment}?$expand=target`);
  return body.target.objectId;
}

const enabled = async (office: Office, user: string) => {
  const { status, body } = await office.graph.get(`/v1.0/users/${user}?$select=accountEnabled`);
  return status === 200 ? body.accountEnabled : status;
};

t.test('somebody whom nobody knows is invited, and their organization proposed', async (t) => {
  const office = await Office.open(t);
  const group = await office.group('partners');
  const pack = await forAnybody(office, 'Partners', [group]);
  const { status, body: request } = await byAddress(office, pack, 'ann@fabrikam.com');
  t.equal(status, 201);
  t.equal(await office.requestState(request.id), 'delivered/FulfilledNotificationTriggered');

  const { body: assignment } = await office.graph.get(
    `${V1}/assignments/${request.id}?$expand=target($expand=connectedOrganization)`,
  );
  const { target } = assignment;
  t.hasStrict(target, { email: 'ann@fabrikam.com', subjectLifecycle: 'governed' });
  t.hasStrict(target.connectedOrganization, { displayName: 'fabrikam.com', state: 'proposed' });
  const { body: guest } = await office.graph.get(`/v1.0/users/${target.objectId}?$select=mail,userType,accountEnabled`);
  t.hasStrict(guest, { mail: 'ann@fabrikam.com', userType: 'Guest', accountEnabled: true });
  t.same(await office.members(group), [target.objectId]);

  const again = await byAddress(office, pack, 'ANN@fabrikam.com');
  t.match(again, { status: 400, body: { error: { code: 'ExistingGrant' } } }, 'they are known from then on');
});

t.test('a guest who was invited by hand meanwhile', async (t) => {
  const office = await Office.open(t);
  const pack = await forAnybody(office, 'Partners');
  await office.graph.post('/_emulator/delivery', { mode: 'manual' });
  const { body: request } = await byAddress(office, pack, 'ann@fabrikam.com');
  const { invitedUser } = await office.make('/v1.0/invitations', {
    invitedUserEmailAddress: 'ann@fabrikam.com',
    inviteRedirectUrl: 'https://contoso.com',
  });
  await office.graph.post('/_emulator/delivery/run');
  t.equal((await office.requestState(request.id)).split('/')[0], 'delivered');
  t.equal(await guestOf(office, request.id), invitedUser.id, 'is not invited a second time');
});

t.test('a guest of no connected organization, who asks under a policy for everybody', async (t) => {
  const office = await Office.open(t);
  const pack = await forAnybody(office, 'Pack');
  const guest = await office.user('guest', { userType: 'Guest', mail: 'ann@fabrikam.com' });
  t.match(await office.ask(guest, 'userAdd', { accessPackageId: pack.id }), { status: 201 });
  const { body } = await office.graph.get(`${V1}/subjects(objectId='${guest}')?$expand=connectedOrganization`);
  t.hasStrict(body.connectedOrganization, { displayName: 'fabrikam.com', state: 'proposed' });
  const filter = encodeURIComponent(`state eq 'proposed'`);
  t.equal((await office.graph.get(`${V1}/connectedOrganizations?$filter=${filter}`)).body.value.length, 1);
});

t.test('a guest is blocked with the end of the last access, and deleted later', async (t) => {
  const office = await Office.open(t);
  const [one, other] = [await forAnybody(office, 'One'), await forAnybody(office, 'Other')];
  const { body: first } = await byAddress(office, one, 'ann@fabrikam.com');
  const guest = await guestOf(office, first.id);
  const { body: second } = await byAddress(office, other, 'ann@fabrikam.com');
  await office.request('adminRemove', { id: first.id });
  t.equal(await enabled(office, guest), true, 'they have access left');

  await office.request('adminRemove', { id: second.id });
  t.equal(await enabled(office, guest), false);
  const { body: subject } = await office.graph.get(`${BETA}/subjects(objectId='${guest}')`);
  t.match(subject.cleanupScheduledDateTime, /^\d{4}-/);
  await office.graph.advance('P29D');
  t.equal(await enabled(office, guest), false);
  await office.graph.advance('P2D');
  t.equal(await enabled(office, guest), 404, 'thirty days later they are deleted');
});

t.test('what the settings say of guests', async (t) => {
  const office = await Office.open(t);
  const pack = await forAnybody(office, 'Pack');
  const leaving = async (email: string, settings: object) => {
    await office.graph.patch(`${V1}/settings`, settings);
    const { body: request } = await byAddress(office, pack, email);
    const guest = await guestOf(office, request.id);
    await office.request('adminRemove', { id: request.id });
    return guest;
  };
  const kept = await leaving('ann@fabrikam.com', { externalUserLifecycleAction: 'none' });
  t.equal(await enabled(office, kept), true);
  const blocked = await leaving('bob@fabrikam.com', { externalUserLifecycleAction: 'blockSignIn' });
  const deleted = await leaving('cid@fabrikam.com', {
    externalUserLifecycleAction: 'blockSignInAndDelete',
    durationUntilExternalUserDeletedAfterBlocked: 'P0D',
  });
  t.equal(await enabled(office, deleted), 404, 'at once, where it says no days');
  await office.graph.advance('P60D');
  t.equal(await enabled(office, blocked), false);
});

t.test('guests who were there before stay, unless they are converted to governed', async (t) => {
  const office = await Office.open(t);
  const pack = await forAnybody(office, 'Pack');
  const guest = await office.user('guest', { userType: 'Guest', mail: 'ann@fabrikam.com' });
  const first = await office.assign(pack, guest);
  await office.request('adminRemove', { id: first });
  t.equal(await enabled(office, guest), true);

  const second = await office.assign(pack, guest);
  await office.graph.patch(`${V1}/subjects(objectId='${guest}')`, { subjectLifecycle: 'governed' });
  await office.request('adminRemove', { id: second });
  t.equal(await enabled(office, guest), false);
});
