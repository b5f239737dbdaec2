/** What a token is asked for: the API it is meant for, and the permissions there. */
import { applications, type ServicePrincipal, servicePrincipals } from '../../model/directory/tables.js';
import type { Reader } from '../../model/reader.js';
import { resourceNotFound, scopeInvalid } from './errors.js';
import { GRAPH_APP_ID, tenantIdOf } from './principals.js';

export interface Resource {
  /** `graph`: this emulator; `tenant`: an API registered in the tenant; `foreign`: another one, of which nothing is known. */
  readonly kind: 'graph' | 'tenant' | 'foreign';
  /** The claim `aud`. */
  readonly audience: string;
  readonly principal: ServicePrincipal | undefined;
}

export interface Asked {
  /** As the client named it; undefined when it named permissions only. */
  readonly resource: string | undefined;
  /** `User.Read`, or `.default`. */
  readonly permissions: readonly string[];
  /** `openid`, `profile`, `email` and `offline_access`, as far as they were asked for. */
  readonly openid: readonly string[];
  /** The whole, as sent. */
  readonly text: string;
}

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
const GRAPH_NAMES = new Set([GRAPH_APP_ID, GRAPH_AUDIENCE, 'https://graph.microsoft.us', 'https://graph.windows.net']);
/** APIs of Microsoft that tools ask tokens for beside Graph, whatever the tenant. */
const FOREIGN_NAMES = new Set(['https://management.core.windows.net', 'https://management.azure.com']);
const OPENID_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Names that a token for Graph may carry as its audience. */
export const isGraphAudience = (audience: unknown): boolean => GRAPH_NAMES.has(trimmed(String(audience)));

const trimmed = (name: string): string => name.replace(/\/+$/, '').toLowerCase();

/**
 * Reads the parameter `scope`: all permissions belong to one resource, which stands before them.
 *
 * @throws SignInError 70011 for two resources
 */
export function parseScopes(text: string): Asked {
  const openid: string[] = [];
  const permissions: string[] = [];
  const resources = new Map<string, string>();
  for (const scope of text.split(/\s+/).filter(Boolean)) {
    if (OPENID_SCOPES.has(scope.toLowerCase())) {
      openid.push(scope.toLowerCase());
      continue;
    }
    const cut = scope.lastIndexOf('/');
    if (cut > 0) resources.set(trimmed(scope.slice(0, cut)), scope.slice(0, cut).replace(/\/+$/, ''));
    permissions.push(scope.slice(cut + 1));
  }
  if (resources.size > 1) throw scopeInvalid(text, 'Only one resource can be asked for at a time.');
  const [resource] = resources.values();
  return { resource, permissions, openid, text };
}

/**
 * The API of this name: Graph, when none is named.
 *
 * @param addresses where the emulator is reached, by which Graph may be named too
 * @param strict refuse names that nobody registered
 * @throws SignInError 500011
 */
export function resourceOf(
  reader: Reader,
  name: string | undefined,
  addresses: readonly string[],
  strict: boolean,
): Resource {
  const folded = trimmed(name ?? GRAPH_AUDIENCE);
  if (GRAPH_NAMES.has(folded) || addresses.some((address) => trimmed(address) === folded)) {
    return {
      kind: 'graph',
      audience: GRAPH_AUDIENCE,
      principal: reader.find(servicePrincipals, 'appId', GRAPH_APP_ID),
    };
  }
  const appId = appIdOf(reader, folded);
  if (appId) {
    return { kind: 'tenant', audience: appId, principal: reader.find(servicePrincipals, 'appId', appId) };
  }
  if (strict && !FOREIGN_NAMES.has(folded)) throw resourceNotFound(name ?? '', tenantIdOf(reader));
  return { kind: 'foreign', audience: name ?? '', principal: undefined };
}

/** The application that goes by a name: its id, an identifier URI, or a name of its service principal. */
function appIdOf(reader: Reader, name: string): string | undefined {
  let appId = reader.find(applications, 'appId', name)?.appId ?? reader.find(servicePrincipals, 'appId', name)?.appId;
  if (appId) return appId;
  reader.equal(applications, 'identifierUris', name, (application) => {
    appId = application.appId;
  });
  reader.equal(servicePrincipals, 'servicePrincipalNames', name, (principal) => {
    appId ??= principal.appId;
  });
  return appId;
}
