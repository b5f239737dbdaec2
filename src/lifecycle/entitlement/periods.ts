/** From when to when an assignment lasts: what its policy allows and what the request asked for. */
import type { Assignment, ExpirationPattern, Policy, Request, Schedule } from '../../../model/entitlement/tables.js';
import { own } from '../../errors/index.js';
import { after, toInstant } from '../clock.js';
import type { RequestType } from './request-types.js';

type Pattern = ExpirationPattern | null | undefined;

/** Milliseconds, or Infinity for what does not end; undefined where the pattern says nothing. */
function instantOf(start: number, pattern: Pattern): number | undefined {
  switch (pattern?.type) {
    case 'afterDateTime':
      return pattern.endDateTime ? Date.parse(pattern.endDateTime) : undefined;
    case 'afterDuration':
      return pattern.duration ? after(start, pattern.duration) : undefined;
    case 'noExpiration':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}

const limitOf = (start: number, policy: Pattern) => instantOf(start, policy) ?? Number.POSITIVE_INFINITY;

/** An end as assignments print it: an instant, or none. */
function printed(end: number): ExpirationPattern {
  return Number.isFinite(end)
    ? { type: 'afterDateTime', endDateTime: toInstant(end), duration: null }
    : { type: 'noExpiration', endDateTime: null, duration: null };
}

/** When an assignment that starts now ends. What was asked for never outlasts what the policy gives. */
export function endFrom(start: number, policy: Pattern, asked: Pattern): ExpirationPattern {
  const limit = limitOf(start, policy);
  return printed(Math.min(instantOf(start, asked) ?? limit, limit));
}

/** When an assignment ends after an extension: it lasts the policy's time again, counted from its present end. */
export function endAfterUpdate(
  time: number,
  { schedule }: Pick<Assignment, 'schedule'>,
  policy: Policy | undefined,
  request: Pick<Request, 'schedule'>,
): ExpirationPattern {
  const limit = limitOf(presentEnd(time, schedule), policy?.expiration);
  return printed(Math.min(instantOf(time, request.schedule?.expiration) ?? limit, limit));
}

function presentEnd(time: number, { expiration }: Schedule): number {
  const end = expiration?.endDateTime;
  return end ? Math.max(Date.parse(end), time) : time;
}

/** Whether a schedule asks for a time of its own. */
export const isCustom = (schedule: Schedule | null | undefined): boolean =>
  (schedule?.expiration?.type ?? 'notSpecified') !== 'notSpecified';

/**
 * Checks what a request asks for against what its policy allows. Administrators choose the start of what they assign;
 * a requestor "isn't permitted to include a schedule" where the policy takes none.
 *
 * @see https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequestorsettings
 * @throws GraphError 400 for an end before the start, or beyond the policy's, or where the policy takes no wishes
 */
export function checkPeriod(
  time: number,
  policy: Policy,
  asked: Schedule | null | undefined,
  by: RequestType['by'],
  present?: Pick<Assignment, 'schedule'>,
): void {
  const start = asked?.startDateTime ? Math.max(Date.parse(asked.startDateTime), time) : time;
  const end = instantOf(start, asked?.expiration);
  const isWish = isCustom(asked) || (start > time && by !== 'administrator');
  if (isWish && !policy.requestorSettings.allowCustomAssignmentSchedule) throw own.scheduleNotAllowed();
  if (!isCustom(asked)) return;
  if (end === undefined || end <= start) throw own.scheduleInvalid('The assignment would end before it starts.');
  const limit = limitOf(present ? presentEnd(time, present.schedule) : start, policy.expiration);
  if (end > limit) throw own.scheduleInvalid(`The policy lets the assignment last until ${toInstant(limit)}.`);
}
