/**
 * One request of one tenant, from its URL to its answer, without a socket: what the HTTP server, a batch part and the
 * in-process client all call.
 */
import type { Dialect, Version } from '../model/dialect.js';
import type { Row } from '../model/reader.js';
import { JSON_TYPE } from './answers.js';
import { serveBatch } from './batch.js';
import {
  badRequest,
  emptyPayload,
  errorBody,
  GraphError,
  internalError,
  methodNotAllowed,
  notJson,
  objectNotFound,
  onlyContainedWrites,
  segmentNotFound,
  unreadablePayload,
} from './errors.js';
import { systemTime } from './lifecycle/clock.js';
import type { Caller } from './lifecycle/context.js';
import { drain, type EventHandlers } from './lifecycle/drain.js';
import { noteAnswer } from './lifecycle/entitlement/delivery-speed.js';
import { metadataDocument, serviceDocument } from './metadata.js';
import { bind, bindParameters } from './odata/bind.js';
import type { PlanCache, Rules } from './odata/query/index.js';
import { type ResourcePath, resolvePath } from './odata/resource-path.js';
import { locate, notFound, type Target } from './odata/walk.js';
import type { Answer, Call, Disturbance, Method, Operation, Operations } from './operation.js';
import { read } from './read.js';
import type { Transaction } from './store/index.js';
import type { Tenant } from './tenant.js';

/** What all requests share. */
export interface Service {
  readonly dialects: Readonly<Record<Version, Dialect>>;
  readonly operations: Operations;
  readonly events: EventHandlers;
  readonly plans: PlanCache;
  /** Queries that the service refuses are answered all the same. */
  readonly lenient: boolean;
  /** Who asks without a token. */
  readonly administrator: string;
  /** Told of what nobody foresaw. */
  readonly onFailure: (error: unknown) => void;
}

export interface Incoming {
  readonly method: string;
  readonly version: Version;
  /** Below the version root, percent-encoded, without query. */
  readonly path: string;
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string | undefined;
  /** `http://localhost:8365` */
  readonly origin: string;
  readonly requestId: string;
  /** Of a part: the request id of its batch. */
  readonly partOf?: string;
}

const METHODS = new Set<string>(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);

/** Answers a request. Never throws: what goes wrong is an answer too. */
export function serve(service: Service, tenant: Tenant, incoming: Incoming): Answer {
  const { controls } = tenant;
  if (!controls) return carryOut(service, tenant, incoming);
  return controls.around(incoming, {
    run: () => carryOut(service, tenant, incoming),
    refuse: (error) => failure(service, incoming, error),
  });
}

function carryOut(service: Service, tenant: Tenant, incoming: Incoming): Answer {
  try {
    drain(tenant, service.events);
    return answer(service, tenant, incoming);
  } catch (error) {
    return failure(service, incoming, error);
  }
}

function answer(service: Service, tenant: Tenant, incoming: Incoming): Answer {
  if (!METHODS.has(incoming.method)) throw methodNotAllowed();
  if (incoming.path.length < LONGEST_SYSTEM_PATH) {
    const system = systemResource(service, tenant, incoming);
    if (system) return system;
  }
  const method = incoming.method as Method;
  const dialect = service.dialects[incoming.version];
  const caller = callerOf(service, incoming);
  const path = resolvePath(dialect, incoming.path, () => me(caller));
  const operation = service.operations.find(method, path);
  if (method === 'GET') {
    const reader = seen(tenant, path, tenant.timeline as unknown as Transaction);
    return readAnswer(callOf(service, tenant, incoming, path, caller, reader), operation);
  }
  if (!operation) throw refusedWrite(service, incoming, method, path);
  return tenant.timeline.transact((tx) => {
    return operation.run(callOf(service, tenant, incoming, path, caller, seen(tenant, path, tx)));
  });
}

function readAnswer(call: Call, operation: Operation | undefined): Answer {
  const unserved = operation ? undefined : call.path.steps.find((step) => step.kind === 'operation');
  if (unserved) throw segmentNotFound(unserved.operation.name);
  const answer = operation ? operation.run(call) : read(call);
  if (call.path.type?.workload === 'entitlement') noteAnswer(call.tenant, answer.body);
  return answer;
}

/** The state as this request finds it. Change tracking tells of the feed, which lags behind nothing. */
function seen({ controls }: Tenant, path: ResourcePath, tx: Transaction): Transaction {
  return controls && !path.template.endsWith('/delta') ? controls.view(tx) : tx;
}

const LONGEST_SYSTEM_PATH = 16;
const BATCH = /^\/(?:\$|%24)batch\/?$/i;
const METADATA = /^\/(?:\$|%24)metadata\/?$/i;

/** What stands beside the model's resources: the batch endpoint, the metadata document, the service document. */
function systemResource(service: Service, tenant: Tenant, incoming: Incoming): Answer | undefined {
  if (BATCH.test(incoming.path)) return batch(service, tenant, incoming);
  const isMetadata = METADATA.test(incoming.path);
  if (!isMetadata && incoming.path !== '/' && incoming.path !== '') return undefined;
  if (incoming.method !== 'GET') throw methodNotAllowed();
  const dialect = service.dialects[incoming.version];
  if (isMetadata) return { status: 200, body: metadataDocument(dialect), contentType: 'application/xml' };
  const body = serviceDocument(dialect, `${incoming.origin}${tenant.prefix}/${incoming.version}`);
  return { status: 200, body: JSON.stringify(body), contentType: JSON_TYPE };
}

/** A batch within a batch reaches no operation: the parts are asked below it. */
function batch(service: Service, tenant: Tenant, incoming: Incoming): Answer {
  if (incoming.method !== 'POST') throw methodNotAllowed();
  let disturbance: Disturbance | undefined;
  const body = serveBatch(parseBody(incoming), incoming.header, (part) => {
    if (BATCH.test(part.path)) return failure(service, part, badRequest('A batch cannot hold another batch.'));
    const answer = serve(service, tenant, { ...incoming, ...part, partOf: incoming.requestId });
    if (answer.disturbance) disturbance = together(disturbance, answer.disturbance);
    return answer;
  });
  return { status: 200, body, contentType: 'application/json', ...(disturbance && { disturbance }) };
}

/** A batch is as late as the latest of its parts, which are thought of as asked at once. */
function together(one: Disturbance | undefined, other: Disturbance): Disturbance {
  const latency = Math.max(one?.latency ?? 0, other.latency ?? 0);
  return { ...(latency > 0 && { latency }), ...((one?.reset || other.reset) && { reset: true }) };
}

/** Why a write that nobody declared is refused. */
function refusedWrite(service: Service, incoming: Incoming, method: Method, path: ResourcePath): GraphError {
  const last = path.steps.at(-1);
  if (last === undefined) return segmentNotFound('');
  if (method === 'POST' && last.kind === 'navigation' && last.navigation.many && !last.navigation.contained) {
    const withRef = service.operations.methodsOf(incoming.version, `${path.template}/$ref`);
    if (withRef.includes('POST')) return onlyContainedWrites();
  }
  return methodNotAllowed();
}

function me(caller: Caller): string {
  if (caller.kind !== 'user') throw badRequest('/me request is only valid with delegated authentication flow.');
  return caller.id;
}

/** The caller of a token, which is taken at its word: `oid` names a user, `appid` an application. */
function callerOf(service: Service, incoming: Incoming): Caller {
  const [scheme, token] = incoming.header('authorization')?.split(' ') ?? [];
  const payload = scheme?.toLowerCase() === 'bearer' ? token?.split('.')[1] : undefined;
  const administrator: Caller = { kind: 'user', id: service.administrator };
  if (!payload) return administrator;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const { oid, appid, idtyp } = claims as { oid?: string; appid?: string; idtyp?: string };
    if (idtyp === 'app' || (!oid && appid)) return { kind: 'application', id: oid ?? appid ?? '' };
    return oid ? { kind: 'user', id: oid.toLowerCase() } : administrator;
  } catch {
    return administrator;
  }
}

function callOf(
  service: Service,
  tenant: Tenant,
  incoming: Incoming,
  path: ResourcePath,
  caller: Caller,
  tx: Transaction,
): Call {
  const root = `${incoming.origin}${tenant.prefix}/${incoming.version}`;
  let target: Target | undefined;
  const call: Call = {
    tenant,
    tx,
    caller,
    path,
    time: tenant.clock.now(),
    newId: tenant.newId,
    method: incoming.method as Method,
    query: incoming.query,
    rules: rulesOf(service, tenant, incoming, path, caller),
    root,
    url: `${root}${incoming.path.startsWith('/') ? '' : '/'}${incoming.path}`,
    header: incoming.header,
    plan: (type, query = incoming.query, more) =>
      service.plans.get(path.dialect, type, query, more ? { ...call.rules, ...more } : call.rules),
    target: () => {
      target ??= locate(path, tx, caller.id);
      return target;
    },
    entity: <R extends Row>() => {
      const at = call.target();
      if (at.kind !== 'entity') throw at.kind === 'nothing' ? notFound(at.type, '') : methodNotAllowed();
      return at.row as R;
    },
    json: () => parseBody(incoming),
    bind: (mode, type) => {
      const declared = type === undefined ? path.type : path.dialect.type(type);
      if (!declared) throw methodNotAllowed();
      return bind(path.dialect, declared, parseBody(incoming), mode);
    },
    parameters: () => {
      const last = path.steps.at(-1);
      if (last?.kind !== 'operation') throw methodNotAllowed();
      const owner = path.dialect.type(last.operation.on);
      return bindParameters(path.dialect, last.operation, owner, parseBody(incoming));
    },
    reference: (url) => referenced(service, incoming, url, tx, caller),
  };
  return call;
}

const COUNTED = /(^|&)(\$|%24)?count=true(&|$)/i;

function rulesOf(service: Service, tenant: Tenant, incoming: Incoming, path: ResourcePath, caller: Caller): Rules {
  const eventual = incoming.header('consistencylevel')?.toLowerCase() === 'eventual';
  const reached = path.steps.findLast((step) => step.kind !== 'cast' && step.kind !== 'suffix');
  return {
    eventual,
    // The `/$count` segment asks for the count by itself.
    advanced: eventual && (path.template.endsWith('/$count') || COUNTED.test(incoming.query)),
    lenient: service.lenient,
    single: !path.many,
    reference: reached?.kind === 'navigation' && !reached.navigation.contained && !('all' in reached.navigation.by),
    caller: caller.id,
    now: () => new Date(tenant.clock.now()),
  };
}

/** Texts up to this length are not so deep that reading them could harm. */
const SHALLOW = 4096;
const MOST_LEVELS = 100;

/** How deep objects and arrays of a JSON text stand in each other, at most. */
function nesting(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c && quoted) at++;
    else if (code === 0x22) quoted = !quoted;
    else if (quoted) continue;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

/** The text of a body as JSON. A body without a JSON content type is refused as the service refuses it. */
function parseBody(incoming: Incoming): unknown {
  const text = incoming.body;
  if (text === undefined || text.trim() === '') throw emptyPayload();
  const type = incoming.header('content-type');
  if (type === undefined) throw unreadablePayload();
  if (!/^application\/json\b|\+json\b/i.test(type.trim())) throw notJson();
  if (text.length > SHALLOW && nesting(text) > MOST_LEVELS)
    throw badRequest(`The body is nested deeper than ${MOST_LEVELS} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw unreadablePayload();
  }
}

/** `https://any.host/v1.0/users/{id}`, `/t/name/beta/groups('id')`, `directoryObjects/{id}` -> the id of what exists there. */
function referenced(service: Service, incoming: Incoming, url: unknown, tx: Transaction, caller: Caller): string {
  if (typeof url !== 'string' || url === '') throw badRequest("A URL is expected as '@odata.id' or '@odata.bind'.");
  const [, version, path] =
    /^(?:https?:\/\/[^/]+)?(?:\/t\/[^/]+)?\/?(?:(v1\.0|beta|v2)\/)?(.*?)(?:\?.*)?$/i.exec(url) ?? [];
  const dialect = service.dialects[version?.toLowerCase() === 'beta' ? 'beta' : version ? 'v1.0' : incoming.version];
  const resolved = resolvePath(dialect, path ?? '', () => me(caller));
  const found = locate(resolved, tx, caller.id);
  if (found.kind !== 'entity') throw objectNotFound(resolved.keys.at(-1) ?? url);
  return found.row.id;
}

/** The answer to what went wrong: a refusal as the service words it, or a failure of ours, told to the log. */
export function failure(
  service: Pick<Service, 'onFailure'>,
  incoming: Pick<Incoming, 'header' | 'requestId'>,
  error: unknown,
): Answer {
  const refusal = error instanceof GraphError ? error : unforeseen(service, error);
  const clientId = incoming.header('client-request-id') ?? incoming.requestId;
  const body = errorBody(refusal, { id: incoming.requestId, clientId, date: new Date(systemTime()) });
  return {
    status: refusal.status,
    body: JSON.stringify(body),
    contentType: 'application/json',
    ...(refusal.more.headers && { headers: refusal.more.headers }),
  };
}

function unforeseen(service: Pick<Service, 'onFailure'>, error: unknown): GraphError {
  // The call stack is as deep as a filter or body is nested.
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return badRequest('The request is nested too deeply.');
  service.onFailure(error);
  return internalError();
}
