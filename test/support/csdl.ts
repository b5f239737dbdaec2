/** Reads a metadata document (CSDL) as tests want to look at it: members by type, types by full name. */
import { XMLParser } from 'fast-xml-parser';

type Element = Record<string, unknown>;

export interface Member {
  readonly kind: 'Property' | 'NavigationProperty';
  readonly type: string;
  readonly contained: boolean;
}

export interface CsdlType {
  readonly kind: 'EntityType' | 'ComplexType';
  readonly base: string | undefined;
  readonly abstract: boolean;
  readonly key: boolean;
  readonly members: ReadonlyMap<string, Member>;
}

export interface Operation {
  readonly kind: 'Action' | 'Function';
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string | undefined;
}

export interface Csdl {
  readonly types: ReadonlyMap<string, CsdlType>;
  readonly enumerations: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly operations: readonly Operation[];
  /** Type by name of the set or singleton. */
  readonly sets: ReadonlyMap<string, string>;
  readonly singletons: ReadonlyMap<string, string>;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (_name, path) => typeof path === 'string' && path.split('.').length > 3,
});

const children = (of: Element, name: string): Element[] => (of[name] as Element[] | undefined) ?? [];
const text = (of: Element, name: string): string => String(of[name] ?? '');
const named = <T>(elements: readonly Element[], read: (element: Element) => T): Map<string, T> =>
  new Map(elements.map((element) => [text(element, 'Name'), read(element)]));

/** `Collection(graph.user)` -> `graph.user`. */
export const itemOf = (type: string): string => /^Collection\((.*)\)$/.exec(type)?.[1] ?? type;

export function readCsdl(xml: string): Csdl {
  const document = parser.parse(xml) as { 'edmx:Edmx': { 'edmx:DataServices': { Schema: Element[] } } };
  const schemas = [document['edmx:Edmx']['edmx:DataServices'].Schema].flat();
  const aliases = new Map(schemas.map((schema) => [text(schema, 'Alias'), text(schema, 'Namespace')]));
  /** A type by its full name, whatever alias it is written with. */
  const full = (type: string): string =>
    type.replace(/([\w.]+)\.(\w+)/, (whole, space: string, name: string) =>
      aliases.has(space) ? `${aliases.get(space)}.${name}` : whole,
    );
  const types = new Map<string, CsdlType>();
  const enumerations = new Map<string, ReadonlyMap<string, number>>();
  for (const schema of schemas) {
    const name = (element: Element) => `${text(schema, 'Namespace')}.${text(element, 'Name')}`;
    for (const kind of ['EntityType', 'ComplexType'] as const) {
      for (const element of children(schema, kind)) {
        if (types.has(name(element))) throw new Error(`${name(element)} is declared twice`);
        types.set(name(element), readType(kind, element, full));
      }
    }
    for (const element of children(schema, 'EnumType')) {
      enumerations.set(
        name(element),
        named(children(element, 'Member'), (member) => Number(member.Value)),
      );
    }
  }
  const containers = schemas.flatMap((schema) => children(schema, 'EntityContainer'));
  return {
    types,
    enumerations,
    operations: schemas.flatMap((schema) => readOperations(schema, full)),
    sets: named(
      containers.flatMap((one) => children(one, 'EntitySet')),
      (set) => full(text(set, 'EntityType')),
    ),
    singletons: named(
      containers.flatMap((one) => children(one, 'Singleton')),
      (one) => full(text(one, 'Type')),
    ),
  };
}

function readType(kind: CsdlType['kind'], element: Element, full: (type: string) => string): CsdlType {
  const members = new Map<string, Member>();
  for (const of of ['Property', 'NavigationProperty'] as const) {
    for (const one of children(element, of)) {
      if (members.has(text(one, 'Name'))) throw new Error(`${text(element, 'Name')} has two '${text(one, 'Name')}'`);
      members.set(text(one, 'Name'), {
        kind: of,
        type: full(text(one, 'Type')),
        contained: one.ContainsTarget === 'true',
      });
    }
  }
  return {
    kind,
    base: element.BaseType === undefined ? undefined : full(text(element, 'BaseType')),
    abstract: element.Abstract === 'true',
    key: children(element, 'Key').length > 0,
    members,
  };
}

function readOperations(schema: Element, full: (type: string) => string): Operation[] {
  return (['Action', 'Function'] as const).flatMap((kind) =>
    children(schema, kind).map((element) => {
      const [returns] = children(element, 'ReturnType');
      return {
        kind,
        name: text(element, 'Name'),
        parameters: children(element, 'Parameter').map((one) => ({
          name: text(one, 'Name'),
          type: full(text(one, 'Type')),
        })),
        returns: returns && full(text(returns, 'Type')),
      };
    }),
  );
}
