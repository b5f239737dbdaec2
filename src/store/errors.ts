import type { IndexKey } from '../../model/reader.js';

/** A second record with the id or an alternate key of a first. */
export class DuplicateKeyError extends Error {
  override readonly name = 'DuplicateKeyError';

  /** `index` is `'id'` or the name of a unique index; `id` is that of the record which has the key. */
  constructor(
    readonly table: string,
    readonly index: string,
    readonly key: IndexKey,
    readonly id: string,
  ) {
    super(`Table '${table}' has a record '${id}' whose ${index} is '${key}'.`);
  }
}

/** A record was to be replaced that is not there. */
export class MissingRecordError extends Error {
  override readonly name = 'MissingRecordError';

  constructor(
    readonly table: string,
    readonly id: string,
  ) {
    super(`Table '${table}' has no record '${id}'.`);
  }
}
