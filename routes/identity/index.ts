/**
 * The sign-in service, as far as client libraries use it: discovery, tokens of versions 1.0 and 2.0, pages to sign in.
 * On the origin of Graph, with and without the prefix of a tenant.
 */
import type { IdentityAnswer, IdentityCall } from '../../src/identity/call.js';
import {
  cloudMetadata,
  instanceDiscovery,
  noSubscriptions,
  openidConfiguration,
  publishedKeys,
  tenantList,
  userRealm,
} from '../../src/identity/discovery.js';
import { authorize, deviceAuthorization, deviceSignIn, signOut, userInfo } from '../../src/identity/interactive.js';
import { tokenEndpoint, tokenEndpointV1 } from '../../src/identity/token-endpoint.js';

export interface IdentityRoute {
  readonly method: 'GET' | 'POST';
  /** `:directory` is the tenant: its id, a domain, `common`, `organizations`. */
  readonly path: string;
  readonly summary: string;
  readonly run: (call: IdentityCall) => IdentityAnswer | Promise<IdentityAnswer>;
  /** The parameters that it knows: of the query of a GET, of the form of a POST. */
  readonly takes?: readonly string[];
  /** A page for people, or a redirection; JSON, if not said. */
  readonly interactive?: true;
}

type More = Pick<IdentityRoute, 'takes' | 'interactive'>;

const get = (path: string, summary: string, run: IdentityRoute['run'], more?: More): IdentityRoute => ({
  method: 'GET',
  path,
  summary,
  run,
  ...more,
});

const post = (path: string, summary: string, run: IdentityRoute['run'], takes?: readonly string[]): IdentityRoute => ({
  method: 'POST',
  path,
  summary,
  run,
  ...(takes && { takes }),
});

const DISCOVERY = '.well-known/openid-configuration';

const CLIENT = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'];
const GRANT = [
  'grant_type',
  ...CLIENT,
  'scope',
  'resource',
  'username',
  'password',
  'code',
  'code_verifier',
  'redirect_uri',
  'refresh_token',
  'device_code',
  'client_info',
];
const DEVICE = ['client_id', 'scope', 'resource'];
const AUTHORIZE: More = {
  takes: [
    'client_id',
    'response_type',
    'response_mode',
    'redirect_uri',
    'scope',
    'resource',
    'state',
    'nonce',
    'prompt',
    'login_hint',
    'user',
    'code_challenge',
    'code_challenge_method',
    'client_info',
  ],
  interactive: true,
};
const SIGN_OUT: More = { takes: ['post_logout_redirect_uri', 'state'], interactive: true };

export const identityRoutes: readonly IdentityRoute[] = [
  get(`/:directory/v2.0/${DISCOVERY}`, 'OpenID Connect discovery.', (call) => openidConfiguration(call, 'v2')),
  get(`/:directory/${DISCOVERY}`, 'OpenID Connect discovery, version 1.0.', (call) => openidConfiguration(call, 'v1')),
  get('/:directory/discovery/instance', 'Says which hosts are to be trusted.', instanceDiscovery, {
    takes: ['authorization_endpoint'],
  }),
  get('/:directory/discovery/v2.0/keys', 'The keys that tokens are signed with.', publishedKeys),
  get('/:directory/discovery/keys', 'The keys that tokens are signed with.', publishedKeys),
  get('/:directory/userrealm/:user', 'Says how a user signs in: by a password.', userRealm),
  get('/subscriptions', 'No subscriptions of Azure: the Azure CLI asks for them when it signs in.', noSubscriptions),
  get('/tenants', 'The tenant, for the Azure CLI.', tenantList),
  get('/metadata/endpoints', 'The endpoints of this cloud, for Terraform and tools for Azure.', cloudMetadata, {
    takes: ['api-version'],
  }),

  post('/:directory/oauth2/v2.0/token', 'Gives a token for a grant.', tokenEndpoint, GRANT),
  post('/:directory/oauth2/token', 'Gives a token for a grant, version 1.0.', tokenEndpointV1, GRANT),
  get('/:directory/oauth2/v2.0/authorize', 'Signs a user in, and gives the client a code.', authorize, AUTHORIZE),
  get('/:directory/oauth2/authorize', 'Signs a user in, version 1.0.', authorize, AUTHORIZE),
  post('/:directory/oauth2/v2.0/devicecode', 'Begins the sign-in of a device.', deviceAuthorization, DEVICE),
  post('/:directory/oauth2/devicecode', 'Begins the sign-in of a device, version 1.0.', deviceAuthorization, DEVICE),
  get('/:directory/oauth2/deviceauth', 'The page on which a user signs in for a device.', deviceSignIn, {
    takes: ['user_code', 'otc', 'user', 'login_hint'],
    interactive: true,
  }),
  get('/:directory/oauth2/v2.0/logout', 'Signs out.', signOut, SIGN_OUT),
  get('/:directory/oauth2/logout', 'Signs out, version 1.0.', signOut, SIGN_OUT),
  get('/oidc/userinfo', 'Says who the bearer of an access token is.', userInfo),
  post('/oidc/userinfo', 'Says who the bearer of an access token is.', userInfo),
];
