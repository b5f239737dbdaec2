/**
 * The relations that a read follows, wherever it comes to them from: each takes the permissions that it takes from the
 * entity set of its owner. `/me/memberOf/{id}/microsoft.graph.group/members` reads the members of a group.
 */
import { type Dialect, unqualified } from '../../model/dialect.js';
import type { EntityType } from '../../model/edm.js';
import type { ExpandItem } from '../odata/ast.js';
import type { ResourcePath } from '../odata/resource-path.js';
import { expandsOf, namesBehind, namesIn, selectedIn } from './queries.js';

export interface Place {
  /** As the path to read it by: `/groups/{id}/members`. */
  readonly template: string;
  /** Its owner is the entity with which the request's path begins. */
  readonly ofFirst: boolean;
}

const sets = new WeakMap<Dialect, ReadonlyMap<string, string>>();

/** The entity set that holds a type. */
export function setOf(dialect: Dialect, type: EntityType): string | undefined {
  let byType = sets.get(dialect);
  if (!byType) {
    byType = new Map([...dialect.sets.values()].reverse().map(({ name, is }) => [is.type, name]));
    sets.set(dialect, byType);
  }
  return byType.get(type.name);
}

/** The relations of directory objects that a path goes along, but for one that it names by its own template. */
export function placesOnPath({ dialect, steps, template }: ResourcePath): readonly Place[] {
  const places: Place[] = [];
  let owner: EntityType | undefined;
  let ofFirst = steps[0]?.kind === 'set';
  for (const step of steps) {
    if (step.kind === 'navigation') {
      const place = owner && fromItsSet(dialect, owner, step.name);
      if (place && !(ofFirst && `${template}/`.startsWith(`${place}/`))) places.push({ template: place, ofFirst });
      ofFirst = false;
    }
    if ('type' in step) owner = step.type;
  }
  return places;
}

const ASKS = /(^|&)(\$|%24)?(expand|filter|orderby)=/i;

/** The relations that a query expands, or asks about in its conditions. */
export function placesInQuery({ dialect, type, steps, template, many }: ResourcePath, query: string): readonly Place[] {
  const tracks = template.endsWith('/delta');
  if (!type || !(tracks || ASKS.test(query))) return [];
  const tracked = tracks ? selectedIn(query) : [];
  const conditions = [...namesIn(query), ...tracked].map((name) => ({ path: [name], options: {} }));
  const at: Spot = { type, template: many ? `${template}/{id}` : template };
  const ofFirst = !many && !steps.some(({ kind }) => kind === 'navigation');
  const places = [...expandsOf(query), ...conditions].flatMap((item) =>
    placesBelow(dialect, at, item).map((place, index) => ({ template: place, ofFirst: ofFirst && index === 0 })),
  );
  return [...places, ...behindConditions(dialect, type, query)];
}

/** Relations of directory objects that conditions go through further on: whose they are, the first set that has them says. */
function behindConditions(dialect: Dialect, type: EntityType, query: string): readonly Place[] {
  const direct = new Set(namesIn(query));
  const names = namesBehind(query).filter((name) => !direct.has(name) && !dialect.property(type, name));
  return names.flatMap((name) => {
    const set = [...dialect.sets.values()].find(({ is }) => {
      const owner = dialect.type(is.type);
      return owner.workload === 'directory' && dialect.navigation(owner, name) !== undefined;
    });
    const relation = set && dialect.navigation(dialect.type(set.is.type), name)?.name;
    return relation ? [{ template: `/${set.name}/{id}/${relation}`, ofFirst: false }] : [];
  });
}

/** An entity of a read, and the path to it. */
interface Spot {
  readonly type: EntityType;
  readonly template: string;
}

/** The relation that is expanded, and those that are expanded below it. */
function placesBelow(dialect: Dialect, at: Spot, { path, options }: ExpandItem): readonly string[] {
  const [segment = '', ...rest] = path;
  const cast = dialect.findType(unqualified(segment) ?? '');
  if (cast && rest.length > 0) return placesBelow(dialect, { ...at, type: cast }, { path: rest, options });
  if (cast) return (options.expand ?? []).flatMap((item) => placesBelow(dialect, { ...at, type: cast }, item));
  if (segment === '*') return dialect.navigationsOf(at.type).map(({ name }) => placeOf(dialect, at, name));
  const navigation = dialect.navigation(at.type, segment);
  if (!navigation) return [];
  const place = placeOf(dialect, at, navigation.name);
  const { to, many } = navigation.is;
  const reached: Spot = { type: dialect.type(to), template: many ? `${place}/{id}` : place };
  const inner = rest.length > 0 ? [{ path: rest, options }] : (options.expand ?? []);
  return [place, ...inner.flatMap((item) => placesBelow(dialect, reached, item))];
}

const placeOf = (dialect: Dialect, { type, template }: Spot, relation: string): string =>
  fromItsSet(dialect, type, relation) ?? `${template}/${relation}`;

function fromItsSet(dialect: Dialect, owner: EntityType, relation: string): string | undefined {
  // Not all who read catalogs read these.
  if (relation === 'connectedOrganization') return '/identityGovernance/entitlementManagement/connectedOrganizations';
  const set = owner.workload === 'directory' ? setOf(dialect, owner) : undefined;
  return set && `/${set}/{id}/${relation}`;
}
