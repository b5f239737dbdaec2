// npx tap run examples/tap.test.js, or just node examples/tap.test.js
//
// A directory that lags: what was created is not found at once. And a snapshot instead of making everything anew.
import { fileURLToPath } from 'node:url';
import { createEmulator } from 'graph-entitlement-emulator';
import t from 'tap';

const emulator = await createEmulator({ seed: fileURLToPath(new URL('company.yaml', import.meta.url)) });
t.teardown(() => emulator.close());

/** The code under test: creates a group and returns when it can be read. */
async function createGroup({ fetch }, displayName, attempts = 5) {
  const created = await fetch('/v1.0/groups', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ displayName, mailEnabled: false, mailNickname: displayName, securityEnabled: true }),
  });
  const { id } = await created.json();
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if ((await fetch(`/v1.0/groups/${id}`)).ok) return id;
  }
  throw new Error(`${displayName} does not appear`);
}

t.test('a group is awaited that appears late', async (t) => {
  const tenant = emulator.tenant('late');
  const journal = await tenant.journal();
  // A number of requests; 'PT10S' would be ten seconds of the clock that `advance` moves.
  await tenant.control.setReplication({ lag: 3 });

  t.ok(await createGroup(tenant, 'Auditors'));

  const asked = await journal.list({ method: 'GET', path: '/groups/*' });
  const statuses = asked.map(({ answer }) => answer.status);
  t.equal(statuses[0], 404);
  t.equal(statuses.at(-1), 200);
});

t.test('a group that never appears is an error', async (t) => {
  const tenant = emulator.tenant('never');
  const before = await tenant.snapshot();
  await tenant.control.setReplication({ lag: 'PT10S' });

  await t.rejects(createGroup(tenant, 'Auditors'), { message: 'Auditors does not appear' });

  await before.restore();
  const { value } = await (await tenant.fetch('/v1.0/groups?$select=displayName')).json();
  t.same(
    value.map(({ displayName }) => displayName),
    ['Finance', 'Readers'],
  );
});
