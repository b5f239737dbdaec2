/** Builders of requests and of what comes of them: assignments, subjects, approvals. */
import type { Client } from '../../src/emulator.js';
import { isObject, type JsonObject } from '../records.js';
import { type Builder, type Entity, StateError, type Wish, type World } from '../world.js';
import { approvedPolicy, calledPolicy } from './policies.js';

/** What a request is made with, once for all builders of this file. */
interface Parts {
  readonly person: Entity;
  readonly accessPackage: Entity;
  readonly policy: Entity;
}

const PACKAGE = ['accessPackage'];
const POLICY = ['assignmentPolicy', 'accessPackageAssignmentPolicy', 'policy'];

/** Whom it is about: linked, printed as its target or requestor, or somebody. */
function person(world: World, wish: Wish): Promise<Entity> {
  const linked = wish.links?.['target'];
  if (linked) return Promise.resolve(linked);
  const printed = wish.printed ?? {};
  const assignment = printed['assignment'] ?? printed['accessPackageAssignment'];
  const nested = [printed['target'], printed['requestor'], isObject(assignment) ? assignment['target'] : undefined];
  const subject = nested.find((one) => isObject(one ?? null) && Object.keys(one as JsonObject).length > 0);
  return isObject(subject ?? null) ? comer(world, subject as JsonObject) : world.need('user');
}

/** The user that a printed subject is, with the organization that it comes from. */
async function comer(world: World, subject: JsonObject): Promise<Entity> {
  const wish = userOf(subject);
  const { connectedOrganizationId, connectedOrganization, email } = subject;
  if (typeof connectedOrganizationId !== 'string') return world.need('user', wish);
  const domainName = String(email ?? 'somebody@partner.example').replace(/^.*@/, '');
  const source = { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName, displayName: domainName };
  const shown = isObject(connectedOrganization ?? null) ? (connectedOrganization as JsonObject) : {};
  const printed = { ...shown, identitySources: [source], state: 'configured' };
  await world.need('connectedOrganization', { ids: [connectedOrganizationId], printed });
  const mail = `${world.unique('guest')}@${domainName}`;
  return world.need('user', { ...wish, printed: { mail, ...wish.printed, userType: 'Guest' } });
}

/** The user that a printed subject is. */
function userOf(subject: JsonObject): Wish {
  const { objectId, displayName, email } = subject;
  return {
    ids: typeof objectId === 'string' ? [objectId] : [],
    printed: {
      ...(typeof displayName === 'string' && { displayName }),
      ...(typeof email === 'string' && { mail: email }),
    },
  };
}

async function parts(world: World, wish: Wish): Promise<Parts> {
  const who = await person(world, wish);
  const named =
    wish.links?.['policy'] ??
    POLICY.some((name) => name in (wish.printed ?? {}) || `${name}Id` in (wish.printed ?? {}));
  if (named) {
    const policy = await world.related(wish, 'policy', 'policy', POLICY);
    const accessPackage = policy.belongs?.['accessPackage'];
    if (accessPackage) return { person: who, accessPackage, policy };
  }
  const accessPackage = await world.related(wish, 'accessPackage', 'accessPackage', PACKAGE);
  const recent = world.recent('policy');
  const fits = recent?.belongs?.['accessPackage'] === accessPackage ? recent : undefined;
  return { person: who, accessPackage, policy: fits ?? (await world.need('policy', { links: { accessPackage } })) };
}

async function ask(world: World, body: JsonObject, client?: Client): Promise<Entity> {
  const set = `${world.em}/assignmentRequests`;
  const made = await world.must('POST', set, body, client, 'v1.0');
  return { kind: 'request', id: String(made['id']), path: `${set}/${String(made['id'])}`, body: made };
}

/** The schedule that is printed, from now on: the printed dates are over. */
function schedule(printed: JsonObject): JsonObject {
  const { schedule: shown } = printed;
  const expiration = isObject(shown ?? null) ? (shown as JsonObject)['expiration'] : undefined;
  const { type, duration } = isObject(expiration ?? null) ? (expiration as JsonObject) : {};
  if (typeof type !== 'string' || type === 'notSpecified') return {};
  const day = 24 * 60 * 60 * 1000;
  const end: JsonObject =
    type === 'afterDateTime' ? { endDateTime: new Date(Date.now() + 30 * day).toISOString() } : {};
  const startDateTime = new Date().toISOString();
  const ends: JsonObject = { type, ...end, ...(duration !== undefined && { duration }) };
  return { schedule: { startDateTime, expiration: ends } };
}

/** Printed answers, given to the questions of the policy in their order. */
function answers(world: World, { body }: Entity, printed: JsonObject): JsonObject {
  const questions = [body['questions'] ?? []].flat().filter(isObject);
  const given = [printed['answers'] ?? []].flat().filter(isObject);
  const live = given.flatMap(({ value, displayValue, answeredQuestion }, i) => {
    const question = questions[i];
    if (!question) return [];
    const documented = isObject(answeredQuestion ?? null) ? (answeredQuestion as JsonObject)['id'] : undefined;
    if (typeof documented === 'string') world.known.learn(documented, String(question['id']));
    const { id = null, '@odata.type': type = null } = question;
    const answered = { '@odata.type': type, id };
    return [
      {
        '@odata.type': '#microsoft.graph.accessPackageAnswerString',
        value: value ?? null,
        displayValue: displayValue ?? null,
        answeredQuestion: answered,
      },
    ];
  });
  return live.length > 0 ? { answers: live } : {};
}

const asking = (
  world: World,
  { person: who, accessPackage, policy }: Parts,
  requestType: string,
  printed: JsonObject = {},
): JsonObject => ({
  requestType,
  ...(typeof printed['justification'] === 'string' && { justification: printed['justification'] }),
  ...schedule(printed),
  ...answers(world, policy, printed),
  assignment: { targetId: who.id, assignmentPolicyId: policy.id, accessPackageId: accessPackage.id },
});

/** Reads an entity until it is in one of the states, while the clock moves on. */
async function until(world: World, path: string, states: readonly string[], property = 'state'): Promise<JsonObject> {
  let state = '';
  for (let round = 0; round < 20; round++) {
    const body = await world.must('GET', path, undefined, undefined, 'v1.0');
    state = String(body[property]);
    if (states.includes(state)) return body;
    await world.tenant.advance('PT30S');
  }
  throw new StateError(`${path} stays ${state}`);
}

/** A request that waits for its approver. */
async function pending(world: World, wish: Wish): Promise<{ request: Entity; client: Client; approver: Entity }> {
  const who = await person(world, wish);
  const accessPackage = await world.related(wish, 'accessPackage', 'accessPackage', PACKAGE);
  const approver = wish.links?.['approver'] ?? (await world.need('user'));
  const policy = await approvedPolicy(world, accessPackage, approver);
  const client = world.tenant.asUser(who.id);
  const request = await ask(
    world,
    asking(world, { person: who, accessPackage, policy }, 'userAdd', wish.printed),
    client,
  );
  await until(world, request.path, ['pendingApproval']);
  return { request, client, approver };
}

const request: Builder = async (world, wish) => {
  const { state, requestState, requestType, status } = wish.printed ?? {};
  const wanted = String(state ?? requestState ?? 'delivered').toLowerCase();
  const type = String(requestType ?? 'adminAdd');
  if (wanted === 'pendingapproval') return (await pending(world, wish)).request;
  if (wanted === 'canceled' || wanted === 'denied') {
    const { request: made, client, approver } = await pending(world, wish);
    await (wanted === 'canceled'
      ? world.must('POST', `${made.path}/cancel`, null, client, 'v1.0')
      : decide(world, made, approver));
    return made;
  }
  const about = await parts(world, wish);
  if (wanted === 'deliveryfailed') return failed(world, about);
  if (status === 'WaitingForCallback') return waiting(world, about);
  const own = type.toLowerCase().startsWith('user');
  const client = own ? world.tenant.asUser(about.person.id) : undefined;
  if (!/remove$/i.test(type))
    return delivered(world, await ask(world, asking(world, about, own ? 'userAdd' : 'adminAdd', wish.printed), client));
  const assignment = await assigned(world, about);
  return delivered(
    world,
    await ask(world, { requestType: own ? 'userRemove' : 'adminRemove', assignment: { id: assignment.id } }, client),
  );
};

/** What can't be delivered: a role in a group that is gone. */
async function failed(world: World, about: Parts): Promise<Entity> {
  const group = await world.need('group');
  const source = { originSystem: 'AadGroup', originId: group.id };
  await world.need('roleScope', {
    printed: { role: { resource: source } },
    links: { accessPackage: about.accessPackage },
  });
  await world.must('DELETE', `/groups/${group.id}`);
  const made = await ask(world, asking(world, about, 'adminAdd'));
  await until(world, made.path, ['deliveryFailed']);
  return made;
}

/** What waits for the extension that its policy calls. */
async function waiting(world: World, about: Parts): Promise<Entity> {
  const catalog = about.accessPackage.belongs?.['catalog'];
  const extension = await world.need('extension', {
    printed: {
      callbackConfiguration: {
        '@odata.type': '#microsoft.graph.customExtensionCallbackConfiguration',
        durationBeforeTimeout: 'PT1H',
      },
    },
    ...(catalog && { links: { catalog } }),
  });
  const policy = await calledPolicy(world, about.accessPackage, extension);
  const made = await ask(world, asking(world, { ...about, policy }, 'adminAdd'));
  const body = await until(world, made.path, ['WaitingForCallback'], 'status');
  return { ...made, body };
}

/** The call for which a request waits. */
const callout: Builder = async (world, wish) => {
  const request = await world.related(wish, 'request', 'request');
  const [body] = [request.body['customExtensionCalloutInstances'] ?? []].flat().filter(isObject);
  if (!body) throw new StateError(`the request ${request.id} has called nothing`);
  return { kind: 'callout', id: String(body['id']), path: request.path, body };
};

async function delivered(world: World, made: Entity): Promise<Entity> {
  await until(world, made.path, ['delivered']);
  return made;
}

async function decide(world: World, made: Entity, approver: Entity): Promise<void> {
  const client = world.tenant.asUser(approver.id);
  const path = `${world.em}/accessPackageAssignmentApprovals/${made.id}/stages`;
  const answer = await world.must('GET', path, undefined, client, 'v1.0');
  const [stage] = [answer['value'] ?? []].flat().filter(isObject);
  await world.must(
    'PATCH',
    `${path}/${String(stage?.['id'])}`,
    { reviewResult: 'Deny', justification: 'No' },
    client,
    'v1.0',
  );
}

async function assigned(world: World, about: Parts, printed: JsonObject = {}): Promise<Entity> {
  const made = await delivered(world, await ask(world, asking(world, about, 'adminAdd', printed)));
  const read = await world.must('GET', `${made.path}?$expand=assignment`, undefined, undefined, 'v1.0');
  const body = read['assignment'];
  if (!isObject(body)) throw new StateError(`the request ${made.id} has no assignment`);
  const belongs = { policy: about.policy, accessPackage: about.accessPackage, target: about.person };
  return {
    kind: 'assignment',
    id: String(body['id']),
    path: `${world.em}/assignments/${String(body['id'])}`,
    body,
    belongs,
  };
}

const assignment: Builder = async (world, wish) => {
  const made = await assigned(world, await parts(world, wish), wish.printed);
  const { state, assignmentState } = wish.printed ?? {};
  if (String(state ?? assignmentState).toLowerCase() === 'expired') {
    await delivered(world, await ask(world, { requestType: 'adminRemove', assignment: { id: made.id } }));
    await until(world, made.path, ['expired']);
  }
  return made;
};

/** A subject is there once something was assigned to its user. */
const subject: Builder = async (world, wish) => {
  const { subjectLifecycle, ...printed } = wish.printed ?? {};
  const { ids, printed: shown = {} } = userOf(printed);
  const guest: JsonObject =
    typeof subjectLifecycle === 'string' && subjectLifecycle !== 'notDefined' ? { userType: 'Guest' } : {};
  const who =
    wish.links?.['target'] ?? (await world.need('user', { ids: [...(ids ?? [])], printed: { ...shown, ...guest } }));
  await world.need('assignment', { links: { target: who } });
  const path = `${world.em}/subjects(objectId='${who.id}')`;
  const body = await world.must('GET', path);
  if (subjectLifecycle !== undefined) await world.write(path, { subjectLifecycle });
  return { kind: 'subject', id: String(body['id']), path, body };
};

/** An approval has the id of its request. */
const approval: Builder = async (world, wish) => {
  const { request: made, approver } = await pending(world, wish);
  const path = `${world.em}/accessPackageAssignmentApprovals/${made.id}`;
  return { kind: 'approval', id: made.id, path, body: {}, belongs: { approver } };
};

const stage: Builder = async (world, wish) => {
  const parent = await world.related(wish, 'approval', 'approval');
  const approver = parent.belongs?.['approver'];
  const client = approver && world.tenant.asUser(approver.id);
  const path = `${world.em}/accessPackageAssignmentApprovals/${parent.id}/stages`;
  const answer = await world.must('GET', path, undefined, client, 'v1.0');
  const [body] = [answer['value'] ?? []].flat().filter(isObject);
  if (!body) throw new StateError(`the approval ${parent.id} has no stages`);
  return {
    kind: 'stage',
    id: String(body['id']),
    path: `${path}/${String(body['id'])}`,
    body,
    belongs: parent.belongs ?? {},
  };
};

/** The service grants one for each role of the package. */
const grantedRole: Builder = async (world, wish) => {
  const accessPackage = await world.need('accessPackage');
  await world.need('roleScope', { links: { accessPackage } });
  await world.need('assignment', {
    links: { accessPackage, policy: await world.need('policy', { links: { accessPackage } }), ...wish.links },
  });
  const set = `${world.em}/accessPackageAssignmentResourceRoles`;
  const [body] = await world.list(set, 'beta');
  if (!body) throw new StateError('no role was granted');
  return { kind: 'grantedRole', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

export const requestBuilders = { request, callout, assignment, subject, approval, stage, grantedRole };
