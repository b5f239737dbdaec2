/**
 * The terms of a request: its policy as it was when the request was made. A policy that is changed later changes
 * nothing for requests that wait.
 */
import { type Policy, policies, type Request } from '../../../model/entitlement/tables.js';
import { type Reader, type Row, table } from '../../../model/reader.js';
import type { Transaction } from '../../store/index.js';

/** The id is the request's. */
export interface Terms extends Row {
  readonly policy: Policy;
}

export const requestTerms = table<Terms>('requestTerms');

/** Keeps the policy as it is now for a request. */
export function keepTerms(tx: Transaction, requestId: string, policy: Policy): void {
  tx.insert(requestTerms, { id: requestId, policy });
}

/** The policy that a request is under; undefined for one that needs none. */
export function termsOf(reader: Reader, request: Pick<Request, 'id' | 'assignmentPolicyId'>): Policy | undefined {
  const kept = reader.get(requestTerms, request.id)?.policy;
  return kept ?? (request.assignmentPolicyId ? reader.get(policies, request.assignmentPolicyId) : undefined);
}
