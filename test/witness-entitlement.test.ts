/** What entitlement management refuses, and what must not pass in silence. */
import t from 'tap';
import { emulator } from './support/emulator.js';
import { Office } from './support/entitlement.js';

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

t.test('what a body says and no operation does is refused', async (t) => {
  const office = await Office.open(t);
  const { graph } = office;
  const refused = { status: 400, body: { error: { code: 'InvalidModel' } } };
  const along = await graph.post(`${EM}/catalogs`, { displayName: 'Along', accessPackages: [{ displayName: 'Box' }] });
  t.match(along, refused, 'packages along with their catalog');
  const pack = await office.pack('Box');
  const elsewhere = await office.catalog('Elsewhere');
  const moved = await graph.patch(`${EM}/accessPackages/${pack.id}`, { catalog: { id: elsewhere } });
  t.match(moved, refused, 'a package is moved by its action');
  const path = `${EM}/assignmentPolicies/${pack.policy}`;
  const { body: policy } = await graph.get(path);
  const body = { ...policy, accessPackage: { id: pack.id } };
  t.equal((await graph.put(path, body)).status, 200, 'what was read can be sent back');
  t.match(await graph.put(path, { ...body, id: elsewhere }), refused, "another policy's id");
});
