/**
 * People from outside: they are invited when access is first delivered to them, and let go after they have lost the
 * last of it ("Govern access for external users in entitlement management").
 */
import { directoryObject, users } from '../../../model/directory/tables.js';
import {
  type Assignment,
  assignments,
  policies,
  requests,
  type Subject,
  subjects,
} from '../../../model/entitlement/tables.js';
import { settingsOf } from '../../../model/entitlement/walks.js';
import { after, toInstant } from '../clock.js';
import { type Context, schedule } from '../context.js';
import { deleteObject } from '../directory/deletion.js';
import { invite } from '../directory/invitations.js';
import { accepted } from './origins/origin.js';
import { all, some } from './records.js';
import { isHeld } from './separation.js';
import { asUser, isGuest, organizationOf, proposeOrganization, userOfEmail } from './subjects.js';
import { timers } from './timers.js';

/** Where a guest goes who follows the invitation. */
const MY_ACCESS = 'https://myaccess.microsoft.com';
/** Guests who are blocked are deleted after this unless the settings say otherwise. */
const KEPT_BLOCKED = 'P30D';

/** Sees to it that the person of an assignment is in the directory. Undefined for an address that nobody can be invited by. */
export function admit(context: Context, assignment: Assignment): Assignment | undefined {
  const { tx } = context;
  const subject = tx.get(subjects, assignment.targetId);
  if (!subject) return undefined;
  if (subject.objectId) {
    connect(context, assignment, subject);
    return assignment;
  }
  const { email } = subject;
  if (!email) return undefined;
  const invitation = { invitedUserEmailAddress: email, inviteRedirectUrl: MY_ACCESS };
  if (!userOfEmail(tx, email) && !accepted(() => invite(context, invitation))) return undefined;
  const user = userOfEmail(tx, email);
  if (!user) return undefined;
  const known = tx.find(subjects, 'objectId', user.id);
  if (known) return readdress(context, assignment, known);
  const { id: objectId, userPrincipalName: principalName, displayName } = user;
  tx.replace(subjects, { ...subject, objectId, principalName, displayName: displayName ?? email });
  return assignment;
}

/**
 * "If the requestor is approved, and they don't belong to a connected organization in your directory, a connected
 * organization will automatically be created for them" ("Manage connected organizations").
 */
function connect(context: Context, { assignmentPolicyId }: Assignment, subject: Subject): void {
  const { tx } = context;
  const { email, connectedOrganizationId, subjectLifecycle } = subject;
  if (subjectLifecycle === 'notDefined' || connectedOrganizationId || !email) return;
  if (tx.get(policies, assignmentPolicyId)?.allowedTargetScope !== 'allExternalUsers') return;
  const organization = organizationOf(tx, email) ?? proposeOrganization(context, email);
  if (organization) tx.replace(subjects, { ...subject, connectedOrganizationId: organization.id });
}

/** The person came into the directory by another way meanwhile, and is a subject of their own there. */
function readdress({ tx }: Context, assignment: Assignment, { id: targetId }: Subject): Assignment {
  for (const request of all(tx, requests, 'assignmentId', assignment.id))
    tx.replace(requests, { ...request, targetId });
  return tx.replace(assignments, { ...assignment, targetId });
}

/** Blocks and deletes a guest who is looked after and has no access left, as the settings say. */
export function letGo(context: Context, subjectId: string): void {
  const { tx, time } = context;
  const subject = tx.get(subjects, subjectId);
  const guest = subject && governedGuest(context, subject);
  if (!guest || hasAccess(context, subject)) return;
  const { externalUserLifecycleAction: action, durationUntilExternalUserDeletedAfterBlocked: kept } = settingsOf(
    subject,
    tx,
  );
  if (action === 'none') return;
  tx.replace(users, { ...guest, accountEnabled: false });
  if (action !== 'blockSignInAndDelete') return;
  const end = after(time, kept ?? KEPT_BLOCKED);
  tx.replace(subjects, { ...subject, cleanupScheduledDateTime: toInstant(end) });
  schedule(context, timers.removeGuest, subjectId, end);
}

/** The time of a blocked guest is over; one who was given access again stays. */
export function removeGuest(context: Context, subjectId: string): void {
  const { tx } = context;
  const subject = tx.get(subjects, subjectId);
  if (!subject) return;
  tx.replace(subjects, { ...subject, cleanupScheduledDateTime: null });
  const guest = governedGuest(context, subject);
  if (guest && !hasAccess(context, subject)) deleteObject(context, guest);
}

/** Only those who were invited by an assignment, or were converted to governed, are looked after. */
function governedGuest({ tx }: Context, { subjectLifecycle, objectId }: Subject) {
  if (subjectLifecycle !== 'governed' || !objectId) return undefined;
  const user = asUser(directoryObject(tx, objectId));
  return isGuest(user) ? user : undefined;
}

const hasAccess = ({ tx }: Context, { id }: Subject) => some(tx, assignments, 'targetId', id, isHeld);
