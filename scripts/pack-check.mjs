// Packs the package, installs it into an empty folder and uses it there as its users do: the command, the library, the types.
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './bundle.mjs';
import { checklist, run, serving } from './checklist.mjs';

const name = 'graph-entitlement-emulator';
const folder = await mkdtemp(join(tmpdir(), `${name}-pack-`));

// Were the function typed as `any`, the second line would not compile; nor would the import without types.
const user = `import { startEmulator } from '${name}';
export const typed: 0 extends 1 & typeof startEmulator ? never : true = true;
export const start: (...options: never[]) => Promise<unknown> = startEmulator;
`;
const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  typeRoots: [join(root, 'node_modules/@types')],
  types: ['node'],
};

await checklist(async (check) => {
  await check('npm pack', async () => {
    await run(['npm', 'pack', '--silent', '--pack-destination', folder], { cwd: root });
  });
  await check('npm install into an empty folder', async () => {
    const [tarball] = await readdir(folder);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    await run(['npm', 'install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
  });
  await check('the command starts, answers and stops', async () => {
    const exit = await serving(['node_modules/.bin/graph-emulator', '--port', '0'], { cwd: folder }, async (url) => {
      assert.equal((await fetch(`${url}/_emulator/health`)).status, 200);
    });
    assert.equal(exit, 0);
  });
  await check('the library is imported', async () => {
    const script = `console.log(typeof (await import('${name}')).startEmulator)`;
    assert.equal(await run(['node', '--input-type=module', '-e', script], { cwd: folder }), 'function');
  });
  await check('its types resolve', async () => {
    await writeFile(join(folder, 'user.ts'), user);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['user.ts'] }));
    await run(['node', join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { cwd: folder });
  });
});
await rm(folder, { recursive: true });
