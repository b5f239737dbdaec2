/** Who administers the tenant. */
import { directoryRoles, members } from '../../../model/directory/tables.js';
import type { Reader } from '../../../model/reader.js';

/** Whether an object has a role in the directory, whichever it is. */
export function isAdministrator(reader: Reader, id: string): boolean {
  let found = false;
  reader.lefts(members, id, (container) => {
    found = reader.get(directoryRoles, container) !== undefined;
    return !found;
  });
  return found;
}
