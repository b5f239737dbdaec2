/**
 * A bounded map that forgets what was not asked for in a long time.
 *
 * It has two generations: what is asked for is in the young one, and when that is full the old one is forgotten. To find
 * what is young changes nothing, where moving each find to the end of one map would rebuild it again and again.
 */
export class Lru<V> {
  #young = new Map<string, V>();
  #old: ReadonlyMap<string, V> = new Map();

  /** At least half of `capacity` entries are kept, and never more than that. */
  constructor(readonly capacity: number) {}

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** The value kept under a key, or a new one. What `make` throws is not kept. */
  get(key: string, make: () => V): V {
    return this.find(key) ?? this.keep(key, make());
  }

  /** The value kept under a key. */
  find(key: string): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    return old === undefined ? undefined : this.keep(key, old);
  }

  /** Keeps a value, and returns it. */
  keep(key: string, value: V): V {
    if (this.#young.size * 2 >= this.capacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }
}
