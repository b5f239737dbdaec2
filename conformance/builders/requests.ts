/** Builders of requests and of what comes of them: assignments, subjects, approvals. */
import { isObject, type JsonObject } from '../records.js';
import { type Builder, type Entity, StateError, type World } from '../world.js';
import { ask, asking, type Parts, parts, pending, person, until, userOf } from './asking.js';
import { calledPolicy } from './policies.js';

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

/** A subject is there once something was assigned to its user; only guests have a lifecycle. */
const subject: Builder = async (world, wish) => {
  const { subjectLifecycle, ...printed } = wish.printed ?? {};
  const { ids, printed: shown = {} } = userOf(printed);
  const lifecycle = subjectLifecycle ?? wish.context?.['subjectLifecycle'] ?? 'notDefined';
  const guest: JsonObject = lifecycle === 'notDefined' ? {} : { userType: 'Guest' };
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
  const { accessPackageResourceRole: role = {}, accessPackageResourceScope: scope = {} } = wish.printed ?? {};
  await world.need('roleScope', { printed: { role, scope }, links: { accessPackage } });
  const policy = await world.need('policy', { links: { accessPackage } });
  const target = await person(world, wish);
  await world.need('assignment', { links: { accessPackage, policy, target } });
  const set = `${world.em}/accessPackageAssignmentResourceRoles`;
  const [body] = await world.list(set, 'beta');
  if (!body) throw new StateError('no role was granted');
  return { kind: 'grantedRole', id: String(body['id']), path: `${set}/${String(body['id'])}`, body };
};

export const requestBuilders = { request, callout, assignment, subject, approval, stage, grantedRole };
