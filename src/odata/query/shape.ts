/** A query, compiled: all of a plan that does not depend on who asks and of which tenant. */
import type { Dialect } from '../../../model/dialect.js';
import type { EntityType } from '../../../model/edm.js';
import type { Row, Table } from '../../../model/reader.js';
import type { Access } from './access.js';
import type { Context, Evaluate } from './code.js';
import type { SortKey } from './order.js';
import type { Writer } from './writer.js';

/** An ordered index that has the rows in the order asked for. */
export interface OrderIndex {
  readonly field: string;
  readonly descending: boolean;
  /** No record is without the field. */
  readonly complete: boolean;
  /** The filter admits only keys that begin so. */
  readonly prefix: string | undefined;
}

export interface Shape {
  readonly dialect: Dialect;
  readonly type: EntityType;
  /** Where the records of the type are, if in one table. */
  readonly table: Table<Row> | undefined;
  /** `$filter` and `$search` together. */
  readonly filter: Evaluate<boolean> | undefined;
  /** Whether a row is of the type, where a source may hold others. */
  readonly isOfType: (row: Row) => boolean;
  readonly access: Access | undefined;
  readonly order: readonly SortKey[];
  readonly orderIndex: OrderIndex | undefined;
  readonly top: number | undefined;
  readonly pageSize: number;
  readonly skip: number;
  /** `@odata.count` is asked for and given: on every page, or on the first. */
  readonly counts: 'always' | 'first' | 'never';
  readonly writer: Writer;
  readonly fragment: string;
  /** Tells this query from others, for cursors. */
  readonly hash: string;
}

/** Whether a row is of the type and meets the filter. */
export function holds(shape: Shape, row: Row, context: Context): boolean {
  return shape.isOfType(row) && (shape.filter === undefined || shape.filter(row, context));
}
