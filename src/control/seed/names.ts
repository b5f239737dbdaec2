/** What a seed calls things: names and keys, for ids. */
import { createHash } from 'node:crypto';
import { directoryObject } from '../../../model/directory/tables.js';
import type { Reader, Row, Table } from '../../../model/reader.js';
import { type Place, SeedError, suggestion } from './errors.js';

/** A family of objects that can be named. */
export interface NamedKind {
  /** In messages: `group`. */
  readonly noun: string;
  readonly tables: readonly Table<Row>[];
  /** What an object is called. */
  readonly nameOf: (row: Row & Readonly<Record<string, unknown>>) => unknown;
}

/** An id that a text determines: a version 4 GUID in form. */
export function derivedId(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4];
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** The names of what is there and of what a seed brings. */
export class Names {
  readonly #byKind = new Map<NamedKind, Map<string, Set<string>>>();

  constructor(readonly reader: Reader) {}

  /** Lets an object of the seed be known by a name. */
  add(kind: NamedKind, name: string, id: string): void {
    const names = this.#of(kind);
    const folded = name.toLowerCase();
    const ids = names.get(folded);
    if (ids) ids.add(id);
    else names.set(folded, new Set([id]));
  }

  /** The ids of the objects that are called so. */
  find(kind: NamedKind, name: string): readonly string[] {
    return [...(this.#of(kind).get(name.toLowerCase()) ?? [])];
  }

  /** How many objects are called so. */
  count(kind: NamedKind, name: string): number {
    return this.#of(kind).get(name.toLowerCase())?.size ?? 0;
  }

  /** The object that is meant. `within` narrows what a name can mean. @throws SeedError for none, and for several */
  resolve(kinds: readonly NamedKind[], name: string, place: Place, within?: (id: string) => boolean): string {
    const found = kinds.flatMap((kind) => this.find(kind, name).filter((id) => !within || within(id)));
    if (found.length > 1)
      throw new SeedError(`'${name}' is the name of ${found.length} objects; give their ids or keys`, place);
    if (found[0]) return found[0];
    const byId = this.#byId(kinds, name);
    if (byId) return byId;
    const nouns = kinds.map(({ noun }) => noun).join(' or ');
    throw new SeedError(`there is no ${nouns} '${name}'${suggestion(name, this.#known(kinds))}`, place);
  }

  #byId(kinds: readonly NamedKind[], id: string): string | undefined {
    for (const { tables } of kinds) {
      for (const table of tables) {
        const found = this.reader.get(table, id) ?? this.reader.get(table, id.toLowerCase());
        if (found) return found.id;
      }
    }
    return kinds.length > 1 ? directoryObject(this.reader, id.toLowerCase())?.id : undefined;
  }

  *#known(kinds: readonly NamedKind[]): Iterable<string> {
    let left = 20_000;
    for (const kind of kinds) for (const name of this.#of(kind).keys()) if (left-- > 0) yield name;
  }

  /** The names of a kind; those that are there already are read when the first is asked for. */
  #of(kind: NamedKind): Map<string, Set<string>> {
    let names = this.#byKind.get(kind);
    if (!names) {
      names = new Map();
      this.#byKind.set(kind, names);
      for (const table of kind.tables) this.reader.scan(table, (row) => this.#note(kind, row));
    }
    return names;
  }

  #note(kind: NamedKind, row: Row): void {
    const name = kind.nameOf(row as Row & Record<string, unknown>);
    if (typeof name === 'string' && name !== '') this.add(kind, name, row.id);
  }
}
