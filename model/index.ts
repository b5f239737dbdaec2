/** The model whole: both dialects, and every table and relation of a tenant's state. */
import { directory as betaDirectory } from './beta/directory/index.js';
import { entitlement as betaEntitlement } from './beta/entitlement/index.js';
import { Dialect, type Version } from './dialect.js';
import * as directoryTables from './directory/tables.js';
import * as entitlementTables from './entitlement/tables.js';
import type { Link, Row, Table } from './reader.js';
import { directory } from './v1.0/directory/index.js';
import { entitlement } from './v1.0/entitlement/index.js';

export const dialects: Readonly<Record<Version, Dialect>> = {
  'v1.0': new Dialect('v1.0', [directory, entitlement]),
  beta: new Dialect('beta', [betaDirectory, betaEntitlement]),
};

const declared: readonly unknown[] = [...Object.values(directoryTables), ...Object.values(entitlementTables)];

const isTable = (value: unknown): value is Table<Row> =>
  typeof value === 'object' && value !== null && 'equality' in value;
const isLink = (value: unknown): value is Link =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'link';

export const tables: readonly Table<Row>[] = declared.filter(isTable);
export const links: readonly Link[] = declared.filter(isLink);

/** What change tracking (`delta`) tells of: the directory alone. */
export const tracked: ReadonlySet<Table<Row> | Link> = new Set(
  Object.values(directoryTables).filter((value) => isTable(value) || isLink(value)) as (Table<Row> | Link)[],
);
