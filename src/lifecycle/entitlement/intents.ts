/** What a request is for: its package, policy, target and assignment, once everything that stands against it is ruled out. */
import type { Draft } from '../../../model/edm.js';
import {
  type AccessPackage,
  type Answer,
  type Assignment,
  accessPackages,
  assignments,
  type Policy,
  policies,
  type Schedule,
  type Subject,
  subjects,
} from '../../../model/entitlement/tables.js';
import { invalidModel, noValidPolicy, own, policyRequirements, resourceNotFound } from '../../errors/index.js';
import type { Context } from '../context.js';
import { answersOf, checkAnswers, checkEdits, checkJustification } from './answers.js';
import { checkFixedAttributes, questionsFor } from './attributes.js';
import { checkPeriod, isCustom } from './periods.js';
import { existing, named } from './records.js';
import { onBehalf, type RequestType, selfService } from './request-types.js';
import { candidateOf, isInScope, isOffered, policiesFor } from './scope.js';
import { heldBy, isHeld, refuseIncompatible } from './separation.js';
import { isIn } from './subject-sets.js';
import { subjectOf, subjectOfCaller, subjectOfEmail } from './subjects.js';

/** A request as it was sent. */
export interface Asked extends RequestType {
  readonly requestType: string;
  /** What was sent of the assignment: the body's `assignment`. */
  readonly assignment: Draft;
  readonly packageId: unknown;
  readonly schedule: Schedule | null;
  readonly answers: readonly Answer[];
  readonly justification: string | null;
  readonly isExtension: boolean;
  readonly isValidationOnly: boolean;
}

export interface Intent {
  readonly change: RequestType['change'];
  readonly accessPackage: AccessPackage;
  readonly target: Subject;
  readonly requestor: Subject | undefined;
  /** Absent from what ends an assignment. */
  readonly policy?: Policy;
  /** Absent from what makes one. */
  readonly assignment?: Assignment;
  /** An update that gives more time, not only other answers. */
  readonly extends: boolean;
}

/** @throws GraphError 400 or 404, as the reason is */
export function intentOf(context: Context, asked: Asked, named: boolean): Intent {
  if (asked.change === 'add') return addition(context, asked, named);
  return asked.change === 'update' ? update(context, asked, named) : removal(context, asked, named);
}

function addition(context: Context, asked: Asked, named: boolean): Intent {
  const { tx } = context;
  const accessPackage = packageMeant(context, asked);
  const { target, requestor } = partiesOf(context, asked, named);
  if (heldBy(tx, target.id, accessPackage.id)) throw own.existingGrant();
  const policy = policyMeant(context, asked, accessPackage, target, requestor);
  refuseIncompatible(tx, accessPackage, target);
  checkTerms(context, asked, policy, target);
  return { change: 'add', accessPackage, target, requestor, policy, extends: false };
}

function update(context: Context, asked: Asked, named: boolean): Intent {
  const { tx } = context;
  const assignment = assignmentMeant(context, asked, named);
  const accessPackage = existing(tx, accessPackages, assignment.accessPackageId);
  const target = existing(tx, subjects, assignment.targetId);
  const requestor = requestorOf(context, asked, target, named);
  const policyId = asked.assignment.assignmentPolicyId ?? assignment.assignmentPolicyId;
  const policy = policyOfPackage(context, accessPackage, policyId);
  if (asked.by === 'holder' && !mayAsk(context, asked, policy, target, requestor)) throw noValidPolicy();
  const extended = asked.isExtension || isCustom(asked.schedule) || asked.answers.length === 0;
  checkTerms(context, asked, policy, target, assignment);
  if (asked.by === 'holder') checkEdits(policy, asked.answers, answersOf(tx, assignment));
  return { change: 'update', accessPackage, target, requestor, policy, assignment, extends: extended };
}

function removal(context: Context, asked: Asked, named: boolean): Intent {
  const { tx } = context;
  const assignment = assignmentMeant(context, asked, named);
  const accessPackage = existing(tx, accessPackages, assignment.accessPackageId);
  const target = existing(tx, subjects, assignment.targetId);
  const requestor = requestorOf(context, asked, target, named);
  const policy = tx.get(policies, assignment.assignmentPolicyId);
  const mayLeave =
    asked.by === 'administrator' ||
    (requestor?.id === target.id
      ? policy?.requestorSettings.enableTargetsToSelfRemoveAccess
      : policy && isDeputy(context, policy, 'remove', target, requestor));
  if (!mayLeave) throw noValidPolicy();
  return { change: 'remove', accessPackage, target, requestor, assignment, extends: false };
}

function packageMeant({ tx }: Context, { packageId, assignment }: Asked): AccessPackage {
  if (!packageId && assignment.assignmentPolicyId) {
    return existing(tx, accessPackages, existing(tx, policies, assignment.assignmentPolicyId).accessPackageId);
  }
  return named(tx, accessPackages, packageId, 'assignment/accessPackageId');
}

/** The assignment that a body names by its id, or by package and person. @throws GraphError 404, 400 when it is over */
function assignmentMeant(context: Context, asked: Asked, named: boolean): Assignment {
  const { tx } = context;
  const { id } = asked.assignment;
  if (typeof id === 'string' && id !== '') {
    const assignment = existing(tx, assignments, id);
    const changeable = isHeld(assignment) || (asked.change === 'remove' && assignment.state === 'deliveryFailed');
    if (!changeable) throw own.assignmentState(assignment.state);
    return assignment;
  }
  if (!asked.packageId) throw invalidModel("The property 'assignment/id' is required.");
  const { target } = partiesOf(context, asked, named);
  const assignment = heldBy(tx, target.id, packageMeant(context, asked).id);
  if (!assignment) throw resourceNotFound();
  return assignment;
}

interface Parties {
  readonly target: Subject;
  readonly requestor: Subject | undefined;
}

/** Whom access is for, and who asks. Persons ask for themselves where the body names nobody else. */
function partiesOf(context: Context, asked: Asked, named: boolean): Parties {
  const sent = targetSent(context, asked.assignment);
  const target = sent ?? (asked.by === 'holder' ? subjectOfCaller(context) : undefined);
  if (!target) throw invalidModel("The property 'assignment/targetId' is required.");
  return { target, requestor: requestorOf(context, asked, target, named) };
}

/** The target that a body names: a directory object's id, a subject, or an address. */
function targetSent(context: Context, { targetObjectId, target, assignmentPolicyId }: Draft): Subject | undefined {
  if (typeof targetObjectId === 'string' && targetObjectId !== '')
    return subjectOf(context, targetObjectId.toLowerCase());
  const { objectId, id, email } = (target ?? {}) as Partial<Subject>;
  if (objectId) return subjectOf(context, objectId.toLowerCase());
  if (id) return context.tx.get(subjects, id) ?? subjectOf(context, id.toLowerCase());
  if (!email) return undefined;
  const policy = typeof assignmentPolicyId === 'string' ? context.tx.get(policies, assignmentPolicyId) : undefined;
  return subjectOfEmail(context, email, policy?.allowedTargetScope === 'allExternalUsers');
}

/** Without a token nobody said who they are: a person's own request is then the target's. */
function requestorOf(context: Context, asked: Asked, target: Subject, named: boolean): Subject | undefined {
  return asked.by === 'holder' && !named ? target : subjectOfCaller(context);
}

/** The policy that a body names, or the one that counts of those that fit. @throws GraphError 400 when none does */
function policyMeant(
  context: Context,
  asked: Asked,
  accessPackage: AccessPackage,
  target: Subject,
  requestor: Subject | undefined,
): Policy {
  const { assignmentPolicyId } = asked.assignment;
  if (asked.by === 'administrator') return administered(context, accessPackage, assignmentPolicyId, target);
  const may = (policy: Policy) => mayAsk(context, asked, policy, target, requestor);
  const candidates = assignmentPolicyId
    ? [policyOfPackage(context, accessPackage, assignmentPolicyId)].filter(may)
    : policiesFor(context.tx, accessPackage.id, may);
  const [policy] = candidates;
  if (!policy || !isOffered(context.tx, accessPackage, candidateOf(context.tx, target))) throw noValidPolicy();
  return policy;
}

/** Administrators assign through any policy whose scope has the target; one for administrators alone has everybody. */
function administered({ tx }: Context, accessPackage: AccessPackage, policyId: unknown, target: Subject): Policy {
  const policy = policyOfPackage({ tx }, accessPackage, policyId);
  const fits = policy.allowedTargetScope === 'notSpecified' || isInScope(tx, policy, candidateOf(tx, target));
  if (!fits) throw policyRequirements();
  return policy;
}

function policyOfPackage({ tx }: Pick<Context, 'tx'>, accessPackage: AccessPackage, policyId: unknown): Policy {
  const policy = named(tx, policies, policyId, 'assignment/assignmentPolicyId');
  if (policy.accessPackageId !== accessPackage.id) throw resourceNotFound();
  return policy;
}

/** Whether a policy lets this requestor ask for this target. */
function mayAsk(
  context: Context,
  { change, by }: Asked,
  policy: Policy,
  target: Subject,
  requestor: Subject | undefined,
): boolean {
  if (!isInScope(context.tx, policy, candidateOf(context.tx, target))) return false;
  const forSelf = by === 'holder' && requestor?.id === target.id;
  return forSelf
    ? Boolean(policy.requestorSettings[selfService[change]])
    : isDeputy(context, policy, change, target, requestor);
}

/** Whether a policy lets somebody ask for another: their manager, unless it names others. */
function isDeputy(
  { tx }: Context,
  { requestorSettings }: Policy,
  change: RequestType['change'],
  target: Subject,
  requestor: Subject | undefined,
): boolean {
  const person = requestor?.objectId;
  if (!requestorSettings[onBehalf[change]] || !person) return false;
  const { onBehalfRequestors } = requestorSettings;
  const sets = onBehalfRequestors.length > 0 ? onBehalfRequestors : [{ kind: 'targetManager', managerLevel: 1 }];
  return sets.some((set) => isIn(tx, set, person, { requestorId: person, target }));
}

/** What the policy wants to be told, and the time that it gives. Administrators need not answer. */
function checkTerms(
  context: Context,
  { by, answers, justification, schedule }: Asked,
  policy: Policy,
  { objectId }: Subject,
  present?: Assignment,
): void {
  const asksPerson = present === undefined && by !== 'administrator';
  checkAnswers(questionsFor(context.tx, policy, objectId), answers, asksPerson);
  checkFixedAttributes(context.tx, policy, objectId, answers);
  if (asksPerson) checkJustification(policy, justification);
  checkPeriod(context.time, policy, schedule, by, present);
}
