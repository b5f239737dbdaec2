/** `$select`: which properties an answer has, and what the context says of them. */
import { type Dialect, type Named, qualified, unqualified } from '../../../model/dialect.js';
import type { EntityType, Property } from '../../../model/edm.js';
import { invalidClause, onlyOnSingleEntity, unknownMember } from '../../errors/index.js';
import { type Member, memberOf } from './names.js';
import type { Rules } from './rules.js';

/** What was selected, by the names of the declarations. */
export interface Selection {
  /** Nothing was selected: the set that the type has by default. */
  readonly byDefault: boolean;
  /** `*`: whatever may stand in an answer. */
  readonly all: boolean;
  readonly names: ReadonlySet<string>;
  /** As the context prints them, in the order of the request. */
  readonly printed: readonly string[];
}

const DEFAULT: Selection = { byDefault: true, all: false, names: new Set(), printed: [] };

/** @throws GraphError 400 for a name that the type does not have, 501 for one that only a single entity has */
export function bindSelect(
  dialect: Dialect,
  type: EntityType,
  select: readonly (readonly string[])[] | undefined,
  rules: Rules,
): Selection {
  if (!select) return DEFAULT;
  const names = new Set<string>();
  const printed = new Set<string>();
  for (const path of select) {
    const [first = '', ...rest] = withoutCasts(dialect, type, path);
    if (first === '*') {
      printed.add('*');
      continue;
    }
    const member = memberOf(dialect, type, first);
    if (!member) throw unknownMember('select', first, qualified(type));
    if (member.kind === 'property') checkReadable(member.named.is, rules);
    checkInner(dialect, member, rest);
    names.add(member.named.name);
    printed.add([member.named.name, ...rest].join('/'));
  }
  return { byDefault: false, all: printed.has('*'), names, printed: [...printed] };
}

/** What is selected of a complex value must be there, although the value is printed whole. */
function checkInner(dialect: Dialect, member: Member, [name, ...rest]: readonly string[]): void {
  if (name === undefined || name.includes('.')) return;
  if (member.kind === 'navigation') {
    const path = [member.named.name, name, ...rest].join('/');
    throw invalidClause('select', `Term '${path}' is not valid in a $select or $expand expression.`);
  }
  const { type } = member.named.is;
  if (typeof type === 'string') throw unknownMember('select', name, type);
  const inner = type.kind === 'complex' ? memberOf(dialect, type, name) : undefined;
  if (inner) checkInner(dialect, inner, rest);
  else if (type.kind !== 'complex' || !type.abstract) throw unknownMember('select', name, qualified(type));
}

function withoutCasts(dialect: Dialect, type: EntityType, path: readonly string[]): readonly string[] {
  const [cast = '', ...rest] = path;
  const name = cast.includes('.') ? unqualified(cast) : undefined;
  if (!cast.includes('.')) return path;
  const to = name === undefined ? undefined : dialect.findType(name);
  if (!to || rest.length === 0 || !(dialect.isA(to, type) || dialect.isA(type, to))) {
    throw invalidClause('select', `Term '${path.join('/')}' is not valid in a $select or $expand expression.`);
  }
  return rest;
}

function checkReadable(property: Property, { single, lenient }: Rules): void {
  if (property.readable === 'entity' && !single && !lenient) throw onlyOnSingleEntity();
}

/**
 * The properties that an entity of a concrete type is printed with. Where an answer holds entities of several types, and
 * where it tells of what was just created, the service prints a wider set than the type's own.
 */
export function propertiesIn(
  dialect: Dialect,
  concrete: EntityType,
  { byDefault, all, names }: Selection,
  wide: boolean,
): readonly Named<Property>[] {
  const everything = all || (byDefault && !hasDefaultSet(dialect, concrete));
  const properties = dialect.propertiesOf(concrete);
  const withId = properties.some(({ name, is }) => is.bringsId && names.has(name));
  return properties.filter(({ name, is }) => {
    if (is.readable === 'filter' || is.type === 'Edm.Stream') return false;
    if (names.has(name) || (withId && name === 'id')) return true;
    if (is.readable === 'entity') return false;
    return everything || (byDefault && Boolean(is.byDefault || (wide && is.inCreated)));
  });
}

function hasDefaultSet(dialect: Dialect, type: EntityType): boolean {
  for (let at: EntityType | undefined = type; at; at = at.base ? dialect.findType(at.base) : undefined) {
    if (at.defaultSet) return true;
  }
  return false;
}
