// Loaded into every process that runs tests: writes down, when the process ends, which URLs were asked and whether they
// were answered or refused. Fastify tells of its requests by itself, so that neither the service nor a test knows of this.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, mkdirSync } from 'node:fs';

const GUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi;
const NIL = '00000000-0000-0000-0000-000000000000';
/** What is longer tries the limits of the parser, and is the path of nothing. */
const LONGEST = 2_000;

/** @type {Set<string>} */
const asked = new Set();

subscribe('tracing:fastify.request.handler:end', (message) => {
  const { request, reply } =
    /** @type {{ request: import('fastify').FastifyRequest, reply: import('fastify').FastifyReply }} */ (message);
  // A late answer has no status yet.
  if (!reply.sent) return;
  const [path = ''] = request.url.split('?');
  if (path.length > LONGEST || !/\/(v1\.0|beta)\//i.test(path)) return;
  const outcome = reply.statusCode < 400 ? 'answered' : 'refused';
  asked.add(`${outcome} ${request.method} ${path.replace(/^\/t\/[^/]*/, '').replace(GUID, NIL)}`);
});

process.on('exit', () => {
  const folder = process.env['RECORD_REQUESTS_IN'];
  if (!folder || asked.size === 0) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(`${folder}/${process.pid}.txt`, `${[...asked].join('\n')}\n`);
});
