// dist/: the command line and the library, each bundled, and the library's types.
//
//   node scripts/build.mjs [--js]
//
// With --js the types are left out, which is all that starting it needs.
import { execFile } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { bundle, root } from './bundle.mjs';

const run = promisify(execFile);
process.chdir(root);

await rm('dist/chunks', { recursive: true, force: true });
const types = process.argv.includes('--js') ? undefined : declarations();
await bundle(['src/cli.ts', 'src/emulator.ts'], 'dist');
await chmod('dist/cli.js', 0o755);
await types;

async function declarations() {
  await rm('dist/types', { recursive: true, force: true });
  try {
    await run(process.execPath, [
      'node_modules/typescript/bin/tsc',
      '-p',
      'tsconfig.build.json',
      '--incremental',
      'false',
    ]);
  } catch (error) {
    console.error(/** @type {{ stdout: string }} */ (error).stdout);
    process.exit(1);
  }
}
