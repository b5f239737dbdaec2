import fc from 'fast-check';
import t from 'tap';
import type { Expression } from '../src/odata/ast.js';
import {
  Budget,
  LIMITS,
  ODataSyntaxError,
  parseExpand,
  parseFilter,
  parseOrderBy,
  parseQuery,
  parseSearch,
  parseSelect,
} from '../src/odata/parser/index.js';
import { print } from './support/odata.js';

const GUID = '8f8a2a4e-1f0a-4c39-8a9d-0123456789ab';

/** The literal on the right of a comparison. */
function literalOf(text: string): unknown {
  const expression = parseFilter(`x eq ${text}`);
  return expression.kind === 'compare' ? expression.right : expression;
}

/** The message with which a text is refused. */
function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof ODataSyntaxError) return error.message;
    throw error;
  }
  return 'parsed';
}

function repeated(count: number, separator: string, term: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => term(index)).join(separator);
}

t.test('literals of every kind are decoded', async (t) => {
  const literal = (type: string, value: unknown, text?: string) => ({
    kind: 'literal',
    type,
    value,
    ...(text === undefined ? {} : { text }),
  });
  t.same(literalOf('null'), literal('null', null));
  t.same(literalOf('TRUE'), literal('boolean', true));
  t.same(literalOf('-1.5e-3'), literal('number', -0.0015, '-1.5e-3'));
  t.same(literalOf('-INF'), literal('number', -Infinity, '-INF'));
  t.same(literalOf('NaN'), literal('number', Number.NaN, 'NaN'));
  t.same(literalOf(GUID.toUpperCase()), literal('guid', GUID));
  t.same(literalOf('abcdef01-1f0a-4c39-8a9d-0123456789ab'), literal('guid', 'abcdef01-1f0a-4c39-8a9d-0123456789ab'));
  t.same(literalOf('2022-04-01T00:00:01Z'), literal('dateTimeOffset', '2022-04-01T00:00:01Z'));
  t.same(literalOf('2022-04-01T00:00:01.25+02:00'), literal('dateTimeOffset', '2022-04-01T00:00:01.25+02:00'));
  t.same(literalOf('2022-04-01'), literal('date', '2022-04-01'));
  t.same(literalOf('12:30:15.5'), literal('timeOfDay', '12:30:15.5'));
  t.same(literalOf("duration'P1DT2H'"), literal('duration', 'P1DT2H'));
  t.same(literalOf("binary'T0RhdGE'"), literal('binary', 'T0RhdGE'));
  t.same(literalOf("geography'SRID=0;Point(1 2)'"), literal('geo', 'SRID=0;Point(1 2)'));
  t.same(literalOf("microsoft.graph.state'published'"), {
    ...literal('enum', 'published'),
    enumeration: 'microsoft.graph.state',
  });
});

t.test('a string may hold any character', async (t) => {
  for (const value of ['', "O'Brien", `% # " \\ [ { & + ; , ) (`, 'and or not eq', 'Ünï 名 😀', '%41']) {
    const expected = { kind: 'literal', type: 'string', value };
    t.same(literalOf(`'${value.replaceAll("'", "''")}'`), expected);
    const query = parseQuery(`$filter=${encodeURIComponent(`x eq '${value.replaceAll("'", "''")}'`)}`);
    t.match(query.filter, { right: expected });
  }
});

t.test('operators, functions and constants are known in any case, names keep theirs', async (t) => {
  const expression = parseFilter("NOT StartsWith(DisplayName,'A') AND Size GE 5 Or Name IN ('x',NULL)");
  t.equal(print(expression), "not startswith(DisplayName,'A') and Size ge 5 or Name in ('x',null)");
});

t.test('names that begin like a literal or an operator are names', async (t) => {
  for (const name of [
    'nullable',
    'trueName',
    'falsehood',
    'INFormation',
    'NaNny',
    'android',
    'notes',
    'info',
    'allowed',
  ]) {
    t.match(parseFilter(`${name} eq 1 and orders eq 2`), { operands: [{ left: { segments: [name] } }, {}] });
  }
});

t.test('paths go through navigations, casts and $count', async (t) => {
  const path = (text: string) => (parseFilter(`${text} eq 1`) as Extract<Expression, { kind: 'compare' }>).left;
  t.same(path('target/objectId'), { kind: 'path', segments: ['target', 'objectId'], position: 0 });
  t.match(path('is/microsoft.graph.azureActiveDirectoryTenant/tenantId'), {
    segments: ['is', 'microsoft.graph.azureActiveDirectoryTenant', 'tenantId'],
  });
  t.match(path('microsoft.graph.user/a/microsoft.graph.b/c/$count'), {
    segments: ['microsoft.graph.user', 'a', 'microsoft.graph.b', 'c', '$count'],
  });
  t.match(path('$it/name'), { root: '$it', segments: ['name'] });
  t.match(parseFilter("endswith($it,'.com')"), { arguments: [{ root: '$it', segments: [] }, {}] });
});

t.test('lambdas nest, and their variables are roots within them only', async (t) => {
  const expression = parseFilter("x/a/any(x:x/b/all(y:y eq 'k' or x/c eq 1 or z eq 2)) and x eq 1");
  t.match(expression, {
    operands: [
      {
        operator: 'any',
        collection: { segments: ['x', 'a'] },
        variable: 'x',
        predicate: {
          operator: 'all',
          collection: { root: 'x', segments: ['b'] },
          variable: 'y',
          predicate: {
            operands: [
              { left: { root: 'y', segments: [] } },
              { left: { root: 'x', segments: ['c'] } },
              { left: { segments: ['z'] } },
            ],
          },
        },
      },
      { left: { segments: ['x'] } },
    ],
  });
  t.same(parseFilter('owners/any()'), {
    kind: 'lambda',
    operator: 'any',
    collection: { kind: 'path', segments: ['owners'], position: 0 },
  });
});

t.test('positions are those of the text, wherever a path stands', async (t) => {
  const text = "a eq 1 and contains(tolower(bb),'x') or not (cc/any(x:x/dd eq ee))";
  const positions: Record<string, number> = {};
  JSON.stringify(parseFilter(text), (_, value) => {
    if (value?.kind === 'path') positions[value.segments.join('/')] = value.position;
    return value;
  });
  t.same(positions, {
    a: 0,
    bb: text.indexOf('bb'),
    cc: text.indexOf('cc'),
    dd: text.indexOf('x/dd'),
    ee: text.indexOf('ee'),
  });
});

t.test('what nothing evaluates is named', async (t) => {
  const cases = {
    '@p': "parameter alias '@p'",
    'a/@Core.Term': "annotation in 'a/@Core.Term'",
    '@Messages/any(m:m)': "annotation in '@Messages/any'",
    '$root/users': '$root',
    $this: '$this',
    '["a"]': 'array or object literal',
    '{"a":[1]}': 'array or object literal',
    'Items(1)/Name': 'Items(…)',
    'Model.Function(a=@p)/b/c(1)': 'Model.Function(…)',
    "coll/$count($filter=contains(a,'b)'))": 'coll/$count(…)',
  };
  for (const [text, what] of Object.entries(cases)) {
    t.match(parseFilter(`${text} eq 1`), { left: { kind: 'unsupported', what } }, text);
  }
  t.match(parseFilter('a in b'), { kind: 'in', items: [{ kind: 'unsupported' }] });
});

t.test('a malformed filter is refused with the service’s words and the position', async (t) => {
  const cases: Record<string, string> = {
    "displayName eqq 'x'": "Syntax error at position 15 in 'displayName eqq 'x''.",
    'a eq 1)': "Syntax error at position 7 in 'a eq 1)'.",
    'displayName eq': "Expression expected at position 14 in 'displayName eq'.",
    not: "Expression expected at position 3 in 'not'.",
    "displayName eq 'x": "There is an unterminated string literal at position 17 in 'displayName eq 'x'.",
    'a eq "x"': `Syntax error: character '"' is not valid at position 5 in 'a eq "x"'.`,
    '(a eq 1': "')' or operator expected at position 7 in '(a eq 1'.",
    "contains(a,'b'": "')' or ',' expected at position 14 in 'contains(a,'b''.",
    'contains(a)': "No function signature for the function with name 'contains' matches the specified arguments.",
    'cast()': "No function signature for the function with name 'cast' matches the specified arguments.",
    'a eq 2020-01-01T00:00':
      "The time zone information is missing on the DateTimeOffset value '2020-01-01T00:00'. " +
      'A DateTimeOffset value must contain the time zone information.',
    'a/any(b:c/any(b:b eq 1))': "The range variable 'b' has already been declared.",
    'a eq 5x': "Syntax error at position 7 in 'a eq 5x'.",
    'a eq 2020-13-45': "Syntax error at position 12 in 'a eq 2020-13-45'.",
    "a eq datetime'2020-01-01'": "Syntax error at position 25 in 'a eq datetime'2020-01-01''.",
    'a in (b,c)': "Syntax error at position 10 in 'a in (b,c)'.",
    'a in (1) add 2': "Syntax error at position 13 in 'a in (1) add 2'.",
    'any(x:x)': "Syntax error at position 3 in 'any(x:x)'.",
    'a eq [1': "There is an unterminated literal at position 7 in 'a eq [1'.",
  };
  for (const [text, reason] of Object.entries(cases)) {
    t.equal(
      refusal(() => parseFilter(text)),
      `Invalid filter clause: ${reason}`,
    );
  }
  t.equal(
    refusal(() => parseFilter(' ')),
    "The value for OData query '$filter' cannot be empty.",
  );
});

t.test('$orderby reads keys with their direction', async (t) => {
  t.match(parseOrderBy("a, b/c DESC,tolower(d) asc,contains(e,',') desc"), [
    { expression: { segments: ['a'] }, descending: false },
    { expression: { segments: ['b', 'c'] }, descending: true },
    { expression: { name: 'tolower' }, descending: false },
    { expression: { name: 'contains' }, descending: true },
  ]);
  t.equal(
    refusal(() => parseOrderBy('x y')),
    "Syntax error at position 3 in 'x y'.",
  );
  t.equal(
    refusal(() => parseOrderBy('x,')),
    "Expression expected at position 2 in 'x,'.",
  );
});

t.test('$select reads paths', async (t) => {
  t.same(parseSelect('id, displayName,a/b,*,microsoft.graph.user/mail'), [
    ['id'],
    ['displayName'],
    ['a', 'b'],
    ['*'],
    ['microsoft.graph.user', 'mail'],
  ]);
  for (const term of ['@odata.type', 'LONG 0x0E08', 'a;b', 'members($select=id)', 'a//b', '']) {
    t.equal(
      refusal(() => parseSelect(`id,${term}`)),
      `Parsing OData Select and Expand failed: Term '${term}' is not valid in a $select or $expand expression.`,
    );
  }
});

t.test('$expand reads items with options of their own, nested', async (t) => {
  t.same(parseExpand('*,owners/$ref,members/microsoft.graph.user,target/$count'), [
    { path: ['*'], options: {} },
    { path: ['owners'], suffix: '$ref', options: {} },
    { path: ['members', 'microsoft.graph.user'], options: {} },
    { path: ['target'], suffix: '$count', options: {} },
  ]);
  t.match(
    parseExpand("a($select=b,c;expand=d($levels=MAX;top=3);$filter=x eq 'a;b,)(''';ORDERBY=y desc,z;$count=true;),e"),
    [
      {
        path: ['a'],
        options: {
          select: [['b'], ['c']],
          expand: [{ path: ['d'], options: { levels: Infinity, top: 3 } }],
          filter: { right: { value: "a;b,)('" } },
          orderby: [{ descending: true }, { descending: false }],
          count: true,
        },
      },
      { path: ['e'], options: {} },
    ],
  );
  t.match(parseExpand(`a($search="displayName:O'Brien, (x)" AND "b;c";$skip=1)`), [
    { options: { search: { operands: [{ text: "displayName:O'Brien, (x)" }, { text: 'b;c' }] }, skip: 1 } },
  ]);
});

t.test('a malformed $expand is refused as the select and expand clause', async (t) => {
  const term = (text: string) => `Term '${text}' is not valid in a $select or $expand expression.`;
  const cases: Record<string, string> = {
    'a,,b': term(''),
    'a(': term('a('),
    'a)b': term('a)b'),
    'a()': term('a()'),
    "a($filter=b eq 'c)": term("a($filter=b eq 'c)"),
    'a/$value': term('a/$value'),
    'a($format=json)': "The query parameter '$format' is not supported.",
    'a($top=1;top=2)': "Query parameter '$top' is specified, but it should be specified exactly once.",
    'a($filter=x eqq 1)': "Syntax error at position 5 in 'x eqq 1'.",
    'a($levels=-1)':
      "Invalid value '-1' for $levels query option found. " +
      "The $levels query option requires a non-negative integer value or 'max'.",
  };
  for (const [text, reason] of Object.entries(cases)) {
    t.equal(
      refusal(() => parseExpand(text)),
      `Parsing OData Select and Expand failed: ${reason}`,
    );
  }
});

t.test('$search reads phrases, AND, OR, NOT and parentheses', async (t) => {
  const phrase = (text: string) => ({ kind: 'phrase', text });
  t.same(parseSearch('"displayName:wa ma" AND "mail:admin"'), {
    kind: 'and',
    operands: [phrase('displayName:wa ma'), phrase('mail:admin')],
  });
  t.same(parseSearch('"a" OR NOT ("b" word) AND "c"'), {
    kind: 'or',
    operands: [
      phrase('a'),
      {
        kind: 'and',
        operands: [{ kind: 'not', operand: { kind: 'and', operands: [phrase('b'), phrase('word')] } }, phrase('c')],
      },
    ],
  });
  t.same(parseSearch(String.raw`"say \"hi\" to \\"`), phrase(String.raw`say "hi" to \ `.trimEnd()));
  t.same(parseSearch('"AND" "or" ")"'), { kind: 'and', operands: [phrase('AND'), phrase('or'), phrase(')')] });
});

t.test('a malformed $search is refused with the position', async (t) => {
  const cases: Record<string, string> = {
    'displayName:wa': "Syntax error: character ':' is not valid at position 11 in 'displayName:wa'.",
    '"abc': `There is an unterminated string literal at position 4 in '"abc'.`,
    [String.raw`"a\x"`]: String.raw`Syntax error: character '\' is not valid at position 2 in '"a\x"'.`,
    '"a" OR': `Expression expected at position 6 in '"a" OR'.`,
    '("a"': `')' or operator expected at position 4 in '("a"'.`,
    '"a")': `Syntax error at position 4 in '"a")'.`,
    '""': `Expression expected at position 0 in '""'.`,
  };
  for (const [text, message] of Object.entries(cases))
    t.equal(
      refusal(() => parseSearch(text)),
      message,
    );
});

t.test('a query is decoded once, its options known with and without $, in any case', async (t) => {
  t.match(parseQuery("$filter=a+eq+'x%20y%2Bz%2526'&top=5&SKIP=0&$Count=True&&%24format=json&skiptoken=a%3Db=c"), {
    filter: { right: { value: 'x y+z%26' } },
    top: 5,
    skip: 0,
    count: true,
    format: 'json',
    skiptoken: 'a=b=c',
  });
  t.same(parseQuery(''), {});
  t.same(parseQuery('$select=&expand='), {});
  t.match(parseQuery('$deltaToken=latest&$search=%22a:b%22&$orderby=a&$select=b&$expand=c'), {
    deltatoken: 'latest',
    search: { text: 'a:b' },
    orderby: [{}],
    select: [['b']],
    expand: [{ path: ['c'] }],
  });
});

t.test('options that are no system query options are kept as sent', async (t) => {
  t.same(parseQuery('on=%27me%27&ConsistencyLevel=eventual&flag&levels=2'), {
    custom: { on: "'me'", ConsistencyLevel: 'eventual', flag: '', levels: '2' },
  });
});

t.test('a malformed query is refused by name', async (t) => {
  const integer = (option: string, value: string) =>
    `Invalid value '${value}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`;
  const cases: Record<string, string> = {
    '$foo=1': "The query parameter '$foo' is not supported.",
    '$filter%20=true': "The query parameter '$filter ' is not supported.",
    '$top=1&Top=2': "Query parameter '$top' is specified, but it should be specified exactly once.",
    '$top=abc': integer('$top', 'abc'),
    '$top=': integer('$top', ''),
    '$top=-1': integer('$top', '-1'),
    '$skip=2147483648': integer('$skip', '2147483648'),
    '$count=1': "Invalid value '1' for $count query option found. The $count query option requires 'true'/'false'.",
    '$filter=a%20eq%20%zz': 'Bad Request - Error in query syntax.',
    '$filter=': "The value for OData query '$filter' cannot be empty.",
  };
  for (const [text, message] of Object.entries(cases))
    t.equal(
      refusal(() => parseQuery(text)),
      message,
    );
});

t.test('long everyday queries stay within the limits', async (t) => {
  t.match(parseFilter(repeated(160, ' or ', () => `id eq '${GUID}'`)), { kind: 'or', operands: { length: 160 } });
  t.match(parseFilter(`id in (${repeated(200, ',', () => `'${GUID}'`)})`), { items: { length: 200 } });
  t.match(parseFilter(repeated(80, ' and ', (n) => `property${n} eq 'x'`)), { operands: { length: 80 } });
  t.equal(parseSelect(repeated(300, ',', (n) => `property${n}`)).length, 300);
});

t.test('no text costs more than the limits allow', async (t) => {
  const deep = (count: number, open: string, inner: string, close: string) =>
    open.repeat(count) + inner + close.repeat(count);
  const filters: Record<string, string> = {
    parentheses: deep(1000, '(', 'a', ')'),
    'or terms': repeated(1600, ' or ', () => 'a eq 1'),
    'distinct or terms': repeated(600, ' or ', (n) => `p${n} eq 1`),
    'distinct calls': repeated(350, ' or ', (n) => `contains(p${n},'x')`),
    nots: deep(2000, 'not ', 'a', ''),
    signs: deep(8000, '-', 'a', ''),
    calls: deep(500, 'tolower(', 'a', ')'),
    lambdas: `${repeated(400, '', (n) => `a/any(x${n}:`)}true${')'.repeat(400)}`,
    sums: repeated(1300, ' add ', () => 'a'),
    comparisons: repeated(1300, ' eq ', () => 'a'),
    'long string': `a eq '${'x'.repeat(9000)}'`,
    quotes: "'".repeat(8001),
    commas: `a in (${'1,'.repeat(4000)}1)`,
    segments: repeated(4000, '/', () => 'a'),
    dots: repeated(4000, '.', () => 'a'),
    'unclosed literal': `["${'\\"'.repeat(4000)}`,
  };
  for (const [name, text] of Object.entries(filters)) {
    const budget = new Budget();
    t.not(
      refusal(() => parseFilter(text, budget)),
      'parsed',
      name,
    );
    t.ok(budget.nodes <= LIMITS.nodes && budget.work <= LIMITS.work, `${name}: within the budget`);
  }
  const nested = Array.from({ length: 600 }).reduce<string>((inner) => `a($expand=${inner})`, 'a');
  t.match(
    refusal(() => parseExpand(nested)),
    /Recursion depth exceeded allowed limit/,
  );
  t.match(
    refusal(() => parseSearch('('.repeat(500))),
    /Recursion depth exceeded allowed limit/,
  );
  t.match(
    refusal(() => parseQuery('x'.repeat(LIMITS.queryLength + 1))),
    /longer than/,
  );
});

t.test('all options of a query draw on one budget', async (t) => {
  const filter = repeated(60, ' or ', (n) => `property${n} eq 1`);
  t.ok(parseFilter(filter));
  const items = repeated(6, ',', (n) => `n${n}($filter=${filter.slice(0, 1150).replace(/ or [^ ]*[^0-9]*$/, '')})`);
  const budget = new Budget();
  t.match(
    refusal(() => parseQuery(`$filter=${filter}&$expand=${items}`, budget)),
    /node count limit of '1200'/,
  );
  t.ok(budget.work <= LIMITS.work);
});

t.test('whatever the text, it parses or is refused, and nothing else happens', async () => {
  const words = fc.constantFrom(
    ...[
      'a',
      'a/b',
      '$it',
      'not ',
      ' and ',
      ' or ',
      ' eq ',
      ' in ',
      ' add ',
      ' has ',
      '-',
      '(',
      ')',
      ',',
      '/',
      ':',
      '.',
      "'",
    ],
    ...[
      '"',
      "'x'",
      '1',
      'null',
      'any(',
      'x:',
      'contains(',
      'cast(',
      '[',
      ']',
      '{',
      '$count',
      '@p',
      ' ',
      ';',
      '=',
      '*',
      '$',
      '\\',
    ],
    ...['$filter=', '$select=', '$expand=', '&', '%', '%41', '+', '\uE000', '\uD800', GUID, '2020-01-01'],
  );
  const texts = fc.array(words, { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      for (const parse of [parseFilter, parseOrderBy, parseSelect, parseExpand, parseSearch, parseQuery]) {
        refusal(() => parse(text));
      }
    }),
    { numRuns: 1000 },
  );
});
