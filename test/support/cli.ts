/** The command as a user runs it: `dist/cli.js`, in a process of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly url: string;
  /** Sends the signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** `npm test` builds before it tests; a test run by itself takes what is there, and builds when nothing is. */
export function build(): string {
  if (!existsSync('dist/cli.js')) execFileSync(process.execPath, ['scripts/build.mjs', '--js']);
  return 'dist/cli.js';
}

function begin(args: readonly string[]) {
  const child = spawn(process.execPath, [build(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs the command to its end. */
export const run = (...args: string[]): Promise<Ended> => begin(args).ended;

/** Starts the command and waits until it says where it listens. @throws when it ends before that */
export async function start(...args: string[]): Promise<Running> {
  const { child, ended } = begin(args);
  const url = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (found) done(found);
    });
    ended.then(({ stderr }) => fail(new Error(`it ended without listening: ${stderr}`)));
  });
  return {
    url,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
