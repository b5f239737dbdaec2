import type { IndexKey, IndexOf, Link, Row } from '../../model/reader.js';

/** A table of whatever record type: every `Table<R>` is one. */
export interface AnyTable {
  readonly name: string;
  readonly number: number;
  readonly unique: Readonly<Record<string, (record: never) => IndexKey | undefined>>;
  readonly equality: Readonly<Record<string, IndexOf<never>>>;
  readonly ordered: Readonly<Record<string, (record: never) => IndexKey | undefined>>;
}

/** The indexes of one kind, by number and by name. */
export class Indexes<Of> {
  readonly names: readonly string[];
  readonly functions: readonly Of[];
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    private readonly table: string,
    private readonly kind: string,
    declared: Readonly<Record<string, Of>>,
  ) {
    this.names = Object.keys(declared);
    this.functions = Object.values(declared);
    this.numbers = new Map(this.names.map((name, number) => [name, number]));
  }

  number(name: string): number {
    const number = this.numbers.get(name);
    if (number === undefined) throw new Error(`Table '${this.table}' declares no ${this.kind} index '${name}'.`);
    return number;
  }
}

/** A declared table as the store sees it. */
export class TableShape {
  readonly name: string;
  readonly unique: Indexes<(record: Row) => IndexKey | undefined>;
  readonly equality: Indexes<IndexOf<Row>>;
  readonly ordered: Indexes<(record: Row) => IndexKey | undefined>;

  constructor(
    readonly table: AnyTable,
    readonly number: number,
  ) {
    // Only records that were given for this very table reach its functions.
    const { name, unique, equality, ordered } = table as TypedTable;
    this.name = name;
    this.unique = new Indexes(name, 'unique', unique);
    this.equality = new Indexes(name, 'equality', equality);
    this.ordered = new Indexes(name, 'ordered', ordered);
  }
}

interface TypedTable {
  readonly name: string;
  readonly number: number;
  readonly unique: Readonly<Record<string, (record: Row) => IndexKey | undefined>>;
  readonly equality: Readonly<Record<string, IndexOf<Row>>>;
  readonly ordered: Readonly<Record<string, (record: Row) => IndexKey | undefined>>;
}

/** The tables and links of which a tenant's state consists. */
export class Schema {
  readonly shapes: readonly TableShape[];
  readonly links: readonly Link[];
  /** By the number of the declaration. */
  readonly #shapes: (TableShape | undefined)[] = [];
  readonly #links: (number | undefined)[] = [];
  readonly #tracked: boolean[] = [];

  /**
   * Changes of what is not `tracked` are told to reactions and to no feed; by default everything is. Throws an `Error`
   * when two tables or links have one name.
   */
  constructor(tables: readonly AnyTable[], links: readonly Link[], tracked?: ReadonlySet<AnyTable | Link>) {
    const names = [...tables, ...links].map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new Error(`The name '${twice}' is declared twice.`);
    this.shapes = tables.map((table, number) => new TableShape(table, number));
    this.links = [...links];
    for (const shape of this.shapes) this.#shapes[shape.table.number] = shape;
    for (const [at, link] of this.links.entries()) this.#links[link.number] = at;
    for (const one of [...tables, ...links]) this.#tracked[one.number] = tracked === undefined || tracked.has(one);
  }

  /** Throws an `Error` for a table that was not declared. */
  shape(table: AnyTable): TableShape {
    const shape = this.#shapes[table.number];
    if (shape === undefined) throw new Error(`The schema has no table '${table.name}'.`);
    return shape;
  }

  /** The number of a link. Throws an `Error` for a link that was not declared. */
  linkNumber(link: Link): number {
    const number = this.#links[link.number];
    if (number === undefined) throw new Error(`The schema has no link '${link.name}'.`);
    return number;
  }

  /** Whether changes of a table or link are kept in the feed. */
  isTracked(source: AnyTable | Link): boolean {
    return this.#tracked[source.number] ?? false;
  }
}
