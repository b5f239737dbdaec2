/** What entitlement management refuses, and what must not pass in silence. */
import t from 'tap';
import { emulator } from './support/emulator.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';

t.test('a name is no more emptied than left out', async (t) => {
  const graph = await emulator(t);
  const catalog = (await graph.post(`${EM}/catalogs`, { displayName: 'Named' })).body;
  const box = (await graph.post(`${EM}/accessPackages`, { displayName: 'Box', catalog: { id: catalog.id } })).body;
  for (const path of [`/catalogs/${catalog.id}`, `/accessPackages/${box.id}`]) {
    for (const displayName of ['', null]) {
      const answer = await graph.patch(`${EM}${path}`, { displayName });
      t.match(answer, { status: 400, body: { error: { code: 'InvalidModel' } } }, `${path} ${displayName}`);
    }
    t.equal((await graph.patch(`${EM}${path}`, { description: '' })).status, 204, 'a description may be empty');
  }
  t.equal((await graph.get(`${EM}/catalogs/${catalog.id}`)).body.displayName, 'Named');
});

t.test('the groups that a package is incompatible with are counted without a header', async (t) => {
  const graph = await emulator(t);
  const catalog = (await graph.get(`${EM}/catalogs`)).body.value[0];
  const box = (await graph.post(`${EM}/accessPackages`, { displayName: 'Box', catalog: { id: catalog.id } })).body;
  t.match(await graph.get(`${EM}/accessPackages/${box.id}/incompatibleGroups/$count`), { status: 200, body: '0' });
});
