/**
 * What a tenant stores of entitlement management: canonical records, richer than either version's words.
 *
 * Fields are called as v1.0 calls them; what only beta says (`createdBy`, `isExtended` …) keeps beta's name. A reference
 * is the other record's id in `<navigation>Id`.
 */
import type { Row } from '../../reader.js';

/** Instants are kept as ISO 8601 text in UTC, as they are printed. */
export type Instant = string;

/** Who made a record, and who changed it last. */
export interface Audited extends Row {
  readonly createdBy?: string | null;
  readonly createdDateTime?: Instant | null;
  readonly modifiedBy?: string | null;
  readonly modifiedDateTime?: Instant | null;
}
