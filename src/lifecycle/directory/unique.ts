/** What no two objects of the directory may have in common. */
import { type DirectoryObject, groups, users } from '../../../model/directory/tables.js';
import type { Reader, Table } from '../../../model/reader.js';
import { valueConflict } from '../../errors/index.js';
import { DuplicateKeyError } from '../../store/index.js';

/**
 * Runs a write; an alternate key that another record has becomes the service's refusal, since an index is called like
 * the property it stands for.
 *
 * @throws GraphError 400 `Another object with the same value for property … already exists.`
 */
export function withUniqueKeys<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof DuplicateKeyError && error.index !== 'id') throw valueConflict(error.index);
    throw error;
  }
}

const addressed: readonly Table<DirectoryObject>[] = [users, groups];

/** The object that has one of these proxy addresses, other than `self`. */
export function ownerOfAddress(
  reader: Reader,
  addresses: readonly string[],
  self?: string,
): DirectoryObject | undefined {
  let owner: DirectoryObject | undefined;
  for (const address of addresses) {
    for (const table of addressed) {
      reader.equal(table, 'proxyAddresses', address.toLowerCase(), (object) => {
        if (object.id !== self) owner = object;
        return owner === undefined;
      });
    }
  }
  return owner;
}

/** @throws GraphError 400 when another object has one of these proxy addresses */
export function refuseTakenAddresses(reader: Reader, addresses: readonly string[], self?: string): void {
  if (ownerOfAddress(reader, addresses, self)) throw valueConflict('proxyAddresses');
}
