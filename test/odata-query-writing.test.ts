import fc from 'fast-check';
import t from 'tap';
import type { EntityType, Navigation } from '../model/edm.js';
import { compile } from '../src/odata/query/index.js';
import { follow, sourceOf, visitSource } from '../src/odata/query/source.js';
import type { Timeline } from '../src/store/index.js';
import { ADVANCED, BAD, guid, holding, insert, plan, refuses, SINGLE, written } from './support/query.js';
import {
  dialect,
  members,
  people,
  rooms,
  shelves,
  store,
  type Thing,
  teams,
  things,
  types,
  uses,
} from './support/query-model.js';

const FULL = {
  code: 'C',
  name: 'He said "no"\n',
  status: 'published',
  state: 'retired',
  access: 'read,write',
  size: 1,
  weight: 2.5,
  ok: false,
  created: '2026-01-02T03:04:05.1234567Z',
  expiry: 'P30D',
  tags: ['a', '\u2028'],
  numbers: [1, 2],
  origin: { place: 'here', state: 'retired' },
  origins: [{ year: 1 }],
  makers: [{ kind: 'factoryMaker', name: 'F', city: 'Rome' }],
  notes: [{ id: 'n1', line: 'first' }],
};

const row = (timeline: Timeline, number = 1) => timeline.get(things, guid(number)) as Thing;

t.test('an entity is printed in the order of its declaration', (t) => {
  const timeline = holding(FULL, {});
  t.equal(
    plan('', types.thing, SINGLE).write(timeline, row(timeline)),
    `{"id":"${guid(1)}","code":"C","name":"He said \\"no\\"\\n","secret":null,"status":"Published","state":"unknownFutureValue",` +
      '"access":"read,write","size":1,"weight":2.5,"ok":false,"visible":true,"created":"2026-01-02T03:04:05.1234567Z","born":null,' +
      '"opens":null,"lasts":null,"lastsInDays":30,"key":null,"tags":["a","\u2028"],"numbers":[1,2],' +
      '"origin":{"place":"here","year":null,"state":"unknownFutureValue"},"origins":[{"place":null,"year":1,"state":null}],' +
      '"makers":[{"@odata.type":"#microsoft.graph.factoryMaker","name":"F","city":"Rome"}],"shout":"He said \\"no\\"\\n!",' +
      '"notes":[{"id":"n1","line":"first"}]}',
  );
  t.match(written(timeline, '', row(timeline, 2)), {
    name: null,
    tags: [],
    origin: null,
    visible: true,
    shout: null,
    notes: [],
  });
  const all = JSON.parse(plan('', types.thing, SINGLE).write(timeline, row(timeline), { unknownMembers: true }));
  t.match(all, { state: 'retired', origin: { state: 'retired' } }, 'Prefer: include-unknown-enum-members');
  t.end();
});

t.test('any text is printed as JSON', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 80 })), (name) => {
      const timeline = holding({ name, tags: [name] });
      t.same(written(timeline, '$select=name,tags', row(timeline)), { name, tags: [name] });
    }),
  );
  t.end();
});

t.test('$select', (t) => {
  const timeline = holding({ ...FULL, shelfId: guid(2) });
  const table: Record<string, readonly [keys: readonly string[], fragment: string]> = {
    name: [['name'], '(name)'],
    'SIZE,id': [['id', 'size'], '(size,id)'],
    'name,name': [['name'], '(name)'],
    'origin/place,ok': [['ok', 'origin'], '(origin/place,ok)'],
    shelf: [[], '(shelf)'],
    'notes,code': [['code', 'notes'], '(notes,code)'],
    'microsoft.graph.gadget/volts,name': [['name'], '(volts,name)'],
  };
  for (const [select, [keys, fragment]] of Object.entries(table)) {
    t.same(Object.keys(written(timeline, `$select=${select}`, row(timeline)) as object), keys, select);
    t.equal(plan(`$select=${select}`).fragment, fragment);
  }
  t.same(written(timeline, '$select=*', row(timeline)), written(timeline, '', row(timeline)));
  t.equal(plan('$select=*').fragment, '(*)');
  t.equal(plan('').fragment, '');
  refuses(
    t,
    {
      code: BAD,
      message:
        "Parsing OData Select and Expand failed: Could not find a property named 'nome' on type 'microsoft.graph.thing'.",
    },
    () => plan('$select=nome'),
  );
  for (const select of ['microsoft.graph.room/label', 'microsoft.graph.gadget', 'other.gadget/volts']) {
    refuses(t, { code: BAD, message: /^Parsing OData Select and Expand failed: Term / }, () =>
      plan(`$select=${select}`),
    );
  }
  t.end();
});

t.test('sets of properties: the default one, the wider one, and what only a single entity has', (t) => {
  const timeline = store();
  insert(timeline, people, {
    id: guid(1),
    kind: 'person',
    displayName: 'Ann',
    company: 'Co',
    diary: 'Dear',
    flagged: true,
    plain: 'p',
  } as Thing);
  const ann = timeline.get(people, guid(1)) as Thing;
  const write = (query: string, type: EntityType = types.person, rules = SINGLE) =>
    written(timeline, query, ann, type, rules);
  t.same(write(''), { id: guid(1), displayName: 'Ann', mail: null, phones: [] });
  t.same(write('', types.person, { ...SINGLE, created: true }), {
    id: guid(1),
    displayName: 'Ann',
    mail: null,
    company: 'Co',
    phones: [],
  });
  t.same(write('', types.directoryObject), {
    '@odata.type': '#microsoft.graph.person',
    id: guid(1),
    displayName: 'Ann',
    mail: null,
    company: 'Co',
    phones: [],
  });
  t.same(write('$select=id,displayName,plain', types.directoryObject), {
    '@odata.type': '#microsoft.graph.person',
    id: guid(1),
    displayName: 'Ann',
    plain: 'p',
  });
  t.same(
    write('$select=motto', types.directoryObject),
    { '@odata.type': '#microsoft.graph.person' },
    'of another type',
  );
  t.same(write('$select=diary,flagged'), { diary: 'Dear' });
  refuses(t, { status: 501, code: 'NotImplemented', message: 'This operation target is not yet supported.' }, () =>
    plan('$select=diary', types.person),
  );
  t.same(JSON.parse(plan('$select=mail', types.person, SINGLE).write(timeline, ann, { typed: true })), {
    '@odata.type': '#microsoft.graph.person',
    mail: null,
  });
  t.end();
});

/** Two rooms, shelves 11 and 12 in room 21, things 1 to 5 on shelf 11. */
function furnished(): Timeline {
  const timeline = holding(...[5, 3, 4, 1, 2].map((size) => ({ size, name: `n${size}`, shelfId: guid(11) })), {});
  insert(timeline, rooms, { id: guid(21), label: 'Hall' } as Thing);
  insert(
    timeline,
    shelves,
    ...[11, 12].map((number): Thing => ({ id: guid(number), label: `s${number}`, roomId: guid(21) })),
  );
  return timeline;
}

t.test('$expand of entitlement management: many, nested, with options', (t) => {
  const timeline = furnished();
  const shelf = timeline.get(shelves, guid(11)) as Thing;
  const write = (query: string, of: Thing = shelf, type: EntityType = types.shelf) =>
    written(timeline, query, of, type);
  t.same(write('$select=id&$expand=room'), { id: guid(11), room: { id: guid(21), label: 'Hall' } });
  t.same(write('$select=id,room&$expand=room($select=label)'), { id: guid(11), room: { label: 'Hall' } });
  t.equal(
    plan('$select=id,room&$expand=room($select=label),things', types.shelf).fragment,
    '(id,room(label),things())',
  );
  t.equal(plan('$expand=room($expand=shelves($select=id))', types.shelf).fragment, '(room(shelves(id)))');
  t.same(
    write('$select=id&$expand=things($select=size;$filter=size gt 1;$orderby=size desc;$skip=1;$top=2;$count=true)'),
    {
      id: guid(11),
      'things@odata.count': 4,
      things: [{ size: 4 }, { size: 3 }],
    },
  );
  t.same(write('$select=id&$expand=things/$count'), { id: guid(11), 'things@odata.count': 5 });
  t.same(write('$select=id&$expand=room/shelves($select=label)'), {
    id: guid(11),
    room: { id: guid(21), label: 'Hall', shelves: [{ label: 's11' }, { label: 's12' }] },
  });
  t.same(Object.keys(write('$select=id&$expand=*') as object), ['id', 'room', 'things']);
  t.same(write('$select=id&$expand=shelf', row(timeline, 6), types.thing), { id: guid(6), shelf: null });
  t.notOk('shelf' in (write('', row(timeline), types.thing) as object), 'absent unless expanded');
  t.end();
});

t.test('what is contained and expanded has a context of its own', (t) => {
  const timeline = furnished();
  const room = timeline.get(rooms, guid(21)) as Thing;
  const options = { root: 'https://host/v1.0', place: 'rooms' };
  const contextRoot = `${options.root}/$metadata#${options.place}`;
  const text = plan(
    "$expand=shelves($select=id;$filter=label eq 's12';$expand=things,room($select=id))",
    types.room,
    SINGLE,
  ).write(timeline, room, options);
  t.same(JSON.parse(text), {
    id: guid(21),
    label: 'Hall',
    'shelves@odata.context': `${contextRoot}('${guid(21)}')/shelves`,
    shelves: [
      {
        id: guid(12),
        'things@odata.context': `${contextRoot}('${guid(21)}')/shelves('${guid(12)}')/things`,
        things: [],
        room: { id: guid(21) },
      },
    ],
  });
  t.end();
});

t.test('$expand of directory objects', (t) => {
  const timeline = store();
  const boss = { id: guid(1), kind: 'person', displayName: 'Boss' } as Thing;
  const head = { id: guid(2), kind: 'person', displayName: 'Head', managerId: guid(1) } as Thing;
  const clerk = { id: guid(3), kind: 'person', displayName: 'Clerk', managerId: guid(2) } as Thing;
  const team = { id: guid(9), kind: 'team', displayName: 'Team' } as Thing;
  insert(timeline, people, boss, head, clerk);
  insert(timeline, people, ...Array.from({ length: 30 }, (_, at) => ({ id: guid(100 + at), kind: 'person' }) as Thing));
  insert(timeline, teams, team);
  timeline.transact((tx) => {
    for (let at = 0; at < 30; at++) tx.link(members, guid(9), guid(100 + at));
    tx.link(members, guid(9), guid(3));
  });
  const expanded = JSON.parse(
    plan('$expand=members($select=id)', types.team, SINGLE).write(timeline, team, { root: 'https://host/v1.0' }),
  );
  t.equal(expanded.members.length, 20);
  t.same(expanded.members[0], {
    '@odata.type': '#microsoft.graph.person',
    '@odata.id': `https://host/v1.0/directoryObjects/${guid(100)}`,
    id: guid(100),
  });
  t.notOk('@odata.id' in expanded);
  const name = (object: unknown): unknown => {
    const { displayName, manager } = object as { displayName: string; manager?: unknown };
    return manager ? [displayName, name(manager)] : displayName;
  };
  const managers = (query: string) =>
    name(written(timeline, `$select=displayName&$expand=${query}`, clerk, types.person, { ...ADVANCED, single: true }));
  t.same(managers('manager($select=displayName)'), ['Clerk', 'Head']);
  t.same(managers('manager($levels=2;$select=displayName)'), ['Clerk', ['Head', 'Boss']]);
  t.same(managers('manager($levels=max;$select=displayName)'), ['Clerk', ['Head', 'Boss']]);
  t.same(written(timeline, '$select=id&$expand=manager', boss, types.person), { id: guid(1), manager: null });
  timeline.transact((tx) => tx.replace(people, { ...boss, managerId: guid(3) } as Thing));
  t.ok(managers('manager($levels=max;$select=displayName)'), 'a circle of managers has an end');
  const cast = compile(
    dialect,
    types.team,
    { expand: [{ path: ['members', 'microsoft.graph.team'], options: {} }] },
    SINGLE,
  );
  t.same(JSON.parse(cast.write(timeline, team)).members, [], 'only those of the type');
  const led = compile(
    dialect,
    types.team,
    { expand: [{ path: ['boss'], options: { select: [['id']] } }] },
    { ...SINGLE, caller: guid(2) },
  );
  t.same(JSON.parse(led.write(timeline, team)).boss, { id: guid(2) }, 'computed for whoever asks');
  t.end();
});

t.test('$expand: what is refused', (t) => {
  const failed = 'Parsing OData Select and Expand failed: ';
  refuses(
    t,
    { code: BAD, message: `${failed}Could not find a property named 'x' on type 'microsoft.graph.thing'.` },
    () => plan('$expand=x'),
  );
  refuses(
    t,
    {
      code: BAD,
      message: `${failed}Property 'name' on type 'microsoft.graph.thing' is not a navigation property or complex property. Only navigation properties can be expanded.`,
    },
    () => plan('$expand=name'),
  );
  refuses(
    t,
    {
      code: 'ExpandNotSupported',
      message: "Expand is not allowed for property 'hidden' according to the entity schema.",
    },
    () => plan('$expand=hidden'),
  );
  for (const expand of ['users/$ref', 'users($levels=2)', 'shelf/microsoft.graph.shelf/room']) {
    refuses(t, { code: BAD, message: /graph-entitlement-emulator does not evaluate/ }, () => plan(`$expand=${expand}`));
  }
  refuses(t, { code: BAD, message: /invalid type cast/ }, () => plan('$expand=shelf/microsoft.graph.room'));
  refuses(
    t,
    {
      code: BAD,
      message: `${failed}The request includes a $expand path which is too deep. The maximum depth allowed is 4.`,
    },
    () => plan('$expand=shelf/room/shelves/room/shelves'),
  );
  t.end();
});

t.test('where navigations lead', (t) => {
  const timeline = furnished();
  insert(timeline, people, { id: guid(41), kind: 'person' } as Thing);
  timeline.transact((tx) => tx.link(uses, guid(1), guid(41)));
  const navigation = (type: EntityType, name: string) => type.navigations[name] as Navigation;
  const ids = (type: EntityType, name: string, of: Thing) => {
    const found: string[] = [];
    visitSource(timeline, sourceOf(dialect, navigation(type, name), of, timeline), ({ id }) => {
      found.push(id);
    });
    return found;
  };
  const shelf = timeline.get(shelves, guid(11)) as Thing;
  t.same(ids(types.shelf, 'things', shelf), [1, 2, 3, 4, 5].map(guid));
  t.same(ids(types.shelf, 'room', shelf), [guid(21)], 'to one, as a source');
  t.same(ids(types.thing, 'users', row(timeline)), [guid(41)]);
  t.same(ids(types.thing, 'notes', { ...row(timeline), notes: [{ id: 'n' }] }), ['n']);
  t.same(ids(types.thing, 'shelf', row(timeline, 6)), []);
  t.equal(
    follow(dialect, navigation(types.thing, 'users'), row(timeline), timeline)?.id,
    guid(41),
    'the first of many',
  );
  t.end();
});
