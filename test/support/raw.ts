/** HTTP as bytes on a socket, for what a client library would not send, or would mend. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends `head` (request line and headers, one a line) and `body` to the server at `url`, and reads one answer. */
export async function raw(url: string, head: readonly string[], body: string | Buffer = ''): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that refuses early may close while it is still being written to.
  socket.on('error', () => socket.destroy());
  const closed = new Promise((done) => socket.on('close', done));
  socket.write(`${[...head, 'connection: close'].join('\r\n')}\r\n\r\n`);
  socket.write(body);
  await closed;
  return parse(Buffer.concat(chunks).toString('utf8'));
}

function parse(answer: string): RawAnswer {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map(
      (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as [string, string],
    ),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, text: rest.join('\r\n\r\n') };
}
