// What signing in costs, and what it costs a request that permissions are enforced.
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { createHost, type Host } from '../src/host.js';
import type { Level } from '../src/identity/identity.js';
import { serve } from '../src/serve.js';
import { type Bench, timed } from './harness.js';

const ROUND = 200;
const ASKED = { scopes: ['User.Read', 'User.Read.All', 'Group.ReadWrite.All'] };

/** Mints tokens of the administrator. */
function minting(host: Host): () => string {
  const { identity, administrator } = host.service;
  return () => {
    const token = identity.mint(host.tenants.default, { ...ASKED, user: administrator });
    if (token === undefined) throw new Error('there is no token');
    return token;
  };
}

const perSecond = (milliseconds: number) => 1000 / milliseconds;

const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

const newKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const againstNode: Bench = {
  name: "identity: tokens per second, against Node's own signature of the same claims",
  bound: { atLeast: 0.8 },
  setup() {
    const mint = minting(createHost());
    const claims = decodeJwt(mint());
    const key = newKey();
    const bare = () => {
      const signed = `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
    };
    for (const work of [mint, bare]) timed(work, 300);
    return { measured: () => perSecond(timed(mint, 150)), yardstick: () => perSecond(timed(bare, 150)) };
  },
};

const againstJose: Bench = {
  name: 'identity: tokens per second, against jose with the same claims',
  bound: { atLeast: 0.8 },
  setup() {
    const mint = minting(createHost());
    const claims = decodeJwt(mint());
    const key = createPrivateKey(newKey().export({ type: 'pkcs8', format: 'pem' }) as string);
    timed(mint, 300);
    return {
      measured: () => perSecond(timed(mint, 150)),
      async yardstick() {
        const begun = performance.now();
        for (let n = 0; n < ROUND; n += 1) await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(key);
        return perSecond((performance.now() - begun) / ROUND);
      },
    };
  },
};

/** GET of a user by id, asked with the same kind of token at any level. */
async function reading(auth: Level): Promise<() => unknown> {
  const host = createHost({ auth, randomSeed: 'bench' });
  const authorization = `Bearer ${minting(host)()}`;
  await host.service.identity.callers.admit(authorization);
  const incoming = {
    method: 'GET',
    version: 'v1.0',
    path: `/users/${host.service.administrator}`,
    query: '',
    header: (name: string) => (name === 'authorization' ? authorization : undefined),
    body: undefined,
    origin: 'http://localhost:8365',
    requestId: '00000000-0000-4000-8000-000000000000',
  } as const;
  const ask = () => {
    const answer = serve(host.service, host.tenants.default, incoming);
    if (answer.status !== 200) throw new Error(`${auth}: ${answer.body}`);
  };
  timed(ask, 500);
  return ask;
}

const enforcing: Bench = {
  name: 'identity: GET of a user by id, microseconds with permissions enforced, against open, without the socket',
  bound: { atMost: 1.5 },
  async setup() {
    const [enforced, open] = [await reading('enforce'), await reading('open')];
    return { measured: () => 1000 * timed(enforced, 150), yardstick: () => 1000 * timed(open, 150) };
  },
};

const benches: Bench[] = [againstNode, againstJose, enforcing];

export default benches;
