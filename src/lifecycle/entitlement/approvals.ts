/** What approvers decide. */
import { users } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { type Approval, type ApprovalDecision, requests } from '../../../model/entitlement/tables.js';
import { invalidModel, notAnApprover, own } from '../../errors/index.js';
import { type Context, now } from '../context.js';
import { changeStage, stagesOf } from './approval-stages.js';
import { approve } from './callouts.js';
import { step } from './machine.js';

/**
 * Takes an approver's decision on a stage: a denial ends the request, an approval lets the next stage begin, or what
 * was asked for after the last one.
 *
 * @throws GraphError 403 for whoever is not asked, 409 when the stage is decided, 400 for what is no decision
 * @see https://learn.microsoft.com/graph/api/approvalstage-update
 */
export function decide(context: Context, approval: Approval, decision: ApprovalDecision, sent: Draft): void {
  if (!decision.approverIds.includes(context.caller.id)) throw notAnApprover();
  if (decision.status !== 'InProgress') throw own.alreadyDecided();
  const { reviewResult, justification } = readDecision(sent);
  const at = approval.stages.findIndex(({ id }) => id === decision.id);
  const request = context.tx.get(requests, approval.id);
  const wantsReason = request && stagesOf(context.tx, request)[at]?.isApproverJustificationRequired;
  if (wantsReason && justification.trim() === '') throw invalidModel("The property 'justification' is required.");
  changeStage(context, approval, at, {
    reviewResult,
    justification,
    status: 'Completed',
    reviewedBy: identityOf(context),
    reviewedDateTime: now(context),
  });
  if (reviewResult === 'Deny') step(context, approval.id, 'deny');
  else if (at < approval.stages.length - 1) step(context, approval.id, 'approveStage');
  else approve(context, approval.id);
}

const DECISIONS = ['Approve', 'Deny'];

function readDecision(sent: Draft): { reviewResult: string; justification: string } {
  const { reviewResult, justification } = sent as Partial<ApprovalDecision>;
  const known = DECISIONS.find((one) => one.toLowerCase() === reviewResult?.toLowerCase());
  if (!known) throw invalidModel(`'reviewResult' must be one of ${DECISIONS.join(', ')}.`);
  return { reviewResult: known, justification: justification ?? '' };
}

function identityOf({ tx, caller }: Context): object {
  const user = tx.get(users, caller.id);
  return {
    kind: 'userIdentity',
    id: caller.id,
    displayName: user?.displayName ?? null,
    userPrincipalName: user?.userPrincipalName ?? null,
  };
}
