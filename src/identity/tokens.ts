/**
 * Tokens and their claims: "Access token claims reference" and "ID token claims reference". Tokens for Graph have the
 * form that the service gives them (version 1.0), those for other APIs are of version 2.0.
 */

import { createHash, randomUUID } from 'node:crypto';
import type { User } from '../../model/directory/tables.js';
import { applicationPermissions, delegatedPermissions } from '../../routes/permissions/index.js';
import type { Tenant } from '../tenant.js';
import { type Claims, TENANT } from './claims.js';
import type { SigningKeys } from './keys.js';
import { appRolesOf, type Client, directoryRoleTemplatesOf, tenantIdOf } from './principals.js';
import type { Resource } from './resources.js';

/** How long a token is valid, in seconds. */
export const LIFETIME = 3_600;

/** How a client has proved who it is: not at all, by a secret, by a certificate. */
export type Proof = '0' | '1' | '2';

/** What every token says. */
export interface Issue {
  readonly tenant: Tenant;
  readonly client: Client;
  readonly resource: Resource;
  /** Seconds since 1970. */
  readonly now: number;
  readonly lifetime?: number;
  readonly proof?: Proof;
  /** The issuer of tokens of version 2.0. */
  readonly issuer: string;
}

/** A token of an application that acts by itself. */
export function applicationToken(keys: SigningKeys, issue: Issue, roles = rolesOf(issue)): Promise<string> {
  const { tenant, client } = issue;
  const oid = client.principal?.id ?? client.application?.id ?? client.appId;
  return keys.sign({
    ...common(issue),
    idtyp: 'app',
    oid,
    roles,
    sub: oid,
    wids: directoryRoleTemplatesOf(tenant.timeline, oid),
  });
}

/** A token of a user, who has signed in to an application. */
export function userToken(keys: SigningKeys, issue: Issue, user: User, scopes: readonly string[]): Promise<string> {
  const view = issue.tenant.timeline;
  const { kind, principal } = issue.resource;
  return keys.sign({
    ...common(issue),
    acct: user.userType === 'Guest' ? 1 : 0,
    amr: ['pwd'],
    idtyp: 'user',
    ...named(user),
    scp: scopes.join(' '),
    sub: pairwise(user.id, issue.client.appId),
    wids: directoryRoleTemplatesOf(view, user.id),
    ...(kind === 'tenant' && principal && { roles: appRolesOf(view, user.id, principal) }),
  });
}

/** Tells a client who has signed in. */
export function idToken(keys: SigningKeys, issue: Issue, user: User, nonce: string | undefined): Promise<string> {
  return keys.sign({
    aud: issue.client.appId,
    iss: issue.issuer,
    ...lifetime(issue),
    name: user.displayName ?? user.userPrincipalName,
    ...(nonce !== undefined && { nonce }),
    oid: user.id,
    preferred_username: user.userPrincipalName,
    ...(user.mail && { email: user.mail }),
    sub: pairwise(user.id, issue.client.appId),
    tid: tenantIdOf(issue.tenant.timeline),
    uti: randomUUID(),
    ver: '2.0',
  });
}

/** The permissions that an application acts with: those it was given; all of them, if nobody registered it. */
function rolesOf({ tenant, client, resource }: Issue): readonly string[] {
  const { principal, application } = client;
  if (!resource.principal) return [];
  if (principal) return appRolesOf(tenant.timeline, principal.id, resource.principal);
  return application || resource.kind !== 'graph' ? [] : applicationPermissions();
}

/** What is consented to: whatever is asked for by name; by `.default`, all that there is. */
export function consented(resource: Resource, permissions: readonly string[]): readonly string[] {
  if (!permissions.some((name) => name.toLowerCase() === '.default')) return permissions;
  if (resource.kind === 'graph') return delegatedPermissions();
  const scopes = (resource.principal?.['oauth2PermissionScopes'] ?? []) as readonly { value?: string | null }[];
  return scopes.flatMap(({ value }) => (value ? [value] : []));
}

function common(issue: Issue): Claims {
  const { tenant, client, resource, proof = '1' } = issue;
  const tid = tenantIdOf(tenant.timeline);
  const version =
    resource.kind === 'tenant'
      ? { iss: issue.issuer, ver: '2.0', azp: client.appId, azpacr: proof }
      : { iss: `https://sts.windows.net/${tid}/`, ver: '1.0', appid: client.appId, appidacr: proof };
  return {
    aud: resource.audience,
    ...version,
    ...lifetime(issue),
    app_displayname: client.displayName,
    tid,
    uti: randomUUID(),
    ...(tenant.name !== undefined && { [TENANT]: tenant.name }),
  };
}

const lifetime = ({ now, lifetime = LIFETIME }: Issue) => ({ iat: now, nbf: now, exp: now + lifetime });

function named(user: User): Claims {
  return {
    ...(user['surname'] ? { family_name: user['surname'] } : {}),
    ...(user['givenName'] ? { given_name: user['givenName'] } : {}),
    name: user.displayName ?? user.userPrincipalName,
    oid: user.id,
    unique_name: user.userPrincipalName,
    upn: user.userPrincipalName,
  };
}

/** The same user has another `sub` with every application. */
export function pairwise(userId: string, appId: string): string {
  return createHash('sha256').update(`${userId}/${appId}`).digest('base64url');
}
