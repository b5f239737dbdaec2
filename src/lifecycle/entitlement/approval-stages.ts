/** The stages of an approval: they begin one after the other, ask more people after a while, and end with the request. */
import {
  type Approval,
  type ApprovalDecision,
  type ApprovalStage,
  approvals,
  type Request,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { after } from '../clock.js';
import { type Context, schedule } from '../context.js';
import { approversOf } from './approvers.js';
import { termsOf } from './terms.js';
import { LONGEST_STAGE, timers } from './timers.js';

/** The stages as the policy had them when the request was made. */
export const stagesOf = (reader: Reader, request: Request): readonly ApprovalStage[] =>
  termsOf(reader, request)?.requestApprovalSettings.stages ?? [];

const undecided: Omit<ApprovalDecision, 'id'> = {
  displayName: null,
  justification: '',
  reviewResult: 'NotReviewed',
  reviewedBy: null,
  reviewedDateTime: null,
  status: 'Initializing',
  approverIds: [],
};

/** Lets the next stage begin: those whom it names may decide, for as long as it lasts. The first makes the approval. */
export function beginStage(context: Context, request: Request): void {
  const { tx, time } = context;
  const stages = stagesOf(tx, request);
  const approval =
    tx.get(approvals, request.id) ??
    tx.insert(approvals, {
      id: request.id,
      stages: stages.map(() => ({ id: context.newId(), ...undecided })),
    });
  const at = approval.stages.findIndex(({ status }) => status === 'Initializing');
  const stage = stages[at];
  if (stage) {
    const approverIds = approversOf(tx, request, stage, 'primaryApprovers');
    changeStage(context, approval, at, { status: 'InProgress', approverIds });
  }
  const { isEscalationEnabled, durationBeforeEscalation, durationBeforeAutomaticDenial } = stage ?? {};
  if (isEscalationEnabled && durationBeforeEscalation) {
    schedule(context, timers.escalate, request.id, after(time, durationBeforeEscalation));
  }
  schedule(context, timers.timeOut, request.id, after(time, durationBeforeAutomaticDenial ?? LONGEST_STAGE));
}

/** Lets others decide too, because those who were asked did not. */
export function askOthers(context: Context, request: Request): void {
  const approval = context.tx.get(approvals, request.id);
  const at = approval?.stages.findIndex(({ status }) => status === 'InProgress') ?? -1;
  const [decision, stage] = [approval?.stages[at], stagesOf(context.tx, request)[at]];
  if (!approval || !decision || !stage) return;
  const others = approversOf(context.tx, request, stage, 'escalationApprovers');
  changeStage(context, approval, at, { approverIds: [...new Set([...decision.approverIds, ...others])] });
}

/** Nothing is left to decide: the request was denied or taken back, or its time has run out. */
export function endStages({ tx }: Context, request: Request): void {
  const approval = tx.get(approvals, request.id);
  if (!approval) return;
  const over = (status: string) => (status === 'InProgress' && request.status === 'Expired' ? 'Expired' : 'Completed');
  tx.replace(approvals, {
    ...approval,
    stages: approval.stages.map((stage) => ({ ...stage, status: over(stage.status) })),
  });
}

export function changeStage(
  { tx }: Context,
  approval: Approval,
  at: number,
  change: Partial<ApprovalDecision>,
): Approval {
  const stages = approval.stages.map((stage, index) => (index === at ? { ...stage, ...change } : stage));
  return tx.replace(approvals, { ...approval, stages });
}
