/** What requests are refused with, by who refuses. */
export * from './directory.js';
export * from './entitlement.js';
export * from './gateway.js';
export { type ErrorDetail, errorBody, GraphError } from './graph-error.js';
export { own } from './own.js';
export * from './queries.js';
