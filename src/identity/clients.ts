/** Which application asks for a token, and how it proves that: a secret, or an assertion that its certificate signed. */
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Credential } from '../../model/directory/tables.js';
import { systemTime } from '../lifecycle/clock.js';
import type { IdentityCall } from './call.js';
import {
  applicationNotFound,
  assertionInvalid,
  credentialMissing,
  malformedRequest,
  parameterMissing,
  secretExpired,
  secretInvalid,
  servicePrincipalMissing,
} from './errors.js';
import { jose } from './jose.js';
import { type Client, clientOf, tenantIdOf } from './principals.js';
import { isCurrent, judgeSecret } from './secrets.js';
import type { Proof } from './tokens.js';

export interface Authenticated {
  readonly client: Client;
  readonly proof: Proof;
}

/** Seconds that the service allows, too. */
const CLOCK_TOLERANCE = 300;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a client says of itself. */
interface Credentials {
  readonly id: string | undefined;
  readonly secret: string | undefined;
  readonly assertion: string | undefined;
}

/**
 * The application that a token request is from. At the level `open` it is believed; otherwise it must be registered, and
 * what it sends as proof must be right.
 *
 * @param confidential a proof is needed, because the application asks for itself
 * @throws SignInError
 */
export async function authenticate(call: IdentityCall, confidential: boolean): Promise<Authenticated> {
  const { id, secret, assertion } = credentialsOf(call);
  if (!id) throw parameterMissing('client_id');
  const client = clientOf(call.tenant.timeline, id);
  const proof: Proof = assertion ? '2' : secret ? '1' : '0';
  if (confidential && proof === '0') throw credentialMissing();
  if (call.identity.trusting) return { client, proof };
  if (!client.known) throw applicationNotFound(id, tenantIdOf(call.tenant.timeline));
  if (confidential && !client.principal) throw servicePrincipalMissing(id, tenantIdOf(call.tenant.timeline));
  if (assertion) await checkAssertion(call, client, assertion);
  else if (secret) checkSecret(call, client, secret);
  return { client, proof };
}

function credentialsOf({ form, header }: IdentityCall): Credentials {
  const assertion = form.get('client_assertion') ?? undefined;
  if (assertion && form.get('client_assertion_type') !== ASSERTION_TYPE) {
    throw malformedRequest(`client_assertion_type must be ${ASSERTION_TYPE}.`);
  }
  const basic = /^Basic +(\S+)$/i.exec(header('authorization') ?? '')?.[1];
  const [name, password] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s) : [];
  return {
    id: form.get('client_id') ?? decoded(name) ?? subjectOf(assertion),
    secret: form.get('client_secret') ?? decoded(password),
    assertion,
  };
}

/** In HTTP Basic, both are encoded as in a form (RFC 6749). */
function decoded(text: string | undefined): string | undefined {
  return text && (new URLSearchParams(`text=${text}`).get('text') ?? undefined);
}

function subjectOf(assertion: string | undefined): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion?.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { sub } = claims as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

function credentialsIn(client: Client, list: 'passwordCredentials' | 'keyCredentials'): readonly Credential[] {
  return [...(client.application?.[list] ?? []), ...(client.principal?.[list] ?? [])];
}

function checkSecret({ tenant }: IdentityCall, client: Client, secret: string): void {
  const verdict = judgeSecret(credentialsIn(client, 'passwordCredentials'), secret, tenant.clock.now());
  if (verdict === 'unknown') throw secretInvalid(client.appId);
  if (verdict === 'expired') throw secretExpired(client.appId);
}

/** The assertion is a JWT that the client made for this endpoint and signed by the key of one of its certificates. */
async function checkAssertion(call: IdentityCall, client: Client, assertion: string): Promise<void> {
  const { base, directory, tenant } = call;
  const { jwtVerify } = await jose();
  const authority = `${base}/${directory}`;
  let reason = 'The application has no certificate that is valid now.';
  for (const key of keysOf(credentialsIn(client, 'keyCredentials'), tenant.clock.now())) {
    try {
      await jwtVerify(assertion, key, {
        issuer: client.appId,
        subject: client.appId,
        audience: [`${authority}/oauth2/v2.0/token`, `${authority}/oauth2/token`, `${authority}/v2.0`, authority],
        algorithms: ['RS256', 'PS256', 'ES256'],
        // Made by the clock of the client, which is not the tenant's, and may round.
        currentDate: new Date(systemTime()),
        clockTolerance: CLOCK_TOLERANCE,
      });
      return;
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  throw assertionInvalid(`Reason: ${reason}`);
}

/** The public keys of certificates; `key` is the certificate, in DER or PEM, as base64. */
function keysOf(credentials: readonly Credential[], now: number): readonly KeyObject[] {
  return credentials.flatMap((credential) => {
    if (typeof credential['key'] !== 'string' || !isCurrent(credential, now)) return [];
    try {
      return [new X509Certificate(Buffer.from(credential['key'], 'base64')).publicKey];
    } catch {
      return [];
    }
  });
}
