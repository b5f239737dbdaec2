/** What README shows is run as it stands there. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import t from 'tap';
import { controlRoutes } from '../routes/emulator/index.js';
import { startEmulator } from '../src/emulator.js';
import { build } from './support/cli.js';

const exec = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');

/** The block of code in the section of this title. */
function block(title: string, language: string): string {
  const section = readme.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
  const found = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(section)?.[1];
  if (!found) throw new Error(`README has no ${language} under '${title}'`);
  return found;
}

const hasCurl = await exec('curl', ['--version']).then(
  () => true,
  () => false,
);

t.test('the tutorial with curl', hasCurl ? {} : { skip: 'there is no curl' }, async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'error' });
  t.teardown(() => running.close());
  const script = block('The tutorial with curl', 'sh').replace('http://127.0.0.1:8365', running.url);
  t.match(script, running.url, 'the address stands in one place');
  t.equal(script.match(/^[^#\n]*\b(post \$|curl -fsS (?!-H))/gm)?.length, 18, 'it has 18 requests');
  for (const run of ['first', 'second']) {
    const { stdout } = await exec('sh', ['-eu', '-c', script]);
    t.match(stdout, '"requestState":"Delivered"', `${run} run: the request is delivered`);
    t.match(stdout, '"displayName":"Requestor1"', `${run} run: the requestor is a member`);
  }
  const users = (await (await running.fetch('/v1.0/users')).json()) as { value: object[] };
  t.equal(users.value.length, 1, 'nothing is left behind');
});

t.test('the Microsoft Graph client in a test', async () => {
  build();
  await mkdir('.build', { recursive: true });
  // Within the repository the package's own name leads to dist, as it does where it is installed.
  await writeFile('.build/readme.mjs', block('With the Microsoft Graph client', 'js'));
  await exec(process.execPath, ['.build/readme.mjs']);
});

t.test('the requests to the control API, and the seed', hasCurl ? {} : { skip: 'there is no curl' }, async (t) => {
  await mkdir('.build', { recursive: true });
  await writeFile('.build/readme.yaml', block('Control API', 'yaml'));
  const running = await startEmulator({ port: 0, logLevel: 'error', seed: '.build/readme.yaml' });
  t.teardown(() => running.close());
  const script = block('Control API', 'sh').replaceAll('localhost:8365', running.url);
  const { stdout } = await exec('sh', ['-eu', '-c', script.replaceAll('curl', 'curl -fsS')]);
  t.equal(
    stdout,
    '{"status":429,"retryAfter":1,"path":"/users/**","count":2,"id":"fault-1","seen":0,"hits":0}{"lag":"PT10S"}{"recording":true}',
  );
  const users = async () => running.fetch('/v1.0/users/adele@contoso.com');
  t.same([(await users()).status, (await users()).status, (await users()).status], [429, 429, 200]);
});

t.test('the recipes for clients: an application of the seed signs in, and owns what it makes', async (t) => {
  const recipes = readFileSync('docs/clients.md', 'utf8');
  const [, seed = ''] = /^```yaml\n(.*?)^```/ms.exec(recipes) ?? [];
  await mkdir('.build', { recursive: true });
  await writeFile('.build/clients.yaml', seed);
  const running = await startEmulator({ port: 0, logLevel: 'error', seed: '.build/clients.yaml' });
  t.teardown(() => running.close());
  const [, appId = ''] = /appId: ([\w-]+)/.exec(seed) ?? [];
  t.equal(recipes.match(new RegExp(appId, 'g'))?.length, 4, 'everywhere the same');
  const form = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: 'any',
    scope: `${running.url}/.default`,
  };
  const answer = await fetch(`${running.url}/contoso.onmicrosoft.com/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const { oid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const made = await fetch(`${running.url}/beta/groups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      displayName: 'Team',
      mailEnabled: false,
      mailNickname: 'team',
      securityEnabled: true,
      'owners@odata.bind': [`${running.url}/beta/directoryObjects/${oid}`],
    }),
  });
  t.equal(made.status, 201);
});

t.test('links lead to files that are there', async (t) => {
  for (const [, link = ''] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) t.ok(existsSync(link), link);
});

t.test('options of the command are those of its usage', async (t) => {
  const usage = readFileSync('src/cli.ts', 'utf8').matchAll(/^ {2}(--[a-z-]+)/gm);
  for (const [, option = ''] of usage) if (option !== '--help') t.ok(readme.includes(`\`${option}`), option);
});

t.test('every path of the control API is named', async (t) => {
  const paths = new Set(controlRoutes.map(({ path }) => path.replace(/:(\w+)/g, '{$1}')));
  for (const path of paths) t.ok(readme.includes(`\`${path}\``), path);
});
