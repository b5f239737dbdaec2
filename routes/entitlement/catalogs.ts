/** Catalogs and the extensions in them. */
import type { Catalog, CustomExtension } from '../../model/entitlement/tables.js';
import { created, entity, noContent } from '../../src/answers.js';
import { createCatalog, deleteCatalog, updateCatalog } from '../../src/lifecycle/entitlement/catalogs.js';
import {
  createExtension,
  deleteExtension,
  extensionIn,
  updateExtension,
} from '../../src/lifecycle/entitlement/extensions.js';
import { type BindMode, type Bound, bind } from '../../src/odata/bind.js';
import type { Call, Operation } from '../../src/operation.js';
import { lastKey, ownerInPath } from '../directory/parts.js';
import { behind, bindBody, operation, typeOf } from './parts.js';

const catalogs = { 'v1.0': '/catalogs', beta: '/accessPackageCatalogs' } as const;

/** beta has two collections: that of today's two kinds, and that of an older kind. */
const extensions = {
  'v1.0': '/catalogs/{id}/customWorkflowExtensions',
  beta: [
    '/accessPackageCatalogs/{id}/accessPackageCustomWorkflowExtensions',
    '/accessPackageCatalogs/{id}/customAccessPackageWorkflowExtensions',
  ],
} as const;

/** The body of an extension; the documentation wraps it in `value` once. */
function extensionBody(call: Call, mode: BindMode, before?: CustomExtension): Bound {
  const { dialect } = call.path;
  const declared = before ? dialect.concrete(dialect.type('customCalloutExtension'), before) : typeOf(call);
  const sent = call.json() as { value?: unknown } | null;
  return bind(dialect, declared, sent?.value ?? sent, mode, (url) => call.reference(url));
}

/** The extension that a path names; the documentation deletes extensions of today under the older collection. */
function extensionAt(call: Call): CustomExtension {
  return extensionIn(call.tx, ownerInPath<Catalog>(call), lastKey(call));
}

export const catalogOperations: readonly Operation[] = [
  ...operation('POST', catalogs, 'entitlementmanagement-post-catalogs', (call) =>
    created(call, typeOf(call), createCatalog(call, bindBody(call, 'create').fields)),
  ),
  ...operation('PATCH', behind(catalogs, '/{id}'), 'accesspackagecatalog-update', (call) => {
    updateCatalog(call, call.entity<Catalog>(), bindBody(call, 'patch').fields);
    return noContent;
  }),
  ...operation('DELETE', behind(catalogs, '/{id}'), 'accesspackagecatalog-delete', (call) => {
    deleteCatalog(call, call.entity<Catalog>());
    return noContent;
  }),
  ...operation('POST', extensions, 'accesspackagecatalog-post-accesspackagecustomworkflowextensions', (call) => {
    const { type, fields } = extensionBody(call, 'create');
    const kind = type.name as CustomExtension['kind'];
    return created(call, type, createExtension(call, ownerInPath<Catalog>(call), kind, fields));
  }),
  ...operation('PUT', behind(extensions, '/{id}'), 'accesspackageassignmentrequestworkflowextension-update', (call) => {
    const before = extensionAt(call);
    const { type, fields } = extensionBody(call, 'patch', before);
    return entity(call, 200, type, updateExtension(call, before, fields));
  }),
  ...operation(
    'DELETE',
    behind(extensions, '/{id}'),
    'accesspackageassignmentrequestworkflowextension-delete',
    (call) => {
      deleteExtension(call, extensionAt(call));
      return noContent;
    },
  ),
];
