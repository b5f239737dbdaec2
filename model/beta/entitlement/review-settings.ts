import { complex, complexType, dateTime, enumeration, flag, int32, list, member, text } from '../../edm.js';
import { recurrenceType, reviewDays, reviewerType } from '../../entitlement/beta-policy.js';
import { within } from '../../entitlement/spelling.js';
import { userSet } from './user-sets.js';

export const accessReviewTimeoutBehavior = enumeration('accessReviewTimeoutBehavior', {
  keepAccess: 0,
  removeAccess: 1,
  acceptAccessRecommendation: 2,
  unknownFutureValue: 99,
});

export const assignmentReviewSettings = complexType('assignmentReviewSettings', {
  accessReviewTimeoutBehavior: member(accessReviewTimeoutBehavior, { of: 'expirationBehavior', initial: 'keepAccess' }),
  durationInDays: int32({ of: reviewDays }),
  isAccessRecommendationEnabled: flag({ of: 'isRecommendationEnabled' }),
  isAgenticExperienceEnabled: flag(),
  isApprovalJustificationRequired: flag({ of: 'isReviewerJustificationRequired' }),
  isEnabled: flag({ initial: false }),
  recurrenceType: text({ of: recurrenceType }),
  reviewers: list(complex(userSet), { of: 'primaryReviewers' }),
  reviewerType: text({ of: reviewerType }),
  startDateTime: dateTime({ of: within('schedule.startDateTime') }),
});
