import t, { type Test } from 'tap';
import type { EntityType } from '../model/edm.js';
import type { Rules } from '../src/odata/query/index.js';
import { ADVANCED, BAD, EVERYBODY, guid, insert, plan, RULES, refuses, SINGLE, UNSUPPORTED } from './support/query.js';
import { people, store, type Thing, teams, types } from './support/query-model.js';

const EVENTUAL: Rules = { ...RULES, eventual: true };
const LENIENT: Rules = { ...RULES, lenient: true };

function staff() {
  const timeline = store();
  const rows = [
    { displayName: 'Ann Lee', mail: 'ann@x.org', company: 'Contoso', phones: ['1'] },
    { displayName: 'BobStone', mail: 'bob@y.org', phones: ['2', '3'] },
    { displayName: 'anna-2nd', mail: null, managerId: guid(1) },
    { displayName: 'Öl AG 42x', mail: 'a', company: 'contoso Ltd' },
  ];
  insert(timeline, people, ...rows.map((row, at) => ({ id: guid(at + 1), kind: 'person', ...row }) as Thing));
  insert(timeline, teams, { id: guid(9), kind: 'team', displayName: 'Team' } as Thing);
  return timeline;
}

function among(query: string, rules = RULES, type: EntityType = types.person): number[] {
  const { rows } = plan(query, type, rules).page(staff(), EVERYBODY);
  return rows.map(({ id }) => Number(id.slice(-2)));
}

/** What is refused without the header is done with it, and by a lenient emulator. */
function needsHeader(t: Test, query: string, message: string, expected: number[]): void {
  refuses(t, { code: UNSUPPORTED, message }, () => plan(query, types.person));
  t.same(among(query, ADVANCED), expected, query);
  t.same(among(query, LENIENT), expected, query);
}

const clause = (name: string) =>
  `Unsupported or invalid query filter clause specified for property '${name}' of resource 'Person'.`;

t.test('filters that need no header', (t) => {
  const table: Record<string, number[]> = {
    "displayName eq 'ann lee'": [1],
    "startswith(displayName,'ann')": [1, 3],
    "displayName in ('ann lee','BOBSTONE') and mail eq 'ann@x.org'": [1],
    [`id eq '${guid(2)}' or id eq '${guid(3)}'`]: [2, 3],
    "phones/any(p:p eq '3')": [2],
    [`manager/id eq '${guid(1)}'`]: [3],
    'created ge 2026-01-01T00:00:00Z': [],
    'flagged eq true': [],
  };
  for (const [filter, expected] of Object.entries(table)) t.same(among(`$filter=${filter}`), expected, filter);
  t.same(among("$filter=id eq 'no guid'"), [], 'ids are text');
  t.end();
});

t.test('filters that need an advanced query', (t) => {
  const notEquals = "Filter operator 'NotEqualsMatch' is not supported.";
  const header =
    "Operator 'endsWith' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information";
  needsHeader(t, "$filter=displayName ne 'Ann Lee'", notEquals, [2, 3, 4]);
  needsHeader(t, "$filter=not (displayName eq 'Ann Lee')", notEquals, [2, 3, 4]);
  needsHeader(t, "$filter=not startswith(displayName,'ann')", notEquals, [2, 4]);
  needsHeader(t, "$filter=not phones/any(p:p eq '1')", notEquals, [2, 3, 4]);
  needsHeader(t, "$filter=endswith(mail,'ORG')", header, [1, 2]);
  needsHeader(t, "$filter=company eq 'contoso'", clause('company'), [1]);
  needsHeader(t, "$filter=startswith(company,'contoso')", clause('company'), [1, 4]);
  needsHeader(t, '$filter=displayName eq null', clause('displayName'), []);
  needsHeader(t, '$filter=displayName ne null', notEquals, [1, 2, 3, 4]);
  needsHeader(t, "$filter=displayName in ('ann lee',null)", clause('displayName'), [1]);
  needsHeader(t, "$filter=displayName ge 'b'", clause('displayName'), [2, 4]);
  needsHeader(t, '$filter=phones/$count eq 0', clause('phones'), [3, 4]);
  needsHeader(
    t,
    '$filter=teams/$count eq 0',
    'The specified filter to the reference property query is currently not supported.',
    [1, 2, 3, 4],
  );
  t.end();
});

t.test('filters that no header helps', (t) => {
  const table: Record<string, string> = {
    "contains(displayName,'a')": "Unsupported property filter clause operator 'Contains'.",
    "tolower(displayName) eq 'a'": 'Unsupported Query.',
    'length(displayName) gt 1': 'Unsupported Query.',
    "plain eq 'x'": 'The request uses a filter property that is not indexed',
    "phones/all(p:p eq '1')": "Unsupported property filter clause operator 'All'.",
    "startswith(displayName,'a') and displayName gt 'a'": clause('displayName'),
    'mail eq null': clause('mail'),
    "manager/displayName eq 'x'": 'The specified filter to the reference property query is currently not supported.',
  };
  for (const [filter, message] of Object.entries(table)) {
    refuses(t, { code: UNSUPPORTED, message }, () => plan(`$filter=${filter}`, types.directoryObject, ADVANCED));
    t.ok(plan(`$filter=${filter}`, types.directoryObject, LENIENT), 'lenient');
  }
  refuses(
    t,
    {
      code: BAD,
      message: "Invalid filter clause: Could not find a property named 'nome' on type 'microsoft.graph.person'.",
    },
    () => plan("$filter=nome eq 'x'", types.person),
  );
  t.end();
});

t.test('page sizes', (t) => {
  for (const top of [0, 1_000]) {
    const message = `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`;
    refuses(t, { code: UNSUPPORTED, message }, () => plan(`$top=${top}`, types.person));
  }
  t.equal(plan('$top=999', types.person).pageSize, 999);
  t.equal(plan('', types.person).pageSize, 100);
  refuses(t, { code: UNSUPPORTED, message: "'$skip' is not supported by the service." }, () =>
    plan('$skip=1', types.person),
  );
  for (const option of ['$top=1', '$skip=1', "$filter=plain eq '1'", '$orderby=plain']) {
    const message = /can be applied only on collections/;
    t.throws(() => plan(option, types.person, SINGLE), { message }, `of one entity: ${option}`);
  }
  t.end();
});

t.test('$count is given in advanced queries, on the first page', (t) => {
  const timeline = staff();
  t.equal(plan('$count=true', types.person).page(timeline, EVERYBODY).count, undefined);
  const counted = plan('$count=true&$top=1', types.person, ADVANCED);
  const page = counted.page(timeline, EVERYBODY);
  t.equal(page.count, 4);
  t.notOk('count' in counted.page(timeline, EVERYBODY, page.skiptoken));
  t.end();
});

t.test('$orderby', (t) => {
  t.same(among('$orderby=displayName desc'), [4, 2, 3, 1]);
  const sorting = 'Sorting not supported for current query.';
  needsHeader(t, "$orderby=displayName&$filter=startswith(displayName,'a')", sorting, [1, 3]);
  needsHeader(t, '$orderby=created', "Unsupported sort property 'created' for 'Person'.", [1, 2, 3, 4]);
  refuses(t, { code: UNSUPPORTED, message: "Unsupported sort property 'mail' for 'Person'." }, () =>
    plan('$orderby=mail', types.person, ADVANCED),
  );
  for (const orderby of ['displayName,created', 'length(displayName)']) {
    refuses(t, { code: UNSUPPORTED, message: sorting }, () => plan(`$orderby=${orderby}`, types.person, ADVANCED));
  }
  refuses(t, { code: UNSUPPORTED, message: 'An unsupported property was specified.' }, () =>
    plan('$search="displayName:a"&$orderby=mail', types.person, ADVANCED),
  );
  refuses(t, { code: BAD, message: "Could not find a property named 'x' on type 'microsoft.graph.person'." }, () =>
    plan('$orderby=x', types.person),
  );
  t.end();
});

t.test('$search', (t) => {
  const table: Record<string, number[]> = {
    '"displayName:ann"': [1, 3],
    '"displayName:lee ANN"': [1],
    '"displayName:stone"': [2],
    '"displayName:bobst"': [],
    '"displayName:BobSt"': [2],
    '"displayName:ag 4"': [4],
    '"displayName:öl"': [4],
    '"displayName:2"': [3],
    '"mail:ann@"': [1],
    '"mail:x.org"': [],
    '"company:contoso"': [1, 4],
    '"displayName:ann" AND "mail:ann"': [1],
    '"displayName:lee" OR "displayName:stone"': [1, 2],
    'NOT "displayName:ann"': [2, 4],
    '"displayName:-"': [],
  };
  for (const [search, expected] of Object.entries(table)) {
    t.same(among(`$search=${encodeURIComponent(search)}`, EVENTUAL), expected, search);
  }
  t.same(among('$search="displayName:ann"&$filter=mail eq null or mail eq \'a\'', LENIENT), [3]);
  const header =
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
  refuses(t, { code: UNSUPPORTED, message: header }, () => plan('$search="displayName:a"', types.person));
  refuses(t, { code: UNSUPPORTED, message: header }, () =>
    plan('$search="displayName:a"&$expand=manager', types.person, ADVANCED),
  );
  refuses(t, { code: UNSUPPORTED, message: 'An unsupported property was specified.' }, () =>
    plan('$search="plain:a"', types.person, EVENTUAL),
  );
  refuses(t, { code: BAD, message: "Could not find a property named 'x' on type 'microsoft.graph.person'." }, () =>
    plan('$search="x:a"', types.person, EVENTUAL),
  );
  refuses(t, { code: BAD, message: /names no property/ }, () => plan('$search="a"', types.person, EVENTUAL));
  t.end();
});

t.test('$expand: one navigation, and inside it what the navigation allows', (t) => {
  refuses(
    t,
    { code: BAD, message: 'The result of parsing $expand contained at least 2 items, but the maximum allowed is 1.' },
    () => plan('$expand=manager,reports', types.person),
  );
  const inside = (option: string, name: string) => ({
    code: BAD,
    message: `The query option '$${option}' is not supported inside $expand of '${name}'.`,
  });
  refuses(t, inside('select', 'teams'), () => plan('$expand=teams($select=id)', types.person));
  refuses(t, inside('top', 'reports'), () => plan('$expand=reports($top=2)', types.person));
  refuses(t, inside('expand', 'manager'), () => plan('$expand=manager($expand=manager)', types.person));
  t.ok(plan('$expand=manager($levels=max;$select=id)', types.person, ADVANCED));
  const chain = { code: UNSUPPORTED, message: /^\$levels in \$expand is only supported with the header/ };
  refuses(t, chain, () => plan('$expand=manager($levels=max)', types.person));
  refuses(t, { code: BAD, message: /between 1 and 1000/ }, () =>
    plan('$expand=manager($levels=1001)', types.person, ADVANCED),
  );
  t.ok(plan('$expand=manager($expand=manager),reports($top=2)', types.person, LENIENT));
  t.end();
});

t.test('what a navigation leads to is filtered and sorted in advanced queries only', (t) => {
  const message = 'The specified filter to the reference property query is currently not supported.';
  for (const query of ["$filter=displayName eq 'a'", '$orderby=displayName']) {
    refuses(t, { code: UNSUPPORTED, message }, () => plan(query, types.person, { ...RULES, reference: true }));
    t.ok(plan(query, types.person, { ...ADVANCED, reference: true }));
  }
  t.ok(plan("$filter=id eq 'a'", types.person, { ...RULES, reference: true }), 'whether an object is among them');
  t.end();
});
