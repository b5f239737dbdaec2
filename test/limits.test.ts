/** Requests that do not arrive, and connections that are too many. */
import { once } from 'node:events';
import { connect } from 'node:net';
import t from 'tap';
import { startEmulator } from '../src/emulator.js';
import { isGraphError } from './support/graph-error.js';
import { raw } from './support/raw.js';

t.test('a request that stalls is answered when its time is up', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'error', requestTimeout: 200 });
  t.teardown(() => running.close());
  const post = ['POST /v1.0/users HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 100'];
  for (const [what, head, body] of [
    ['its body', post, '{"displayName":'],
    ['its compressed body', [...post, 'content-encoding: gzip'], '\x1f'],
    ['its body for the control API', ['POST /_emulator/clock HTTP/1.1', ...post.slice(1)], '{'],
  ] as const) {
    const answer = await raw(running.url, head, body);
    t.equal(answer.status, 408, what);
    t.equal(answer.headers.get('connection'), 'close', what);
    isGraphError(t, { headers: answer.headers, body: JSON.parse(answer.text) }, what);
  }
});

t.test('connections beyond the maximum are answered, and not kept', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'error', maxConnections: 1 });
  t.teardown(() => running.close());
  const first = connect(Number(new URL(running.url).port), '127.0.0.1');
  await once(first, 'connect');
  for (const what of ['one that asks', 'another']) {
    const answer = await raw(running.url, ['POST /v1.0/users HTTP/1.1', 'host: x', 'content-length: 9'], 'x'.repeat(9));
    t.equal(answer.status, 503, what);
    t.match(answer.headers.get('retry-after'), /^\d+$/);
    t.equal(answer.headers.get('connection'), 'close');
    isGraphError(t, { headers: answer.headers, body: JSON.parse(answer.text) }, what);
  }
  const silent = connect(Number(new URL(running.url).port), '127.0.0.1');
  const [said] = await once(silent, 'data');
  t.match(String(said), /^HTTP\/1.1 503 /, 'one that says nothing');
  await once(silent, 'close');
  first.destroy();
  await once(first, 'close');
  t.equal((await raw(running.url, ['GET /v1.0/users HTTP/1.1', 'host: x'])).status, 200, 'there is room again');
});
