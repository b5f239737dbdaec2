/** What a caller reaches who has a role in some catalogs, and in no more: their contents. */
import { roleAssignments } from '../../model/directory/tables.js';
import {
  accessPackages,
  assignmentResourceRoles,
  assignments,
  betaExtensions,
  catalogs,
  customExtensions,
  policies,
  requests,
  resourceRequests,
  resourceRoleScopes,
  resourceRoles,
  resourceScopes,
  resources,
  uploadedFiles,
  uploadSessions,
} from '../../model/entitlement/tables.js';
import type { Reader, Row, Table } from '../../model/reader.js';
import { PartialView } from '../control/partial-view.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';
import { referred } from './kinds.js';

/** What is in a catalog, and the field that leads there: to the catalog itself, or to something else in it. */
const CONTENTS: readonly (readonly [Table<Row>, field: string])[] = [
  [accessPackages, 'catalogId'],
  [assignments, 'catalogId'],
  [resources, 'catalogId'],
  [resourceRequests, 'catalogId'],
  [customExtensions, 'catalogId'],
  [betaExtensions, 'catalogId'],
  [policies, 'accessPackageId'],
  [requests, 'accessPackageId'],
  [resourceRoleScopes, 'accessPackageId'],
  [resourceRoles, 'resourceId'],
  [resourceScopes, 'resourceId'],
  [uploadSessions, 'resourceId'],
  [uploadedFiles, 'sessionId'],
  [assignmentResourceRoles, 'roleId'],
  [roleAssignments, 'appScopeId'],
];

/** The catalog that the scope of a role names: `/AccessPackageCatalog/{id}`. */
export const catalogNamed = (scope: string): string | undefined =>
  /^\/AccessPackageCatalog\/(.*)$/i.exec(scope)?.[1]?.toLowerCase();

/**
 * The catalog of whatever in entitlement management has this id, or that a scope (`/AccessPackageCatalog/{id}`) names;
 * undefined for what is in none.
 */
export function catalogOf(reader: Reader, named: string): string | undefined {
  const id = catalogNamed(named) ?? named.toLowerCase();
  if (reader.get(catalogs, id)) return id;
  for (const [table, field] of CONTENTS) {
    const row = reader.get(table, id) as Readonly<Record<string, unknown>> | undefined;
    if (row) return catalogOf(reader, String(row[field]));
  }
  return undefined;
}

/** A read that finds nothing of other catalogs: not listed, counted or expanded either. */
export function confined(call: Call, mine: ReadonlySet<string>): Call {
  const hidden = new Map<string, boolean>();
  const isHidden = (id: string): boolean => {
    let is = hidden.get(id);
    if (is === undefined) {
      const catalog = catalogOf(call.tx, id);
      is = catalog !== undefined && !mine.has(catalog);
      hidden.set(id, is);
    }
    return is;
  };
  return call.seeing(new PartialView(call.tx, isHidden));
}

/** Whether the body of a write names a catalog, or something in one, that is not among these; or all catalogs. */
export function namesOthers(call: Call, mine: ReadonlySet<string>): boolean {
  if (givesRole(call) && catalogNamed(scopeOfRole(call)) === undefined) return true;
  const isOther = (text: string): boolean => {
    const catalog = catalogOf(call.tx, text);
    return catalog !== undefined && !mine.has(catalog);
  };
  // A reference names what it means by its URL.
  const anyOther = (json: unknown): boolean =>
    typeof json === 'string'
      ? isOther(json) || (/[/(]/.test(json) && [...json.split(IN_URL), referred(call, json) ?? ''].some(isOther))
      : Object.values(json ?? {}).some(anyOther);
  return anyOther(bodyOf(call));
}

const IN_URL = /[/()'?&=]+/;

/** Roles are given in the whole tenant unless the body says where. */
const givesRole = ({ path }: Call): boolean => path.template.startsWith('/roleManagement/') && path.keys.length === 0;
const scopeOfRole = (call: Call): string => {
  const { appscopeid } = bodyOf(call);
  return typeof appscopeid === 'string' ? appscopeid : '/';
};
