/** What Node and Fastify refuse by themselves, before any handler is asked, as the errors that a client of Graph knows. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest, GraphError, notJson, payloadTooLarge, unreadablePayload } from '../errors/index.js';
import type { Answer } from '../operation.js';

export const BODY_LIMIT = 4 * 1024 * 1024;
/** Milliseconds to read an answer in. */
const LINGER = 1000;

interface Refused {
  readonly code?: string;
  readonly statusCode?: number;
  readonly message?: string;
}

/** The refusal that an error of Fastify stands for; an error of ours as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof GraphError) return error;
  const { code, statusCode, message } = error as Refused;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return payloadTooLarge(BODY_LIMIT);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return notJson();
    case 'FST_ERR_BAD_URL':
      return badRequest('The URL is not valid percent-encoded UTF-8.');
    // What says to be compressed and is not, or breaks off.
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return unreadablePayload();
    default:
      return statusCode !== undefined && statusCode < 500 ? badRequest(message ?? 'The request is malformed.') : error;
  }
}

/** The refusal of what Node could not read as a request; of what is refused before it is read, as it is. */
export function malformed(error: Refused | GraphError): GraphError {
  if (error instanceof GraphError) return error;
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new GraphError(431, 'RequestHeaderFieldsTooLarge', 'The URL and the headers of the request are too long.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new GraphError(408, 'RequestTimeout', 'The request was not received in time.');
    default:
      return badRequest('The request is not valid HTTP.');
  }
}

/** Writes an answer to a connection on which there is no request to answer, and ends it; whoever does not hang up is cut off. */
export function write(socket: Socket, answer: Answer, requestId: string): void {
  const body = answer.body ?? '';
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
    `content-type: ${answer.contentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `request-id: ${requestId}`,
    `client-request-id: ${requestId}`,
    'connection: close',
    ...Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Not at once, since what is still being sent would take the answer with it.
  const cut = setTimeout(() => socket.destroy(), LINGER).unref();
  socket.once('close', () => clearTimeout(cut));
}
