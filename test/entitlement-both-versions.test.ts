/** What one version writes into entitlement management, the other reads, at every place where it is addressed. */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { Reply } from './support/emulator.js';
import { BETA, Office, V1 } from './support/entitlement.js';
import { csv, REVIEWED } from './support/furnished.js';

const ROOTS = { 'v1.0': V1, beta: BETA } as const;
const fabrikam = {
  displayName: 'Fabrikam',
  description: 'a partner',
  identitySources: [
    { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName: 'fabrikam.com', displayName: 'Fabrikam' },
  ],
  state: 'configured',
};

/** Somebody whose decision a request waits for. */
async function decider(office: Office): Promise<string> {
  const userId = await office.user('approver');
  const primaryApprovers = [{ '@odata.type': '#microsoft.graph.singleUser', userId }];
  const requestApprovalSettings = { isApprovalRequiredForAdd: true, stages: [{ primaryApprovers }] };
  const { id } = await office.pack('Guarded', { policy: { requestApprovalSettings } });
  await office.ask(await office.user('person'), 'userAdd', { accessPackageId: id });
  return userId;
}

/** Functions that beta alone has, and those behind an assignment, with the number of what they answer. */
const olderFunctions = (assignment: string, person: string) =>
  (
    [
      ['accessPackageAssignments/My', 2],
      ['accessPackageAssignmentRequests/My', 2],
      ['assignmentRequests/My', 2],
      ['accessPackageAssignmentResourceRoles/My', 1],
      [`accessPackageAssignments/${assignment}/accessPackageAssignmentResourceRoles/My`, 1],
      [`accessPackageAssignments/${assignment}/accessPackageAssignmentRequests/filterByCurrentUser(on='target')`, 1],
    ] as const
  ).map(([path, count]) => [person, path, count] as const);

const ids = ({ body }: Reply): string[] => body.value.map(({ id }: { id: string }) => id);

for (const [version, other] of [
  ['v1.0', 'beta'],
  ['beta', 'v1.0'],
] as const) {
  const [root, others] = [ROOTS[version], ROOTS[other]];

  t.test(`${version}: references are added, and removed in both forms`, async (t) => {
    const office = await Office.open(t);
    const { graph } = office;
    const pack = await office.pack('Reading');
    const organization = await office.make(`${root}/connectedOrganizations`, fabrikam);
    const two = async (make: (name: string) => Promise<string>) => [await make('one'), await make('two')] as const;
    const packages = await two(async (name) => (await office.pack(name)).id);
    const groups = await two((name) => office.group(name));
    const people = await two((name) => office.user(name));
    const sponsored = `connectedOrganizations/${organization.id}`;
    for (const [place, set, [one, rest]] of [
      [`accessPackages/${pack.id}/incompatibleAccessPackages`, `${root}/accessPackages`, packages],
      [`accessPackages/${pack.id}/incompatibleGroups`, `/${version}/groups`, groups],
      [`${sponsored}/internalSponsors`, `/${version}/users`, people],
      [`${sponsored}/externalSponsors`, `/${version}/users`, people],
    ] as const) {
      const reference = (id: string) => ({ '@odata.id': `${graph.url}${set}/${id}` });
      const listed = async () => ids(await graph.get(`${others}/${place}`)).sort();
      for (const id of [one, rest]) {
        t.equal((await graph.post(`${root}/${place}/$ref`, reference(id))).status, 204, place);
      }
      t.same(await listed(), [one, rest].sort(), place);
      t.equal((await graph.delete(`${root}/${place}/${one}/$ref`)).status, 204, place);
      t.same(await listed(), [rest], place);
      const named = encodeURIComponent(reference(rest)['@odata.id']);
      t.equal((await graph.delete(`${root}/${place}/$ref?@id=${named}`)).status, 204, `${place}, by @id`);
      t.same(await listed(), [], place);
    }
    t.equal((await graph.delete(`${root}/${sponsored}`)).status, 204);
    t.equal((await graph.get(`${others}/${sponsored}`)).status, 404);
  });

  t.test(`${version}: a policy, its package and its catalog are deleted`, async (t) => {
    const office = await Office.open(t);
    const catalog = await office.catalog();
    const pack = await office.pack('Gone', { catalog });
    const [policies, catalogs] =
      version === 'v1.0'
        ? ['assignmentPolicies', 'catalogs']
        : ['accessPackageAssignmentPolicies', 'accessPackageCatalogs'];
    for (const place of [`${policies}/${pack.policy}`, `accessPackages/${pack.id}`, `${catalogs}/${catalog}`]) {
      t.equal((await office.graph.delete(`${root}/${place}`)).status, 204, place);
      t.equal((await office.graph.get(`${root}/${place}`)).status, 404, place);
    }
  });

  t.test(`${version}: the lifecycle of a guest is set by either key`, async (t) => {
    const office = await Office.open(t);
    const guest = await office.user('guest', { userType: 'Guest' });
    const catalog = await office.catalog('Partners', { isExternallyVisible: true });
    const pack = await office.pack('Partners', { catalog, policy: { allowedTargetScope: 'allDirectoryUsers' } });
    await office.assign(pack, guest);
    const byObject = `subjects(objectId='${guest}')`;
    const { body } = await office.graph.get(`${root}/${byObject}`);
    for (const [place, subjectLifecycle] of [
      [byObject, 'governed'],
      [`subjects/${body.id}`, 'notGoverned'],
    ]) {
      t.equal((await office.graph.patch(`${root}/${place}`, { subjectLifecycle })).status, 204);
      t.match((await office.graph.get(`${others}/${byObject}`)).body, { subjectLifecycle });
    }
  });

  t.test(`${version}: files are handed in at every place of a resource`, async (t) => {
    const office = await Office.open(t);
    const catalog = await office.catalog();
    await office.make(`${BETA}/accessPackageResourceRequests`, {
      catalogId: catalog,
      requestType: 'AdminAdd',
      accessPackageResource: {
        '@odata.type': '#microsoft.graph.customDataProvidedResource',
        displayName: 'Building access',
        originId: 'building-1',
        originSystem: 'CustomDataProvidedResource',
      },
    });
    const [sets, resources] =
      version === 'v1.0' ? ['catalogs', 'resources'] : ['accessPackageCatalogs', 'accessPackageResources'];
    const found = await office.graph.get(`${root}/${sets}/${catalog}/${resources}`);
    const { id } = found.body.value[0];
    for (const place of [`${root}/${resources}/${id}`, `${root}/${sets}/${catalog}/${resources}/${id}`]) {
      const session = await office.make(`${place}/uploadSessions`, {
        '@odata.type': '#microsoft.graph.customDataProvidedResourceAccessReviewUploadSession',
        data: { '@odata.type': REVIEWED, reviewInstanceId: randomUUID() },
      });
      const one = `${place}/uploadSessions/${session.id}`;
      t.match(await office.graph.post(`${one}/uploadFile`, ...csv('who,what')), {
        status: 200,
        body: { stats: { filesUploaded: 1, totalBytesUploaded: 8 } },
      });
      t.match((await office.graph.get(`${one}/files`)).body.value, [{ name: 'access.csv', size: 8 }]);
      t.equal((await office.graph.patch(one, { isUploadDone: true })).status, 200);
      t.equal((await office.graph.post(`${one}/uploadFile`, ...csv('more'))).status, 400, 'it is over');
      t.equal((await office.graph.delete(one)).status, 204);
      t.equal((await office.graph.get(one)).status, 404);
    }
  });

  t.test(`${version}: what a function answers is counted`, async (t) => {
    const office = await Office.open(t);
    const approver = await decider(office);
    const [one, two] = [await office.pack('One', { groups: [await office.group('team')] }), await office.pack('Two')];
    const person = await office.user('holder');
    const [held] = [await office.assign(one, person), await office.assign(two, person)];
    await office.graph.post(`${V1}/accessPackages/${one.id}/incompatibleAccessPackages/$ref`, {
      '@odata.id': `${office.graph.url}${V1}/accessPackages/${two.id}`,
    });
    const assignments = version === 'v1.0' ? 'assignments' : 'accessPackageAssignments';
    const both = `accessPackageId='${one.id}',incompatibleAccessPackageId='${two.id}'`;
    const requests =
      version === 'v1.0' ? ['assignmentRequests'] : ['accessPackageAssignmentRequests', 'assignmentRequests'];
    for (const [who, path, count] of [
      [approver, "accessPackageAssignmentApprovals/filterByCurrentUser(on='approver')", 1],
      [person, "accessPackages/filterByCurrentUser(on='allowedRequestor')", 3],
      [person, "accessPackageSuggestions/filterByCurrentUser(on='relatedPeopleAssignments')", 0],
      [person, `${assignments}/filterByCurrentUser(on='target')`, 2],
      [person, `${assignments}/additionalAccess(${both})`, 1],
      ...requests.map((set) => [person, `${set}/filterByCurrentUser(on='target')`, 2] as const),
      ...(version === 'beta' ? olderFunctions(held, person) : []),
    ] as const) {
      const self = office.graph.asUser(who);
      t.equal(ids(await self.get(`${root}/${path}`)).length, count, path);
      t.match(await self.get(`${root}/${path}/$count`), { status: 200, body: String(count) }, path);
    }
  });
}
