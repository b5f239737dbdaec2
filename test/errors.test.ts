/** Whatever is wrong with a request, the answer is an error as Graph words it. */
import t from 'tap';
import { startEmulator } from '../src/emulator.js';
import { emulator } from './support/emulator.js';
import { isGraphError } from './support/graph-error.js';
import { raw } from './support/raw.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const NOBODY = '11111111-2222-4333-8444-555555555555';

interface Case {
  readonly what: string;
  readonly method?: string;
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly code: string | RegExp;
  readonly message?: string | RegExp;
}

const unreadable =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
const notJson = 'Entity only allows writes with a JSON Content-Type header.';
const notAllowed = 'Specified HTTP method is not allowed for the request target.';
const user = {
  accountEnabled: true,
  displayName: 'x',
  mailNickname: 'x',
  userPrincipalName: 'x@contoso.onmicrosoft.com',
  passwordProfile: { password: 'Contoso1234' },
};

const paths: readonly Case[] = [
  { what: 'no path', url: '/', status: 400, code: 'BadRequest' },
  { what: 'no version', url: '/users', status: 400, code: 'BadRequest', message: /segment 'users'/ },
  { what: 'an unknown version', url: '/v2.0/users', status: 400, code: 'BadRequest', message: /segment 'v2.0'/ },
  { what: 'an unknown root', url: '/v1.0/auditLog', status: 400, code: 'BadRequest', message: /segment 'auditLog'/ },
  { what: 'what is out of scope', url: '/v1.0/me/messages', status: 400, code: 'BadRequest', message: /'messages'/ },
  { what: 'an unknown segment', url: `${EM}/catalog`, status: 400, code: 'BadRequest', message: /'catalog'/ },
  { what: 'the other version’s set', url: `${EM}/accessPackageCatalogs`, status: 400, code: 'BadRequest' },
  { what: 'more behind a count', url: '/v1.0/users/$count/x', status: 400, code: 'BadRequest' },
  { what: 'a bad escape', url: '/v1.0/users/%zz', status: 400, code: 'BadRequest' },
  { what: 'an escape that is cut off', url: '/v1.0/users/%e4%', status: 400, code: 'BadRequest' },
  { what: 'an escape that is no UTF-8', url: '/v1.0/groups/%e4', status: 400, code: 'BadRequest' },
  { what: 'a bad escape in the query', url: '/v1.0/users?$filter=%zz', status: 400, code: 'BadRequest' },
];

const bodies: readonly Case[] = [
  { what: 'bad JSON', body: '{"displayName":', status: 400, code: 'BadRequest', message: unreadable },
  {
    what: 'text',
    body: 'x',
    status: 400,
    code: 'BadRequest',
    message: notJson,
    headers: { 'content-type': 'text/plain' },
  },
  { what: 'a form', body: 'a=b', status: 400, code: 'BadRequest', message: notJson },
  { what: 'no media type', body: user, status: 400, code: 'BadRequest', message: notJson },
  {
    what: 'an empty body',
    body: '',
    status: 400,
    code: 'BadRequest',
    message: 'Empty Payload. JSON content expected.',
  },
  { what: 'a blank body', body: ' \n', status: 400, code: 'BadRequest', message: /^Empty Payload/ },
  { what: 'a list', body: [user], status: 400, code: /./ },
  { what: 'a text', body: '"user"', status: 400, code: /./ },
  { what: 'null', body: 'null', status: 400, code: /./ },
  {
    what: 'an unknown property',
    body: { ...user, shoeSize: 9 },
    status: 400,
    code: 'Request_BadRequest',
    message: "Invalid property 'shoeSize'.",
  },
  {
    what: 'a wrong type',
    body: { ...user, displayName: 9 },
    status: 400,
    code: 'Request_BadRequest',
    message: /displayName/,
  },
  {
    what: 'a missing property',
    body: { ...user, displayName: undefined },
    status: 400,
    code: 'Request_BadRequest',
    message: /displayName/,
  },
].map((one) => ({
  method: 'POST',
  url: '/v1.0/users',
  headers: one.headers ?? typeFor(one.what),
  ...one,
}));

function typeFor(what: string): Record<string, string> {
  if (what === 'a form') return { 'content-type': 'application/x-www-form-urlencoded' };
  if (what === 'no media type') return { 'content-type': 'json' };
  return { 'content-type': 'application/json; charset=utf-8' };
}

const entitlement: readonly Case[] = [
  {
    what: 'an unknown property',
    body: { displayName: 'x', shoeSize: 9 },
    message: /^The model is invalid\..*shoeSize/,
  },
  { what: 'a wrong type', body: { displayName: 'x', isExternallyVisible: 'yes' }, message: /isExternallyVisible/ },
  { what: 'a bad member', body: { displayName: 'x', state: 'ajar' }, message: /state/ },
  { what: 'a missing property', body: { description: 'x' }, message: /displayName/ },
].map((one) => ({ method: 'POST', url: `${EM}/catalogs`, status: 400, code: 'InvalidModel', ...one }));

const targets: readonly Case[] = [
  {
    what: 'an unknown user',
    url: `/v1.0/users/${NOBODY}`,
    status: 404,
    code: 'Request_ResourceNotFound',
    message: new RegExp(`'${NOBODY}'`),
  },
  {
    what: 'an unknown user name',
    url: '/v1.0/users/nobody@x.y',
    status: 404,
    code: 'Request_ResourceNotFound',
    message: /'nobody@x.y'/,
  },
  {
    what: 'a group that is no GUID',
    url: '/v1.0/groups/x',
    status: 400,
    code: 'Request_BadRequest',
    message: "Invalid object identifier 'x'.",
  },
  {
    what: 'an unknown catalog',
    url: `${EM}/catalogs/${NOBODY}`,
    status: 404,
    code: 'ResourceNotFound',
    message: 'The resource was not found.',
  },
  { what: 'an unknown parent', url: `${EM}/catalogs/${NOBODY}/accessPackages`, status: 404, code: 'ResourceNotFound' },
  {
    what: 'deleting an unknown user',
    method: 'DELETE',
    url: `/v1.0/users/${NOBODY}`,
    status: 404,
    code: 'Request_ResourceNotFound',
  },
  {
    what: 'changing an unknown catalog',
    method: 'PATCH',
    url: `${EM}/catalogs/${NOBODY}`,
    body: {},
    status: 404,
    code: 'ResourceNotFound',
  },
  {
    what: 'deleting a set',
    method: 'DELETE',
    url: '/v1.0/users',
    status: 405,
    code: 'Request_BadRequest',
    message: notAllowed,
  },
  {
    what: 'posting to a count',
    method: 'POST',
    url: '/v1.0/users/$count',
    body: {},
    status: 405,
    code: 'Request_BadRequest',
    message: notAllowed,
  },
  { what: 'getting the batch', url: '/v1.0/$batch', status: 405, code: 'Request_BadRequest', message: notAllowed },
  {
    what: 'writing metadata',
    method: 'POST',
    url: '/v1.0/$metadata',
    body: {},
    status: 405,
    code: 'Request_BadRequest',
    message: notAllowed,
  },
];

const queries: readonly Case[] = [
  {
    what: 'a malformed filter',
    url: "/v1.0/users?$filter=displayName eq 'x",
    status: 400,
    code: 'BadRequest',
    message: /^Invalid filter clause/,
  },
  {
    what: 'a filter on nothing',
    url: "/v1.0/users?$filter=nothing eq 'x'",
    status: 400,
    code: 'BadRequest',
    message: /'nothing'.*microsoft\.graph\.user/,
  },
  {
    what: 'a selection of nothing',
    url: '/v1.0/users?$select=nothing',
    status: 400,
    code: 'BadRequest',
    message:
      "Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.user'.",
  },
  {
    what: 'an expansion of nothing',
    url: `${EM}/catalogs?$expand=nothing`,
    status: 400,
    code: 'BadRequest',
    message: /'nothing'/,
  },
  { what: 'an unknown option', url: '/v1.0/users?$nothing=1', status: 400, code: 'BadRequest', message: /nothing/ },
  { what: 'an option twice', url: '/v1.0/users?$top=1&$top=2', status: 400, code: 'BadRequest', message: /top/ },
  { what: 'a page of nothing', url: '/v1.0/users?$top=0', status: 400, code: /./, message: /page size|top/i },
  {
    what: 'too large a page',
    url: '/v1.0/users?$top=1000',
    status: 400,
    code: 'Request_UnsupportedQuery',
    message: "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
  },
  { what: 'a page of letters', url: '/v1.0/users?$top=ten', status: 400, code: 'BadRequest', message: /top/ },
  { what: 'a made-up page token', url: '/v1.0/users?$skiptoken=abc', status: 400, code: /./ },
  {
    what: 'a query that needs another header',
    url: "/v1.0/users?$filter=displayName ne 'x'",
    status: 400,
    code: 'Request_UnsupportedQuery',
    message: /NotEqualsMatch/,
  },
];

for (const [chapter, cases] of Object.entries({ paths, bodies, entitlement, targets, queries })) {
  t.test(`refused in the words of the service: ${chapter}`, async (t) => {
    const graph = await emulator(t);
    for (const { what, method = 'GET', url, body, headers, status, code, message } of cases) {
      const answer = await graph.send(method, url, body, headers);
      t.equal(answer.status, status, `${what}: ${JSON.stringify(answer.body)}`);
      isGraphError(t, answer, what);
      if (typeof code === 'string') t.equal(answer.body.error.code, code, what);
      if (typeof message === 'string') t.equal(answer.body.error.message, message, what);
      else if (message) t.match(answer.body.error.message, message, what);
    }
    t.equal((await graph.get('/v1.0/users?$select=id')).body.value.length, 1, 'and nothing came of it');
  });
}

t.test('a gap of the emulator names the emulator', async (t) => {
  const { body } = await (await emulator(t)).get('/v1.0/me/messages');
  t.match(body.error.message, /^Resource not found for the segment 'messages'\. .*graph-entitlement-emulator/);
});

t.test('what Node or Fastify would refuse by itself is refused in the same form', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  const json = 'content-type: application/json';
  const large = JSON.stringify({ displayName: 'x'.repeat(5_000_000) });
  const cases: [what: string, status: number, head: string[], body?: string][] = [
    ['a body too large', 413, ['POST /v1.0/users HTTP/1.1', 'host: x', json, `content-length: ${large.length}`], large],
    ['a bad escape', 400, ['GET /v1.0/users/%zz HTTP/1.1', 'host: x']],
    ['a bad escape outside Graph', 400, ['GET /%zz HTTP/1.1', 'host: x']],
    ['a bad escape in the control API', 400, ['GET /_emulator/%zz HTTP/1.1', 'host: x']],
    ['a key of 9,000 letters', 404, [`GET /v1.0/users/${'x'.repeat(9000)} HTTP/1.1`, 'host: x']],
    ['a URL of 100,000 letters', 431, [`GET /v1.0/users/${'x'.repeat(100_000)} HTTP/1.1`, 'host: x']],
    ['a missing content type', 400, ['POST /v1.0/users HTTP/1.1', 'host: x', 'content-length: 2'], '{}'],
    ['an unknown method', 400, ['NONSENSE /v1.0/users HTTP/1.1', 'host: x']],
    ['no host', 400, ['GET /v1.0/users HTTP/1.1']],
    ['no host for the control API', 400, ['GET /_emulator/health HTTP/1.1']],
    ['a header without a colon', 400, ['GET /v1.0/users HTTP/1.1', 'host: x', 'nonsense']],
    [
      'a content type that is none',
      400,
      ['POST /v1.0/users HTTP/1.1', 'host: x', 'content-type: ;', 'content-length: 2'],
      '{}',
    ],
  ];
  for (const [what, status, head, body] of cases) {
    const answer = await raw(running.url, head, body);
    t.equal(answer.status, status, `${what}: ${answer.text.slice(0, 200)}`);
    isGraphError(t, { headers: answer.headers, body: JSON.parse(answer.text || '{"error":{"innerError":{}}}') }, what);
  }
  const long = `$filter=displayName in (${Array.from({ length: 1000 }, (_, n) => `'${n}'`).join(',')})`;
  const answer = await raw(running.url, [`GET /v1.0/users?${long.replaceAll(' ', '%20')} HTTP/1.1`, 'host: x']);
  t.not(answer.status, 431, 'a long filter arrives');
  t.equal((await fetch(`${running.url}/v1.0/users`)).status, 200, 'and the emulator goes on');
});

t.test('an option that only a collection has is refused for a single entity', async (t) => {
  const graph = await emulator(t);
  for (const option of ["$filter=id eq '1'", '$orderby=id', '$top=1', '$skip=1']) {
    const { status, body } = await graph.get(`/v1.0/me?${option}`);
    t.equal(status, 400, option);
    t.match(body.error.message, /can be applied only on collections/);
  }
});
