/** Decisions of approvers. */
import type { Approval, ApprovalDecision } from '../../model/entitlement/tables.js';
import { noContent } from '../../src/answers.js';
import { decide } from '../../src/lifecycle/entitlement/approvals.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { ownerInPath } from '../directory/parts.js';
import { bindBody, operation } from './parts.js';

const approval = '/accessPackageAssignmentApprovals/{id}';

function decideStage(call: Call): Answer {
  decide(call, ownerInPath<Approval>(call), call.entity<ApprovalDecision>(), bindBody(call, 'patch').fields);
  return noContent;
}

export const approvalOperations: readonly Operation[] = [
  ...operation('PATCH', { 'v1.0': `${approval}/stages/{id}` }, 'approvalstage-update', decideStage),
  ...operation('PATCH', { beta: `${approval}/steps/{id}` }, 'approvalstep-update', decideStage),
];
