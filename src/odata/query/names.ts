/** Binds the names of a path to what the model declares. */
import { type Dialect, type Named, qualified, unqualified } from '../../../model/dialect.js';
import type { ComplexType, EntityType, Navigation, Property } from '../../../model/edm.js';
import type { ClauseName } from '../../errors/index.js';
import { invalidClause, notEvaluated, unknownMember } from '../../errors/index.js';
import type { Path } from '../ast.js';

export type Structure = EntityType | ComplexType;

/** A member of a type. */
export type Member =
  | { readonly kind: 'property'; readonly named: Named<Property>; readonly owner: Structure }
  | {
      readonly kind: 'navigation';
      readonly named: Named<Navigation>;
      readonly owner: EntityType;
      readonly to: EntityType;
    };

export type PathStep = Member | { readonly kind: 'cast'; readonly type: Structure } | { readonly kind: 'count' };

/** What a path ends in. `property` is the last one named, if any; a structure says its type. */
export interface PathEnd {
  readonly many: boolean;
  readonly property?: Named<Property>;
  readonly structure?: Structure;
  readonly count?: true;
}

/** The variable of a lambda: an item of what `collection` leads to, called `code` where code is generated. */
interface Variable {
  readonly code: string;
  readonly collection: BoundPath;
}

export interface BoundPath {
  /** Where it begins; without a variable at the row itself. */
  readonly variable?: Variable;
  readonly steps: readonly PathStep[];
  readonly end: PathEnd;
}

export type Variables = ReadonlyMap<string, Variable>;

export class Names {
  constructor(
    readonly dialect: Dialect,
    readonly type: EntityType,
    readonly clause: ClauseName,
  ) {}

  /** @throws GraphError 400 for a name that the model does not declare */
  bind(path: Path, variables: Variables): BoundPath {
    if (path.root === undefined || path.root === '$it')
      return this.steps(path.segments, { many: false, structure: this.type });
    const variable = variables.get(path.root);
    if (!variable) throw notEvaluated(this.clause, `'${path.root}'`);
    return { ...this.steps(path.segments, { ...variable.collection.end, many: false }), variable };
  }

  /** Follows segments from what has been reached. */
  steps(segments: readonly string[], start: PathEnd): BoundPath {
    const steps: PathStep[] = [];
    let end = start;
    for (const segment of segments) {
      const step = this.#step(segment, end);
      steps.push(step);
      end = arrival(step, end);
    }
    return { steps, end };
  }

  #step(segment: string, at: PathEnd): PathStep {
    if (segment === '$count' && at.many) return { kind: 'count' };
    const owner = at.structure;
    if (!owner) throw unknownMember(this.clause, segment, typeName(at));
    if (segment.includes('.')) return { kind: 'cast', type: this.#cast(segment, owner) };
    if (at.many)
      throw invalidClause(
        this.clause,
        `The parent value for a property access of a property '${segment}' is not a single value. Property access can only be applied to a single value.`,
      );
    const step = memberOf(this.dialect, owner, segment);
    if (!step) throw unknownMember(this.clause, segment, qualified(owner));
    return step;
  }

  #cast(segment: string, from: Structure): Structure {
    const name = unqualified(segment)?.toLowerCase();
    const found =
      from.kind === 'entity'
        ? [from, ...descendants(this.dialect, from)].find((type) => type.name.toLowerCase() === name)
        : [from, ...complexDescendants(from)].find((type) => type.name.toLowerCase() === name);
    if (!found) {
      throw invalidClause(
        this.clause,
        `Encountered invalid type cast. '${segment}' is not assignable from '${qualified(from)}'.`,
      );
    }
    return found;
  }
}

/** A property or navigation of a type; of an abstract entity type also one that only types derived from it have. */
export function memberOf(dialect: Dialect, owner: Structure, name: string): Member | undefined {
  const property = dialect.property(owner, name);
  if (property) return { kind: 'property', named: property, owner };
  if (owner.kind === 'complex') return undefined;
  const navigation = dialect.navigation(owner, name);
  if (navigation) return { kind: 'navigation', named: navigation, owner, to: dialect.type(navigation.is.to) };
  for (const derived of dialect.derivedFrom(owner)) {
    const found = memberOf(dialect, derived, name);
    if (found) return found;
  }
  return undefined;
}

function arrival(step: PathStep, from: PathEnd): PathEnd {
  switch (step.kind) {
    case 'property': {
      const { type, collection } = step.named.is;
      const structure = typeof type !== 'string' && type.kind === 'complex' ? type : undefined;
      return { many: collection, property: step.named, ...(structure && { structure }) };
    }
    case 'navigation':
      return { many: step.named.is.many, structure: step.to };
    case 'cast':
      return { ...from, structure: step.type };
    case 'count':
      return { many: false, count: true };
  }
}

function typeName({ property, count }: PathEnd): string {
  const type = property?.is.type;
  if (count || type === undefined) return 'Edm.Int32';
  return typeof type === 'string' ? type : qualified(type);
}

/** All entity types that derive from a type, at any depth. */
function descendants(dialect: Dialect, type: EntityType): readonly EntityType[] {
  return dialect.derivedFrom(type).flatMap((derived) => [derived, ...descendants(dialect, derived)]);
}

function complexDescendants(type: ComplexType): readonly ComplexType[] {
  return type.derived.flatMap((derived) => [derived, ...complexDescendants(derived)]);
}

/** The `kind` that records or values of a type have, of the types derived from it too. */
export function kindsOf(dialect: Dialect, type: Structure): ReadonlySet<string> {
  const all = type.kind === 'entity' ? [type, ...descendants(dialect, type)] : [type, ...complexDescendants(type)];
  return new Set(all.map((one) => one.discriminator ?? one.name));
}
