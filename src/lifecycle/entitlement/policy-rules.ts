/** What makes no policy, and is refused with the place in the body. */
import { directoryObject, groups, servicePrincipals, users } from '../../../model/directory/tables.js';
import { milliseconds } from '../../../model/entitlement/spelling.js';
import {
  type ApprovalStage,
  accessPackages,
  betaExtensions,
  type CustomExtension,
  connectedOrganizations,
  customExtensions,
  type ExpirationPattern,
  type Policy,
  type Question,
  type SubjectSet,
} from '../../../model/entitlement/tables.js';
import type { Reader, Table } from '../../../model/reader.js';
import { GraphError, invalidModel, resourceNotFound } from '../../errors/index.js';
import { parseRule } from '../directory/membership-rule/parser.js';

const DAY = 86_400_000;
const LONGEST_ASSIGNMENT = 3660 * DAY;
const LONGEST_STAGE = 14 * DAY;
/** Others are asked only where there is time for it ("Change approval and requestor information settings"). */
const ESCALATION_NEEDS = 4 * DAY;
const MOST_STAGES = 3;

/** @throws GraphError 400 `InvalidModel` with the reason; 404 for a person, group or extension that is not there */
export function checkPolicy(reader: Reader, policy: Policy): void {
  if (policy.displayName.trim() === '') refuse("The property 'displayName' is required.");
  checkScope(reader, policy);
  checkExpiration(policy.expiration);
  checkApproval(reader, policy);
  for (const set of policy.requestorSettings.onBehalfRequestors ?? []) checkSet(reader, set);
  for (const set of policy.reviewSettings?.primaryReviewers ?? []) checkSet(reader, set);
  policy.questions?.forEach(checkQuestion);
  checkExtensions(reader, policy);
}

function refuse(reason: string): never {
  throw invalidModel(reason);
}

function checkScope(reader: Reader, { allowedTargetScope, specificAllowedTargets }: Policy): void {
  if (allowedTargetScope.startsWith('specific') && specificAllowedTargets.length === 0) {
    refuse(`'specificAllowedTargets' must not be empty when 'allowedTargetScope' is '${allowedTargetScope}'.`);
  }
  for (const set of specificAllowedTargets) checkSet(reader, set);
}

/** The sort of extension that is called before an assignment ends; the other stages call the other sort. */
const ENDING: readonly string[] = ['assignmentFourteenDaysBeforeExpiration', 'assignmentOneDayBeforeExpiration'];

/** A policy calls extensions of its package's catalog, each sort at its own stages ("Trigger Logic Apps with custom extensions"). */
function checkExtensions(reader: Reader, policy: Policy): void {
  const catalogId = reader.get(accessPackages, policy.accessPackageId)?.catalogId;
  const called = (table: Table<CustomExtension>, id = '') => {
    const extension = reader.get(table, id);
    if (extension?.catalogId !== catalogId) throw resourceNotFound();
    return extension;
  };
  policy.customExtensionStageSettings?.forEach(({ stage, customExtensionId }, index) => {
    const path = `customExtensionStageSettings[${index}]/stage`;
    if (!stage) refuse(`'${path}' is required.`);
    const kind = called(customExtensions, customExtensionId)?.kind;
    const isEnding = kind === 'accessPackageAssignmentWorkflowExtension';
    if (isEnding !== ENDING.includes(stage)) refuse(`'${path}': a ${kind} is not called at '${stage}'.`);
  });
  for (const { customExtensionId } of policy.customExtensionHandlers ?? []) called(betaExtensions, customExtensionId);
}

/** What each kind of set must name, and whether there is such a thing. */
const REFERENCES: Readonly<Record<string, readonly [keyof SubjectSet, (reader: Reader, id: string) => unknown]>> = {
  singleUser: ['userId', (reader, id) => reader.get(users, id) ?? directoryObject(reader, id)],
  groupMembers: ['groupId', (reader, id) => reader.get(groups, id)],
  singleServicePrincipal: ['servicePrincipalId', (reader, id) => reader.get(servicePrincipals, id)],
  connectedOrganizationMembers: ['connectedOrganizationId', (reader, id) => reader.get(connectedOrganizations, id)],
};

function checkSet(reader: Reader, set: SubjectSet): void {
  if (set.kind === 'attributeRuleMembers') checkRule(set.membershipRule);
  const [name, find] = REFERENCES[set.kind] ?? [];
  if (!name || !find) return;
  const id = set[name];
  if (typeof id !== 'string' || id === '') refuse(`'${name}' is required in a ${set.kind}.`);
  else if (!find(reader, id.toLowerCase())) throw resourceNotFound();
}

function checkRule(rule: string | undefined): void {
  if (!rule) refuse("'membershipRule' is required.");
  try {
    parseRule(rule);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    refuse(`'membershipRule': ${error.message}`);
  }
}

function checkExpiration({ type, endDateTime, duration }: ExpirationPattern): void {
  if (type === 'afterDateTime' && !endDateTime) refuse("'expiration/endDateTime' is required.");
  if (type !== 'afterDuration') return;
  const length = duration ? milliseconds(duration) : undefined;
  if (length === undefined) refuse("'expiration/duration' is required.");
  else if (length < 0 || length > LONGEST_ASSIGNMENT) refuse("'expiration/duration' must be between 0 and 3660 days.");
}

function checkApproval(reader: Reader, { requestApprovalSettings: settings }: Policy): void {
  const { stages, isApprovalRequiredForAdd, isApprovalRequiredForUpdate } = settings;
  if (stages.length > MOST_STAGES) refuse(`At most ${MOST_STAGES} approval stages are allowed.`);
  if ((isApprovalRequiredForAdd || isApprovalRequiredForUpdate) && stages.length === 0) {
    refuse("'requestApprovalSettings/stages' must not be empty when approval is required.");
  }
  stages.forEach((stage, index) => {
    checkStage(reader, stage, `requestApprovalSettings/stages[${index}]`);
  });
}

function checkStage(reader: Reader, stage: ApprovalStage, path: string): void {
  const limit = lengthOf(stage.durationBeforeAutomaticDenial, `${path}/durationBeforeAutomaticDenial`) ?? LONGEST_STAGE;
  if (limit <= 0 || limit > LONGEST_STAGE) refuse(`'${path}/durationBeforeAutomaticDenial' must be up to 14 days.`);
  for (const set of [...(stage.primaryApprovers ?? []), ...(stage.escalationApprovers ?? [])]) checkSet(reader, set);
  if (!stage.isEscalationEnabled) return;
  // "If true, then one or more escalationApprovers are configured" ("accessPackageApprovalStage complex type").
  if ((stage.escalationApprovers ?? []).length === 0) refuse(`'${path}/escalationApprovers' must not be empty.`);
  const escalation = lengthOf(stage.durationBeforeEscalation, `${path}/durationBeforeEscalation`) ?? 0;
  if (limit < ESCALATION_NEEDS) refuse(`'${path}': escalation needs a stage of at least 4 days.`);
  if (escalation < DAY || escalation >= limit) {
    refuse(`'${path}/durationBeforeEscalation' must be at least a day and less than the stage lasts.`);
  }
}

function lengthOf(duration: string | null | undefined, path: string): number | undefined {
  if (!duration) return undefined;
  return milliseconds(duration) ?? refuse(`'${path}' is no duration.`);
}

function checkQuestion(question: Question, index: number): void {
  const path = `questions[${index}]`;
  if (!question.text && (question.localizations ?? []).length === 0) refuse(`'${path}/text' is required.`);
  if (question.kind === 'accessPackageMultipleChoiceQuestion' && (question.choices ?? []).length === 0) {
    refuse(`'${path}/choices' must not be empty.`);
  }
  if (question.regexPattern && !isPattern(question.regexPattern))
    refuse(`'${path}/regexPattern' is no regular expression.`);
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
