// Servers as processes of their own, and a client that costs so little that the server is what is measured.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export interface Server {
  url: string;
  stop: () => Promise<void>;
}

/** Starts `node ARGS` and waits for its line `listening on http://…`. */
async function start(args: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /listening on (http:\S+)/.exec(line)?.[1];
    if (!url) continue;
    // Leaving the loop pauses the pipe: a child that goes on writing must not find it full.
    child.stdout.resume();
    return { url: url.replace(/\/$/, ''), stop: () => stop(child) };
  }
  throw new Error(`${args.join(' ')} ended without listening`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed;
  clearTimeout(force);
}

export const emulator = (): Promise<Server> => start(['dist/cli.js', '--port', '0']);

/** An answer as the yardstick is to repeat it: what belongs to one connection or one moment is left to the server. */
export interface Answer {
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

const perAnswer = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

export async function answerOf(server: Server, path: string): Promise<Answer> {
  const response = await fetch(server.url + path);
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !perAnswer.has(name)));
  return { path: decodeURI(path), status: response.status, headers, body: await response.text() };
}

export const bare = (answer: Answer, script = 'bench/support/bare.mjs'): Promise<Server> =>
  start([script, JSON.stringify(answer)]);

/** The same in one file with its packages inside, as the emulator is shipped. */
export async function bundledBare(): Promise<string> {
  // In a process of its own: this one is a bundle itself, and no longer where the script thinks it is.
  const script =
    "import('./scripts/bundle.mjs').then(({ bundle }) => bundle(['bench/support/bare.mjs'], '.build/bare'))";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return '.build/bare/bare.js';
}

/**
 * Answers per second to GET `path` over kept-alive connections, one request at a time on each.
 *
 * The client looks into the first answer only; the others must be of the same length, and are counted by it.
 */
export async function throughput(
  server: Server,
  path: string,
  milliseconds: number,
  connections = 16,
): Promise<number> {
  const { hostname, port, host } = new URL(server.url);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(Number(port), hostname).setNoDelay(true);
      await once(socket, 'connect');
      return socket;
    }),
  );
  const length = await lengthOfAnswer(sockets[0] as Socket, request);
  let answers = 0;
  let failure: Error | undefined;
  for (const socket of sockets) {
    let received = 0;
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received < length) return;
      if (received > length) failure = new Error(`answers to ${path} differ in length`);
      received = 0;
      answers += 1;
      socket.write(request);
    });
    socket.write(request);
  }
  const begun = performance.now();
  await new Promise((done) => setTimeout(done, milliseconds));
  const seconds = (performance.now() - begun) / 1000;
  const counted = answers;
  for (const socket of sockets) socket.removeAllListeners('data').destroy();
  if (failure) throw failure;
  return counted / seconds;
}

async function lengthOfAnswer(socket: Socket, request: Buffer): Promise<number> {
  socket.write(request);
  let text = '';
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    text += chunk.toString('latin1');
    const head = text.indexOf('\r\n\r\n') + 4;
    const body = /\r\ncontent-length: *(\d+)\r\n/i.exec(text)?.[1];
    if (head < 4) continue;
    if (!body) throw new Error(`an answer of unknown length:\n${text}`);
    if (text.length >= head + Number(body)) return head + Number(body);
  }
}
