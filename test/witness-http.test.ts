/** What clients that are not ours send, as bytes on a socket. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import t from 'tap';
import { startEmulator } from '../src/emulator.js';
import { emulator } from './support/emulator.js';
import { raw } from './support/raw.js';

const GROUP = { displayName: 'Packed', mailEnabled: false, mailNickname: 'packed', securityEnabled: true };

t.test('a compressed body, as Go clients send every body', async (t) => {
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  const post = (body: Buffer, encoding: string) =>
    raw(
      running.url,
      [
        'POST /v1.0/groups HTTP/1.1',
        'host: localhost',
        'content-type: application/json',
        `content-encoding: ${encoding}`,
        `content-length: ${body.length}`,
      ],
      body,
    );
  const json = Buffer.from(JSON.stringify(GROUP));
  for (const [encoding, body] of [
    ['gzip', gzipSync(json)],
    ['GZIP', gzipSync(json)],
    ['deflate', deflateSync(json)],
    ['br', brotliCompressSync(json)],
    ['identity', json],
  ] as const) {
    const answer = await post(body, encoding);
    t.equal(answer.status, 201, encoding);
    t.match(answer.text, '"displayName":"Packed"');
  }
  const unknown = await post(json, 'zstd');
  t.equal(unknown.status, 415, 'the client sends it again, not compressed');
  t.equal(JSON.parse(unknown.text).error.code, 'UnsupportedMediaType');
  for (const broken of [json, gzipSync(json).subarray(0, 20)]) {
    const answer = await post(broken, 'gzip');
    t.equal(answer.status, 400);
    t.match(JSON.parse(answer.text).error.message, /^Unable to read JSON request payload/);
  }
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
  t.equal((await post(bomb, 'gzip')).status, 413, 'the limit holds for what comes out');
});

t.test('null for what a part of a batch has not, as the batch of the Go client has it', async (t) => {
  const graph = await emulator(t);
  const { status, body } = await graph.post('/v1.0/$batch', {
    requests: [
      { id: '1', method: 'GET', url: '/groups', headers: { accept: 'application/json' }, body: null, dependsOn: [] },
      { id: '2', method: 'GET', url: '/users', headers: null, body: null, dependsOn: null },
    ],
  });
  t.equal(status, 200);
  t.same(
    body.responses.map((part: { status: number }) => part.status),
    [200, 200],
  );
});
