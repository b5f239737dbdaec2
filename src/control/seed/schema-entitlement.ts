/** What a seed may say of entitlement management. */
import Type from 'typebox';
import {
  anyName,
  anything,
  audit,
  closed,
  flag,
  identity,
  instant,
  names,
  nullable,
  object,
  oneOf,
  text,
  userName,
} from './schema-parts.js';

/** Exactly one of `group`, `application`, `site`, `directoryRole`, or the pair of origin properties. */
export const ResourceItem = closed({
  ...identity,
  group: text('By displayName, id or key.'),
  application: text('The displayName, id or key of its service principal.'),
  site: text('Its URL.'),
  directoryRole: text('The displayName or template id of a role.'),
  originSystem: text(),
  originId: text(),
  displayName: nullable(Type.String()),
  description: nullable(Type.String()),
  catalog: text('Needed where the resource does not stand in a catalog.'),
  roleIds: Type.Optional(
    Type.Record(Type.String(), Type.String(), { description: 'Ids of its roles, by displayName.' }),
  ),
  scopeId: text(),
  ...audit,
});

export const ExtensionItem = closed({
  ...identity,
  kind: oneOf(
    'accessPackageAssignmentRequestWorkflowExtension',
    'accessPackageAssignmentWorkflowExtension',
    'customAccessPackageWorkflowExtension',
  ),
  catalog: text('Needed where the extension does not stand in a catalog.'),
  displayName: Type.String(),
  description: nullable(Type.String()),
  authenticationConfiguration: object(),
  clientConfiguration: object(),
  endpointConfiguration: object(),
  callbackConfiguration: object(),
  createdBy: nullable(Type.String()),
  createdDateTime: instant(),
  lastModifiedBy: nullable(Type.String()),
  lastModifiedDateTime: instant(),
});

const SubjectSet = closed({
  kind: text('By default what its property says: a singleUser for userId, groupMembers for groupId …'),
  '@odata.type': text(),
  description: nullable(Type.String()),
  userId: text(userName),
  groupId: text('A group by displayName, id or key.'),
  connectedOrganizationId: text('A connected organization by displayName, id or key.'),
  servicePrincipalId: text(),
  managerLevel: Type.Optional(Type.Integer()),
  membershipRule: text(),
  isBackup: flag(),
});
const subjectSets = () => Type.Optional(Type.Array(SubjectSet));

const Stage = closed({
  durationBeforeAutomaticDenial: nullable(Type.String()),
  isApproverJustificationRequired: nullable(Type.Boolean()),
  isEscalationEnabled: nullable(Type.Boolean()),
  durationBeforeEscalation: nullable(Type.String()),
  approverInformationVisibility: nullable(Type.String()),
  kind: text(),
  customExtension: object(),
  primaryApprovers: subjectSets(),
  fallbackPrimaryApprovers: subjectSets(),
  escalationApprovers: subjectSets(),
  fallbackEscalationApprovers: subjectSets(),
});

export const PolicyItem = closed({
  ...identity,
  displayName: Type.String(),
  description: nullable(Type.String()),
  accessPackage: text('Needed where the policy does not stand in a package.'),
  allowedTargetScope: oneOf(
    'notSpecified',
    'specificDirectoryUsers',
    'specificConnectedOrganizationUsers',
    'specificDirectoryServicePrincipals',
    'allMemberUsers',
    'allDirectoryUsers',
    'allDirectoryServicePrincipals',
    'allConfiguredConnectedOrganizationUsers',
    'allExternalUsers',
    'allDirectoryAgentIdentities',
  ),
  scopeType: nullable(Type.String()),
  specificAllowedTargets: subjectSets(),
  expiration: nullable(
    closed({
      type: oneOf('notSpecified', 'noExpiration', 'afterDateTime', 'afterDuration'),
      endDateTime: nullable(Type.String()),
      duration: nullable(Type.String()),
    }),
  ),
  requestorSettings: nullable(
    closed({
      enableTargetsToSelfAddAccess: flag(),
      enableTargetsToSelfUpdateAccess: flag(),
      enableTargetsToSelfRemoveAccess: flag(),
      allowCustomAssignmentSchedule: flag(),
      enableOnBehalfRequestorsToAddAccess: flag(),
      enableOnBehalfRequestorsToUpdateAccess: flag(),
      enableOnBehalfRequestorsToRemoveAccess: flag(),
      onBehalfRequestors: subjectSets(),
    }),
  ),
  requestApprovalSettings: nullable(
    closed({
      isApprovalRequiredForAdd: flag(),
      isApprovalRequiredForUpdate: flag(),
      isRequestorJustificationRequired: flag(),
      approvalMode: text(),
      stages: Type.Optional(Type.Array(Stage)),
    }),
  ),
  reviewSettings: object(),
  notificationSettings: object(),
  automaticRequestSettings: object(),
  verifiableCredentialSettings: object(),
  questions: Type.Optional(Type.Array(anything())),
  customExtensionStageSettings: Type.Optional(
    Type.Array(
      closed({
        id: text(),
        stage: Type.String(),
        customExtensionId: Type.String({ description: 'By displayName, id or key.' }),
      }),
    ),
  ),
  customExtensionHandlers: Type.Optional(Type.Array(anything())),
  ...audit,
});

export const RoleItem = closed({
  ...identity,
  resource: Type.String({ description: "A resource of the package's catalog by displayName, origin id, id or key." }),
  role: Type.String({ description: "One of the resource's roles by displayName or origin id." }),
  accessPackage: text('Needed where the role does not stand in a package.'),
  ...audit,
});

export const PackageItem = closed({
  ...identity,
  displayName: Type.String(),
  description: nullable(Type.String()),
  isHidden: flag(),
  isRoleScopesVisible: flag(),
  uniqueName: nullable(Type.String()),
  catalog: text("Where the package does not stand in a catalog: 'General' by default."),
  roles: Type.Optional(Type.Array(RoleItem)),
  policies: Type.Optional(Type.Array(PolicyItem)),
  incompatiblePackages: names('Packages by displayName, id or key: who has one may not have this.'),
  incompatibleGroups: names('Groups by displayName, id or key: who is in one may not have this.'),
  ...audit,
});

export const CatalogItem = closed({
  ...identity,
  displayName: Type.String(),
  description: nullable(Type.String()),
  state: oneOf('published', 'unpublished'),
  isExternallyVisible: flag(),
  uniqueName: nullable(Type.String()),
  resources: Type.Optional(Type.Array(ResourceItem)),
  packages: Type.Optional(Type.Array(PackageItem)),
  extensions: Type.Optional(Type.Array(ExtensionItem)),
  ...audit,
});

export const OrganizationItem = closed({
  ...identity,
  displayName: Type.String(),
  description: nullable(Type.String()),
  state: oneOf('configured', 'proposed'),
  identitySources: Type.Array(anything()),
  internalSponsors: names(anyName),
  externalSponsors: names(anyName),
  ...audit,
});

export const AssignmentItem = closed({
  key: text(),
  accessPackage: Type.String({ description: 'By displayName, id or key.' }),
  policy: text('By displayName, id or key; not needed where the package has one policy.'),
  target: Type.String({ description: userName }),
  start: text('An instant; by default now.'),
  end: text('An instant; by default what the policy says.'),
  justification: text(),
});
