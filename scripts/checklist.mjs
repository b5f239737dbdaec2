// For checks that go through a list of things in order: says how each went, stops at the first failure, and ends with
// the totals, like the tests.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** @param {(check: (name: string, work: () => unknown) => Promise<void>) => Promise<void>} body */
export async function checklist(body) {
  let passed = 0;
  let failed = 0;
  try {
    await body(async (name, work) => {
      try {
        await work();
      } catch (error) {
        console.log(`not ok ${name}`);
        throw error;
      }
      passed += 1;
      console.log(`ok     ${name}`);
    });
  } catch (error) {
    failed = 1;
    console.log(error instanceof Error ? error.message : error);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed;
}

/**
 * Runs a command to its end and gives what it printed; throws with all of it when it fails.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function run([program, ...args], options) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} exited with ${code}\n${output}${errors}`);
  return output.trim();
}

/**
 * Starts a server, waits for the line that says where it listens, and stops it when `use` is through with it.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 * @param {(url: string) => Promise<void>} use
 * @returns {Promise<number | string>} what it exited with after SIGTERM: its status, or the signal that it died of
 */
export async function serving([program, ...args], options, use) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  try {
    await use(await listening(child.stdout, closed));
  } finally {
    child.kill('SIGTERM');
  }
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const [code, signal] = await closed;
  clearTimeout(force);
  return code ?? signal;
}

/**
 * @param {import('node:stream').Readable} stdout
 * @param {Promise<unknown>} closed
 * @returns {Promise<string>}
 */
function listening(stdout, closed) {
  return new Promise((done, fail) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const url = /listening on (http:\/\/\S+)/.exec(line)?.[1];
      if (url) done(url.replace(/\/$/, ''));
    });
    closed.then(() => fail(new Error('it ended without listening')));
    setTimeout(() => fail(new Error('it does not listen after 30 s')), 30_000).unref();
  });
}

/** A port that nothing listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
