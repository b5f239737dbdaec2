/** The kinds of entities that URLs and bodies speak of, by every name that either version has for them. */
export type Kind =
  | 'user'
  | 'group'
  | 'application'
  | 'servicePrincipal'
  | 'device'
  | 'contact'
  | 'directoryRole'
  | 'roleTemplate'
  | 'administrativeUnit'
  | 'organization'
  | 'domain'
  | 'sku'
  | 'directoryObject'
  | 'deletedItem'
  | 'appRoleAssignment'
  | 'roleDefinition'
  | 'roleAssignment'
  | 'invitation'
  | 'catalog'
  | 'accessPackage'
  | 'policy'
  | 'question'
  | 'request'
  | 'callout'
  | 'assignment'
  | 'resource'
  | 'resourceRole'
  | 'resourceScope'
  | 'roleScope'
  | 'resourceRequest'
  | 'environment'
  | 'connectedOrganization'
  | 'subject'
  | 'extension'
  | 'handler'
  | 'approval'
  | 'stage'
  | 'settings'
  | 'connector'
  | 'grantedRole';

/** Entity sets and singletons of the root and of the folders under it. */
export const sets: Readonly<Record<string, Kind>> = {
  users: 'user',
  groups: 'group',
  applications: 'application',
  serviceprincipals: 'servicePrincipal',
  devices: 'device',
  contacts: 'contact',
  directoryroles: 'directoryRole',
  directoryroletemplates: 'roleTemplate',
  directoryobjects: 'directoryObject',
  administrativeunits: 'administrativeUnit',
  organization: 'organization',
  domains: 'domain',
  subscribedskus: 'sku',
  invitations: 'invitation',
  deleteditems: 'deletedItem',
  roledefinitions: 'roleDefinition',
  roleassignments: 'roleAssignment',
  catalogs: 'catalog',
  accesspackagecatalogs: 'catalog',
  accesspackages: 'accessPackage',
  availableaccesspackages: 'accessPackage',
  assignmentpolicies: 'policy',
  accesspackageassignmentpolicies: 'policy',
  assignmentrequests: 'request',
  accesspackageassignmentrequests: 'request',
  assignments: 'assignment',
  accesspackageassignments: 'assignment',
  accesspackageassignmentresourceroles: 'grantedRole',
  resources: 'resource',
  accesspackageresources: 'resource',
  resourcerequests: 'resourceRequest',
  accesspackageresourcerequests: 'resourceRequest',
  resourcerolescopes: 'roleScope',
  accesspackageresourcerolescopes: 'roleScope',
  resourceenvironments: 'environment',
  accesspackageresourceenvironments: 'environment',
  connectedorganizations: 'connectedOrganization',
  subjects: 'subject',
  accesspackageassignmentapprovals: 'approval',
  externaloriginresourceconnectors: 'connector',
};

/** Sets in which every tenant holds entities that pages may name by their real id. */
export const roots: Readonly<Partial<Record<Kind, string>>> = {
  user: '/users',
  group: '/groups',
  servicePrincipal: '/servicePrincipals',
  directoryRole: '/directoryRoles',
  roleTemplate: '/directoryRoleTemplates',
  directoryObject: '/directoryObjects',
  organization: '/organization',
};

/** Sets of one entity, without a key. */
export const singletons: Readonly<Record<string, Kind>> = { me: 'user', settings: 'settings' };

/** Segments that only lead to sets. */
export const folders: ReadonlySet<string> = new Set([
  'identitygovernance',
  'entitlementmanagement',
  'rolemanagement',
  'directory',
]);

/** Properties that hold the id of another entity, by name; their lists too. */
export const references: Readonly<Record<string, Kind>> = {
  userId: 'user',
  onBehalfOfUserId: 'user',
  groupId: 'group',
  groupIds: 'group',
  ids: 'directoryObject',
  targetId: 'user',
  objectId: 'user',
  principalId: 'directoryObject',
  servicePrincipalId: 'servicePrincipal',
  resourceId: 'servicePrincipal',
  roleDefinitionId: 'roleDefinition',
  catalogId: 'catalog',
  accessPackageId: 'accessPackage',
  incompatibleAccessPackageId: 'accessPackage',
  assignmentPolicyId: 'policy',
  policyId: 'policy',
  customExtensionStageInstanceId: 'callout',
  connectedOrganizationId: 'connectedOrganization',
};

/** Objects whose `id` is that of another entity, by the property that holds the object. */
export const referring: Readonly<Record<string, Kind>> = {
  catalog: 'catalog',
  accessPackageCatalog: 'catalog',
  accessPackage: 'accessPackage',
  assignment: 'assignment',
  accessPackageAssignment: 'assignment',
  assignmentPolicy: 'policy',
  accessPackageAssignmentPolicy: 'policy',
  resource: 'resource',
  accessPackageResource: 'resource',
  role: 'resourceRole',
  accessPackageResourceRole: 'resourceRole',
  scope: 'resourceScope',
  accessPackageResourceScope: 'resourceScope',
  environment: 'environment',
  accessPackageResourceEnvironment: 'environment',
  customExtension: 'extension',
  answeredQuestion: 'question',
  manager: 'user',
};

/** Objects whose `id` is that of another entity, by their own type. */
export const subjectSets: Readonly<Record<string, Kind>> = {
  singleUser: 'user',
  groupMembers: 'group',
  connectedOrganizationMembers: 'connectedOrganization',
  singleServicePrincipal: 'servicePrincipal',
};

/** What a resource is in the system that it comes from. */
export const origins: Readonly<Record<string, Kind>> = {
  AadGroup: 'group',
  AadApplication: 'servicePrincipal',
  DirectoryRole: 'roleTemplate',
};

const types: Readonly<Record<string, Kind>> = { orgContact: 'contact' };
const directoryKinds: ReadonlySet<string> = new Set<Kind>([
  'user',
  'group',
  'application',
  'servicePrincipal',
  'device',
  'contact',
  'directoryRole',
  'administrativeUnit',
]);

/** The kind of directory object that a type or a cast names; undefined for any other type. */
export function directoryKind(type: string | undefined): Kind | undefined {
  const name = type?.replace(/^#?microsoft\.graph\./i, '') ?? '';
  const exact = [...directoryKinds, 'orgContact'].find((kind) => kind.toLowerCase() === name.toLowerCase());
  return exact === undefined ? undefined : (types[exact] ?? (exact as Kind));
}

export const isDirectoryKind = (kind: Kind): boolean => directoryKinds.has(kind) || kind === 'directoryObject';
