/** Microsoft's own JavaScript client against the emulator. */
import { Client, GraphError, PageIterator } from '@microsoft/microsoft-graph-client';
import t, { type Test } from 'tap';
import { type Emulator, startEmulator } from '../src/emulator.js';
import { securityGroup } from './support/directory.js';

interface Named {
  readonly id: string;
  readonly displayName: string;
}

async function running(t: Test): Promise<Emulator> {
  const emulator = await startEmulator({ port: 0, logLevel: 'error' });
  t.teardown(() => emulator.close());
  return emulator;
}

const clientOf = (url: string, defaultVersion = 'v1.0') =>
  Client.init({
    baseUrl: url,
    defaultVersion,
    customHosts: new Set([new URL(url).hostname]),
    authProvider: (done) => done(null, 'anything'),
  });

t.test('it creates, changes, reads and deletes, in tenants too', async (t) => {
  const emulator = await running(t);
  for (const url of [emulator.url, emulator.tenant('client').url]) {
    const graph = clientOf(url);
    const { id } = (await graph.api('/groups').post(securityGroup('One'))) as Named;
    await graph.api(`/groups/${id}`).patch({ displayName: 'Other' });
    t.same(await graph.api(`/groups/${id}`).select('displayName').get(), {
      '@odata.context': `${url}/v1.0/$metadata#groups(displayName)/$entity`,
      displayName: 'Other',
    });
    const found = await graph.api('/groups').filter("displayName eq 'Other'").version('beta').get();
    t.equal(found.value[0].id, id);
    await graph.api(`/groups/${id}`).delete();
    await t.rejects(graph.api(`/groups/${id}`).get(), /does not exist/);
  }
});

t.test('its page iterator goes through all pages, although it knows no link but of https', async (t) => {
  const emulator = await running(t);
  const tenant = emulator.tenant('pages').url;
  for (const url of [emulator.url, tenant]) {
    const graph = clientOf(url);
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await graph.api('/groups').post(securityGroup(name));
    const seen: string[] = [];
    const first = await graph.api('/groups').top(2).get();
    const pages = new PageIterator(graph, first, ({ displayName }: Named) => seen.push(displayName) > 0);
    await pages.iterate();
    t.same(seen.sort(), names);
  }
});

t.test('it tells errors as those of the service', async (t) => {
  const emulator = await running(t);
  const error = await clientOf(emulator.url)
    .api('/users/nobody')
    .get()
    .catch((caught: unknown) => caught);
  t.ok(error instanceof GraphError);
  t.match(error, { statusCode: 404, code: 'Request_ResourceNotFound', requestId: /^[0-9a-f-]{36}$/ });
  t.match((error as GraphError).message, /^Resource 'nobody' does not exist/);
});

t.test('it posts a batch', async (t) => {
  const emulator = await running(t);
  const { responses } = await clientOf(emulator.url)
    .api('/$batch')
    .post({ requests: [{ id: '1', method: 'GET', url: '/me?$select=displayName' }] });
  t.equal(responses[0].status, 200);
});
