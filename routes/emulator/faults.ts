/** Requests that go wrong on purpose. */
import Type from 'typebox';
import { checkHeaders } from '../../src/control/faults.js';
import { controlsOf, letGo } from '../../src/control/of.js';
import { badRequest, GraphError } from '../../src/errors/index.js';
import { closed, control } from './declare.js';
import { pattern } from './patterns.js';

const definition = {
  ...pattern,
  status: Type.Optional(
    Type.Integer({ minimum: 400, maximum: 599, description: 'Without it the request is answered as usual.' }),
  ),
  code: Type.Optional(Type.String({ description: 'By default the code that the service has for the status.' })),
  message: Type.Optional(Type.String()),
  retryAfter: Type.Optional(Type.Number({ minimum: 0, description: 'Seconds, for the header Retry-After.' })),
  headers: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'Names are tokens, values Latin-1 without line breaks. What frames the answer cannot be said.',
    }),
  ),
  latency: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 600_000, description: 'Milliseconds by which the answer is late.' }),
  ),
  reset: Type.Optional(Type.Boolean({ description: 'The connection is reset instead of an answer.' })),
  executes: Type.Optional(
    Type.Boolean({ description: 'The request is carried out before it goes wrong: only its answer is lost.' }),
  ),
  nth: Type.Optional(Type.Integer({ minimum: 1, description: 'Only the n-th matching request.' })),
  every: Type.Optional(Type.Integer({ minimum: 1, description: 'Only each n-th matching request.' })),
  probability: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'By a generator that the random seed determines.' }),
  ),
  count: Type.Optional(Type.Integer({ minimum: 1, description: 'No more than so often.' })),
};

const Definition = closed(definition);

const Fault = Type.Object({
  ...definition,
  id: Type.String(),
  seen: Type.Integer({ description: 'How many requests matched.' }),
  hits: Type.Integer({ description: 'How many of them went wrong.' }),
});

export const faultRoutes = {
  faults: control({
    method: 'GET',
    path: '/faults',
    summary: "Lists the tenant's faults and how often they happened.",
    answer: Type.Object({ value: Type.Array(Fault) }),
    run: ({ tenant }) => ({ value: tenant.controls?.faults.list() ?? [] }),
  }),
  addFault: control({
    method: 'POST',
    path: '/faults',
    summary:
      'Lets requests go wrong: with a status, late, or with a reset connection. Parts of a batch are met as if they came alone; a batch as a whole only by a path that names $batch. Of several faults the first whose turn it is happens.',
    body: Definition,
    answer: Fault,
    run: ({ tenant, body }) => {
      if (body.status === undefined && !body.latency && !body.reset) {
        throw badRequest("A fault needs a 'status', a 'latency' or a 'reset'.");
      }
      checkHeaders(body.headers);
      return controlsOf(tenant).faults.add(body);
    },
  }),
  removeFault: control({
    method: 'DELETE',
    path: '/faults/:id',
    summary: 'Takes a fault back.',
    params: closed({ id: Type.String() }),
    answer: Type.Object({ removed: Type.String() }),
    run: ({ tenant, params: { id } }) => {
      if (!tenant.controls?.faults.remove(id)) throw new GraphError(404, 'NotFound', `There is no fault '${id}'.`);
      letGo(tenant);
      return { removed: id };
    },
  }),
  clearFaults: control({
    method: 'DELETE',
    path: '/faults',
    summary: 'Takes all faults back.',
    answer: Type.Object({ value: Type.Array(Fault) }),
    run: ({ tenant }) => {
      tenant.controls?.faults.clear();
      letGo(tenant);
      return { value: [] };
    },
  }),
};
