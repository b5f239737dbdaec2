/** The conditions in the table of a request's life. */
import type { Request } from '../../../model/entitlement/tables.js';
import { after } from '../clock.js';
import type { Context } from '../context.js';
import { requestTypes } from './request-types.js';
import { termsOf } from './terms.js';
import { REPROCESSABLE } from './timers.js';

export type GuardName = 'needsApproval' | 'startsLater' | 'endedLately';

export const guards: Readonly<Record<GuardName, (context: Context, request: Request) => boolean>> = {
  /** What administrators and the service itself do needs nobody's approval, and giving up access neither. */
  needsApproval: ({ tx }, request) => {
    const { change, by } = requestTypes[request.requestType] ?? {};
    if (by === 'administrator' || by === 'service' || change === 'remove') return false;
    const settings = termsOf(tx, request)?.requestApprovalSettings;
    if (!settings) return false;
    return change === 'add' ? settings.isApprovalRequiredForAdd : settings.isApprovalRequiredForUpdate;
  },
  startsLater: ({ time }, { requestType, schedule }) =>
    requestTypes[requestType]?.change !== 'update' &&
    typeof schedule?.startDateTime === 'string' &&
    Date.parse(schedule.startDateTime) > time,
  endedLately: ({ time }, { completedDateTime }) =>
    typeof completedDateTime === 'string' && after(Date.parse(completedDateTime), REPROCESSABLE) >= time,
};
