// npm install --save-dev testcontainers && node --import tsx --test examples/testcontainers.test.ts
//
// The image, started for a test. This one is not run by the tests of this repository, since it needs a container engine;
// they hold what it says of the image against the Dockerfile. The image: docker build -t graph-emulator .
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { controlClient } from 'graph-entitlement-emulator';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';

const PORT = 8365;

let container: StartedTestContainer;
let url: string;
before(async () => {
  const source = fileURLToPath(new URL('company.yaml', import.meta.url));
  container = await new GenericContainer('graph-emulator')
    .withExposedPorts(PORT)
    .withCopyFilesToContainer([{ source, target: '/seeds/company.yaml' }])
    .withCommand(['--seed', '/seeds/company.yaml'])
    .withWaitStrategy(Wait.forHttp('/_emulator/health', PORT))
    .start();
  url = `http://${container.getHost()}:${container.getMappedPort(PORT)}/t/orders`;
});
after(() => container.stop());

it('finds the people of the seed, and moves the clock', async () => {
  const answer = await fetch(`${url}/v1.0/users/adele@contoso.com`);
  assert.equal(answer.status, 200);

  const control = controlClient((path, init) => fetch(`${url}${path}`, init));
  const { now } = await control.moveClock({ advance: 'P30D' });
  assert.ok(Date.parse(now) > Date.now());
});
