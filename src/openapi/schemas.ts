/** The declared types as JSON schemas, one for each type of each version, referring to each other by name. */
import Type, { type TSchema } from 'typebox';
import { type Dialect, qualified } from '../../model/dialect.js';
import type { ComplexType, EntityType, Navigation, Property } from '../../model/edm.js';

/** `v1.0.microsoft.graph.user` */
export const schemaName = (dialect: Dialect, type: EntityType | ComplexType): string =>
  `${dialect.version}.${qualified(type)}`;

const reference = (dialect: Dialect, type: EntityType | ComplexType): TSchema =>
  Type.Unsafe({ $ref: `${schemaName(dialect, type)}#` });

/** Every entity and complex type of a version, with what they refer to. */
export function schemasOf(dialect: Dialect): TSchema[] {
  const complexTypes = new Map<string, ComplexType>();
  const types = [...dialect.types.values()].filter(({ retold }) => !retold);
  const schemas = types.map((type) => entitySchema(dialect, type, complexTypes));
  // A complex type brings others along while it is written: the map grows during the walk.
  for (const type of complexTypes.values()) {
    if (!type.entity) schemas.push(complexSchema(dialect, type, complexTypes));
  }
  return schemas;
}

function entitySchema(dialect: Dialect, type: EntityType, complexTypes: Map<string, ComplexType>): TSchema {
  const members: Record<string, TSchema> = {};
  for (const { name, is } of dialect.propertiesOf(type)) members[name] = propertySchema(dialect, is, complexTypes);
  for (const { name, is } of dialect.navigationsOf(type)) members[name] = navigationSchema(dialect, is);
  return Type.Object(members, { $id: schemaName(dialect, type), title: type.name });
}

function complexSchema(dialect: Dialect, type: ComplexType, complexTypes: Map<string, ComplexType>): TSchema {
  const members: Record<string, TSchema> = { ...(type.polymorphic && { '@odata.type': Type.String() }) };
  for (const { name, is } of dialect.propertiesOf(type)) members[name] = propertySchema(dialect, is, complexTypes);
  for (const derived of type.derived) note(complexTypes, derived);
  return Type.Object(members, { $id: schemaName(dialect, type), title: type.name });
}

const note = (complexTypes: Map<string, ComplexType>, type: ComplexType) => complexTypes.set(qualified(type), type);

function navigationSchema(dialect: Dialect, navigation: Navigation): TSchema {
  const to = reference(dialect, dialect.type(navigation.to));
  return navigation.many ? Type.Array(to) : to;
}

export function propertySchema(
  dialect: Dialect,
  property: Property,
  complexTypes = new Map<string, ComplexType>(),
): TSchema {
  const item = valueSchema(dialect, property, complexTypes);
  const value = property.collection ? Type.Array(item) : item;
  const readOnly = property.write === 'never' || typeof property.of === 'function';
  const nullable = !property.collection && property.nullable !== false && !('$ref' in value);
  return Type.Unsafe({
    ...value,
    ...(nullable && { nullable: true }),
    ...(readOnly && !('$ref' in value) && { readOnly: true }),
  });
}

function valueSchema(dialect: Dialect, property: Property, complexTypes: Map<string, ComplexType>): TSchema {
  if (typeof property.type !== 'string' && property.type.kind === 'complex') {
    note(complexTypes, property.type);
    return reference(dialect, property.type);
  }
  return property.schema();
}
