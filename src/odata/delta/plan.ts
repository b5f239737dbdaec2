/** What a delta query tracks: objects of which types, and which of their properties and relationships. */
import { isDeepStrictEqual } from 'node:util';
import { type Dialect, type Named, qualified, unqualified } from '../../../model/dialect.js';
import type { EntityType, Property } from '../../../model/edm.js';
import { propertyReader } from '../../../model/lens.js';
import type { Reader, Row, Table } from '../../../model/reader.js';
import { onlyOnSingleEntity, unknownMember } from '../../errors/index.js';
import { relationNotTracked } from './errors.js';
import { type DeltaOptions, typesOf } from './options.js';
import { type Relation, relationOf } from './relations.js';

/** Who reads what. */
export interface Reading {
  readonly dialect: Dialect;
  readonly reader: Reader;
  readonly caller: string;
}

export interface TrackedProperty {
  readonly name: string;
  /** Undefined as long as it was never set. */
  value(row: Row, reading: Reading): unknown;
  differs(before: Row, after: Row, reading: Reading): boolean;
}

/** Objects of one type. */
export interface Tracked {
  readonly type: EntityType;
  readonly table: Table<Row>;
  readonly properties: readonly TrackedProperty[];
  readonly relations: readonly Relation[];
}

export interface DeltaPlan {
  readonly tracked: readonly Tracked[];
  /** Objects say of which type they are, since there are several. */
  readonly annotated: boolean;
  /** Only these objects. */
  readonly ids?: ReadonlySet<string>;
  /** The selected names as the context lists them. */
  readonly fragment: string;
}

/** @throws GraphError 400 for a name that none of the types has, 501 for a property that is kept elsewhere */
export function compileDelta(dialect: Dialect, type: EntityType, options: DeltaOptions, lenient: boolean): DeltaPlan {
  const types = typesOf(dialect, type).filter(({ name }) => options.types?.includes(name) ?? true);
  const members = types.map((each) => new Selected(dialect, each, lenient));
  const printed = options.select?.map((text) => {
    const path = text.split('/');
    // Every type is asked, not only the first that knows the name.
    const [known] = members.map((selected) => selected.add(path)).filter((name) => name !== undefined);
    if (known === undefined) throw unknownMember('select', path.at(-1) ?? '', qualified(type));
    return known;
  });
  return {
    tracked: members.map((selected) => selected.tracked(printed === undefined)),
    annotated: type.table === undefined,
    ...(options.ids && { ids: new Set(options.ids) }),
    fragment: printed ? `(${[...new Set(printed)].join(',')})` : '',
  };
}

/** What is selected of one type. */
class Selected {
  readonly #names = new Set<string>();
  readonly #relations = new Map<string, Relation>();
  #all = false;

  constructor(
    readonly dialect: Dialect,
    readonly type: EntityType,
    readonly lenient: boolean,
  ) {}

  /**
   * Takes `displayName`, `members`, `*`, `microsoft.graph.user/surname`; returns it as it is declared, undefined if the
   * type does not have it.
   */
  add(path: readonly string[]): string | undefined {
    const [first = '', ...rest] = path;
    if (first.includes('.')) {
      const name = this.#isCast(first) && rest.length > 0 ? this.add(rest) : undefined;
      return name && `${first}/${name}`;
    }
    if (first === '*') {
      this.#all = true;
      return first;
    }
    const property = this.dialect.property(this.type, first);
    if (!property) return this.#addRelation(first);
    if (property.is.readable === 'entity' && !this.lenient) throw onlyOnSingleEntity();
    this.#names.add(property.name);
    return [property.name, ...rest].join('/');
  }

  #isCast(name: string): boolean {
    const to = this.dialect.findType(unqualified(name) ?? '');
    return to !== undefined && this.dialect.isA(this.type, to);
  }

  #addRelation(name: string): string | undefined {
    const navigation = this.dialect.navigation(this.type, name);
    if (!navigation) return undefined;
    const relation = relationOf(navigation, this.type.table as Table<Row>);
    if (!relation) throw relationNotTracked(navigation.name);
    this.#relations.set(navigation.name, relation);
    return navigation.name;
  }

  /** Without `$select` members are told of too, where the type has some. */
  tracked(byDefault: boolean): Tracked {
    if (byDefault) this.#addRelation('members');
    return {
      type: this.type,
      table: this.type.table as Table<Row>,
      properties: this.#properties(byDefault).map((named) => trackedProperty(this.dialect, named)),
      relations: [...this.#relations.values()],
    };
  }

  /** The id is in every object and no change of it. */
  #properties(byDefault: boolean): readonly Named<Property>[] {
    const everything = this.#all || (byDefault && !this.type.defaultSet);
    return this.dialect.propertiesOf(this.type).filter(({ name, is }) => {
      if (name === 'id' || is.readable === 'filter' || is.type === 'Edm.Stream') return false;
      if (this.#names.has(name)) return true;
      return is.readable === undefined && (everything || (byDefault && is.byDefault === true));
    });
  }
}

function trackedProperty(dialect: Dialect, named: Named<Property>): TrackedProperty {
  const { of = named.name } = named.is;
  const read = propertyReader(dialect, named);
  const find = (row: Row, { reader, caller }: Reading): unknown => {
    if (typeof of === 'string') return (row as unknown as Readonly<Record<string, unknown>>)[of];
    // What is worked out is never set; it counts as such as long as there is nothing to tell.
    return (typeof of === 'function' ? of : of.read)(row as never, reader, caller) ?? undefined;
  };
  return {
    name: named.name,
    value: (row, reading) => (find(row, reading) === undefined ? undefined : read(row, reading.reader, reading.caller)),
    differs: (before, after, reading) => {
      const [was, is] = [find(before, reading), find(after, reading)];
      return was !== is && !isDeepStrictEqual(was, is);
    },
  };
}
