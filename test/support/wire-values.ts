/** Values as a client may send them, made from the declaration of a property. */
import fc from 'fast-check';
import type { Dialect, Named } from '../../model/dialect.js';
import { qualified } from '../../model/dialect.js';
import type { ComplexType, PrimitiveName, Property } from '../../model/edm.js';

type Wire = fc.Arbitrary<unknown>;

const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const PRIMITIVES: Readonly<Record<PrimitiveName, Wire>> = {
  'Edm.String': fc.string({ maxLength: 12 }),
  'Edm.Boolean': fc.boolean(),
  'Edm.Int32': fc.nat(100_000),
  'Edm.Int64': fc.nat(),
  'Edm.Double': fc.double({ noNaN: true, noDefaultInfinity: true }),
  'Edm.DateTimeOffset': instant,
  'Edm.Date': instant.map((text) => text.slice(0, 10)),
  'Edm.TimeOfDay': instant.map((text) => text.slice(11, 23)),
  'Edm.Duration': fc.constantFrom('PT0S', 'PT1H30M', 'P4D', 'P365D', 'P1M'),
  'Edm.Guid': fc.uuid(),
  'Edm.Binary': fc.constantFrom('', 'AAEC', 'aGVsbG8='),
  'Edm.Stream': fc.constant(null),
};

/** Values of one property. Those of a plain field may be null. */
export function wireOf(dialect: Dialect, property: Property): Wire {
  const item = itemOf(dialect, property);
  if (property.collection) return fc.array(item, { maxLength: 3 });
  const plain = typeof property.of !== 'object' && property.nullable !== false;
  return plain ? fc.option(item, { nil: null, freq: 8 }) : item;
}

function itemOf(dialect: Dialect, { type, codec, of }: Property): Wire {
  const words = codec?.words ?? (typeof of === 'object' ? of.words : undefined);
  if (words) return fc.constantFrom(...words);
  if (typeof type === 'string') return PRIMITIVES[type];
  if (type.kind === 'enumeration') return fc.constantFrom(...Object.keys(type.members));
  return fc.oneof(...concreteTypes(type).map((concrete) => complexOf(dialect, type, concrete)));
}

function concreteTypes(type: ComplexType): ComplexType[] {
  return [...(type.abstract ? [] : [type]), ...type.derived.flatMap(concreteTypes)];
}

function complexOf(dialect: Dialect, declared: ComplexType, type: ComplexType): Wire {
  const all = dialect.propertiesOf(type);
  const members = all.filter(({ is }) => isEchoed(is));
  const values = fc.record(Object.fromEntries(members.map(({ name, is }) => [name, wireOf(dialect, is)])));
  return values.map((value) => {
    const printed: Record<string, unknown> = { ...value };
    for (const { name, is } of members) {
      const first = members.find((other) => fieldOf(other) === fieldOf({ name, is }));
      if (first && first.name !== name) printed[name] = printed[first.name];
    }
    for (const { name, is } of all) {
      if (is.write === 'never') printed[name] = is.initial ?? (is.collection ? [] : null);
    }
    if (type.polymorphic || type !== declared) printed['@odata.type'] = `#${qualified(type)}`;
    return printed;
  });
}

/** Two names of one field have one value. */
function fieldOf({ name, is }: Named<Property>): unknown {
  return is.of ?? name;
}

/** What is sent is printed again. */
export function isEchoed({ of, readable, write }: Property): boolean {
  if (readable === 'filter' || readable === 'set') return false;
  return typeof of === 'object' ? of.write !== undefined : typeof of !== 'function' && write !== 'never';
}
