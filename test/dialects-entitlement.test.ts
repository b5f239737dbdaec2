/** One tenant, told of in two versions: what one wrote, the other reads in its own words. */
import t from 'tap';
import { person } from './support/directory.js';
import { emulator, type Graph } from './support/emulator.js';

const V1 = '/v1.0/identityGovernance/entitlementManagement';
const BETA = '/beta/identityGovernance/entitlementManagement';

async function made(graph: Graph, path: string, body: object) {
  const answer = await graph.post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function read(graph: Graph, path: string) {
  const answer = await graph.get(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

t.test('a catalog: created, changed and found in either version', async (t) => {
  const graph = await emulator(t);
  const { id } = await made(graph, `${V1}/catalogs`, { displayName: 'Sales', state: 'unpublished' });
  const beta = await read(graph, `${BETA}/accessPackageCatalogs/${id}`);
  t.hasStrict(beta, { displayName: 'Sales', catalogStatus: 'Unpublished', catalogType: 'UserManaged' });
  t.notOk('state' in beta, 'beta does not say it in the words of v1.0');
  t.equal((await graph.patch(`${BETA}/accessPackageCatalogs/${id}`, { displayName: 'Sales EU' })).status, 204);
  t.hasStrict(await read(graph, `${V1}/catalogs/${id}`), { displayName: 'Sales EU', state: 'unpublished' });
  for (const filter of ["state eq 'unpublished'", "state eq 'Unpublished'"]) {
    const { value } = await read(graph, `${V1}/catalogs?$filter=${filter}`);
    t.same([value.length, value[0]?.id], [1, id], `v1.0: ${filter}`);
  }
  const { value } = await read(graph, `${BETA}/accessPackageCatalogs?$filter=catalogStatus eq 'Unpublished'`);
  t.same([value.length, value[0]?.id], [1, id], 'beta: by its own name of the state');
  t.equal((await graph.get(`${V1}/catalogs?$filter=catalogStatus eq 'Unpublished'`)).status, 400, 'not by the other');
  const sent = { displayName: 'HR', catalogStatus: 'Published', isExternallyVisible: true };
  const second = await made(graph, `${BETA}/accessPackageCatalogs`, sent);
  t.hasStrict(await read(graph, `${V1}/catalogs/${second.id}`), { state: 'published', isExternallyVisible: true });
});

t.test('an access package: keys in beta, navigations in v1.0', async (t) => {
  const graph = await emulator(t);
  const catalog = await made(graph, `${V1}/catalogs`, { displayName: 'Sales' });
  const description = 'For the campaign';
  const stable = await made(graph, `${V1}/accessPackages`, {
    displayName: 'One',
    description,
    catalog: { id: catalog.id },
  });
  const beta = await made(graph, `${BETA}/accessPackages`, {
    displayName: 'Two',
    description,
    catalogId: catalog.id,
  });
  t.notOk('catalogId' in stable);
  t.hasStrict(await read(graph, `${BETA}/accessPackages/${stable.id}`), { displayName: 'One', catalogId: catalog.id });
  const expanded = await read(graph, `${V1}/accessPackages/${beta.id}?$expand=catalog`);
  t.hasStrict(expanded, { displayName: 'Two', catalog: { id: catalog.id, displayName: 'Sales' } });
  const names = async (path: string) =>
    ((await read(graph, path)).value as { displayName: string }[]).map(({ displayName }) => displayName).sort();
  t.same(await names(`${V1}/catalogs/${catalog.id}/accessPackages`), ['One', 'Two']);
  t.same(await names(`${BETA}/accessPackageCatalogs/${catalog.id}/accessPackages`), ['One', 'Two']);
  t.same(await names(`${V1}/accessPackages?$filter=catalog/id eq '${catalog.id}'`), ['One', 'Two']);
});

/** A catalog with a package, and an approver. */
async function prepared(graph: Graph) {
  const catalog = await made(graph, `${V1}/catalogs`, { displayName: 'Sales' });
  const sent = { displayName: 'Package', description: 'x', catalog: { id: catalog.id } };
  const pack = await made(graph, `${V1}/accessPackages`, sent);
  return { pack, approver: await made(graph, '/v1.0/users', person('approver')) };
}

t.test('a policy of v1.0 in the words of beta', async (t) => {
  const graph = await emulator(t);
  const { pack, approver } = await prepared(graph);
  const approvers = [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver.id, description: 'approver' }];
  const stage = {
    durationBeforeAutomaticDenial: 'P14D',
    isApproverJustificationRequired: true,
    isEscalationEnabled: false,
    durationBeforeEscalation: 'PT0S',
    primaryApprovers: approvers,
    fallbackPrimaryApprovers: [],
    escalationApprovers: [],
    fallbackEscalationApprovers: [],
  };
  const sent = {
    displayName: 'All members',
    description: 'Members ask, one approves',
    allowedTargetScope: 'allMemberUsers',
    expiration: { type: 'afterDuration', duration: 'P365D' },
    requestorSettings: { enableTargetsToSelfAddAccess: true, enableTargetsToSelfUpdateAccess: true },
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      isApprovalRequiredForUpdate: false,
      isRequestorJustificationRequired: true,
      stages: [stage],
    },
  };
  const { id } = await made(graph, `${V1}/assignmentPolicies`, { ...sent, accessPackage: { id: pack.id } });
  t.match(await read(graph, `${V1}/assignmentPolicies/${id}`), sent, 'v1.0 reads back what it wrote');
  const beta = await read(graph, `${BETA}/accessPackageAssignmentPolicies/${id}`);
  t.hasStrict(beta, {
    accessPackageId: pack.id,
    durationInDays: 365,
    canExtend: true,
    requestorSettings: { scopeType: 'AllExistingDirectoryMemberUsers', acceptRequests: true, allowedRequestors: [] },
    requestApprovalSettings: {
      isApprovalRequired: true,
      isApprovalRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      approvalMode: 'SingleStage',
    },
  });
  t.hasStrict(beta.requestApprovalSettings.approvalStages, [
    {
      approvalStageTimeOutInDays: 14,
      isApproverJustificationRequired: true,
      isEscalationEnabled: false,
      escalationTimeInMinutes: 0,
      primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', id: approver.id, isBackup: false }],
    },
  ]);
});

t.test('a policy of beta in the words of v1.0: days, minutes and backups', async (t) => {
  const graph = await emulator(t);
  const { pack, approver } = await prepared(graph);
  const backup = await made(graph, '/v1.0/users', person('backup'));
  const single = (id: string, isBackup: boolean) => ({
    '@odata.type': '#microsoft.graph.singleUser',
    isBackup,
    id,
    description: 'approver',
  });
  const sent = {
    displayName: 'Anyone',
    description: 'Two stages',
    durationInDays: 90,
    canExtend: false,
    requestorSettings: { scopeType: 'AllExistingDirectorySubjects', acceptRequests: true, allowedRequestors: [] },
    requestApprovalSettings: {
      isApprovalRequired: true,
      isApprovalRequiredForExtension: true,
      isRequestorJustificationRequired: false,
      approvalMode: 'SingleStage',
      approvalStages: [
        {
          approvalStageTimeOutInDays: 14,
          isApproverJustificationRequired: true,
          isEscalationEnabled: true,
          escalationTimeInMinutes: 11520,
          primaryApprovers: [single(approver.id, false), single(backup.id, true)],
          escalationApprovers: [single(backup.id, false)],
        },
      ],
    },
  };
  const { id } = await made(graph, `${BETA}/accessPackageAssignmentPolicies`, { ...sent, accessPackageId: pack.id });
  t.match(await read(graph, `${BETA}/accessPackageAssignmentPolicies/${id}`), sent, 'beta reads back what it wrote');
  const stable = await read(graph, `${V1}/assignmentPolicies/${id}?$expand=accessPackage`);
  t.hasStrict(stable, {
    allowedTargetScope: 'allDirectoryUsers',
    expiration: { type: 'afterDuration', duration: 'P90D' },
    requestorSettings: { enableTargetsToSelfAddAccess: true, enableTargetsToSelfUpdateAccess: false },
    requestApprovalSettings: { isApprovalRequiredForAdd: true, isApprovalRequiredForUpdate: true },
    accessPackage: { id: pack.id },
  });
  const [stage] = stable.requestApprovalSettings.stages;
  t.hasStrict(stage, {
    durationBeforeAutomaticDenial: 'P14D',
    durationBeforeEscalation: 'P8D',
    primaryApprovers: [{ userId: approver.id }],
    fallbackPrimaryApprovers: [{ userId: backup.id }],
    escalationApprovers: [{ userId: backup.id }],
  });
  t.notOk('isBackup' in stage.primaryApprovers[0]);
});

t.test('a request that waits for approval in one version, canceled in the other', async (t) => {
  const graph = await emulator(t);
  const { pack, approver } = await prepared(graph);
  const requestor = await made(graph, '/v1.0/users', person('requestor'));
  const policy = await made(graph, `${V1}/assignmentPolicies`, {
    displayName: 'Members',
    description: 'x',
    accessPackage: { id: pack.id },
    allowedTargetScope: 'allMemberUsers',
    expiration: { type: 'noExpiration' },
    requestorSettings: { enableTargetsToSelfAddAccess: true },
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      stages: [
        {
          durationBeforeAutomaticDenial: 'P14D',
          primaryApprovers: [{ '@odata.type': '#microsoft.graph.singleUser', userId: approver.id }],
        },
      ],
    },
  });
  const request = await made(graph.asUser(requestor.id), `${V1}/assignmentRequests`, {
    requestType: 'userAdd',
    assignment: { targetId: requestor.id, assignmentPolicyId: policy.id, accessPackageId: pack.id },
  });
  const beta = () => read(graph, `${BETA}/accessPackageAssignmentRequests/${request.id}`);
  t.hasStrict(await beta(), { requestState: 'PendingApproval', requestStatus: 'PendingApproval' });
  const { value } = await read(
    graph,
    `${BETA}/accessPackageAssignmentRequests?$filter=requestState eq 'PendingApproval'`,
  );
  t.equal(value[0]?.id, request.id);
  const canceled = await graph
    .asUser(requestor.id)
    .post(`${BETA}/accessPackageAssignmentRequests/${request.id}/cancel`);
  t.equal(canceled.status, 200, JSON.stringify(canceled.body));
  t.hasStrict(await read(graph, `${V1}/assignmentRequests/${request.id}`), { state: 'canceled', status: 'Canceled' });
  t.equal((await beta()).requestState, 'Canceled');
});

t.test('settings: days in beta, a duration in v1.0', async (t) => {
  const graph = await emulator(t);
  const changed = await graph.patch(`${BETA}/settings`, { daysUntilExternalUserDeletedAfterBlocked: 10 });
  t.ok(changed.status < 300, JSON.stringify(changed.body));
  const stable = await read(graph, `${V1}/settings`);
  t.equal(stable.durationUntilExternalUserDeletedAfterBlocked, 'P10D');
  await graph.patch(`${V1}/settings`, { durationUntilExternalUserDeletedAfterBlocked: 'P40D' });
  t.equal((await read(graph, `${BETA}/settings`)).daysUntilExternalUserDeletedAfterBlocked, 40);
});
