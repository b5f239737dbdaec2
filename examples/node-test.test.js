// node --test examples/node-test.test.js
//
// Access that expires, over HTTP: the code under test is told a base URL and a token, as it is in production. Each test
// has a tenant of its own, so that they may run side by side.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEmulator } from 'graph-entitlement-emulator';

/** The code under test: asks for an access package in the name of whom the token is. */
async function askFor(baseUrl, token, packageName) {
  const call = async (path, init) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${baseUrl}/v1.0${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const em = '/identityGovernance/entitlementManagement';
  const filter = encodeURIComponent(`displayName eq '${packageName}'`);
  const found = await call(`${em}/accessPackages?$filter=${filter}&$expand=assignmentPolicies`);
  const [{ id: accessPackageId, assignmentPolicies }] = found.value;
  return call(`${em}/assignmentRequests`, {
    method: 'POST',
    body: JSON.stringify({
      requestType: 'userAdd',
      assignment: { accessPackageId, assignmentPolicyId: assignmentPolicies[0].id },
    }),
  });
}

describe('access to the books', () => {
  let emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0, seed: fileURLToPath(new URL('company.yaml', import.meta.url)) });
  });
  after(() => emulator.close());

  const idOf = async (tenant, upn) => (await (await tenant.fetch(`/v1.0/users/${upn}`)).json()).id;
  const groupsOf = async (tenant, upn) => {
    const { value } = await (await tenant.fetch(`/v1.0/users/${upn}/memberOf`)).json();
    return value.map(({ displayName }) => displayName);
  };

  it('is given to whoever asks, and ends after 30 days', async () => {
    const tenant = emulator.tenant('expiry');
    const adele = tenant.asUser(await idOf(tenant, 'adele@contoso.com'));
    await askFor(tenant.url, await adele.token(), 'Reading');
    assert.deepEqual(await groupsOf(tenant, 'adele@contoso.com'), ['Readers']);

    await tenant.advance('P29D');
    assert.deepEqual(await groupsOf(tenant, 'adele@contoso.com'), ['Readers']);
    await tenant.advance('P2D');
    assert.deepEqual(await groupsOf(tenant, 'adele@contoso.com'), []);
  });

  it('is not given twice', async () => {
    const tenant = emulator.tenant('twice');
    const adele = tenant.asUser(await idOf(tenant, 'adele@contoso.com'));
    await askFor(tenant.url, await adele.token(), 'Reading');
    await assert.rejects(askFor(tenant.url, await adele.token(), 'Reading'), /assignmentRequests: 400/);

    await tenant.reset();
    assert.deepEqual(await groupsOf(tenant, 'adele@contoso.com'), [], 'a reset brings back what the seed says');
  });
});
