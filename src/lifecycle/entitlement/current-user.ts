/** What concerns whoever asks: the collections' `filterByCurrentUser`, and what they may ask for. */
import { directoryObject, members, users } from '../../../model/directory/tables.js';
import {
  type AccessPackage,
  type Approval,
  type Assignment,
  accessPackages,
  approvals,
  assignmentResourceRoles,
  assignments,
  type Policy,
  type Request,
  requests,
  type Suggestion,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Reader, Row, Table } from '../../../model/reader.js';
import { invalidModel } from '../../errors/index.js';
import { questionsFor } from './attributes.js';
import { all } from './records.js';
import { type Candidate, candidateOf, foremost, requestablePackages, requestablePolicies } from './scope.js';
import { isHeld } from './separation.js';
import { managerOf } from './subject-sets.js';
import { asUser, isGuest, organizationOf } from './subjects.js';

/** Whoever asks, as scopes look at them. They may have no subject yet. */
function candidate(reader: Reader, objectId: string): Candidate {
  const subject = reader.find(subjects, 'objectId', objectId);
  if (subject) return candidateOf(reader, subject);
  const object = directoryObject(reader, objectId);
  const user = asUser(object);
  return {
    objectId,
    kind: object?.kind === 'servicePrincipal' ? 'servicePrincipal' : 'user',
    guest: isGuest(user),
    organizationId: organizationOf(reader, user?.mail ?? user?.userPrincipalName)?.id,
  };
}

/** The roles that the caller holds. */
const rolesOf = (reader: Reader, caller: string): Row[] =>
  all(reader, assignmentResourceRoles, 'subjectId', subjectId(reader, caller));

type Rows = (reader: Reader, caller: string) => readonly Row[];
type Options = Readonly<Record<string, Rows>>;

/** The packages that the caller may ask for. */
const packagesFor = (reader: Reader, caller: string): AccessPackage[] =>
  requestablePackages(reader, candidate(reader, caller));

/** The visible ones among them. */
export const availableTo = (reader: Reader, caller: string): AccessPackage[] =>
  packagesFor(reader, caller).filter(({ isHidden }) => !isHidden);

function subjectId(reader: Reader, caller: string): string {
  return reader.find(subjects, 'objectId', caller)?.id ?? '';
}

const targeted = (reader: Reader, caller: string): Request[] =>
  all(reader, requests, 'targetId', subjectId(reader, caller));
const made = (reader: Reader, caller: string): Request[] =>
  all(reader, requests, 'createdById', subjectId(reader, caller));

/** What those have or ask for whose manager the caller is, in its order. */
function ofReports<R extends Row & { readonly targetId?: string | null }>(
  reader: Reader,
  caller: string,
  table: Table<R>,
): R[] {
  const found: R[] = [];
  reader.equal(users, 'managerId', caller, ({ id }) => {
    const subject = id === caller ? undefined : reader.find(subjects, 'objectId', id);
    if (subject) found.push(...all(reader, table, 'targetId', subject.id));
  });
  return inOrder(reader, table, found);
}

/** Rows in the order of their table. */
function inOrder<R extends Row>(reader: Reader, table: Table<R>, rows: R[]): R[] {
  const placeOf = ({ id }: R) => reader.sequenceOf(table, id) ?? 0;
  return rows.sort((a, b) => placeOf(a) - placeOf(b));
}

/** Requests that wait for the caller's decision. */
function awaiting(reader: Reader, caller: string): Request[] {
  const waiting = all(reader, approvals, 'approver', caller).flatMap(({ id }) => reader.get(requests, id) ?? []);
  return inOrder(
    reader,
    requests,
    waiting.filter(({ state }) => state === 'pendingApproval'),
  );
}

/** By the type whose collection is asked, and by the value of `on`. */
const OPTIONS: Readonly<Record<string, Options>> = {
  accessPackage: { allowedRequestor: packagesFor },
  accessPackageAssignment: {
    target: (reader, caller): Assignment[] => all(reader, assignments, 'targetId', subjectId(reader, caller)),
    createdBy: (reader, caller) =>
      made(reader, caller)
        .map(({ assignmentId }) => reader.get(assignments, assignmentId ?? ''))
        .filter((assignment) => assignment !== undefined),
    targetManager: (reader, caller) => ofReports(reader, caller, assignments),
  },
  accessPackageAssignmentRequest: {
    target: targeted,
    createdBy: made,
    approver: awaiting,
    targetOrRequestor: (reader, caller) => [...new Set([...targeted(reader, caller), ...made(reader, caller)])],
    targetManager: (reader, caller) => ofReports(reader, caller, requests),
    requestForOthers: (reader, caller) =>
      made(reader, caller).filter(({ targetId }) => targetId !== subjectId(reader, caller)),
  },
  approval: {
    approver: (reader, caller) => approvalsOf(reader, awaiting(reader, caller)),
    target: (reader, caller) => approvalsOf(reader, targeted(reader, caller)),
    createdBy: (reader, caller) => approvalsOf(reader, made(reader, caller)),
  },
  accessPackageSuggestion: {
    relatedPeopleAssignments: (reader, caller) => suggestions(reader, caller, ['relatedPeopleAssignments']),
    assignmentHistory: (reader, caller) => suggestions(reader, caller, ['assignmentHistory']),
    all: (reader, caller) => suggestions(reader, caller, Object.keys(REASONS)),
  },
};

/** What beta's older function `My` answers, by the type whose collection is asked. */
export const ownRows: Readonly<Record<string, Rows>> = {
  accessPackageAssignment: (reader, caller) => all(reader, assignments, 'targetId', subjectId(reader, caller)),
  accessPackageAssignmentRequest: targeted,
  accessPackageAssignmentResourceRole: rolesOf,
};

function approvalsOf(reader: Reader, of: readonly Request[]): Approval[] {
  return of.map(({ id }) => reader.get(approvals, id)).filter((approval) => approval !== undefined);
}

/**
 * The entities of a collection that concern the caller in the ways that `on` names, joined with commas.
 *
 * @throws GraphError 400 for a way that the collection does not have
 */
export function filterByCurrentUser(type: string, on: string, reader: Reader, caller: string): readonly Row[] {
  const options = OPTIONS[type] ?? {};
  const ways = on.split(',').map((one) => optionNamed(options, one.trim()));
  const found = new Map<string, Row>();
  for (const rows of ways) for (const row of rows(reader, caller)) found.set(row.id, joined(found.get(row.id), row));
  return [...found.values()];
}

function optionNamed(options: Options, name: string): Rows {
  const known = Object.entries(options).find(([option]) => option.toLowerCase() === name.toLowerCase());
  if (!known) throw invalidModel(`'${name}' is none of ${Object.keys(options).join(', ')}.`);
  return known[1];
}

/** A suggestion that is found twice has the reasons of both. */
function joined(before: Row | undefined, row: Row): Row {
  if (!before || !isSuggestion(before) || !isSuggestion(row)) return row;
  const joint: Suggestion = { ...row, reasons: [...before.reasons, ...row.reasons] };
  return joint;
}

const isSuggestion = (row: Row): row is Suggestion => 'reasons' in row;

type Reason = (reader: Reader, caller: string, packageId: string) => object | undefined;

const REASONS: Readonly<Record<string, Reason>> = {
  /** People who share the caller's manager or a group have it. */
  relatedPeopleAssignments: (reader, caller, packageId) => {
    const holders = all(reader, assignments, 'accessPackageId', packageId).filter(
      (one) => isHeld(one) && isRelated(reader, caller, reader.get(subjects, one.targetId)?.objectId),
    );
    return holders.length === 0
      ? undefined
      : {
          kind: 'accessPackageSuggestionRelatedPeopleBased',
          relatedPeopleAssignmentCount: holders.length,
          relatedPeople: [],
        };
  },
  /** The caller had it before. */
  assignmentHistory: (reader, caller, packageId) => {
    const past = all(reader, assignments, 'targetId', subjectId(reader, caller)).filter(
      (one) => one.accessPackageId === packageId && one.state === 'expired',
    );
    return past.length === 0
      ? undefined
      : {
          kind: 'accessPackageSuggestionSelfAssignmentHistoryBased',
          pastAssignmentCount: past.length,
          lastAssignmentDateTime: past.at(-1)?.schedule.startDateTime ?? null,
        };
  },
};

function isRelated(reader: Reader, caller: string, other: string | null | undefined): boolean {
  if (!other || other === caller) return false;
  const manager = managerOf(reader, caller);
  if (manager !== undefined && managerOf(reader, other) === manager) return true;
  let shared = false;
  reader.lefts(members, caller, (group) => {
    shared = reader.linked(members, group, other);
    return !shared;
  });
  return shared;
}

/** Packages that the caller may ask for and does not have, with the reasons to propose them. */
function suggestions(reader: Reader, caller: string, by: readonly string[]): Suggestion[] {
  const held = new Set(
    all(reader, assignments, 'targetId', subjectId(reader, caller))
      .filter(isHeld)
      .map(({ accessPackageId }) => accessPackageId),
  );
  return availableTo(reader, caller).flatMap(({ id }) => {
    if (held.has(id)) return [];
    const reasons = by.map((name) => REASONS[name]?.(reader, caller, id)).filter((reason) => reason !== undefined);
    return reasons.length > 0 ? [{ id, accessPackageId: id, reasons }] : [];
  });
}

/** What one policy asks of somebody, in v1.0's words; `existingAnswers` is beta's. */
export function requirementsFor(reader: Reader, accessPackage: AccessPackage, objectId: string): object[] {
  const who = candidate(reader, objectId);
  return foremost(requestablePolicies(reader, accessPackage, who)).map((policy) => ({
    policyId: policy.id,
    policyDisplayName: policy.displayName,
    policyDescription: policy.description ?? null,
    isApprovalRequiredForAdd: policy.requestApprovalSettings.isApprovalRequiredForAdd,
    isApprovalRequiredForUpdate: policy.requestApprovalSettings.isApprovalRequiredForUpdate,
    isRequestorJustificationRequired: policy.requestApprovalSettings.isRequestorJustificationRequired,
    allowCustomAssignmentSchedule: policy.requestorSettings.allowCustomAssignmentSchedule,
    schedule: scheduleOf(policy),
    questions: questionsFor(reader, policy, objectId),
    existingAnswers: earlierAnswers(reader, accessPackage, objectId, policy),
  }));
}

function scheduleOf({ expiration }: Policy) {
  return { startDateTime: null, recurrence: null, expiration };
}

/** The subject's latest answers to the questions that the policy still has. */
function earlierAnswers(
  reader: Reader,
  accessPackage: AccessPackage,
  objectId: string,
  policy: Policy,
): readonly object[] {
  const asked = new Set(questionsFor(reader, policy, objectId).map(({ id }) => id));
  const earlier = targeted(reader, objectId).filter(
    ({ accessPackageId, answers = [] }) => accessPackageId === accessPackage.id && answers.length > 0,
  );
  return (earlier.at(-1)?.answers ?? []).filter(({ answeredQuestion }) => asked.has(answeredQuestion?.id));
}

/** The package with this id, if the caller may ask for it. */
export function availablePackage(reader: Reader, caller: string, id: string): AccessPackage | undefined {
  const accessPackage = reader.get(accessPackages, id.toLowerCase());
  if (!accessPackage) return undefined;
  return requestablePolicies(reader, accessPackage, candidate(reader, caller)).length > 0 ? accessPackage : undefined;
}
