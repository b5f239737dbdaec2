/** What operations and requests presume beyond what their URL and body mention. */

import type { Overrides } from './bodies.js';
import { declareRole } from './builders/applications.js';
import { isObject, itemsOf, type Json, type JsonObject, objectsWith } from './records.js';
import type { Entity, World } from './world.js';

export interface Setting {
  readonly world: World;
  readonly method: string;
  readonly request: JsonObject;
  readonly answer: Json;
  /** The entity that the operation is bound to. */
  readonly bound: Entity | undefined;
  /** What the body mentions. */
  readonly mentioned: readonly Entity[];
  /** Entities that a function was given. */
  readonly args: readonly Entity[];
  readonly caller: Entity | undefined;
}

/** Answers who has to call; undefined where anybody may. */
type Presumption = (setting: Setting) => Promise<Entity | undefined>;

/** What an operation presumes of the properties of the entity that it is bound to. */
export const presumed: Readonly<Record<string, (request: JsonObject, answer: JsonObject) => JsonObject>> = {
  cancel: () => ({ state: 'pendingApproval' }),
  resume: () => ({ status: 'WaitingForCallback' }),
  reprocess: () => ({ state: 'deliveryFailed' }),
  changepassword: ({ currentPassword }) => ({ passwordProfile: { password: currentPassword ?? null } }),
  restore: (_request, answer) => answer,
  assignlicense: (_request, answer) => answer,
};

/** References that an operation reads in its own way. */
export const overrides: Readonly<Record<string, Overrides>> = { checkmemberobjects: { ids: 'group' } };

/** The answer lists the ids of groups that the object is in. */
const memberOf: Presumption = async ({ world, answer, bound }) => {
  for (const id of (itemsOf(answer) ?? []).filter((item) => typeof item === 'string')) {
    const group = await world.need('group', { ids: [id] });
    if (bound) await world.connect(bound, { kind: 'group', many: true, link: { addTo: 'members' } }, group);
  }
  return undefined;
};

/** A requirement is what a policy asks of its requestors, and what they have answered before. */
const requirements: Presumption = async ({ world, answer, bound, mentioned, caller }) => {
  const who = mentioned.find(({ kind }) => kind === 'user') ?? caller ?? (await world.need('user'));
  for (const item of (itemsOf(answer) ?? []).filter(isObject)) {
    const { policyId, policyDisplayName, policyDescription } = item;
    const questions = listed(item['questions']).map(asked);
    const printed = { displayName: policyDisplayName ?? null, description: policyDescription ?? null, questions };
    const ids = typeof policyId === 'string' ? [policyId] : [];
    const policy = await world.need('policy', { ids, printed, ...(bound && { links: { accessPackage: bound } }) });
    const answers = listed(item['existingAnswers']);
    if (answers.length > 0) await world.need('request', { printed: { answers }, links: { target: who, policy } });
  }
  return mentioned.includes(who) ? undefined : who;
};

const listed = (value: Json | undefined): JsonObject[] => [value ?? []].flat().filter(isObject);

/** A question in requirements has a shorter type than in its policy, and an id. */
function asked({ id: _, ...question }: JsonObject): JsonObject {
  const type = String(question['@odata.type'])
    .replace('.textInput', '.accessPackageTextInput')
    .replace('.multipleChoice', '.accessPackageMultipleChoice');
  return { ...question, '@odata.type': type };
}

const someone: Presumption = async ({ world, caller }) => caller ?? (await world.need('user'));

/** What is taken away was given before. */
const licensed: Presumption = async ({ world, request, bound }) => {
  const addLicenses = [request['removeLicenses'] ?? []].flat().map((skuId) => ({ skuId, disabledPlans: [] }));
  if (bound) await world.must('POST', `${bound.path}/assignLicense`, { addLicenses, removeLicenses: [] });
  return undefined;
};

/** Somebody has both packages. */
const overlap: Presumption = async ({ world, args }) => {
  const target = await world.need('user');
  for (const accessPackage of args) await world.need('assignment', { links: { target, accessPackage } });
  return undefined;
};

export const operations: Readonly<Record<string, Presumption>> = {
  getmembergroups: memberOf,
  getmemberobjects: memberOf,
  checkmembergroups: memberOf,
  checkmemberobjects: memberOf,
  getapplicablepolicyrequirements: requirements,
  filterbycurrentuser: someone,
  assignlicense: licensed,
  additionalaccess: overlap,
};

/** A user's request is made by the user, and for a package that can be requested. */
export const requestPresumes: Presumption = async ({ world, method, request, mentioned }) => {
  const application = mentioned.find(({ kind }) => kind === 'servicePrincipal');
  if (application) await declareRole(world, application, request['appRoleId']);
  const type = request['requestType'];
  if (typeof type !== 'string' || method !== 'POST') return undefined;
  const accessPackage = mentioned.find(({ kind }) => kind === 'accessPackage');
  if (accessPackage && !mentioned.some(({ kind }) => kind === 'policy')) await openTo(world, accessPackage);
  await outsider(world, request);
  if (!/^user/i.test(type)) return undefined;
  const target = mentioned.find(({ kind }) => kind === 'assignment')?.belongs?.['target'];
  return mentioned.find(({ kind }) => kind === 'user') ?? target ?? (await world.need('user'));
};

/** Somebody who is known by a mail address alone comes from a connected organization. */
async function outsider(world: World, request: JsonObject): Promise<void> {
  const [target] = objectsWith(request, 'email');
  const domainName = String(target?.['email'] ?? '').replace(/^.*@/, '');
  if (!target || 'objectId' in target || domainName === '') return;
  const source = { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName, displayName: domainName };
  await world.need('connectedOrganization', { printed: { identitySources: [source], state: 'configured' } });
}

/** Sees to it that the package has a policy under which it can be requested. */
export async function openTo(world: World, accessPackage: Entity): Promise<void> {
  if (world.recent('policy')?.belongs?.['accessPackage'] === accessPackage) return;
  await world.need('policy', { links: { accessPackage } });
}
