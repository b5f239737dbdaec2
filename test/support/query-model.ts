/** A small model of both workloads, with something of everything that queries can meet. */
import { Dialect } from '../../model/dialect.js';
import {
  complex,
  complexType,
  date,
  dateTime,
  double,
  duration,
  entityType,
  enumeration,
  type FilterRule,
  flag,
  guid,
  int32,
  list,
  many,
  member,
  one,
  stream,
  text,
  timeOfDay,
} from '../../model/edm.js';
import { link, type Row, table } from '../../model/reader.js';
import { Schema, Timeline } from '../../src/store/index.js';

export interface Thing extends Row {
  readonly [field: string]: unknown;
}

const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : undefined);
const plain = (value: unknown) => (typeof value === 'string' ? value : undefined);

export const things = table<Thing>('things', {
  unique: { code: (thing) => folded(thing.code) },
  equality: {
    name: (thing) => folded(thing.name),
    state: (thing) => plain(thing.state),
    status: (thing) => plain(thing.status),
    shelfId: (thing) => plain(thing.shelfId),
    tags: (thing) => (thing.tags as string[] | undefined)?.map((tag) => tag.toLowerCase()),
  },
  ordered: {
    name: (thing) => folded(thing.name),
    size: (thing) => (typeof thing.size === 'number' ? thing.size : undefined),
  },
});
export const shelves = table<Thing>('shelves', {
  unique: { objectId: (shelf) => plain(shelf.objectId) },
  equality: { roomId: (shelf) => plain(shelf.roomId), label: (shelf) => folded(shelf.label) },
});
export const rooms = table<Thing>('rooms');
export const people = table<Thing>('people', {
  unique: { mail: (person) => folded(person.mail) },
  equality: { displayName: (person) => folded(person.displayName), managerId: (person) => plain(person.managerId) },
  ordered: { displayName: (person) => folded(person.displayName) },
});
export const teams = table<Thing>('teams');
export const members = link('members');
export const uses = link('uses');

export const state = enumeration('state', { draft: 0, published: 1, unknownFutureValue: 2, retired: 3 });
export const access = enumeration('access', { none: 0, read: 1, write: 2 }, { flags: true });
const capitalized = {
  toWire: (value: string | null) => value && value[0]?.toUpperCase() + value.slice(1),
  fromWire: (value: string | null) => value && value[0]?.toLowerCase() + value.slice(1),
};
const days = {
  toWire: (value: string) => Number(value.slice(1, -1)),
  fromWire: (value: number) => `P${value}D`,
};

const origin = complexType('origin', { place: text(), year: int32(), state: member(state) }, { open: false });
const maker = complexType('maker', { name: text() }, { abstract: true, polymorphic: true });
export const person$ = complexType('personMaker', { age: int32() }, { base: maker });
export const factory = complexType('factoryMaker', { city: text() }, { base: maker });

const entity = entityType(
  'entity',
  { abstract: true },
  { id: text({ nullable: false, byDefault: true, inCreated: true, filter: rule('eq', 'in') }) },
);

function rule(...basic: FilterRule['basic']): FilterRule {
  return { basic, advanced: ['ne', 'not'] };
}

const thing = entityType(
  'thing',
  { base: 'entity', table: things },
  {
    code: text(),
    name: text(),
    secret: text({ caseSensitive: true }),
    status: text({ of: 'status', codec: capitalized }),
    state: member(state),
    access: member(access),
    size: int32(),
    weight: double(),
    ok: flag(),
    visible: flag({ initial: true }),
    created: dateTime(),
    born: date(),
    opens: timeOfDay(),
    lasts: duration(),
    lastsInDays: int32({ of: 'expiry', codec: days }),
    key: guid(),
    tags: list(text()),
    numbers: list(int32()),
    origin: complex(origin),
    origins: list(complex(origin)),
    makers: list(complex(maker)),
    shout: text({ of: (record: Thing) => (typeof record.name === 'string' ? `${record.name}!` : undefined) }),
    picture: stream(),
  },
  {
    shelf: one('shelf', { key: 'shelfId' }),
    users: many('person', { link: uses, end: 'left' }),
    notes: many('note', { embedded: 'notes' }, { contained: true, inline: true }),
    hidden: many('note', { embedded: 'notes' }, { notExpandable: true }),
  },
);
const gadget = entityType('gadget', { base: 'thing', discriminator: 'gadget' }, { volts: int32() });
const note = entityType('note', { base: 'entity' }, { line: text() });
const shelf = entityType(
  'shelf',
  { base: 'entity', table: shelves },
  { label: text(), objectId: text() },
  {
    room: one('room', { key: 'roomId' }),
    things: many('thing', { inverse: 'shelfId' }, { contained: true }),
  },
);
const room = entityType(
  'room',
  { base: 'entity', table: rooms },
  { label: text() },
  {
    shelves: many('shelf', { inverse: 'roomId' }, { contained: true }),
  },
);

const directoryObject = entityType(
  'directoryObject',
  { base: 'entity', workload: 'directory', lookup: (reader, id) => reader.get(people, id) ?? reader.get(teams, id) },
  {},
);
const person = entityType(
  'person',
  { base: 'directoryObject', table: people, discriminator: 'person', workload: 'directory', defaultSet: true },
  {
    displayName: text({
      filter: { basic: ['eq', 'in', 'startsWith'], advanced: ['ne', 'not', 'null', 'ge', 'le'] },
      sort: 'basic',
      tokenized: true,
      byDefault: true,
    }),
    mail: text({ filter: { basic: ['eq'], advanced: ['ne', 'not', 'endsWith', 'startsWith'] }, byDefault: true }),
    company: text({ filter: { basic: [], advanced: ['eq', 'startsWith'] }, inCreated: true }),
    created: dateTime({ filter: { basic: ['eq', 'ge', 'le'], advanced: ['ne'] }, sort: 'advanced' }),
    phones: list(text(), { filter: { basic: ['any', 'eq'], advanced: ['not', 'count'] }, byDefault: true }),
    diary: text({ readable: 'entity' }),
    flagged: flag({ filter: rule('eq'), readable: 'filter' }),
    plain: text(),
  },
  {
    manager: one('directoryObject', { key: 'managerId' }, { limits: { options: ['$select', '$levels'] } }),
    reports: many('directoryObject', { inverse: 'managerId' }, { limits: { items: 20, options: ['$select'] } }),
    teams: many('directoryObject', { link: members, end: 'right' }, { limits: { items: 20, options: [] } }),
  },
);
const team = entityType(
  'team',
  { base: 'directoryObject', table: teams, discriminator: 'team', workload: 'directory' },
  { displayName: text({ filter: rule('eq', 'startsWith'), sort: 'basic' }), motto: text() },
  {
    members: many('directoryObject', { link: members, end: 'left' }, { limits: { items: 20, options: ['$select'] } }),
    boss: one('person', {
      computed: (_team: Thing, reader, caller) => (caller ? reader.get(people, caller) : undefined),
    }),
  },
);

export const dialect = new Dialect('v1.0', [
  { types: [entity, thing, gadget, note, shelf, room, directoryObject, person, team] },
]);
export const types = { thing, gadget, note, shelf, room, directoryObject, person, team };

/** A store of the model that holds nothing. */
export function store(): Timeline {
  return Timeline.empty(new Schema([things, shelves, rooms, people, teams], [members, uses]));
}
