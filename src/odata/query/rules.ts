import type { EntityType } from '../../../model/edm.js';

/** The properties of an entity that the caller is shown, the others being null; undefined: all of them. */
export type Shown = (type: EntityType, id: string) => ReadonlySet<string> | undefined;

/** What a request may ask for besides its query options. */
export interface Rules {
  /** `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced: boolean;
  /** The header alone. */
  readonly eventual: boolean;
  /** What the service refuses and the emulator can do is done. */
  readonly lenient: boolean;
  /** One entity is read, not a collection. */
  readonly single: boolean;
  /** The collection was reached through a navigation: the directory filters and sorts it in advanced queries only. */
  readonly reference?: boolean;
  /** The wider set of properties that the service prints of what it has just created. */
  readonly created?: boolean;
  /** The object id of whoever asks. */
  readonly caller?: string | undefined;
  /** The tenant's clock; without it `now()` is not evaluated. */
  readonly now?: (() => Date) | undefined;
  /** Absent: everything is shown. */
  readonly shown?: Shown | undefined;
}
