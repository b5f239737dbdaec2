import { entityType, many } from '../../edm.js';
import { decision } from '../../entitlement/approval-decision.js';
import * as tables from '../../entitlement/tables.js';

/** Its id is the id of the request that waits for it. */
export const approval = entityType(
  'approval',
  { base: 'entity', table: tables.approvals },
  {},
  { stages: many('approvalStage', { embedded: 'stages' }, { contained: true, inline: true }) },
);

export const approvalStage = entityType('approvalStage', { base: 'entity' }, decision);
