/** What a raw URL addresses: a tenant, a version, a path below it, and a query. */
import type { Version } from '../../model/dialect.js';
import { badRequest } from '../errors/index.js';
import { isTenantName } from '../tenant.js';

export interface Address {
  readonly tenant: string | undefined;
  readonly version: Version;
  readonly path: string;
  readonly query: string;
}

const URL_FORM = /^(?:\/t\/([^/?]+))?\/(v1\.0|beta)(\/[^?]*)?(?:\?(.*))?$/is;
/** A whole URL where a path should be: how the JavaScript client asks for a link that is not of https. */
const WHOLE_URL = /^\/https?:\/\/[^/]+(\/.*)$/is;
const SLASH = 0x2f;

/** @throws GraphError 400 for a tenant name that cannot be one */
export function tenantName(name: string | undefined): string | undefined {
  if (name !== undefined && !isTenantName(name)) {
    throw badRequest(`'${name}' is no tenant name: use 1 to 64 letters, digits, '.', '_' and '-'; not '.' or '..'.`);
  }
  return name;
}

/** The address of a Graph URL (from `/`), or undefined for any other. */
export function addressOf(url: string): Address | undefined {
  return usual(url, 'v1.0') ?? usual(url, 'beta') ?? unusual(url);
}

/** Most URLs name the version as it is spelled, and no tenant. */
function usual(url: string, version: Version): Address | undefined {
  if (!url.startsWith(version, 1)) return undefined;
  const begin = version.length + 1;
  // A whole URL may follow, which is for the other form.
  if (url.charCodeAt(begin) !== SLASH || url.startsWith('http', begin + 1)) return undefined;
  const end = url.indexOf('?', begin);
  if (end < 0) return { tenant: undefined, version, path: url.slice(begin), query: '' };
  return { tenant: undefined, version, path: url.slice(begin, end), query: url.slice(end + 1) };
}

function unusual(url: string): Address | undefined {
  const match = URL_FORM.exec(url);
  const path = match?.[3];
  const whole = path?.startsWith('/http') ? WHOLE_URL.exec(path)?.[1] : undefined;
  if (whole === undefined) return parts(match);
  return parts(URL_FORM.exec(match?.[4] === undefined ? whole : `${whole}?${match[4]}`));
}

function parts(match: RegExpExecArray | null): Address | undefined {
  if (!match?.[2]) return undefined;
  return {
    tenant: tenantName(match[1]),
    version: match[2].toLowerCase() as Version,
    path: match[3] ?? '/',
    query: match[4] ?? '',
  };
}
