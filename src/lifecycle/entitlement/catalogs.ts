/** Catalogs: the containers of packages and of the resources that packages grant. */
import { roleAssignments } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import {
  accessPackages,
  betaExtensions,
  type Catalog,
  catalogs,
  customExtensions,
  resources,
} from '../../../model/entitlement/tables.js';
import { own } from '../../errors/index.js';
import type { Context } from '../context.js';
import { all, changes, created, insert, modified, replace } from './records.js';
import { dropResource } from './resources.js';

/** A new catalog is published unless it says otherwise, and hidden from people outside. */
export function createCatalog(context: Context, fields: Draft): Catalog {
  const sent = fields as Partial<Catalog>;
  return insert(context.tx, catalogs, {
    id: context.newId(),
    displayName: sent.displayName ?? '',
    description: sent.description ?? null,
    catalogType: 'userManaged',
    state: sent.state ?? 'published',
    isExternallyVisible: sent.isExternallyVisible ?? false,
    uniqueName: sent.uniqueName ?? null,
    ...created(context),
  });
}

const CHANGEABLE = ['displayName', 'description', 'state', 'isExternallyVisible', 'uniqueName'] as const;

/** Changes what was sent. */
export function updateCatalog(context: Context, catalog: Catalog, fields: Draft): Catalog {
  const sent = changes<Catalog>(fields, CHANGEABLE, ['description', 'uniqueName']);
  return replace(context.tx, catalogs, { ...catalog, ...sent, ...modified(context) });
}

/**
 * Deletes a catalog with its resources, extensions and role assignments.
 *
 * @throws GraphError 400 while there are packages in it, and for the built-in one
 */
export function deleteCatalog(context: Context, catalog: Catalog): void {
  const { tx } = context;
  if (catalog.catalogType === 'serviceDefault') throw own.catalogIsBuiltIn();
  if (tx.countEqual(accessPackages, 'catalogId', catalog.id) > 0) throw own.catalogHasPackages();
  for (const resource of all(tx, resources, 'catalogId', catalog.id)) dropResource(context, resource);
  for (const extensions of [customExtensions, betaExtensions]) {
    for (const { id } of all(tx, extensions, 'catalogId', catalog.id)) tx.remove(extensions, id);
  }
  const scope = `/accesspackagecatalog/${catalog.id}`;
  for (const { id } of all(tx, roleAssignments, 'appScopeId', scope)) tx.remove(roleAssignments, id);
  tx.remove(catalogs, catalog.id);
}
