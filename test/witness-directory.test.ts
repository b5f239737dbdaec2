/** What the directory refuses, and what must not pass in silence. */
import t from 'tap';
import { emulator } from './support/emulator.js';

const EVENTUAL = { consistencylevel: 'eventual' };
const NO_COUNT = {
  status: 400,
  body: { error: { code: 'Request_BadRequest', message: '$count is not currently supported.' } },
};

t.test('objects are counted only in the eventually consistent index', async (t) => {
  const graph = await emulator(t);
  const me = (await graph.get('/v1.0/me')).body.id;
  for (const path of ['/users', '/groups', `/users/${me}/memberOf`, `/users/${me}/memberOf/microsoft.graph.group`]) {
    t.match(await graph.get(`/v1.0${path}/$count`), NO_COUNT, path);
    t.match(await graph.get(`/v1.0${path}/$count`, EVENTUAL), { status: 200, body: /^\d+$/ }, path);
  }
  const catalogs = '/v1.0/identityGovernance/entitlementManagement/catalogs/$count';
  t.match(await graph.get(catalogs), { status: 200, body: '1' }, 'entitlement management has no such header');
  const lenient = await emulator({ name: 'lenient' }, { lenient: true });
  t.match(await lenient.get('/v1.0/users/$count'), { status: 200, body: '1' });
});

t.test('an action without its parameters', async (t) => {
  const graph = await emulator(t);
  const missing = (action: string, names: string) => ({
    status: 400,
    body: {
      error: {
        code: 'Request_BadRequest',
        message: `One or more parameters of the operation '${action}' are missing from the request payload. The missing parameters are: ${names}.`,
      },
    },
  });
  const cases: readonly (readonly [string, string, object, string])[] = [
    ['/me', 'assignLicense', {}, 'addLicenses, removeLicenses'],
    ['/me', 'assignLicense', { addLicenses: [] }, 'removeLicenses'],
    ['/me', 'checkMemberGroups', {}, 'groupIds'],
    ['/me', 'checkMemberObjects', {}, 'ids'],
    ['/me', 'changePassword', { newPassword: 'x' }, 'currentPassword'],
    ['/directoryObjects', 'getByIds', { types: ['user'] }, 'ids'],
  ];
  for (const [owner, action, body, names] of cases) {
    t.match(await graph.post(`/v1.0${owner}/${action}`, body), missing(action, names), action);
  }
  t.match(await graph.post('/v1.0/me/getMemberGroups', {}), { status: 200 }, 'securityEnabledOnly may be left out');
  t.match(await graph.post('/v1.0/me/assignLicense', { addLicenses: [], removeLicenses: [] }), { status: 200 });
});

t.test('a filter that asks nothing of a property', async (t) => {
  const graph = await emulator(t);
  const unsupported = {
    status: 400,
    body: { error: { code: 'Request_UnsupportedQuery', message: 'Unsupported Query.' } },
  };
  for (const filter of [
    'true',
    'null eq null',
    "'a' eq 'a'",
    'displayName eq displayName',
    "accountEnabled eq true and 'a' eq 'a'",
    "'a' in ('a','b')",
  ]) {
    t.match(await graph.get(`/v1.0/users?$filter=${filter}`), unsupported, filter);
  }
  for (const filter of ["'a' eq displayName", "displayName in ('a')", 'accountEnabled eq true']) {
    t.equal((await graph.get(`/v1.0/users?$filter=${filter}`)).status, 200, filter);
  }
});

t.test('a cast to a type that is none is refused as a segment', async (t) => {
  const graph = await emulator(t);
  for (const type of [
    'microsoft.graph.users',
    'microsoft.graph.nothing',
    'microsoft.graph.accessPackage',
    'graph.users',
  ]) {
    const answer = await graph.get(`/v1.0/me/memberOf/${type}`);
    t.match(answer, { status: 400, body: { error: { code: 'BadRequest' } } }, type);
    t.match(answer.body.error.message, `Resource not found for the segment '${type}'.`);
  }
});

t.test('what is selected of a property must be there', async (t) => {
  const graph = await emulator(t);
  const policies = '/v1.0/identityGovernance/entitlementManagement/assignmentPolicies';
  for (const [url, name, type] of [
    ['/v1.0/users?$select=id/nothing', 'nothing', 'Edm.String'],
    ['/v1.0/users?$select=passwordProfile/nothing', 'nothing', 'microsoft.graph.passwordProfile'],
    [`${policies}?$select=expiration/duration/days`, 'days', 'Edm.Duration'],
  ] as const) {
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`;
    t.match(await graph.get(url), { status: 400, body: { error: { code: 'BadRequest', message } } }, url);
  }
  t.equal((await graph.get('/v1.0/users?$select=manager/id')).status, 400, 'a navigation is expanded');
  for (const url of [
    '/v1.0/users?$select=passwordProfile/forceChangePasswordNextSignIn',
    `${policies}?$select=specificAllowedTargets/userId`,
    `${policies}?$select=requestApprovalSettings/stages`,
  ]) {
    t.equal((await graph.get(url)).status, 200, url);
  }
});
