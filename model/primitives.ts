/** The primitive types, and properties of them. */
import Type, { type TSchema } from 'typebox';
import type { Property, PropertyOptions } from './edm.js';

export type PrimitiveName =
  | 'Edm.String'
  | 'Edm.Boolean'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Double'
  | 'Edm.DateTimeOffset'
  | 'Edm.Date'
  | 'Edm.TimeOfDay'
  | 'Edm.Duration'
  | 'Edm.Guid'
  | 'Edm.Binary'
  | 'Edm.Stream';

type Constructor<S extends TSchema> = (options?: PropertyOptions) => Property<S>;

function primitive<S extends TSchema>(type: PrimitiveName, build: () => S): Constructor<S> {
  let built: S | undefined;
  const schema = () => {
    built ??= build();
    return built;
  };
  return (options = {}) => ({ type, collection: false, schema, ...options });
}

const INT32 = 2 ** 31;
/** ISO 8601 with an offset, as OData 4.01 spells `dateTimeOffsetValue`; up to 12 fractional digits. */
const DATE_TIME = '^-?\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,12})?)?(Z|[+-]\\d\\d:\\d\\d)$';
const DURATION = '^-?P(\\d+W|(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?)$';
const GUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

export const text = primitive('Edm.String', () => Type.String());
export const flag = primitive('Edm.Boolean', () => Type.Boolean());
export const int32 = primitive('Edm.Int32', () => Type.Integer({ minimum: -INT32, maximum: INT32 - 1 }));
export const int64 = primitive('Edm.Int64', () => Type.Integer());
export const double = primitive('Edm.Double', () => Type.Number());
export const dateTime = primitive('Edm.DateTimeOffset', () => Type.String({ pattern: DATE_TIME }));
export const date = primitive('Edm.Date', () => Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }));
export const timeOfDay = primitive('Edm.TimeOfDay', () =>
  Type.String({ pattern: '^\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,12})?)?$' }),
);
export const duration = primitive('Edm.Duration', () => Type.String({ pattern: DURATION }));
export const guid = primitive('Edm.Guid', () => Type.String({ pattern: GUID }));
/** Base64, in lines or not: clients send certificates as their files have them. */
export const binary = primitive('Edm.Binary', () => Type.String({ pattern: '^[A-Za-z0-9+/_\\s-]*(=\\s*){0,2}$' }));
export const stream = primitive('Edm.Stream', () => Type.Unknown());
