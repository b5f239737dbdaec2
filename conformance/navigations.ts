/** From which kind of entity one comes to which, under every name that either version has for it. */
import type { Kind } from './kinds.js';

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
