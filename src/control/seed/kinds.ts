/** The families of objects that a seed names. */
import {
  applications,
  directoryRoleTemplates,
  groups,
  servicePrincipals,
  users,
} from '../../../model/directory/tables.js';
import {
  accessPackages,
  betaExtensions,
  catalogs,
  connectedOrganizations,
  customExtensions,
  policies,
  resourceRoleScopes,
  resources,
} from '../../../model/entitlement/tables.js';
import type { Row, Table } from '../../../model/reader.js';
import { sites } from '../../lifecycle/entitlement/origins/index.js';
import type { NamedKind } from './names.js';

const by =
  (property: string): NamedKind['nameOf'] =>
  (row) =>
    row[property];

const kind = (noun: string, tables: readonly Table<Row>[], nameOf = by('displayName')): NamedKind => ({
  noun,
  tables,
  nameOf,
});

export const kinds = {
  sites: kind('site', [sites], by('url')),
  users: kind('user', [users], by('userPrincipalName')),
  groups: kind('group', [groups]),
  applications: kind('application', [applications]),
  servicePrincipals: kind('service principal', [servicePrincipals]),
  directoryRoles: kind('directory role', [directoryRoleTemplates]),
  catalogs: kind('catalog', [catalogs]),
  resources: kind('resource', [resources]),
  extensions: kind('extension', [customExtensions, betaExtensions]),
  connectedOrganizations: kind('connected organization', [connectedOrganizations]),
  packages: kind('access package', [accessPackages]),
  roles: kind('role of a package', [resourceRoleScopes], () => undefined),
  policies: kind('policy', [policies]),
} as const;

/** Whom groups, applications and organizations can refer to. */
export const principals = [kinds.users, kinds.groups, kinds.servicePrincipals];
