/** What a raw URL addresses: a tenant, a version, a path below it, and a query. */
import type { Version } from '../../model/dialect.js';
import { badRequest } from '../errors.js';

export interface Address {
  readonly tenant: string | undefined;
  readonly version: Version;
  readonly path: string;
  readonly query: string;
}

const URL_FORM = /^(?:\/t\/([^/?]+))?\/(v1\.0|beta)(\/[^?]*)?(?:\?(.*))?$/is;
const TENANT_NAME = /^[\w.-]{1,64}$/;

/** @throws GraphError 400 for a tenant name that cannot be one */
export function tenantName(name: string | undefined): string | undefined {
  if (name !== undefined && !TENANT_NAME.test(name)) {
    throw badRequest(`'${name}' is no tenant name: use 1 to 64 letters, digits, '.', '_' and '-'.`);
  }
  return name;
}

/** The address of a Graph URL (from `/`), or undefined for any other. */
export function addressOf(url: string): Address | undefined {
  const match = URL_FORM.exec(url);
  if (!match?.[2]) return undefined;
  return {
    tenant: tenantName(match[1]),
    version: match[2].toLowerCase() as Version,
    path: match[3] ?? '/',
    query: match[4] ?? '',
  };
}
