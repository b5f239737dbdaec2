// What signing in costs, and what it costs a request that permissions are enforced.
import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { createHost, type Host } from '../src/host.js';
import type { Level } from '../src/identity/identity.js';
import { serve } from '../src/serve.js';
import { type Bench, timed } from './harness.js';

const ROUND = 200;
const ASKED = { scopes: ['User.Read', 'User.Read.All', 'Group.ReadWrite.All'] };

/** Mints tokens of the administrator. */
function minting(host: Host): () => Promise<string> {
  const { identity, administrator } = host.service;
  return async () => {
    const token = await identity.mint(host.tenants.default, { ...ASKED, user: administrator });
    if (token === undefined) throw new Error('there is no token');
    return token;
  };
}

async function perSecond(make: () => Promise<string>): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < ROUND; n += 1) await make();
  return (1000 * ROUND) / (performance.now() - begun);
}

const tokens: Bench = {
  name: 'identity: tokens per second, against jose with the same claims',
  bound: { atLeast: 0.8 },
  async setup() {
    const mint = minting(createHost());
    const claims = decodeJwt(await mint());
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const bare = () => new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    for (const make of [mint, bare]) await perSecond(make);
    return { measured: () => perSecond(mint), yardstick: () => perSecond(bare) };
  },
};

/** GET of a user by id, asked with the same kind of token at any level. */
async function reading(auth: Level): Promise<() => unknown> {
  const host = createHost({ auth, randomSeed: 'bench' });
  const authorization = `Bearer ${await minting(host)()}`;
  await host.service.identity.callers.admit(authorization);
  const incoming = {
    method: 'GET',
    version: 'v1.0',
    path: `/users/${host.service.administrator}`,
    query: '',
    header: (name: string) => (name === 'authorization' ? authorization : undefined),
    body: undefined,
    base: 'http://localhost:8365',
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

const benches: Bench[] = [tokens, enforcing];

export default benches;
