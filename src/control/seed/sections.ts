/** The sections of a seed: how their objects are called, written and linked. */
import type { Link } from '../../../model/reader.js';
import type { kinds } from './kinds.js';
import type { NamedKind } from './names.js';
import type { Item, Seed } from './schema.js';
import * as directory from './write-directory.js';
import * as entitlement from './write-entitlement.js';
import { writePolicy } from './write-policy.js';
import type { Writer } from './writing.js';

export interface Section {
  readonly name: keyof typeof kinds & keyof Seed;
  readonly write: Writer;
  /** By which property an object is called. */
  readonly nameOf: (item: Item) => string;
  /** What no two say alike, whatever their keys and ids. */
  readonly unique?: readonly string[];
  readonly links?: readonly { readonly property: string; readonly link: Link; readonly of: readonly NamedKind[] }[];
  /** Properties that hold objects of other sections. */
  readonly children?: Readonly<Record<string, Section['name']>>;
}

const named =
  (...properties: string[]) =>
  (item: Item): string =>
    properties
      .map((property) => item[property])
      .filter((value) => typeof value === 'string')
      .join(' ');

/** In the order in which they are written: what others refer to comes first. */
export const SECTIONS: readonly Section[] = [
  { name: 'sites', write: entitlement.writeSite, nameOf: named('url'), unique: ['url'] },
  {
    name: 'users',
    write: directory.writeUser,
    nameOf: named('userPrincipalName'),
    unique: ['userPrincipalName'],
    links: directory.directoryLinks.users,
  },
  { name: 'groups', write: directory.writeGroup, nameOf: named('displayName'), links: directory.directoryLinks.groups },
  {
    name: 'applications',
    write: directory.writeApplication,
    nameOf: named('displayName'),
    links: directory.directoryLinks.applications,
  },
  {
    name: 'servicePrincipals',
    write: directory.writeServicePrincipal,
    nameOf: (item) => named('displayName')(item) || named('application')(item),
    unique: ['appId', 'application'],
    links: directory.directoryLinks.servicePrincipals,
  },
  {
    name: 'catalogs',
    write: entitlement.writeCatalog,
    nameOf: named('displayName'),
    children: { resources: 'resources', extensions: 'extensions', packages: 'packages' },
  },
  { name: 'extensions', write: entitlement.writeExtension, nameOf: named('displayName') },
  {
    name: 'connectedOrganizations',
    write: entitlement.writeConnectedOrganization,
    nameOf: named('displayName'),
    links: entitlement.entitlementLinks.connectedOrganizations,
  },
  {
    name: 'resources',
    write: entitlement.writeResource,
    nameOf: named('group', 'application', 'site', 'directoryRole', 'originSystem', 'originId'),
  },
  {
    name: 'packages',
    write: entitlement.writePackage,
    nameOf: named('displayName'),
    unique: ['displayName', 'catalog'],
    links: entitlement.entitlementLinks.packages,
    children: { roles: 'roles', policies: 'policies' },
  },
  { name: 'roles', write: entitlement.writeRole, nameOf: named('resource', 'role') },
  { name: 'policies', write: writePolicy, nameOf: named('displayName'), unique: ['displayName', 'accessPackage'] },
];
export const sectionByName = new Map(SECTIONS.map((section) => [section.name, section]));
