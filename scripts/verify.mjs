// `npm test`: builds, runs every script of package.json whose name begins with `check:`, then the tests.
//
// A check is any command that exits with 0 when all is well; to add one, add a script. Its output is shown only when it
// fails. The tests come last, so that the last line is their totals.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { jobs, root } from './bundle.mjs';

const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const checks = Object.keys(scripts).filter((name) => name.startsWith('check:'));

/** @type {string[]} */
const failed = [];
// Checks of generated files run what was built.
if (await step('build', 'node scripts/build.mjs --js')) {
  const waiting = [...checks];
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await step(name, `npm run --silent ${name}`);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}
if (failed.length === 0) {
  const tests = spawn('node', ['scripts/test.mjs'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  tests.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.log(`failed before the tests: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/**
 * @param {string} name
 * @param {string} command
 * @returns {Promise<boolean>}
 */
function step(name, command) {
  const begun = performance.now();
  return new Promise((done) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0) {
        console.log(output);
        failed.push(name);
      }
      done(code === 0);
    });
  });
}
