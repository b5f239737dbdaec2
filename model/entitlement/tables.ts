/** Where a tenant keeps what it holds of entitlement management, and how that is found. */
import { link, table } from '../reader.js';
import type {
  AccessPackage,
  Catalog,
  OriginConnector,
  Resource,
  ResourceEnvironment,
  ResourceRequest,
  ResourceRole,
  ResourceRoleScope,
  ResourceScope,
  UploadedFile,
  UploadSession,
} from './records/catalogs.js';
import type { Policy } from './records/policies.js';
import type { Approval, Assignment, AssignmentResourceRole, Request, Subject } from './records/requests.js';
import type { ConnectedOrganization, ControlConfiguration, CustomExtension, Settings } from './records/tenant.js';

export type * from './records/catalogs.js';
export type * from './records/policies.js';
export type * from './records/requests.js';
export type * from './records/tenant.js';

const folded = (value: string | null | undefined) => value?.toLowerCase();
const id = (value: string | null | undefined) => value ?? undefined;
const keys = (values: readonly (string | undefined)[]) => values.filter((value) => value !== undefined);

export const catalogs = table<Catalog>('catalogs', {
  unique: { uniqueName: (catalog) => folded(catalog.uniqueName) },
  equality: { displayName: (catalog) => folded(catalog.displayName) },
});
export const resources = table<Resource>('resources', {
  equality: {
    catalogId: (resource) => resource.catalogId,
    originId: (resource) => folded(resource.originId),
    environmentId: (resource) => id(resource.environmentId),
    hasAttributes: ({ attributes = [] }) => (attributes.length > 0 ? 'true' : undefined),
  },
});
export const resourceRoles = table<ResourceRole>('resourceRoles', {
  equality: { resourceId: (role) => role.resourceId },
});
export const resourceScopes = table<ResourceScope>('resourceScopes', {
  equality: { resourceId: (scope) => scope.resourceId },
});
export const resourceRequests = table<ResourceRequest>('resourceRequests', {
  equality: { catalogId: (request) => request.catalogId },
});
export const accessPackages = table<AccessPackage>('accessPackages', {
  unique: { uniqueName: (accessPackage) => folded(accessPackage.uniqueName) },
  equality: {
    catalogId: (accessPackage) => accessPackage.catalogId,
    displayName: (accessPackage) => folded(accessPackage.displayName),
  },
});
export const resourceRoleScopes = table<ResourceRoleScope>('resourceRoleScopes', {
  equality: {
    accessPackageId: (roleScope) => roleScope.accessPackageId,
    resourceId: (roleScope) => roleScope.resourceId,
    roleId: (roleScope) => roleScope.roleId,
    publicId: (roleScope) => roleScope.publicId,
  },
});
export const policies = table<Policy>('policies', {
  equality: {
    accessPackageId: (policy) => policy.accessPackageId,
    displayName: (policy) => folded(policy.displayName),
    isAutomatic: ({ automaticRequestSettings: automatic }) => (automatic ? 'true' : undefined),
  },
});
export const subjects = table<Subject>('subjects', {
  unique: { objectId: (subject) => id(subject.objectId) },
  equality: {
    email: (subject) => folded(subject.email),
    connectedOrganizationId: (subject) => id(subject.connectedOrganizationId),
  },
});
export const requests = table<Request>('requests', {
  equality: {
    accessPackageId: (request) => request.accessPackageId,
    assignmentId: (request) => id(request.assignmentId),
    requestorId: (request) => id(request.requestorId),
    createdById: ({ createdById, requestorId }) => id(createdById === undefined ? requestorId : createdById),
    targetId: (request) => id(request.targetId),
    state: (request) => request.state,
  },
});
export const assignments = table<Assignment>('assignments', {
  equality: {
    accessPackageId: (assignment) => assignment.accessPackageId,
    assignmentPolicyId: (assignment) => assignment.assignmentPolicyId,
    catalogId: (assignment) => assignment.catalogId,
    targetId: (assignment) => assignment.targetId,
    state: (assignment) => assignment.state,
  },
});
export const assignmentResourceRoles = table<AssignmentResourceRole>('assignmentResourceRoles', {
  unique: { grant: (held) => `${held.subjectId} ${held.roleId} ${held.scopeId}` },
  equality: { subjectId: (held) => held.subjectId, roleId: (held) => held.roleId },
});

/** By those who may decide now. */
export const approvals = table<Approval>('approvals', {
  equality: {
    approver: ({ stages }) => stages.find(({ status }) => status === 'InProgress')?.approverIds,
  },
});
export const connectedOrganizations = table<ConnectedOrganization>('connectedOrganizations', {
  equality: {
    displayName: (organization) => folded(organization.displayName),
    tenantId: (organization) => keys(organization.identitySources.map((source) => folded(source.tenantId))),
    domainName: (organization) => keys(organization.identitySources.map((source) => folded(source.domainName))),
  },
});
export const customExtensions = table<CustomExtension>('customExtensions', {
  equality: { catalogId: (extension) => extension.catalogId },
});
/** beta's older extensions (`customAccessPackageWorkflowExtension`), which v1.0 does not know. */
export const betaExtensions = table<CustomExtension>('betaExtensions', {
  equality: { catalogId: (extension) => extension.catalogId },
});
export const resourceEnvironments = table<ResourceEnvironment>('resourceEnvironments', {
  equality: { originId: (environment) => folded(environment.originId) },
});
export const uploadSessions = table<UploadSession>('uploadSessions', {
  equality: { resourceId: (session) => session.resourceId },
});
export const uploadedFiles = table<UploadedFile>('uploadedFiles', {
  equality: { sessionId: (file) => file.sessionId },
});
export const originConnectors = table<OriginConnector>('originConnectors');
export const controlConfigurations = table<ControlConfiguration>('controlConfigurations');
export const settings = table<Settings>('entitlementSettings');

/** (assignment, assignmentResourceRole): which assignments give a subject a role. */
export const grants = link('grants');
/** (package, package it is incompatible with). */
export const incompatiblePackages = link('incompatiblePackages');
/** (package, group whose members may not have it). */
export const incompatibleGroups = link('incompatibleGroups');
/** (connected organization, user who vouches for its people), inside and outside the tenant. */
export const internalSponsors = link('internalSponsors');
export const externalSponsors = link('externalSponsors');
