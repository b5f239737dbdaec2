import fc from 'fast-check';
import t from 'tap';
import { parseFilter } from '../src/odata/parser/index.js';
import type { Source } from '../src/odata/query/source.js';
import { isTrueOf } from './support/naive-filter.js';
import { ALL, BAD, found, guid, holding, insert, plan, RULES, refuses, shortened } from './support/query.js';
import { people, rooms, shelves, type Thing, teams, things, types, uses } from './support/query-model.js';

t.test('$filter: null', (t) => {
  const timeline = holding({ ok: true, size: 1, name: 'a' }, { ok: false, size: 0, name: '' }, { ok: null }, {});
  const table: Record<string, number[]> = {
    ok: [1],
    'not ok': [2],
    'ok eq true': [1],
    'ok ne true': [2, 3, 4],
    'ok eq null': [3, 4],
    'ok ne null': [1, 2],
    'not (ok eq null)': [1, 2],
    'null eq ok': [3, 4],
    'null eq null': [1, 2, 3, 4],
    'null ne null': [],
    'ok or not ok': [1, 2],
    'ok and null': [],
    'not (ok and null)': [2],
    'ok or null': [1],
    'not (ok or true)': [],
    'ok eq (size eq 1)': [1, 2],
    '(not ok) eq null': [3, 4],
    '(not ok or size eq 0) eq null': [3, 4],
    '(ok and size eq 1) eq false': [2, 3, 4],
    '(ok and null) eq null': [1, 3, 4],
    "(ok or contains(name,'')) eq true": [1, 2],
    "tags/any(x:x eq 'a') eq false": [1, 2, 3, 4],
    'tags/any() ne true': [1, 2, 3, 4],
    'size gt null': [],
    'not (size gt null)': [1, 2, 3, 4],
    'size ge 0': [1, 2],
    'not (size ge 0)': [3, 4],
    'size lt 1': [2],
    "name eq ''": [2],
    "contains(name,'')": [1, 2],
    "not contains(name,'x')": [1, 2],
    'contains(name,null)': [],
    'size add 1 eq null': [3, 4],
    'size in (0,null)': [2, 3, 4],
    "name in ('A',null)": [1, 3, 4],
    'origin eq null': [1, 2, 3, 4],
    'shelf eq null': [1, 2, 3, 4],
    'shelf/label eq null': [1, 2, 3, 4],
    visible: [1, 2, 3, 4],
    'visible eq null': [],
    true: [1, 2, 3, 4],
    false: [],
  };
  for (const [filter, expected] of Object.entries(table))
    t.same(found(timeline, `$filter=${filter}`), expected, filter);
  t.end();
});

t.test('$filter: each type compared', (t) => {
  const timeline = holding(
    {
      name: 'Straße',
      secret: 'Abc',
      status: 'published',
      state: 'published',
      access: 'read,write',
      size: 7,
      weight: 2.5,
      created: '2026-01-02T03:04:05.1234567Z',
      born: '2026-01-02',
      opens: '08:30:00',
      lasts: 'PT36H',
      expiry: 'P30D',
      key: '0F8FAD5B-D9CB-469F-A165-70867728950E',
    },
    { name: 'ÄRGER', secret: 'abc', status: 'draft', state: 'retired', created: '2025-12-31T23:30:00Z', lasts: 'P2D' },
  );
  const table: Record<string, number[]> = {
    "name eq 'STRAßE'": [1],
    "name eq 'ärger'": [2],
    "name ne 'ärger'": [1],
    "name gt 'b'": [1, 2],
    "name lt 'z'": [1],
    "'z' gt name": [1],
    "name in ('ärger','x')": [2],
    "secret eq 'abc'": [2],
    "secret in ('Abc','x')": [1],
    "contains(secret,'A')": [1],
    'secret eq tolower(secret)': [2],
    "status eq 'PUBLISHED'": [1],
    "status eq 'Draft'": [2],
    "status in ('Draft','Published')": [1, 2],
    "startswith(status,'pub')": [1],
    "state eq 'Published'": [1],
    "state eq microsoft.graph.state'published'": [1],
    "state ne 'draft'": [1, 2],
    "state gt 'published'": [2],
    "state in ('RETIRED','draft')": [2],
    "access has microsoft.graph.access'write'": [1],
    'size eq 7': [1],
    '8 gt size': [1],
    'weight le 2.5': [1],
    'weight eq size sub 4.5': [1, 2],
    'created eq 2026-01-02T04:04:05.12345670+01:00': [1],
    'created gt 2026-01-02T03:04:05.1234566Z': [1],
    'created gt 2026-01-02T03:04:05.1234567Z': [],
    'created lt 2026-01-01': [2],
    'created ge 2026-01-01T00:30:00+01:00': [1, 2],
    'born eq 2026-01-02': [1],
    'opens lt 08:30:00.5': [1],
    "lasts eq duration'P1DT12H'": [1],
    "lasts gt duration'PT40H'": [2],
    'lastsInDays eq 30': [1],
    'lastsInDays gt 29': [1],
    'key eq 0f8fad5b-d9cb-469f-a165-70867728950e': [1],
    'created eq born': [],
    "shout eq 'STRAße!'": [1],
    [`id eq '${guid(2)}'`]: [2],
    [`id in ('${guid(2)}','${guid(1)}','${guid(9)}')`]: [1, 2],
    [`$it/id ne '${guid(2)}'`]: [1],
    'NAME eq $it/Name': [1, 2],
  };
  for (const [filter, expected] of Object.entries(table)) {
    t.same(found(timeline, `$filter=${encodeURIComponent(filter)}`), expected, filter);
  }
  t.end();
});

t.test('$filter: functions and arithmetic', (t) => {
  const now = () => new Date('2026-01-03T00:00:00Z');
  const timeline = holding({
    name: ' Team One ',
    size: -7,
    weight: 2.5,
    created: '2026-01-02T03:04:05.25Z',
    opens: '08:30:00',
    lasts: 'PT90S',
  });
  const holds = [
    "startswith(name,' tEAM')",
    "endswith(name,'one ')",
    "contains(name,'M O')",
    "tolower(name) eq ' team one '",
    "toupper(name) eq ' TEAM ONE '",
    "trim(name) eq 'team one'",
    'length(name) eq 10',
    "indexof(name,'one') eq 6",
    "substring(name,6) eq 'one '",
    "substring(name,1,4) eq 'team'",
    "concat(trim(name),'!') eq 'Team One!'",
    "contains(tolower(name),'team')",
    'year(created) eq 2026 and month(created) eq 1 and day(created) eq 2',
    'hour(created) eq 3 and minute(created) eq 4 and second(created) eq 5',
    'fractionalseconds(created) eq 0.25',
    'date(created) eq 2026-01-02',
    'time(created) eq 03:04:05.250',
    'totalseconds(lasts) eq 90',
    'created lt now()',
    "created add duration'P1D' gt now()",
    "now() sub duration'P1D' lt created",
    "now() sub created lt duration'P1D'",
    'mindatetime() lt created and created lt maxdatetime()',
    'round(weight) eq 3',
    'floor(weight) eq 2',
    'ceiling(weight) eq 3',
    'size add 10 eq 3',
    'size sub 3 eq -10',
    'size mul 2 eq -14',
    'size div 2 eq -3',
    'size divby 2 eq -3.5',
    'size mod 4 eq -3',
    'weight div 2 eq 1.25',
    '-size eq 7',
    '7 eq -size',
  ];
  for (const filter of holds) {
    t.same(found(timeline, `$filter=${encodeURIComponent(filter)}`, ALL, { ...RULES, now }), [1], filter);
  }
  t.same(found(timeline, '$filter=size div 0 eq 1 or size mod 0 eq 1'), [], 'nothing comes of a division by zero');
  const refused = {
    "matchespattern(name,'a')": "graph-entitlement-emulator does not evaluate the function 'matchespattern'.",
    "isof(name,'Edm.String')": "graph-entitlement-emulator does not evaluate the function 'isof'.",
    'created lt now()': "graph-entitlement-emulator does not evaluate the function 'now'.",
    'contains(size,name)':
      "No function signature for the function with name 'contains' matches the specified arguments.",
  };
  for (const [filter, message] of Object.entries(refused)) {
    refuses(t, { code: BAD, message: `Invalid filter clause: ${message}` }, () => plan(`$filter=${filter}`));
  }
  t.end();
});

t.test('$filter: paths', (t) => {
  const timeline = holding(
    {
      shelfId: guid(11),
      tags: ['Red', 'blue'],
      numbers: [1, 2],
      origin: { place: 'Here', year: 1999 },
      origins: [{ place: 'a' }, { place: 'b', year: 2 }],
      makers: [{ kind: 'personMaker', name: 'Ann', age: 9 }],
    },
    { shelfId: guid(12), tags: [], makers: [{ kind: 'factoryMaker', city: 'Rome' }] },
    { kind: 'gadget', volts: 9, tags: null },
  );
  insert(timeline, rooms, { id: guid(21), label: 'Hall' });
  insert(
    timeline,
    shelves,
    { id: guid(11), label: 'Top', objectId: guid(31), roomId: guid(21) },
    { id: guid(12), label: 'Low', objectId: guid(32) },
  );
  insert(timeline, people, { id: guid(41), kind: 'person', displayName: 'Ann' });
  insert(timeline, teams, { id: guid(42), kind: 'team', displayName: 'Staff' });
  timeline.transact((tx) => {
    tx.link(uses, guid(1), guid(41));
    tx.link(uses, guid(1), guid(42));
  });
  const table: Record<string, number[]> = {
    "tags/any(x:x eq 'RED')": [1],
    "tags/any(x:startswith(x,'b'))": [1],
    'tags/any()': [1],
    'not tags/any()': [2, 3],
    "tags/all(x:x eq 'red')": [2, 3],
    "not tags/any(x:x eq 'red')": [2, 3],
    'tags/$count eq 2': [1],
    'tags/$count eq 0': [2, 3],
    'numbers/any(n:n gt 1)': [1],
    "origin/place eq 'here'": [1],
    'origin/year ne 1999': [2, 3],
    "origins/any(o:o/place eq 'B' and o/year eq 2)": [1],
    "origins/any(o:o/place eq 'a' and o/year eq 2)": [],
    'origins/any(o:o/year eq null)': [1],
    "makers/any(m:m/microsoft.graph.factoryMaker/city eq 'rome')": [2],
    'makers/any(m:m/microsoft.graph.personMaker/age gt 8)': [1],
    'microsoft.graph.gadget/volts eq 9': [3],
    "shelf/label eq 'TOP'": [1],
    [`shelf/id eq '${guid(12)}'`]: [2],
    [`shelf/Id in ('${guid(12)}','${guid(11)}')`]: [1, 2],
    [`shelf/objectId eq '${guid(32)}'`]: [2],
    "shelf/room/label eq 'hall'": [1],
    [`shelf/room/id eq '${guid(21)}'`]: [1],
    "shelf/label eq 'low' or tags/any(x:x eq 'blue')": [1, 2],
    "users/any(u:u/displayName eq 'ann')": [1],
    'users/$count eq 1': [1],
    "tags/any(x:origins/any(o:o/place eq 'a' and x eq 'red'))": [1],
  };
  for (const [filter, expected] of Object.entries(table))
    t.same(found(timeline, `$filter=${filter}`), expected, filter);
  t.same(
    plan('', types.gadget)
      .page(timeline, ALL)
      .rows.map(({ id }) => shortened(id)),
    [3],
    'a cast leaves the other types out',
  );
  t.equal(plan('', types.gadget).count(timeline, ALL), 1);
  t.end();
});

t.test('$filter: what does not bind or fit is refused in the words of the service', (t) => {
  const incompatible = (left: string, right: string, operator: string) =>
    `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${operator}'.`;
  const table: Record<string, string | RegExp> = {
    "nome eq 'x'": "Invalid filter clause: Could not find a property named 'nome' on type 'microsoft.graph.thing'.",
    'origin/x eq 1': "Invalid filter clause: Could not find a property named 'x' on type 'microsoft.graph.origin'.",
    'size/x eq 1': "Invalid filter clause: Could not find a property named 'x' on type 'Edm.Int32'.",
    'name eq 5': incompatible('Edm.String', 'Edm.Int32', 'Equal'),
    '5 ne name': incompatible('Edm.String', 'Edm.Int32', 'NotEqual'),
    "ok eq 'true'": incompatible('Edm.Boolean', 'Edm.String', 'Equal'),
    "created ge '2026-01-01'": incompatible('Edm.DateTimeOffset', 'Edm.String', 'GreaterThanOrEqual'),
    "key eq 'x'": incompatible('Edm.Guid', 'Edm.String', 'Equal'),
    'name in (1)': incompatible('Edm.String', 'Edm.Int32', 'Equal'),
    'size eq name': incompatible('Edm.Int32', 'Edm.String', 'Equal'),
    'name add 1 eq 2': incompatible('Edm.String', 'Edm.Int32', 'Add'),
    'size lt 2.5 add name': incompatible('Edm.Double', 'Edm.String', 'Add'),
    "state eq 'gone'": "Invalid filter clause: The string 'gone' is not a valid enumeration type constant.",
    name: 'Invalid filter clause: The $filter expression must evaluate to a single boolean value.',
    '-name eq 1': /operand type 'Edm.String' for operator kind 'Negate'/,
    "tags eq 'x'": /'tags' is not a single primitive value/,
    'tags eq null': incompatible('Collection(Edm.String)', 'null', 'Equal'),
    "name/any(x:x eq 'a')": 'Invalid filter clause: Any/All may only be used following a collection.',
    'users/id eq null':
      /^Invalid filter clause: The parent value for a property access of a property 'id' is not a single value/,
    'microsoft.graph.room/label eq null': /invalid type cast/,
    '$root/x eq 1': /graph-entitlement-emulator does not evaluate/,
  };
  for (const [filter, message] of Object.entries(table)) {
    refuses(t, { code: BAD, message }, () => plan(`$filter=${encodeURIComponent(filter)}`));
  }
  refuses(
    t,
    {
      code: 'InvalidFilter',
      message:
        'OData query is invalid: Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)..',
    },
    () => plan("$filter=shelf/id eq 'x'"),
  );
  refuses(t, { code: BAD, message: "Could not find a property named 'x' on type 'microsoft.graph.thing'." }, () =>
    plan('$orderby=x'),
  );
  const lenient = { ...RULES, lenient: true };
  const timeline = holding({ size: 5, ok: true, created: '2026-01-01T00:00:00Z', name: guid(1) });
  for (const filter of [
    "size eq '5'",
    "ok eq 'true'",
    "created ge '2025-01-01'",
    `name eq ${guid(1)}`,
    `id eq '${guid(1)}'`,
  ]) {
    t.same(found(timeline, `$filter=${filter}`, ALL, lenient), [1], `lenient: ${filter}`);
  }
  t.end();
});

const NAMES = ['', 'a', 'A', 'b', 'ab', 'Ab', 'aB ', 'ä', 'Ä', 'abc', 'q"uote', "it's"];
const TAGS = ['red', 'Red', 'blue'];
const INSTANTS = ['2025-12-31T23:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'];

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const anyThing = fc
  .record(
    {
      name: optional(fc.option(fc.constantFrom(...NAMES))),
      size: optional(fc.option(fc.integer({ min: -2, max: 2 }))),
      ok: optional(fc.option(fc.boolean())),
      visible: fc.option(fc.boolean(), { nil: undefined }),
      state: optional(fc.constantFrom('draft', 'published', 'retired')),
      status: optional(fc.constantFrom('draft', 'published')),
      created: optional(fc.constantFrom(...INSTANTS)),
      tags: optional(fc.array(fc.constantFrom(...TAGS), { maxLength: 2 })),
      origin: optional(fc.option(fc.record({ place: fc.option(fc.constantFrom('here', 'There')) }))),
      shelfId: optional(fc.constantFrom(guid(1_001), guid(1_002), guid(1_003))),
    },
    { requiredKeys: [] },
  )
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const comparison = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
const equality = fc.constantFrom('eq', 'ne');
const nameLiteral = fc.constantFrom(...NAMES, 'B', 'ABC').map(quoted);
const leaf = fc.oneof(
  fc.tuple(comparison, nameLiteral).map(([operator, value]) => `name ${operator} ${value}`),
  nameLiteral.map((value) => `${value} eq name`),
  fc.array(nameLiteral, { minLength: 1, maxLength: 3 }).map((values) => `name in (${values.join(',')})`),
  fc
    .tuple(fc.constantFrom('contains', 'startswith', 'endswith'), nameLiteral)
    .map(([name, value]) => `${name}(name,${value})`),
  fc.tuple(comparison, fc.integer({ min: -2, max: 3 })).map(([operator, value]) => `size ${operator} ${value}`),
  fc.constantFrom('ok', 'visible', 'ok eq null', 'ok eq false', 'name eq null', 'size ne null', 'size eq length(name)'),
  fc
    .tuple(equality, fc.constantFrom('Draft', 'published', 'RETIRED'))
    .map(([operator, value]) => `state ${operator} '${value}'`),
  fc
    .tuple(equality, fc.constantFrom('Draft', 'published', 'x'))
    .map(([operator, value]) => `status ${operator} '${value}'`),
  fc
    .tuple(comparison, fc.constantFrom(...INSTANTS, '2026-01-01T01:00:00+01:00'))
    .map(([operator, value]) => `created ${operator} ${value}`),
  fc
    .tuple(fc.constantFrom('any', 'all'), fc.constantFrom(...TAGS))
    .map(([operator, tag]) => `tags/${operator}(x:x eq '${tag}')`),
  fc.tuple(comparison, fc.integer({ min: 0, max: 2 })).map(([operator, count]) => `tags/$count ${operator} ${count}`),
  fc
    .tuple(equality, fc.constantFrom('HERE', 'nowhere'))
    .map(([operator, place]) => `origin/place ${operator} '${place}'`),
  fc
    .tuple(equality, fc.constantFrom('top', 'LOW', 'x'))
    .map(([operator, label]) => `shelf/label ${operator} '${label}'`),
  fc.constantFrom(guid(1_001), guid(1_003)).map((id) => `shelf/id eq '${id}'`),
  fc.integer({ min: 1, max: 12 }).map((number) => `id eq '${guid(number)}'`),
);
const { filter: anyFilter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
      .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    tie('filter').map((inner) => `not (${inner})`),
    fc
      .tuple(tie('filter'), fc.constantFrom('eq', 'ne'), fc.constantFrom('true', 'false', 'null', 'ok'))
      .map(([inner, operator, value]) => `(${inner}) ${operator} ${value}`),
  ),
}));

t.test('$filter: whatever the filter and the path to the rows, the rows are those of which it is true', (t) => {
  const shelf = new Map<string, Thing>([
    [guid(1_001), { id: guid(1_001), label: 'Top', objectId: guid(1_101) }],
    [guid(1_002), { id: guid(1_002), label: 'low', objectId: guid(1_102) }],
  ]);
  fc.assert(
    fc.property(fc.array(anyThing, { maxLength: 12 }), anyFilter, (fields, filter) => {
      const timeline = holding(...fields);
      insert(timeline, shelves, ...shelf.values());
      const rows: Thing[] = [];
      timeline.scan(things, (row) => {
        rows.push(row);
      });
      const tree = parseFilter(filter);
      const expected = rows.filter((row) => isTrueOf(tree, row, shelf)).map(({ id }) => shortened(id));
      const query = `$filter=${encodeURIComponent(filter)}`;
      t.same(found(timeline, query), expected, filter);
      const scanned = rows.filter((row) => plan(query).matches(timeline, row)).map(({ id }) => shortened(id));
      t.same(scanned, expected, filter);
      t.equal(plan(query).count(timeline, ALL), expected.length);
      const bucket: Source = { kind: 'bucket', table: things, index: 'shelfId', key: guid(1_001) };
      const there = expected.filter((number) => rows[number - 1]?.shelfId === guid(1_001));
      t.same(found(timeline, query, bucket), there, `${filter} in a bucket`);
    }),
    { numRuns: 400 },
  );
  t.end();
});
