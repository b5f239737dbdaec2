/** What the schema of seeds is put together from. */
import Type, { type TSchema } from 'typebox';
import type { Property } from '../../../model/edm.js';
import { dialects } from '../../../model/index.js';

export const text = (description?: string) => Type.Optional(Type.String(description ? { description } : {}));
export const flag = () => Type.Optional(Type.Boolean());
/** Any object: what is in it is the model's to know. */
export const anything = () => Type.Record(Type.String(), Type.Unknown());
export const object = () => Type.Optional(Type.Union([anything(), Type.Null()]));
export const names = (description: string) => Type.Optional(Type.Array(Type.String(), { description }));
export const oneOf = (...values: string[]) => Type.Optional(Type.Enum(values));
export const instant = () => Type.Optional(Type.Union([Type.String(), Type.Null()]));
export const nullable = (schema: TSchema) => Type.Optional(Type.Union([schema, Type.Null()]));

export const closed = <P extends Record<string, TSchema>>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description && { description }) });

/** Of every object. */
export const identity = {
  id: text('By default one that follows from the name, the same in every run.'),
  key: text('A name for other objects of the seed to refer to it by.'),
};
export const audit = {
  createdBy: nullable(Type.String()),
  createdDateTime: instant(),
  modifiedBy: nullable(Type.String()),
  modifiedDateTime: instant(),
};

/** The properties of a type, as both versions have them. Complex values are held against the model when they are read. */
export function propertiesOf(typeName: string, except: readonly string[] = []): Record<string, TSchema> {
  const schemas: Record<string, TSchema> = {};
  for (const dialect of Object.values(dialects)) {
    for (const { name, is } of dialect.propertiesOf(dialect.type(typeName))) {
      if (!except.includes(name) && typeof is.of !== 'function') schemas[name] ??= valueSchema(is);
    }
  }
  return schemas;
}

function valueSchema(property: Property): TSchema {
  const isComplex = typeof property.type !== 'string' && property.type.kind === 'complex';
  const one = isComplex ? anything() : loose(property);
  return nullable(property.collection ? Type.Array(one) : one);
}

/** Only the kind of value: what else holds of it is the service's to check, not the seed's. */
function loose({ type }: Property): TSchema {
  if (type === 'Edm.Boolean') return Type.Boolean();
  return type === 'Edm.Int32' || type === 'Edm.Int64' || type === 'Edm.Double' ? Type.Number() : Type.String();
}

export const userName = 'A user by userPrincipalName, id or key.';
export const anyName = 'Users by userPrincipalName, groups and service principals by displayName; or ids, or keys.';
