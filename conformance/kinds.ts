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

/** Sets of one entity, without a key. */
export const singletons: Readonly<Record<string, Kind>> = { me: 'user', settings: 'settings' };

/** Segments that only lead to sets. */
export const folders: ReadonlySet<string> = new Set([
  'identitygovernance',
  'entitlementmanagement',
  'rolemanagement',
  'directory',
]);

/** How the other end of a navigation comes to be there. */
export type Link =
  /** `POST {this}/{name}/$ref` of the other end. */
  | { readonly add: string }
  /** `POST {other}/{name}/$ref` of this end. */
  | { readonly addTo: string }
  /** `PUT {this}/{name}/$ref` of the other end. */
  | { readonly put: string }
  /** `PUT {other}/{name}/$ref` of this end. */
  | { readonly putTo: string }
  /** The other end is made with this end as its `role`: what it belongs to. */
  | { readonly role: string }
  /** This end is made with the other end as its `role`: what this one belongs to. */
  | { readonly belongs: string };

export interface Navigation {
  readonly kind: Kind;
  readonly many: boolean;
  readonly link: Link;
}

const many = (kind: Kind, link: Link): Navigation => ({ kind, many: true, link });
const one = (kind: Kind, link: Link): Navigation => ({ kind, many: false, link });

const inGroups: Readonly<Record<string, Navigation>> = {
  memberof: many('group', { addTo: 'members' }),
  transitivememberof: many('group', { addTo: 'members' }),
};
const appRoles: Readonly<Record<string, Navigation>> = {
  approleassignments: many('appRoleAssignment', { role: 'principal' }),
};
const owners: Readonly<Record<string, Navigation>> = { owners: many('user', { add: 'owners' }) };
const ofPackage: Readonly<Record<string, Navigation>> = {
  accesspackage: one('accessPackage', { belongs: 'accessPackage' }),
};
const ofCatalog: Readonly<Record<string, Navigation>> = {
  catalog: one('catalog', { belongs: 'catalog' }),
  accesspackagecatalog: one('catalog', { belongs: 'catalog' }),
};
const policies = many('policy', { role: 'accessPackage' });
const roleScopes = many('roleScope', { role: 'accessPackage' });
const stages = many('stage', { role: 'approval' });
const resources = many('resource', { role: 'catalog' });
const rolesOf = many('resourceRole', { role: 'resource' });
const scopesOf = many('resourceScope', { role: 'resource' });
const extensions = many('extension', { role: 'catalog' });
const resourceOf = one('resource', { belongs: 'resource' });

/** Navigations by kind; names in lower case. */
export const navigations: Readonly<Partial<Record<Kind, Readonly<Record<string, Navigation>>>>> = {
  user: {
    ...inGroups,
    ...appRoles,
    manager: one('user', { put: 'manager' }),
    directreports: many('user', { putTo: 'manager' }),
    transitivereports: many('user', { putTo: 'manager' }),
    ownedobjects: many('group', { addTo: 'owners' }),
    owneddevices: many('device', { addTo: 'registeredOwners' }),
    registereddevices: many('device', { addTo: 'registeredUsers' }),
  },
  group: {
    ...inGroups,
    ...appRoles,
    ...owners,
    members: many('user', { add: 'members' }),
    transitivemembers: many('user', { add: 'members' }),
  },
  device: {
    ...inGroups,
    registeredowners: many('user', { add: 'registeredOwners' }),
    registeredusers: many('user', { add: 'registeredUsers' }),
  },
  contact: inGroups,
  directoryRole: { members: many('user', { add: 'members' }) },
  application: owners,
  servicePrincipal: {
    ...inGroups,
    ...appRoles,
    ...owners,
    approleassignedto: many('appRoleAssignment', { role: 'resource' }),
  },
  directoryObject: inGroups,
  roleAssignment: {
    principal: one('directoryObject', { belongs: 'principal' }),
    roledefinition: one('roleDefinition', { belongs: 'roleDefinition' }),
  },
  catalog: {
    accesspackages: many('accessPackage', { role: 'catalog' }),
    resources,
    accesspackageresources: resources,
    resourceroles: many('resourceRole', { role: 'catalog' }),
    accesspackageresourceroles: many('resourceRole', { role: 'catalog' }),
    resourcescopes: many('resourceScope', { role: 'catalog' }),
    accesspackageresourcescopes: many('resourceScope', { role: 'catalog' }),
    customworkflowextensions: extensions,
    accesspackagecustomworkflowextensions: extensions,
    customaccesspackageworkflowextensions: many('handler', { role: 'catalog' }),
  },
  accessPackage: {
    ...ofCatalog,
    assignmentpolicies: policies,
    accesspackageassignmentpolicies: policies,
    resourcerolescopes: roleScopes,
    accesspackageresourcerolescopes: roleScopes,
    incompatibleaccesspackages: many('accessPackage', { add: 'incompatibleAccessPackages' }),
    accesspackagesincompatiblewith: many('accessPackage', { addTo: 'incompatibleAccessPackages' }),
    incompatiblegroups: many('group', { add: 'incompatibleGroups' }),
  },
  policy: { ...ofPackage, ...ofCatalog },
  request: {
    ...ofPackage,
    assignment: one('assignment', { belongs: 'assignment' }),
    accesspackageassignment: one('assignment', { belongs: 'assignment' }),
    requestor: one('subject', { belongs: 'target' }),
  },
  assignment: {
    ...ofPackage,
    assignmentpolicy: one('policy', { belongs: 'policy' }),
    accesspackageassignmentpolicy: one('policy', { belongs: 'policy' }),
    target: one('subject', { belongs: 'target' }),
    assignmentrequests: many('request', { role: 'assignment' }),
    accesspackageassignmentrequests: many('request', { role: 'assignment' }),
  },
  resource: {
    roles: rolesOf,
    accesspackageresourceroles: rolesOf,
    scopes: scopesOf,
    accesspackageresourcescopes: scopesOf,
    environment: one('environment', { belongs: 'environment' }),
    accesspackageresourceenvironment: one('environment', { belongs: 'environment' }),
  },
  resourceRole: { resource: resourceOf, accesspackageresource: resourceOf },
  resourceScope: { resource: resourceOf, accesspackageresource: resourceOf },
  roleScope: {
    role: one('resourceRole', { belongs: 'resourceRole' }),
    accesspackageresourcerole: one('resourceRole', { belongs: 'resourceRole' }),
    scope: one('resourceScope', { belongs: 'resourceScope' }),
    accesspackageresourcescope: one('resourceScope', { belongs: 'resourceScope' }),
  },
  resourceRequest: { ...ofCatalog, resource: resourceOf, accesspackageresource: resourceOf },
  connectedOrganization: {
    internalsponsors: many('user', { add: 'internalSponsors' }),
    externalsponsors: many('user', { add: 'externalSponsors' }),
  },
  approval: { stages, steps: stages },
};

/** Properties that hold the id of another entity, by name; their lists too. */
export const references: Readonly<Record<string, Kind>> = {
  userId: 'user',
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
