/**
 * `POST /$batch`: up to 20 requests in one, each through the same pipeline as if it had come alone.
 *
 * Follows "Combine multiple requests in one HTTP call using JSON batching"; messages are those of real answers
 * (msgraph-sdk-java#559, msgraph-sdk-javascript#1451, msgraph-sdk-dotnet-core#891).
 */
import { randomUUID } from 'node:crypto';
import { badRequest, GraphError } from './errors/index.js';
import type { Answer } from './operation.js';

/** Whether a path below the version is that of batches. */
export const isBatch = (path: string): boolean => /^\/(?:\$|%24)batch\/?$/i.test(path);

const MOST_PARTS = 20;
/** Headers of the batch that hold for every part: who asks is said once. */
const OUTER_HEADERS = new Set(['authorization', 'host']);

interface Part {
  readonly id: string;
  readonly method: string;
  /** Relative to the version root. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/** How one part is asked: what `serve` needs of it. */
export interface PartRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string | undefined;
  readonly requestId: string;
}

/**
 * @param body the parsed body of the batch
 * @param header the headers of the batch itself
 * @param ask answers one part
 * @throws GraphError 400 when the batch as a whole is malformed; then no part has run
 */
export function serveBatch(
  body: unknown,
  header: (name: string) => string | undefined,
  ask: (part: PartRequest) => Answer,
): string {
  const parts = partsOf(body);
  const statusOf = new Map<string, number>();
  const responses: string[] = [];
  for (const part of parts) {
    const failed = part.dependsOn?.some((id) => (statusOf.get(id.toLowerCase()) ?? 424) >= 400);
    const requestId = randomUUID();
    const answer = failed ? failedDependency(part, requestId) : ask(requestOf(part, header, requestId));
    statusOf.set(part.id.toLowerCase(), answer.status);
    responses.push(print(part, answer));
  }
  return `{"responses":[${responses.join(',')}]}`;
}

function partsOf(body: unknown): readonly Part[] {
  const requests = (body as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest('Invalid batch payload format.');
  if (requests.length > MOST_PARTS) {
    throw new GraphError(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${MOST_PARTS}.`,
    );
  }
  const seen = new Set<string>();
  for (const request of requests) {
    check(request, seen);
    seen.add((request as Part).id.toLowerCase());
  }
  return requests as Part[];
}

function check(part: unknown, earlier: ReadonlySet<string>): void {
  const { id, method, url, headers, body, dependsOn } = (part ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || typeof method !== 'string' || typeof url !== 'string' || url === '') {
    throw badRequest("Invalid batch payload format. Every request needs 'id', 'method' and 'url' as text.");
  }
  if (earlier.has(id.toLowerCase())) throw badRequest(`Request Id ${id} has to be unique in a batch.`);
  if (/^https?:/i.test(url))
    throw badRequest(`Invalid batch payload format. The url of request ${id} must be relative.`);
  if (headers !== undefined && headers !== null && typeof headers !== 'object')
    throw badRequest('Invalid batch payload format.');
  if (isSent(body) && headerOf(headers as Part['headers'], 'content-type') === undefined) {
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  if (!isSent(dependsOn)) return;
  const known =
    Array.isArray(dependsOn) && dependsOn.every((on) => typeof on === 'string' && earlier.has(on.toLowerCase()));
  if (!known) throw badRequest(`Invalid dependency for request Id ${id}: name requests that stand before it.`);
}

/** Clients for Go write `null` for what a part has not. */
function isSent(member: unknown): boolean {
  return member !== undefined && member !== null;
}

function headerOf(headers: Part['headers'] | null, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found && String(found[1]);
}

function requestOf(part: Part, outer: (name: string) => string | undefined, requestId: string): PartRequest {
  const [path = '', query = ''] = part.url.split(/\?(.*)/s);
  const { body } = part;
  return {
    method: part.method.toUpperCase(),
    path: path.startsWith('/') ? path : `/${path}`,
    query,
    header: (name) => (OUTER_HEADERS.has(name) ? outer(name) : headerOf(part.headers, name)),
    body: !isSent(body)
      ? undefined
      : typeof body === 'string'
        ? Buffer.from(body, 'base64url').toString()
        : JSON.stringify(body),
    requestId,
  };
}

function failedDependency(part: Part, requestId: string): Answer {
  const message = `The request ${part.id} was not run, because one of the requests that it depends on failed.`;
  const innerError = { 'request-id': requestId, 'client-request-id': requestId };
  const body = JSON.stringify({ error: { code: 'FailedDependency', message, innerError } });
  return { status: 424, body, contentType: 'application/json' };
}

/** One entry of `responses`. JSON is put in as it is; text as a JSON string. */
function print(part: Part, answer: Answer): string {
  const headers: Record<string, string> = { ...answer.headers };
  if (answer.body !== undefined) {
    headers['Content-Type'] = answer.contentType ?? 'application/json';
    headers['Cache-Control'] = 'no-cache';
    if (answer.status < 400) headers['OData-Version'] = '4.0';
  }
  const isJson = answer.contentType?.includes('json') ?? false;
  const body = answer.body === undefined ? '' : `,"body":${isJson ? answer.body : JSON.stringify(answer.body)}`;
  return `{"id":${JSON.stringify(part.id)},"status":${answer.status},"headers":${JSON.stringify(headers)}${body}}`;
}
