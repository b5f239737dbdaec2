// From the start of the process to its first answer: `node dist/cli.js` against a script with one bare Fastify route.
import type { Bench } from './harness.js';
import { answerOf, bare, bundledBare, emulator, type Server } from './support/server.js';

const path = '/v1.0/users';

async function firstAnswer(start: () => Promise<Server>): Promise<number> {
  const begun = performance.now();
  const server = await start();
  const response = await fetch(server.url + path);
  await response.text();
  const milliseconds = performance.now() - begun;
  await server.stop();
  if (response.status !== 200) throw new Error(`the first answer was ${response.status}`);
  return milliseconds;
}

const starting = (name: string, script: () => Promise<string | undefined>): Bench => ({
  name: `start: process to first answer, milliseconds, against ${name}`,
  bound: { atMost: 2 },
  rounds: 11,
  async setup() {
    const yardstick = await script();
    const server = await emulator();
    const answer = await answerOf(server, path);
    await server.stop();
    return { measured: () => firstAnswer(emulator), yardstick: () => firstAnswer(() => bare(answer, yardstick)) };
  },
});

const benches: Bench[] = [
  starting('bare Fastify', async () => undefined),
  // The fairest: both are one file.
  starting('bare Fastify that is bundled too', bundledBare),
];

export default benches;
