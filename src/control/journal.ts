/** The journal: what was asked of a tenant and what it answered. */
import { isBatch } from '../batch.js';
import { GraphError } from '../errors/index.js';
import type { Incoming } from '../incoming.js';
import type { Answer } from '../operation.js';
import { matcher, type RequestPattern } from './matching.js';
import { shownBody, withoutSecretOptions, withoutSecrets } from './secrets.js';

/** The headers that are kept: those that change what is answered, and none that is a secret. */
const KEPT_HEADERS = ['accept', 'content-type', 'consistencylevel', 'prefer', 'if-match', 'user-agent', 'sdkversion'];
/** Longer bodies are noted by their length alone. */
const LONGEST_BODY = 64 * 1024;
const DEFAULT_SIZE = 1000;

interface Noted {
  readonly at: string;
  readonly incoming: Incoming;
  readonly answer: Answer;
  readonly fault: string | undefined;
}

export interface JournalEntry {
  /** The answer's `request-id`. */
  readonly id: string;
  /** The tenant's time. */
  readonly at: string;
  readonly method: string;
  readonly version: string;
  /** Below the version, without query. */
  readonly path: string;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The `request-id` of the batch that it was a part of. */
  readonly batch?: string;
  /** The fault that it was met by. */
  readonly fault?: string;
  readonly answer: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

/** Which entries are asked for. */
export interface JournalFilter extends RequestPattern {
  readonly status?: number | undefined;
  /** A text that the query or the body has in it. */
  readonly text?: string | undefined;
}

interface Waiter {
  readonly check: () => boolean;
}

export class Journal {
  #entries: Noted[] = [];
  readonly #waiting = new Set<Waiter>();

  constructor(readonly size = DEFAULT_SIZE) {}

  /** Notes a request. Nothing is worked out before somebody reads it. */
  note(at: string, incoming: Incoming, answer: Answer, fault: string | undefined): void {
    this.#entries.push({ at, incoming, answer, fault });
    if (this.#entries.length > this.size * 2) this.#entries = this.#entries.slice(-this.size);
    for (const waiter of this.#waiting) if (waiter.check()) this.#waiting.delete(waiter);
  }

  /** The entries that fit, the oldest first. */
  list(filter: JournalFilter = {}): JournalEntry[] {
    return this.#matching(filter).map(shown);
  }

  clear(): void {
    this.#entries = [];
  }

  /** The entries that fit, as soon as there are `count` of them. @throws GraphError 408 when time is up before */
  waitFor(filter: JournalFilter, count: number, timeout: number): Promise<JournalEntry[]> {
    return new Promise((done, fail) => {
      const check = () => {
        const found = this.#matching(filter);
        if (found.length < count) return false;
        clearTimeout(timer);
        done(found.map(shown));
        return true;
      };
      const waiter = { check };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        fail(tooLate(this.#matching(filter).length, count, timeout));
      }, timeout);
      if (!check()) this.#waiting.add(waiter);
    });
  }

  #matching(filter: JournalFilter): Noted[] {
    const matches = matcher(filter);
    const { status, text } = filter;
    // Whoever asks for everything, or by status, means batches too.
    const isPattern = filter.path !== undefined;
    return this.#entries.slice(-this.size).filter(({ incoming, answer }) => {
      if (status !== undefined && answer.status !== status) return false;
      if (text !== undefined && !incoming.query.includes(text) && !incoming.body?.includes(text)) return false;
      return matches(isPattern ? incoming : { ...incoming, path: '/' });
    });
  }
}

const tooLate = (found: number, count: number, timeout: number) =>
  new GraphError(
    408,
    'RequestTimeout',
    `After ${timeout} ms the journal has ${found} of the ${count} requests waited for.`,
  );

function shown({ at, incoming, answer, fault }: Noted): JournalEntry {
  const body = askedOf(incoming);
  const answered = bodyOf(answer.body);
  return {
    id: incoming.requestId,
    at,
    method: incoming.method,
    version: incoming.version,
    path: withoutSecretOptions(incoming.path),
    ...(incoming.query !== '' && { query: withoutSecretOptions(incoming.query) }),
    headers: headersOf(incoming),
    ...(body !== undefined && { body }),
    ...(incoming.partOf !== undefined && { batch: incoming.partOf }),
    ...(fault !== undefined && { fault }),
    answer: {
      status: answer.status,
      ...(answer.headers && { headers: withoutSecrets(answer.headers) as Record<string, string> }),
      ...(answered !== undefined && { body: answered }),
    },
  };
}

/** The body of a request. What parts of a batch have packed is unpacked, so that secrets in it are seen. */
function askedOf({ path, body }: Incoming): unknown {
  const shown = bodyOf(body) as { requests?: unknown } | undefined;
  if (!isBatch(path) || !Array.isArray(shown?.requests)) return shown;
  const requests = shown.requests.map((part: { body?: unknown } | null) =>
    typeof part?.body === 'string'
      ? { ...part, body: shownBody(Buffer.from(part.body, 'base64url').toString()) }
      : part,
  );
  return { ...shown, requests };
}

function bodyOf(text: string | undefined): unknown {
  if (text !== undefined && text.length > LONGEST_BODY) return `(${Buffer.byteLength(text)} bytes)`;
  return shownBody(text);
}

function headersOf(incoming: Incoming): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = incoming.header(name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
