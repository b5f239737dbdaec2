/** Resources of catalogs: they enter, change and leave by requests, which are delivered at once. */
import type { Draft } from '../../../model/edm.js';
import {
  catalogs,
  type Resource,
  type ResourceAttribute,
  type ResourceRequest,
  resourceEnvironments,
  resourceRequests,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
  uploadedFiles,
  uploadSessions,
} from '../../../model/entitlement/tables.js';
import {
  alreadyOnboarded,
  invalidModel,
  originNotFound,
  resourceHasEntitlements,
  resourceNotFound,
} from '../../errors/index.js';
import type { Transaction } from '../../store/index.js';
import { type Context, now } from '../context.js';
import { type OriginResource, originOf, originSystem } from './origins/index.js';
import { all, created, existing, modified, named } from './records.js';
import { subjectOfCaller } from './subjects.js';

/** What each type of resource request does; the other types are never sent by clients. */
const CHANGES: Readonly<Record<string, (context: Context, catalogId: string, sent: Draft) => Resource>> = {
  adminAdd: addResource,
  adminUpdate: updateResource,
  adminRemove: removeResource,
};

/**
 * Adds, changes or removes a resource of a catalog, and keeps the request for it.
 *
 * @throws GraphError 404 for a catalog or resource that is not there, 400 for one that can not be added or removed
 * @see https://learn.microsoft.com/graph/api/entitlementmanagement-post-resourcerequests
 */
export function requestResource(context: Context, fields: Draft): ResourceRequest {
  const { tx } = context;
  const sent = fields as Partial<ResourceRequest>;
  const change = CHANGES[sent.requestType ?? ''];
  if (!change) throw invalidModel(`'requestType' must be one of ${Object.keys(CHANGES).join(', ')}.`);
  const catalog = named(tx, catalogs, sent.catalogId, 'catalog');
  const { resource: described } = fields;
  if (typeof described !== 'object' || described === null) throw invalidModel("The property 'resource' is required.");
  const resource = change(context, catalog.id, described as Draft);
  return tx.insert(resourceRequests, {
    id: context.newId(),
    catalogId: catalog.id,
    resourceId: resource.id,
    resource: described,
    requestType: sent.requestType ?? 'adminAdd',
    state: 'delivered',
    status: 'Fulfilled',
    createdDateTime: now(context),
    expirationDateTime: sent.expirationDateTime ?? null,
    justification: sent.justification ?? null,
    isValidationOnly: sent.isValidationOnly ?? false,
    executeImmediately: sent.executeImmediately ?? false,
    requestorId: subjectOfCaller(context)?.id ?? null,
  });
}

function addResource(context: Context, catalogId: string, sent: Draft): Resource {
  const { tx } = context;
  const system = originSystem(sent.originSystem);
  const originId = text(sent, 'originId');
  if (findResource(tx, catalogId, originId, system)) throw alreadyOnboarded();
  const found = originOf(system).find(tx, originId);
  if (!found) throw originNotFound(originId);
  const resource = tx.insert(resources, {
    id: context.newId(),
    kind: system === 'CustomDataProvidedResource' ? 'customDataProvidedResource' : 'accessPackageResource',
    catalogId,
    displayName: (sent.displayName as string | null | undefined) ?? found.displayName,
    description: (sent.description as string | null | undefined) ?? found.description,
    originId,
    originSystem: system,
    resourceType: found.resourceType,
    url: found.url ?? (sent.url as string | null | undefined) ?? null,
    isPendingOnboarding: false,
    attributes: attributesOf(context, sent),
    environmentId: environmentOf(tx, sent),
    notificationEndpointConfiguration: (sent.notificationEndpointConfiguration as object | undefined) ?? null,
    ...created(context),
  });
  addRoles(context, resource, found);
  tx.insert(resourceScopes, {
    id: context.newId(),
    resourceId: resource.id,
    displayName: 'Root',
    description: 'Root Scope',
    originId,
    originSystem: system,
    isRootScope: true,
    url: resource.url ?? null,
  });
  return resource;
}

/** Makes the roles that a resource has in its origin and not yet here, and renames those that it has. */
function addRoles(context: Context, resource: Resource, found: OriginResource): void {
  const { tx } = context;
  const known = all(tx, resourceRoles, 'resourceId', resource.id);
  for (const { originId, displayName, description = null, type = null } of found.roles) {
    const role = known.find((one) => one.originId === originId);
    if (role) tx.replace(resourceRoles, { ...role, displayName, description });
    else {
      const { id: resourceId, originSystem } = resource;
      tx.insert(resourceRoles, {
        id: context.newId(),
        resourceId,
        displayName,
        description,
        originId,
        originSystem,
        type,
      });
    }
  }
}

function updateResource(context: Context, catalogId: string, sent: Draft): Resource {
  const { tx } = context;
  const resource = namedResource(tx, catalogId, sent);
  return tx.replace(resources, {
    ...resource,
    ...(sent.attributes !== undefined && { attributes: attributesOf(context, sent) }),
    ...(sent.environment !== undefined && { environmentId: environmentOf(tx, sent) }),
    ...modified(context),
  });
}

function removeResource(context: Context, catalogId: string, sent: Draft): Resource {
  const resource = namedResource(context.tx, catalogId, sent);
  if (context.tx.countEqual(resourceRoleScopes, 'resourceId', resource.id) > 0) {
    throw resourceHasEntitlements(resource.displayName ?? resource.originId);
  }
  dropResource(context, resource);
  return resource;
}

/** Removes a resource with its roles, scopes and uploads. */
export function dropResource({ tx }: Context, resource: Resource): void {
  for (const { id } of all(tx, resourceRoles, 'resourceId', resource.id)) tx.remove(resourceRoles, id);
  for (const { id } of all(tx, resourceScopes, 'resourceId', resource.id)) tx.remove(resourceScopes, id);
  for (const { id } of all(tx, uploadSessions, 'resourceId', resource.id)) {
    for (const file of all(tx, uploadedFiles, 'sessionId', id)) tx.remove(uploadedFiles, file.id);
    tx.remove(uploadSessions, id);
  }
  tx.remove(resources, resource.id);
}

/** The resource of a catalog that stands for something in its origin system. */
export function findResource(
  tx: Transaction,
  catalogId: string,
  originId: string,
  system?: string,
): Resource | undefined {
  return all(tx, resources, 'originId', originId.toLowerCase()).find(
    (one) => one.catalogId === catalogId && (system === undefined || one.originSystem === system),
  );
}

/**
 * The resource of a catalog that a body names, by its id or by its origin's.
 *
 * @throws GraphError 404 `ResourceNotFound`
 */
export function namedResource(tx: Transaction, catalogId: string, sent: Draft): Resource {
  if (typeof sent.id === 'string') {
    const resource = existing(tx, resources, sent.id);
    if (resource.catalogId === catalogId) return resource;
  } else if (typeof sent.originId === 'string') {
    const resource = findResource(tx, catalogId, sent.originId);
    if (resource) return resource;
  } else throw invalidModel("The property 'resource/id' is required.");
  throw resourceNotFound();
}

/** Reads a resource, and its roles, anew from its origin system. What is gone there stays as it is. */
export function refreshResource(context: Context, resource: Resource): void {
  const { tx } = context;
  const found = originOf(resource.originSystem).find(tx, resource.originId);
  if (!found) return;
  const { displayName, description, resourceType, url } = found;
  const read = tx.replace(resources, {
    ...resource,
    displayName: displayName ?? resource.displayName ?? null,
    description,
    resourceType,
    url,
    ...modified(context),
  });
  addRoles(context, read, found);
}

/** Attributes as sent; the questions in them get ids of the service. */
function attributesOf(context: Context, sent: Draft): Resource['attributes'] {
  const attributes = (sent.attributes ?? []) as readonly ResourceAttribute[];
  return attributes.map((attribute) => {
    const question = attribute.source?.question;
    if (!question || question.id) return attribute;
    return { ...attribute, source: { ...attribute.source, question: { ...question, id: context.newId() } } };
  });
}

/** The environment that a body names by its id or by its origin id. */
function environmentOf(tx: Transaction, sent: Draft): string | null {
  const { environment } = sent as { environment?: { id?: string; originId?: string } | null };
  if (!environment) return null;
  if (environment.id) return existing(tx, resourceEnvironments, environment.id).id;
  const [found] = all(tx, resourceEnvironments, 'originId', (environment.originId ?? '').toLowerCase());
  if (!found) throw resourceNotFound();
  return found.id;
}

function text(sent: Draft, name: string): string {
  const value = sent[name];
  if (typeof value !== 'string' || value === '') throw invalidModel(`The property 'resource/${name}' is required.`);
  return value;
}
