// One user by id, over a socket: the emulator against a bare Fastify route that sends the same status, headers and body.
import type { Bench } from './harness.js';
import { answerOf, bare, emulator, throughput } from './support/server.js';

const window = 500;

const benches: Bench[] = [
  {
    name: 'http: GET /v1.0/users/{id}, answers per second',
    bound: { atLeast: 0.75 },
    rounds: 11,
    async setup() {
      const server = await emulator();
      await fetch(`${server.url}/_emulator/reset`, { method: 'POST' });
      const list = (await (await fetch(`${server.url}/v1.0/users?$top=1`)).json()) as { value: { id: string }[] };
      const path = `/v1.0/users/${list.value[0]?.id}`;
      const yardstick = await bare(await answerOf(server, path));
      // Both are compiled to their fastest code before the first round.
      await throughput(server, path, 3 * window);
      await throughput(yardstick, path, 3 * window);
      return {
        measured: () => throughput(server, path, window),
        yardstick: () => throughput(yardstick, path, window),
        async close() {
          await Promise.all([server.stop(), yardstick.stop()]);
        },
      };
    },
  },
];

export default benches;
