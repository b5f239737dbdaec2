// NODE_OPTIONS=--experimental-vm-modules npx jest examples/jest.test.js
//
// A bad day of the service: faults on request, and a journal of what was asked. The option makes jest load ES modules,
// and this package is one.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startEmulator } from 'graph-entitlement-emulator';

/** The code under test: tries again when it is told to wait. */
async function patiently(url, attempts = 3) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url);
    if (answer.status !== 429 || attempt === attempts) return answer;
    await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get('retry-after'))));
  }
}

let emulator;
let journal;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, seed: fileURLToPath(new URL('company.yaml', import.meta.url)) });
  journal = await emulator.journal();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

test('a user is found once the service is less busy', async () => {
  await emulator.control.addFault({ status: 429, retryAfter: 0, path: '/users/*', count: 2 });

  const answer = await patiently(`${emulator.url}/v1.0/users/adele@contoso.com`);

  expect(await answer.json()).toMatchObject({ displayName: 'Adele Vance' });
  const asked = await journal.list({ path: '/users/*' });
  expect(asked.map((entry) => entry.answer.status)).toEqual([429, 429, 200]);
});

test('it gives up after three attempts', async () => {
  await emulator.control.addFault({ status: 429, retryAfter: 0, path: '/users/**' });

  expect((await patiently(`${emulator.url}/v1.0/users/adele@contoso.com`)).status).toBe(429);

  expect(await journal.list({ status: 429 })).toHaveLength(3);
});

test('a reset took the faults back', async () => {
  expect((await patiently(`${emulator.url}/v1.0/users/adele@contoso.com`)).status).toBe(200);
});
