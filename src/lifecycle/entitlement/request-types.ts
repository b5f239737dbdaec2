/** The types of request that make, change and end assignments. */
import type { RequestorSettings } from '../../../model/entitlement/tables.js';

/** What a request does to an assignment. */
export type Change = 'add' | 'update' | 'remove';

export interface RequestType {
  readonly change: Change;
  /** Whose right it is: an administrator's, the holder's own, somebody's for another, the service's. */
  readonly by: 'administrator' | 'holder' | 'other' | 'service';
}

export const requestTypes: Readonly<Record<string, RequestType>> = {
  adminAdd: { change: 'add', by: 'administrator' },
  adminUpdate: { change: 'update', by: 'administrator' },
  adminRemove: { change: 'remove', by: 'administrator' },
  userAdd: { change: 'add', by: 'holder' },
  userUpdate: { change: 'update', by: 'holder' },
  userRemove: { change: 'remove', by: 'holder' },
  onBehalfAdd: { change: 'add', by: 'other' },
  systemAdd: { change: 'add', by: 'service' },
  systemUpdate: { change: 'update', by: 'service' },
  systemRemove: { change: 'remove', by: 'service' },
  approverRemove: { change: 'remove', by: 'service' },
};

/** The types that a client may send. */
export const sendable = Object.keys(requestTypes).filter((name) => requestTypes[name]?.by !== 'service');

/** What a request of this type does. A type that is not known is a mistake in the caller. */
export function changeOf({ requestType }: { readonly requestType: string }): Change {
  const type = requestTypes[requestType];
  if (!type) throw new Error(`There is no request type '${requestType}'.`);
  return type.change;
}

/** The setting of a policy that lets a person make the change for themselves, and the one for others. */
export const selfService: Readonly<Record<Change, keyof RequestorSettings>> = {
  add: 'enableTargetsToSelfAddAccess',
  update: 'enableTargetsToSelfUpdateAccess',
  remove: 'enableTargetsToSelfRemoveAccess',
};
export const onBehalf: Readonly<Record<Change, keyof RequestorSettings>> = {
  add: 'enableOnBehalfRequestorsToAddAccess',
  update: 'enableOnBehalfRequestorsToUpdateAccess',
  remove: 'enableOnBehalfRequestorsToRemoveAccess',
};
