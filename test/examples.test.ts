/** The examples for authors of tests: what runs is run, and what is configuration says of the image what is true. */
import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { startEmulator } from '../src/emulator.js';
import { build } from './support/cli.js';

interface Ended {
  readonly failed: boolean;
  readonly output: string;
}

/** Runs Node in an environment that knows nothing of the test that it is run by. */
function node(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const known = Object.entries(process.env).filter(
    ([name]) => !/^(TAP|NODE_OPTIONS|NODE_TEST|VITEST|FORCE_COLOR)/.test(name),
  );
  const env = { ...Object.fromEntries(known), NO_COLOR: '1', ...more };
  return new Promise((done) => {
    execFile(process.execPath, args, { env }, (error: ExecFileException | null, stdout, stderr) => {
      done({ failed: error !== null, output: `${stdout}${stderr}` });
    });
  });
}

interface Runner {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What it says when all was run. */
  readonly passed: RegExp;
}

const runners: readonly Runner[] = [
  { name: 'node:test', args: ['--test', 'examples/node-test.test.js'], passed: /pass 2\n/ },
  { name: 'tap', args: ['examples/tap.test.js'], passed: /^1\.\.2$/m },
  {
    name: 'vitest',
    args: ['node_modules/vitest/vitest.mjs', 'run', 'examples/vitest.test.ts'],
    passed: /Tests +4 passed/,
  },
  {
    name: 'jest',
    args: ['node_modules/jest/bin/jest.js', 'examples/jest.test.js'],
    env: { NODE_OPTIONS: '--experimental-vm-modules' },
    passed: /Tests: +3 passed/,
  },
];

for (const { name, args, env, passed } of runners) {
  t.test(`a test with ${name} passes`, async (t) => {
    build();
    const { failed, output } = await node(args, env);
    t.notOk(failed, output);
    t.match(output, passed);
  });
}

const read = (name: string) => readFileSync(`examples/${name}`, 'utf8');
const dockerfile = readFileSync('Dockerfile', 'utf8');
const port = /^EXPOSE (\d+)$/m.exec(dockerfile)?.[1] ?? '';
const healthPath = /^HEALTHCHECK [^[]*\[.*?http:\/\/127\.0\.0\.1:\d+(\/[^']+)'/ms.exec(dockerfile)?.[1] ?? '';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Record<string, { condition: string }>;
}

t.test('the image tells its port and whether it is healthy', async (t) => {
  t.match(dockerfile, `"--port", "${port}"`, 'it listens where it exposes');
  const running = await startEmulator({ port: 0, logLevel: 'silent', controlKey: 'k' });
  t.teardown(() => running.close());
  t.equal((await fetch(`${running.url}${healthPath}`)).status, 200, 'a key does not make it unhealthy');
});

t.test('docker compose: the app waits for the emulator, and finds it', async (t) => {
  const { services } = parse(read('compose.yaml')) as { services: Record<string, Service> };
  const { graph, app } = services;
  t.ok(existsSync(`examples/${graph?.build}/Dockerfile`), 'it is built from here');
  t.same(graph?.ports, [`127.0.0.1:${port}:${port}`], 'published to this machine only');
  t.same(app?.depends_on, { graph: { condition: 'service_healthy' } });
  const [source = '', target] = graph?.volumes?.[0]?.split(':') ?? [];
  t.ok(existsSync(`examples/${source}`), source);
  t.same(graph?.command, ['--seed', target]);
  t.match(app?.command.at(-1), `http://graph:${port}/`);
});

t.test('GitHub Actions: the job talks to its service', async (t) => {
  const { jobs } = parse(read('github-actions.yml')) as {
    jobs: Record<
      string,
      { services: Record<string, Service>; env: Record<string, string>; steps: { run?: string; uses?: string }[] }
    >;
  };
  const { services, env, steps } = jobs['test'] ?? {};
  t.same(services?.['graph']?.ports, [`${port}:${port}`]);
  t.same(env, { GRAPH_URL: `http://localhost:${port}` });
  t.ok(steps?.every(({ run, uses }) => (run === undefined) !== (uses === undefined)));
  const seeding = steps?.flatMap(({ run }) => /@(\S+) "\$GRAPH_URL(\S+)"/.exec(run ?? '') ?? []);
  const running = await startEmulator({ port: 0, logLevel: 'silent' });
  t.teardown(() => running.close());
  const sent = await fetch(`${running.url}${seeding?.[2]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: readFileSync(seeding?.[1] ?? ''),
  });
  t.equal(sent.status, 200, 'its seed is taken as curl sends it');
});

t.test('testcontainers: it starts the image on its port, and asks for its health', async (t) => {
  const text = read('testcontainers.test.ts');
  const { services } = parse(read('compose.yaml')) as { services: Record<string, Service> };
  t.match(text, `const PORT = ${port};`);
  t.match(text, `Wait.forHttp('${healthPath}', PORT)`);
  t.match(text, `new GenericContainer('${services['graph']?.image}')`);
});
