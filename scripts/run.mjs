// Runs a TypeScript script of this repository: node scripts/run.mjs bench/index.ts [arguments of the script …]
import { spawn } from 'node:child_process';
import { relative, resolve } from 'node:path';
import { compile, root } from './bundle.mjs';

const [script, ...args] = process.argv.slice(2);
if (!script) {
  console.error('usage: node scripts/run.mjs FILE.ts [arguments]');
  process.exit(1);
}
const file = relative(root, resolve(script));
await compile([file], '.build');
const child = spawn(process.execPath, ['--enable-source-maps', `.build/${file.replace(/\.ts$/, '.mjs')}`, ...args], {
  cwd: root,
  stdio: 'inherit',
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
