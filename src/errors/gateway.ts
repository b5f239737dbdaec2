/** Refusals of the gateway, before a workload is asked. */
import { GraphError } from './graph-error.js';

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

export const duplicateProperty = (name: string) =>
  badRequest(
    `Multiple properties with the name '${name}' were detected in a resource or a complex value. In OData, duplicate property names are not allowed.`,
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

export const tooManyConnections = (most: number) =>
  new GraphError(503, 'ServiceUnavailable', `The emulator keeps no more than ${most} connections at once.`, {
    headers: { 'Retry-After': '1' },
  });

export const internalError = () =>
  new GraphError(500, 'InternalServerError', 'The emulator failed to answer this request; its log says why.');
