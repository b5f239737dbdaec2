/** Builders of policies and of what they ask. */
import { liveBody } from '../bodies.js';
import { isObject, type JsonObject, type Version } from '../records.js';
import { type Builder, type Entity, StateError, type Wish, type World, writable } from '../world.js';
import { nameOf, PACKAGE, reference, spellings } from './names.js';

/** Everybody may ask, nobody has to approve, and access doesn't end. */
const openPolicy: Record<Version, JsonObject> = {
  'v1.0': {
    allowedTargetScope: 'allDirectoryUsers',
    specificAllowedTargets: [],
    expiration: { type: 'noExpiration' },
    requestorSettings: {
      enableTargetsToSelfAddAccess: true,
      enableTargetsToSelfUpdateAccess: true,
      enableTargetsToSelfRemoveAccess: true,
      allowCustomAssignmentSchedule: true,
      enableOnBehalfRequestorsToAddAccess: true,
      enableOnBehalfRequestorsToUpdateAccess: true,
      enableOnBehalfRequestorsToRemoveAccess: true,
      onBehalfRequestors: [{ '@odata.type': '#microsoft.graph.targetManager', managerLevel: 1 }],
    },
    requestApprovalSettings: { isApprovalRequiredForAdd: false, isApprovalRequiredForUpdate: false, stages: [] },
  },
  beta: {
    canExtend: true,
    durationInDays: 0,
    requestorSettings: { scopeType: 'AllExistingDirectorySubjects', acceptRequests: true, allowedRequestors: [] },
    requestApprovalSettings: {
      isApprovalRequired: false,
      isApprovalRequiredForExtension: false,
      isRequestorJustificationRequired: false,
      approvalMode: 'NoApproval',
      approvalStages: [],
    },
  },
};

/** Somebody who is known by a mail address alone isn't in the directory: the policy has to admit such people. */
function outsiders(world: World, wish: Wish): JsonObject {
  const target = wish.context?.['target'];
  if (!isObject(target ?? null) || 'objectId' in (target as JsonObject)) return {};
  if (world.version === 'v1.0') return { allowedTargetScope: 'allExternalUsers' };
  return { requestorSettings: { scopeType: 'AllExternalSubjects', acceptRequests: true, allowedRequestors: [] } };
}

/** Questions and stage settings get their ids from the service. */
function withoutIds(printed: JsonObject): JsonObject {
  const bare = Object.entries(printed).map(([key, value]) => {
    if (!/^questions$|^customExtension/.test(key) || !Array.isArray(value)) return [key, value];
    return [key, value.filter(isObject).map(({ id: _, ...rest }) => rest)];
  });
  return Object.fromEntries(bare) as JsonObject;
}

const policy: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'accessPackage', 'accessPackage', PACKAGE);
  const set = `${world.em}/${spellings[world.version].policies}`;
  const shown = await liveBody(world, writable('policy', wish.printed, ['accessPackageId']), new Map());
  const printed = { ...outsiders(world, wish), ...(isObject(shown.body) ? withoutIds(shown.body) : {}) };
  const named = { displayName: nameOf(world, wish, 'Policy'), description: 'A policy' };
  const open = { ...openPolicy[world.version], ...named, ...reference(world, 'accessPackage', parent) };
  // Only v1.0 can say that requests choose their own schedule.
  const body =
    Object.keys(printed).length > 0
      ? await world.create(set, open, { ...printed, displayName: named.displayName })
      : await world.must(
          'POST',
          `${world.em}/assignmentPolicies`,
          { ...openPolicy['v1.0'], ...named, accessPackage: { id: parent.id } },
          undefined,
          'v1.0',
        );
  const belongs = { accessPackage: parent };
  return { kind: 'policy', id: String(body['id']), path: `${set}/${String(body['id'])}`, body, belongs };
};

/** A policy of the package that differs from the open one. */
async function special(world: World, parent: Entity, settings: JsonObject): Promise<Entity> {
  const set = `${world.em}/assignmentPolicies`;
  const named = { displayName: world.unique('Special '), description: 'A policy', accessPackage: { id: parent.id } };
  const body = await world.must('POST', set, { ...openPolicy['v1.0'], ...named, ...settings }, undefined, 'v1.0');
  const path = `${set}/${String(body['id'])}`;
  return { kind: 'policy', id: String(body['id']), path, body, belongs: { accessPackage: parent } };
}

/** A policy whose requests wait for an extension. */
export const calledPolicy = (world: World, parent: Entity, extension: Entity): Promise<Entity> =>
  special(world, parent, {
    customExtensionStageSettings: [
      {
        stage: 'assignmentRequestCreated',
        customExtension: {
          '@odata.type': '#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension',
          id: extension.id,
        },
      },
    ],
  });

/** A policy of the package under which someone has to approve. */
export const approvedPolicy = (world: World, parent: Entity, approver: Entity): Promise<Entity> =>
  special(world, parent, {
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      isApprovalRequiredForUpdate: true,
      stages: [
        {
          durationBeforeAutomaticDenial: 'P14D',
          isApproverJustificationRequired: false,
          isEscalationEnabled: false,
          durationBeforeEscalation: 'PT0S',
          primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver.id }],
          fallbackPrimaryApprovers: [],
          escalationApprovers: [],
          fallbackEscalationApprovers: [],
        },
      ],
    },
  });

/** A question is added to the policy under which it is answered. */
const question: Builder = async (world, wish) => {
  const asked = await world.related(wish, 'policy', 'policy');
  const path = `${world.em}/assignmentPolicies/${asked.id}`;
  const before = await world.must('GET', `${path}?$expand=accessPackage`, undefined, undefined, 'v1.0');
  const existing = Array.isArray(before['questions']) ? before['questions'] : [];
  const type = String(wish.printed?.['@odata.type'] ?? '#microsoft.graph.accessPackageTextInputQuestion');
  const value = wish.context?.['value'];
  const choice = { actualValue: typeof value === 'string' ? value : 'yes', text: 'A choice' };
  const added: JsonObject = {
    '@odata.type': type,
    sequence: existing.length + 1,
    isRequired: false,
    isAnswerEditable: true,
    text: 'A question',
    localizations: [],
    ...(/multipleChoice/i.test(type)
      ? { isMultipleSelectionAllowed: false, choices: [choice, { actualValue: 'no', text: 'Another' }] }
      : { isSingleLineQuestion: true }),
  };
  const replaced = { ...withoutAnnotations(before), questions: [...existing, added] };
  const after = await world.must('PUT', path, replaced, undefined, 'v1.0');
  const last = Array.isArray(after['questions']) ? after['questions'].at(-1) : undefined;
  if (!isObject(last)) throw new StateError('the question was not kept');
  return { kind: 'question', id: String(last['id']), path: `${path}/questions/${String(last['id'])}`, body: last };
};

const withoutAnnotations = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !key.includes('@')));

export const policyBuilders = { policy, question };
