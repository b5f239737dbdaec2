/**
 * One request of one tenant, from its URL to its answer, without a socket: what the HTTP server, a batch part and the
 * in-process client all call.
 */
import { JSON_TYPE } from './answers.js';
import { isBatch, serveBatch } from './batch.js';
import { me, parseBody, RequestCall } from './call.js';
import {
  badRequest,
  errorBody,
  GraphError,
  internalError,
  methodNotAllowed,
  onlyContainedWrites,
  segmentNotFound,
} from './errors/index.js';
import type { Incoming } from './incoming.js';
import { systemTime } from './lifecycle/clock.js';
import type { Caller } from './lifecycle/context.js';
import { drain } from './lifecycle/drain.js';
import { noteAnswer } from './lifecycle/entitlement/delivery-speed.js';
import { metadataDocument, serviceDocument } from './metadata.js';
import { atLevel } from './odata/metadata-level.js';
import type { ResourcePath } from './odata/resource-path.js';
import type { Answer, Call, Disturbance, Method, Operation } from './operation.js';
import { read } from './read.js';
import type { Service } from './service.js';
import type { Transaction } from './store/index.js';
import type { Tenant } from './tenant.js';

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
  const caller = callerOf(service, tenant, incoming);
  const path = service.paths.get(dialect, incoming.path, () => me(caller));
  const operation = service.operations.find(method, path);
  if (method === 'GET') {
    const reader = seen(tenant, path, tenant.timeline as unknown as Transaction);
    const call = new RequestCall(service, tenant, incoming, path, caller, reader);
    return atLevel(call, readAnswer(service, call, operation));
  }
  if (!operation) throw refusedWrite(service, incoming, method, path);
  return tenant.timeline.transact((tx) => {
    const call = new RequestCall(service, tenant, incoming, path, caller, seen(tenant, path, tx));
    return atLevel(call, operation.run(service.identity.authorize(call, operation)));
  });
}

function readAnswer({ identity }: Service, call: Call, operation: Operation | undefined): Answer {
  const unserved = operation ? undefined : call.path.steps.find((step) => step.kind === 'operation');
  if (unserved) throw segmentNotFound(unserved.operation.name);
  const allowed = identity.authorize(call, operation);
  const answer = operation ? operation.run(allowed) : read(allowed);
  if (call.path.type?.workload === 'entitlement') noteAnswer(call.tenant, answer.body);
  return answer;
}

/** The state as this request finds it. Change tracking tells of the feed, which lags behind nothing. */
function seen({ controls }: Tenant, path: ResourcePath, tx: Transaction): Transaction {
  return controls && !path.template.endsWith('/delta') ? controls.view(tx) : tx;
}

const LONGEST_SYSTEM_PATH = 16;
const METADATA = /^\/(?:\$|%24)metadata\/?$/i;

/** What stands beside the model's resources: the batch endpoint, the metadata document, the service document. */
function systemResource(service: Service, tenant: Tenant, incoming: Incoming): Answer | undefined {
  if (isBatch(incoming.path)) return batch(service, tenant, incoming);
  const isMetadata = METADATA.test(incoming.path);
  if (!isMetadata && incoming.path !== '/' && incoming.path !== '') return undefined;
  if (incoming.method !== 'GET') throw methodNotAllowed();
  const dialect = service.dialects[incoming.version];
  if (isMetadata) return { status: 200, body: metadataDocument(dialect), contentType: 'application/xml' };
  const body = serviceDocument(dialect, `${incoming.base}/${incoming.version}`);
  return { status: 200, body: JSON.stringify(body), contentType: JSON_TYPE };
}

/** A batch within a batch reaches no operation: the parts are asked below it. */
function batch(service: Service, tenant: Tenant, incoming: Incoming): Answer {
  if (incoming.method !== 'POST') throw methodNotAllowed();
  callerOf(service, tenant, incoming);
  let disturbance: Disturbance | undefined;
  const body = serveBatch(parseBody(incoming), incoming.header, (part) => {
    if (isBatch(part.path)) return failure(service, part, badRequest('A batch cannot hold another batch.'));
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

/** Who asks. @throws GraphError 401 where a valid token is needed and there is none */
function callerOf({ identity }: Service, tenant: Tenant, incoming: Incoming): Caller {
  return identity.callerOf(tenant, incoming.header('authorization'));
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
