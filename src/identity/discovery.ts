/** Documents by which clients find the endpoints: OpenID discovery, instance discovery, keys, cloud metadata. */
import { type IdentityAnswer, type IdentityCall, issuerOf } from './call.js';
import { tenantIdOf } from './principals.js';

const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '');

/** `/.well-known/openid-configuration`: "OpenID Connect on the Microsoft identity platform". */
export function openidConfiguration(call: IdentityCall, version: 'v1' | 'v2'): IdentityAnswer {
  const { base, directory, origin } = call;
  const authority = `${base}/${directory}`;
  const oauth = version === 'v2' ? `${authority}/oauth2/v2.0` : `${authority}/oauth2`;
  const keys = version === 'v2' ? `${authority}/discovery/v2.0/keys` : `${authority}/discovery/keys`;
  return {
    json: {
      issuer: version === 'v2' ? issuerOf(call) : `https://sts.windows.net/${tenantIdOf(call.tenant.timeline)}/`,
      authorization_endpoint: `${oauth}/authorize`,
      token_endpoint: `${oauth}/token`,
      device_authorization_endpoint: `${oauth}/devicecode`,
      userinfo_endpoint: `${base}/oidc/userinfo`,
      end_session_endpoint: `${oauth}/logout`,
      jwks_uri: keys,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      code_challenge_methods_supported: ['S256', 'plain'],
      grant_types_supported: [
        'authorization_code',
        'client_credentials',
        'password',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
      ],
      request_uri_parameter_supported: false,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      claims_supported: 'sub iss aud exp iat nonce preferred_username name tid ver email oid'.split(' '),
      tenant_region_scope: 'NA',
      cloud_instance_name: hostOf(origin),
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: hostOf(origin),
      rbac_url: 'https://pas.windows.net',
    },
  };
}

/** Names of the service that stand for one another. */
const PUBLIC = ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'];

/** `/common/discovery/instance`: by this clients of Microsoft learn that the host is to be trusted. */
export function instanceDiscovery({ base, directory, origin, query }: IdentityCall): IdentityAnswer {
  const asked = query.get('authorization_endpoint') ?? '';
  const named = /^https?:\/\/[^/]+\/([^/?]+)/i.exec(asked)?.[1];
  const host = hostOf(origin);
  return {
    json: {
      tenant_discovery_endpoint: `${base}/${named ?? directory}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: host === PUBLIC[0] ? PUBLIC : [host] }],
    },
  };
}

export function publishedKeys(call: IdentityCall): IdentityAnswer {
  return { json: { keys: [{ ...call.identity.keys.published(), issuer: issuerOf(call) }] } };
}

/** `/metadata/endpoints`: what Terraform's providers and tools for Azure ask a cloud for. */
export function cloudMetadata({ base, origin, query }: IdentityCall): IdentityAnswer {
  const authentication = {
    loginEndpoint: base,
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    tenant: 'common',
    identityProvider: 'AAD',
  };
  const cloud = {
    name: 'AzureCloud',
    portal: origin,
    authentication,
    resourceManager: `${origin}/`,
    graph: `${origin}/`,
    graphAudience: 'https://graph.windows.net/',
    microsoftGraphResourceId: base,
    media: origin,
    suffixes: {},
  };
  const one = query.get('api-version') === '2022-09-01';
  return { json: one ? cloud : [cloud] };
}

/** `/subscriptions` of Azure Resource Manager, which the Azure CLI asks for when it signs in: there are none. */
export function noSubscriptions(): IdentityAnswer {
  return { json: { value: [], count: { type: 'Total', value: 0 } } };
}

/** `/tenants` of Azure Resource Manager: the tenants that whoever signs in can choose from. */
export function tenantList({ tenant }: IdentityCall): IdentityAnswer {
  const tenantId = tenantIdOf(tenant.timeline);
  return { json: { value: [{ id: `/tenants/${tenantId}`, tenantId }] } };
}

/** `/common/userrealm/{user}`: who is signed in by a password, and not by another provider. */
export function userRealm({ origin, params }: IdentityCall): IdentityAnswer {
  const login = params['user'] ?? '';
  return {
    json: {
      ver: '1.0',
      account_type: 'Managed',
      domain_name: login.split('@')[1] ?? '',
      cloud_instance_name: hostOf(origin),
      cloud_audience_urn: 'urn:federation:MicrosoftOnline',
    },
  };
}
