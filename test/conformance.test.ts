/** Replaying documented examples: what is read of them, how answers are held against them, and whole records. */
import t from 'tap';
import { readAddress } from '../conformance/address.js';
import { differences, fragment } from '../conformance/compare.js';
import { readConditions, satisfy } from '../conformance/conditions.js';
import { Known } from '../conformance/known.js';
import { type Example, type JsonObject, type Page, readPages } from '../conformance/records.js';
import { replay } from '../conformance/replay.js';
import { type Exception, holds, judge, totals } from '../conformance/report.js';
import { createEmulator } from '../src/emulator.js';

const ID = '46184453-e63b-4f20-86c2-c557ed5d5df9';
const LIVE = '0a0b0c0d-0000-4000-8000-000000000001';
const EM = '/v1.0/identityGovernance/entitlementManagement';

t.test('a URL tells kinds, keys, operations and casts', async (t) => {
  const steps = (url: string) =>
    readAddress(url).steps.map(({ kind, key }) => (key === undefined ? kind : `${kind} ${key}`));
  t.same(steps(`${EM}/catalogs/{id}/resources/{id}`), ['catalog {id}', 'resource {id}']);
  t.same(steps("/groups(uniqueName='sales')/members"), ['group sales', 'user']);
  t.same(steps(`${EM}/subjects(objectId='{objectIdOfUser}')`), ['subject {objectIdOfUser}']);
  t.same(steps('/v1.0/directoryRoles/roleTemplateId={id}/members'), ['directoryRole {id}', 'user']);
  t.equal(readAddress('/v1.0/groups/{id}/members/microsoft.graph.device/$count').cast, 'device');
  t.equal(readAddress('/v1.0/groups/{id}/members/$ref').end, '$ref');
  t.same(
    readAddress("/v1.0/x/assignments/additionalAccess(accessPackageId='a',incompatibleAccessPackageId='b')").steps,
    [],
  );
  t.same(
    readAddress(`${EM}/assignments/additionalAccess(accessPackageId='a',incompatibleAccessPackageId='b')`).operation,
    {
      name: 'additionalAccess',
      args: { accessPackageId: 'a', incompatibleAccessPackageId: 'b' },
    },
  );
  t.equal(
    readAddress('/v1.0/users/{id | userPrincipalName}/revokeSignInSessions').operation?.name,
    'revokeSignInSessions',
  );
});

t.test('what a query asks for is given to what it shall find', async (t) => {
  const found = (query: string, printed: JsonObject = {}) => satisfy(printed, readConditions(query));
  t.same(found("?$filter=accessPackage/id eq 'x' and state eq 'delivered'"), {
    accessPackage: { id: 'x' },
    state: 'delivered',
  });
  t.same(found('?$filter=(originSystem+eq+%27AadGroup%27)'), { originSystem: 'AadGroup' });
  t.same(found("?$filter=startswith(displayName,'a')", { displayName: 'Adele' }), { displayName: 'Adele' });
  t.same(found('?$search="displayName:tier"', { displayName: 'Joseph Price' }), { displayName: 'tier Joseph Price' });
  t.same(found("?$filter=endswith(mail,'a@contoso.com')", { mail: 'b@x.com' }), { mail: 'ba@contoso.com' });
  t.same(found("?$filter=groupTypes/any(c:c eq 'Unified')"), { groupTypes: ['Unified'] });
  t.same(found('?$filter=owners/$count eq 2'), { owners: [{}, {}] });
});

t.test('fragments of both generations are equal', async (t) => {
  const root = 'https://graph.microsoft.com/v1.0/$metadata#';
  t.equal(fragment(`${root}identityGovernance/entitlementManagement/catalogs/$entity`), 'catalogs/$entity');
  t.equal(fragment(`${root}groups('${ID}')/members`), "groups('id')/members");
  t.equal(fragment(`${root}catalogs('a')/resourceRoles(resource())`), "catalogs('id')/resourceRoles");
  const compare = (wanted: string, got: string) =>
    differences({ '@odata.context': root + wanted }, { '@odata.context': root + got }, new Known());
  t.same(
    compare(
      'accessPackageAssignmentRequests/$entity',
      'identityGovernance/entitlementManagement/assignmentRequests/$entity',
    ),
    [],
  );
  t.same(compare('appRoleAssignments', `users('${ID}')/appRoleAssignments`), []);
  t.equal(compare('users', 'groups').length, 1);
});

t.test('printed keys, kinds and fixed values count', async (t) => {
  const compare = (wanted: JsonObject, got: JsonObject, known = new Known()) => differences(wanted, got, known);
  t.same(compare({ a: null, isHidden: false }, { a: 1, isHidden: false, more: true }), []);
  t.match(compare({ isHidden: false }, { isHidden: true }), ['$.isHidden: false wanted, got true']);
  t.match(compare({ description: null }, {}), ['$.description: missing']);
  t.match(compare({ count: 3 }, { count: '3' }), ['$.count: number wanted']);
  t.match(compare({ requestState: 'Delivered' }, { requestState: 'delivered' }), ['"Delivered" wanted']);
  t.same(compare({ displayName: 'Adele Vance' }, { displayName: 'Person 1' }), []);
  t.same(compare({ displayName: 'displayName-value' }, { displayName: null }), []);
  t.same(compare({ createdDateTime: '2019-01-27T18:19:50.74Z' }, { createdDateTime: '2026-01-01T00:00:00Z' }), []);
  t.match(compare({ createdDateTime: '2019-01-27T18:19:50.74Z' }, { createdDateTime: null }), ['string wanted']);
  t.same(
    compare({ '@odata.type': 'microsoft.graph.user', a: 1 }, { '@odata.type': '#microsoft.graph.user', a: 1 }),
    [],
  );
  t.same(compare({ schedule: { '@odata.type': 'microsoft.graph.x' } }, { schedule: { a: 1 } }), []);
  t.match(compare({ approver: { '@odata.type': '#microsoft.graph.x' } }, { approver: { a: 1 } }), ['missing']);
  const sent = new Known();
  sent.send({ displayName: 'Sales' });
  t.match(compare({ displayName: 'Sales' }, { displayName: 'Person 1' }, sent), ['"Sales" wanted']);
});

t.test('an id stands for the live one that it was first seen with', async (t) => {
  const known = new Known();
  t.same(differences({ id: ID }, { id: LIVE }, known), []);
  t.same(differences({ originId: `Member_${ID}` }, { originId: `Member_${LIVE}` }, known), []);
  t.equal(differences({ catalogId: ID }, { catalogId: ID }, known).length, 1);
});

t.test('each printed item takes the one that fits it best', async (t) => {
  const got = [
    { n: 1, s: true },
    { n: 2, s: true },
    { n: 2, s: false },
  ];
  t.same(differences([{ n: 2, s: false }, { n: 2 }], got, new Known()), []);
  t.match(differences([{ n: 1 }, { n: 1 }], got, new Known()), ['$[1].n: 1 wanted, got 2']);
  t.match(differences([1, 2, 3], [1], new Known()), ['$: 3 items wanted, got 1']);
});

const pages = readPages('test/data/conformance');

async function run(page: Page, at: number, example: Example) {
  const emulator = await createEmulator({ logLevel: 'fatal', randomSeed: 'conformance' });
  const outcome = await replay(page, at, example, emulator);
  await emulator.close();
  return outcome;
}

for (const page of pages) {
  t.test(`${page.version} ${page.slug}`, async (t) => {
    for (const [at, example] of (page.examples ?? []).entries()) {
      t.same((await run(page, at, example)).problems, [], example.name ?? '');
    }
  });
}

t.test('what differs is told', async (t) => {
  const page = { slug: 'catalog', version: 'v1.0', operations: [], success: 200 } as const satisfies Page;
  const request = { method: 'GET', url: `${EM}/catalogs/${ID}`, headers: {}, body: null };
  const problems = async (status: number, body: JsonObject) =>
    (await run(page, 0, { request, response: { status, headers: {}, body } })).problems;
  t.same(await problems(200, { id: ID, catalogType: 'userManaged' }), []);
  t.match(await problems(200, { id: ID, catalogType: 'serviceDefault' }), ['$.catalogType: "serviceDefault" wanted']);
  t.match(await problems(200, { id: ID, unheardOf: 1 }), ['$.unheardOf: missing']);
  const gone = { ...request, url: `${EM}/nothing` };
  t.match((await run(page, 0, { request: gone, response: { status: 200, headers: {}, body: {} } })).problems, [
    /^status 200 wanted, got 400/,
  ]);
});

t.test('an exception excuses a failure and may not outlive it', async (t) => {
  const outcome = { slug: 'a', version: 'beta', operation: 'GET /a', example: 0, name: '', problems: ['no'] };
  const exception: Exception = { slug: 'a', version: 'beta', example: 0, kind: 'page error', reason: 'a slip' };
  t.notOk(holds(judge([outcome], [])));
  t.ok(holds(judge([outcome], [exception])));
  t.notOk(holds(judge([outcome], [{ ...exception, example: 1 }])));
  const stale = judge([{ ...outcome, problems: [] }], [exception]);
  t.notOk(holds(stale));
  t.equal(totals(stale), '0 of 1 examples passed, 1 stale exception');
});
