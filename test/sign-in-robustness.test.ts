/** Whatever is sent to the sign-in service, it is refused with a reason, and never a failure of the emulator. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { identityRoutes } from '../routes/identity/index.js';
import { door, STRANGER, TENANT_ID } from './support/sign-in.js';

const PARAMETERS = ['', 'client_id=%', `client_id=${STRANGER}&redirect_uri=x&response_type=code&code_challenge=%00`];
const BODIES = [
  '',
  '{"grant_type":"password"}',
  'grant_type=__proto__&client_id=x',
  'grant_type=password&client_id=x&username=%FF&password=y',
  `grant_type=client_credentials&client_id=${STRANGER}&client_assertion=a.b.c&scope=https://graph.microsoft.com/.default`,
  `grant_type=refresh_token&client_id=${STRANGER}&refresh_token=a.b.c`,
  `grant_type=authorization_code&client_id=${STRANGER}&code=x`,
  `grant_type=device_code&client_id=${STRANGER}&device_code=x`,
  'client_id=x&scope=a/b c/d',
];

t.test('malformed requests', async (t) => {
  for (const auth of ['open', 'identify'] as const) {
    const at = await door({ auth });
    for (const { method, path } of identityRoutes) {
      const place = path.replace(':directory', TENANT_ID).replace(':user', '%00');
      for (const query of PARAMETERS) {
        for (const body of method === 'POST' ? BODIES : [undefined]) {
          const answer = await at.tenant.fetch(`${place}?${query}`, {
            method,
            headers: { authorization: 'Basic JTolJQ==', 'content-type': 'application/x-www-form-urlencoded' },
            ...(body !== undefined && { body }),
          });
          t.ok(answer.status < 500, `${method} ${place}?${query} ${body}: ${answer.status}`);
        }
      }
    }
  }
});

t.test('a grant type is one of a list, not of what objects inherit', async (t) => {
  const at = await door();
  for (const grant_type of ['__proto__', 'constructor', 'toString']) {
    const { body } = await at.form('/oauth2/v2.0/token', { grant_type, client_id: STRANGER });
    t.match(body.error_codes, [70003], grant_type);
  }
});

t.test('openapi.yaml tells of every route, and of what it takes', async (t) => {
  const { paths } = parse(readFileSync('openapi.yaml', 'utf8')) as { paths: Record<string, Record<string, never>> };
  for (const { method, path } of identityRoutes) {
    t.ok(paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], `${method} ${path}`);
  }
  t.match(paths['/{directory}/oauth2/v2.0/token']?.['post'], {
    requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { properties: { grant_type: {} } } } } },
    responses: { '4XX': {} },
  });
  t.match(paths['/{directory}/oauth2/v2.0/authorize']?.['get'], {
    responses: { 200: { content: { 'text/html': {} } }, 302: {} },
  });
});
