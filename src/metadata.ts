/** `$metadata`: the Common Schema Definition Language (CSDL) of a version, written from its declarations. */
import { type Dialect, qualified } from '../model/dialect.js';
import type { BoundOperation, ComplexType, EntityType, Enumeration, Navigation, Property } from '../model/edm.js';

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children?: readonly Element[];
}

const NAMESPACE = 'microsoft.graph';

const element = (name: string, attributes: Attributes, children: readonly Element[] = []): Element => ({
  name,
  attributes,
  children,
});

const documents = new WeakMap<Dialect, string>();

/** The metadata document of a version. */
export function metadataDocument(dialect: Dialect): string {
  const known = documents.get(dialect);
  if (known) return known;
  const document = write(dialect);
  documents.set(dialect, document);
  return document;
}

/** The service document: the roots of a version's URLs. */
export function serviceDocument(dialect: Dialect, root: string): object {
  const entry =
    (kind: string) =>
    ({ name }: { name: string }) => ({ name, kind, url: name });
  return {
    '@odata.context': `${root}/$metadata`,
    value: [
      ...[...dialect.sets.values()].map(entry('EntitySet')),
      ...[...dialect.singletons.values()].map(entry('Singleton')),
      entry('Singleton')({ name: 'me' }),
    ],
  };
}

function write(dialect: Dialect): string {
  const schemas = schemasOf(dialect);
  const edmx = element('edmx:Edmx', { Version: '4.0', 'xmlns:edmx': 'http://docs.oasis-open.org/odata/ns/edmx' }, [
    element('edmx:DataServices', {}, schemas),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>${print(edmx)}`;
}

function schemasOf(dialect: Dialect): Element[] {
  const { enumerations, complexTypes } = valueTypesOf(dialect);
  const byNamespace = new Map<string, Element[]>([[NAMESPACE, []]]);
  const into = (namespace: string | undefined) => {
    const key = namespace ?? NAMESPACE;
    const elements = byNamespace.get(key) ?? [];
    byNamespace.set(key, elements);
    return elements;
  };
  for (const type of enumerations) into(undefined).push(enumType(type));
  for (const type of dialect.types.values()) {
    if (!type.retold) into(type.namespace).push(entityType(dialect, type));
  }
  for (const type of complexTypes) {
    // Entities that stand inline in complex values are declared as entity types, most of them as such in the model too.
    if (!type.entity) into(type.namespace).push(complexType(type));
    else if (!dialect.findType(type.name)) into(type.namespace).push(inlineEntityType(type));
  }
  for (const operation of dialect.operations) into(undefined).push(operationElement(dialect, operation));
  into(undefined).push(container(dialect));
  return [...byNamespace].map(([namespace, elements]) =>
    element(
      'Schema',
      {
        xmlns: 'http://docs.oasis-open.org/odata/ns/edm',
        Namespace: namespace,
        Alias: namespace === NAMESPACE ? 'graph' : undefined,
      },
      elements,
    ),
  );
}

/** The enumerations and complex types that properties and parameters speak of, by name. */
function valueTypesOf(dialect: Dialect) {
  const enumerations = new Map<string, Enumeration>();
  const complexTypes = new Map<string, ComplexType>();
  const visit = ({ type }: Property): void => {
    if (typeof type === 'string') return;
    if (type.kind === 'enumeration') enumerations.set(type.name, type);
    else if (!type.entity) visitComplex(type);
  };
  const visitComplex = (type: ComplexType): void => {
    if (complexTypes.has(qualified(type))) return;
    complexTypes.set(qualified(type), type);
    if (type.base) visitComplex(type.base);
    for (const derived of type.derived) visitComplex(derived);
    for (const property of Object.values(type.properties)) visit(property);
  };
  for (const type of dialect.types.values()) for (const property of Object.values(type.properties)) visit(property);
  for (const operation of dialect.operations) {
    for (const property of Object.values(operation.parameters ?? {})) visit(property);
    if (operation.returns?.property) visit(operation.returns.property);
  }
  return { enumerations: [...enumerations.values()], complexTypes: [...complexTypes.values()] };
}

function enumType(type: Enumeration): Element {
  const members = Object.entries(type.members).map(([name, value]) =>
    element('Member', { Name: name, Value: String(value) }),
  );
  return element('EnumType', { Name: type.name, IsFlags: type.flags }, members);
}

function complexType(type: ComplexType): Element {
  return element(
    'ComplexType',
    { Name: type.name, BaseType: type.base && qualified(type.base), Abstract: type.abstract },
    Object.entries(type.properties).map(property),
  );
}

/** What a type declares itself. A property of its base that it declares again, to print it otherwise, is the base's. */
function ownProperties(dialect: Dialect, type: EntityType): [string, Property][] {
  const base = type.base === undefined ? undefined : dialect.type(type.base);
  return Object.entries(type.properties).filter(([name]) => !base || !dialect.property(base, name));
}

function inlineEntityType(type: ComplexType): Element {
  const base = type.base ? qualified(type.base) : `${NAMESPACE}.entity`;
  const attributes = { Name: type.name, BaseType: base, Abstract: type.abstract };
  const own = Object.entries(type.properties).filter(([name]) => name !== 'id');
  return element('EntityType', attributes, own.map(property));
}

function entityType(dialect: Dialect, type: EntityType): Element {
  const isRoot = type.base === undefined && 'id' in type.properties;
  const attributes = {
    Name: type.name,
    BaseType: type.base && qualified(dialect.type(type.base)),
    Abstract: type.abstract,
    OpenType: type.open,
    HasStream: type.hasStream,
  };
  return element('EntityType', attributes, [
    ...(isRoot ? [element('Key', {}, [element('PropertyRef', { Name: 'id' })])] : []),
    ...ownProperties(dialect, type).map(property),
    ...Object.entries(type.navigations).map((entry) => navigation(dialect, entry)),
  ]);
}

/** The name of a property's type, `Collection(…)` included. */
function typeName({ type, collection }: Pick<Property, 'type' | 'collection'>): string {
  const name = typeof type === 'string' ? type : qualified(type);
  return collection ? `Collection(${name})` : name;
}

function property([name, is]: [string, Property]): Element {
  if (typeof is.type === 'object' && is.type.kind === 'complex' && is.type.entity) {
    return element('NavigationProperty', { Name: name, Type: typeName(is) });
  }
  // An entity that stands inline in a complex value is declared as a value, and is a navigation all the same.
  if (typeof is.type !== 'string' && is.type.kind === 'complex' && is.type.entity) {
    return element('NavigationProperty', { Name: name, Type: typeName(is) });
  }
  return element('Property', { Name: name, Type: typeName(is), Nullable: is.nullable === false ? 'false' : undefined });
}

function navigation(dialect: Dialect, [name, is]: [string, Navigation]): Element {
  const to = qualified(dialect.type(is.to));
  return element('NavigationProperty', {
    Name: name,
    Type: is.many ? `Collection(${to})` : to,
    ContainsTarget: is.contained,
  });
}

function operationElement(dialect: Dialect, operation: BoundOperation): Element {
  const on = qualified(dialect.type(operation.on));
  const children = [
    element('Parameter', { Name: 'bindingParameter', Type: operation.collection ? `Collection(${on})` : on }),
  ];
  for (const [name, is] of Object.entries(operation.parameters ?? {})) {
    children.push(
      element('Parameter', { Name: name, Type: typeName(is), Nullable: is.nullable === false ? 'false' : undefined }),
    );
  }
  for (const [name, is] of Object.entries(operation.entities ?? {})) {
    const type = qualified(dialect.type(is.type));
    children.push(element('Parameter', { Name: name, Type: is.collection ? `Collection(${type})` : type }));
  }
  const returns = returnType(dialect, operation);
  if (returns) children.push(element('ReturnType', { Type: returns }));
  const isFunction = operation.kind === 'function';
  return element(
    isFunction ? 'Function' : 'Action',
    { Name: operation.name, IsBound: true, IsComposable: isFunction && operation.composable },
    children,
  );
}

function returnType(dialect: Dialect, { returns }: BoundOperation): string | undefined {
  if (!returns) return undefined;
  if (returns.property)
    return typeName({ ...returns.property, collection: returns.collection || returns.property.collection });
  if (!returns.type) return undefined;
  const name = qualified(dialect.type(returns.type));
  return returns.collection ? `Collection(${name})` : name;
}

function container(dialect: Dialect): Element {
  const sets = [...dialect.sets.values()].map(({ name, is }) =>
    element('EntitySet', { Name: name, EntityType: qualified(dialect.type(is.type)) }),
  );
  const singletons = [...dialect.singletons.values()].map(({ name, is }) =>
    element('Singleton', { Name: name, Type: qualified(dialect.type(is)) }),
  );
  // No record of its own: the resolver takes it for the caller among the users.
  const me = dialect.sets.has('users') ? [element('Singleton', { Name: 'me', Type: `${NAMESPACE}.user` })] : [];
  return element('EntityContainer', { Name: 'GraphService' }, [...sets, ...singletons, ...me]);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function print({ name, attributes, children = [] }: Element): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    text += ` ${key}="${String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)}"`;
  }
  return children.length > 0 ? `${text}>${children.map(print).join('')}</${name}>` : `${text}/>`;
}
