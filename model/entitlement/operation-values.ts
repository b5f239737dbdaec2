/** What bound operations of both versions have in common. */
import { type BoundOperation, type Enumeration, enumeration, member, text } from '../edm.js';

const own = { unknownFutureValue: 99 } as const;

export const accessPackageFilterByCurrentUserOptions = enumeration('accessPackageFilterByCurrentUserOptions', {
  allowedRequestor: 1,
  ...own,
});
export const accessPackageAssignmentFilterByCurrentUserOptions = enumeration(
  'accessPackageAssignmentFilterByCurrentUserOptions',
  { target: 1, createdBy: 2, ...own, targetManager: 100, targetAgentIdentitySponsorOrOwner: 101 },
);
export const accessPackageAssignmentRequestFilterByCurrentUserOptions = enumeration(
  'accessPackageAssignmentRequestFilterByCurrentUserOptions',
  {
    target: 1,
    createdBy: 2,
    approver: 3,
    ...own,
    targetOrRequestor: 100,
    targetManager: 101,
    requestForOthers: 102,
    targetAgentIdentitySponsorOrOwner: 103,
  },
);
export const approvalFilterByCurrentUserOptions = enumeration('approvalFilterByCurrentUserOptions', [
  'target',
  'createdBy',
  'approver',
  'unknownFutureValue',
]);

/** Entities of a collection that concern whoever asks, in the way that `on` says. */
export function filterByCurrentUser(type: string, options: Enumeration): BoundOperation {
  return {
    kind: 'function',
    name: 'filterByCurrentUser',
    on: type,
    collection: true,
    composable: true,
    parameters: { on: member(options, { required: true }) },
    returns: { type, collection: true },
  };
}

/** An action without parameters and answer. */
function plainAction(name: string, on: string): BoundOperation {
  return { kind: 'action', name, on };
}

export const sharedOperations: readonly BoundOperation[] = [
  filterByCurrentUser('accessPackage', accessPackageFilterByCurrentUserOptions),
  filterByCurrentUser('accessPackageAssignment', accessPackageAssignmentFilterByCurrentUserOptions),
  filterByCurrentUser('accessPackageAssignmentRequest', accessPackageAssignmentRequestFilterByCurrentUserOptions),
  filterByCurrentUser('approval', approvalFilterByCurrentUserOptions),
  {
    kind: 'function',
    name: 'additionalAccess',
    on: 'accessPackageAssignment',
    collection: true,
    composable: true,
    parameters: { accessPackageId: text(), incompatibleAccessPackageId: text() },
    returns: { type: 'accessPackageAssignment', collection: true },
  },
  plainAction('cancel', 'accessPackageAssignmentRequest'),
  plainAction('reprocess', 'accessPackageAssignmentRequest'),
  plainAction('reprocess', 'accessPackageAssignment'),
  plainAction('refresh', 'accessPackageResource'),
  {
    kind: 'action',
    name: 'uploadFile',
    on: 'customDataProvidedResourceUploadSession',
    returns: { type: 'customDataProvidedResourceUploadSession' },
  },
];
