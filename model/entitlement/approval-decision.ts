import { complex, dateTime, flag, readOnly, text } from '../edm.js';
import { identity } from './shared-values.js';
import { isAssignedTo } from './walks.js';

/** One stage of an approval: an `approvalStage` in v1.0, an `approvalStep` in beta. */
export const decision = {
  assignedToMe: flag({ of: isAssignedTo, ...readOnly }),
  displayName: text(readOnly),
  justification: text(),
  reviewedBy: complex(identity, readOnly),
  reviewedDateTime: dateTime(readOnly),
  reviewResult: text(),
  status: text(readOnly),
};
