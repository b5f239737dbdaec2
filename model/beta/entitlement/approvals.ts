import { entityType, many } from '../../edm.js';
import { decision } from '../../entitlement/approval-decision.js';
import * as tables from '../../entitlement/tables.js';

/** Its id is the id of the request that waits for it. */
export const approval = entityType(
  'approval',
  { base: 'entity', table: tables.approvals },
  {},
  { steps: many('approvalStep', { embedded: 'stages' }, { contained: true, inline: true, as: 'stages' }) },
);

export const approvalStep = entityType('approvalStep', { base: 'entity' }, decision);
