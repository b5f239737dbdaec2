/**
 * Throttling by the service's own limits for identity and access: the "Microsoft Graph service-specific throttling
 * limits" page. Entitlement management has none that are published, so it is not limited here either.
 */
import { organizations, users } from '../../model/directory/tables.js';
import type { Reader } from '../../model/reader.js';
import { type GraphError, throttled } from '../errors.js';
import type { Incoming } from '../serve.js';

/** What a read costs in resource units, the first that fits; all others cost one. */
const COSTS: readonly (readonly [path: RegExp, units: number])[] = [
  [/\/transitiveMembers(\/|$)/i, 5],
  [/\/(isMemberOf|checkMember\w+)$/i, 4],
  [/^\/groups\/[^/]+\/members(\/|$)/i, 3],
  [/\/(microsoft\.graph\.)?getByIds$/i, 3],
  [/^\/subscribedSkus$/i, 3],
  [/^\/users$/i, 2],
  [/\/getMember\w+$/i, 2],
  [/\/memberOf(\/|$)/i, 2],
];
/** Actions that read. */
const READS = /\/(getByIds|validateProperties|isMemberOf|checkMember\w+|getMember\w+)$/i;
const NOT_LIMITED = /^\/(identityGovernance|\$batch|\$metadata)(\/|$)/i;

/** In a window of so many milliseconds, so many units. */
interface Limit {
  readonly kind: 'read' | 'write';
  /** Whether each application has a count of its own. */
  readonly perApplication: boolean;
  readonly window: number;
  readonly most: (users: number) => number;
  readonly information: string;
}

const bySize = (count: number) => (count < 50 ? 3500 : count <= 500 ? 5000 : 8000);

const LIMITS: readonly Limit[] = [
  { kind: 'read', perApplication: true, window: 10_000, most: bySize, information: 'ResourceUnitLimitExceeded' },
  { kind: 'write', perApplication: true, window: 150_000, most: () => 3000, information: 'WriteLimitExceeded' },
  { kind: 'write', perApplication: false, window: 300_000, most: () => 18_000, information: 'WriteLimitExceeded' },
];

/** Graph Explorer: the application of callers who do not say theirs. */
const UNNAMED_CLIENT = 'de8bc8b5-d9f9-48b1-a8ad-b748da725064';
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
    const path = incoming.path.replace(/\/+$/, '');
    const kind = incoming.method === 'GET' || READS.test(path) ? 'read' : 'write';
    const units = costOf(path, incoming.query);
    const client = clientOf(incoming);
    let highest = 0;
    for (const limit of LIMITS) {
      if (limit.kind !== kind) continue;
      const window = this.#window(limit, client, now);
      const most = Math.max(1, Math.floor(limit.most(reader.count(users)) * this.factor));
      const used = window.used + (kind === 'read' ? units : 1);
      if (used > most) {
        return { headers: {}, refusal: refusal(reader, limit, client, window.start + limit.window - now) };
      }
      window.used = used;
      highest = Math.max(highest, used / most);
    }
    return {
      headers: {
        'x-ms-resource-unit': String(units),
        ...(highest >= TELLING && { 'x-ms-throttle-limit-percentage': highest.toFixed(1) }),
      },
    };
  }

  #window(limit: Limit, client: string, now: number): Window {
    const key = `${LIMITS.indexOf(limit)} ${limit.perApplication ? client : ''}`;
    let window = this.#windows.get(key);
    if (!window || now >= window.start + limit.window) {
      window = { start: now, used: 0 };
      this.#windows.set(key, window);
    }
    return window;
  }
}

function costOf(path: string, query: string): number {
  const base = COSTS.find(([form]) => form.test(path))?.[1] ?? 1;
  const has = (option: string) => new RegExp(`(^|&)(\\$|%24)?${option}=`, 'i').test(query);
  const top = /(?:^|&)(?:\$|%24)?top=(\d+)/i.exec(query)?.[1];
  const saved = (has('select') ? 1 : 0) + (top !== undefined && Number(top) < 20 ? 1 : 0);
  return Math.max(1, base - saved + (has('expand') ? 1 : 0));
}

/** The application that a token is for. */
function clientOf({ header }: Incoming): string {
  const payload = header('authorization')?.split('.')[1];
  if (!payload) return UNNAMED_CLIENT;
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { appid?: string; azp?: string };
    return claims.appid ?? claims.azp ?? UNNAMED_CLIENT;
  } catch {
    return UNNAMED_CLIENT;
  }
}

function refusal(reader: Reader, limit: Limit, client: string, left: number): GraphError {
  let tenant = '';
  reader.scan(organizations, ({ id }) => {
    tenant = id;
    return false;
  });
  const scope = limit.perApplication
    ? `Tenant_Application/ReadWrite/${client}/${tenant}`
    : `Tenant/ReadWrite/${tenant}`;
  return throttled(Math.max(1, Math.ceil(left / 1000)), {
    'x-ms-throttle-scope': scope,
    'x-ms-throttle-information': limit.information,
  });
}
