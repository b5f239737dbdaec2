/**
 * Throttling by the service's own limits for identity and access: the "Microsoft Graph service-specific throttling
 * limits" page. Entitlement management has none that are published, so it is not limited here either.
 *
 * What an application may do in all tenants together is left out: no tenant's own limit lets it come so far, and tenants
 * have clocks of their own.
 */
import { applications, users } from '../../model/directory/tables.js';
import type { Reader } from '../../model/reader.js';
import { type GraphError, throttled } from '../errors/index.js';
import { claimsOf } from '../identity/claims.js';
import { tenantIdOf } from '../identity/principals.js';
import type { Incoming } from '../incoming.js';
import { UNNAMED_CLIENT } from '../lifecycle/directory/groups.js';
import { type Cost, costOf } from './throttling-costs.js';

const NOT_LIMITED = /^\/(identityGovernance|\$batch|\$metadata)(\/|$)/i;

/** In a window of so many milliseconds, so much of one of the costs. */
interface Limit {
  readonly of: keyof Cost;
  readonly scope: 'Tenant_Application/ReadWrite' | 'Tenant_Application/Write' | 'Tenant/Write';
  readonly window: number;
  readonly most: (users: number) => number;
  readonly information: string;
  /** Which requests it holds of, if not of all. */
  readonly only?: (reader: Reader, incoming: Incoming) => boolean;
}

const bySize = (count: number) => (count < 50 ? 3500 : count <= 500 ? 5000 : 8000);
const units = { of: 'units', information: 'ResourceUnitLimitExceeded' } as const;
const writes = { of: 'writes', information: 'WriteLimitExceeded' } as const;

const LIMITS: readonly Limit[] = [
  { ...units, scope: 'Tenant_Application/ReadWrite', window: 10_000, most: bySize },
  { ...writes, scope: 'Tenant_Application/Write', window: 150_000, most: () => 3000 },
  { ...writes, scope: 'Tenant_Application/Write', window: 60_000, most: () => 60, only: isForPersonalAccounts },
  { ...writes, scope: 'Tenant/Write', window: 300_000, most: () => 18_000 },
];

/**
 * The part of a limit that can be used up before requests of a priority (`x-ms-throttle-priority`) are refused. That low
 * ones are refused first and high ones last is documented; where, is ours: at the ends of what
 * `x-ms-throttle-limit-percentage` is said to range between.
 */
const PATIENCE: Readonly<Record<string, number>> = { low: 0.8, high: 1.8 };
/** From this part of a limit on, answers tell how near it is. */
const TELLING = 0.8;

interface Window {
  start: number;
  used: number;
}

export interface Allowance {
  readonly headers: Readonly<Record<string, string>>;
  /** The limit is reached: the request is not to be carried out. */
  readonly refusal?: GraphError;
}

export class Throttle {
  readonly #windows = new Map<string, Window>();

  /** @param factor makes the limits smaller, so that a test reaches them: 0.01 leaves a hundredth */
  constructor(readonly factor: number) {}

  /** Counts a request at `now`. Undefined for what is not limited. */
  allow(reader: Reader, incoming: Incoming, now: number): Allowance | undefined {
    if (NOT_LIMITED.test(incoming.path)) return undefined;
    const cost = costOf(incoming);
    const client = clientOf(incoming);
    const patience = PATIENCE[incoming.header('x-ms-throttle-priority')?.toLowerCase() ?? ''] ?? 1;
    const counted: { readonly window: Window; readonly used: number }[] = [];
    let highest = 0;
    for (const limit of LIMITS) {
      if (cost[limit.of] === 0 || limit.only?.(reader, incoming) === false) continue;
      const window = this.#window(limit, client, now);
      const most = Math.max(1, Math.floor(limit.most(reader.count(users)) * this.factor));
      const used = window.used + cost[limit.of];
      if (used > most * patience) {
        return { headers: {}, refusal: refusal(reader, limit, client, window.start + limit.window - now) };
      }
      counted.push({ window, used });
      highest = Math.max(highest, used / most);
    }
    // What is refused by one limit is counted by none.
    for (const { window, used } of counted) window.used = used;
    return {
      headers: {
        'x-ms-resource-unit': String(cost.units),
        ...(highest > TELLING && { 'x-ms-throttle-limit-percentage': highest.toFixed(1) }),
      },
    };
  }

  #window(limit: Limit, client: string, now: number): Window {
    const key = `${LIMITS.indexOf(limit)} ${limit.scope.startsWith('Tenant_Application') ? client : ''}`;
    let window = this.#windows.get(key);
    if (!window || now >= window.start + limit.window) {
      window = { start: now, used: 0 };
      this.#windows.set(key, window);
    }
    return window;
  }
}

const PERSONAL = /^(AzureADandPersonalMicrosoftAccount|PersonalMicrosoftAccount)$/i;

/** Whether an application is written that people sign in to with accounts of their own. */
function isForPersonalAccounts(reader: Reader, { path, body }: Incoming): boolean {
  const [, id] = /^\/applications(?:\/([^/]+)|$)/i.exec(path) ?? [undefined, undefined];
  const sent = /"signInAudience"\s*:\s*"(\w+)"/i.exec(body ?? '')?.[1];
  if (id === undefined) return /^\/applications\/?$/i.test(path) && PERSONAL.test(sent ?? '');
  return PERSONAL.test(sent ?? String(reader.get(applications, id.toLowerCase())?.['signInAudience']));
}

/** The application that a token is for. */
function clientOf({ header }: Incoming): string {
  const { appid, azp } = claimsOf(header('authorization') ?? '') ?? {};
  return String(appid ?? azp ?? UNNAMED_CLIENT);
}

const refusal = (reader: Reader, { scope, information }: Limit, client: string, left: number): GraphError =>
  throttled(Math.max(1, Math.ceil(left / 1000)), {
    'x-ms-throttle-scope': `${scope}/${client}/${tenantIdOf(reader)}`,
    'x-ms-throttle-information': information,
  });
