/** Names of groups, held against the tenant's rules before a group is made or changed. */
import type { Draft } from '../../../model/edm.js';
import type { Reader } from '../../../model/reader.js';
import { type ErrorDetail, GraphError, requestRefused } from '../../errors/index.js';
import { ownerOfAddress } from './unique.js';
import { defaultDomain } from './values.js';

/** The words that no name may have are the tenant's to define, and none are defined here; nor are prefixes. */
function conflictOf(reader: Reader, mailNickname: unknown, self?: string): ErrorDetail | undefined {
  if (typeof mailNickname !== 'string') return undefined;
  if (!ownerOfAddress(reader, [`SMTP:${mailNickname}@${defaultDomain(reader)}`], self)) return undefined;
  const message = 'Another object with the same value for property mailNickname already exists.';
  return { target: 'mailNickname', code: 'PropertyConflict', message };
}

/**
 * Checks the names of an existing group of Microsoft 365, or of one that is to be made: the "validateProperties" pages.
 *
 * @throws GraphError 422 when another group has the mail nickname, 400 when no name is given
 */
export function validateGroupNames(reader: Reader, parameters: Draft, self?: string): void {
  const { displayName, mailNickname } = parameters;
  if (!displayName && !mailNickname) throw requestRefused('At least one of displayName and mailNickname is required.');
  const conflict = conflictOf(reader, mailNickname, self);
  if (!conflict) return;
  throw new GraphError(
    422,
    'Request_UnprocessableEntity',
    'The values provided contain one or more validation errors.',
    { details: [conflict] },
  );
}

/** The same for a group that is to be made, where the kind of object is named. @throws GraphError 400, 422 */
export function validateNewNames(reader: Reader, parameters: Draft): void {
  const { entityType } = parameters;
  if (entityType !== undefined && String(entityType).toLowerCase() !== 'group') {
    throw requestRefused("Invalid value specified for property 'entityType'. The only supported value is Group.");
  }
  validateGroupNames(reader, parameters);
}
