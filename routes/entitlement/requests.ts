/** Assignment requests and the assignments that come of them. */
import type { Assignment, Request } from '../../model/entitlement/tables.js';
import { created, empty, noContent } from '../../src/answers.js';
import { badRequest } from '../../src/errors/index.js';
import { reprocessAssignment } from '../../src/lifecycle/entitlement/assignments.js';
import { type CallbackData, resume } from '../../src/lifecycle/entitlement/callouts.js';
import {
  cancelRequest,
  deleteRequest,
  reprocessRequest,
  submitRequest,
} from '../../src/lifecycle/entitlement/requests.js';
import type { Call, Operation } from '../../src/operation.js';
import { behind, bindBody, operation, typeOf, unlessTried } from './parts.js';

/** beta has the requests twice, under a name that is to be retired and under v1.0's. */
const requests = {
  'v1.0': '/assignmentRequests',
  beta: ['/accessPackageAssignmentRequests', '/assignmentRequests'],
} as const;
/** The page on reprocessing prints beta's name in v1.0's URL, which has no such segment. */
const assignments = { 'v1.0': '/assignments', beta: '/accessPackageAssignments' } as const;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws GraphError 400 for a key that is no id at all, as the pages on reprocessing say */
function refuseMalformed(call: Call): void {
  const key = call.path.keys.at(-1) ?? '';
  if (!GUID.test(key)) throw badRequest(`'${key}' is no valid id.`);
}

/** What has just been taken in shows neither when it was made nor when it was done, and its type as it was sent. */
function fresh(request: Request, sent: unknown): Request {
  const [, sentAs] = Object.entries(sent as object).find(([name]) => name.toLowerCase() === 'requesttype') ?? [];
  const echo = typeof sentAs === 'string' ? { requestType: sentAs, sentAs } : {};
  return { ...request, ...echo, createdDateTime: null, completedDateTime: null };
}

export const requestOperations: readonly Operation[] = [
  ...operation('POST', requests, 'entitlementmanagement-post-assignmentrequests', (call) => {
    const named = call.header('authorization') !== undefined;
    const { fields } = bindBody(call, 'create');
    const request = unlessTried(call, fields, () => submitRequest(call, fields, named));
    return created(call, typeOf(call), fresh(request, call.json()));
  }),
  ...operation('DELETE', behind(requests, '/{id}'), 'accesspackageassignmentrequest-delete', (call) => {
    deleteRequest(call, call.entity<Request>());
    return noContent;
  }),
  ...operation('POST', behind(requests, '/{id}/cancel'), 'accesspackageassignmentrequest-cancel', (call) => {
    cancelRequest(call, call.entity<Request>());
    return empty(200);
  }),
  ...operation('POST', behind(requests, '/{id}/reprocess'), 'accesspackageassignmentrequest-reprocess', (call) => {
    refuseMalformed(call);
    reprocessRequest(call, call.entity<Request>());
    return empty(202);
  }),
  ...operation('POST', behind(requests, '/{id}/resume'), 'accesspackageassignmentrequest-resume', (call) => {
    const { data } = call.parameters() as { data?: CallbackData | null };
    resume(call, call.entity<Request>(), data ?? {});
    return noContent;
  }),
  ...operation('POST', behind(assignments, '/{id}/reprocess'), 'accesspackageassignment-reprocess', (call) => {
    refuseMalformed(call);
    reprocessAssignment(call, call.entity<Assignment>());
    return empty(202);
  }),
];
