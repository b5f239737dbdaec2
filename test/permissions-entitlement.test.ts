/** What callers may do in entitlement management, at the level enforce. */
import t from 'tap';
import { securityGroup } from './support/directory.js';
import { enforced } from './support/enforced.js';
import { ADMIN, type Door, STRANGER } from './support/sign-in.js';

const EM = '/v1.0/identityGovernance/entitlementManagement';
const ROLES = '/v1.0/roleManagement/entitlementManagement/roleAssignments';
const CATALOG_OWNER = 'ae79f266-94d4-4dab-b730-feca7e132178';
const READ = 'EntitlementManagement.Read.All';
const WRITE = 'EntitlementManagement.ReadWrite.All';

const refusal = (reason: string) => ({
  status: 403,
  body: {
    error: {
      code: 'UnAuthorized',
      message: `User is not authorized to perform the operation. Reason: ${reason}`,
      details: [],
    },
  },
});
/** The token does not have the permission. */
const NO_PERMISSION = refusal('The caller is not authorized.');
/** The user does not have a role. */
const NO_ROLE = refusal('Unauthorized');

async function scene() {
  const { at, admin: ask, person } = await enforced();
  const admin = await at.mint({ user: ADMIN });
  const post = async (path: string, body: object) => (await ask('POST', path, body)).body;
  const { id: catalog } = await post(`${EM}/catalogs`, { displayName: 'Sales' });
  const { id: other } = await post(`${EM}/catalogs`, { displayName: 'Finance' });
  return { at, admin, post, person, anna: await person('anna'), catalog: catalog as string, other: other as string };
}

const as = (at: Door, user: string, ...scopes: string[]) => at.mint({ user, scopes });

t.test('the permission of entitlement management is needed, with or without a user', async (t) => {
  const { at } = await scene();
  const catalogs = `${EM}/catalogs`;
  for (const token of [
    await as(at, ADMIN, 'User.Read.All'),
    await at.mint({ application: STRANGER, roles: ['Directory.ReadWrite.All'] }),
  ]) {
    t.match(await at.ask('GET', catalogs, token), NO_PERMISSION);
  }
  const reader = await at.mint({ application: STRANGER, roles: [READ] });
  t.equal((await at.ask('GET', catalogs, reader)).status, 200);
  t.match(await at.ask('POST', catalogs, reader, { displayName: 'x' }), NO_PERMISSION);
  const writer = await at.mint({ application: STRANGER, roles: [WRITE] });
  t.equal((await at.ask('POST', catalogs, writer, { displayName: 'x' })).status, 201, 'an application needs no role');
});

t.test('a user needs a role to administer, and none for their own access', async (t) => {
  const { at, anna, catalog } = await scene();
  const token = await as(at, anna, WRITE);
  t.match(await at.ask('GET', `${EM}/catalogs/${catalog}`, token), NO_ROLE);
  t.match(await at.ask('PATCH', `${EM}/catalogs/${catalog}`, token, { displayName: 'x' }), NO_ROLE);
  t.match(await at.ask('PATCH', `${EM}/settings`, token, {}), NO_ROLE);
  const mine = "accessPackages/filterByCurrentUser(on='allowedRequestor')";
  t.equal((await at.ask('GET', `${EM}/${mine}`, token)).status, 200);
  const application = await at.mint({ application: STRANGER, roles: [WRITE] });
  t.match(await at.ask('GET', `${EM}/${mine}`, application), NO_PERMISSION, 'applications have no access of their own');
});

t.test('a catalog owner administers that catalog', async (t) => {
  const { at, post, anna, catalog, other } = await scene();
  await post(ROLES, {
    principalId: anna,
    roleDefinitionId: CATALOG_OWNER,
    appScopeId: `/AccessPackageCatalog/${catalog}`,
  });
  const token = await as(at, anna, WRITE);
  t.equal((await at.ask('PATCH', `${EM}/catalogs/${catalog}`, token, { displayName: 'Hers' })).status, 204);
  t.match(await at.ask('PATCH', `${EM}/catalogs/${other}`, token, { displayName: 'x' }), NO_ROLE);
  const unknown = '11111111-1111-4111-8111-111111111111';
  t.match(await at.ask('GET', `${EM}/catalogs/${unknown}`, token), NO_ROLE, 'what does not exist is refused alike');
  const made = await at.ask('POST', `${EM}/accessPackages`, token, { displayName: 'p', catalog: { id: catalog } });
  t.equal(made.status, 201);
  t.equal((await at.ask('GET', `${EM}/accessPackages/${made.body.id}`, token)).status, 200);
  t.match(await at.ask('POST', `${EM}/catalogs`, token, { displayName: 'x' }), NO_ROLE, 'but creates none');
});

t.test('requests for oneself need no role, requests for others do', async (t) => {
  const { at, anna } = await scene();
  const token = await as(at, anna, 'EntitlementMgmt-SubjectAccess.ReadWrite');
  const requests = `${EM}/assignmentRequests`;
  const own = await at.ask('POST', requests, token, { requestType: 'userAdd', assignment: { accessPackageId: anna } });
  t.not(own.status, 403, 'refused for other reasons, if at all');
  const others = { requestType: 'adminAdd', assignment: { targetId: anna, accessPackageId: anna } };
  t.match(await at.ask('POST', requests, token, others), NO_PERMISSION);
  t.match(await at.ask('POST', requests, await as(at, anna, WRITE), others), NO_ROLE);
});

/**
 * "Get approval": meant for an approver, 403 for who may not; "approval: filterByCurrentUser" answers those for which the
 * caller is an approver.
 */
t.test('an approval is shown to those who decide it, who asked, and who administer', async (t) => {
  const { at, admin, post, person, anna, catalog } = await scene();
  const [bert, carl] = [await person('bert'), await person('carl')];
  const { id: approvers } = await post(
    '/v1.0/groups',
    securityGroup('approvers', { 'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${bert}`] }),
  );
  const { id: pack } = await post(`${EM}/accessPackages`, { displayName: 'p', catalog: { id: catalog } });
  const primaryApprovers = [{ '@odata.type': '#microsoft.graph.groupMembers', groupId: approvers }];
  const { id: policy } = await post(`${EM}/assignmentPolicies`, {
    displayName: 'p',
    accessPackage: { id: pack },
    allowedTargetScope: 'allMemberUsers',
    requestorSettings: { enableTargetsToSelfAddAccess: true },
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      stages: [{ durationBeforeAutomaticDenial: 'P2D', primaryApprovers }],
    },
  });
  const asked = await at.ask('POST', `${EM}/assignmentRequests`, await as(at, anna, WRITE), {
    requestType: 'userAdd',
    assignment: { targetId: anna, assignmentPolicyId: policy, accessPackageId: pack },
  });
  t.equal(asked.status, 201);
  const approvals = `${EM}/accessPackageAssignmentApprovals`;
  const approval = `${approvals}/${asked.body.id}`;
  for (const path of [approval, `${approval}/stages`, approvals]) {
    t.match(await at.ask('GET', path, await as(at, carl, READ)), NO_ROLE, path);
    t.equal((await at.ask('GET', path, admin)).status, 200);
  }
  for (const user of [anna, bert]) {
    const { status, body } = await at.ask('GET', approval, await as(at, user, READ));
    t.equal(status, 200);
    t.equal(body.stages[0].assignedToMe, user === bert);
    const steps = `${approval.replace('v1.0', 'beta')}?$expand=steps`;
    for (const path of [`${approval}?$expand=stages`, steps]) {
      t.equal((await at.ask('GET', path, await as(at, user, READ))).status, 200, path);
    }
  }
});

// "List resourceRoleScopes" of availableAccessPackage: the one page of its kind with an application permission.
t.test('an application is told what an available package gives, and only that', async (t) => {
  const { at, post, catalog } = await scene();
  const { id } = await post(`${EM}/accessPackages`, { displayName: 'Robots', catalog: { id: catalog } });
  await post(`${EM}/assignmentPolicies`, {
    displayName: 'Robots',
    description: '',
    accessPackage: { id },
    allowedTargetScope: 'allDirectoryServicePrincipals',
    requestorSettings: { enableTargetsToSelfAddAccess: true },
    requestApprovalSettings: { isApprovalRequiredForAdd: false, stages: [] },
  });
  const { appId } = await post('/v1.0/applications', { displayName: 'Robot' });
  await post('/v1.0/servicePrincipals', { appId });
  const robot = await at.mint({ application: appId, roles: [READ] });
  const available = '/beta/identityGovernance/entitlementManagement/availableAccessPackages';
  t.match(await at.ask('GET', `${available}/${id}/resourceRoleScopes`, robot), { status: 200, body: { value: [] } });
  t.match(await at.ask('GET', available, robot), NO_PERMISSION);
  const stranger = await at.mint({ application: appId, roles: ['User.Read.All'] });
  t.match(await at.ask('GET', `${available}/${id}/resourceRoleScopes`, stranger), NO_PERMISSION);
});

const SUBJECT = 'EntitlementMgmt-SubjectAccess.ReadWrite';
const BETA = '/beta/identityGovernance/entitlementManagement';

/** The permission for self-service, least on each of these pages since 2025. */
t.test('people ask about their own access with the permission for that', async (t) => {
  const { at, post, anna, catalog } = await scene();
  const { id } = await post(`${EM}/accessPackages`, { displayName: 'p', catalog: { id: catalog } });
  const token = await as(at, anna, SUBJECT);
  for (const path of [
    `${EM}/accessPackages/filterByCurrentUser(on='allowedRequestor')`,
    `${EM}/assignments/filterByCurrentUser(on='target')`,
    `${BETA}/accessPackageAssignments/filterByCurrentUser(on='target')`,
    `${EM}/assignmentRequests/filterByCurrentUser(on='createdBy')`,
    `${EM}/accessPackageSuggestions/filterByCurrentUser(types='assignedToPeers')`,
  ]) {
    t.not((await at.ask('GET', path, token)).status, 403, path);
    t.equal((await at.ask('GET', path, await as(at, anna, 'User.Read'))).status, 403, path);
  }
  const requirements = `${EM}/accessPackages/${id}/getApplicablePolicyRequirements`;
  t.equal((await at.ask('POST', requirements, token)).status, 200);
  t.match(await at.ask('GET', `${EM}/accessPackages`, token), NO_PERMISSION);
});

/** "accessPackageAssignment: additionalAccess": its tables differ by version. */
t.test('additional access is told to those who read assignments, in v1.0 to applications, too', async (t) => {
  const { at, anna, post, catalog } = await scene();
  const [one, other] = [
    await post(`${EM}/accessPackages`, { displayName: 'a', catalog: { id: catalog } }),
    await post(`${EM}/accessPackages`, { displayName: 'b', catalog: { id: catalog } }),
  ];
  const asked = `additionalAccess(accessPackageId='${one.id}',incompatibleAccessPackageId='${other.id}')`;
  const application = await at.mint({ application: STRANGER, roles: [READ] });
  t.equal((await at.ask('GET', `${EM}/assignments/${asked}`, application)).status, 200);
  t.match(await at.ask('GET', `${BETA}/accessPackageAssignments/${asked}`, application), NO_PERMISSION);
  t.match(await at.ask('GET', `${EM}/assignments/${asked}`, await as(at, anna, READ)), NO_ROLE);
});

/** Roles as the pages "Get settings", "Update subject" and "Refresh" name them. */
t.test('some things take a role of their own', async (t) => {
  const { at, admin, post, anna, catalog } = await scene();
  const give = (roleDefinitionId: string) =>
    post(ROLES, { principalId: anna, roleDefinitionId, appScopeId: `/AccessPackageCatalog/${catalog}` });
  const { id: originId } = await post('/v1.0/groups', securityGroup('g'));
  const resource = { originId, originSystem: 'AadGroup' };
  await post(`${EM}/resourceRequests`, { requestType: 'adminAdd', catalog: { id: catalog }, resource });
  const [{ id }] = (await at.ask('GET', `${EM}/catalogs/${catalog}/resources`, admin)).body.value;
  const refresh = `${EM}/catalogs/${catalog}/resources/${id}/refresh`;
  const token = await as(at, anna, WRITE);
  t.match(await at.ask('POST', refresh, token), NO_ROLE);
  await give('7f480852-ebdc-47d4-87de-0d8498384a83');
  t.ok((await at.ask('POST', refresh, token)).status < 300, 'Access package manager');
  await give(CATALOG_OWNER);
  t.match(await at.ask('GET', `${EM}/settings`, token), NO_ROLE, 'Identity Governance Administrator');
  t.equal((await at.ask('GET', `${EM}/settings`, admin)).status, 200);
  const subject = `${EM}/subjects(objectId='${anna}')`;
  t.not((await at.ask('PATCH', subject, token, { subjectLifecycle: 'governed' })).status, 403, 'Catalog owner');
});
