/** HTTPS: certificates that clients can trust, standing in for the names of the service, and stock credential classes. */
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { connect, rootCertificates } from 'node:tls';
import {
  AuthorizationCodeCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  UsernamePasswordCredential,
} from '@azure/identity';
import t from 'tap';
import { type Emulator, startEmulator } from '../src/emulator.js';
import { authorityIn, serverCertificate } from '../src/identity/certificates.js';
import { clientCertificate } from './support/client-certificate.js';
import { ADMIN, claimsOf, GRAPH, STRANGER, TENANT_ID } from './support/sign-in.js';

const NAMES = ['graph.microsoft.com', 'login.microsoftonline.com', 'localhost'];
const quiet = { port: 0, logLevel: 'silent' } as const;

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Asks for a URL at the address of the emulator, whatever its name; trusts nobody but `ca`. */
function ask(url: string, ca: string, options: RequestOptions = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const lookup: RequestOptions['lookup'] = (_name, { all }, done) => {
      if (all) done(null, [{ address: '127.0.0.1', family: 4 }]);
      else done(null, '127.0.0.1', 4);
    };
    const asked = request(url, { ca, lookup, agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

function secured({ https }: Emulator) {
  if (!https) throw new Error('HTTPS was asked for');
  return { ...https, port: Number(new URL(https.url).port) };
}

t.test('the names of the service are answered under a certificate that can be trusted', async (t) => {
  const emulator = await startEmulator({ ...quiet, https: { port: 0, certificates: t.testdir(), names: ['graph'] } });
  t.teardown(() => emulator.close());
  const { port, ca, caFile, url } = secured(emulator);
  t.match(url, /^https:\/\/127\.0\.0\.1:\d+$/);
  for (const name of [...NAMES, 'graph', '127.0.0.1']) {
    const { status, headers, text } = await ask(`https://${name}:${port}/v1.0/me`, ca);
    const isPinned = headers['strict-transport-security'] !== undefined;
    t.equal(isPinned, name.endsWith('.com'), 'this machine is not pinned to HTTPS');
    t.equal(status, 200, name);
    t.match(JSON.parse(text)['@odata.context'], new RegExp(`^https://${name}:${port}/v1.0/`), 'links name it, too');
  }
  await t.rejects(ask(`https://elsewhere.example:${port}/v1.0/me`, ca), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  await t.rejects(ask(`https://localhost:${port}/v1.0/me`, rootCertificates[0] ?? ''), 'nobody else vouches for it');
  t.equal(readFileSync(caFile, 'utf8'), ca);
  t.equal((await (await fetch(`${emulator.url}/_emulator/ca.pem`)).text()).trim(), ca.trim(), 'it can be downloaded');
  t.equal(await emulator.tenant('any').control.certificate(), ca, 'of any tenant, by the typed client');
  t.equal((await fetch(`${emulator.url}/v1.0/users`)).status, 200, 'HTTP is there as before');
});

t.test('a close lets a request under way end, and waits no longer', async (t) => {
  const emulator = await startEmulator({ ...quiet, https: { port: 0, certificates: t.testdir() } });
  await emulator.control.addFault({ path: '/users', latency: 500 });
  const { ca, url } = secured(emulator);
  const agent = new Agent({ keepAlive: true });
  const under = ask(`${url}/v1.0/users`, ca, { agent });
  while ((await emulator.control.faults()).value[0]?.hits !== 1) await turn();
  const begun = performance.now();
  const [{ status, headers }] = await Promise.all([under, emulator.close()]);
  t.match([status, headers.connection], [200, 'close']);
  t.ok(performance.now() - begun < 4_000);
});

t.test('without HTTPS there is no certificate to trust', async (t) => {
  const emulator = await startEmulator(quiet);
  t.teardown(() => emulator.close());
  await t.rejects(emulator.control.certificate(), { status: 404, message: /start with --https/ });
});

t.test('the authority is made once, its certificates are for servers only', async (t) => {
  const certificates = join(t.testdir(), 'made', 'on', 'demand');
  const first = await startEmulator({ ...quiet, https: { port: 0, certificates } });
  await first.close();
  const second = await startEmulator({ ...quiet, https: { port: 0, certificates } });
  t.teardown(() => second.close());
  t.equal(secured(second).ca, secured(first).ca);
  t.equal(statSync(join(certificates, 'authority.pem')).mode & 0o077, 0, 'its key is nobody else’s to read');
  const authority = new X509Certificate(secured(second).ca);
  t.ok(authority.ca);
  t.ok(authority.verify(authority.publicKey));
});

t.test('a certificate of the user’s own', async (t) => {
  const folder = t.testdir();
  const donor = await startEmulator({ ...quiet, https: { port: 0, certificates: folder } });
  await donor.close();
  const { ca } = secured(donor);
  const made = await serverCertificate(await authorityIn(folder), ['own.example']);
  const [cert, key] = [join(folder, 'own.pem'), join(folder, 'own-key.pem')];
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.key);
  const emulator = await startEmulator({ ...quiet, https: { port: 0, cert, key } });
  t.teardown(() => emulator.close());
  t.equal((await ask(`https://own.example:${secured(emulator).port}/v1.0/users`, ca)).status, 200);
  await t.rejects(startEmulator({ ...quiet, https: { port: 0, cert } }), /go together/);
});

t.test('what is refused over HTTP before any route is asked for is refused over HTTPS', async (t) => {
  const https = { port: 0, certificates: t.testdir() };
  const emulator = await startEmulator({ ...quiet, https, maxConnections: 1, requestTimeout: 200 });
  t.teardown(() => emulator.close());
  const { port, ca, url } = secured(emulator);
  const stalled = await ask(`${url}/v1.0/users`, ca, { method: 'POST', headers: { 'content-length': 9 } }, 'x');
  t.match(stalled, { status: 408, text: /^{"error":/ });
  const first = connect({ port, ca, host: '127.0.0.1' });
  await once(first, 'secureConnect');
  const refused = await ask(`${url}/v1.0/users`, ca);
  t.match(refused, { status: 503, headers: { 'retry-after': /\d/, connection: 'close' }, text: /^{"error":/ });
  first.destroy();
});

t.test('a port that is taken is an error, and nothing stays behind', async (t) => {
  const certificates = t.testdir();
  const emulator = await startEmulator({ ...quiet, https: { port: 0, certificates } });
  t.teardown(() => emulator.close());
  const { port } = secured(emulator);
  await t.rejects(startEmulator({ ...quiet, https: { port, certificates } }), { code: 'EADDRINUSE' });
});

t.test('credential classes of Azure sign in', async (t) => {
  const certificates = t.testdir();
  const emulator = await startEmulator({
    ...quiet,
    auth: 'enforce',
    keys: certificates,
    https: { port: 0, certificates },
  });
  t.teardown(() => emulator.close());
  const { url, ca } = secured(emulator);
  const options = { authorityHost: url, disableInstanceDiscovery: true, tlsOptions: { ca } };
  const scope = `${GRAPH}/.default`;
  const post = async (path: string, body: object, method = 'POST') => {
    const headers = { 'content-type': 'application/json' };
    const answer = await emulator.fetch(path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as Record<string, string>);
  };
  const { id, appId = '' } = await post('/v1.0/applications', { displayName: 'stock' });
  await post('/v1.0/servicePrincipals', { appId });
  const me = async (token: string) => {
    const { text } = await ask(`${url}/v1.0/me`, ca, { headers: { authorization: `Bearer ${token}` } });
    return JSON.parse(text).userPrincipalName as string;
  };

  await t.test('by a secret', async (t) => {
    const { secretText = '' } = await post(`/v1.0/applications/${id}/addPassword`, {});
    const { token, expiresOnTimestamp } = await new ClientSecretCredential(
      TENANT_ID,
      appId,
      secretText,
      options,
    ).getToken(scope);
    t.match(claimsOf(token), { appid: appId, app_displayname: 'stock' });
    t.ok(expiresOnTimestamp > Date.now());
    await t.rejects(new ClientSecretCredential(TENANT_ID, appId, 'wrong', options).getToken(scope), /AADSTS7000215/);
    await t.rejects(new ClientSecretCredential(TENANT_ID, STRANGER, 'x', options).getToken(scope), /AADSTS700016/);
  });

  await t.test('by a certificate', async (t) => {
    const { cert, key } = await clientCertificate();
    const credential = new ClientCertificateCredential(TENANT_ID, appId, { certificate: `${key}\n${cert}` }, options);
    await t.rejects(credential.getToken(scope), /AADSTS700027/, 'a certificate that nobody registered');
    const der = new X509Certificate(cert).raw.toString('base64');
    const keyCredentials = [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: der, displayName: 'CN=stock' }];
    await post(`/v1.0/applications/${id}`, { keyCredentials }, 'PATCH');
    t.equal(claimsOf((await credential.getToken(scope)).token)['appidacr'], '2');
  });

  await t.test('by a password', async (t) => {
    const credential = new UsernamePasswordCredential(TENANT_ID, appId, ADMIN, 'anything', options);
    t.equal(await me((await credential.getToken(scope)).token), ADMIN);
  });

  await t.test('by the code of a device', async (t) => {
    const credential = new DeviceCodeCredential({
      ...options,
      tenantId: TENANT_ID,
      clientId: appId,
      userPromptCallback: ({ verificationUri, userCode }) => {
        void ask(`${verificationUri}?user_code=${userCode}&user=${ADMIN}`, ca);
      },
    });
    t.equal(await me((await credential.getToken(scope)).token), ADMIN);
  });

  await t.test('by a code that a page gave', async (t) => {
    const redirect = 'http://localhost:3000/back';
    const query = new URLSearchParams({
      client_id: appId,
      response_type: 'code',
      redirect_uri: redirect,
      scope: `${scope} offline_access openid`,
      login_hint: ADMIN,
    });
    const page = await fetch(`${emulator.url}/${TENANT_ID}/oauth2/v2.0/authorize?${query}`, { redirect: 'manual' });
    const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const credential = new AuthorizationCodeCredential(TENANT_ID, appId, code, redirect, options);
    t.equal(await me((await credential.getToken(scope)).token), ADMIN);
  });
  t.ok(existsSync(join(certificates, 'signing-key.pem')), 'the key of tokens is kept where it was asked for');
});
