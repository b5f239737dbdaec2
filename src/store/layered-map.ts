/** A layer is merged into the one below it when it holds at least this part of what that one holds. */
const MERGE_RATIO = 4;

/**
 * A map over a frozen parent: what this layer sets or deletes hides what the parent says.
 *
 * Forking costs a few objects. Layers grow at least fourfold from the top down, because a fork merges those that do
 * not, so that a chain of a thousand snapshots stays a handful of maps deep.
 */
export class LayeredMap<K, V extends NonNullable<unknown>> {
  /** `null` says that a key of the parent is gone. Made by the first write. */
  private own: Map<K, V | null> | undefined;
  private parent: LayeredMap<K, V> | undefined;

  constructor(parent?: LayeredMap<K, V>) {
    this.own = undefined;
    this.parent = parent;
  }

  get(key: K): V | undefined {
    let layer: LayeredMap<K, V> | undefined = this;
    do {
      const value = layer.own?.get(key);
      if (value !== undefined) return value === null ? undefined : value;
      layer = layer.parent;
    } while (layer !== undefined);
    return undefined;
  }

  set(key: K, value: V): void {
    this.put(key, value);
  }

  /** Takes away a key that is there. */
  delete(key: K): void {
    if (this.parent?.get(key) === undefined) this.own?.delete(key);
    else this.put(key, null);
  }

  /** A writable map over this one, which must not be written any more. */
  fork(): LayeredMap<K, V> {
    this.compact();
    return new LayeredMap(this.own === undefined || this.own.size === 0 ? this.parent : this);
  }

  private put(key: K, value: V | null): void {
    this.own ??= new Map();
    this.own.set(key, value);
  }

  /** Changes how the content is kept, not what it is; others may go on reading. */
  private compact(): void {
    while (this.own && this.parent?.own && this.own.size * MERGE_RATIO >= this.parent.own.size) {
      const below: LayeredMap<K, V> = this.parent;
      const merged = new Map(below.own);
      for (const [key, value] of this.own) {
        if (value === null && below.parent === undefined) merged.delete(key);
        else merged.set(key, value);
      }
      this.own = merged;
      this.parent = below.parent;
    }
  }
}
