/**
 * Refusals of the sign-in service: `AADSTS` errors, made by the named constructors here. Numbers, kinds and messages are
 * those of "Microsoft Entra authentication and authorization error codes".
 */
import { randomUUID } from 'node:crypto';

/** A refusal: the OAuth 2.0 kind of error, the number behind `AADSTS`, the message without its trailer. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(
    readonly error: string,
    readonly number: number,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The error as the service prints it: the ids and the time stand in the description once more. */
export function signInErrorBody(refusal: SignInError, correlationId: string, at: number): object {
  const traceId = randomUUID();
  const timestamp = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trailer = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return {
    error: refusal.error,
    error_description: `AADSTS${refusal.number}: ${refusal.message} ${trailer}`,
    error_codes: [refusal.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${refusal.number}`,
  };
}

const invalidRequest = (number: number, message: string) => new SignInError('invalid_request', number, message);
const invalidGrant = (number: number, message: string) => new SignInError('invalid_grant', number, message);
const invalidClient = (number: number, message: string) => new SignInError('invalid_client', number, message, 401);

export const parameterMissing = (name: string) =>
  invalidRequest(900144, `The request body must contain the following parameter: '${name}'.`);

export const malformedRequest = (reason: string) =>
  invalidRequest(9002313, `Invalid request. Request is malformed or invalid: ${reason}`);

export const tenantNotFound = (name: string) =>
  invalidRequest(
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. This may happen if there are no active subscriptions for the tenant.`,
  );

export const unsupportedGrant = (name: string) =>
  new SignInError(
    'unsupported_grant_type',
    70003,
    `The app requested an unsupported grant type '${name}'. Make sure the application supports this grant type.`,
  );

export const unsupportedResponseType = (name: string) =>
  new SignInError('unsupported_response_type', 700054, `response_type '${name}' is not enabled for the application.`);

export const applicationNotFound = (appId: string, tenant: string) =>
  new SignInError(
    'unauthorized_client',
    700016,
    `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );

export const servicePrincipalMissing = (appId: string, tenantId: string) =>
  new SignInError(
    'unauthorized_client',
    7000229,
    `The client application ${appId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
  );

export const credentialMissing = () =>
  invalidClient(
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );

export const secretInvalid = (appId: string) =>
  invalidClient(
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
  );

export const secretExpired = (appId: string) =>
  invalidClient(
    7000222,
    `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  );

export const assertionInvalid = (reason: string) =>
  invalidClient(
    700027,
    `The certificate used to sign the client assertion is not valid for the application. ${reason}`,
  );

export const scopeInvalid = (scope: string, reason: string) =>
  new SignInError(
    'invalid_scope',
    70011,
    `The provided value for the input parameter 'scope' is not valid. ${reason} The scope '${scope}' is not valid.`,
  );

export const scopeNotDefault = (scope: string) =>
  new SignInError(
    'invalid_scope',
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  );

export const resourceNotFound = (resource: string, tenant: string) =>
  new SignInError(
    'invalid_resource',
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );

export const userNotFound = (name: string, tenant: string) =>
  invalidGrant(
    50034,
    `The user account ${name} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
  );

export const passwordInvalid = () =>
  invalidGrant(50126, 'Error validating credentials due to invalid username or password.');

export const userDisabled = () => invalidGrant(50057, 'The user account is disabled.');

export const codeInvalid = () =>
  invalidGrant(70000, 'Provided grant is invalid or malformed: the code or refresh token was not issued here.');

export const codeRedeemed = () =>
  invalidGrant(
    54005,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  );

export const codeExpired = () =>
  invalidGrant(
    70008,
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  );

export const verifierInvalid = () =>
  invalidGrant(501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');

export const redirectMismatch = (sent: string, appId: string) =>
  invalidRequest(
    50011,
    `The redirect URI '${sent}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application.`,
  );

export const authorizationPending = () =>
  new SignInError(
    'authorization_pending',
    70016,
    'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  );

export const deviceCodeExpired = () =>
  new SignInError(
    'expired_token',
    70020,
    "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
  );

export const interactionRequired = () =>
  new SignInError('interaction_required', 50058, 'A silent sign-in request was sent but no user is signed in.');

export const tokenInvalid = () =>
  new SignInError('invalid_token', 50013, 'The access token is not valid or was not issued here.', 401);
