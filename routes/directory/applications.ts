/** Applications and service principals, their owners and credentials. */
import type { Application, ServicePrincipal } from '../../model/directory/tables.js';
import { created, noContent } from '../../src/answers.js';
import {
  createApplication,
  createServicePrincipal,
  updateApplication,
  updateServicePrincipal,
} from '../../src/lifecycle/directory/applications.js';
import { addPassword, removePassword } from '../../src/lifecycle/directory/credentials.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import type { Operation } from '../../src/operation.js';
import { complexValue, operation, referencesIn } from './parts.js';
import { ownerReferences } from './references.js';

/** What both have alike; `page` begins the names of the documentation pages. */
function shared(set: string, page: string): readonly Operation[] {
  return [
    operation('DELETE', `/${set}/{id}`, `${page}-delete`, (call) => {
      deleteObject(call, call.entity<Application | ServicePrincipal>());
      return noContent;
    }),
    operation('POST', `/${set}/{id}/addPassword`, `${page}-addpassword`, (call) =>
      complexValue(call, 'microsoft.graph.passwordCredential', addPassword(call, call.entity(), call.parameters())),
    ),
    operation('POST', `/${set}/{id}/removePassword`, `${page}-removepassword`, (call) => {
      removePassword(call, call.entity(), String(call.parameters()['keyId']));
      return noContent;
    }),
    ...ownerReferences(set, page),
  ];
}

export const applicationOperations: readonly Operation[] = [
  operation('POST', '/applications', 'application-post-applications', (call) => {
    const bound = call.bind('create');
    const { owners } = referencesIn(call, bound, ['owners']);
    return created(call, bound.type, createApplication(call, bound.fields, owners));
  }),
  operation('PATCH', '/applications/{id}', 'application-update', (call) => {
    updateApplication(call, call.entity(), call.bind('patch').fields);
    return noContent;
  }),
  ...shared('applications', 'application'),
  operation('POST', '/servicePrincipals', 'serviceprincipal-post-serviceprincipals', (call) => {
    const bound = call.bind('create');
    const { owners } = referencesIn(call, bound, ['owners']);
    return created(call, bound.type, createServicePrincipal(call, bound.fields, owners));
  }),
  operation('PATCH', '/servicePrincipals/{id}', 'serviceprincipal-update', (call) => {
    updateServicePrincipal(call, call.entity(), call.bind('patch').fields);
    return noContent;
  }),
  ...shared('servicePrincipals', 'serviceprincipal'),
];
