/** A process that is killed while it writes a large data file anew loses no more than at any other time. */
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { createEmulator } from '../src/emulator.js';
import { type Running, start } from './support/cli.js';

/** What may be lost, in milliseconds. */
const LAST = 2000;
const USERS = 50_000;
const WHOLE = '{"whole":true}\n';
const headers = { 'content-type': 'application/json' };

/** A file that its next process writes anew, since its first saving is short. */
async function longFile(data: string): Promise<void> {
  const emulator = await createEmulator({ logLevel: 'silent', data, seedSize: { users: USERS } });
  await emulator.advance('P1D');
  await emulator.close();
  const text = await readFile(data, 'utf8');
  const second = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
  await writeFile(data, text.slice(0, second) + WHOLE + text.slice(second));
}

async function makeGroup({ url }: Running, displayName: string): Promise<void> {
  const body = JSON.stringify({ displayName, mailEnabled: false, mailNickname: 'x', securityEnabled: true });
  const answer = await fetch(`${url}/v1.0/groups`, { method: 'POST', headers, body });
  if (answer.status !== 201) throw new Error(await answer.text());
}

async function saveGroup(running: Running, displayName: string): Promise<void> {
  await makeGroup(running, displayName);
  await fetch(`${running.url}/_emulator/save`, { method: 'POST' });
}

async function groupsOf({ url }: Running): Promise<Set<string>> {
  const names = new Set<string>();
  for (let next: string | undefined = `${url}/v1.0/groups?$top=999&$select=displayName`; next; ) {
    const page = (await (await fetch(next)).json()) as {
      value: { displayName: string }[];
      '@odata.nextLink'?: string;
    };
    for (const { displayName } of page.value) names.add(displayName);
    next = page['@odata.nextLink'];
  }
  return names;
}

async function usersOf({ url }: Running): Promise<number> {
  const answer = await fetch(`${url}/v1.0/users/$count`, { headers: { ConsistencyLevel: 'eventual' } });
  return Number((await answer.text()).replace(/\D/g, ''));
}

/** Makes one group after the other, until the process is killed; tells when each was answered. */
async function makeGroups(running: Running, prefix: string, answered: Map<string, number>): Promise<void> {
  for (let at = 0; ; at++) {
    try {
      await makeGroup(running, `${prefix}${at}`);
    } catch {
      return;
    }
    answered.set(`${prefix}${at}`, performance.now());
    await sleep(5);
  }
}

t.test('whenever it is killed while the file is written anew, what was saved and what is older is there', async (t) => {
  const data = `${t.testdir()}/tenants.dat`;
  const beside = `${data}.tmp`;
  await longFile(data);
  const moments: Record<string, (running: Running) => Promise<unknown>> = {
    'when that begins': async () => {},
    'when something was saved meanwhile': (running) => saveGroup(running, 'meanwhile'),
    'in the middle': () => sleep(100),
    'when it is through': async (running) => {
      await saveGroup(running, 'through');
      while (existsSync(beside)) await sleep(1);
    },
  };
  const expected = new Set(['meanwhile', 'through']);
  for (const [name, moment] of Object.entries(moments)) {
    const { ino } = await stat(data);
    const running = await start('--port', '0', '--data', data);
    const answered = new Map<string, number>();
    const making = makeGroups(running, name, answered);
    // On a busy machine it may be over before it was seen.
    while (!existsSync(beside) && (await stat(data)).ino === ino) await sleep(1);
    await moment(running);
    const killed = performance.now();
    await running.stop('SIGKILL');
    await making;
    for (const [group, at] of answered) if (at < killed - LAST) expected.add(group);
  }
  const last = await start('--port', '0', '--data', data);
  t.teardown(() => last.stop('SIGTERM'));
  const groups = await groupsOf(last);
  t.same(
    [...expected].filter((group) => !groups.has(group)),
    [],
  );
  t.equal(await usersOf(last), USERS + 1, 'with what was in the old one, and the administrator');
});
