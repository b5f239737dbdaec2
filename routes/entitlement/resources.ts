/** Resources of catalogs, requests for them, environments and what is handed in for them. */
import type { OriginConnector, Resource, UploadSession } from '../../model/entitlement/tables.js';
import { created, empty, entity, noContent } from '../../src/answers.js';
import { refreshResource, requestResource } from '../../src/lifecycle/entitlement/resources.js';
import { createConnector, deleteConnector, updateConnector } from '../../src/lifecycle/entitlement/settings.js';
import {
  addFiles,
  completeSession,
  deleteSession,
  filesIn,
  openSession,
} from '../../src/lifecycle/entitlement/uploads.js';
import type { Call, Operation } from '../../src/operation.js';
import { ownerInPath } from '../directory/parts.js';
import { behind, bindBody, operation, typeOf, unlessTried } from './parts.js';

const requests = { 'v1.0': '/resourceRequests', beta: '/accessPackageResourceRequests' } as const;

/** The places at which a resource is addressed. */
const resource = {
  'v1.0': ['/resources/{id}', '/catalogs/{id}/resources/{id}'],
  beta: ['/accessPackageResources/{id}', '/accessPackageCatalogs/{id}/accessPackageResources/{id}'],
} as const;
const session = behind(resource, '/uploadSessions');
const oneSession = behind(resource, '/uploadSessions/{id}');

const connectors = { beta: '/externalOriginResourceConnectors' } as const;
const connector = { beta: '/externalOriginResourceConnectors/{id}' } as const;

/** Answers to what is done with a session have its files in them, where reading it has to expand them. */
const withFiles = (call: Call) => ({ plan: call.plan(typeOf(call), '$expand=files', { single: true }), fragment: '' });

export const resourceOperations: readonly Operation[] = [
  ...operation('POST', requests, 'entitlementmanagement-post-resourcerequests', (call) => {
    const { fields } = bindBody(call, 'create');
    return created(
      call,
      typeOf(call),
      unlessTried(call, fields, () => requestResource(call, fields)),
    );
  }),
  ...operation('POST', behind(resource, '/refresh'), 'accesspackageresource-refresh', (call) => {
    refreshResource(call, call.entity<Resource>());
    return empty(200);
  }),
  ...operation('POST', session, 'customdataprovidedresourceuploadsession-uploadfile', (call) => {
    const { fields } = bindBody(call, 'create');
    const opened = openSession(call, ownerInPath<Resource>(call), fields);
    return created(call, typeOf(call), opened, withFiles(call));
  }),
  ...operation('PATCH', oneSession, 'customdataprovidedresourceuploadsession-uploadfile', (call) => {
    const completed = completeSession(call, call.entity<UploadSession>(), bindBody(call, 'patch').fields);
    return entity(call, 200, typeOf(call), completed, withFiles(call));
  }),
  ...operation('DELETE', oneSession, 'customdataprovidedresourceuploadsession-uploadfile', (call) => {
    deleteSession(call, call.entity<UploadSession>());
    return noContent;
  }),
  ...operation(
    'POST',
    behind(oneSession, '/uploadFile'),
    'customdataprovidedresourceuploadsession-uploadfile',
    (call) => {
      const files = filesIn(call.header('content-type'), call.text());
      const filled = addFiles(call, call.entity<UploadSession>(), files);
      return entity(call, 200, typeOf(call), filled, withFiles(call));
    },
  ),
  ...operation('POST', connectors, 'entitlementmanagement-post-externaloriginresourceconnectors', (call) =>
    created(call, typeOf(call), createConnector(call, bindBody(call, 'create').fields)),
  ),
  ...operation('PATCH', connector, 'externaloriginresourceconnector-update', (call) => {
    const changed = updateConnector(call, call.entity<OriginConnector>(), bindBody(call, 'patch').fields);
    return entity(call, 200, typeOf(call), changed);
  }),
  ...operation('DELETE', connector, 'externaloriginresourceconnector-delete', (call) => {
    deleteConnector(call, call.entity<OriginConnector>());
    return noContent;
  }),
];
