/** One request of the sign-in service. */

import { domains } from '../../model/directory/tables.js';
import type { Tenant, Tenants } from '../tenant.js';
import { tenantNotFound } from './errors.js';
import type { Identity } from './identity.js';
import { tenantIdOf, tenantWithId } from './principals.js';

export interface IdentityCall {
  readonly identity: Identity;
  readonly tenant: Tenant;
  /** The tenant as the URL names it: its id, a domain, `common`, `organizations`, or the emulator's name for it. */
  readonly directory: string;
  /** `https://localhost:8366` */
  readonly origin: string;
  /** The origin, and the prefix of the tenant if the URL has one: what the tenant's endpoints begin with. */
  readonly base: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, as far as it is a form. */
  readonly form: URLSearchParams;
  readonly header: (name: string) => string | undefined;
}

/** What is answered: a document, a page to look at, or another place to go to. */
export type IdentityAnswer = { readonly json: object } | { readonly page: string } | { readonly redirect: string };

/** Names that stand for whichever tenant the emulator has. */
const ANY = new Set(['common', 'organizations', 'consumers']);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NAME = /^[\w-]{1,64}$/;

/**
 * The tenant that a URL names. Libraries of Microsoft take the first segment of an authority for the tenant, so a tenant
 * of the emulator can stand there by its own name, too.
 *
 * @param within the tenant that the prefix `/t/{name}` addresses
 * @param trusting take ids and domains that are not the tenant's for its own, as configurations of another tenant have them
 * @throws SignInError 90002
 */
export function tenantNamed(
  tenants: Tenants,
  within: string | undefined,
  directory: string,
  trusting: boolean,
): Tenant {
  const tenant = tenants.get(within);
  const folded = directory.toLowerCase();
  const byId = within === undefined && GUID.test(folded) ? tenantWithId(tenants, folded) : undefined;
  if (byId) return byId;
  if (ANY.has(folded) || folded === tenantIdOf(tenant.timeline) || tenant.timeline.get(domains, folded)) return tenant;
  if (within === undefined && NAME.test(directory) && !GUID.test(directory)) return tenants.get(directory);
  if (!trusting) throw tenantNotFound(directory);
  return tenant;
}

/** The issuer of the tenant's tokens of version 2.0. */
export function issuerOf({ base, tenant, directory }: IdentityCall): string {
  const isOwnName = tenant.name === directory;
  return `${base}/${isOwnName ? directory : tenantIdOf(tenant.timeline)}/v2.0`;
}
