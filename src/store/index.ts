/** The state of tenants: tables of immutable records, links, transactions, a change feed, snapshots. Knows no Graph. */
export { DuplicateKeyError, MissingRecordError } from './errors.js';
export type { Change, ChangeVisit, LinkChange, RowChange } from './feed.js';
export { type EndVisit, Overlay } from './overlay.js';
export { type AnyTable, Schema } from './schema.js';
export { type Feed, type Reaction, Sealed, Snapshot, Timeline } from './timeline.js';
export type { Transaction } from './transaction.js';
export type { View } from './view.js';
