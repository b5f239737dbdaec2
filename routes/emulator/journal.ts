/** What was asked of a tenant and what it answered. */
import Type from 'typebox';
import { Journal } from '../../src/control/journal.js';
import { controlsOf, letGo } from '../../src/control/of.js';
import type { Tenant } from '../../src/tenant.js';
import { closed, control } from './declare.js';
import { pattern } from './patterns.js';

const filter = {
  ...pattern,
  status: Type.Optional(Type.Integer({ description: 'Of the answer.' })),
  text: Type.Optional(Type.String({ description: 'A text that the query or the body has in it.' })),
};

const Headers = Type.Record(Type.String(), Type.String());

const Entry = Type.Object({
  id: Type.String({ description: "The answer's request-id." }),
  at: Type.String({ format: 'date-time', description: "The tenant's time." }),
  method: Type.String(),
  version: Type.String(),
  path: Type.String({ description: 'Below the version, without query.' }),
  query: Type.Optional(Type.String({ description: 'Values of options that are secrets are masked.' })),
  headers: Headers,
  body: Type.Optional(
    Type.Unknown({ description: 'Passwords, secrets, keys and tokens are masked, whatever they are.' }),
  ),
  batch: Type.Optional(Type.String({ description: 'The id of the batch that it was a part of.' })),
  fault: Type.Optional(Type.String({ description: 'The fault that it was met by.' })),
  answer: Type.Object({
    status: Type.Integer({ description: '0: the connection was reset before it was carried out.' }),
    headers: Type.Optional(Headers),
    body: Type.Optional(Type.Unknown()),
  }),
});

const Entries = Type.Object({
  recording: Type.Boolean({ description: 'Whether requests are noted at all.' }),
  value: Type.Array(Entry, { description: 'The oldest first.' }),
});

const Recording = closed({
  record: Type.Boolean(),
  size: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100_000, description: 'How many are kept; 1000 by default.' }),
  ),
});

const isRecording = (tenant: Tenant) => tenant.controls?.journal !== undefined;

const LONGEST_WAIT = 60_000;
const USUAL_WAIT = 5000;

export const journalRoutes = {
  journal: control({
    method: 'GET',
    path: '/journal',
    summary: 'Lists the requests that the tenant has answered since it was told to record them.',
    query: closed(filter),
    answer: Entries,
    run: ({ tenant, query }) => ({
      recording: isRecording(tenant),
      value: tenant.controls?.journal?.list(query) ?? [],
    }),
  }),
  record: control({
    method: 'POST',
    path: '/journal',
    summary: 'Begins or ends to record requests. Ending forgets what was recorded.',
    body: Recording,
    answer: Type.Object({ recording: Type.Boolean() }),
    run: ({ tenant, body: { record, size } }) => {
      const controls = controlsOf(tenant);
      if (!record) controls.journal = undefined;
      else if (!controls.journal || (size !== undefined && size !== controls.journal.size))
        controls.journal = new Journal(size);
      letGo(tenant);
      return { recording: isRecording(tenant) };
    },
  }),
  waitForRequests: control({
    method: 'POST',
    path: '/journal/wait',
    summary:
      'Answers as soon as so many recorded requests fit, those of before among them; 408 when time is up first. Begins to record if nothing did.',
    body: closed({
      ...filter,
      count: Type.Optional(Type.Integer({ minimum: 1, description: '1 by default.' })),
      timeout: Type.Optional(
        Type.Integer({ minimum: 0, maximum: LONGEST_WAIT, description: `Milliseconds, ${USUAL_WAIT} by default.` }),
      ),
    }),
    optional: true,
    answer: Entries,
    run: async ({ tenant, body: { count = 1, timeout = USUAL_WAIT, ...wanted } }) => {
      const controls = controlsOf(tenant);
      controls.journal ??= new Journal();
      return { recording: true, value: await controls.journal.waitFor(wanted, count, timeout) };
    },
  }),
  clearJournal: control({
    method: 'DELETE',
    path: '/journal',
    summary: 'Forgets the requests that were recorded; recording goes on.',
    answer: Entries,
    run: ({ tenant }) => {
      tenant.controls?.journal?.clear();
      return { recording: isRecording(tenant), value: [] };
    },
  }),
};
