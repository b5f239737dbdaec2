/**
 * Who asks, as their token tells. At the level `open` tokens are taken at their word, at the others they must be ours:
 * signed by our key, for Graph, of this tenant, and within their time.
 */
import { servicePrincipals, users } from '../../model/directory/tables.js';
import type { Granted } from '../authorization/needs.js';
import { GraphError, invalidToken } from '../errors/index.js';
import type { Caller } from '../lifecycle/context.js';
import { Lru } from '../lru.js';
import { isTenantName, type Tenant, type Tenants } from '../tenant.js';
import { type Claims, claimsOf, TENANT } from './claims.js';
import { jose } from './jose.js';
import type { SigningKeys } from './keys.js';
import { tenantIdOf, tenantWithId } from './principals.js';
import { isGraphAudience } from './resources.js';

/** A caller with the permissions of the token; without a token, none are known. */
export interface Identified extends Caller {
  readonly granted: Granted;
  /** The application through which a user asks. */
  readonly appId?: string | undefined;
}

interface Verdict {
  readonly claims?: Claims;
  readonly granted?: Granted;
  readonly refusal?: string;
}

/** A verdict, or the promise of one. */
interface Judged {
  verdict: Verdict | undefined;
  pending: Promise<void> | undefined;
}

const NOBODY: Granted = new Set();
const KNOWN_TOKENS = 1_000;

export class Callers {
  readonly #judged = new Lru<Judged>(KNOWN_TOKENS);
  /** Who asks without a token, as long as that is allowed. */
  readonly #administrator: Identified;

  constructor(
    readonly keys: SigningKeys,
    /** Whether tokens are taken at their word. */
    readonly trusting: boolean,
    administrator: string,
    /** The time by which tokens expire, in seconds. */
    readonly now: (tenant: Tenant) => number,
  ) {
    this.#administrator = { kind: 'user', id: administrator, granted: NOBODY };
  }

  /** Verifies a token that was not seen before; undefined when there is nothing to wait for. */
  admit(authorization: string | undefined): Promise<void> | undefined {
    const token = bearer(authorization);
    return token === undefined || this.trusting ? undefined : this.#judge(token).pending;
  }

  /** The tenant that a token is of; the one without a name for foreign tokens, and for none. */
  tenantOf(tenants: Tenants, authorization: string | undefined): Tenant {
    const token = bearer(authorization);
    const { [TENANT]: name, tid } = (token !== undefined && this.#judge(token).verdict?.claims) || {};
    if (typeof name === 'string' && isTenantName(name)) return tenants.get(name);
    return (typeof tid === 'string' && tenantWithId(tenants, tid.toLowerCase())) || tenants.default;
  }

  /**
   * The caller that an `Authorization` header names.
   *
   * @throws GraphError 401, unless tokens are taken at their word, for a token that is missing or not valid
   */
  callerOf(tenant: Tenant, authorization: string | undefined): Identified {
    const token = bearer(authorization);
    if (this.trusting) return this.#trusted(tenant, token);
    if (token === undefined) throw invalidToken('Access token is empty.');
    const { claims, granted = NOBODY, refusal } = this.#judge(token).verdict ?? { refusal: INVALID_SIGNATURE };
    if (!claims) throw invalidToken(refusal ?? INVALID_SIGNATURE);
    refuseMisused(claims, tenant, this.now(tenant));
    const oid = String(claims['oid']);
    if (claims['idtyp'] === 'app') {
      if (!tenant.timeline.get(servicePrincipals, oid)) refuseStranger(claims);
      return { kind: 'application', id: oid, granted };
    }
    if (!tenant.timeline.get(users, oid)) throw identityNotFound();
    return { kind: 'user', id: oid, granted, appId: textOf(claims['appid']) };
  }

  #trusted(tenant: Tenant, token: string | undefined): Identified {
    const administrator = this.#administrator;
    if (token === undefined) return administrator;
    const { claims } = this.#judge(token).verdict ?? {};
    if (!claims || isForeign(claims, tenant)) return administrator;
    const oid = textOf(claims['oid']);
    const appid = textOf(claims['appid']);
    if (claims['idtyp'] !== 'app') {
      if (oid && tenant.timeline.get(users, oid)) return { kind: 'user', id: oid, granted: NOBODY, appId: appid };
      if (oid || !appid) return administrator;
    }
    const principal = appid ? tenant.timeline.find(servicePrincipals, 'appId', appid) : undefined;
    return { kind: 'application', id: oid ?? principal?.id ?? appid ?? '', granted: NOBODY };
  }

  #judge(token: string): Judged {
    return this.#judged.get(token, () => {
      if (this.trusting) return { verdict: { claims: claimsOf(token) ?? {} }, pending: undefined };
      const judged: Judged = { verdict: undefined, pending: undefined };
      judged.pending = this.#verify(token).then((verdict) => {
        judged.verdict = verdict;
        judged.pending = undefined;
      });
      return judged;
    });
  }

  async #verify(token: string): Promise<Verdict> {
    if (token.split('.').length !== 3) return { refusal: MALFORMED };
    const { compactVerify } = await jose();
    try {
      await compactVerify(token, this.keys.publicKey, { algorithms: ['RS256'] });
    } catch {
      return { refusal: INVALID_SIGNATURE };
    }
    const claims = claimsOf(token) ?? {};
    return { claims, granted: grantedBy(claims) };
  }
}

/** As Graph prints it: MaikuB/flutter_appauth#575, O365/python-o365#1111. */
const MALFORMED =
  "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EncodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.";
const INVALID_SIGNATURE = 'Access token validation failure. Invalid signature.';

const identityNotFound = () =>
  new GraphError(
    401,
    'Authorization_IdentityNotFound',
    'The identity of the calling application could not be established.',
  );

function bearer(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^Bearer +(\S+)\s*$/i.exec(authorization)?.[1];
}

const textOf = (claim: unknown): string | undefined => (typeof claim === 'string' ? claim.toLowerCase() : undefined);

function grantedBy({ scp, roles }: Claims): Granted {
  const names = [...String(scp ?? '').split(' '), ...(Array.isArray(roles) ? roles.map(String) : [])];
  return new Set(names.filter(Boolean).map((name) => name.toLowerCase()));
}

/** Whether a token says that it is of another tenant. */
function isForeign(claims: Claims, tenant: Tenant): boolean {
  const { tid } = claims;
  if (tid !== undefined && tid !== tenantIdOf(tenant.timeline)) return true;
  return claims[TENANT] !== undefined && claims[TENANT] !== tenant.name;
}

/** @throws GraphError 401 for a token of ours that is not for this API, this tenant, or this time */
function refuseMisused(claims: Claims, tenant: Tenant, now: number): void {
  const ofTenant = claims['tid'] === tenantIdOf(tenant.timeline) && claims[TENANT] === tenant.name;
  if (!isGraphAudience(claims['aud']) || !ofTenant) {
    throw invalidToken('Access token validation failure. Invalid audience.');
  }
  if (Number(claims['exp']) <= now) {
    throw invalidToken('Lifetime validation failed, the token is expired.');
  }
  if (Number(claims['nbf']) > now) {
    throw invalidToken('Lifetime validation failed, the token is not yet valid.');
  }
}

/** An application may act without being registered when the token was made for it by the control API. */
function refuseStranger(claims: Claims): void {
  if (claims['oid'] !== claims['appid']) throw identityNotFound();
}
