import t from 'tap';
import { directory as beta } from '../model/beta/directory/index.js';
import { Dialect, type Named } from '../model/dialect.js';
import { type DirectoryKind, directoryObject, members, tableOf } from '../model/directory/tables.js';
import { transitiveMemberOf, transitiveMembers } from '../model/directory/walks.js';
import type { ComplexType, EntityType, Property, Route } from '../model/edm.js';
import type { Link, Reader, Row, Table } from '../model/reader.js';
import { directory as v1 } from '../model/v1.0/directory/index.js';

const dialects = [new Dialect('v1.0', [v1]), new Dialect('beta', [beta])];

const KINDS: Record<DirectoryKind, true> = {
  user: true,
  group: true,
  application: true,
  servicePrincipal: true,
  device: true,
  orgContact: true,
  directoryRole: true,
  directoryRoleTemplate: true,
  organization: true,
  administrativeUnit: true,
};

/** Entity types and the complex types that can be reached from them. */
function structures(dialect: Dialect): (EntityType | ComplexType)[] {
  const found = new Set<EntityType | ComplexType>(dialect.types.values());
  for (const type of found) {
    for (const { is } of dialect.propertiesOf(type)) {
      if (typeof is.type === 'object' && is.type.kind === 'complex') found.add(is.type);
    }
  }
  return [...found];
}

function shapeOf({ type, collection }: Property): 'collection' | 'complex' | 'word' | 'text' | 'order' | 'whole' {
  if (collection) return 'collection';
  if (typeof type === 'object') return type.kind === 'complex' ? 'complex' : 'word';
  if (type === 'Edm.String') return 'text';
  return type === 'Edm.Boolean' || type === 'Edm.Guid' || type === 'Edm.Binary' || type === 'Edm.Stream'
    ? 'whole'
    : 'order';
}

/** The operators that make sense for a property, `eq`, `ne`, `in`, `not` and `null` aside. */
const OPERATORS: Record<ReturnType<typeof shapeOf>, readonly string[]> = {
  collection: ['any', 'count', 'ge', 'le', 'startsWith', 'endsWith'],
  complex: [],
  word: [],
  text: ['ge', 'le', 'startsWith', 'endsWith'],
  order: ['ge', 'le', 'gt', 'lt'],
  whole: [],
};

const defaultSet = (properties: readonly Named<Property>[], flag: 'byDefault' | 'inCreated') =>
  properties.filter(({ is }) => is[flag]).map(({ name }) => name);

for (const dialect of dialects) {
  t.test(`the directory of ${dialect.version}`, (t) => {
    t.test('names are declared', (t) => {
      for (const type of dialect.types.values()) {
        if (type.base) t.ok(dialect.findType(type.base), `${type.name} derives from ${type.base}`);
        for (const { name, is } of dialect.navigationsOf(type)) t.ok(dialect.findType(is.to), `${type.name}/${name}`);
      }
      for (const { name, is } of dialect.sets.values()) t.ok(dialect.findType(is.type), `set ${name}`);
      for (const { name, is } of dialect.singletons.values()) t.ok(dialect.findType(is), `singleton ${name}`);
      t.end();
    });

    t.test('operations are bound to what is declared, once', (t) => {
      const seen = new Set<string>();
      for (const { name, on, collection = false, returns } of dialect.operations) {
        const signature = `${collection ? `Collection(${on})` : on}/${name}`;
        t.ok(dialect.findType(on), signature);
        if (returns?.type) t.ok(dialect.findType(returns.type), `${signature} returns ${returns.type}`);
        t.notOk(seen.has(signature), `${signature} once`);
        seen.add(signature);
        // A binding to a derived type must be found before the one to its base.
        t.equal(dialect.operation(dialect.type(on), name, collection)?.on, on, `${signature} is found`);
      }
      t.end();
    });

    t.test('every kind of record has its type', (t) => {
      for (const kind of Object.keys(KINDS) as DirectoryKind[]) {
        const type = dialect.concrete(dialect.type('directoryObject'), { id: '', kind } as Row);
        t.equal(type.discriminator, kind);
        t.equal(type.table, tableOf(kind), `${kind} has its table`);
      }
      t.end();
    });

    t.test('routes lead somewhere', (t) => {
      for (const type of dialect.types.values()) {
        for (const { name, is } of dialect.navigationsOf(type)) {
          const problem = problemOf(is.by, dialect.type(is.to));
          t.equal(problem, undefined, `${type.name}/${name}`);
        }
        const keys = [...Object.values(type.alternateKeys ?? {}), ...(type.alias ? [type.alias] : [])];
        for (const { index } of keys) t.ok(type.table?.unique[index], `${type.name} by ${index}`);
      }
      t.end();
    });

    t.test('each canonical field is written through one property', (t) => {
      for (const type of structures(dialect)) {
        const writers = new Map<string, string>();
        for (const { name, is } of dialect.propertiesOf(type)) {
          const field = is.of ?? name;
          if (typeof field !== 'string' || is.write === 'never') continue;
          t.equal(writers.get(field), undefined, `${type.name}/${name} alone writes ${field}`);
          writers.set(field, name);
          if (type.kind === 'entity' && type.discriminator)
            t.not(field, 'kind', `${type.name}/${name} is not its kind`);
        }
      }
      t.end();
    });

    t.test('what is said of a property agrees', (t) => {
      for (const type of structures(dialect)) {
        for (const { name, is } of dialect.propertiesOf(type)) {
          const at = `${type.name}/${name}`;
          const { basic, advanced } = is.filter ?? { basic: [], advanced: [] };
          const shape = shapeOf(is);
          const allowed = ['eq', 'ne', 'in', 'not', 'null', ...OPERATORS[shape]];
          t.strictSame(
            [...basic, ...advanced].filter((operator) => !allowed.includes(operator)),
            [],
            `${at} is a ${shape}`,
          );
          t.strictSame(
            basic.filter((operator) => advanced.includes(operator)),
            [],
            `${at}: basic or advanced`,
          );
          if (is.filter && is.collection) t.ok([...basic, ...advanced].includes('any'), `${at} has any()`);
          if (is.sort) t.ok(!is.collection && shape !== 'complex', `${at} can be sorted by`);
          if (is.tokenized) t.equal(is.type, 'Edm.String', `${at} can be searched`);
          if (is.required) t.not(is.write, 'never', `${at} can be sent`);
          if (is.byDefault) t.equal(is.inCreated, true, `${at} is returned on create, too`);
          if (is.readable) t.notOk(is.byDefault || is.inCreated, `${at} is asked for`);
          if (is.maxLength || is.pattern) t.equal(is.type, 'Edm.String', `${at} is text`);
        }
      }
      t.end();
    });

    t.end();
  });
}

t.test('default sets of v1.0', (t) => {
  const dialect = new Dialect('v1.0', [v1]);
  const user = dialect.propertiesOf(dialect.type('user'));
  t.strictSame(
    defaultSet(user, 'byDefault').sort(),
    [
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ],
    'eleven of the user ("Get a user" page)',
  );
  const created = defaultSet(user, 'inCreated');
  t.strictSame(created.slice(0, 2), ['id', 'deletedDateTime'], 'the answer to POST begins so');
  for (const name of ['accountEnabled', 'ageGroup', 'creationType', 'infoCatalogs', 'mailNickname', 'userType']) {
    t.ok(created.includes(name), `${name} in the answer to POST /users`);
  }
  t.notOk(created.includes('passwordProfile'), 'the password profile is not told');

  const group = dialect.propertiesOf(dialect.type('group'));
  const groupSet = defaultSet(group, 'byDefault');
  t.equal(groupSet.length, 34, 'the group');
  t.notOk(groupSet.includes('createdByAppId'), 'createdByAppId is not in it');
  t.ok(defaultSet(group, 'inCreated').includes('createdByAppId'), 'but in the answer to POST /groups');
  t.end();
});

t.test('beta returns nearly everything of a user', (t) => {
  const dialect = new Dialect('beta', [beta]);
  const set = defaultSet(dialect.propertiesOf(dialect.type('user')), 'byDefault');
  for (const name of ['id', 'accountEnabled', 'assignedLicenses', 'department', 'infoCatalogs', 'userType']) {
    t.ok(set.includes(name), name);
  }
  for (const name of ['aboutMe', 'mailboxSettings', 'passwordProfile', 'signInActivity'])
    t.notOk(set.includes(name), name);
  t.end();
});

t.test('a password is written and never read', (t) => {
  const { is } = dialects[0]?.property(dialects[0].type('user'), 'passwordProfile') ?? {};
  const lens = is?.of as { read: (user: unknown) => unknown; write: (draft: unknown, value: unknown) => void };
  const draft: Record<string, unknown> = {};
  lens.write(draft, { password: 'xWwvJ]6NMw+bWH-d', forceChangePasswordNextSignIn: true });
  t.match(draft, { passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' } });
  t.strictSame(lens.read(draft), { password: null, forceChangePasswordNextSignIn: true });
  t.end();
});

t.test('groups in groups', (t) => {
  const ring = [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['c', 'u'],
    ['a', 'u'],
  ] as const;
  const reader = readerOf(ring, { a: 'group', b: 'group', c: 'group', u: 'user' });
  const group = directoryObject(reader, 'a');
  const user = directoryObject(reader, 'u');
  if (!group || !user) throw new Error('the objects are there');
  const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
  t.strictSame(ids(transitiveMembers(group, reader)), ['b', 'u', 'c'], 'each member once, nearest first');
  t.strictSame(ids(transitiveMemberOf(user, reader)), ['c', 'a', 'b'], 'each group once');
  t.equal(directoryObject(reader, 'nobody'), undefined);
  t.end();
});

/** Why a route cannot be followed to records of `target`. */
function problemOf(by: Route, target: EntityType): string | undefined {
  if ('inverse' in by) return target.table?.equality[by.inverse] ? undefined : `no index ${by.inverse}`;
  if ('all' in by) return (by.table ?? target.table) ? undefined : 'no table';
  if ('key' in by || 'link' in by) return target.table || target.lookup ? undefined : 'no way to find one by id';
  return undefined;
}

/** Only what walks through members ask for. */
function readerOf(pairs: readonly (readonly [string, string])[], kinds: Record<string, DirectoryKind>): Reader {
  const reader: Pick<Reader, 'get' | 'rights' | 'lefts'> = {
    get: <R extends Row>(table: Table<R>, id: string) => {
      const kind = kinds[id];
      return kind && tableOf(kind).name === table.name ? ({ id, kind } as unknown as R) : undefined;
    },
    rights: (link: Link, left, visit) => {
      if (link === members) for (const [from, to] of pairs) if (from === left) visit(to, 0);
    },
    lefts: (link: Link, right, visit) => {
      if (link === members) for (const [from, to] of pairs) if (to === right) visit(from, 0);
    },
  };
  return reader as Reader;
}
