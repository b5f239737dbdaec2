/** Where beta's words for a policy and v1.0's do not match one to one: scope, expiration, approval mode, reviews. */
import type { Draft, Fields, Lens } from '../edm.js';
import { BindError } from '../lens.js';
import { inDays } from './spelling.js';
import type { ApprovalSettings, ExpirationPattern, Policy, ReviewSettings, TargetScope } from './tables.js';

/** The first word of a scope is the one that beta prints for it; the others are read back only where they were sent. */
const SCOPE_WORDS: readonly (readonly [string, TargetScope])[] = [
  ['NoSubjects', 'notSpecified'],
  ['SpecificDirectorySubjects', 'specificDirectoryUsers'],
  ['SpecificConnectedOrganizationSubjects', 'specificConnectedOrganizationUsers'],
  ['AllConfiguredConnectedOrganizationSubjects', 'allConfiguredConnectedOrganizationUsers'],
  ['AllExistingConnectedOrganizationSubjects', 'allConfiguredConnectedOrganizationUsers'],
  ['AllExistingDirectoryMemberUsers', 'allMemberUsers'],
  ['AllExistingDirectorySubjects', 'allDirectoryUsers'],
  ['AllExternalSubjects', 'allExternalUsers'],
  // beta documents no words for these.
  ['SpecificDirectoryServicePrincipals', 'specificDirectoryServicePrincipals'],
  ['AllDirectoryServicePrincipals', 'allDirectoryServicePrincipals'],
  ['AllDirectoryAgentIdentities', 'allDirectoryAgentIdentities'],
];
const scopeOfWord = new Map(SCOPE_WORDS.map(([word, scope]) => [word.toLowerCase(), { word, scope }]));
const wordOfScope = new Map([...SCOPE_WORDS].reverse().map(([word, scope]) => [scope, word]));

export const scopeType: Lens = {
  words: SCOPE_WORDS.map(([word]) => word),
  read: ({ scopeType: sent, allowedTargetScope = 'notSpecified' }: Partial<Policy>) =>
    sent && scopeOfWord.get(sent.toLowerCase())?.scope === allowedTargetScope
      ? sent
      : (wordOfScope.get(allowedTargetScope) ?? null),
  write: (draft, value: string | null) => {
    const known = scopeOfWord.get((value ?? 'NoSubjects').toLowerCase());
    if (!known) throw new BindError('', `'${value}' is none of ${scopeType.words?.join(', ')}`);
    draft.allowedTargetScope = known.scope;
    draft.scopeType = wordOfScope.get(known.scope) === known.word ? null : known.word;
  },
};

/** beta's `requestorSettings` holds fields of the policy itself. */
export const requestorSettings: Lens = {
  read: (policy: Policy) => policy,
  write: (draft, value: Fields | null) => {
    const { requestorSettings, ...fields } = value ?? NOBODY;
    const settings = requestorSettings as Fields | undefined;
    Object.assign(draft, fields);
    if (!settings) return;
    draft.requestorSettings = { ...(draft.requestorSettings as Fields | null), ...selfRemoval(settings), ...settings };
  },
};

/**
 * beta has `UserRemove` requests and no setting that forbids them: who may ask may give back too ("accessPackageAssignment-
 * Request resource type").
 */
const selfRemoval = ({ enableTargetsToSelfAddAccess }: Fields): Fields => ({
  enableTargetsToSelfRemoveAccess: enableTargetsToSelfAddAccess ?? false,
});

const NOBODY: Fields = {
  allowedTargetScope: 'notSpecified',
  scopeType: null,
  specificAllowedTargets: [],
  requestorSettings: { enableTargetsToSelfAddAccess: false },
};

/** Changes one half of the end. What says nothing leaves a pattern as it was sent: clients send back what they read. */
function expire(draft: Draft, change: Partial<ExpirationPattern>): void {
  if (draft.isPatternSent && Object.values(change).every((value) => value === null)) return;
  draft.isPatternSent = false;
  const { endDateTime = null, duration = null } = { ...(draft.expiration as ExpirationPattern | undefined), ...change };
  const type = endDateTime ? 'afterDateTime' : duration ? 'afterDuration' : 'noExpiration';
  draft.expiration = { type, endDateTime, duration };
}

/** `0`: assignments do not end by their length, or the length was sent as a pattern. */
export const durationInDays: Lens = {
  read: ({ expiration: end, isPatternSent }: Partial<Policy>) =>
    isPatternSent ? 0 : (inDays.toWire(end?.duration) ?? 0),
  write: (draft, value: number | null) =>
    expire(draft, { duration: value ? (inDays.fromWire(value) as string) : null }),
};

export const expirationDateTime: Lens = {
  read: ({ expiration: end, isPatternSent }: Partial<Policy>) => (isPatternSent ? null : (end?.endDateTime ?? null)),
  write: (draft, value: string | null) => expire(draft, { endDateTime: value }),
};

/** The end as v1.0 says it, read back where it was sent. */
export const expiration: Lens = {
  read: ({ expiration: end, isPatternSent }: Partial<Policy>) => (isPatternSent ? end : null),
  write: (draft, value: Fields | null) => {
    if (value === null) return;
    draft.expiration = value;
    draft.isPatternSent = true;
  },
};

/** The word of a list that is meant, without case. */
function oneOf(words: readonly string[], sent: string | null): string | null {
  if (sent === null) return null;
  const word = words.find((known) => known.toLowerCase() === sent.toLowerCase());
  if (!word) throw new BindError('', `'${sent}' is none of ${words.join(', ')}`);
  return word;
}

const APPROVAL_MODES = ['NoApproval', 'SingleStage', 'Serial', 'Parallel'];

/** Follows from the stages where nobody said it. */
export const approvalMode: Lens = {
  words: APPROVAL_MODES,
  read: ({ approvalMode: sent, isApprovalRequiredForAdd, isApprovalRequiredForUpdate, stages }: ApprovalSettings) => {
    if (sent) return sent;
    if (!isApprovalRequiredForAdd && !isApprovalRequiredForUpdate) return 'NoApproval';
    return (stages ?? []).length > 1 ? 'Serial' : 'SingleStage';
  },
  write: (draft, value: string | null) => {
    draft.approvalMode = oneOf(APPROVAL_MODES, value);
  },
};

/** How often, as beta says it, and the months that v1.0's pattern has between two reviews; weekly has none. */
const RECURRENCE = new Map([
  ['weekly', 0],
  ['monthly', 1],
  ['quarterly', 3],
  ['halfyearly', 6],
  ['annual', 12],
]);

/** As much of a recurrence as is looked at here. */
interface Pattern {
  readonly pattern?: { readonly type?: string | null; readonly interval?: number | null } | null;
}

export const recurrenceType: Lens = {
  read: ({ recurrenceType: sent, schedule }: ReviewSettings) => sent ?? recurrenceWord(schedule?.recurrence as Pattern),
  write: (draft, value: string | null) => {
    const months = value === null ? undefined : RECURRENCE.get(value.toLowerCase());
    const recurrence = months === undefined ? null : { pattern: everyMonths(months), range: { type: 'noEnd' } };
    draft.recurrenceType = value;
    draft.schedule = { ...(draft.schedule as Fields | null), recurrence };
  },
};

function everyMonths(months: number) {
  return months === 0 ? { type: 'weekly', interval: 1 } : { type: 'absoluteMonthly', interval: months };
}

function recurrenceWord(recurrence: Pattern | null | undefined): string | null {
  const { type, interval } = recurrence?.pattern ?? {};
  if (type === 'weekly') return 'weekly';
  if (type === 'absoluteYearly' || type === 'relativeYearly') return 'annual';
  if (type !== 'absoluteMonthly' && type !== 'relativeMonthly') return null;
  return [...RECURRENCE].find(([, months]) => months === interval)?.[0] ?? 'monthly';
}

export const reviewDays: Lens = {
  read: ({ schedule }: ReviewSettings) => inDays.toWire(schedule?.expiration?.duration),
  write: (draft, value) => {
    const duration = inDays.fromWire(value);
    const expiration = { type: duration ? 'afterDuration' : 'notSpecified', duration };
    draft.schedule = { ...(draft.schedule as Fields | null), expiration };
  },
};

const REVIEWERS = ['Self', 'Reviewers', 'Manager'];

export const reviewerType: Lens = {
  words: REVIEWERS,
  read: ({ reviewerType: sent, isSelfReview, primaryReviewers }: ReviewSettings) => {
    if (sent) return sent;
    if (isSelfReview) return 'Self';
    return primaryReviewers?.some(({ kind }) => kind.endsWith('Manager')) ? 'Manager' : 'Reviewers';
  },
  write: (draft, value: string | null) => {
    draft.reviewerType = oneOf(REVIEWERS, value);
    draft.isSelfReview = draft.reviewerType === 'Self';
  },
};
