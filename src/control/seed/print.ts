/** Prints a tenant as a seed: by names where they are clear, with what is as usual left out. */
import { isDeepStrictEqual } from 'node:util';
import {
  type Application,
  applications,
  groups,
  organizations,
  servicePrincipals,
  users,
} from '../../../model/directory/tables.js';
import {
  type AccessPackage,
  accessPackages,
  catalogs,
  connectedOrganizations,
  customExtensions,
  policies,
  type Resource,
  type ResourceRoleScope,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
  settings,
} from '../../../model/entitlement/tables.js';
import type { Link, Reader, Row, Table } from '../../../model/reader.js';
import { sites } from '../../lifecycle/entitlement/origins/index.js';
import {
  applicationDefaults,
  type Defaults,
  groupDefaults,
  principalDefaults,
  userDefaults,
} from './directory-defaults.js';
import { kinds } from './kinds.js';
import { derivedId, type NamedKind, Names } from './names.js';
import type { Item, Seed } from './schema.js';
import { directoryLinks, impliedBy, impliedPrincipalId } from './write-directory.js';
import { entitlementLinks } from './write-entitlement.js';
import { nestedReferences } from './write-policy.js';

type Fields = Record<string, unknown>;
type LinkRule = { readonly property: string; readonly link: Link; readonly of: readonly NamedKind[] };

/** Prints what `reader` has and `base` has not, or not so. */
export function printSeed(reader: Reader, base: Reader): Seed {
  return new Printer(reader, base).print();
}

class Printer {
  readonly #names: Names;

  constructor(
    readonly reader: Reader,
    readonly base: Reader,
  ) {
    this.#names = new Names(reader);
  }

  print(): Seed {
    const organization = this.#changed(organizations).map((row) => this.#difference(organizations, row))[0];
    const printed: Fields = {
      organization,
      sites: this.#changed(sites).map(({ id, ...site }) => site),
      users: this.#changed(users).map((row) => this.#user(row)),
      groups: this.#changed(groups).map((row) => ({
        ...this.#directory('groups', row, groupDefaults),
        ...this.#linked(row.id, directoryLinks.groups),
      })),
      applications: this.#changed(applications).map((row) => this.#application(row)),
      servicePrincipals: this.#changed(servicePrincipals)
        .filter(({ id, appId }) => !this.#isImplied(id, appId))
        .map((row) => this.#principal(row)),
      connectedOrganizations: this.#changed(connectedOrganizations).map((row) => ({
        ...this.#entitlement('connectedOrganizations', row),
        ...this.#linked(row.id, entitlementLinks.connectedOrganizations),
      })),
      catalogs: this.#catalogs(),
      settings: this.#changed(settings).map(({ id, ...rest }) => rest)[0],
    };
    const said = Object.entries(printed).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value));
    return Object.fromEntries(said) as Seed;
  }

  /** The records that the base has not, or not so. Both share those that nobody has touched. */
  #changed<R extends Row>(table: Table<R>): R[] {
    const found: R[] = [];
    this.reader.scan(table, (row) => {
      if (this.base.get(table, row.id) !== row) found.push(row);
    });
    return found;
  }

  #difference<R extends Row>(table: Table<R>, row: R): Fields {
    const before = (this.base.get(table, row.id) ?? {}) as Item;
    return Object.fromEntries(Object.entries(row).filter(([name, value]) => !isDeepStrictEqual(before[name], value)));
  }

  /** What an object is called, if nothing else is called so; else its id. */
  #nameOf(kind: NamedKind, id: string): string {
    const row = kind.tables.map((table) => this.reader.get(table, id)).find(Boolean);
    const name = row && kind.nameOf(row as Row & Item);
    return typeof name === 'string' && this.#names.find(kind, name).length === 1 ? name : id;
  }

  #linked(id: string, rules: readonly LinkRule[]): Fields {
    const printed: Fields = {};
    for (const { property, link, of } of rules) {
      const ends: string[] = [];
      this.reader.rights(link, id, (right) => {
        const kind = of.find(({ tables }) => tables.some((table) => this.reader.get(table, right)));
        // What no seed can name is told of among the records.
        if (kind) ends.push(this.#nameIn(of, kind, right));
      });
      if (ends.length > 0) printed[property] = ends;
    }
    return printed;
  }

  /** A name that means the same object among all kinds that may stand there. */
  #nameIn(of: readonly NamedKind[], kind: NamedKind, id: string): string {
    const name = this.#nameOf(kind, id);
    return of.reduce((count, one) => count + this.#names.find(one, name).length, 0) > 1 ? id : name;
  }

  /** An object of the directory: what does not follow by itself. */
  #directory(section: keyof typeof kinds, row: Row, defaults: Defaults, said: Fields = {}): Fields {
    const usual = { ...defaults({ ...row, ...said } as Item, { reader: this.reader, time: 0 }), ...said };
    const own = Object.entries(row).filter(
      ([name, value]) => value !== null && value !== undefined && !isDeepStrictEqual(usual[name], value),
    );
    const item = { ...Object.fromEntries(own), ...nameIn(row) } as Fields;
    return this.#withoutUsualId(section, item, row.id);
  }

  #withoutUsualId(section: string, item: Fields, id: string, parent = '', name?: string): Fields {
    const { id: _, kind: _kind, ...rest } = item;
    const called = name ?? rest['userPrincipalName'] ?? rest['displayName'];
    const kind = kinds[section as keyof typeof kinds];
    const isClear = typeof called === 'string' && this.#names.find(kind, called).length <= 1;
    return isClear && derivedId([section, parent, called].join('/')) === id ? rest : { id, ...rest };
  }

  #user(row: Row & Item): Fields {
    const { managerId, ...item } = this.#directory('users', row, userDefaults);
    return {
      ...item,
      ...(typeof managerId === 'string' && { manager: this.#nameOf(kinds.users, managerId) }),
      ...this.#linked(row.id, directoryLinks.users),
    };
  }

  #application(row: Application): Fields {
    const hasPrincipal = this.reader.find(servicePrincipals, 'appId', row.appId.toLowerCase()) !== undefined;
    return {
      ...this.#directory('applications', row, applicationDefaults),
      ...this.#linked(row.id, directoryLinks.applications),
      ...(!hasPrincipal && { servicePrincipal: false }),
    };
  }

  /** Whether loading the application makes just this. */
  #isImplied(id: string, appId: string): boolean {
    const application = this.reader.find(applications, 'appId', appId.toLowerCase());
    return application !== undefined && impliedPrincipalId(application.id) === id;
  }

  #principal(row: Row & Item): Fields {
    const application = this.reader.find(applications, 'appId', String(row['appId']).toLowerCase());
    const said = application ? (impliedBy(application) as Fields) : {};
    const item = this.#directory('servicePrincipals', row, principalDefaults, said);
    const { appId, ...rest } = item;
    return {
      ...rest,
      ...(application ? { application: this.#nameOf(kinds.applications, application.id) } : { appId }),
      ...this.#linked(row.id, directoryLinks.servicePrincipals),
    };
  }

  /** An object of entitlement management: what has a value, names for ids. */
  #entitlement(section: keyof typeof kinds, row: Row, parent?: string): Fields {
    const item = this.#withoutUsualId(section, said(row) as Fields, row.id, parent ?? '');
    for (const [made, changed] of AUDIT_PAIRS) if (item[made] === item[changed]) delete item[changed];
    return this.#named(item) as Fields;
  }

  #named(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#named(one));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, member]) => {
      const kind = nestedReferences[name];
      return [name, kind && typeof member === 'string' ? this.#nameOf(kind, member) : this.#named(member)];
    });
    return Object.fromEntries(entries);
  }

  /** Catalogs with what stands in them; one that has not changed is named for the sake of what has. */
  #catalogs(): Fields[] {
    const inCatalog = {
      resources: byParent(this.#changed(resources), 'catalogId'),
      extensions: byParent(this.#changed(customExtensions), 'catalogId'),
      packages: byParent(this.#packages(), 'catalogId'),
    };
    const printed: Fields[] = [];
    this.reader.scan(catalogs, (row) => {
      const children = {
        ...listed(
          'resources',
          inCatalog.resources.get(row.id)?.map((one) => this.#resource(one)),
        ),
        ...listed(
          'extensions',
          inCatalog.extensions
            .get(row.id)
            ?.map((one) => without(this.#entitlement('extensions', one, row.id), 'catalogId', one)),
        ),
        ...listed(
          'packages',
          inCatalog.packages.get(row.id)?.map((one) => this.#package(one, row.id)),
        ),
      };
      const isNew = this.base.get(catalogs, row.id) !== row;
      if (!isNew && Object.keys(children).length === 0) return;
      const { catalogType: _, ...own } = isNew ? this.#entitlement('catalogs', row) : { displayName: row.displayName };
      printed.push({ ...own, ...children } as Fields);
    });
    return printed;
  }

  /** Packages that have changed, or something in them. */
  #packages() {
    const touched = new Set<string>();
    for (const { accessPackageId } of [...this.#changed(policies), ...this.#changed(resourceRoleScopes)])
      touched.add(accessPackageId);
    for (const { id } of this.#changed(accessPackages)) touched.add(id);
    return [...touched]
      .flatMap((id) => this.reader.get(accessPackages, id) ?? [])
      .sort((one, other) => this.#order(one.id) - this.#order(other.id));
  }

  #order(id: string): number {
    return this.reader.sequenceOf(accessPackages, id) ?? 0;
  }

  #package(row: AccessPackage, catalogId: string): Fields {
    const roles: Fields[] = [];
    this.reader.equal(resourceRoleScopes, 'accessPackageId', row.id, (one) => void roles.push(this.#role(one)));
    const inPackage: Fields[] = [];
    this.reader.equal(policies, 'accessPackageId', row.id, (one) => {
      inPackage.push(without(this.#entitlement('policies', one, row.id), 'accessPackageId'));
    });
    return {
      ...without(this.#entitlement('packages', row, catalogId), 'catalogId'),
      ...listed('roles', roles),
      ...listed('policies', inPackage),
      ...this.#linked(row.id, entitlementLinks.packages),
    };
  }

  #role(row: ResourceRoleScope): Fields {
    const resource = this.reader.get(resources, row.resourceId);
    const role = this.reader.get(resourceRoles, row.roleId);
    const { createdBy, createdDateTime } = row;
    return { id: row.id, resource: resource?.originId, role: role?.displayName, createdBy, createdDateTime };
  }

  #resource(row: Resource): Fields {
    const { originSystem, originId, displayName, description, createdBy, createdDateTime } = row;
    const roleIds: Record<string, string> = {};
    this.reader.equal(resourceRoles, 'resourceId', row.id, (role) => {
      roleIds[role.displayName ?? role.originId] = role.id;
    });
    let scopeId: string | undefined;
    this.reader.equal(resourceScopes, 'resourceId', row.id, ({ id }) => {
      scopeId ??= id;
    });
    const kind = (
      { AadGroup: ['group', kinds.groups], AadApplication: ['application', kinds.servicePrincipals] } as const
    )[originSystem as 'AadGroup'];
    const origin = kind ? { [kind[0]]: this.#nameOf(kind[1], originId) } : { originSystem, originId };
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

const AUDIT_PAIRS = [
  ['createdBy', 'modifiedBy'],
  ['createdDateTime', 'modifiedDateTime'],
  ['createdBy', 'lastModifiedBy'],
  ['createdDateTime', 'lastModifiedDateTime'],
] as const;

/** What an object is called stands in its item in any case. */
function nameIn(row: Row): Fields {
  const { userPrincipalName, displayName } = row as unknown as Fields;
  return userPrincipalName ? { userPrincipalName } : displayName ? { displayName } : {};
}

/** A value without members that say nothing. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([, member]) => member !== null && member !== undefined && !isEmpty(member),
  );
  return Object.fromEntries(kept.map(([name, member]) => [name, said(member)]));
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

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
