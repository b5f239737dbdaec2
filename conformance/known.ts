/** What one replay knows: which documented id stands for which live one, and what was sent to the emulator. */
import { isObject, type Json } from './records.js';

export const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

export class Known {
  /** Undefined for a text that pages use for several. */
  #live = new Map<string, string | undefined>();
  readonly #sent = new Map<string, Set<string>>();

  learn(documented: string, live: string): void {
    const key = documented.toLowerCase();
    const before = this.#live.get(key);
    const same = !this.#live.has(key) || before === live;
    this.#live.set(key, same ? live : undefined);
  }

  /** Undefined for an id that stands for nothing yet. */
  live(documented: string): string | undefined {
    return this.#live.get(documented.toLowerCase());
  }

  /** Whether it is the id of something that was made, or of several. */
  isId(text: string): boolean {
    return this.#live.has(text.toLowerCase());
  }

  /** The text with all documented GUIDs in it replaced. */
  translate(text: string): string {
    return this.live(text) ?? text.replace(GUID, (id) => this.live(id) ?? id);
  }

  /** Remembers the texts of a body that was accepted, each under the name of its property. */
  send(body: Json, key = ''): void {
    if (typeof body === 'string') {
      const texts = this.#sent.get(key) ?? new Set();
      this.#sent.set(key, texts.add(body));
    } else if (Array.isArray(body)) {
      for (const item of body) this.send(item, key);
    } else if (isObject(body)) {
      for (const [name, value] of Object.entries(body)) this.send(value, name);
    }
  }

  wasSent(key: string, text: string): boolean {
    return this.#sent.get(key)?.has(text) ?? false;
  }

  /** For trying a comparison that may turn out not to count. */
  mark(): ReadonlyMap<string, string | undefined> {
    return new Map(this.#live);
  }

  restore(mark: ReadonlyMap<string, string | undefined>): void {
    this.#live = new Map(mark);
  }
}
