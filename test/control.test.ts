/** The control API beside Graph: health, reset, clock. */
import t from 'tap';
import { emulator } from './support/emulator.js';
import { GUID, INSTANT } from './support/shape.js';

const DAY = 86_400_000;
const newGroup = { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true };

t.test('health', async (t) => {
  const graph = await emulator(t);
  const answer = await graph.get('/_emulator/health');
  t.equal(answer.status, 200);
  t.same(answer.body, { status: 'ok' });
  t.match(answer.headers.get('content-type'), /^application\/json/);
});

t.test('a reset brings back the seed: state, clock and ids', async (t) => {
  const graph = await emulator(t);
  const seed = (await graph.get('/v1.0/users')).body;
  const first = (await graph.post('/v1.0/groups', newGroup)).body.id;
  await graph.delete(`/v1.0/users/${seed.value[0].id}`);
  await graph.advance('P400D');
  const answer = await graph.post('/_emulator/reset');
  t.equal(answer.status, 200);
  t.ok(Date.parse(answer.body.now) < Date.now() + DAY, 'the clock is back at real time');
  t.same((await graph.get('/v1.0/users')).body, seed);
  t.equal((await graph.get(`/v1.0/groups/${first}`)).status, 404);
  t.equal((await graph.post('/v1.0/groups', newGroup)).body.id, first, 'the same calls make the same ids again');
});

t.test('page tokens from before a reset are refused, as expired', async (t) => {
  const graph = await emulator(t);
  const pages = async () => {
    for (const n of [1, 2, 3]) await graph.post('/v1.0/groups', { ...newGroup, displayName: `G${n}` });
    return (await graph.get('/v1.0/groups?$top=1')).body['@odata.nextLink'];
  };
  const old = await pages();
  await graph.reset();
  await pages();
  const answer = await graph.get(old);
  t.match(answer, { status: /^4\d\d$/, body: { error: { message: /token/i } } });
});

t.test('the clock runs with real time until it is moved', async (t) => {
  const graph = await emulator(t);
  const read = async () => {
    const { body } = await graph.get('/_emulator/clock');
    t.match(body.now, INSTANT);
    return Date.parse(body.now);
  };
  const [before, now, after] = [Date.now(), await read(), Date.now()];
  t.ok(before <= now && now <= after);
  const moved = await graph.post('/_emulator/clock', { advance: 'P30DT2H' });
  t.equal(moved.status, 200);
  t.ok(Date.parse(moved.body.now) >= now + 30 * DAY + 7_200_000);
  const group = (await graph.post('/v1.0/groups', newGroup)).body;
  t.ok(Date.parse(group.createdDateTime) > Date.now() + 29 * DAY, 'what happens now is dated by it');
  const later = new Date(Date.parse(moved.body.now) + 365 * DAY).toISOString();
  const set = await graph.post('/_emulator/clock', { now: later });
  t.ok(set.body.now >= later);
  t.ok((await read()) >= Date.parse(later));
});

t.test('months and years are those of the calendar', async (t) => {
  const graph = await emulator(t);
  await graph.post('/_emulator/clock', { now: '2096-01-15T12:00:00Z' });
  const { body } = await graph.post('/_emulator/clock', { advance: 'P1Y1M' });
  t.match(body.now, /^2097-02-15T12:00:/);
});

t.test('a clock is told where to go in one way, forward', async (t) => {
  const graph = await emulator(t);
  const wrong: [body: unknown, message: RegExp][] = [
    [undefined, /./],
    [{}, /either 'advance'.* or 'now'/],
    [{ advance: 'P1D', now: '2090-01-01T00:00:00Z' }, /either 'advance'.* or 'now'/],
    [{ advance: 'tomorrow' }, /'tomorrow', which is no ISO 8601 duration/],
    [{ advance: '' }, /no ISO 8601 duration/],
    [{ advance: 'P' }, /no ISO 8601 duration/],
    [{ advance: '-P1D' }, /no ISO 8601 duration/],
    [{ advance: 'P1DT2H and more' }, /no ISO 8601 duration/],
    [{ advance: 'P1Y0.5D' }, /no ISO 8601 duration/],
    [{ advance: 'P999999999Y' }, /too far/],
    [{ advance: 30 }, /advance/],
    [{ now: 'tomorrow' }, /'tomorrow', which is no instant/],
    [{ now: 'foo 1' }, /no instant/],
    [{ now: '2090-13-45T00:00:00Z' }, /no instant/],
    [{ now: '2090-01-01T00:00:00' }, /no instant/],
    [{ now: '2020-01-01T00:00:00Z' }, /does not go back/],
    [{ forward: 'P1D' }, /./],
    ['{"advance":', /Unable to read JSON/],
    [[], /./],
  ];
  const { now } = (await graph.get('/_emulator/clock')).body;
  for (const [body, message] of wrong) {
    const answer = await graph.post('/_emulator/clock', body);
    const what = JSON.stringify(body);
    t.equal(answer.status, 400, `${what}: ${JSON.stringify(answer.body)}`);
    t.match(answer.body.error, { code: 'BadRequest', message, innerError: { 'request-id': GUID } }, what);
  }
  const after = (await graph.get('/_emulator/clock')).body.now;
  t.ok(Date.parse(after) - Date.parse(now) < DAY, 'none of them has moved it');
});

t.test('what the control API does not have', async (t) => {
  const graph = await emulator(t);
  const unknown = await graph.get('/_emulator/nothing');
  t.match(unknown, { status: 404, body: { error: { message: /_emulator\/nothing/ } } });
  for (const [method, path] of [
    ['GET', '/reset'],
    ['DELETE', '/clock'],
    ['POST', '/health'],
  ] as const) {
    const answer = await graph.send(method, `/_emulator${path}`);
    t.equal(answer.status, 405, `${method} ${path}`);
    t.equal(answer.body.error.code, 'Request_BadRequest');
  }
});

t.test('a body needs no content type', async (t) => {
  const graph = await emulator(t);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  t.equal((await graph.post('/_emulator/clock', '{"advance":"P1D"}', form)).status, 200, 'as curl -d sends it');
});
