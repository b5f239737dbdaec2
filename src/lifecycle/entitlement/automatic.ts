/**
 * Automatic assignment policies: users whose properties meet the rule of a policy are assigned its package, and those
 * who do not any more lose it, after a grace if there is one ("Configure an automatic assignment policy").
 */
import { type User, users } from '../../../model/directory/tables.js';
import {
  type Assignment,
  assignments,
  type Policy,
  policies,
  requests,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Transaction } from '../../store/index.js';
import type { Tenant } from '../../tenant.js';
import { after } from '../clock.js';
import { type Context, schedule, unschedule } from '../context.js';
import { SERVICE } from '../drain.js';
import { isWaiting } from '../due.js';
import { isOpen } from './machine.js';
import { all, some } from './records.js';
import { heldBy, isIncompatible } from './separation.js';
import { isIn } from './subject-sets.js';
import { subjectOf } from './subjects.js';
import { addBySystem, removeBySystem } from './system-requests.js';
import { timers } from './timers.js';

const IN_GRACE = 'AutoAssignmentInGracePeriod';

const automaticPolicies = (tx: Transaction) => all(tx, policies, 'isAutomatic', 'true');

/** Lets a tenant's automatic policies follow its users. Returns what ends that. */
export function attachAutomaticPolicies(tenant: Tenant): () => void {
  return tenant.timeline.onChange(
    (change, tx) => {
      // Assignments of a deleted user stay: the user may be restored.
      if (!('table' in change) || change.kind === 'removed') return;
      if (tx.countEqual(policies, 'isAutomatic', 'true') === 0) return;
      const context = { tx, time: tenant.clock.now(), newId: tenant.newId, caller: SERVICE };
      schedule(context, timers.reassess, change.id);
    },
    [users],
  );
}

/** Looks at one user anew, under every automatic policy. */
export function reassess(context: Context, userId: string): void {
  const user = context.tx.get(users, userId);
  if (!user) return;
  for (const policy of automaticPolicies(context.tx)) assess(context, policy, user);
}

/** Looks at all users under a policy that is new or was changed. */
export function applyPolicy(context: Context, policyId: string): void {
  const policy = context.tx.get(policies, policyId);
  if (!policy?.automaticRequestSettings) return;
  const everyone: User[] = [];
  context.tx.scan(users, (user) => void everyone.push(user));
  for (const user of everyone) assess(context, policy, user);
}

const isMeant = ({ tx }: Context, { specificAllowedTargets }: Policy, { id }: User) =>
  specificAllowedTargets.some((set) => isIn(tx, set, id));

function assess(context: Context, policy: Policy, user: User): void {
  const subject = context.tx.find(subjects, 'objectId', user.id);
  const held = subject && heldBy(context.tx, subject.id, policy.accessPackageId);
  const meant = isMeant(context, policy, user);
  if (meant && !held) give(context, policy, user);
  if (held?.assignmentPolicyId !== policy.id) return;
  if (meant) keep(context, held);
  else take(context, policy, held);
}

/** Whoever waits for the package, or must not have it, is not assigned it. */
function give(context: Context, policy: Policy, user: User): void {
  const { tx } = context;
  if (!policy.automaticRequestSettings?.requestAccessForAllowedTargets) return;
  const subject = subjectOf(context, user.id);
  const { accessPackageId } = policy;
  const waits = some(
    tx,
    requests,
    'targetId',
    subject.id,
    (one) => isOpen(one) && one.accessPackageId === accessPackageId,
  );
  if (!waits && !isIncompatible(tx, accessPackageId, subject)) addBySystem(context, policy, subject.id);
}

/** They are back in time. */
function keep(context: Context, held: Assignment): void {
  if (!isWaiting(context.tx, held.id, timers.grace)) return;
  unschedule(context, held.id, timers.grace);
  context.tx.replace(assignments, { ...held, status: 'Delivered' });
}

function take(context: Context, { automaticRequestSettings: settings }: Policy, held: Assignment): void {
  const { tx, time } = context;
  if (!settings?.removeAccessWhenTargetLeavesAllowedTargets || isWaiting(tx, held.id, timers.grace)) return;
  const { gracePeriodBeforeAccessRemoval: grace } = settings;
  const end = grace ? after(time, grace) : time;
  if (end > time) {
    tx.replace(assignments, { ...held, status: IN_GRACE });
    schedule(context, timers.grace, held.id, end);
  } else removeBySystem(context, held);
}

/** The grace is over. */
export function endGrace(context: Context, assignmentId: string): void {
  const assignment = context.tx.get(assignments, assignmentId);
  if (assignment && assignment.state !== 'expired') removeBySystem(context, assignment);
}
