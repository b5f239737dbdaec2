/**
 * Errors are values of one kind, made by the named constructors here, and turned into the service's body in one place.
 *
 * Messages and codes are the service's own where a public source has them; `own` marks the few that are ours because
 * the service's are not public.
 */

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** A refusal: HTTP status, Graph error code, message, and what else the body says. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: {
      readonly details?: readonly ErrorDetail[];
      readonly headers?: Readonly<Record<string, string>>;
      /** What `innerError` says besides. */
      readonly inner?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
  }
}

/** The error as the service prints it. `date` has seconds and no zone. */
export function errorBody(error: GraphError, request: { id: string; clientId: string; date: Date }): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.more.details && { details: error.more.details }),
      innerError: {
        ...error.more.inner,
        date: request.date.toISOString().slice(0, 19),
        'request-id': request.id,
        'client-request-id': request.clientId,
      },
    },
  };
}

// The gateway, before a workload is asked.

export const badRequest = (message: string) => new GraphError(400, 'BadRequest', message);

/** A path outside what is served; the second sentence is ours, so that nobody takes the gap for a typo of theirs. */
export const segmentNotFound = (segment: string) =>
  badRequest(
    `Resource not found for the segment '${segment}'. If Microsoft Graph has it, graph-entitlement-emulator does not serve it: see docs/coverage.md.`,
  );

export const methodNotAllowed = () =>
  new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');

export const onlyContainedWrites = () => badRequest('Write requests are only supported on contained entities');

export const notOnEntitySet = () => badRequest('The request is currently not supported on the targeted entity set');

export const unreadablePayload = () =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );

export const notJson = () => badRequest('Entity only allows writes with a JSON Content-Type header.');

export const emptyPayload = () => badRequest('Empty Payload. JSON content expected.');

export const payloadTooLarge = (limit: number) =>
  new GraphError(413, 'RequestEntityTooLarge', `The request body is larger than ${limit} bytes.`);

/** Clients that compress send the body again as it is. */
export const unsupportedEncoding = (encoding: string) =>
  new GraphError(415, 'UnsupportedMediaType', `The content encoding '${encoding}' is not supported.`);

/** "Microsoft Graph error responses": 406. What is said of types is Microsoft.OData.Core's. */
export const notAcceptable = (offered: string, asked: string) =>
  new GraphError(
    406,
    'NotAcceptable',
    `A supported MIME type could not be found that matches the acceptable MIME types for the request. The supported type(s) '${offered}' do not match any of the acceptable MIME types '${asked}'.`,
  );

export const invalidToken = (message: string) =>
  new GraphError(401, 'InvalidAuthenticationToken', message, {
    headers: {
      'WWW-Authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    },
  });

/** Too many requests: the "Microsoft Graph throttling guidance" page. */
export const throttled = (seconds: number, headers: Readonly<Record<string, string>> = {}) =>
  new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
    headers: { 'Retry-After': String(seconds), ...headers },
    inner: { code: '429', message: 'Please retry after', status: '429' },
  });

export const internalError = () =>
  new GraphError(500, 'InternalServerError', 'The emulator failed to answer this request; its log says why.');

// The directory.

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

export const invalidValue = (property: string, resource: string) =>
  requestRefused(`Invalid value specified for property '${property}' of resource '${resource}'.`, [
    {
      code: 'InvalidValue',
      message: `Invalid value specified for property '${property}' of resource '${resource}'.`,
      target: property,
    },
  ]);

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

// Queries. What does not parse or bind is refused by the gateway, in the words of Microsoft.OData.Core; what binds and is
// not offered, by the service.

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

// Entitlement management: another backend, other codes.

/** A tenant without the licence for it (AzureAD/AzureAD-Governance-Assessment#2). */
export const noLicense = () =>
  new GraphError(
    403,
    'NoLicense',
    'User is not authorized to perform the operation. Reason: Tenant does not meet license requirement!',
    { details: [] },
  );

export const resourceNotFound = () => new GraphError(404, 'ResourceNotFound', 'The resource was not found.');

export const roleNotFound = () => new GraphError(404, 'RoleNotFound', 'The role was not found.');

/** The body does not bind. The service says no more than the first sentence; ours names what to change. */
export const invalidModel = (reason: string) => new GraphError(400, 'InvalidModel', `The model is invalid. ${reason}`);

export const invalidFilter = (reason: string) =>
  new GraphError(400, 'InvalidFilter', `OData query is invalid: ${reason}`);

export const alreadyOnboarded = () =>
  new GraphError(400, 'ResourceAlreadyOnboarded', 'The specified resource is already onboarded to ELM.');

export const originNotFound = (originId: string) =>
  new GraphError(
    400,
    'ResourceNotFoundInOriginSystem',
    `The resource '${originId}' was not found in the origin system.`,
  );

export const resourceHasEntitlements = (displayName: string) =>
  new GraphError(
    400,
    'InvalidDeleteResourceHasEntitlements',
    `The resource: ${displayName} can not be deleted because there are active entitlements.`,
  );

export const duplicateKey = () => new GraphError(409, 'DuplicateKey', 'There is already a duplicated entity');

/** Declared by the service's metadata and not implemented by the service. */
export const notImplementedThere = (path: string) =>
  new GraphError(404, 'UnknownError', `No HTTP resource was found that matches the request URI '${path}'.`);

export const notAnApprover = () =>
  new GraphError(403, 'UnAuthorized', 'User is not authorized to perform the operation. Reason: Unauthorized', {
    details: [],
  });

export const policyRequirements = () =>
  new GraphError(400, 'PolicyRequirements', "You don't meet policy requirements to request this entitlement.");

/** A policy is to be replaced by one that names no package. */
export const missingKey = () =>
  new GraphError(400, 'ArgumentNullException', 'Value cannot be null.\r\nParameter name: Id');

export const connectedOrganizationNotFound = () =>
  new GraphError(400, 'ConnectedOrganizationNotFound', 'Connected Organization Not Found');

export const noValidPolicy = () => new GraphError(400, 'NoValidPolicy', 'No valid policy was found in the request');

/**
 * Refusals that are documented while their code and text are not public: these are ours, kept together so that they can
 * be changed at once when the service's become known.
 */
export const own = {
  packageHasAssignments: () =>
    new GraphError(
      400,
      'InvalidDeleteEntitlementHasActiveGrants',
      'The access package can not be deleted because there are active assignments.',
    ),
  policyHasAssignments: () =>
    new GraphError(
      400,
      'InvalidDeletePolicyHasActiveAssignments',
      'The policy can not be deleted because there are active assignments through it.',
    ),
  catalogHasPackages: () =>
    new GraphError(
      400,
      'InvalidDeleteCatalogHasAccessPackages',
      'The catalog can not be deleted because there are access packages in it.',
    ),
  catalogIsBuiltIn: () =>
    new GraphError(400, 'InvalidDeleteBuiltInCatalog', 'The built-in catalog can not be deleted.'),
  duplicateAccessPackage: (displayName: string) =>
    new GraphError(409, 'DuplicateAccessPackage', `The catalog already has an access package named '${displayName}'.`),
  requestState: (action: string, state: string) =>
    new GraphError(400, 'InvalidRequestState', `A request in the state '${state}' can not be ${action}.`),
  alreadyDecided: () => new GraphError(409, 'Conflict', 'The stage of the approval has already been decided.'),
  openRequest: () =>
    new GraphError(
      400,
      'ExistingOpenRequest',
      'There is already an open request of this target for the access package.',
    ),
  existingGrant: () =>
    new GraphError(400, 'ExistingGrant', 'The target already has an assignment to the access package.'),
  incompatible: () =>
    new GraphError(
      400,
      'IncompatibleAccessPackage',
      'The target has access that is incompatible with the access package.',
    ),
  unsupportedResource: (displayName: string, reason: string) =>
    new GraphError(
      400,
      'UnsupportedResource',
      `The resource '${displayName}' can not be added to a catalog: ${reason}.`,
    ),
  resourcesNotInCatalog: (displayName: string) =>
    new GraphError(
      400,
      'ResourcesNotInCatalog',
      `The resource '${displayName}' of the access package is not in the target catalog.`,
    ),
  scheduleNotAllowed: () =>
    new GraphError(400, 'CustomScheduleNotAllowed', 'The policy does not allow requests to choose their own schedule.'),
  scheduleInvalid: (reason: string) => new GraphError(400, 'InvalidSchedule', reason),
  assignmentState: (state: string) =>
    new GraphError(
      400,
      'InvalidAssignmentState',
      `The assignment is in the state '${state}', which does not allow this.`,
    ),
  organizationInUse: () =>
    new GraphError(
      400,
      'ConnectedOrganizationInUse',
      'The connected organization can not be deleted because a policy names it.',
    ),
  extensionInUse: () =>
    new GraphError(400, 'CustomExtensionInUse', 'The custom extension can not be deleted because a policy calls it.'),
  uploadOver: () => new GraphError(400, 'UploadSessionNotActive', 'The upload session is over.'),
} as const;
