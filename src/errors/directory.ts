/** Refusals of the directory. */
import { type ErrorDetail, GraphError } from './graph-error.js';

/** Directory refusals are 400 `Request_BadRequest` unless they say otherwise. */
export const requestRefused = (message: string, details?: readonly ErrorDetail[]) =>
  new GraphError(400, 'Request_BadRequest', message, details ? { details } : {});

/** `/users/$count` without `ConsistencyLevel: eventual`. */
export const countNotSupported = () => requestRefused('$count is not currently supported.');

export const unsupportedQuery = (message: string) => new GraphError(400, 'Request_UnsupportedQuery', message);

export const objectNotFound = (id: string) =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const requiredProperty = (property: string, resource: string) =>
  requestRefused(`A value is required for property '${property}' of resource '${resource}'.`);

export const invalidValue = (property: string, resource: string, remedy?: string) => {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`;
  return new GraphError(400, 'Request_BadRequest', message, {
    details: [{ code: 'InvalidValue', message, target: property }],
    remedy,
  });
};

export const invalidProperty = (property: string) => requestRefused(`Invalid property '${property}'.`);

export const unavailableExtension = (property: string) =>
  requestRefused(`The following extension properties are not available: ${property}.`);

export const readOnlyProperty = (property: string) =>
  requestRefused(`Property '${property}' is read-only and cannot be set.`);

export const valueConflict = (property: string) => {
  const message = `Another object with the same value for property ${property} already exists.`;
  return requestRefused(message, [
    { code: 'ObjectConflict', message, target: property },
    { code: 'ConflictingObjects', message, target: property },
  ]);
};

export const referencesExist = (property: string) =>
  requestRefused(
    `One or more added object references already exist for the following modified properties: '${property}'.`,
  );

/** As it is printed for `signInActivity`: microsoftgraph/microsoft-graph-explorer-v4#2731. */
export const permissionMissing = (permission: string) =>
  new GraphError(
    403,
    'Authentication_MSGraphPermissionMissing',
    `Calling principal does not have required MSGraph permissions ${permission}`,
  );

export const requestDenied = () =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
