/** What a query names of the model, wherever it does: whose properties and relations, and whether it asks about them. */
import { type Dialect, unqualified } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import { Lru } from '../lru.js';
import type { ExpandItem, Expression, Lambda, Path, QueryOptions } from '../odata/ast.js';
import { type BoundPath, memberOf, Names, type PathEnd, type PathStep } from '../odata/query/names.js';
import type { ResourcePath } from '../odata/resource-path.js';
import { leftToOperation } from './left-to-operation.js';
import { type Place, placeOf, type Spot } from './places.js';
import { optionsIn } from './queries.js';

/** A property that a query names. */
interface Mention {
  /** Of the objects that have it, as far as the query says. */
  readonly type: EntityType;
  /** As it is declared. */
  readonly name: string;
  /** What it holds decides what is found, or in which order; else it is selected. */
  readonly asked: boolean;
  readonly ofAnyKind: boolean;
}

export interface Mentions {
  readonly properties: readonly Mention[];
  /** The relations that are followed, in conditions too. */
  readonly places: readonly Place[];
}

const NONE: Mentions = { properties: [], places: [] };
const LONGEST_KEPT = 500;
/** The next page names what the first one does. */
const PAGE = /(^|&)\$skiptoken=[^&]*/gi;

const known = new Lru<Mentions>(500);

/** What a query names. Of what cannot be read or does not exist there is nothing: the operation refuses it. */
export function mentionsIn(path: ResourcePath, query: string): Mentions {
  if (query === '' || !path.type) return NONE;
  const { dialect, template, type } = path;
  const named = query.replace(PAGE, '');
  const read = () => new Walk(dialect).of(startOf(path, type), optionsIn(named), path.many);
  return named.length > LONGEST_KEPT ? read() : known.get(`${dialect.version}${template}?${named}`, read);
}

function startOf({ steps, template, many }: ResourcePath, type: EntityType): Spot {
  const key = steps.findIndex(({ kind }) => kind === 'key');
  const ofFirst = !many && !steps.slice(key + 1).some(({ kind }) => kind === 'navigation');
  const reached = steps.findLast((step) => step.kind === 'navigation');
  const ofAnyKind = isOfAnyKind(reached?.type ?? type);
  return { type, template: many ? `${template}/{id}` : template, ofFirst, ofAnyKind };
}

const isOfAnyKind = ({ name }: EntityType): boolean => name === 'directoryObject';

/** What a lambda's variable stands for: `spot` is undefined in complex values, which have no permissions of their own. */
interface Variable {
  readonly spot: Spot | undefined;
  readonly end: PathEnd;
}
type Variables = ReadonlyMap<string, Variable>;
const NO_VARIABLES: Variables = new Map();

class Walk {
  readonly #properties: Mention[] = [];
  readonly #places: Place[] = [];

  constructor(readonly dialect: Dialect) {}

  of(start: Spot, options: QueryOptions, many: boolean): Mentions {
    this.#options(start, options, many);
    return { properties: this.#properties, places: this.#places };
  }

  #options(at: Spot, { select = [], expand = [], filter, orderby, search }: QueryOptions, many: boolean): void {
    for (const path of select) this.#selected(at, path);
    for (const item of expand) this.#expanded(at, item);
    // Of a single entity they are refused, or overlooked.
    if (many) this.#conditions(at, [filter, orderby, search]);
  }

  #selected(at: Spot, path: readonly string[]): void {
    const { type, name } = this.#beyondCasts(at.type, path);
    const member = memberOf(this.dialect, type, name);
    if (member?.kind === 'property') this.#note({ ...at, type }, member.named.name, false);
  }

  #expanded(at: Spot, { path, options }: ExpandItem): void {
    const { type, name, rest } = this.#beyondCasts(at.type, path);
    const all = name === '*' ? this.dialect.navigationsOf(type).map((each) => each.name) : [name];
    for (const each of all) {
      const member = memberOf(this.dialect, type, each);
      if (member?.kind !== 'navigation') continue;
      const reached = this.#follow({ ...at, type }, [member], false) as Spot;
      const { type: cast, name: next } = this.#beyondCasts(reached.type, rest);
      const inner = next === '' ? options : { expand: [{ path: rest, options }] };
      this.#options({ ...reached, type: cast }, inner, true);
    }
  }

  /** The first segment that is no cast, and the type that it is a member of. */
  #beyondCasts(type: EntityType, path: readonly string[]) {
    const at = path.findIndex((segment) => !segment.includes('.'));
    const casts = at < 0 ? path : path.slice(0, at);
    const cast = this.dialect.findType(unqualified(casts.at(-1) ?? '') ?? '');
    return { type: cast ?? type, name: path[casts.length] ?? '', rest: path.slice(casts.length + 1) };
  }

  /** Every path and phrase that stands anywhere in conditions. */
  #conditions(at: Spot, node: unknown, variables: Variables = NO_VARIABLES): void {
    if (typeof node !== 'object' || node === null) return;
    const expression = node as Expression | { readonly kind: 'phrase'; readonly text: string };
    if (expression.kind === 'path') this.#path(at, expression, variables);
    else if (expression.kind === 'lambda') this.#lambda(at, expression, variables);
    else if (expression.kind === 'phrase') this.#phrase(at, expression.text);
    else for (const each of Object.values(node)) this.#conditions(at, each, variables);
  }

  #phrase(at: Spot, text: string): void {
    const [, name = ''] = /^\s*(\w+):/.exec(text) ?? [];
    const member = memberOf(this.dialect, at.type, name);
    if (member) this.#note(at, member.named.name, true);
  }

  #note({ type, ofAnyKind }: Spot, name: string, asked: boolean): void {
    this.#properties.push({ type, name, asked, ofAnyKind });
  }

  #lambda(at: Spot, { collection, variable, predicate }: Lambda, variables: Variables): void {
    const item = this.#path(at, collection, variables);
    if (item) this.#conditions(at, predicate, variable ? new Map([...variables, [variable, item]]) : variables);
  }

  #path(at: Spot, { root = '$it', segments }: Path, variables: Variables): Variable | undefined {
    const from = root === '$it' ? { spot: at, end: { many: false, structure: at.type } } : variables.get(root);
    const bound = from && this.#bound(from, segments);
    return bound && { spot: from.spot && this.#follow(from.spot, bound.steps, true), end: bound.end };
  }

  #bound({ spot, end }: Variable, segments: readonly string[]): BoundPath | undefined {
    const type = spot?.type ?? (end.structure as EntityType);
    return leftToOperation(() => new Names(this.dialect, type, 'filter').steps(segments, { ...end, many: false }));
  }

  /** Notes what is passed on the way; undefined where that ends in values. */
  #follow(from: Spot, steps: readonly PathStep[], asked: boolean): Spot | undefined {
    let at: Spot | undefined = from;
    for (const step of steps) {
      if (!at) return undefined;
      if (step.kind === 'cast') {
        at = step.type.kind === 'entity' ? { ...at, type: step.type } : undefined;
      } else if (step.kind === 'navigation') {
        const template = placeOf(this.dialect, { ...at, type: step.owner }, step.named.name);
        this.#places.push({ template, ofFirst: at.ofFirst });
        const { many } = step.named.is;
        at = {
          type: step.to,
          template: many ? `${template}/{id}` : template,
          ofFirst: false,
          ofAnyKind: isOfAnyKind(step.to),
        };
      } else {
        if (step.kind === 'property') this.#note(at, step.named.name, asked);
        at = undefined;
      }
    }
    return at;
  }
}
