/** Holds the values of a seed against the model: each is of its type, and kept as Graph keeps it. */
import type { Dialect } from '../../../model/dialect.js';
import { type ComplexType, complexType, dateTime, type EntityType, guid, type Property } from '../../../model/edm.js';
import { dialects } from '../../../model/index.js';
import { BindError, type PrimitiveProperty, takeMember, takePrimitive } from '../../../model/values.js';
import { type Place, SeedError, suggestion } from './errors.js';
import type { Item, Seed } from './schema.js';

/** A type in which a name may be declared, in the words of a version. */
interface Declaring {
  readonly dialect: Dialect;
  readonly type: EntityType | ComplexType;
  /** Complex values have no other members. Those of entitlement management are kept with some of their own. */
  readonly closed: boolean;
}
type Scope = readonly Declaring[];

const everyVersion = (name: string): Scope =>
  Object.values(dialects).flatMap((dialect) => {
    const type = dialect.findType(name);
    return type ? [{ dialect, type, closed: type.workload === 'directory' }] : [];
  });

const schedule = complexType('assignment', { start: dateTime(), end: dateTime() });

/** Of what type the objects of a section are, wherever it stands. */
const SCOPES: Readonly<Record<string, Scope>> = {
  organization: everyVersion('organization'),
  users: everyVersion('user'),
  groups: everyVersion('group'),
  applications: everyVersion('application'),
  servicePrincipals: everyVersion('servicePrincipal'),
  catalogs: everyVersion('accessPackageCatalog'),
  resources: everyVersion('accessPackageResource'),
  extensions: everyVersion('accessPackageAssignmentRequestWorkflowExtension'),
  connectedOrganizations: everyVersion('connectedOrganization'),
  packages: everyVersion('accessPackage'),
  roles: everyVersion('accessPackageResourceRoleScope'),
  policies: everyVersion('accessPackageAssignmentPolicy'),
  assignments: [{ dialect: dialects['v1.0'], type: schedule, closed: true }],
  settings: everyVersion('entitlementManagementSettings'),
};

/** @throws SeedError for the first value that Graph would not take */
export const takeSeed = (seed: Seed): Seed => takeObject([], seed, []) as Seed;

/** GUIDs, though the model declares them as text. */
const IDS: ReadonlySet<string> = new Set(['id', 'appId']);

/** An object with its properties, and with the objects of other sections that stand in it. */
function takeObject(scope: Scope, object: Item, place: Place): Item {
  return taken(object, (name, value) => {
    const inside = [...place, name];
    const found = declared(scope, name);
    if (IDS.has(name) && scope.length > 0) return takeSingle(guid(), value, inside);
    if (found) return takeValue(found, value, inside);
    const section = SCOPES[name];
    if (!section) return value;
    return Array.isArray(value)
      ? value.map((one, at) => takeObject(section, one as Item, [...inside, at]))
      : takeObject(section, value as Item, inside);
  });
}

function taken(object: Item, take: (name: string, value: unknown) => unknown): Item {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, value === null ? value : take(name, value)]),
  );
}

interface Declared {
  readonly in: Declaring;
  readonly is: Property;
}

function declared(scope: Scope, name: string): Declared | undefined {
  for (const one of scope) {
    const found = one.dialect.property(one.type, name);
    if (found?.name === name) return { in: one, is: found.is };
  }
  return undefined;
}

/** A seed says what is kept, which has the form of v1.0 but where that spells it in other words. */
function takeValue({ in: declaring, is }: Declared, value: unknown, place: Place): unknown {
  const isOther = is.codec || typeof is.of === 'function' || (is.of && declaring.dialect !== dialects['v1.0']);
  if (isOther) return value;
  const one = (item: unknown, at: Place) =>
    typeof is.type === 'object' && is.type.kind === 'complex'
      ? takeComplex(declaring, is.type, item, at)
      : takeSingle(is, item, at);
  if (!is.collection) return one(value, place);
  if (!Array.isArray(value)) throw new SeedError('must be a list', place);
  return value.map((item, at) => one(item, [...place, at]));
}

/** Members of types that derive from the declared one may stand here, too. */
function takeComplex(declaring: Declaring, type: ComplexType, value: unknown, place: Place): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SeedError('must be an object', place);
  }
  const scope = familyOf(type).map((one) => ({ ...declaring, type: one }));
  return taken(value as Item, (name, member) => {
    const found = declared(scope, name);
    if (found) return takeValue(found, member, [...place, name]);
    if (declaring.closed && !type.open && !KINDS.has(name)) throw noSuchMember(scope, name, place);
    return member;
  });
}

/** Which of several types a value is of. */
const KINDS: ReadonlySet<string> = new Set(['kind', '@odata.type']);

function noSuchMember(scope: Scope, name: string, place: Place): SeedError {
  const known = scope.flatMap(({ dialect, type }) => dialect.propertiesOf(type).map((property) => property.name));
  return new SeedError(`there is no property '${name}' here${suggestion(name, known)}`, [...place, name]);
}

const familyOf = (type: ComplexType): readonly ComplexType[] => [type, ...type.derived.flatMap(familyOf)];

/** What people call the values of a type, with an example. */
const FORMS: Readonly<Partial<Record<string, string>>> = {
  'Edm.String': 'text',
  'Edm.Boolean': 'true or false',
  'Edm.Int32': 'whole number',
  'Edm.Int64': 'whole number',
  'Edm.Double': 'number',
  'Edm.DateTimeOffset': 'instant, such as 2027-01-31T09:00:00Z',
  'Edm.Date': 'date, such as 2027-01-31',
  'Edm.TimeOfDay': 'time, such as 09:00:00',
  'Edm.Duration': 'ISO 8601 duration, such as P30D',
  'Edm.Guid': 'GUID, such as 0d3f6c0e-6f4e-4f33-9d4b-0d8f7f0a9a11',
  'Edm.Binary': 'base64',
};

function takeSingle(property: Property, value: unknown, place: Place): unknown {
  const { type } = property;
  try {
    if (typeof type === 'string') return takePrimitive(property as PrimitiveProperty, value, '', false);
    return type.kind === 'enumeration' ? takeMember(type, value, '') : value;
  } catch (error) {
    if (!(error instanceof BindError)) throw error;
    if (typeof type === 'string') throw new SeedError(error.reason.replace(type, FORMS[type] ?? type), place);
    const members = 'members' in type ? Object.keys(type.members) : [];
    throw new SeedError(`must be one of ${members.join(', ')}${suggestion(String(value), members)}`, place);
  }
}
