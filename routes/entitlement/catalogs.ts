/** Catalogs and the extensions in them. */
import type { EntityType } from '../../model/edm.js';
import type { Catalog, CustomExtension } from '../../model/entitlement/tables.js';
import { created, entity, noContent } from '../../src/answers.js';
import { rolesOf } from '../../src/identity/principals.js';
import { CATALOG_CREATOR, CATALOG_OWNER } from '../../src/lifecycle/directory/built-in-roles.js';
import { createRoleAssignment } from '../../src/lifecycle/directory/role-management.js';
import { createCatalog, deleteCatalog, updateCatalog } from '../../src/lifecycle/entitlement/catalogs.js';
import {
  createExtension,
  deleteExtension,
  extensionIn,
  updateExtension,
} from '../../src/lifecycle/entitlement/extensions.js';
import { type BindMode, type Bound, bind } from '../../src/odata/bind.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { lastKey, ownerInPath } from '../directory/parts.js';
import { behind, bindBody, operation, typeOf } from './parts.js';

const catalogs = { 'v1.0': '/catalogs', beta: '/accessPackageCatalogs' } as const;

/** beta has two collections: that of an older kind, and that of today's two kinds. */
const older = {
  'v1.0': '/catalogs/{id}/customWorkflowExtensions',
  beta: '/accessPackageCatalogs/{id}/accessPackageCustomWorkflowExtensions',
} as const;
const ofToday = '/accessPackageCatalogs/{id}/customAccessPackageWorkflowExtensions';
const extensions = { ...older, beta: [older.beta, ofToday] } as const;

const ANY_EXTENSION = 'customCalloutExtension';
const EXTENSION = 'accesspackageassignmentrequestworkflowextension';

/** The body of an extension; the documentation wraps it in `value` once. */
function extensionBody(call: Call, mode: BindMode, before?: CustomExtension): Bound {
  const { dialect } = call.path;
  const declared = before ? dialect.concrete(dialect.type(ANY_EXTENSION), before) : typeOf(call);
  const sent = call.json() as { value?: unknown } | null;
  return bind(dialect, declared, sent?.value ?? sent, mode, (url) => call.reference(url));
}

/** The type of the collection in the path, or that of all extensions where the documentation names the older one. */
function toldAs(call: Call, extension: CustomExtension): EntityType {
  const { dialect } = call.path;
  const declared = typeOf(call);
  const any = dialect.type(ANY_EXTENSION);
  return dialect.isA(dialect.concrete(any, extension), declared) ? declared : any;
}

/** The extension that a path names; the documentation deletes extensions of today under the older collection. */
function extensionAt(call: Call): CustomExtension {
  return extensionIn(call.tx, ownerInPath<Catalog>(call), lastKey(call));
}

/** Whoever has the role to create catalogs owns those they create: "Delegation and roles in entitlement management". */
function ownedByCreator(call: Call, catalog: Catalog): Catalog {
  const { tx, caller } = call;
  const roles = rolesOf(tx, 'entitlementManagement', caller.id);
  if (roles.some(({ roleDefinitionId }) => roleDefinitionId === CATALOG_CREATOR)) {
    createRoleAssignment(call, 'entitlementManagement', {
      principalId: caller.id,
      roleDefinitionId: CATALOG_OWNER,
      appScopeId: `/AccessPackageCatalog/${catalog.id}`,
    });
  }
  return catalog;
}

function postExtension(call: Call): Answer {
  const { type, fields } = extensionBody(call, 'create');
  const kind = type.name as CustomExtension['kind'];
  // Told as the type of the collection, so that the answer says which of several it is.
  return created(call, typeOf(call), createExtension(call, ownerInPath<Catalog>(call), kind, fields));
}

export const catalogOperations: readonly Operation[] = [
  ...operation('POST', catalogs, 'entitlementmanagement-post-catalogs', (call) =>
    created(call, typeOf(call), ownedByCreator(call, createCatalog(call, bindBody(call, 'create').fields))),
  ),
  ...operation('PATCH', behind(catalogs, '/{id}'), 'accesspackagecatalog-update', (call) => {
    updateCatalog(call, call.entity<Catalog>(), bindBody(call, 'patch').fields);
    return noContent;
  }),
  ...operation('DELETE', behind(catalogs, '/{id}'), 'accesspackagecatalog-delete', (call) => {
    deleteCatalog(call, call.entity<Catalog>());
    return noContent;
  }),
  ...operation('POST', older, 'accesspackagecatalog-post-accesspackagecustomworkflowextensions', postExtension),
  ...operation(
    'POST',
    { beta: ofToday },
    'accesspackagecatalog-post-customaccesspackageworkflowextensions',
    postExtension,
  ),
  // Documented as a PUT that leaves what it does not name; the SDKs have a PATCH for it.
  ...(['PUT', 'PATCH'] as const).flatMap((method) =>
    operation(method, behind(extensions, '/{id}'), `${EXTENSION}-update`, (call) => {
      const before = extensionAt(call);
      const { fields } = extensionBody(call, 'patch', before);
      return entity(call, 200, toldAs(call, before), updateExtension(call, before, fields));
    }),
  ),
  ...operation('DELETE', behind(extensions, '/{id}'), `${EXTENSION}-delete`, (call) => {
    deleteExtension(call, extensionAt(call));
    return noContent;
  }),
];
