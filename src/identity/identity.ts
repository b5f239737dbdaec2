/** Everything about who asks: the keys, the callers, the sign-ins under way, and what the level of the emulator demands. */

import type { Reader } from '../../model/reader.js';
import { Authorization } from '../authorization/index.js';
import { refuseHidden, shownTo } from '../authorization/visibility.js';
import type { Incoming } from '../incoming.js';
import { systemTime } from '../lifecycle/clock.js';
import type { Caller } from '../lifecycle/context.js';
import type { Shown } from '../odata/query/rules.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call, Operation } from '../operation.js';
import type { Tenant } from '../tenant.js';
import { Callers, type Identified } from './callers.js';
import { SigningKeys } from './keys.js';
import { clientOf, EMULATOR_CLIENT, userOf } from './principals.js';
import { GRAPH_AUDIENCE, resourceOf } from './resources.js';
import { Sessions } from './sessions.js';
import { applicationToken, consented, type Issue, userToken } from './tokens.js';

/**
 * What a request needs: nothing (`open`: tokens are taken at their word, and whoever has none is the administrator), a
 * valid token (`identify`), or one with the permissions that the documentation lists (`enforce`).
 */
export type Level = 'open' | 'identify' | 'enforce';

export const LEVELS: readonly Level[] = ['open', 'identify', 'enforce'];

export interface IdentityOptions {
  /** `open`, if not said. */
  readonly auth?: Level;
  /** Tokens expire by the tenant's clock instead of real time. */
  readonly tokensFollowClock?: boolean;
  /** The folder where the signing key is kept; without it, and without a data file, each run has a key of its own. */
  readonly keys?: string;
}

const IN_PROCESS_LIFETIME = 10 * 365 * 24 * 3600;

/** What `mint` is told. */
export interface Mint {
  readonly user?: string;
  readonly application?: string;
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  /** Seconds from now; a token with none left has expired. */
  readonly expiresIn?: number;
}

/** What is asked, as far as it decides about what is shown. */
type Asked = Pick<Incoming, 'method' | 'query'>;

export class Identity {
  readonly level: Level;
  readonly keys: SigningKeys;
  readonly callers: Callers;
  readonly sessions = new Sessions(systemTime);
  readonly #authorization = new Authorization();
  readonly #followsClock: boolean;

  constructor(
    options: IdentityOptions,
    readonly administrator: string,
  ) {
    this.level = options.auth ?? 'open';
    this.keys = new SigningKeys(options.keys);
    this.#followsClock = options.tokensFollowClock ?? false;
    this.callers = new Callers(this.keys, this.trusting, administrator, (tenant) => this.now(tenant));
  }

  /** Whether whoever asks is believed. */
  get trusting(): boolean {
    return this.level === 'open';
  }

  /** The time by which tokens are issued and expire, in seconds. */
  now(tenant: Tenant): number {
    return Math.floor((this.#followsClock ? tenant.clock.now() : systemTime()) / 1000);
  }

  /** @throws GraphError 401, as `Callers.callerOf` */
  callerOf(tenant: Tenant, authorization: string | undefined): Identified {
    return this.callers.callerOf(tenant, authorization);
  }

  /** The call, as far as its caller may carry it out. @throws GraphError 403 at the level `enforce`, as `Authorization.check` */
  authorize(call: Call, operation: Operation | undefined): Call {
    if (this.level !== 'enforce') return call;
    const { granted } = call.caller as Identified;
    const allowed = this.#authorization.check(call, operation, granted);
    refuseHidden(allowed);
    return allowed;
  }

  /** What the caller is shown of the entities that a request reads; undefined below the level `enforce`: everything. */
  shownTo(caller: Caller, path: ResourcePath, { method, query }: Asked, reader: Reader): Shown | undefined {
    if (this.level !== 'enforce' || method !== 'GET') return undefined;
    return shownTo(caller as Identified, path, query, reader);
  }

  /**
   * A token for Graph without a sign-in: of a user (with all delegated permissions, if none are named), or of an
   * application (with those it was given, if none are named). Undefined for a user who does not exist.
   */
  async mint(tenant: Tenant, asked: Mint): Promise<string | undefined> {
    const issue: Issue = {
      tenant,
      client: clientOf(tenant.timeline, asked.application ?? EMULATOR_CLIENT),
      resource: resourceOf(tenant.timeline, GRAPH_AUDIENCE, [], false),
      now: this.now(tenant),
      issuer: '',
      ...(asked.expiresIn !== undefined && { lifetime: asked.expiresIn }),
    };
    if (asked.user === undefined) return applicationToken(this.keys, issue, asked.roles);
    const user = userOf(tenant.timeline, asked.user);
    return user && userToken(this.keys, issue, user, consented(issue.resource, asked.scopes ?? ['.default']));
  }

  /** The token of a client in this process, good for as long as the process runs. */
  mintForProcess(tenant: Tenant, user: string): Promise<string | undefined> {
    return this.mint(tenant, { user, expiresIn: IN_PROCESS_LIFETIME });
  }
}
