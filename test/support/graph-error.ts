/** The one form of an error body, with nothing beside it. */
import type { Test } from 'tap';
import type { Reply } from './emulator.js';
import { GUID } from './shape.js';

export function isGraphError(t: Test, answer: Pick<Reply, 'headers' | 'body'>, what: string): void {
  t.same(Object.keys(answer.body), ['error'], what);
  const { code, message, details, innerError, ...rest } = answer.body.error;
  t.same(rest, {}, what);
  t.match({ code, message }, { code: /^\w+$/, message: /\S/ }, what);
  if (details !== undefined) t.ok(Array.isArray(details), what);
  t.same(Object.keys(innerError), ['date', 'request-id', 'client-request-id'], what);
  t.match(innerError.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, `${what}: a date without zone`);
  t.match(innerError['request-id'], GUID, what);
  t.equal(innerError['request-id'], answer.headers.get('request-id'), what);
  t.equal(answer.headers.get('content-type'), 'application/json', what);
}
