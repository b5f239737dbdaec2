/**
 * Keeps a data file for one emulator at a time. What tells the others is a socket that the system takes away with its
 * process, however that ends: nothing is left behind that could keep the next one out.
 */
import { createHash } from 'node:crypto';
import { open, realpath, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Milliseconds in which a holder says who it is; one that does not is busy, or stopped. */
const PATIENCE = 1000;
const NOBODY = new Set(['ECONNREFUSED', 'ENOENT']);

/** A file that no other emulator of this machine takes. */
export interface Held {
  /** Without symbolic links. */
  readonly path: string;
  release(): void;
}

/**
 * Takes hold of a file, which is made if there is none.
 *
 * @throws Error when another emulator has it, in this process or in another, and for a folder that is not there
 */
export async function hold(given: string): Promise<Held> {
  // Only what is there has a real path.
  await (await open(given, 'a', 0o600)).close();
  const path = await realpath(given);
  const address = await addressOf(path);
  for (;;) {
    try {
      const server = await listen(address);
      return { path, release: () => void server.close() };
    } catch (error) {
      // Where there is no such socket, the log still sees what others write.
      if (codeOf(error) !== 'EADDRINUSE') return { path, release: () => {} };
    }
    const holder = await holderAt(address);
    if (holder !== undefined) throw new Error(`${path} is in use by ${holder}. Stop that, or take another file.`);
    if (isFile(address)) await rm(address, { force: true });
  }
}

/**
 * The address that stands for a file. It names the folder as the disk does: what one path leads to may be different
 * folders in two containers, and two paths may lead to one.
 */
async function addressOf(path: string): Promise<string> {
  const { dev, ino } = await stat(dirname(path), { bigint: true });
  const hash = createHash('sha256')
    .update(`${dev}/${ino}/${basename(path)}`)
    .digest('hex')
    .slice(0, 32);
  const name = `graph-emulator-${hash}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
}

/** Whether a socket is a file, which a killed process leaves behind: neither those of Linux alone nor pipes of Windows are. */
const isFile = (address: string) => address.startsWith('/');

const listen = (address: string) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer((socket) => socket.on('error', () => {}).end(String(process.pid))).unref();
    server.once('error', reject).listen({ path: address, exclusive: true }, () => resolve(server));
  });

/** Who listens at an address, or undefined when nobody does. */
async function holderAt(address: string): Promise<string | undefined> {
  const socket = connect(address);
  socket.setTimeout(PATIENCE, () => socket.destroy());
  let id = '';
  try {
    for await (const chunk of socket) id += chunk;
  } catch (error) {
    if (NOBODY.has(codeOf(error) ?? '')) return undefined;
  }
  return id === '' ? 'another process' : `process ${id}`;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
