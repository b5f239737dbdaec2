/** Writes the policies of a seed, and the assignments under them. */
import {
  type Assignment,
  assignments,
  type Policy,
  policies,
  requests,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Context } from '../../lifecycle/context.js';
import type { EventHandlers } from '../../lifecycle/drain.js';
import { SERVICE } from '../../lifecycle/drain.js';
import { nextDue, waitNoMore } from '../../lifecycle/due.js';
import { createPolicy, replacePolicy } from '../../lifecycle/entitlement/policies.js';
import { all } from '../../lifecycle/entitlement/records.js';
import { submitRequest } from '../../lifecycle/entitlement/requests.js';
import { type Place, SeedError } from './errors.js';
import { kinds } from './kinds.js';
import type { NamedKind, Names } from './names.js';
import { asKind, audited, packageOf } from './write-entitlement.js';
import { contextFor, reference, type Writer, type Writing, without } from './writing.js';

/** Properties inside a policy that refer to something, wherever they stand. */
export const nestedReferences: Readonly<Record<string, NamedKind>> = {
  userId: kinds.users,
  groupId: kinds.groups,
  connectedOrganizationId: kinds.connectedOrganizations,
  servicePrincipalId: kinds.servicePrincipals,
  customExtensionId: kinds.extensions,
};

/** The kind of a subject set that only says one thing. */
const KIND_OF: Readonly<Record<string, string>> = {
  userId: 'singleUser',
  groupId: 'groupMembers',
  connectedOrganizationId: 'connectedOrganizationMembers',
  servicePrincipalId: 'singleServicePrincipal',
  managerLevel: 'requestorManager',
  membershipRule: 'attributeRuleMembers',
};

type Fields = Record<string, unknown>;

export const writePolicy: Writer = (at) => {
  const { context, item, id, names, place } = at;
  const accessPackage = packageOf(at);
  const said = without(item, [
    'id',
    'key',
    'accessPackage',
    'createdBy',
    'createdDateTime',
    'modifiedBy',
    'modifiedDateTime',
  ]);
  const fields = { ...(canonical(said, names, place) as Fields), accessPackageId: accessPackage.id };
  const before = context.tx.get(policies, id);
  const written = before ? replacePolicy(context, before, fields) : createPolicy(contextFor(context, id), fields);
  return audited(at, policies, withQuestionIds(context, written, fields));
};

/** Questions keep the ids that a seed gives them. */
function withQuestionIds({ tx }: Context, policy: Policy, { questions }: Fields): Policy {
  const said = (questions ?? []) as readonly { id?: string }[];
  if (!said.some(({ id }) => id)) return policy;
  const kept = policy.questions?.map((question, at) => ({ ...question, id: said[at]?.id ?? question.id }));
  return tx.replace(policies, { ...policy, ...(kept && { questions: kept as Policy['questions'] }) } as Policy);
}

/** What a seed says of a policy, as a tenant keeps it: names become ids, lists of backups part of the list they back. */
function canonical(value: unknown, names: Names, place: Place): unknown {
  if (Array.isArray(value)) return value.map((one, at) => canonical(one, names, [...place, at]));
  if (typeof value !== 'object' || value === null) return value;
  const fields: Fields = {};
  for (const [name, member] of Object.entries(asKind(value as Fields))) {
    const kind = nestedReferences[name];
    const inside = [...place, name];
    fields[name] =
      kind && typeof member === 'string' ? names.resolve([kind], member, inside) : canonical(member, names, inside);
  }
  const implied = Object.keys(KIND_OF).find((name) => fields[name] !== undefined);
  if (implied && fields['kind'] === undefined) fields['kind'] = KIND_OF[implied];
  return withBackups(fields);
}

const BACKUPS: Readonly<Record<string, string>> = {
  fallbackPrimaryApprovers: 'primaryApprovers',
  fallbackEscalationApprovers: 'escalationApprovers',
  fallbackReviewers: 'primaryReviewers',
};

function withBackups(fields: Fields): Fields {
  for (const [name, into] of Object.entries(BACKUPS)) {
    const { [name]: backups, ...rest } = fields;
    if (!Array.isArray(backups)) continue;
    const marked = backups.map((set) => ({ ...set, isBackup: true }));
    return withBackups({ ...rest, [into]: [...((rest[into] as unknown[] | undefined) ?? []), ...marked] });
  }
  if (!Array.isArray(fields['stages'])) return fields;
  const lists = { primaryApprovers: [], escalationApprovers: [] };
  return { ...fields, stages: fields['stages'].map((stage) => ({ ...lists, ...stage })) };
}

/** Gives a package to somebody: by an administrator's request, which is delivered at once. */
export function writeAssignment(at: Writing, events: EventHandlers): Assignment {
  const { context, item, place } = at;
  const { tx } = context;
  const accessPackage = packageOf(at);
  const inPackage = (one: string) => tx.get(policies, one)?.accessPackageId === accessPackage.id;
  const policyId = reference(at, 'policy', [kinds.policies], inPackage) ?? onlyPolicy(at, accessPackage.id);
  const targetId = reference(at, 'target', [kinds.users]);
  const { start = null, end = null, justification } = item as Partial<Record<string, string>>;
  const known = all(tx, assignments, 'accessPackageId', accessPackage.id).find(
    (one) => one.state !== 'expired' && tx.get(subjects, one.targetId)?.objectId === targetId,
  );
  if (known) return known;
  const request = submitRequest(
    context,
    {
      requestType: 'adminAdd',
      assignment: {
        target: { objectId: targetId },
        assignmentPolicyId: policyId,
        accessPackageId: accessPackage.id,
      },
      ...(justification && { justification }),
      ...((start || end) && {
        schedule: {
          startDateTime: start,
          expiration: end ? { type: 'afterDateTime', endDateTime: end } : { type: 'notSpecified' },
        },
      }),
    },
    true,
  );
  settle(context, events);
  const made = tx.get(assignments, tx.get(requests, request.id)?.assignmentId ?? '');
  if (made) return made;
  if (tx.get(requests, request.id)?.state === 'scheduled') return { id: request.id } as Assignment;
  throw new SeedError(`the request came no further than '${tx.get(requests, request.id)?.state}'`, place);
}

function onlyPolicy({ context: { tx }, place }: Writing, packageId: string): string {
  const [policy, ...more] = all(tx, policies, 'accessPackageId', packageId);
  if (policy && more.length === 0) return policy.id;
  throw new SeedError(
    policy ? "the package has several policies: name one as 'policy'" : 'the package has no policy',
    place,
  );
}

/** Lets happen what is due now. */
function settle(context: Context, events: EventHandlers): void {
  const { tx, time } = context;
  for (let next = nextDue(tx, time); next; next = nextDue(tx, time)) {
    waitNoMore(tx, next.id, next.event);
    events[next.event]?.({ ...context, caller: SERVICE }, next.id);
  }
}
