import fc from 'fast-check';
import t from 'tap';
import { compile, PlanCache } from '../src/odata/query/index.js';
import type { Source } from '../src/odata/query/source.js';
import type { Timeline } from '../src/store/index.js';
import {
  ADVANCED,
  ALL,
  BAD,
  EVERYBODY,
  found,
  guid,
  holding,
  insert,
  plan,
  RULES,
  refuses,
  shortened,
} from './support/query.js';
import { dialect, members, people, shelves, store, type Thing, teams, things, types } from './support/query-model.js';

/** Walks all pages of a query; `between` runs after each. */
function pages(
  timeline: Timeline,
  query: string,
  source = ALL,
  between: (page: number) => void = () => {},
): number[][] {
  const walked: number[][] = [];
  const each = plan(query);
  let token: string | undefined;
  do {
    const page = each.page(timeline, source, token);
    walked.push(page.rows.map(({ id }) => shortened(id)));
    token = page.skiptoken;
    between(walked.length);
  } while (token !== undefined && walked.length < 100);
  return walked;
}

const numbered = (count: number, fields: (number: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, at) => ({ ...fields(at + 1) }));

t.test('a list comes in pages, in the order of creation', (t) => {
  const timeline = holding(...numbered(250, (number) => ({ size: number % 2 })));
  t.same(
    pages(timeline, '').map((page) => page.length),
    [100, 100, 50],
  );
  t.same(pages(timeline, `$top=3&$filter=id gt '${guid(245)}'`), [
    [246, 247, 248],
    [249, 250],
  ]);
  t.same(found(timeline, '$top=2&$skip=3'), [4, 5]);
  t.same(found(timeline, '$top=0'), []);
  t.same(pages(timeline, '$top=125&$filter=size eq 1').length, 1, 'a page that is just full is the last');
  const page = plan('$count=true&$top=2&$filter=size eq 1').page(timeline, ALL);
  t.equal(page.count, 125);
  t.equal(plan('$filter=size eq 1').count(timeline, ALL), 125);
  t.equal(plan('').count(timeline, ALL), 250);
  t.end();
});

t.test('what is written between two pages moves nothing that was seen', (t) => {
  const timeline = holding(...numbered(10));
  let next = 11;
  const walked = pages(timeline, '$top=4', ALL, (page) => {
    timeline.transact((tx) => {
      if (page < 3) tx.insert(things, { id: guid(next++) });
      tx.remove(things, guid(page));
    });
  });
  t.same(walked, [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [9, 10, 11, 12],
  ]);
  t.end();
});

t.test('$orderby', (t) => {
  const timeline = holding(
    { name: 'b', size: 2, secret: 'b', weight: 1 },
    { name: 'A', size: 1, secret: 'a', weight: 2 },
    { size: 1, secret: 'B', weight: 2 },
    { name: 'a', size: null, secret: 'A' },
    { name: 'C', size: 2, weight: 0.5, state: 'published' },
    { name: 'c', created: '2026-01-01T00:00:00.5Z', state: 'draft' },
  );
  const table: Record<string, number[]> = {
    name: [3, 2, 4, 1, 5, 6],
    'name desc': [5, 6, 1, 2, 4, 3],
    size: [4, 6, 2, 3, 1, 5],
    'size desc': [1, 5, 2, 3, 4, 6],
    secret: [5, 6, 4, 3, 2, 1],
    'weight desc': [2, 3, 1, 5, 4, 6],
    'size desc,name desc': [5, 1, 2, 3, 6, 4],
    'size,weight desc,name': [4, 6, 3, 2, 1, 5],
    'created,size': [4, 2, 3, 1, 5, 6],
    state: [1, 2, 3, 4, 6, 5],
    'length(name),name': [3, 2, 4, 1, 5, 6],
    'shelf/label,size desc': [1, 5, 2, 3, 4, 6],
  };
  for (const [orderby, expected] of Object.entries(table)) {
    t.same(found(timeline, `$orderby=${orderby}`), expected, orderby);
    t.same(pages(timeline, `$top=1&$orderby=${orderby}`).flat(), expected, `${orderby}, row by row`);
    t.same(found(timeline, `$orderby=${orderby}&$skip=2&$top=3`), expected.slice(2, 5), `${orderby}, some skipped`);
  }
  t.same(found(timeline, "$orderby=name desc&$filter=startswith(name,'a')"), [2, 4]);
  t.same(found(timeline, "$orderby=name&$filter=startswith(name,'a') and size eq 1"), [2]);
  refuses(t, { code: BAD, message: /'tags' is not a single primitive value/ }, () => plan('$orderby=tags'));
  t.end();
});

t.test('pages of any size put together are the whole list, in any order', (t) => {
  const key = fc.constantFrom('name', 'size', 'secret', 'ok', 'weight');
  const order = fc.array(fc.tuple(key, fc.constantFrom('', ' desc')), { maxLength: 2 });
  const thing = fc.record(
    {
      name: fc.constantFrom('a', 'A', 'b', null),
      size: fc.constantFrom(1, 2, null),
      secret: fc.constantFrom('a', 'A', 'b'),
      ok: fc.constantFrom(true, false, null),
    },
    { requiredKeys: [] },
  );
  const cased = (value: unknown, name: string) =>
    typeof value === 'string' && name !== 'secret' ? value.toLowerCase() : value;
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 30 }), order, fc.integer({ min: 1, max: 7 }), (fields, keys, top) => {
      const timeline = holding(...fields);
      const rows = fields.map((each, at) => ({ each: each as Record<string, unknown>, number: at + 1 }));
      const compare = (a: unknown, b: unknown) =>
        a === b ? 0 : a === null || (b !== null && String(a) < String(b)) ? -1 : 1;
      rows.sort((a, b) => {
        for (const [name, descending] of keys) {
          const result = compare(cased(a.each[name] ?? null, name), cased(b.each[name] ?? null, name));
          if (result !== 0) return descending ? -result : result;
        }
        return a.number - b.number;
      });
      const orderby = keys.map(([name, descending]) => `${name}${descending}`).join(',');
      const query = orderby ? `$orderby=${orderby}&$top=${top}` : `$top=${top}`;
      t.same(
        pages(timeline, query).flat(),
        rows.map(({ number }) => number),
        query,
      );
    }),
    { numRuns: 200 },
  );
  t.end();
});

t.test('an index finds what a scan finds, and no more is read than must be', (t) => {
  const timeline = holding(
    ...numbered(2_000, (number) => ({
      name: `Name ${number}`,
      code: `Code${number}`,
      state: number % 100 === 0 ? 'published' : 'draft',
      status: number % 500 === 0 ? 'published' : 'draft',
      shelfId: guid(10_000 + (number % 40)),
      tags: number % 400 === 0 ? ['Rare', 'x'] : [],
    })),
  );
  insert(timeline, shelves, { id: guid(10_007), label: 'Seven', objectId: guid(20_007) });
  let scans = 0;
  const counting = new Proxy(timeline, {
    get(target, name) {
      if (name === 'scan') scans++;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const table: Record<string, number> = {
    [`id eq '${guid(7).toUpperCase()}'`]: 1,
    [`id in ('${guid(7)}','${guid(7)}','${guid(8)}')`]: 2,
    "code eq 'cODE77'": 1,
    "code in ('code1','CODE2','none')": 2,
    "name eq 'NAME 5' or code eq 'code6'": 2,
    "state eq 'PUBLISHED'": 20,
    "state eq 'published' and name eq 'name 100'": 1,
    [`shelf/id eq '${guid(10_007).toUpperCase()}'`]: 50,
    [`shelf/objectId eq '${guid(20_007)}'`]: 50,
    "shelf/label eq 'seven'": 50,
    "tags/any(x:x eq 'RARE')": 5,
    "startswith(name,'NAME 19')": 111,
    "startswith(name,'name 199') and state eq 'draft'": 11,
  };
  for (const [filter, expected] of Object.entries(table)) {
    scans = 0;
    t.equal(plan(`$filter=${filter}`).count(counting, ALL), expected, filter);
    t.equal(scans, 0, 'without a scan');
  }
  const scanned = {
    "secret eq 'x'": 0,
    "name ne 'x'": 2_000,
    "startswith(name,'n')": 2_000,
    "not (code eq 'x')": 2_000,
  };
  for (const [filter, expected] of Object.entries(scanned)) {
    t.equal(plan(`$filter=${filter}`).count(counting, ALL), expected, filter);
  }
  scans = 0;
  plan('$orderby=size desc&$top=5').page(counting, ALL);
  plan("$orderby=name&$filter=startswith(name,'name 1')").page(counting, ALL);
  t.equal(scans, 1, 'only records without the key are looked for');
  const bucket: Source = { kind: 'bucket', table: things, index: 'shelfId', key: guid(10_001) };
  t.same(found(timeline, `$filter=id eq '${guid(41)}'`, bucket), [41]);
  t.same(found(timeline, `$filter=id eq '${guid(42)}'`, bucket), [], 'of another bucket');
  t.same(
    found(timeline, "$filter=status eq 'PUBLISHED'&$top=2"),
    [500, 1_000],
    'an index with case is not trusted without it',
  );
  t.same(found(timeline, "$filter=status eq 'Published'&$orderby=name desc&$top=2"), [500, 2_000]);
  t.end();
});

t.test('members of a link and rows found by code come in pages too', (t) => {
  const timeline = store();
  insert(timeline, teams, { id: guid(1), kind: 'team' });
  insert(timeline, people, ...(numbered(5, (number) => ({ id: guid(10 + number), kind: 'person' })) as Thing[]));
  timeline.transact((tx) => {
    for (const number of [15, 12, 99, 11, 13]) tx.link(members, guid(1), guid(number));
  });
  const lookup = (reader: Timeline, id: string) => reader.get(people, id);
  const source: Source = { kind: 'link', link: members, end: 'left', id: guid(1), lookup: lookup as never };
  const everyone = compile(dialect, types.directoryObject, { top: 3 }, ADVANCED);
  const first = everyone.page(timeline, source);
  t.same(
    first.rows.map(({ id }) => shortened(id)),
    [15, 12, 11],
    'in the order in which they were linked',
  );
  t.same(
    everyone.page(timeline, source, first.skiptoken).rows.map(({ id }) => shortened(id)),
    [13],
  );

  let list = numbered(5, (number) => ({ id: guid(number) })) as Thing[];
  const rows: Source = { kind: 'rows', rows: () => list };
  const two = plan('$top=2');
  const page = two.page(timeline, rows);
  t.equal(two.count(timeline, rows), 5);
  list = [{ id: guid(9) }, ...list];
  t.same(
    two.page(timeline, rows, page.skiptoken).rows.map(({ id }) => shortened(id)),
    [3, 4],
    'behind the last row seen',
  );
  list = list.filter(({ id }) => id !== guid(2) && id !== guid(9));
  t.same(
    two.page(timeline, rows, page.skiptoken).rows.map(({ id }) => shortened(id)),
    [3, 4],
    'though it is gone',
  );
  t.end();
});

t.test('a token belongs to its query and timeline', (t) => {
  const timeline = holding(...numbered(5, (number) => ({ name: `n${number}` })));
  insert(timeline, people, ...(numbered(3, (number) => ({ id: guid(10 + number), kind: 'person' })) as Thing[]));
  const token = plan('$top=2').page(timeline, ALL).skiptoken ?? '';
  t.match(token, /^[\w-]+$/, 'needs no encoding in a URL');
  const invalid = { code: BAD, message: 'Invalid Skip Token' };
  const forged = Buffer.from('["x",null,"1",null,[]]').toString('base64url');
  for (const wrong of ['', 'x', forged, `${token.slice(0, -4)}AAAA`]) {
    refuses(t, invalid, () => plan('$top=2').page(timeline, ALL, wrong));
  }
  refuses(t, invalid, () => plan("$top=2&$filter=name ne 'x'").page(timeline, ALL, token));
  refuses(t, invalid, () => plan('$top=2', types.person).page(timeline, EVERYBODY, token));
  timeline.reset();
  refuses(
    t,
    {
      code: 'Directory_ExpiredPageToken',
      message: 'The specified page token value has expired and can no longer be included in your request.',
    },
    () => plan('$top=2').page(timeline, ALL, token),
  );
  t.end();
});

t.test('plans are kept by their text, for all callers', (t) => {
  const cache = new PlanCache(2);
  const timeline = holding(...numbered(3));
  const first = cache.get(dialect, types.thing, '$top=2', RULES);
  const token = first.page(timeline, ALL).skiptoken ?? '';
  const next = cache.get(dialect, types.thing, `%24skiptoken=${token}&$top=2`, { ...RULES, caller: guid(9) });
  t.same(
    next.page(timeline, ALL, token).rows.map(({ id }) => shortened(id)),
    [3],
  );
  t.equal(next.top, 2);
  t.equal(next.pageSize, 2);
  for (const query of ['$top=1', '$top=3', '$top=2'])
    t.equal(`$top=${cache.get(dialect, types.thing, query, RULES).top}`, query);
  refuses(t, { code: BAD, message: /^Invalid filter clause: / }, () =>
    cache.get(dialect, types.thing, '$filter=(', RULES),
  );
  t.end();
});
