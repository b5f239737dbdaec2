/** Prints entities: a string built from pairs of name and encoder, worked out once for each concrete type. */
import { type Dialect, type Named, qualified } from '../../../model/dialect.js';
import type { EntityType, Property } from '../../../model/edm.js';
import type { Row } from '../../../model/reader.js';
import { type Encode, encoderOf, type WriteContext } from './encode.js';
import { type Expansion, inlineExpansions } from './expand.js';
import { quote } from './print.js';
import { propertiesIn, type Selection } from './projection.js';
import { follow, type Source, sourceOf } from './source.js';

/** What an answer says of its entities besides their properties. */
export interface WriteOptions {
  /** `https://host/v1.0`. With it, directory objects that are expanded carry their `@odata.id`. */
  readonly root?: string | undefined;
  /** Where the entities stand, up to their key: `groups`. With it, what is contained and expanded carries its own `@odata.context`. */
  readonly place?: string | undefined;
  /** `@odata.id` on the entities themselves, too. */
  readonly identified?: boolean | undefined;
  /** `@odata.type` on every entity, as results of some functions have it. */
  readonly typed?: boolean | undefined;
  /** `Prefer: include-unknown-enum-members`. */
  readonly unknownMembers?: boolean | undefined;
}

/** The rows of an expansion and how each is printed. */
export interface Nested {
  readonly expansion: Expansion;
  readonly rows: (source: Source, context: WriteContext) => readonly Row[];
  readonly count: (source: Source, context: WriteContext) => number;
  readonly holds: (row: Row, context: WriteContext) => boolean;
  readonly writer: Writer;
}

interface Layout {
  readonly annotation: string;
  readonly members: Encode;
  readonly nested: readonly Nested[];
}

/** How deep the writing is: which navigation is being followed again, and how often still. */
interface Depth {
  readonly expanded: boolean;
  readonly levels: number;
}

const TOP: Depth = { expanded: false, levels: 0 };

export class Writer {
  readonly #layouts = new Map<EntityType, Layout>();
  /** Of those who are shown a part, by what that is. */
  readonly #narrow = new WeakMap<ReadonlySet<string>, Map<EntityType, Layout>>();

  constructor(
    readonly dialect: Dialect,
    readonly type: EntityType,
    readonly selection: Selection,
    readonly nested: readonly Nested[],
    readonly wide: boolean,
    readonly nest: (expansion: Expansion) => Nested,
  ) {}

  write(row: Row, context: WriteContext, options: WriteOptions, depth = TOP, self?: Nested): string {
    return `{${this.members(row, context, options, depth, self).slice(1)}}`;
  }

  /** What stands between the braces, a comma before each member. */
  members(row: Row, context: WriteContext, options: WriteOptions, depth = TOP, self?: Nested): string {
    const concrete = this.dialect.concrete(this.type, row);
    const shown = context.shown?.(concrete, row.id);
    const layout = shown ? this.#narrowed(concrete, shown) : this.#layoutOf(concrete);
    let text = concrete !== this.type || concrete.annotated || options.typed ? layout.annotation : '';
    if ((depth.expanded || options.identified) && options.root !== undefined && concrete.workload === 'directory') {
      text += `,"@odata.id":${quote(`${options.root}/directoryObjects/${row.id}`)}`;
    }
    text += layout.members(row, context);
    for (const nested of layout.nested) {
      text += nested.expansion.navigation.many
        ? this.#many(nested, row, context, options)
        : this.#one(nested, row, context, options, nested.expansion.levels - 1, 'null');
    }
    if (self && depth.levels > 0) text += this.#one(self, row, context, options, depth.levels - 1, undefined);
    return text;
  }

  #many(nested: Nested, row: Row, context: WriteContext, options: WriteOptions): string {
    const { name, navigation, options: query, onlyCount } = nested.expansion;
    const source = sourceOf(this.dialect, navigation, row, context.reader, context.caller);
    let text = onlyCount ? '' : this.#context(nested, row, options);
    if (onlyCount || query.count) text += `,"${name}@odata.count":${nested.count(source, context)}`;
    if (onlyCount) return text;
    const inner = this.#behind(options, row, name);
    const depth: Depth = { expanded: true, levels: 0 };
    const items = nested.rows(source, context).map((item) => nested.writer.write(item, context, inner, depth));
    return `${text},"${name}":[${items.join(',')}]`;
  }

  /** One entity, or `missing`: nothing at all where the chain of `$levels` ends. */
  #one(
    nested: Nested,
    row: Row,
    context: WriteContext,
    options: WriteOptions,
    levels: number,
    missing: string | undefined,
  ): string {
    const { name, navigation } = nested.expansion;
    const found = follow(this.dialect, navigation, row, context.reader, context.caller);
    const annotation = this.#context(nested, row, options);
    if (!found || !nested.holds(found, context))
      return missing === undefined ? '' : `${annotation},"${name}":${missing}`;
    const inner = this.#behind(options, row, name);
    const again = levels > 0 ? nested : undefined;
    const text = nested.writer.write(found, context, inner, { expanded: !navigation.inline, levels }, again);
    return `${annotation},"${name}":${text}`;
  }

  #context({ expansion }: Nested, row: Row, { root, place }: WriteOptions): string {
    if (place === undefined || !expansion.navigation.contained || expansion.navigation.inline) return '';
    const { name, navigation } = expansion;
    const context = `${root}/$metadata#${place}('${this.#keyOf(row)}')/${name}${navigation.many ? '' : '/$entity'}`;
    return `,"${name}@odata.context":${quote(context)}`;
  }

  /** Where entities stand that are expanded behind one. */
  #behind(options: WriteOptions, row: Row, name: string): WriteOptions {
    const { root, place, unknownMembers } = options;
    return { root, place: place === undefined ? place : `${place}('${this.#keyOf(row)}')/${name}`, unknownMembers };
  }

  /** The key that an entity shows, where it is not the record's id. */
  #keyOf(row: Row): string {
    const { publicKey } = this.type;
    return publicKey ? String((row as Row & Readonly<Record<string, unknown>>)[publicKey.field]) : row.id;
  }

  #layoutOf(concrete: EntityType): Layout {
    const known = this.#layouts.get(concrete);
    if (known) return known;
    const layout: Layout = {
      annotation: `,"@odata.type":"#${qualified(concrete)}"`,
      members: encoderOf(this.dialect, this.#propertiesOf(concrete)),
      nested: [...this.nested.filter((each) => this.#offers(concrete, each)), ...this.#inline(concrete)],
    };
    this.#layouts.set(concrete, layout);
    return layout;
  }

  #narrowed(concrete: EntityType, shown: ReadonlySet<string>): Layout {
    const layouts = this.#narrow.get(shown) ?? new Map<EntityType, Layout>();
    let layout = layouts.get(concrete);
    if (!layout) {
      const properties = this.#propertiesOf(concrete).map((named) => (shown.has(named.name) ? named : hidden(named)));
      layout = { ...this.#layoutOf(concrete), members: encoderOf(this.dialect, properties) };
      this.#narrow.set(shown, layouts.set(concrete, layout));
    }
    return layout;
  }

  #propertiesOf(concrete: EntityType): readonly Named<Property>[] {
    return propertiesIn(this.dialect, concrete, this.selection, this.wide || concrete !== this.type);
  }

  #offers(concrete: EntityType, { expansion }: Nested): boolean {
    return this.dialect.navigation(concrete, expansion.name) !== undefined;
  }

  #inline(concrete: EntityType): readonly Nested[] {
    const { byDefault, all, names } = this.selection;
    return inlineExpansions(
      this.dialect,
      concrete,
      this.nested.map(({ expansion }) => expansion),
    )
      .filter(({ name }) => byDefault || all || names.has(name))
      .map(this.nest);
  }
}

/** A property in whose place there is nothing. */
function hidden({ name, is }: Named<Property>): Named<Property> {
  const { codec, initial, ...rest } = is;
  return { name, is: { ...rest, of: () => (is.collection ? [] : null) } };
}
