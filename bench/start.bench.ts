// From the start of the process to its first answer: `node dist/cli.js` against a script with one bare Fastify route.
import type { Bench } from './harness.js';
import { answerOf, bare, emulator, type Server } from './support/server.js';

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

const benches: Bench[] = [
  {
    name: 'start: process to first answer, milliseconds',
    bound: { atMost: 2 },
    rounds: 11,
    async setup() {
      const server = await emulator();
      const answer = await answerOf(server, path);
      await server.stop();
      return { measured: () => firstAnswer(emulator), yardstick: () => firstAnswer(() => bare(answer)) };
    },
  },
];

export default benches;
