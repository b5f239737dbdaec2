// How TypeScript becomes something that Node runs: every other script goes through these settings.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const jobs = Math.max(2, availableParallelism());

/** Bundled CommonJS packages ask for Node's own modules by `require`, which an ES module has to make for itself. */
const requireBanner =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
};

/**
 * One self-contained file per entry, packages left in node_modules. No shared chunks: two runs at the same time then
 * never pull a file from under each other.
 * @param {string[]} entryPoints relative to the repository
 * @param {string} outdir
 */
export async function compile(entryPoints, outdir) {
  await run({ entryPoints, outdir, outbase: '.', packages: 'external', outExtension: { '.js': '.mjs' } });
}

/**
 * What is shipped: entries with their packages inside (a third of the start-up time is otherwise spent on finding and
 * reading hundreds of small files), and what they load lazily in chunks of its own.
 * @param {string[]} entryPoints
 * @param {string} outdir
 */
export async function bundle(entryPoints, outdir) {
  await run({
    entryPoints,
    outdir,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: requireBanner },
    sourcemap: false,
    minifySyntax: true,
    legalComments: 'none',
  });
}

/** esbuild has printed what is wrong by the time that it throws. @param {import('esbuild').BuildOptions} options */
const run = (options) => build({ ...common, ...options }).catch(() => process.exit(1));
