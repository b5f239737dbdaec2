// npx vitest run examples/vitest.test.ts
//
// An approval. What all tests begin with is made once and kept as a snapshot, which each of them goes back to.
import { fileURLToPath } from 'node:url';
import { type Client, createEmulator, type Emulator, type Kept } from 'graph-entitlement-emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const EM = '/v1.0/identityGovernance/entitlementManagement';

interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** No socket: requests are answered within this process. */
let emulator: Emulator;
let alex: Client;
let request: string;
let asked: Kept;

async function get<T>(client: Client, path: string): Promise<T> {
  return (await (await client.fetch(path)).json()) as T;
}

async function send(client: Client, method: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return client.fetch(path, { method, headers, body: JSON.stringify(body) });
}

const userId = async (upn: string) => (await get<Named>(emulator, `/v1.0/users/${upn}`)).id;

async function groupsOfAdele(): Promise<string[]> {
  const { value } = await get<{ value: Named[] }>(emulator, '/v1.0/users/adele@contoso.com/memberOf');
  return value.map(({ displayName }) => displayName);
}

/** The code under test: what an approver's bot does with the first request that waits for it. */
async function decide(approver: Client, approval: string, reviewResult: 'Approve' | 'Deny'): Promise<number> {
  const stages = `${EM}/accessPackageAssignmentApprovals/${approval}/stages`;
  const { value } = await get<{ value: { id: string }[] }>(approver, stages);
  const decision = { reviewResult, justification: 'Decided by the bot' };
  return (await send(approver, 'PATCH', `${stages}/${value[0]?.id}`, decision)).status;
}

beforeAll(async () => {
  emulator = await createEmulator({ seed: fileURLToPath(new URL('company.yaml', import.meta.url)) });
  const adele = emulator.asUser(await userId('adele@contoso.com'));
  alex = emulator.asUser(await userId('alex@contoso.com'));
  const query = `$filter=displayName eq 'Bookkeeping'&$expand=assignmentPolicies`;
  const found = await get<{ value: { id: string; assignmentPolicies: Named[] }[] }>(
    adele,
    `${EM}/accessPackages?${query}`,
  );
  const sent = await send(adele, 'POST', `${EM}/assignmentRequests`, {
    requestType: 'userAdd',
    assignment: {
      accessPackageId: found.value[0]?.id,
      assignmentPolicyId: found.value[0]?.assignmentPolicies[0]?.id,
    },
  });
  request = ((await sent.json()) as { id: string }).id;
  asked = await emulator.snapshot();
});
beforeEach(async () => {
  await asked.restore();
});
afterAll(() => emulator.close());

describe('a request that needs the consent of the manager', () => {
  const state = async () => (await get<{ state: string }>(emulator, `${EM}/assignmentRequests/${request}`)).state;

  it('waits', async () => {
    expect(await state()).toBe('pendingApproval');
    expect(await groupsOfAdele()).toEqual([]);
  });

  it('is delivered when the manager approves', async () => {
    expect(await decide(alex, request, 'Approve')).toBe(204);
    expect(await state()).toBe('delivered');
    expect(await groupsOfAdele()).toEqual(['Finance']);
  });

  it('is over when the manager denies', async () => {
    expect(await decide(alex, request, 'Deny')).toBe(204);
    expect(await state()).toBe('denied');
    expect(await groupsOfAdele()).toEqual([]);
  });

  it('is denied when nobody decides for a week', async () => {
    await emulator.advance('P8D');
    expect(await state()).toBe('denied');
  });
});
