/** The typed client of the control API. */
import t from 'tap';
import { ControlError, controlClient, createEmulator, startEmulator } from '../src/emulator.js';

const quiet = { logLevel: 'silent' };

t.test('every route has a call, with path, query and body in one object', async (t) => {
  const running = await createEmulator(quiet);
  t.teardown(() => running.close());
  const { control } = running.tenant('mine');
  t.same(await control.health(), { status: 'ok' });
  await control.record({ record: true });
  const fault = await control.addFault({ status: 503, path: '/users', count: 1 });
  await running.tenant('mine').fetch('/v1.0/users');
  await running.tenant('mine').fetch('/v1.0/groups');
  const { value } = await control.journal({ status: 503 });
  t.match(value, [{ path: '/users', fault: fault.id, answer: { status: 503 } }]);
  t.equal(value.length, 1);
  t.same(await control.removeFault({ id: fault.id }), { removed: fault.id });
  await control.takeSnapshot({ name: 'a b/c'.replace('/', ' ') });
  t.match(await control.restoreSnapshot({ name: 'a b c' }), { name: 'a b c' });
  t.same(await control.seed({ groups: [{ displayName: 'x' }] }), { loaded: { groups: 1 } });
  t.match(await control.exportSeed(), { groups: [{ displayName: 'x' }] });
  t.ok(Date.parse((await control.moveClock({ advance: 'P1D' })).now) > Date.now());
});

t.test('a refusal is an error with status, code and message', async (t) => {
  const running = await createEmulator(quiet);
  t.teardown(() => running.close());
  const error = await running.control.restoreSnapshot({ name: 'none' }).catch((caught: unknown) => caught);
  t.ok(error instanceof ControlError);
  t.match(error, { status: 404, code: 'NotFound', message: /no snapshot 'none'/ });
});

t.test('of an emulator in another process, with its key', async (t) => {
  const running = await startEmulator({ port: 0, ...quiet, controlKey: 'k' });
  t.teardown(() => running.close());
  const at = (path: string, init?: RequestInit) => fetch(`${running.url}/t/there${path}`, init);
  const control = controlClient(at, 'k');
  t.match((await control.info()).tenants, [{ name: null }, { name: 'there' }]);
  await t.rejects(controlClient(at).clock(), /x-emulator-key/);
  t.ok((await running.control.clock()).now, 'the handle knows its own key');
});
