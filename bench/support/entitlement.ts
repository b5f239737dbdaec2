// A tenant of many packages, assignments and open requests inside this process.
import { users } from '../../model/directory/tables.js';
import {
  type AccessPackage,
  type Approval,
  type Assignment,
  accessPackages,
  approvals,
  assignments,
  type Policy,
  policies,
  type Request,
  requests,
  type Subject,
  subjects,
} from '../../model/entitlement/tables.js';
import { toInstant } from '../../src/lifecycle/clock.js';
import { due } from '../../src/lifecycle/due.js';
import { GENERAL_CATALOG } from '../../src/lifecycle/entitlement/seed.js';
import { timers } from '../../src/lifecycle/entitlement/timers.js';
import type { Transaction } from '../../src/store/index.js';
import { type Directory, directory, idOf, usersUpTo } from './directory.js';

export interface Size {
  readonly users: number;
  readonly packages: number;
  readonly assignments: number;
  readonly requests: number;
}

const PACKAGE = 1;
const POLICY = 2;
const SUBJECT = 3;
const ASSIGNMENT = 4;
const REQUEST = 5;

export const packageId = (n: number) => idOf(n, PACKAGE);
export const policyId = (n: number) => idOf(n, POLICY);
export const subjectId = (n: number) => idOf(n, SUBJECT);

const DAY = 86_400_000;
const AUDIT = {
  createdBy: 'admin@contoso.com',
  createdDateTime: '2026-01-01T00:00:00Z',
  modifiedBy: 'admin@contoso.com',
  modifiedDateTime: '2026-01-01T00:00:00Z',
};

const packageAt = (n: number): AccessPackage => ({
  id: packageId(n),
  catalogId: GENERAL_CATALOG,
  displayName: `Package ${n}`,
  description: `What number ${n} needs`,
  isHidden: false,
  ...AUDIT,
});

const policyAt = (n: number): Policy => ({
  id: policyId(n),
  accessPackageId: packageId(n),
  displayName: `Policy ${n}`,
  description: '',
  allowedTargetScope: 'allMemberUsers',
  specificAllowedTargets: [],
  expiration: { type: 'afterDuration', duration: 'P180D', endDateTime: null },
  requestorSettings: {
    enableTargetsToSelfAddAccess: true,
    enableTargetsToSelfUpdateAccess: true,
    enableTargetsToSelfRemoveAccess: true,
    allowCustomAssignmentSchedule: false,
    enableOnBehalfRequestorsToAddAccess: false,
    enableOnBehalfRequestorsToUpdateAccess: false,
    enableOnBehalfRequestorsToRemoveAccess: false,
    onBehalfRequestors: [],
  },
  requestApprovalSettings: {
    isApprovalRequiredForAdd: false,
    isApprovalRequiredForUpdate: false,
    isRequestorJustificationRequired: false,
    stages: [],
  },
  ...AUDIT,
});

const subjectAt = (n: number): Subject => ({
  id: subjectId(n),
  objectId: idOf(n),
  displayName: `Subject ${n}`,
  email: `subject${n}@contoso.com`,
  principalName: `subject${n}@contoso.com`,
  subjectType: 'user',
  subjectLifecycle: 'notDefined',
});

/** Two assignments of one person are never of one package, as long as there are fewer of them than packages. */
function assignmentAt(n: number, size: Size, end: number): Assignment {
  const holder = n % size.users;
  const of = (holder * 7 + Math.floor(n / size.users)) % size.packages;
  return {
    id: idOf(n, ASSIGNMENT),
    accessPackageId: packageId(of),
    assignmentPolicyId: policyId(of),
    catalogId: GENERAL_CATALOG,
    targetId: subjectId(holder + 1),
    state: 'delivered',
    status: 'Delivered',
    schedule: {
      startDateTime: '2026-01-01T00:00:00Z',
      recurrence: null,
      expiration: { type: 'afterDateTime', endDateTime: toInstant(end), duration: null },
    },
    expiredDateTime: null,
    isExtended: false,
  };
}

/** Requests are for packages far from those that their target has. */
const requestedBy = (n: number, size: Size) =>
  ((n % size.users) * 7 + 1_000 + Math.floor(n / size.users)) % size.packages;

const requestAt = (n: number, size: Size): Request => ({
  id: idOf(n, REQUEST),
  requestType: 'userAdd',
  state: 'pendingApproval',
  status: 'PendingApproval',
  createdDateTime: '2026-01-01T00:00:00Z',
  completedDateTime: null,
  accessPackageId: packageId(requestedBy(n, size)),
  assignmentPolicyId: policyId(requestedBy(n, size)),
  assignmentId: null,
  requestorId: subjectId((n % size.users) + 1),
  targetId: subjectId((n % size.users) + 1),
});

/** Each is decided about by one of the users: as many wait for each of them, however many there are. */
const approvalOf = ({ id }: Request, n: number, size: Size): Approval => ({
  id,
  stages: [
    {
      id,
      displayName: null,
      justification: '',
      reviewResult: 'NotReviewed',
      reviewedBy: null,
      reviewedDateTime: null,
      status: 'InProgress',
      approverIds: [idOf(((n + 1) % size.users) + 1)],
    },
  ],
});

/** What the end of an assignment brings first falls due, as for one that was delivered: the notice 14 days before. */
function watch(tx: Transaction, n: number, end: number): void {
  tx.insert(due, { id: idOf(n, ASSIGNMENT), event: timers.end, dueAt: end - 14 * DAY });
}

/** Everything is there from the beginning; the assignments end over the half year that begins in a month. */
export function governance(size: Size): Directory {
  const made = directory(usersUpTo(size.users));
  const start = made.tenant.clock.now();
  made.tenant.timeline.load((tx) => {
    for (let n = 0; n < size.packages; n += 1) {
      tx.insert(accessPackages, packageAt(n));
      tx.insert(policies, policyAt(n));
    }
    for (let n = 1; n <= size.users; n += 1) tx.insert(subjects, subjectAt(n));
    for (let n = 0; n < size.requests; n += 1) {
      tx.insert(approvals, approvalOf(tx.insert(requests, requestAt(n, size)), n, size));
    }
    for (let n = 0; n < size.assignments; n += 1) {
      const end = start + 30 * DAY + Math.floor((n * 180 * DAY) / size.assignments);
      tx.insert(assignments, assignmentAt(n, size, end));
      watch(tx, n, end);
    }
  });
  if (made.tenant.timeline.count(users) < size.users) throw new Error('users are missing');
  return made;
}
