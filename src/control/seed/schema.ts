/** What a seed file may say: the schema that it is held against, and that is published as `schema/seed.json`. */
import Type, { type Static, type TSchema } from 'typebox';
import type { Property } from '../../../model/edm.js';
import { dialects } from '../../../model/index.js';

const text = (description?: string) => Type.Optional(Type.String(description ? { description } : {}));
const flag = () => Type.Optional(Type.Boolean());
const object = () => Type.Optional(Type.Union([Type.Object({}), Type.Null()]));
const names = (description: string) => Type.Optional(Type.Array(Type.String(), { description }));
const instant = () => Type.Optional(Type.Union([Type.String(), Type.Null()]));
const nullable = (schema: TSchema) => Type.Optional(Type.Union([schema, Type.Null()]));

const closed = <P extends Record<string, TSchema>>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description && { description }) });

/** Of every object. */
const identity = {
  id: text('By default one that follows from the name, the same in every run.'),
  key: text('A name for other objects of the seed to refer to it by.'),
};
const audit = {
  createdBy: nullable(Type.String()),
  createdDateTime: instant(),
  modifiedBy: nullable(Type.String()),
  modifiedDateTime: instant(),
};

/** The properties of a type, as both versions have them. Complex values are held against the model when they are read. */
function propertiesOf(typeName: string, except: readonly string[] = []): Record<string, TSchema> {
  const schemas: Record<string, TSchema> = {};
  for (const dialect of Object.values(dialects)) {
    for (const { name, is } of dialect.propertiesOf(dialect.type(typeName))) {
      if (!except.includes(name) && typeof is.of !== 'function') schemas[name] ??= valueSchema(is);
    }
  }
  return schemas;
}

function valueSchema(property: Property): TSchema {
  const isComplex = typeof property.type !== 'string' && property.type.kind === 'complex';
  const one = isComplex ? Type.Object({}) : loose(property);
  return nullable(property.collection ? Type.Array(one) : one);
}

/** Only the kind of value: what else holds of it is the service's to check, not the seed's. */
function loose({ type }: Property): TSchema {
  if (type === 'Edm.Boolean') return Type.Boolean();
  return type === 'Edm.Int32' || type === 'Edm.Int64' || type === 'Edm.Double' ? Type.Number() : Type.String();
}

const userName = 'A user by userPrincipalName, id or key.';
const anyName = 'Users by userPrincipalName, groups and service principals by displayName; or ids, or keys.';

export const UserItem = closed({
  ...propertiesOf('user', ['manager', 'userPrincipalName']),
  ...identity,
  userPrincipalName: Type.String(),
  manager: nullable(Type.String({ description: userName })),
  sponsors: names('Users and groups that answer for it.'),
  password: text(),
});

export const GroupItem = closed({
  ...propertiesOf('group', ['displayName']),
  ...identity,
  displayName: Type.String(),
  members: names(anyName),
  owners: names(anyName),
});

export const ApplicationItem = closed({
  ...propertiesOf('application', ['displayName']),
  ...identity,
  displayName: Type.String(),
  owners: names(anyName),
  servicePrincipal: Type.Optional(Type.Boolean({ description: 'Whether it gets a service principal too: true.' })),
});

export const ServicePrincipalItem = closed({
  ...propertiesOf('servicePrincipal', ['displayName']),
  ...identity,
  displayName: text(),
  application: text('The application that it is of: a displayName, id or key.'),
  owners: names(anyName),
});

export const SiteItem = closed({
  url: Type.String(),
  displayName: Type.String(),
  roles: Type.Optional(
    Type.Array(closed({ originId: Type.String(), displayName: Type.String(), description: nullable(Type.String()) })),
  ),
});

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
  kind: text(),
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
  allowedTargetScope: text(),
  scopeType: nullable(Type.String()),
  specificAllowedTargets: subjectSets(),
  expiration: nullable(
    closed({ type: text(), endDateTime: nullable(Type.String()), duration: nullable(Type.String()) }),
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
  questions: Type.Optional(Type.Array(Type.Object({}))),
  customExtensionStageSettings: Type.Optional(
    Type.Array(
      closed({
        id: text(),
        stage: Type.String(),
        customExtensionId: Type.String({ description: 'By displayName, id or key.' }),
      }),
    ),
  ),
  customExtensionHandlers: Type.Optional(Type.Array(Type.Object({}))),
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
  state: Type.Optional(Type.Union([Type.Literal('published'), Type.Literal('unpublished')])),
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
  state: Type.Optional(Type.Union([Type.Literal('configured'), Type.Literal('proposed')])),
  identitySources: Type.Array(Type.Object({})),
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

const Pairs = Type.Optional(Type.Array(Type.Tuple([Type.String(), Type.String()])));

/** A seed whole. */
export const Seed = closed(
  {
    $schema: text(),
    organization: Type.Optional(closed({ ...propertiesOf('organization'), domains: names('Verified domains.') })),
    sites: Type.Optional(Type.Array(SiteItem)),
    users: Type.Optional(Type.Array(UserItem)),
    groups: Type.Optional(Type.Array(GroupItem)),
    applications: Type.Optional(Type.Array(ApplicationItem)),
    servicePrincipals: Type.Optional(Type.Array(ServicePrincipalItem)),
    catalogs: Type.Optional(Type.Array(CatalogItem)),
    resources: Type.Optional(Type.Array(ResourceItem)),
    extensions: Type.Optional(Type.Array(ExtensionItem)),
    connectedOrganizations: Type.Optional(Type.Array(OrganizationItem)),
    packages: Type.Optional(Type.Array(PackageItem)),
    roles: Type.Optional(Type.Array(RoleItem)),
    policies: Type.Optional(Type.Array(PolicyItem)),
    assignments: Type.Optional(Type.Array(AssignmentItem)),
    settings: Type.Optional(
      closed({
        externalUserLifecycleAction: text(),
        durationUntilExternalUserDeletedAfterBlocked: nullable(Type.String()),
      }),
    ),
    records: Type.Optional(
      closed(
        {
          tables: Type.Optional(
            Type.Record(
              Type.String(),
              closed({ rows: Type.Optional(Type.Array(Type.Object({ id: Type.String() }))), removed: names('Ids.') }),
            ),
          ),
          links: Type.Optional(Type.Record(Type.String(), closed({ added: Pairs, removed: Pairs }))),
        },
        'What an export has no words for: requests, assignments with their history, timers, what was deleted.',
      ),
    ),
  },
  'A seed of graph-entitlement-emulator: what a tenant is to hold.',
);

export type Seed = Static<typeof Seed>;

/** An object of a seed, whatever it is. */
export type Item = Readonly<Record<string, unknown>>;
