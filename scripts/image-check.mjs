// Takes the Dockerfile's steps in empty folders instead of in images, starts what the image would start, asks its
// HEALTHCHECK and stops it: the parts that can go wrong without a Docker daemon at hand. The base image is whatever Node
// runs this script.
import { strict as assert } from 'node:assert';
import { cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { root } from './bundle.mjs';
import { checklist, freePort, run, serving } from './checklist.mjs';
import { parseDockerfile } from './dockerfile.mjs';

const folder = await mkdtemp(join(tmpdir(), 'graph-entitlement-emulator-image-'));
const stages = parseDockerfile(await readFile(join(root, 'Dockerfile'), 'utf8'));
const image = /** @type {import('./dockerfile.mjs').Stage} */ (stages.at(-1));
const ignore = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n').filter(Boolean);

/** @param {import('./dockerfile.mjs').Stage} stage */
const environment = (stage) => ({ ...process.env, ...stage.env });
/** The folder that stands for a stage's file system. @param {number} stage */
const fileSystem = (stage) => join(folder, String(stage));

await checklist(async (check) => {
  for (const [index, stage] of stages.entries()) {
    for (const step of stage.steps) {
      const cwd = join(fileSystem(index), step.workdir);
      await mkdir(cwd, { recursive: true });
      if ('run' in step) {
        await check(`RUN ${step.run}`, () => run(['sh', '-c', step.run], { cwd, env: environment(stage) }));
      } else {
        await check(`COPY ${step.sources.join(' ')} ${step.to}`, () => copy(step, index));
      }
    }
  }

  const port = String(await freePort());
  /** @param {string[]} command */
  const onFreePort = (command) => command.map((word) => word.replaceAll(image.port ?? 'no port', port));
  const options = { cwd: join(fileSystem(stages.length - 1), image.workdir), env: environment(image) };

  await check('it does not run as root', () => assert.ok(image.user && image.user !== 'root'));
  await check('it starts, is healthy, and stops when told to', async () => {
    const exit = await serving(onFreePort(image.command), options, async (url) => {
      assert.ok(url.endsWith(`:${port}`), `it listens on ${url}, not on the port that the Dockerfile exposes`);
      assert.ok(image.healthcheck);
      await run(onFreePort(image.healthcheck), options);
    });
    assert.equal(exit, 0);
  });
  await check('it is unhealthy when it is stopped', async () => {
    await assert.rejects(run(onFreePort(image.healthcheck ?? []), options), /exited with 1/);
  });
});
await rm(folder, { recursive: true });

/**
 * @param {Extract<import('./dockerfile.mjs').Step, { to: string }>} step
 * @param {number} index of the stage that is copied to
 */
async function copy({ workdir, from, sources, to }, index) {
  const origin = from ? fileSystem(stages.findIndex(({ name }) => name === from)) : root;
  const target = join(fileSystem(index), resolve(workdir, to));
  for (const source of sources) {
    if (!from)
      assert.ok(ignore.includes(`!${source.split('/')[0]}`), `.dockerignore keeps ${source} out of the context`);
    const path = join(origin, source);
    // A folder's content is copied into the target; a file goes into it when it is written as a folder, or becomes it.
    const into = !(await stat(path)).isDirectory() && to.endsWith('/') ? join(target, basename(source)) : target;
    await cp(path, into, { recursive: true });
  }
}
