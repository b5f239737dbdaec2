/** Faults: requests that go wrong because a test wants them to. */
import { badRequest, GraphError, throttled } from '../errors/index.js';
import type { IdGenerator } from '../ids.js';
import { guidGenerator } from '../ids.js';
import type { Incoming } from '../incoming.js';
import { matcher, type RequestPattern } from './matching.js';

/** What is to go wrong, and when. */
export interface FaultDefinition extends RequestPattern {
  /** The answer's status; without one the request is answered as usual, only late or never. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** Seconds, for the header `Retry-After`. */
  readonly retryAfter?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds by which the answer is late. */
  readonly latency?: number | undefined;
  /** The connection is reset instead of an answer. */
  readonly reset?: boolean | undefined;
  /** The request is carried out before it goes wrong: only its answer is lost. */
  readonly executes?: boolean | undefined;
  /** Only the n-th matching request. */
  readonly nth?: number | undefined;
  /** Only each n-th matching request. */
  readonly every?: number | undefined;
  /** Only so many out of 1, by the seeded generator. */
  readonly probability?: number | undefined;
  /** No more than so often. */
  readonly count?: number | undefined;
}

/** A fault as it is listed. */
export interface Fault extends FaultDefinition {
  readonly id: string;
  /** How many requests matched, and how many of them went wrong. */
  readonly seen: number;
  readonly hits: number;
}

interface Armed {
  readonly id: string;
  readonly definition: FaultDefinition;
  readonly matches: ReturnType<typeof matcher>;
  seen: number;
  hits: number;
}

/** Of the headers that frame an answer each has its own. */
const FRAMING = new Set(['content-length', 'trailer', 'transfer-encoding']);

/** @throws GraphError 400 for headers that no answer can have */
export function checkHeaders(headers: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name))
      throw badRequest(`headers: '${name}' is no name of a header: use letters, digits and !#$%&'*+-.^_\`|~ only.`);
    if (FRAMING.has(name.toLowerCase()))
      throw badRequest(
        `headers: '${name}' is for the emulator to say, which knows how long its answers are: leave it out.`,
      );
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw badRequest(`headers/${name} is no value of a header: use Latin-1 characters, and no line breaks.`);
  }
}

/** The faults of a tenant, in the order in which they were added. */
export class Faults {
  readonly #armed: Armed[] = [];
  readonly #newId: IdGenerator;
  #made = 0;

  /** @param seed determines which requests a probability hits */
  constructor(seed: string) {
    this.#newId = guidGenerator(`${seed}/faults`);
  }

  get isEmpty(): boolean {
    return this.#armed.length === 0;
  }

  add(definition: FaultDefinition): Fault {
    const armed = { id: `fault-${++this.#made}`, definition, matches: matcher(definition), seen: 0, hits: 0 };
    this.#armed.push(armed);
    return shown(armed);
  }

  list(): Fault[] {
    return this.#armed.map(shown);
  }

  /** False when there is no such fault. */
  remove(id: string): boolean {
    const at = this.#armed.findIndex((armed) => armed.id === id);
    if (at < 0) return false;
    this.#armed.splice(at, 1);
    return true;
  }

  clear(): void {
    this.#armed.length = 0;
  }

  /** The first fault whose turn it is. Every fault that matches counts the request. */
  next(incoming: Incoming): Fault | undefined {
    let hit: Armed | undefined;
    for (const armed of this.#armed) {
      if (!armed.matches(incoming)) continue;
      armed.seen++;
      if (hit === undefined && this.#isDue(armed)) hit = armed;
    }
    if (!hit) return undefined;
    hit.hits++;
    return shown(hit);
  }

  #isDue({ definition, seen, hits }: Armed): boolean {
    const { nth, every, probability, count } = definition;
    if (count !== undefined && hits >= count) return false;
    if (nth !== undefined && seen !== nth) return false;
    if (every !== undefined && seen % every !== 0) return false;
    return probability === undefined || this.#random() < probability;
  }

  #random(): number {
    return Number.parseInt(this.#newId().slice(0, 8), 16) / 2 ** 32;
  }
}

const shown = ({ id, definition, seen, hits }: Armed): Fault => ({ ...definition, id, seen, hits });

/** The code that the service has for a status, where a fault does not say one. */
const CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  409: 'Request_Conflict',
  412: 'PreconditionFailed',
  423: 'Locked',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
  507: 'InsufficientStorage',
};
const DEFAULT_WAIT = 10;

/** The refusal that a fault answers with; undefined when it only is late or resets. */
export function refusalOf(fault: Fault): GraphError | undefined {
  const { status, code, message, retryAfter, headers } = fault;
  if (status === undefined) return undefined;
  if (status === 429 && code === undefined && message === undefined) {
    return throttled(retryAfter ?? DEFAULT_WAIT, headers);
  }
  const wait: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  return new GraphError(
    status,
    code ?? CODES[status] ?? 'UnknownError',
    message ?? `The fault '${fault.id}' of the emulator answers this request.`,
    { headers: { ...wait, ...headers } },
  );
}
