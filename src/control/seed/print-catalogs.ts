/** Prints the catalogs of a tenant, with what stands in them. */
import {
  type AccessPackage,
  accessPackages,
  catalogs,
  customExtensions,
  policies,
  type Resource,
  type ResourceRoleScope,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
} from '../../../model/entitlement/tables.js';
import type { Row } from '../../../model/reader.js';
import { kinds } from './kinds.js';
import { type Fields, type Printing, said } from './printing.js';
import { entitlementLinks } from './write-entitlement.js';

export class CatalogPrinter {
  constructor(readonly at: Printing) {}

  /** Catalogs with what stands in them; one that has not changed is named for the sake of what has. */
  print(): Fields[] {
    const inCatalog = {
      resources: byParent(this.at.changed(resources), 'catalogId'),
      extensions: byParent(this.at.changed(customExtensions), 'catalogId'),
      packages: byParent(this.#packages(), 'catalogId'),
    };
    const printed: Fields[] = [];
    this.at.reader.scan(catalogs, (row) => {
      const children = {
        ...listed(
          'resources',
          inCatalog.resources.get(row.id)?.map((one) => this.#resource(one)),
        ),
        ...listed(
          'extensions',
          inCatalog.extensions
            .get(row.id)
            ?.map((one) => without(this.at.entitlement('extensions', one, row.id), 'catalogId', one)),
        ),
        ...listed(
          'packages',
          inCatalog.packages.get(row.id)?.map((one) => this.#package(one, row.id)),
        ),
      };
      const isNew = this.at.base.get(catalogs, row.id) !== row;
      if (!isNew && Object.keys(children).length === 0) return;
      const { catalogType: _, ...own } = isNew
        ? this.at.entitlement('catalogs', row)
        : { displayName: row.displayName };
      printed.push({ ...own, ...children } as Fields);
    });
    return printed;
  }

  /** Packages that have changed, or something in them. */
  #packages() {
    const touched = new Set<string>();
    for (const { accessPackageId } of [...this.at.changed(policies), ...this.at.changed(resourceRoleScopes)])
      touched.add(accessPackageId);
    for (const { id } of this.at.changed(accessPackages)) touched.add(id);
    return [...touched]
      .flatMap((id) => this.at.reader.get(accessPackages, id) ?? [])
      .sort((one, other) => this.#order(one.id) - this.#order(other.id));
  }

  #order(id: string): number {
    return this.at.reader.sequenceOf(accessPackages, id) ?? 0;
  }

  #package(row: AccessPackage, catalogId: string): Fields {
    const roles: Fields[] = [];
    this.at.reader.equal(resourceRoleScopes, 'accessPackageId', row.id, (one) => void roles.push(this.#role(one)));
    const inPackage: Fields[] = [];
    this.at.reader.equal(policies, 'accessPackageId', row.id, (one) => {
      inPackage.push(without(this.at.entitlement('policies', one, row.id), 'accessPackageId'));
    });
    return {
      ...without(this.at.entitlement('packages', row, catalogId), 'catalogId'),
      ...listed('roles', roles),
      ...listed('policies', inPackage),
      ...this.at.linked(row.id, entitlementLinks.packages),
    };
  }

  #role(row: ResourceRoleScope): Fields {
    const resource = this.at.reader.get(resources, row.resourceId);
    const role = this.at.reader.get(resourceRoles, row.roleId);
    const { createdBy, createdDateTime } = row;
    return {
      id: row.id,
      resource: resource && this.#calledInCatalog(resource),
      role: role?.displayName,
      createdBy,
      createdDateTime,
    };
  }

  /** A resource's name, if no other one of its catalog has it. */
  #calledInCatalog({ displayName, originId, catalogId }: Resource): string {
    const called = this.at.names.find(kinds.resources, displayName ?? '');
    const inCatalog = called.filter((id) => this.at.reader.get(resources, id)?.catalogId === catalogId);
    return displayName && inCatalog.length === 1 ? displayName : originId;
  }

  #resource(row: Resource): Fields {
    const { originSystem, originId, displayName, description, createdBy, createdDateTime } = row;
    const roleIds: Record<string, string> = {};
    this.at.reader.equal(resourceRoles, 'resourceId', row.id, (role) => {
      roleIds[role.displayName ?? role.originId] = role.id;
    });
    let scopeId: string | undefined;
    this.at.reader.equal(resourceScopes, 'resourceId', row.id, ({ id }) => {
      scopeId ??= id;
    });
    const kind = (
      { AadGroup: ['group', kinds.groups], AadApplication: ['application', kinds.servicePrincipals] } as const
    )[originSystem as 'AadGroup'];
    const origin = kind ? { [kind[0]]: this.at.nameOf(kind[1], originId) } : { originSystem, originId };
    return said({
      id: row.id,
      ...origin,
      displayName,
      description,
      roleIds,
      scopeId,
      createdBy,
      createdDateTime,
    }) as Fields;
  }
}

/** An item without a property; an extension keeps its kind. */
function without(item: Fields, property: string, row?: { readonly kind?: string }): Fields {
  const { [property]: _, ...rest } = item;
  return row?.kind ? { ...rest, kind: row.kind } : rest;
}

const listed = (name: string, items: readonly Fields[] | undefined) =>
  items && items.length > 0 ? { [name]: items } : {};

function byParent<R extends Row>(rows: readonly R[], property: keyof R): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const parent = String(row[property]);
    const group = groups.get(parent);
    if (group) group.push(row);
    else groups.set(parent, [row]);
  }
  return groups;
}
