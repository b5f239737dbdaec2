import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import t from 'tap';
import { directory as betaDirectory } from '../model/beta/directory/index.js';
import { entitlement as beta } from '../model/beta/entitlement/index.js';
import { Dialect } from '../model/dialect.js';
import type { Draft, EntityType, Route } from '../model/edm.js';
import type * as tables from '../model/entitlement/tables.js';
import { BindError, readProperty, writeProperty } from '../model/lens.js';
import type { Reader } from '../model/reader.js';
import { directory as v1Directory } from '../model/v1.0/directory/index.js';
import { entitlement as v1 } from '../model/v1.0/entitlement/index.js';
import { isEchoed, wireOf } from './support/wire-values.js';

const inV1 = new Dialect('v1.0', [v1Directory, v1]);
const inBeta = new Dialect('beta', [betaDirectory, beta]);
const dialects = [inV1, inBeta];

/** The same values every time: a failure is one of the change at hand. */
const RUNS = { numRuns: 100, seed: 100 };

/** A tenant that holds nothing. */
const nobody = { get: () => undefined, countEqual: () => 0 } as unknown as Reader;

const entitlementTypes = (dialect: Dialect): EntityType[] =>
  [...dialect.types.values()].filter(({ workload }) => workload === 'entitlement');

t.test('every name that a declaration mentions is declared', async (t) => {
  for (const dialect of dialects) {
    for (const type of entitlementTypes(dialect)) {
      if (type.base) t.ok(dialect.findType(type.base), `${type.name} is a ${type.base}`);
      for (const { name, is } of dialect.navigationsOf(type)) {
        const target = dialect.findType(is.to);
        t.ok(target, `${dialect.version} ${type.name}/${name} leads to ${is.to}`);
        if (target) t.equal(missingIndex(is.by, target), undefined, `${type.name}/${name} is indexed`);
      }
      for (const { index } of Object.values(type.alternateKeys ?? {})) t.ok(type.table?.unique[index]);
      if (type.publicKey) t.ok(type.table?.equality[type.publicKey.index]);
    }
    for (const { name, on, entities = {}, returns } of dialect.operations) {
      for (const type of [on, returns?.type, ...Object.values(entities).map((entity) => entity.type)]) {
        if (type) t.ok(dialect.findType(type), `${dialect.version} ${name}: ${type}`);
      }
    }
  }
});

function missingIndex(route: Route, target: EntityType): string | undefined {
  if ('all' in route) return target.table ? undefined : `${target.name} has no table`;
  if (!('inverse' in route)) return undefined;
  return target.table?.equality[route.inverse] ? undefined : route.inverse;
}

t.test('what a version writes it reads back, whatever the order', async () => {
  for (const dialect of dialects) {
    for (const type of entitlementTypes(dialect)) {
      // Whom an assignment is for is read through its subject, see below.
      const properties = dialect.propertiesOf(type).filter(({ name, is }) => isEchoed(is) && name !== 'targetId');
      const values = fc.record(Object.fromEntries(properties.map(({ name, is }) => [name, wireOf(dialect, is)])));
      const names = properties.map(({ name }) => name);
      const order = fc.shuffledSubarray(names, { minLength: names.length });
      const echoed = fc.property(values, order, (sent: Record<string, unknown>, inOrder) => {
        const draft: Draft = {};
        for (const name of inOrder) {
          const property = dialect.property(type, name);
          if (property) writeProperty(dialect, property, draft, sent[name]);
        }
        for (const property of properties) {
          const read = readProperty(dialect, property, draft, nobody);
          deepStrictEqual(read, sent[property.name], `${dialect.version} ${type.name}/${property.name}`);
        }
      });
      fc.assert(echoed, RUNS);
    }
  }
});

t.test('so does it with what operations answer', async () => {
  for (const dialect of dialects) {
    for (const { name, returns } of dialect.operations) {
      if (!returns?.property) continue;
      const answer = { name: 'value', is: returns.property };
      const echoed = fc.property(wireOf(dialect, answer.is), (sent) => {
        const draft: Draft = {};
        writeProperty(dialect, answer, draft, sent);
        deepStrictEqual(readProperty(dialect, answer, draft, nobody), sent, `${dialect.version} ${name}`);
      });
      fc.assert(echoed, RUNS);
    }
  }
});

/** A client's body, bound property by property. */
function bind(dialect: Dialect, typeName: string, body: Readonly<Record<string, unknown>>): Draft {
  const type = dialect.type(typeName);
  const draft: Draft = {};
  for (const [name, value] of Object.entries(body)) {
    const property = dialect.property(type, name);
    if (property) writeProperty(dialect, property, draft, value, { lenient: true });
  }
  return draft;
}

/** What a version prints of a record. */
function print(dialect: Dialect, typeName: string, record: object, reader = nobody): Record<string, unknown> {
  const printed = dialect
    .propertiesOf(dialect.type(typeName))
    .filter(({ is }) => is.readable !== 'filter')
    .map((property) => [property.name, readProperty(dialect, property, record as Draft, reader)]);
  return Object.fromEntries(printed);
}

const POLICY = 'accessPackageAssignmentPolicy';

t.test("the tutorial's policy is told in both versions' words", async (t) => {
  const settings = {
    requestorSettings: {
      scopeType: 'SpecificDirectorySubjects',
      acceptRequests: true,
      allowedRequestors: [
        { '@odata.type': '#microsoft.graph.singleUser', isBackup: false, id: 'u', description: 'Requestor1' },
      ],
    },
    requestApprovalSettings: {
      isApprovalRequired: false,
      isApprovalRequiredForExtension: false,
      isRequestorJustificationRequired: false,
      approvalMode: 'NoApproval',
      approvalStages: [],
    },
  };
  const policy = bind(inBeta, POLICY, {
    accessPackageId: 'p',
    displayName: 'Specific users',
    accessReviewSettings: null,
    durationInDays: 30,
    ...settings,
  });

  const answer = { ...settings, canExtend: false, durationInDays: 30, expirationDateTime: null };
  t.match(print(inBeta, POLICY, policy), { ...answer, accessReviewSettings: null, displayName: 'Specific users' });
  t.match(print(inV1, POLICY, policy), {
    allowedTargetScope: 'specificDirectoryUsers',
    specificAllowedTargets: [{ '@odata.type': '#microsoft.graph.singleUser', userId: 'u', description: 'Requestor1' }],
    expiration: { type: 'afterDuration', duration: 'P30D', endDateTime: null },
    requestorSettings: { enableTargetsToSelfAddAccess: true, enableTargetsToSelfUpdateAccess: false },
    requestApprovalSettings: { isApprovalRequiredForAdd: false, stages: [] },
    reviewSettings: null,
  });
});

t.test('approvers: beta flags backups in one list, v1.0 has a list of its own for them', async (t) => {
  const sponsors = { '@odata.type': '#microsoft.graph.externalSponsors', isBackup: false };
  const group = { '@odata.type': '#microsoft.graph.groupMembers', isBackup: true, id: 'g', description: 'backup' };
  const sent = {
    isApprovalRequired: true,
    isApprovalRequiredForExtension: true,
    isRequestorJustificationRequired: true,
    approvalMode: 'SingleStage',
    approvalStages: [
      {
        approvalStageTimeOutInDays: 14,
        escalationApprovers: [],
        escalationTimeInMinutes: 11520,
        isApproverJustificationRequired: true,
        isEscalationEnabled: false,
        primaryApprovers: [group, sponsors],
      },
    ],
  };
  const policy = bind(inBeta, POLICY, { requestApprovalSettings: sent });
  t.same(print(inBeta, POLICY, policy).requestApprovalSettings, sent);
  const inVersion1 = print(inV1, POLICY, policy).requestApprovalSettings as object;
  t.match(inVersion1, {
    isApprovalRequiredForAdd: true,
    isApprovalRequiredForUpdate: true,
    stages: [
      {
        durationBeforeAutomaticDenial: 'P14D',
        durationBeforeEscalation: 'P8D',
        primaryApprovers: [{ '@odata.type': '#microsoft.graph.externalSponsors' }],
        fallbackPrimaryApprovers: [{ '@odata.type': '#microsoft.graph.groupMembers', groupId: 'g' }],
      },
    ],
  });

  const written = bind(inV1, POLICY, { requestApprovalSettings: inVersion1 });
  t.match(print(inBeta, POLICY, written).requestApprovalSettings, {
    approvalMode: 'SingleStage',
    approvalStages: [{ primaryApprovers: [sponsors, group] }],
  });
});

t.test('the scope of a policy', async (t) => {
  const scopes = [
    ['NoSubjects', 'notSpecified'],
    ['SpecificDirectorySubjects', 'specificDirectoryUsers'],
    ['SpecificConnectedOrganizationSubjects', 'specificConnectedOrganizationUsers'],
    ['AllConfiguredConnectedOrganizationSubjects', 'allConfiguredConnectedOrganizationUsers'],
    ['AllExistingDirectoryMemberUsers', 'allMemberUsers'],
    ['AllExistingDirectorySubjects', 'allDirectoryUsers'],
    ['AllExternalSubjects', 'allExternalUsers'],
  ];
  const scopeType = (policy: Draft) => (print(inBeta, POLICY, policy).requestorSettings as Draft).scopeType;
  for (const [word, scope] of scopes) {
    t.equal(scopeType(bind(inV1, POLICY, { allowedTargetScope: scope })), word);
    t.equal(
      print(inV1, POLICY, bind(inBeta, POLICY, { requestorSettings: { scopeType: word } })).allowedTargetScope,
      scope,
    );
  }
  const existing = bind(inBeta, POLICY, {
    requestorSettings: { scopeType: 'AllExistingConnectedOrganizationSubjects' },
  });
  t.equal(scopeType(existing), 'AllExistingConnectedOrganizationSubjects');
  t.equal(print(inV1, POLICY, existing).allowedTargetScope, 'allConfiguredConnectedOrganizationUsers');
  t.equal(scopeType({ ...existing, allowedTargetScope: 'allMemberUsers' }), 'AllExistingDirectoryMemberUsers');
});

t.test('the end of assignments', async (t) => {
  const ends: [v1: object, beta: [days: number, at: string | null]][] = [
    [{ type: 'noExpiration', endDateTime: null, duration: null }, [0, null]],
    [{ type: 'afterDuration', endDateTime: null, duration: 'P365D' }, [365, null]],
    [{ type: 'afterDateTime', endDateTime: '2030-01-01T00:00:00Z', duration: null }, [0, '2030-01-01T00:00:00Z']],
  ];
  for (const [expiration, [durationInDays, expirationDateTime]] of ends) {
    const told = { durationInDays, expirationDateTime };
    t.match(print(inBeta, POLICY, bind(inV1, POLICY, { expiration })), told);
    t.same(print(inV1, POLICY, bind(inBeta, POLICY, told)).expiration, expiration);
  }
  const hours = bind(inV1, POLICY, { expiration: { type: 'afterDuration', duration: 'PT36H' } });
  t.equal(print(inBeta, POLICY, hours).durationInDays, 2, 'rounded up to days');
});

t.test('the end of assignments, said in both of the ways that beta has', async (t) => {
  const pattern = { type: 'afterDuration', endDateTime: null, duration: 'P4D' };
  const halves = { durationInDays: 30, expirationDateTime: '2030-01-01T00:00:00Z' };
  const nothing = { durationInDays: 0, expirationDateTime: null };
  const end = (body: object) => {
    const { durationInDays, expirationDateTime, expiration } = print(inBeta, POLICY, bind(inBeta, POLICY, { ...body }));
    return { durationInDays, expirationDateTime, expiration };
  };
  t.same(end(halves), { ...halves, expiration: null }, 'a policy may have a length and a date');
  t.same(end({ expirationDateTime: halves.expirationDateTime, durationInDays: 30 }), { ...halves, expiration: null });
  for (const body of [
    { expiration: pattern, ...nothing },
    { ...nothing, expiration: pattern },
    { durationInDays: 0, expiration: pattern, expirationDateTime: null },
    { ...halves, expiration: pattern },
  ]) {
    t.same(end(body), { ...nothing, expiration: pattern }, 'what says nothing does not take the pattern back');
  }
});

t.test('reviews', async (t) => {
  const policy = bind(inBeta, POLICY, {
    accessReviewSettings: {
      isEnabled: true,
      recurrenceType: 'quarterly',
      reviewerType: 'Self',
      startDateTime: '2020-04-01T07:59:59.998Z',
      durationInDays: 25,
      reviewers: [],
    },
  });
  t.match(print(inV1, POLICY, policy).reviewSettings, {
    isEnabled: true,
    isSelfReview: true,
    schedule: {
      startDateTime: '2020-04-01T07:59:59.998Z',
      expiration: { type: 'afterDuration', duration: 'P25D' },
      recurrence: { pattern: { type: 'absoluteMonthly', interval: 3 }, range: { type: 'noEnd' } },
    },
  });
  const { reviewSettings } = print(inV1, POLICY, policy);
  t.match(print(inBeta, POLICY, bind(inV1, POLICY, { reviewSettings })).accessReviewSettings, {
    recurrenceType: 'quarterly',
    reviewerType: 'Self',
    durationInDays: 25,
  });
});

t.test('questions', async (t) => {
  const question = {
    '@odata.type': '#microsoft.graph.accessPackageMultipleChoiceQuestion',
    id: 'q',
    isAnswerEditable: null,
    isRequired: true,
    sequence: 1,
    text: { defaultText: 'Where?', localizedTexts: [{ languageCode: 'es', text: '¿Dónde?' }] },
    allowsMultipleSelection: false,
    choices: [{ actualValue: 'AZ', displayValue: { defaultText: 'Arizona', localizedTexts: [] } }],
  };
  const policy = bind(inBeta, POLICY, { questions: [{ ...question, isRequired: 'true', sequence: '1' }] });
  t.same(print(inBeta, POLICY, policy).questions, [question], 'numbers and booleans may come as text');
  const [kept] = policy.questions as [tables.Question];
  t.match(print(inV1, kept.kind, kept), {
    isRequired: true,
    text: 'Where?',
    localizations: [{ languageCode: 'es', text: '¿Dónde?' }],
    isMultipleSelectionAllowed: false,
    choices: [{ actualValue: 'AZ', text: 'Arizona', localizations: [] }],
  });
});

t.test('requests and assignments', async (t) => {
  const REQUEST = 'accessPackageAssignmentRequest';
  const extension = bind(inBeta, REQUEST, { requestType: 'UserExtend' });
  t.equal(print(inBeta, REQUEST, extension).requestType, 'UserExtend');
  t.equal(print(inV1, REQUEST, extension).requestType, 'userUpdate');
  t.equal(print(inBeta, REQUEST, bind(inV1, REQUEST, { requestType: 'UserUpdate' })).requestType, 'UserUpdate');
  t.equal(print(inV1, REQUEST, bind(inBeta, REQUEST, { requestType: 'UserAdd' })).requestType, 'userAdd');
  t.match(print(inBeta, REQUEST, { state: 'pendingApproval', status: 'Accepted', completedDateTime: null }), {
    requestState: 'PendingApproval',
    requestStatus: 'Accepted',
    schedule: { startDateTime: null, expiration: { endDateTime: null, duration: null, type: 'notSpecified' } },
    isValidationOnly: false,
  });

  const ASSIGNMENT = 'accessPackageAssignment';
  t.same(bind(inBeta, ASSIGNMENT, { targetId: 'user' }), { targetObjectId: 'user' });
  const reader = { ...nobody, get: () => ({ id: 'subject', objectId: 'user' }) } as unknown as Reader;
  t.match(print(inBeta, ASSIGNMENT, { targetId: 'subject', state: 'delivered' }, reader), {
    targetId: 'user',
    assignmentState: 'Delivered',
  });
});

t.test('settings, subjects, resources', async (t) => {
  const kept = bind(inBeta, 'entitlementManagementSettings', {
    externalUserLifecycleAction: 'None',
    daysUntilExternalUserDeletedAfterBlocked: 30,
  });
  t.match(print(inV1, 'entitlementManagementSettings', kept), {
    externalUserLifecycleAction: 'none',
    durationUntilExternalUserDeletedAfterBlocked: 'P30D',
  });
  t.match(print(inBeta, 'accessPackageSubject', { subjectType: 'servicePrincipal' }), { type: 'ServicePrincipal' });
  t.match(
    print(inBeta, 'accessPackageResource', { createdBy: 'a@contoso.com', createdDateTime: '2020-01-01T00:00:00Z' }),
    {
      addedBy: 'a@contoso.com',
      addedOn: '2020-01-01T00:00:00Z',
    },
  );
});

t.test('a role that no package grants has the zero id in beta', async (t) => {
  const used = { ...nobody, countEqual: () => 1 } as unknown as Reader;
  const role = { id: 'role', displayName: 'Member' };
  t.equal(print(inBeta, 'accessPackageResourceRole', role).id, '00000000-0000-0000-0000-000000000000');
  t.equal(print(inBeta, 'accessPackageResourceRole', role, used).id, 'role');
  t.equal(print(inV1, 'accessPackageResourceRole', role).id, 'role');
});

t.test('kinds of value that a version has no word for are left out', async (t) => {
  const policy = bind(inV1, POLICY, {
    specificAllowedTargets: [
      { '@odata.type': 'microsoft.graph.attributeRuleMembers', membershipRule: '(user.department -eq "Sales")' },
      { '@odata.type': '#Microsoft.Graph.GroupMembers', groupID: 'g' },
    ],
  });
  t.match(print(inBeta, POLICY, policy).requestorSettings, {
    allowedRequestors: [{ '@odata.type': '#microsoft.graph.groupMembers', id: 'g' }],
  });
  t.equal((print(inV1, POLICY, policy).specificAllowedTargets as object[]).length, 2);
});

t.test('instants are kept in UTC', async (t) => {
  const kept = (expirationDateTime: string) =>
    print(inBeta, POLICY, bind(inBeta, POLICY, { expirationDateTime })).expirationDateTime;
  t.equal(kept('2030-01-01T00:30:00.1234567+02:00'), '2029-12-31T22:30:00.1234567Z');
  t.equal(kept('2030-01-01T00:30Z'), '2030-01-01T00:30:00Z');
});

t.test('a value that does not fit says where it stands', async (t) => {
  const wrong: [dialect: Dialect, type: string, body: Record<string, unknown>, path: string][] = [
    [inV1, POLICY, { allowedTargetScope: 'everybody' }, 'allowedTargetScope'],
    [inV1, POLICY, { displayName: 5 }, 'displayName'],
    [inV1, POLICY, { specificAllowedTargets: [{ userId: 'u' }] }, 'specificAllowedTargets[0]'],
    [inV1, POLICY, { specificAllowedTargets: [null] }, 'specificAllowedTargets[0]'],
    [inV1, POLICY, { specificAllowedTargets: {} }, 'specificAllowedTargets'],
    [inV1, POLICY, { expiration: 'P1D' }, 'expiration'],
    [inV1, POLICY, { expiration: { duration: 'one day' } }, 'expiration/duration'],
    [inV1, POLICY, { expiration: { days: 1 } }, 'expiration/days'],
    [inBeta, POLICY, { requestorSettings: { scopeType: 'Everybody' } }, 'requestorSettings/scopeType'],
    [inBeta, POLICY, { durationInDays: -1 }, 'durationInDays'],
    [inBeta, POLICY, { expirationDateTime: '2030-13-01T00:00:00Z' }, 'expirationDateTime'],
    [inBeta, 'accessPackageCatalog', { catalogStatus: 'Hidden' }, 'catalogStatus'],
  ];
  for (const [dialect, type, body, path] of wrong) {
    try {
      bind(dialect, type, body);
      t.fail(`${path} was taken`);
    } catch (error) {
      t.ok(error instanceof BindError);
      t.equal((error as BindError).path, path);
    }
  }
});
