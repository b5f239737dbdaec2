/** How requests are made: for whom, for what, under which policy, with which answers. */
import type { Client } from '../../src/emulator.js';
import { isObject, type JsonObject } from '../records.js';
import { type Entity, StateError, type Wish, type World } from '../world.js';
import { PACKAGE } from './names.js';
import { approvedPolicy } from './policies.js';

/** What a request is made with, once for all builders of this file. */
export interface Parts {
  readonly person: Entity;
  readonly accessPackage: Entity;
  readonly policy: Entity;
}

const POLICY = ['assignmentPolicy', 'accessPackageAssignmentPolicy', 'policy'];

/** Whom it is about: linked, printed as its target or requestor, or somebody. */
export function person(world: World, wish: Wish): Promise<Entity> {
  const linked = wish.links?.['target'];
  if (linked) return Promise.resolve(linked);
  const printed = wish.printed ?? {};
  const assignment = printed['assignment'] ?? printed['accessPackageAssignment'];
  const nested = [
    printed['target'],
    printed['accessPackageSubject'],
    printed['requestor'],
    isObject(assignment) ? assignment['target'] : undefined,
  ];
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
export function userOf(subject: JsonObject): Wish {
  const { objectId, displayName, email } = subject;
  return {
    ids: typeof objectId === 'string' ? [objectId] : [],
    printed: {
      ...(typeof displayName === 'string' && { displayName }),
      ...(typeof email === 'string' && { mail: email }),
    },
  };
}

export async function parts(world: World, wish: Wish): Promise<Parts> {
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

export async function ask(world: World, body: JsonObject, client?: Client): Promise<Entity> {
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

export const asking = (
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
export async function until(
  world: World,
  path: string,
  states: readonly string[],
  property = 'state',
): Promise<JsonObject> {
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
export async function pending(
  world: World,
  wish: Wish,
): Promise<{ request: Entity; client: Client; approver: Entity }> {
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
