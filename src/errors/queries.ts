/**
 * Refusals of queries. What does not parse or bind is refused by the gateway, in the words of Microsoft.OData.Core; what
 * binds and is not offered, by the service.
 */

import { requestRefused } from './directory.js';
import { badRequest } from './gateway.js';
import { GraphError } from './graph-error.js';

const CLAUSES = {
  filter: 'Invalid filter clause: ',
  orderby: '',
  search: '',
  select: 'Parsing OData Select and Expand failed: ',
  expand: 'Parsing OData Select and Expand failed: ',
} as const;

/** A query option that asks for it. */
export type ClauseName = keyof typeof CLAUSES;

export const invalidClause = (clause: ClauseName, reason: string) => badRequest(`${CLAUSES[clause]}${reason}`);

export const unknownMember = (clause: ClauseName, name: string, type: string) =>
  invalidClause(clause, `Could not find a property named '${name}' on type '${type}'.`);

export const incompatibleOperands = (clause: ClauseName, left: string, right: string, operator: string) =>
  invalidClause(
    clause,
    `A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${operator}'.`,
  );

export const dateTimeOutOfRange = (clause: ClauseName, text: string) =>
  invalidClause(
    clause,
    `The DateTimeOffset text '${text}' should be in format 'yyyy-mm-ddThh:mm:ss('.'s+)?(zzzzzz)?' and each field value is within valid range.`,
  );

export const noSignature = (clause: ClauseName, name: string) =>
  invalidClause(clause, `No function signature for the function with name '${name}' matches the specified arguments.`);

/** The second name is ours, so that nobody takes the gap for one of the service. */
export const notEvaluated = (clause: ClauseName, what: string) =>
  invalidClause(clause, `graph-entitlement-emulator does not evaluate ${what}.`);

export const onlyOnCollections = (option: string) =>
  badRequest(
    `The query specified in the URI is not valid. Query option $${option} can be applied only on collections: leave it out for a single entity.`,
  );

/** The words are ours. */
export const onlyInChangeTracking = (option: string) =>
  badRequest(`The query specified in the URI is not valid. Query option $${option} belongs to delta functions.`);

export const notExpandable = (navigation: string) =>
  new GraphError(
    400,
    'ExpandNotSupported',
    `Expand is not allowed for property '${navigation}' according to the entity schema.`,
  );

export const tooManyExpands = (count: number) =>
  badRequest(`The result of parsing $expand contained at least ${count} items, but the maximum allowed is 1.`);

/** A set whose entities are found one by one only. */
export const directQueryRefused = () => requestRefused('Direct queries to this resource type are not supported.');

export const onlyOnSingleEntity = () =>
  new GraphError(501, 'NotImplemented', 'This operation target is not yet supported.');

export const expiredPageToken = () =>
  new GraphError(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  );

export const invalidPageToken = () => badRequest('Invalid Skip Token');
