/** What entitlement management asks of the systems whose resources it hands out. */
import type { Reader } from '../../../../model/reader.js';
import { GraphError } from '../../../errors/index.js';
import type { Context } from '../../context.js';

/** A role that a resource has in its origin system. */
export interface OriginRole {
  readonly originId: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly type?: string | null;
}

/** A resource as its origin system knows it now. */
export interface OriginResource {
  readonly displayName: string | null;
  readonly description: string | null;
  readonly resourceType: string;
  readonly url: string | null;
  readonly roles: readonly OriginRole[];
}

/** One role on one resource, held by one object of the directory. */
export interface Hold {
  /** The resource, as its origin system calls it. */
  readonly originId: string;
  readonly roleOriginId: string;
  /** The object id of whoever holds it. */
  readonly principalId: string;
}

export interface Origin {
  /**
   * Undefined for what the system does not have.
   *
   * @throws GraphError for what it has and can not give into a catalog
   */
  readonly find: (reader: Reader, originId: string) => OriginResource | undefined;
  /** Gives a role, and keeps it given when it is. False when it can not be given. */
  readonly grant: (context: Context, hold: Hold) => boolean;
  readonly revoke: (context: Context, hold: Hold) => void;
}

/** Whether the directory lets a change happen: it refuses before it writes. */
export function accepted(change: () => unknown): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (error instanceof GraphError) return false;
    throw error;
  }
}
