// Compiles tests and runs them with tap.
//
//   node scripts/test.mjs [test/some.test.ts …] [-- tap options]
//
// Without a file, all of them, and then whether what docs/coverage.md calls tested was spoken. Passing files are one line
// each; a failure is printed with its diagnostics; the last line is the totals.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { compile, jobs, root } from './bundle.mjs';
import { TapReport } from './tap-report.mjs';

const args = process.argv.slice(2);
const cut = args.includes('--') ? args.indexOf('--') : args.length;
const named = args.slice(0, cut).map((file) => relative(root, resolve(file)));
const files = named.length > 0 ? named : everyTest();

if (files.length === 0) {
  console.error('no test files');
  process.exit(1);
}
await compile(files, '.build');

const complete = named.length === 0;
if (complete) rmSync(resolve(root, '.build/requests'), { recursive: true, force: true });

const tap = spawn(
  process.execPath,
  [
    'node_modules/tap/dist/esm/run.mjs',
    'run',
    '--reporter=tap',
    `--jobs=${jobs}`,
    '--node-arg=--import=./scripts/coverage/recorder.mjs',
    ...args.slice(cut + 1),
    ...files.map((file) => `.build/${file.replace(/\.ts$/, '.mjs')}`),
  ],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(complete && { RECORD_REQUESTS_IN: '.build/requests' }) },
  },
);
const report = new TapReport((text) => console.log(text));
createInterface({ input: tap.stdout }).on('line', (line) => report.line(line));
tap.on('close', (code) => {
  const isSpoken = code !== 0 || !complete || speaks();
  const { passed, failed } = report.end();
  process.exitCode = code || (failed > 0 || passed === 0 || !isSpoken ? 1 : 0);
});

/** Whether the tests spoke every pair that they are said to speak. */
function speaks() {
  const script = ['scripts/run.mjs', 'scripts/coverage/spoken.ts', '--check'];
  return spawnSync(process.execPath, script, { cwd: root, stdio: 'inherit' }).status === 0;
}

function everyTest() {
  return readdirSync(resolve(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/^(support|data)\//.test(file))
    .map((file) => `test/${file}`)
    .sort();
}
