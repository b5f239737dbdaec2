/** What the service puts in front of a failure within an option. Options without an entry have the bare reason. */
const PREFIXES: Readonly<Record<string, string>> = {
  $filter: 'Invalid filter clause: ',
  $select: 'Parsing OData Select and Expand failed: ',
  $expand: 'Parsing OData Select and Expand failed: ',
};

/**
 * A query option that cannot be read: the service answers 400 `BadRequest` with this message. The reasons are the texts
 * of Microsoft.OData.Core where it has one; its positions count from 0 and, for a token in the wrong place, name its end.
 */
export class ODataSyntaxError extends Error {
  override readonly name = 'ODataSyntaxError';
  /** The option as it is documented (`$filter`), however the request spelled it; empty for the query as a whole. */
  readonly option: string;
  /** The message without the option's prefix. */
  readonly reason: string;

  constructor(option: string, reason: string, prefix = '') {
    super(`${prefix}${reason}`);
    this.option = option;
    this.reason = reason;
  }
}

/** A failure within the text of an option, with the option's prefix. */
export function clauseError(option: string, reason: string): ODataSyntaxError {
  return new ODataSyntaxError(option, reason, PREFIXES[option]);
}
