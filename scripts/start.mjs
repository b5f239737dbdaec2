// `npm start`: builds, then becomes the emulator.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bundle.mjs';

const cli = join(root, 'dist/cli.js');
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--js'], { stdio: 'inherit' });

// npm hands a signal to the shell between it and us, which dies of it without passing it on: stop when that shell is gone.
const shell = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === shell) return;
  // Once: a second signal waits for nothing.
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 250).unref();

process.argv[1] = cli;
await import(pathToFileURL(cli).href);
