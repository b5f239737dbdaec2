/** Request bodies that come compressed: Microsoft's client for Go compresses every body that it sends. */
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { preParsingHookHandler, RequestPayload } from 'fastify';
import { unsupportedEncoding } from '../errors/index.js';

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Unpacks a body before it is read as text; the limit holds for what comes out. */
export const decodeBody: preParsingHookHandler = (request, _reply, payload, done) => {
  const encoding = request.raw.headers['content-encoding']?.trim().toLowerCase();
  if (encoding === undefined || encoding === '' || encoding === 'identity') {
    done(null, payload);
    return;
  }
  const decoder = DECODERS.get(encoding)?.();
  if (decoder) done(null, unpacked(payload, decoder));
  else done(unsupportedEncoding(encoding));
};

/** Fastify holds `receivedEncodedLength`, what came in, against the Content-Length. */
function unpacked(payload: RequestPayload, decoder: Transform): RequestPayload {
  const body = Object.assign(decoder, { receivedEncodedLength: 0 });
  payload.on('data', (chunk: Buffer) => {
    body.receivedEncodedLength += chunk.length;
  });
  payload.on('error', (error) => body.destroy(error));
  return payload.pipe(body);
}
